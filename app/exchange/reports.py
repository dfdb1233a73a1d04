# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines of a file given back with their verdicts: to print, or to correct in a spreadsheet and bring again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.exchange.columns import Column, Columns
from app.exchange.drafts import Fault, Line
from app.exchange.sheet import Row, Sheet, text_of
from app.exchange.tables import Table, Value
from app.french.identifiers import looks_like_nir

ADDED_HEADINGS = ("Ligne", "Verdict", "Pourquoi")
NOT_SHOWN = "(numéro non affiché)"


def report(sheet: Sheet, columns: Columns, verdicts: Iterable[tuple[int, str, str]], *, title: str = "Import") -> Table:
    """Give the lines named in `verdicts` (line, verdict, reason) with all their cells under their own headings.

    What looks like a social security number is not written again.
    """
    rows = {row.number: row for row in sheet.rows}
    headings = [column.heading or f"Colonne\u00a0{column.letter}" for column in columns.columns]
    return Table(title, (*ADDED_HEADINGS, *headings), _rows(rows, columns.columns, verdicts))


def reason_of(line: Line) -> str:
    """Say all that is to correct in a line, or else all that is worth a look; "" when nothing is."""
    return said(line.faults or line.warnings)


def said(faults: Sequence[Fault]) -> str:
    """Say faults one after the other, each with its column."""
    return "\u202f; ".join(fault.sentence for fault in faults)


def _rows(
    rows: dict[int, Row], columns: Sequence[Column], verdicts: Iterable[tuple[int, str, str]]
) -> Iterator[tuple[Value, ...]]:
    for number, verdict, reason in verdicts:
        yield (number, verdict, reason, *(_cell(rows[number], column) for column in columns))


def _cell(row: Row, column: Column) -> Value:
    cell = row.cells[column.index] if column.index < len(row.cells) else None
    forbidden = column.target is not None and column.target.kind == "forbidden"
    return NOT_SHOWN if cell is not None and (forbidden or looks_like_nir(text_of(cell))) else cell
