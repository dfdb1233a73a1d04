# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines judged in one word, so that a test says only what it is about."""

from __future__ import annotations

import datetime

from app.exchange.columns import recognise
from app.exchange.drafts import Line
from app.exchange.sheet import Row, Sheet
from app.exchange.verdicts import judge
from app.french.typography import faults

TODAY = datetime.date(2026, 11, 24)


def lines_of(headings: tuple[object, ...], *rows: tuple[object, ...]) -> tuple[Line, ...]:
    sheet = Sheet("Feuille", tuple(Row(number, row) for number, row in enumerate((headings, *rows), start=1)))
    lines = judge(sheet, recognise(sheet), TODAY)
    for line in lines:
        for fault in (*line.faults, *line.warnings):
            assert faults(fault.sentence) == (), fault.sentence
            assert fault.reason.endswith((".", "?")), fault.reason
    return lines


def line_of(**cells: object) -> Line:
    """A line of one person to whom nothing is amiss, these cells excepted."""
    ordinary = {"Nom": "MARCHETTI", "Prénom": "Léa", "Date de naissance": "12/03/2002"}
    row = {**ordinary, **cells}
    (line,) = lines_of(tuple(row), tuple(row.values()))
    return line


def faults_of(line: Line) -> list[str]:
    return [fault.sentence for fault in line.faults]


def warnings_of(line: Line) -> list[str]:
    return [warning.sentence for warning in line.warnings]


def born(cell: object) -> Line:
    return line_of(**{"Date de naissance": cell})
