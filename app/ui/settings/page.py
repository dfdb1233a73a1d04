# SPDX-License-Identifier: AGPL-3.0-or-later
"""Réglages: the service, accounts, how Maillon looks, schemes, the vault. A section at a time, its list at the left."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from app.services.changes import Changes
from app.ui import theme
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.routes import PageName, Route
from app.ui.settings.account import AccountSection
from app.ui.settings.display import DisplaySection
from app.ui.settings.importing import ImportSection
from app.ui.settings.letters import LettersSection
from app.ui.settings.schemes import SchemesSection
from app.ui.settings.section import Section
from app.ui.settings.service import ServiceSection
from app.ui.settings.team import TeamSection
from app.ui.settings.vault import VaultSection
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface, Surface

SECTIONS: dict[str, tuple[type[Section], str]] = {
    "service": (ServiceSection, "building-community"),
    "account": (AccountSection, "user"),
    "team": (TeamSection, "users"),
    "display": (DisplaySection, "text-size"),
    "letters": (LettersSection, "mail"),
    "schemes": (SchemesSection, "book"),
    "vault": (VaultSection, "database"),
    "import": (ImportSection, "file-import"),
}
LIST_WIDTH = 220
NARROW_BELOW = 900
LARGEST_BESIDE = 1.4


class SettingsPage(Page):
    """The page of the settings; the route's `tab` names a section."""

    name: ClassVar[PageName] = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.made: dict[str, Section] = {}
        self.scrolled: dict[str, ScrolledSurface] = {}
        self.title = Label("Réglages", "title", weight=600, inset=(16, 10, 16, 10))
        offered = [(key, kind.title) for key, (kind, _icon) in SECTIONS.items()]
        self.list = SideList("Réglages")
        self.list.show_rows([SideItem(key, kind.title, icon=icon) for key, (kind, icon) in SECTIONS.items()])
        self.list.chosen.connect(self.show_section)
        self.list.opened.connect(self.enter_section)
        self.choice = Field("Rubrique", ChoiceField(offered))
        self.choice.editor.chosen.connect(self.choose)
        self.side, self.top = Surface("surface", "right"), Surface("surface", "bottom")
        self.body = QStackedWidget()
        self.arrange()
        theme.changes.changed.connect(self.measure)

    def arrange(self) -> None:
        """Put the list beside the section, or a choice above it where the width is short."""
        side = column(self.side, margins=(0, 0, 1, 8))
        side.addWidget(self.title)
        side.addWidget(self.list)
        column(self.top, margins=(16, 8, 16, 10)).addWidget(self.choice)
        inner = column()
        inner.addWidget(self.top)
        inner.addWidget(self.body, 1)
        line = row(self, gap=0)
        line.addWidget(self.side)
        line.addLayout(inner, 1)
        self.measure()

    def measure(self) -> None:
        """Take the widths for the text size in force."""
        narrow = self.width() < theme.px(NARROW_BELOW) or theme.scale() > LARGEST_BESIDE
        self.side.setFixedWidth(theme.px(LIST_WIDTH))
        self.side.setVisible(not narrow)
        self.top.setVisible(narrow)
        for section in self.made.values():
            section.setMaximumWidth(theme.px(section.widest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.measure()

    def refresh(self) -> None:
        """Read the section shown again."""
        self.show_section(self.route.tab if self.route.tab in SECTIONS else self.list.value() or "service")

    def go_to(self, route: Route) -> None:
        """Show a section."""
        super().go_to(route)
        if route.tab in SECTIONS:
            self.show_section(route.tab)
            if route.place:
                self.made[route.tab].open_place(route.place)

    def concerns(self, changes: Changes) -> bool:
        """Whether the section shown shows what has changed."""
        shown = self.shown()
        return shown is not None and not shown.nouns.isdisjoint(changes.nouns())

    def shown(self) -> Section | None:
        """The section shown."""
        return self.made.get(self.list.value())

    def show_section(self, key: str) -> None:
        """Show a section, made the first time; the one before keeps what was being typed."""
        if key not in SECTIONS:
            return
        before = self.body.currentWidget()
        if before is not None and before is not self.scrolled.get(key):
            self.leave()
        if self.list.value() != key:
            self.list.set_value(key)
            return
        self.choice.editor.set_value(key)
        if key not in self.made:
            section = SECTIONS[key][0](self.desk)
            section.setMaximumWidth(theme.px(section.widest))
            self.made[key] = section
            self.scrolled[key] = ScrolledSurface(section)
            self.body.addWidget(self.scrolled[key])
        self.body.setCurrentWidget(self.scrolled[key])
        self.made[key].refresh()

    def choose(self, key: object) -> None:
        """Show the section chosen above."""
        self.show_section(str(key))

    def enter_section(self, key: str) -> None:
        """Enter in the list goes into the section."""
        self.made[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep what is being typed."""
        for section in self.made.values():
            section.leave()

    def focus_first(self) -> None:
        """Go to the list, or to the choice that replaces it."""
        place = self.list if self.side.isVisibleTo(self) else self.choice
        place.setFocus(Qt.FocusReason.OtherFocusReason)
