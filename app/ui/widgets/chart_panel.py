# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway of a person on one panel: tools, chart or table, reading strip, legend, and deadlines at the right."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.french.dates import MONTHS
from app.schemes.chart import FLAG_URGENCY, Chart
from app.ui import theme
from app.ui.widgets.chart_due import DuePane
from app.ui.widgets.chart_legend import ChartLegend
from app.ui.widgets.chart_table import PathwayTable
from app.ui.widgets.chart_tools import ChartTools
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.pastille import STATES
from app.ui.widgets.pathway_chart import PathwayChart
from app.ui.widgets.pathway_paint import LANE_ICONS
from app.ui.widgets.pathway_reading import reading
from app.ui.widgets.reading_strip import ReadingStrip
from app.ui.widgets.spacing import column, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.schemes.chart import Bar, Flag
    from app.schemes.chart_time import Zoom
    from app.ui.widgets.pathway_frame import Key, Spot

NARROW = 1032  # a window of 1200 px without its rail: below it the deadlines are a pane that opens
LARGE_TEXT = 1.4  # above this text size too
LEGEND_SHARE = 0.15  # of the height: a legend that takes more waits to be asked for
LONG_DATE = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{'|'.join(MONTHS)}) \d{{4}}\b")


class ChartPanel(QWidget):
    """Shows a `Chart`; `opened` gives the id of the procedure to open.

    F6 leads from the chart to the deadlines and Shift + F6 back; elsewhere both keys are left to the page.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tools, self.chart, self.table = ChartTools(), PathwayChart(), PathwayTable()
        self.strip, self.legend, self.due = ReadingStrip(), ChartLegend(), DuePane()
        self.empty = EmptyState(
            "git-merge", "Aucune démarche pour l’instant.", "Le parcours se dessine dès la première démarche ouverte."
        )
        self.legend_wanted: bool | None = None  # None: shown where it takes little of the height
        self.due_wanted = False
        self.shown = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_chart(Chart((), date(2000, 1, 1)))

    def _lay_out(self) -> None:
        blank = QWidget()
        column(blank, margins=(16, 16, 16, 16)).addWidget(self.empty)
        for page in (blank, self.chart, self.table):
            self.shown.addWidget(page)
        self.blank = blank
        main = QWidget()
        stack = column(main)
        stack.addWidget(self.tools)
        stack.addWidget(self.shown, 1)
        stack.addWidget(self.strip)
        stack.addWidget(self.legend)
        line = row(self, gap=0)
        line.addWidget(main, 1)
        line.addWidget(self.due)

    def _connect(self) -> None:
        tools, chart = self.tools, self.chart
        tools.zoom_chosen.connect(self._zoom)
        tools.earlier_asked.connect(chart.step_back)
        tools.later_asked.connect(chart.step_on)
        tools.today_asked.connect(chart.go_today)
        tools.legend_asked.connect(self._toggle_legend)
        tools.table_asked.connect(self._toggle_table)
        tools.due_asked.connect(self._toggle_due)
        chart.shifted.connect(self._show_window)
        chart.described.connect(self._read_out)
        chart.pinned_changed.connect(self._read_again)
        chart.chosen.connect(self._point_at)
        chart.opened.connect(self.opened)
        self.table.bar_opened.connect(self.opened)
        self.strip.button.clicked.connect(chart.open_subject)
        self.due.chosen.connect(chart.choose_flag)
        self.due.opened.connect(self.opened)
        theme.changes.changed.connect(self._arrange)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart, or the same one after a change; window, zoom and choice stay."""
        self.chart.show_chart(chart)
        self.table.show_chart(chart)
        self.due.show_chart(chart)
        if not chart.bars:
            self.shown.setCurrentWidget(self.blank)
        elif self.shown.currentWidget() is self.blank:
            self.shown.setCurrentWidget(self.chart)
        if self.chart.key:
            self._point_at(self.chart.key)
        self._arrange()

    def show_table(self, table: bool) -> None:
        """Show the same rows as a table instead of the drawing, or come back to it."""
        if self.chart.chart.bars:
            self.shown.setCurrentWidget(self.table if table else self.chart)
            self._arrange()

    def focus_first(self) -> None:
        """Give the focus to the chart, or to the table where it is shown."""
        page = self.table if self.shown.currentWidget() is self.table else self.chart
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Arrangement

    @property
    def folds_due(self) -> bool:
        """Tell whether the deadlines have no column of their own here: narrow, or large text."""
        return self.width() < NARROW or theme.scale() > LARGE_TEXT

    @property
    def shows_legend(self) -> bool:
        """Tell whether the legend is shown: as the worker chose, else where the chart keeps its room."""
        if self.legend_wanted is not None:
            return self.legend_wanted
        return self.legend.heightForWidth(self.width()) <= self.height() * LEGEND_SHARE

    def _arrange(self) -> None:
        drawn = self.shown.currentWidget() is self.chart
        tabled = self.shown.currentWidget() is self.table
        # First: anything shown makes Qt measure the panel, and large text beside this column would widen the window.
        self.due.setVisible(self.due_wanted if self.folds_due else bool(self.chart.chart.bars))
        self.tools.setVisible(drawn or tabled)
        self.tools.show_table(tabled)
        self.tools.show_legend(self.shows_legend)
        self.tools.offer_due(self.folds_due, len(self.due.due))
        self.strip.setVisible(drawn)
        self.legend.setVisible(drawn and self.shows_legend)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the deadlines away where there is no room for them."""
        super().resizeEvent(event)
        self._arrange()

    def _toggle_legend(self) -> None:
        self.legend_wanted = not self.shows_legend
        self._arrange()

    def _toggle_table(self) -> None:
        self.show_table(self.shown.currentWidget() is not self.table)

    def _toggle_due(self) -> None:
        self.due_wanted = not self.due_wanted
        self._arrange()
        if self.due_wanted:
            self.due.list.setFocus(Qt.FocusReason.TabFocusReason)

    # From one part to another

    def _zoom(self, zoom: Zoom) -> None:
        self.chart.zoom_to(zoom)

    def _show_window(self) -> None:
        self.tools.show_zoom(self.chart.zoom, self.chart.period, self.chart.short_period)

    def _point_at(self, key: Key) -> None:
        bar = next((bar for bar in self.chart.chart.bars if bar.id == key.id), None)
        self.due.point_at(key.id, bar.flags[key.index] if bar and key.kind == "flag" else None)

    def _read_again(self, pinned: bool) -> None:
        spot = self.chart.subject
        if spot and pinned:
            said = reading(self.chart.frame, spot, self.chart.chart.today)
            self._read_out(f"{said.title} · épinglé", said.text)

    def _read_out(self, title: str, text: str) -> None:
        spot = self.chart.subject
        name, point, rest = title.replace("*", "").partition(" · ")
        text = LONG_DATE.sub(r"*\g<0>*", text.replace("*", ""))
        icon, token = _icon_of(spot)
        opens = "" if spot is None else "Ouvrir la démarche" if spot.bar else "Déplier ou replier"
        self.strip.read_out(f"*{name}*{point}{rest}" if name else "", text, icon, token, opens)

    # Keyboard

    def event(self, event: QEvent) -> bool:
        """Take F6 before the window where it leads to the other half of the panel."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._crossing(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cross to the deadlines and back; Escape folds away a pane that was opened."""
        there = self._crossing(event)
        if there is None:
            event.ignore()
            return
        if there is self.due.list:
            self.due_wanted = True
        elif event.key() == Qt.Key.Key_Escape:
            self.due_wanted = False
        self._arrange()
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def _crossing(self, event: QKeyEvent) -> QWidget | None:
        """Give where a key leads within the panel."""
        in_due = self.due.isAncestorOf(QApplication.focusWidget() or self)
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        page = self.shown.currentWidget()
        if event.key() == Qt.Key.Key_F6 and in_due == back and self.due.due:
            return page if in_due else self.due.list
        if event.key() == Qt.Key.Key_Escape and in_due and self.folds_due:
            return page
        return None


def _icon_of(spot: Spot | None) -> tuple[str, str]:
    """Give the icon of what is read, and its colour: a deadline's state, else the family of partners."""
    if spot is None or spot.bar is None:
        return "", "accent"
    flag = spot.flags.first if spot.flags else _pressing(spot.bar)
    if flag is None:
        return LANE_ICONS[spot.bar.lane], "accent"
    return STATES[flag.look].icon, STATES[flag.look].token


def _pressing(bar: Bar) -> Flag | None:
    flags = [flag for flag in bar.flags if flag.look in ("overdue", "soon", "upcoming")]
    return min(flags, key=lambda flag: (FLAG_URGENCY.index(flag.look), flag.on), default=None)
