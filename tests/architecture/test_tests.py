# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tests themselves: each can fail, none waits by the clock, none is left aside."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import python_files, tree_of

# Left aside or replaced: what a test here never is.
FORBIDDEN_NAMES = {
    "skip": "a test left aside proves nothing",
    "skipif": "a test left aside proves nothing",
    "skipTest": "a test left aside proves nothing",
    "importorskip": "a test left aside proves nothing",
    "xfail": "a test that may fail proves nothing",
    "sleep": "a test never waits by the clock",
    "qtbot.wait": "a test waits for something, never for a time",
    "qWait": "a test waits for something, never for a time",
    "qSleep": "a test never waits by the clock",
    "msleep": "a test never waits by the clock",
    "perf_counter": "times are measured in benchmarks/",
    "perf_counter_ns": "times are measured in benchmarks/",
    "monotonic": "times are measured in benchmarks/",
    "process_time": "times are measured in benchmarks/",
    "time_ns": "times are measured in benchmarks/",
    "Mock": "real objects only",
    "MagicMock": "real objects only",
    "mocker": "real objects only",
}


def test_no_test_waits_by_the_clock_or_is_left_aside():
    faults = []
    for path, text in python_files("tests").items():
        faults += [f"{path}:{line}: {name}: {FORBIDDEN_NAMES[name]}" for line, name in forbidden(text)]
    assert faults == []


@pytest.mark.parametrize(
    "line",
    [
        "pytest.skip('later')",
        "@pytest.mark.xfail\ndef test(): ...",
        "@pytest.mark.skipif(True, reason='')\ndef test(): ...",
        "qt = pytest.importorskip('PySide6')",
        "time.sleep(1)",
        "from time import sleep",
        "qtbot.wait(50)",
        "QTest.qWait(50)",
        "start = time.perf_counter()",
        "from unittest.mock import MagicMock",
        "time.time()",
    ],
)
def test_a_bad_habit_is_seen(line: str):
    assert forbidden(line) or times(line)


def test_what_waits_for_something_is_let_through():
    assert forbidden("process.wait(timeout=60)\nledger.wait\nqtbot.waitUntil(ready)\nqtbot.waitSignal(done)\n") == []
    assert not times("from datetime import time\ntime(8)\n")


def test_no_test_reads_the_time():
    assert [path for path, text in python_files("tests").items() if times(text)] == []


def test_every_test_asserts():
    suites = {path: text for path, text in python_files("tests").items() if "/test_" in path}
    assert len(suites) > 10
    assert [path for path, text in suites.items() if not asserts(tree_of(text))] == []
    assert [f"{path}::{name}" for path, text in suites.items() for name in idle_tests(text)] == []


def test_a_test_that_cannot_fail_is_seen():
    assert idle_tests("def test_nothing():\n    work()\n") == ["test_nothing"]
    assert (
        idle_tests(
            "def test_a():\n    assert work()\ndef test_b():\n    with pytest.raises(OSError):\n        work()\n"
        )
        == []
    )
    assert idle_tests("def check(x):\n    assert x\ndef test_c():\n    check(1)\n") == []
    assert idle_tests("def test_d(someone):\n    someone.sees('Bonjour')\n") == []


# ---------------------------------------------------------------------------------------------------------------------


def forbidden(text: str) -> list[tuple[int, str]]:
    """Lines that name what a test never uses, with the name."""
    return sorted(
        (line, name) for node in ast.walk(tree_of(text)) for line, name in named_by(node) if name in FORBIDDEN_NAMES
    )


def named_by(node: ast.AST) -> list[tuple[int, str]]:
    if isinstance(node, ast.Attribute):
        on_the_bot = node.attr == "wait" and isinstance(node.value, ast.Name) and node.value.id.endswith("bot")
        return [(node.lineno, "qtbot.wait" if on_the_bot else node.attr)]
    if isinstance(node, ast.ImportFrom):
        return [(node.lineno, alias.name) for alias in node.names]
    return [(node.lineno, node.arg)] if isinstance(node, ast.arg) else []


def times(text: str) -> bool:
    """Whether the module « time » is imported or used."""
    for node in ast.walk(tree_of(text)):
        if isinstance(node, ast.Import) and any(alias.name in {"time", "timeit"} for alias in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and node.module in {"time", "timeit"}:
            return True
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "time"
            and isinstance(node.value, ast.Name)
            and node.value.id == "time"
        ):
            return True
    return False


# What a story says instead of « assert »: each of these fails by itself when it is not so.
_WITNESSES = {"sees", "does_not_see", "raises", "fail", "waitUntil", "waitSignal", "approx"}


def asserts(node: ast.AST, checkers: frozenset[str] = frozenset()) -> bool:
    for part in ast.walk(node):
        if isinstance(part, ast.Assert):
            return True
        if isinstance(part, ast.Call):
            name = part.func.attr if isinstance(part.func, ast.Attribute) else getattr(part.func, "id", "")
            if name in _WITNESSES | checkers or name.startswith(("assert", "check_", "expect_")):
                return True
    return False


def idle_tests(text: str) -> list[str]:
    """Tests that assert nothing, neither themselves nor through a function of their file."""
    functions = [node for node in ast.walk(tree_of(text)) if isinstance(node, ast.FunctionDef)]
    checkers: frozenset[str] = frozenset()
    while grown := {node.name for node in functions if asserts(node, checkers)} - checkers:
        checkers |= grown
    return [node.name for node in functions if node.name.startswith("test") and node.name not in checkers]
