# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may import whom. The contracts are written in pyproject.toml; here they are run, and proved able to break."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Mapping, Set
from pathlib import Path

import grimp
import pytest

from tests.architecture.sources import ROOT, python_files, settings, text_of, tree_of

# A library, and the rooms that may import it; the contract of that id must forbid it to every other room.
MAY_IMPORT = {
    "qt": {"app.ui"},
    "sql": {"app.models", "app.storage", "app.services"},
    "upgrades": {"app.storage"},
    "paper": {"app.documents"},
}
# Packages of app.ui that are not screens: what the screens share.
SHARED_BY_SCREENS = {"app.ui.widgets", "app.ui.gestures"}

BAD_IMPORTS = {
    "app/french/names.py": ("import app.models", "stairs"),
    "app/exchange/sheets.py": ("import app.documents", "stairs"),
    "app/schemes/chart.py": ("def late():\n    from PySide6 import QtCore", "qt"),
    "app/ui/page.py": ("import sqlalchemy.orm", "sql"),
    "app/services/people.py": ("import alembic", "upgrades"),
    "app/cli/paper.py": ("from reportlab.lib import units", "paper"),
}


def test_the_contracts_hold():
    run = lint(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty house: every room, nothing in it, and the very contracts of the project."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "pyproject.toml").write_text(text_of("pyproject.toml"), encoding="utf-8")
    for room in rooms_of_the_stairs():
        package = folder / "app" / room
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
    (folder / "app" / "__init__.py").touch()
    return folder


def test_an_empty_house_breaks_nothing_and_each_bad_import_breaks_its_contract(house: Path):
    assert lint(house).returncode == 0
    for path, (line, _) in BAD_IMPORTS.items():
        (house / path).write_text(line + "\n", encoding="utf-8")
    run = lint(house)
    names = {contract["id"]: contract["name"] for contract in contracts()}
    assert run.returncode == 1
    for _, contract in BAD_IMPORTS.values():
        assert f"{names[contract]} BROKEN" in " ".join(run.stdout.split())
    for path, (_, contract) in BAD_IMPORTS.items():
        assert path.removesuffix(".py").replace("/", ".") in run.stdout, f"{contract} did not see {path}"
    for path in BAD_IMPORTS:
        (house / path).unlink()


def test_a_new_room_must_be_given_a_storey(house: Path):
    attic = house / "app" / "attic"
    attic.mkdir()
    (attic / "__init__.py").touch()
    run = lint(house)
    (attic / "__init__.py").unlink()
    attic.rmdir()
    assert run.returncode == 1
    assert "app.attic" in run.stdout


def test_each_library_is_forbidden_to_every_room_that_is_not_its_own():
    rooms = {f"app.{room}" for room in rooms_of_the_stairs()}
    for contract in contracts():
        if contract["type"] == "forbidden":
            assert set(contract["source_modules"]) == rooms - MAY_IMPORT[contract["id"]], contract["id"]
    assert {contract["id"] for contract in contracts()} == {"stairs", *MAY_IMPORT}


def test_screens_do_not_import_each_other():
    graph = grimp.build_graph("app", cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert screens_of(graph.modules)
    assert entangled_screens(imports) == []


def test_an_import_between_two_screens_is_seen():
    imports = {
        "app.ui.home": set(),
        "app.ui.home.page": {"app.ui.person.model", "app.ui.home.model"},
        "app.ui.home.model": set(),
        "app.ui.person": set(),
        "app.ui.person.model": {"app.ui.theme"},
        "app.ui.theme": set(),
        "app.ui.widgets": set(),
        "app.ui.widgets.chart": {"app.ui.person.model"},
        "app.ui.gestures": set(),
        "app.ui.gestures.people": {"app.ui.person.model"},
        "app.ui.window": {"app.ui.home.page", "app.ui.person.model"},
    }
    assert entangled_screens(imports) == [
        "app.ui.home.page -> app.ui.person.model",
        "app.ui.widgets.chart -> app.ui.person.model",
    ]


def test_schemes_and_french_know_no_clock():
    sources = python_files("app/schemes", "app/french")
    assert len(sources) > 5
    assert [f"{path}:{line}" for path, text in sources.items() for line in clocks(text)] == []


@pytest.mark.parametrize(
    "line",
    [
        "date.today()",
        "datetime.date.today()",
        "datetime.now(tz=UTC)",
        "datetime.datetime.utcnow()",
        "import time",
        "from time import monotonic",
        "QDate.currentDate()",
    ],
)
def test_a_clock_is_seen(line: str):
    assert clocks(f"x = 1\n{line}\n") == [2]


def test_a_day_given_as_a_parameter_is_no_clock():
    assert clocks("def f(today, chart):\n    from datetime import time\n    return today, chart.today, time(8)\n") == []


# ---------------------------------------------------------------------------------------------------------------------


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def contracts() -> list[dict[str, object]]:
    return settings()["tool"]["importlinter"]["contracts"]


def rooms_of_the_stairs() -> list[str]:
    stairs = next(contract for contract in contracts() if contract["id"] == "stairs")
    return [room.strip() for storey in stairs["layers"] for room in storey.split("|")]


def screens_of(modules: Set[str]) -> set[str]:
    """Packages directly under app.ui, except those the screens share."""
    packages = {name.rpartition(".")[0] for name in modules if name.count(".") >= 3}
    return {name for name in packages if name.startswith("app.ui.") and name.count(".") == 2} - SHARED_BY_SCREENS


def entangled_screens(imports: Mapping[str, Set[str]]) -> list[str]:
    screens = screens_of(set(imports))
    walled = screens | {"app.ui.widgets"}  # a gesture may open its screen's own dialog; a widget knows no screen
    faults = []
    for importer, imported in imports.items():
        home = room_on_screen(importer)
        if home in walled:
            faults += [f"{importer} -> {name}" for name in imported if room_on_screen(name) in screens - {home}]
    return sorted(faults)


def room_on_screen(module: str) -> str:
    return ".".join(module.split(".")[:3])


def clocks(text: str) -> list[int]:
    """Lines that read the day or the hour of the machine."""
    return sorted(node.lineno for node in ast.walk(tree_of(text)) if is_clock(node))


def is_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name == "time" for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.module == "time"
    asked = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
    return asked in {"now", "today", "utcnow", "currentDate", "currentDateTime"}
