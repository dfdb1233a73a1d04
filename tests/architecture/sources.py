# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project's own files, as the checks of this folder read them."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def tracked() -> tuple[str, ...]:
    """Give the paths of the committed files that exist, relative to the project, in order."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return tuple(sorted(path for path in listing.split("\0") if path and (ROOT / path).is_file()))


def python_files(*folders: str) -> dict[str, str]:
    """Give {path: text} of the Python files under these folders (all of them when none is named)."""
    wanted = tuple(f"{folder}/" for folder in folders)
    return {
        path: text_of(path) for path in tracked() if path.endswith(".py") and (not wanted or path.startswith(wanted))
    }


@cache
def text_of(path: str) -> str:
    """Give the text of a project file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def texts() -> dict[str, str]:
    """Give {path: text} of every committed file that is text."""
    readable = {}
    for path in tracked():
        try:
            readable[path] = text_of(path)
        except UnicodeDecodeError:
            continue
    return readable


@cache
def tree_of(text: str) -> ast.Module:
    """Parse Python once for all the checks."""
    return ast.parse(text)


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function and method of a Python text, nested ones included."""
    for node in ast.walk(tree_of(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def docstrings(text: str) -> set[int]:
    """Give the `id` of each node that is a text standing alone: it explains, nobody is shown it."""
    return {id(node.value) for node in ast.walk(tree_of(text)) if isinstance(node, ast.Expr)}


def settings() -> dict[str, object]:
    """Give pyproject.toml."""
    return tomllib.loads(text_of("pyproject.toml"))
