# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head of a page: its title, one line below it, its buttons at the right; the way back above, if there is one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Link
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import Surface

TITLE = 360  # pixels at 100 % that a title and its line ask for beside the buttons


class PageHead(Surface):
    """Title, line and buttons. Signal: `went_up(place)` when a part of the way back is clicked."""

    went_up = Signal(str)

    def __init__(self, title: str = "", line: str = "") -> None:
        super().__init__("surface", "bottom")
        self.way = row(gap=8)
        self.way.addStretch(1)
        self.title = Title(title)
        self.line = Label(line, "body", "ink2", wrap=True)
        self.beside = row(gap=12)
        self.holder = QWidget()
        self.buttons = FlowLayout(self.holder)
        stack = column(gap=0)
        stack.addLayout(self.way)
        first = row(gap=16)
        first.addWidget(self.title)
        first.addLayout(self.beside)
        first.addStretch(1)
        stack.addLayout(first)
        stack.addWidget(self.line)
        self.whole = row(self, gap=12, margins=(16, 10, 16, 10))
        self.whole.addLayout(stack, 1)
        self.whole.addWidget(self.holder, 0, Qt.AlignmentFlag.AlignTop)
        theme.changes.changed.connect(self.settle)

    def say(self, title: str, line: str = "") -> None:
        """Change the title and the line below it."""
        self.title.say(title)
        self.line.say(line)
        self.line.setVisible(bool(line))

    def put(self, *buttons: QWidget) -> None:
        """Add buttons at the right."""
        for button in buttons:
            self.buttons.addWidget(button)

    def settle(self) -> None:
        """Put the buttons under the title where both do not fit side by side."""
        stacked = self.buttons.sizeHint().width() + theme.px(TITLE) > self.width()
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if way != self.whole.direction():
            self.whole.setDirection(way)
            self.whole.setAlignment(self.holder, Qt.AlignmentFlag(0) if stacked else Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()

    def put_beside(self, widget: QWidget) -> None:
        """Add what stands at the right of the title (a state)."""
        self.beside.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_way(self, *parts: tuple[str, str]) -> None:
        """Show the way back: (place, words) each."""
        while self.way.count() > 1:
            item = self.way.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for at, (place, words) in enumerate(parts):
            link = Link(words, "label")
            link.setObjectName(place)
            link.clicked.connect(self.go_up)
            self.way.insertWidget(2 * at, link)
            if at + 1 < len(parts):
                self.way.insertWidget(2 * at + 1, Label("/", "label", "ink2"))

    def go_up(self) -> None:
        """Tell which part was clicked."""
        self.went_up.emit(self.sender().objectName())


class Title(Label):
    """The title: on one line, and on a second one only where the room is short."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "title", weight=600, wrap=True)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, max(metrics.height(), theme.line("title")))
