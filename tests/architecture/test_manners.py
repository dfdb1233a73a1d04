# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the code is written: short, named after what it does, with no check put out without a reason."""

from __future__ import annotations

import ast
import io
import re
import statistics
import tokenize
from pathlib import PurePosixPath

import pytest

from tests.architecture.sources import functions, python_files, texts, tree_of

LONGEST_FUNCTION = 50
LONGEST_FILE = 400
MEDIAN_FUNCTION = 10

# Allowed to be longer: "path" or "path::function" -> why.
LONG_FILES: dict[str, str] = {
    "migrations/versions/0001_facts.py": "the first schema: one short function a table, written once and for all",
    "tests/schemes/library_card.py": "a whole scheme and its form as text, read from top to bottom",
}
LONG_FUNCTIONS: dict[str, str] = {}

# Files whose format has no room for a comment, or that belong to someone else.
NO_NOTICE = {".json", ".svg", ".ttf", ".png", ".pdf", ".xlsx", ".ods", ".csv", ".tsv", ".txt"}
NO_NOTICE_PATHS = {"LICENSE"}

ROOMS_WITHOUT_MEANING = {"utils", "util", "helpers", "helper", "common", "misc", "core", "tools", "shared", "lib"}
NAMES_WITHOUT_MEANING = ("Manager", "Helper", "Handler", "Data", "Info", "Utils")


def test_functions_and_files_are_short():
    faults = []
    for path, text in python_files().items():
        faults += [f"{path}: {count} lines" for count in [overlong(text)] if count and path not in LONG_FILES]
        faults += [
            f"{path}::{fault}"
            for fault in overlong_functions(text)
            if f"{path}::{fault.split()[0]}" not in LONG_FUNCTIONS
        ]
    assert faults == []


def test_the_median_function_is_under_ten_lines():
    lengths = [length_of(function) for text in python_files("app").values() for function in functions(text)]
    assert len(lengths) > 100
    assert statistics.median(lengths) < MEDIAN_FUNCTION


def test_no_exception_outlives_its_reason():
    for path in LONG_FILES:
        assert overlong(python_files()[path]), f"{path} is short again"
    for name in LONG_FUNCTIONS:
        path, _, function = name.partition("::")
        assert function in [fault.split()[0] for fault in overlong_functions(python_files()[path])], (
            f"{name} is short again"
        )


def test_a_long_function_and_a_long_file_are_seen():
    long_one = "def tall():\n" + "    x = 1\n" * 50
    assert overlong_functions(long_one) == ["tall 51 lines"]
    assert overlong_functions("class A:\n    async def small(self):\n        return 1\n") == []
    assert overlong("x = 1\n" * 401) == 401
    assert overlong("x = 1\n" * 400) == 0


def test_every_file_says_its_licence():
    assert [path for path, text in texts().items() if needs_notice(path) and not has_notice(text)] == []


def test_a_missing_notice_is_seen():
    assert needs_notice("app/services/people.py")
    assert needs_notice("requirements.txt")
    assert not needs_notice("resources/icons/plus.svg")
    assert has_notice("# SPDX-License-Identifier: AGPL-3.0-or-later\nx = 1\n")
    assert not has_notice("x = 1\n\n\n# SPDX-License-Identifier: AGPL-3.0-or-later\n")


def test_rooms_and_classes_are_named_after_what_they_do():
    faults = []
    for path, text in python_files("app", "benchmarks", "migrations", "tests").items():
        faults += [f"{path}: room {part}" for part in empty_rooms(path)]
        faults += [f"{path}: class {name}" for name in empty_names(text)]
    assert faults == []


def test_a_name_without_meaning_is_seen():
    assert empty_rooms("app/services/utils.py") == ["utils"]
    assert empty_rooms("app/common/names.py") == ["common"]
    assert empty_rooms("app/services/people.py") == []
    assert empty_names("class PersonManager: ...\nclass PersonInfo: ...\nclass Database: ...\n") == [
        "PersonManager",
        "PersonInfo",
    ]


def test_a_check_is_put_out_only_with_a_reason():
    faults = [f"{path}:{fault}" for path, text in python_files().items() for fault in silences(text)]
    assert faults == []


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: E501",
        "# type: ignore",
        "# type: ignore[arg-type]",
        "# pyright: ignore[reportPrivateUsage]",
        "# pyright: basic",
        "# type: ignore  because it is late",
        "# ruff: noqa",
    ],
)
def test_a_silence_without_a_reason_is_seen(comment: str):
    assert silences(f"x = 1  {comment}\n") == [f"1: {comment}"]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: N802 — Qt calls it by this name",
        "# ruff: noqa: N802, D102 - the names are the library's own",
        "# type: ignore[arg-type]  # the stub of Qt says int",
        "# pyright: ignore[reportPrivateUsage]  # the driver has no public name for it",
        "# an ordinary remark: noqa is not asked here",
    ],
)
def test_a_silence_with_a_reason_is_let_through(comment: str):
    assert silences(f"x = 1  {comment}\n") == []


# ---------------------------------------------------------------------------------------------------------------------


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def overlong_functions(text: str) -> list[str]:
    lengths = [(function.name, length_of(function)) for function in functions(text)]
    return [f"{name} {length} lines" for name, length in lengths if length > LONGEST_FUNCTION]


def overlong(text: str) -> int:
    """The number of lines when it is too many, else 0."""
    count = text.count("\n")
    return count if count > LONGEST_FILE else 0


def needs_notice(path: str) -> bool:
    if path.startswith("requirements"):
        return True
    return path not in NO_NOTICE_PATHS and PurePosixPath(path).suffix not in NO_NOTICE


def has_notice(text: str) -> bool:
    return "SPDX-License-Identifier: AGPL-3.0-or-later" in "\n".join(text.splitlines()[:3])


def empty_rooms(path: str) -> list[str]:
    return [part for part in PurePosixPath(path).with_suffix("").parts if part in ROOMS_WITHOUT_MEANING]


def empty_names(text: str) -> list[str]:
    classes = [node.name for node in tree_of(text).body if isinstance(node, ast.ClassDef)]
    return [name for name in classes if re.search(rf"[a-z0-9](?:{'|'.join(NAMES_WITHOUT_MEANING)})$", name)]


_SILENCE = re.compile(r"#\s*(?:ruff:\s*noqa|noqa|type:\s*ignore|pyright:)")
_REASONED = re.compile(
    r"#\s*(?:(?:ruff:\s*)?noqa:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*|type:\s*ignore\[[\w,\s-]+\]|pyright:\s*ignore\[[\w,\s]+\])"
    r"\s*(?:[—–#:-]\s*)+(?=\D*[^\W\d]{2,}).{10,}"
)


def silences(text: str) -> list[str]:
    """Comments that put out a check without saying why, as « line: comment »."""
    comments = [
        token for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.COMMENT
    ]
    return [
        f"{token.start[0]}: {token.string}"
        for token in comments
        if _SILENCE.match(token.string) and not _REASONED.match(token.string)
    ]
