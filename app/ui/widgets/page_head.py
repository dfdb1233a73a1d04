# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head of a page: its title, one line below it, its buttons at the right; the way back above, if there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.widgets.buttons import Link
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import Surface


class PageHead(Surface):
    """Title, line and buttons. Signal: `went_up(place)` when a part of the way back is clicked."""

    went_up = Signal(str)

    def __init__(self, title: str = "", line: str = "") -> None:
        super().__init__("surface", "bottom")
        self.way = row(gap=8)
        self.way.addStretch(1)
        self.title = Label(title, "title", weight=600, wrap=True)
        self.line = Label(line, "body", "ink2", wrap=True)
        self.beside = row(gap=12)
        self.buttons = row(gap=8)
        stack = column(gap=0)
        stack.addLayout(self.way)
        first = row(gap=16)
        first.addWidget(self.title)
        first.addLayout(self.beside)
        first.addStretch(1)
        stack.addLayout(first)
        stack.addWidget(self.line)
        whole = row(self, gap=16, margins=(16, 10, 16, 10))
        whole.addLayout(stack, 1)
        whole.addLayout(self.buttons)
        whole.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)

    def say(self, title: str, line: str = "") -> None:
        """Change the title and the line below it."""
        self.title.say(title)
        self.line.say(line)
        self.line.setVisible(bool(line))

    def put(self, *buttons: QWidget) -> None:
        """Add buttons at the right."""
        for button in buttons:
            self.buttons.addWidget(button)

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
