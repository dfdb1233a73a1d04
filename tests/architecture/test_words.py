# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be written where: no scheme in the code, no registry in the build files, no one machine's path anywhere."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
from pathlib import PurePosixPath

import pytest

from tests.architecture.sources import docstrings, python_files, text_of, texts, tracked, tree_of

# Catalogue ids that are also words of programming or of French, and why the code may hold them.
HOMONYMS = {
    "pass": "a keyword of Python",
    "css": "Qt's style sheets are written in a dialect of CSS",
    "ame": "a French word once its accent is folded",
    "rsa": "a kind of cryptographic key",
    "cej": "three letters of an identifier",
    "subsidised_contract": "a kind of resource too: the wages of such a contract",
}


def test_no_scheme_is_named_in_the_code():
    ids = catalogue_ids()
    assert len(ids) >= 3
    faults = []
    for path, text in python_files("app", "migrations").items():
        faults += [
            f"{path}: {name}" for name in PurePosixPath(path).with_suffix("").parts if name in ids - set(HOMONYMS)
        ]
        faults += [f"{path}:{line}: {found}" for line, found in named_schemes(text, ids - set(HOMONYMS))]
    assert faults == []


def test_the_listed_homonyms_have_a_reason():
    assert all(len(reason) > 10 for reason in HOMONYMS.values())


@pytest.mark.parametrize(
    "line",
    [
        "dalo = 1",
        "open_dalo(x)",
        "class DaloForm: ...",
        "scheme == 'dalo'",
        "{'DALO': 1}",
        "form.dalo_date",
        "f('dalo.filed')",
        "f(dalo=1)",
    ],
)
def test_a_scheme_in_the_code_is_seen(line: str):
    assert [row for row, _ in named_schemes(f"x = 0\n{line}\n", {"dalo"})] == [2]


@pytest.mark.parametrize(
    "line",
    ["# dalo is an example", "dalot = 1", "'the letters dalo in a sentence'", '"""dalo, for instance."""', "modalo()"],
)
def test_a_mere_mention_is_let_through(line: str):
    assert named_schemes(f"{line}\n", {"dalo"}) == []


def test_an_id_of_several_words_is_seen():
    assert named_schemes("x.logement_social_form = 'logement-social'\n", {"logement_social"}) == [
        (1, "logement-social"),
        (1, "logement_social_form"),
    ]


def test_the_build_files_name_no_host():
    build_files = [path for path in tracked() if is_build_file(path)]
    assert {"Makefile", ".ci/run", "requirements.txt", "requirements-dev.txt", "pyproject.toml"} <= set(build_files)
    assert [f"{path}:{fault}" for path in build_files for fault in hosts(text_of(path))] == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "--extra-index-url=file:///wheels",
        "--find-links wheels",
        "trusted-host = mirror",
        "pip install x -i http://10.0.0.7/simple",
        "curl pypi.example.org",
        "registry = 192.168.1.4:8080",
        "x @ git+ssh://git@forge/x",
    ],
)
def test_a_host_is_seen(line: str):
    assert hosts(f"# ok\n{line}\n") == [f"2: {line}"]


def test_a_version_is_not_a_host():
    assert (
        hosts("pyside6-essentials==6.11.3 \\\n    --hash=sha256:00ab.org\ntool.ruff.lint\napp.french\nlibqxcb.so.0\n")
        == []
    )


def test_no_file_carries_the_path_of_one_machine():
    assert [f"{path}:{fault}" for path, text in texts().items() for fault in machine_paths(text)] == []


@pytest.mark.parametrize("start", ["root", "home", "work", "Users", "mnt", "opt", "srv"])
def test_the_path_of_one_machine_is_seen(start: str):
    path = f"/{start}" + "/someone/file"
    assert machine_paths(f"open('{path}')") == [f"1: {path}"]
    assert machine_paths(f"see ..{path}/x and site{path}") == []


def test_a_page_that_is_named_exists():
    pages = {PurePosixPath(path).name for path in tracked() if path.endswith(".md")}
    shipped = {path: text for path, text in texts().items() if not path.startswith("tests/")}
    assert [f"{path}: {name}" for path, text in shipped.items() for name in absent_pages(text, pages)] == []


def test_a_page_that_does_not_exist_is_seen():
    assert absent_pages("see README.md and lost.md §3", {"README.md"}) == ["lost.md"]


# ---------------------------------------------------------------------------------------------------------------------


def catalogue_ids() -> set[str]:
    """Every id of the catalogue: the files' names and what they call themselves, folded to snake case."""
    ids = set()
    for path in tracked():
        if re.fullmatch(r"resources/schemes/[^/]+\.toml", path):
            declared = tomllib.loads(text_of(path)).get("id", "")
            ids |= {snake(name) for name in (PurePosixPath(path).stem, declared) if name}
    return ids


def snake(name: str) -> str:
    """Write a name of any manner in small letters joined by underscores."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"[\W_]+", "_", parted).strip("_").casefold()


def named_schemes(text: str, ids: set[str]) -> list[tuple[int, str]]:
    """Identifiers with a scheme among their words, and one-word literals that hold it."""
    names = [token for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.NAME]
    told = docstrings(text)
    literals = [
        (node.lineno, node.value)
        for node in ast.walk(tree_of(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]
    words = [(token.start[0], token.string) for token in names] + [
        pair for pair in literals if re.fullmatch(r"[\w.:/-]+", pair[1])
    ]
    return sorted((line, word) for line, word in words if any(f"_{name}_" in f"_{snake(word)}_" for name in ids))


def is_build_file(path: str) -> bool:
    return path.startswith((".ci/", "requirements")) or path in {"Makefile", "pyproject.toml", ".gitignore"}


_HOST = re.compile(
    r"\w+://|--(?:extra-)?index-url\b|\s-i\s|--find-links|trusted-host|\bgit@"
    r"|\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|\b[a-z0-9-]+\.(?:org|com|net|io|fr|eu|dev|local|example)\b"
)


def hosts(text: str) -> list[str]:
    """Lines that name a host or a registry, as « line: text »; hashes are not read."""
    lines = [(number, re.sub(r"--hash=\S+", "", line)) for number, line in enumerate(text.splitlines(), 1)]
    return [f"{number}: {line}" for number, line in lines if _HOST.search(line.replace("app.french", ""))]


_MACHINE_PATH = re.compile(r"(?<![\w.~)}-])/(?:root|home|work|Users|mnt|opt|srv)/[\w.][\w./-]*")


def machine_paths(text: str) -> list[str]:
    """Absolute paths that exist on somebody's machine only, as « line: path »."""
    lines = enumerate(text.splitlines(), 1)
    return [f"{number}: {found.group()}" for number, line in lines for found in _MACHINE_PATH.finditer(line)]


def absent_pages(text: str, pages: set[str]) -> list[str]:
    """Names of Markdown pages this project does not hold."""
    return sorted({name for name in re.findall(r"\b[\w-]+\.md\b", text) if name not in pages})
