# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of deadlines at the right of the pathway chart: what is overdue, advised, due soon, later."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter

from app.french.dates import say_short
from app.schemes.chart_words import DUE_GROUPS, Due, due_of, say_state
from app.ui import theme
from app.ui.widgets.labels import Label
from app.ui.widgets.pastille import STATES
from app.ui.widgets.rows import MARGIN, Group, Look, Row, RowDelegate, RowList, draw_row_ring
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import Surface
from app.ui.widgets.words import Words, draw_line, laid_out

if TYPE_CHECKING:
    from app.schemes.chart import Chart, Flag, FlagState
    from app.schemes.chart_words import DueGroup

LEFT: Final = 37  # where the words start
RIGHT: Final = 14
AIR: Final = 3


class DuePane(Surface):
    """A heading with its count over the list; `chosen(str, object)` gives a procedure and its deadline as the arrows
    move, `opened(str)` the procedure to open.
    """

    chosen = Signal(str, object)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("surface", "left")
        self.due: tuple[Due, ...] = ()
        self.title = Label("Échéances", "section", weight=600)
        self.count = Label("", "label", "ink2")
        self.none = Label("Aucune échéance ouverte.", "label", "ink2", wrap=True)
        self.none.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self.list = RowList("Échéances", DueDelegate())
        head = row(gap=8, margins=(16, 12, 16, 6))
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        stack = column(self, margins=(1, 0, 0, 0))
        stack.addLayout(head)
        stack.addWidget(self.none)
        stack.addWidget(self.list, 1)
        self.list.chosen.connect(self._tell)
        self.list.opened.connect(self._open)
        self.setFocusProxy(self.list)

    def show_chart(self, chart: Chart) -> None:
        """List the open deadlines of a chart."""
        self.due = due_of(chart)
        self.count.say(str(len(self.due)))
        self.none.setVisible(not self.due)
        self.list.setVisible(bool(self.due))
        rows: list[Group | Row] = []
        for group, held in groupby(self.due, key=_group):
            rows.append(Group(DUE_GROUPS[group]))
            rows += [_row(due, chart) for due in held]
        told = self.list.blockSignals(True)
        self.list.show_rows(rows)
        self.list.blockSignals(told)

    def point_at(self, bar_id: str, flag: Flag | None) -> None:
        """Show as chosen what the chart chose: a deadline, else the next one of a procedure; tells nobody."""
        of_bar = [due for due in self.due if due.bar.id == bar_id]
        found = next((due for due in of_bar if due.flag is flag), of_bar[0] if of_bar else None)
        told = self.list.blockSignals(True)
        if found:
            self.list.set_value(_id(found))
        else:
            self.list.clearSelection()
        self.list.blockSignals(told)

    def sizeHint(self) -> QSize:
        """Ask for its column."""
        return QSize(theme.px(250), theme.px(300))

    def minimumSizeHint(self) -> QSize:
        """Keep its column."""
        return QSize(theme.px(250), theme.px(120))

    def _tell(self, row_id: str) -> None:
        due = next((due for due in self.due if _id(due) == row_id), None)
        if due:
            self.chosen.emit(due.bar.id, due.flag)

    def _open(self, row_id: str) -> None:
        due = next((due for due in self.due if _id(due) == row_id), None)
        if due:
            self.opened.emit(due.bar.id)


@dataclass(frozen=True)
class DueRow:
    """One deadline as the list shows it; `id` names its procedure and its place among the deadlines of it."""

    id: str
    title: str
    second: str
    day: str
    look: FlagState
    state: str

    @property
    def said(self) -> str:
        """The row as one sentence, for screen readers."""
        return f"{self.state}\u00a0: {self.title}, {self.second}, {self.day}"


class DueDelegate(RowDelegate):
    """Draws a deadline: its state's icon, the procedure, the day at the right, what is due below."""

    group_background = "surface"

    def rule_from(self, _row: Row, _place: QRectF) -> float:
        """Start the rule under the words."""
        return theme.px(LEFT)

    def height_of(self, row: Row, width: int) -> int:
        """Give the height of the words and of little air."""
        return sum(words.height for words in _words(row, width)) + 2 * theme.px(AIR)

    def draw_row(self, painter: QPainter, place: QRectF, row: Row, look: Look) -> None:
        """Draw one deadline."""
        if not isinstance(row, DueRow):
            return
        state, top = STATES[row.look], place.top() + theme.px(AIR)
        icon = theme.pixmap(state.icon, state.token, 18, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(place.left() + theme.px(MARGIN - 3), top + theme.px(1)), icon)
        line = QRectF(place.left(), top, place.width() - theme.px(RIGHT), theme.line("body"))
        draw_line(painter, line, row.day, theme.font("label", 600), state.token, Qt.AlignmentFlag.AlignRight)
        for words, token in zip(_words(row, round(place.width())), ("ink", "ink2"), strict=True):
            words.draw(painter, place.left() + theme.px(LEFT), top, token)
            top += words.height
        if look.focused:
            draw_row_ring(painter, place)


def _words(row: Row, width: int) -> tuple[Words, Words]:
    """Lay out the title, left of its day, and what is due below it."""
    if not isinstance(row, DueRow):
        raise TypeError(row)
    room = width - theme.px(LEFT) - theme.px(RIGHT)
    day = QFontMetricsF(theme.font("label", 600)).horizontalAdvance(row.day) + theme.px(8)
    title = laid_out(row.title, "body", max(room - day, theme.px(60)), 2, 500)
    return title, laid_out(row.second, "label", room, 2)


def _group(due: Due) -> DueGroup:
    return due.group


def _id(due: Due) -> str:
    return f"{due.bar.id}/{due.bar.flags.index(due.flag)}"


def _row(due: Due, chart: Chart) -> DueRow:
    day, state = say_short(due.flag.on, chart.today), say_state(due.flag)
    return DueRow(_id(due), due.bar.label, due.flag.label, day, due.flag.look, state)
