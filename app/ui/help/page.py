# SPDX-License-Identifier: AGPL-3.0-or-later
"""Help: one short page per screen, with its keys; F1 opens the one of where the worker is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.desk import Desk
from app.ui.help import reading
from app.ui.page import Page
from app.ui.routes import PageName, Route
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, grid, row
from app.ui.widgets.surface import ScrolledSurface, Surface

TEXT_WIDTH = 720
INDEX_WIDTH = 220
INDEX_SCALE = 1.4


class HelpPage(Page):
    """The pages of help, and the one chosen."""

    name: ClassVar[PageName] = "help"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head = PageHead("Aide")
        self.index = SideList("Pages d’aide", "canvas", rules=True)
        self.index.chosen.connect(self.show_topic)
        self.text = QWidget()
        self.reading = ScrolledSurface(self.text)
        self.side = Surface("canvas", "right")
        column(self.side).addWidget(self.index)
        stack = column(self)
        stack.addWidget(self.head)
        line = row(gap=0)
        line.addWidget(self.side)
        line.addWidget(self.reading, 1)
        stack.addLayout(line, 1)
        theme.changes.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Keep the index beside the text only where it fits."""
        self.side.setFixedWidth(theme.px(INDEX_WIDTH))
        self.side.setVisible(theme.scale() <= INDEX_SCALE)

    def refresh(self) -> None:
        """Show the page of the screen one comes from."""
        topics = reading.topics()
        self.index.show_rows([SideItem(topic, reading.read(topic).title) for topic in topics])
        wanted = self.route.place if self.route.place in topics else "today"
        self.index.set_value(wanted)
        self.show_topic(wanted)

    def show_topic(self, topic: str) -> None:
        """Show one page."""
        page = reading.read(topic)
        self.head.say("Aide", page.title)
        self.text = laid_out(page)
        self.reading.setWidget(self.text)
        self.text.setAutoFillBackground(False)

    def focus_first(self) -> None:
        """Go to the index."""
        self.index.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, route: Route) -> None:
        """Show the help of a screen."""
        super().go_to(route)
        if self.isVisible():
            self.refresh()


def laid_out(page: reading.HelpText) -> QWidget:
    """A page of help as widgets: paragraphs of a readable width, then its keys."""
    holder = QWidget()
    stack = column(holder, gap=12, margins=(24, 16, 24, 24))
    for paragraph in page.paragraphs:
        label = Label(paragraph, wrap=True, stressed=True)
        label.setMaximumWidth(theme.px(TEXT_WIDTH))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        stack.addWidget(label)
    stack.addSpacing(8)
    stack.addWidget(Label("Au clavier", "section"))
    keys = grid(gap=16, line_gap=8)
    for place, (key, effect) in enumerate(page.keys):
        keys.addWidget(KeyCap(key), place, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        keys.addWidget(Label(effect, wrap=True), place, 1)
    keys.setColumnStretch(1, 1)
    stack.addLayout(keys)
    stack.addStretch(1)
    return holder
