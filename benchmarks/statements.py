# SPDX-License-Identifier: AGPL-3.0-or-later
"""The SQL that a piece of work sends, heard on its way, and said again on a bare connection: the work's floor."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event


@dataclass(frozen=True)
class Statement:
    """One statement as the driver receives it; `many` when it is run for each of its sets of values."""

    text: str
    values: Any
    many: bool


@contextmanager
def heard() -> Generator[list[Statement]]:
    """Collect every statement sent meanwhile, by any engine."""
    found: list[Statement] = []

    def hear(_connection: object, _cursor: object, text: str, values: object, _context: object, many: bool) -> None:
        found.append(Statement(text, values, many))

    event.listen(sa.Engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        event.remove(sa.Engine, "before_cursor_execute", hear)


def statements_of(work: Callable[[], object]) -> tuple[Statement, ...]:
    """What a piece of work sends."""
    with heard() as found:
        work()
    return tuple(found)


def say_again(connection: Any, statements: Sequence[Statement], end: str = "ROLLBACK") -> float:
    """Run the statements on a bare connection in one transaction, reading every row; milliseconds."""
    start = perf_counter()
    connection.execute("BEGIN DEFERRED" if end == "ROLLBACK" else "BEGIN IMMEDIATE")
    for each in statements:
        if not each.text.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            connection.executemany(each.text, each.values) if each.many else connection.execute(
                each.text, each.values
            ).fetchall()
    connection.execute(end)
    return (perf_counter() - start) * 1000
