# SPDX-License-Identifier: AGPL-3.0-or-later
"""Situation: the person's facts by theme, each field saved when it is left; at the right, her words and what serves."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from app.services import history
from app.ui import theme as look
from app.ui.desk import Desk
from app.ui.person.housing import HousingPanel
from app.ui.person.resources import ResourcesPanel
from app.ui.person.situation_aside import SituationAside
from app.ui.person.situation_changes import list_items
from app.ui.person.tab import Tab
from app.ui.person.themes import HELPS, THEMES, Theme, theme_of
from app.ui.record import RecordFields
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import Notice
from app.ui.widgets.side_list import SideList
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface, Surface

LIST_WIDTH = 226
ASIDE_WIDTH = 254
TEXT_WIDTH = 720
NARROW = 860  # of the tab itself: below it the three columns stand one under the other
LARGE_TEXT = 1.4
READABLE = "Des faits utiles à la démarche, sans jugement. La personne peut lire cette page."


class SituationTab(Tab):
    """Themes at the left, their fields in the middle, what they serve at the right."""

    nouns: ClassVar[frozenset[str]] = frozenset({"person", "housing", "resource", "procedure"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages: dict[str, ThemePage] = {}
        self.current = THEMES[0]
        self.narrow = False
        self.list = SideList("Thèmes de la situation")
        self.list.chosen.connect(self.choose)
        self.list.opened.connect(self.enter)
        self.chips = FilterChips("Thèmes de la situation", [(each.key, each.title, None) for each in THEMES])
        self.chips.chosen.connect(self.choose)
        self.stack = QStackedWidget()
        self.aside = SituationAside(desk)
        self.arrange()
        self.list.show_rows(list_items((), desk.office.today()))
        self.list.set_value(self.current.key)
        self.chips.set_value(self.current.key)
        look.changes.changed.connect(self.measure)
        self.measure()

    def arrange(self) -> None:
        """Put the three columns side by side."""
        self.left = Surface("surface", "right")
        column(self.left, margins=(0, 6, 1, 0)).addWidget(self.list)
        self.top = Surface("surface", "bottom", "line")
        column(self.top, margins=(16, 8, 16, 8)).addWidget(self.chips)
        self.inside = QWidget()
        self.line = row(self.inside, gap=0)
        self.line.addWidget(self.stack, 1, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(self.aside)
        self.scrolled = ScrolledSurface(self.inside)
        whole = row(gap=0)
        whole.addWidget(self.left)
        whole.addWidget(self.scrolled, 1)
        stack = column(self)
        stack.addWidget(self.top)
        stack.addLayout(whole, 1)

    def page(self, theme: Theme) -> ThemePage:
        """The page of a theme, made the first time."""
        if theme.key not in self.pages:
            made = ThemePage(self.desk, theme)
            made.fields.counted.connect(self.count)
            self.pages[theme.key] = made
            self.stack.addWidget(made)
        return self.pages[theme.key]

    def refresh(self, person_id: UUID) -> None:
        """Show the chosen theme, its neighbours in the list and what is at the right."""
        page = self.page(self.current)
        self.stack.setCurrentWidget(page)
        page.show_person(person_id, self.feminine)
        done = self.desk.read(history.of_dossier, person_id) or ()
        self.list.show_rows(list_items(done, self.desk.office.today()))
        self.aside.show_theme(person_id, self.current, done)

    def choose(self, key: str) -> None:
        """Show another theme; what is being typed in the one before is saved."""
        found = next((each for each in THEMES if each.key == key), self.current)
        if found is self.current:
            return
        if self.current.key in self.pages:
            self.pages[self.current.key].leave()
        self.current = found
        self.chips.set_value(found.key)
        self.list.set_value(found.key)
        self.scrolled.verticalScrollBar().setValue(0)
        if self.person_id is not None:
            self.refresh(self.person_id)

    def enter(self, _key: str) -> None:
        """Go from the list to the first field of its theme."""
        self.page(self.current).focus_first()

    def count(self, waiting: int) -> None:
        """Say in the top bar how many fields wait for a correction."""
        self.desk.waited.emit(waiting)

    def go_to_place(self, place: str) -> None:
        """Go to a theme (« resources »), or to a field (« person:<id>:birth »)."""
        entity, _, rest = place.partition(":")
        field = rest.rpartition(":")[2]
        found = next((each for each in THEMES if each.key == place), theme_of(entity, field))
        if found is None:
            return
        self.choose(found.key)
        self.page(found).focus_field(entity, field)

    def leave(self) -> None:
        """Save what is being typed."""
        for page in self.pages.values():
            page.leave()

    def make_new(self) -> None:
        """Ctrl+N: one more resource or housing, where a theme holds a list."""
        self.page(self.current).make_new()

    def focus_first(self) -> None:
        """Go to the first field of the theme shown."""
        self.page(self.current).focus_first()

    def measure(self) -> None:
        """Take the widths for the text size in force."""
        self.left.setFixedWidth(look.px(LIST_WIDTH))
        self.settle()

    def settle(self) -> None:
        """Put the columns side by side, or one under the other where the width is short."""
        self.narrow = self.width() < NARROW or look.scale() > LARGE_TEXT
        self.left.setVisible(not self.narrow)
        self.top.setVisible(self.narrow)
        self.line.setDirection(QBoxLayout.Direction.TopToBottom if self.narrow else QBoxLayout.Direction.LeftToRight)
        self.aside.lay(under=self.narrow, width=look.px(ASIDE_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()


class ThemePage(QWidget):
    """The fields of one theme, then its list if it has one."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.fields = RecordFields(desk, "person", theme.lines, helps=HELPS)
        self.panel: HousingPanel | ResourcesPanel | None = None
        stack = column(self, gap=14, margins=(20, 14, 20, 20))
        stack.addWidget(Label(theme.title, "heading", weight=600))
        if theme.key == "housing":
            self.panel = HousingPanel(desk)
        elif theme.key == "resources":
            self.panel = ResourcesPanel(desk)
        if self.panel is not None:
            stack.addWidget(self.panel)
        if theme.lines:
            stack.addWidget(self.fields)
        stack.addWidget(Notice("info", READABLE))
        stack.addStretch(1)
        look.changes.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Keep lines of a readable length."""
        self.setMaximumWidth(look.px(TEXT_WIDTH))

    def show_person(self, person_id: UUID, feminine: bool) -> None:
        """Show a person's facts."""
        if self.theme.lines:
            self.fields.show_record(person_id, person_id, feminine=feminine)
        if self.panel is not None:
            self.panel.show_person(person_id, feminine)

    def focus_field(self, entity: str, field: str) -> None:
        """Go to a field, else to the first one."""
        if entity == "person" and self.fields.focus_field(field):
            return
        if self.panel is not None and self.panel.focus_field(field):
            return
        self.focus_first()

    def focus_first(self) -> None:
        """Go to what comes first."""
        if self.panel is not None:
            self.panel.focus_first()
        elif self.fields.fields:
            self.fields.focus_field(next(iter(self.fields.fields)))

    def make_new(self) -> None:
        """Add one to the list of the theme."""
        if self.panel is not None:
            self.panel.add()

    def leave(self) -> None:
        """Save what is being typed."""
        self.fields.flush()
        if self.panel is not None:
            self.panel.leave()
