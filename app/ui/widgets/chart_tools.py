# SPDX-License-Identifier: AGPL-3.0-or-later
"""The strip over the pathway chart: zoom, previous, next, today, the period in words, legend, table, deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.schemes.chart_time import EXTENTS, ZOOMS
from app.ui import theme
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.chips import Choices, Segment
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import Surface

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.schemes.chart_time import Zoom

GAP = 12


class ToolsLayout(FlowLayout):
    """A line of tools that goes on below; those that trail stand at the right end of their line."""

    def __init__(self, parent: QWidget, gap: int, line_gap: int) -> None:
        super().__init__(parent, gap, line_gap)
        self.trailing: list[QWidget] = []

    def add_trailing(self, widget: QWidget) -> None:
        """Put a widget last, at the right end."""
        self.trailing.append(widget)
        self.addWidget(widget)

    def place(self, rect: QRect, *, move: bool) -> int:
        """Lay the tools out, then push those that trail to the right; return the height."""
        height = super().place(rect, move=move)
        for line in self.lines(rect.width()) if move else ():
            left = rect.right() + 1
            for item in reversed(line):
                if item.widget() in self.trailing:
                    left -= item.geometry().width()
                    item.setGeometry(QRect(QPoint(left, item.geometry().top()), item.geometry().size()))
                    left -= theme.px(self.gap)
        return height


class NarrowSegment(Segment):
    """A segment with little room around its word: there are seven of them."""

    def sizeHint(self) -> QSize:
        """Give the room of the word."""
        return super().sizeHint() - QSize(theme.px(7), 0)


class ZoomChoice(Choices):
    """The zoom levels as joined segments."""

    def __init__(self) -> None:
        super().__init__("Durée affichée")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = row(self, gap=0)
        for zoom, extent in EXTENTS.items():
            segment = NarrowSegment(zoom, extent.name, first=zoom == ZOOMS[0], last=zoom == ZOOMS[-1])
            self.add(segment)
            line.addWidget(segment)
        self.set_value("two_years")


class ChartTools(Surface):
    """Signals only: what they do is done by the chart panel. It wraps on two lines when the text is large."""

    zoom_chosen = Signal(str)
    earlier_asked = Signal()
    later_asked = Signal()
    today_asked = Signal()
    legend_asked = Signal()
    table_asked = Signal()
    due_asked = Signal()

    def __init__(self) -> None:
        super().__init__("canvas")
        self.zoom = ZoomChoice()
        self.earlier = IconButton("chevron-left", "Période précédente", edged=True, token="ink")
        self.later = IconButton("chevron-right", "Période suivante", edged=True, token="ink")
        self.steps = QWidget()
        self.today = Button("Aujourd’hui", small=True)
        self.period = Label("", "body", "ink2")
        self.periods = ("", "")
        self.legend = Button("Légende", "quiet", "help-circle", small=True)
        self.table = Button("Tableau", "quiet", "table", small=True)
        self.due = Button("Échéances", "quiet", "flag", small=True)
        self._lay_out()
        self.zoom.chosen.connect(self.zoom_chosen)
        for button, asked in (
            (self.earlier, self.earlier_asked),
            (self.later, self.later_asked),
            (self.today, self.today_asked),
            (self.legend, self.legend_asked),
            (self.table, self.table_asked),
            (self.due, self.due_asked),
        ):
            button.clicked.connect(asked)

    def _lay_out(self) -> None:
        pair = row(self.steps, gap=4)
        pair.addWidget(self.earlier)
        pair.addWidget(self.later)
        self.steps.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        inside = QWidget()
        line = ToolsLayout(inside, gap=GAP, line_gap=6)
        for widget in (self.zoom, self.steps, self.today, self.period):
            line.addWidget(widget)
        for widget in (self.legend, self.table, self.due):
            line.add_trailing(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        inside.setSizePolicy(policy)
        column(self, margins=(16, 8, 12, 8)).addWidget(inside)
        self.due.hide()

    def show_zoom(self, zoom: Zoom, period: str, short: str) -> None:
        """Show the zoom and the period in force, which is said shortly where this keeps it on one line."""
        self.zoom.set_value(zoom)
        self.periods = (period, short)
        self._say_period()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the period as the room allows."""
        super().resizeEvent(event)
        self._say_period()

    def _say_period(self) -> None:
        others = (self.zoom, self.steps, self.today, self.legend, self.table, self.due)
        taken = sum(widget.sizeHint().width() for widget in others if not widget.isHidden())
        count = sum(not widget.isHidden() for widget in others)
        room = self.width() - taken - theme.px(28 + count * GAP) - count
        metrics = QFontMetricsF(self.period.font())
        fitting = [words for words in self.periods if metrics.horizontalAdvance(words) <= room]
        self.period.say(fitting[0] if fitting else self.periods[0])

    def show_legend(self, shown: bool) -> None:
        """Say what the legend's button does now."""
        self.legend.setAccessibleName("Masquer la légende" if shown else "Afficher la légende")

    def show_table(self, shown: bool) -> None:
        """Say what the table's button does now; the table has neither zoom nor legend."""
        self.table.icon_name = "calendar-event" if shown else "table"
        self.table.say("Frise" if shown else "Tableau")
        for widget in (self.zoom, self.earlier, self.later, self.today, self.period, self.legend):
            widget.setVisible(not shown)

    def offer_due(self, offered: bool, count: int) -> None:
        """Show the button of the deadlines where their column is folded."""
        self.due.say(f"Échéances\u00a0{count}")
        self.due.setVisible(offered)
