# SPDX-License-Identifier: AGPL-3.0-or-later
"""Help: one short page per screen, with its keys; F1 opens the one of where the worker is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from app.ui import theme
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.routes import PageName, Route
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.field import Field
from app.ui.widgets.guide import GuideText, title_of, topics
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import Surface

INDEX_WIDTH = 220
NARROW_BELOW = 900
LARGEST_BESIDE = 1.4
FIRST = "today"


class HelpPage(Page):
    """The pages of help, and the one chosen."""

    name: ClassVar[PageName] = "help"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head = PageHead("Aide")
        self.head.say("Aide")
        self.head.show_way(("back", "Revenir"))
        self.head.went_up.connect(self.go_back)
        offered = [(topic, title_of(topic)) for topic in topics()]
        self.index = SideList("Pages d’aide", "canvas")
        self.index.show_rows([SideItem(topic, title) for topic, title in offered])
        self.index.chosen.connect(self.show_topic)
        self.choice = Field("Page d’aide", ChoiceField(offered))
        self.choice.editor.chosen.connect(self.choose)
        self.text = GuideText()
        self.side, self.top = Surface("canvas", "right"), Surface("canvas", "bottom")
        self.arrange()
        theme.changes.changed.connect(self.measure)

    def arrange(self) -> None:
        """Put the index beside the text, or above it where the width is short."""
        column(self.side, margins=(0, 8, 1, 8)).addWidget(self.index)
        column(self.top, margins=(16, 8, 16, 10)).addWidget(self.choice)
        stack = column(self)
        stack.addWidget(self.head)
        stack.addWidget(self.top)
        reading = Surface("surface")
        column(reading, margins=(24, 16, 8, 8)).addWidget(self.text)
        line = row(gap=0)
        line.addWidget(self.side)
        line.addWidget(reading, 1)
        stack.addLayout(line, 1)
        self.measure()

    def measure(self) -> None:
        """Take the widths for the text size in force."""
        narrow = self.width() < theme.px(NARROW_BELOW) or theme.scale() > LARGEST_BESIDE
        self.side.setFixedWidth(theme.px(INDEX_WIDTH))
        self.side.setVisible(not narrow)
        self.top.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.measure()

    def refresh(self) -> None:
        """Show the page of the screen one comes from."""
        wanted = self.route.place if self.route.place in topics() else FIRST
        self.index.set_value(wanted)
        self.show_topic(wanted)

    def choose(self, topic: object) -> None:
        """Show the page chosen above the text."""
        self.index.set_value(str(topic))
        self.show_topic(str(topic))

    def show_topic(self, topic: str) -> None:
        """Show one page."""
        if topic:
            self.choice.editor.set_value(topic)
            self.text.show_page(topic)

    def focus_first(self) -> None:
        """Go to the text, which is what one came for; the index is one Tab before."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, route: Route) -> None:
        """Show the help of a screen."""
        super().go_to(route)
        self.focus_first()

    def go_back(self, _place: str = "") -> None:
        """Go back to the page the help is about, as it was."""
        self.desk.returned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)
