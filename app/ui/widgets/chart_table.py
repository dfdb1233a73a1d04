# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart as a table of the same rows: date, family, procedure, what, state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.french.dates import say_short
from app.schemes.chart_words import TableRow, table_of
from app.ui.widgets.pastille import STATES
from app.ui.widgets.rows import Group
from app.ui.widgets.table import Cell, Column, TableRows, TableView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.schemes.chart import Chart


@dataclass(frozen=True)
class Line:
    """A row of the chart with an id of its own, and the day it is read on."""

    id: str
    row: TableRow
    today: date


class PathwayRows(TableRows):
    """The model of the table, in time or in the order of another column."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.lines: list[Line] = []

    def show_chart(self, chart: Chart) -> None:
        """Read the rows of a chart, in time; what is to come is apart."""
        self.lines = [Line(str(number), row, chart.today) for number, row in enumerate(table_of(chart))]
        self.sort_by(0, up=True)

    def sort_by(self, column: int, *, up: bool) -> None:
        """Order the rows by a column; within equals, in time."""
        ordered = sorted(self.lines, key=KEYS[column], reverse=not up)
        self.show_rows(_grouped(ordered) if column == 0 else ordered)

    def bar_of(self, line_id: str) -> str:
        """Give the procedure of a row."""
        return self.lines[int(line_id)].row.bar_id


class PathwayTable(TableView):
    """The table itself; `bar_opened` gives the id of a procedure to open."""

    bar_opened = Signal(str)

    def __init__(self) -> None:
        self.pathway = PathwayRows()
        super().__init__("Parcours en tableau", model=self.pathway)
        self.opened.connect(self._open)
        self.ordered.connect(self._order)

    def show_chart(self, chart: Chart) -> None:
        """Show the rows of a chart, from what is nearest to today."""
        self.pathway.show_chart(chart)
        self.sort_shown(0, up=True)
        rows = self.pathway.rows
        coming = (at for at, row in enumerate(rows) if isinstance(row, Line) and row.row.on >= chart.today)
        at = next(coming, len(rows) - 1)
        if at >= 0:
            self.setCurrentIndex(self.pathway.index(at, 0))
            self.scrollTo(self.pathway.index(at, 0), TableView.ScrollHint.PositionAtCenter)

    def _open(self, line: str) -> None:
        self.bar_opened.emit(self.pathway.bar_of(line))

    def _order(self, column: int, up: bool) -> None:
        self.pathway.sort_by(column, up=up)


def _grouped(lines: Sequence[Line]) -> list[Group | Line]:
    """Part what has come from what is to come."""
    past = [line for line in lines if line.row.on <= line.today]
    coming = [line for line in lines if line.row.on > line.today]
    parts = [(Group("Jusqu’à aujourd’hui", len(past)), past), (Group("À venir", len(coming)), coming)]
    if lines and lines[0].row.on > lines[-1].row.on:
        parts.reverse()
    return [one for group, held in parts if held for one in (group, *held)]


def _date(line: Line) -> Cell:
    return Cell(say_short(line.row.on, line.today), strong=True, token=_token(line))


def _state(line: Line) -> Cell:
    icon = STATES[line.row.look].icon if line.row.look else ""
    return Cell(line.row.state, icon=icon, token=_token(line) if line.row.look else "ink2")


def _token(line: Line) -> str:
    return STATES[line.row.look].token if line.row.look else "ink"


def _by_date(line: Line) -> tuple[date, int]:
    return line.row.on, int(line.id)


COLUMNS = (
    Column("Date", _date, 112, sortable=True),
    Column("Famille", lambda line: Cell(line.row.lane), 182, rank=2, sortable=True),
    Column("Démarche", lambda line: Cell(line.row.procedure), 160, 1, sortable=True),
    Column("Quoi", lambda line: Cell(line.row.what), 250, 3),
    Column("État", _state, 184, rank=1, sortable=True),
)
KEYS = (
    _by_date,
    lambda line: (line.row.lane, *_by_date(line)),
    lambda line: (line.row.procedure, *_by_date(line)),
    _by_date,
    lambda line: (line.row.state, *_by_date(line)),
)
