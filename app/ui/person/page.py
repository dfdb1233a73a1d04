# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's dossier: her head, then one tab at a time."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services import accesses, dossier, people
from app.services.changes import Changes
from app.services.dossier import Header
from app.services.refusals import Refusal, Refused
from app.services.wording import sentence
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import calendars, pathways
from app.ui.gestures import people as gestures
from app.ui.page import Page
from app.ui.person.gate import Gate
from app.ui.person.head import PersonHead
from app.ui.person.tab import Tab
from app.ui.routes import PageName, Route
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import ScrolledSurface

TABS = (
    ("pathway", "Parcours", "pathway", "PathwayTab"),
    ("situation", "Situation", "situation", "SituationTab"),
    ("household", "Ménage", "household", "HouseholdTab"),
    ("procedures", "Démarches", "procedures", "ProceduresTab"),
    ("encounters", "Entretiens et notes", "encounters", "EncountersTab"),
    ("sharing", "Partage", "sharing", "SharingTab"),
    ("history", "Historique", "history", "HistoryTab"),
)
"""Each tab: its key, its words, the module and the class that show it; imported when first shown."""

LEAST = 260  # pixels of height, at 100 %
OTHER_NAMES = {"resources": ("situation", "resources"), "housing": ("situation", "housing")}
HOMES = {"household_member": "household", "encounter": "encounters", "consent": "sharing"}


class PersonPage(Page):
    """The page of one person. `route.tab` is the tab, `route.place` the field or the part to go to."""

    name: ClassVar[PageName] = "person"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header: Header | None = None
        self.tabs: dict[str, Tab] = {}
        self.current = "pathway"
        self.place = ""
        self.opened: UUID | None = None
        self.head = PersonHead([(key, words) for key, words, _, _ in TABS])
        self.head.chosen.connect(self.show_tab)
        self.head.noted.connect(self.note_contact)
        self.head.printed.connect(self.print_paper)
        self.head.asked.connect(self.do_gesture)
        self.body = TabBody()
        self.gate = Gate(desk)
        self.gate.given.connect(self.open_with)
        self.inside = QWidget()
        stack = column(self.inside)
        stack.addWidget(self.head)
        stack.addWidget(self.body, 1)
        self.door = QStackedWidget()
        self.scrolled = ScrolledSurface(self.inside)
        self.door.addWidget(self.scrolled)
        self.door.addWidget(self.gate)
        column(self).addWidget(self.door)
        self.bind_keys()

    def bind_keys(self) -> None:
        """Ctrl+1 … reach the tabs, Ctrl+E notes a contact from any of them."""
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.note_contact)
        for rank, (key, _, _, _) in enumerate(TABS, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{rank}"), self)
            shortcut.setObjectName(key)
            shortcut.activated.connect(self.show_tab_of_key)

    def go_to(self, route: Route) -> None:
        """Show a person, on the tab asked for; without any, the one she was last seen on, or her pathway."""
        if route.id != self.route.id:
            self.leave()
            self.current = "pathway"
            for tab in self.tabs.values():
                tab.stale = True
        tab, place = self.target(route)
        self.current, self.place = tab or self.current, place
        self.route = route
        self._stale = True
        self.refresh_if_seen()

    def target(self, route: Route) -> tuple[str, str]:
        """The tab and the place a route means."""
        if route.tab in OTHER_NAMES:
            return OTHER_NAMES[route.tab]
        entity = route.place.partition(":")[0] if ":" in route.place else ""
        home = HOMES.get(entity, "situation" if entity else "")
        return route.tab or home, route.place

    def concerns(self, changes: Changes) -> bool:
        """Whether this person's dossier, or a name it shows, has changed."""
        return self.route.id in changes.persons or not changes.nouns().isdisjoint({"worker", "organisation"})

    def take(self, changes: Changes) -> None:
        """Let each tab know whether it is concerned, then refresh what is seen."""
        if self.concerns(changes):
            for tab in self.tabs.values():
                tab.take(changes)
        super().take(changes)

    def open_with(self, motive: str = "") -> bool:
        """Note that the dossier is opened; whether it is. Someone else's asks why first."""
        if self.route.id is None:
            return False
        if self.opened == self.route.id:
            return True
        try:
            accesses.open_dossier(self.desk.office, self.route.id, motive)
        except Refused as refused:
            self.show_gate(refused)
            return False
        self.opened = self.route.id
        self.door.setCurrentWidget(self.scrolled)
        if motive:
            self.refresh()
            self.focus_first()
        return True

    def show_gate(self, refused: Refused) -> None:
        """Ask why, or say that nobody has that id."""
        line = None
        if refused.reason is Refusal.MOTIVE_NEEDED and self.route.id is not None:
            line = self.desk.read(people.line, self.route.id)
        if line is None:
            self.desk.announced.emit(sentence(refused), False)
            return
        self.opened, self.header = None, None
        self.gate.ask(line)
        self.door.setCurrentWidget(self.gate)

    def refresh(self) -> None:
        """Read the head and the tab shown."""
        if self.route.id is None or not self.open_with():
            return
        self.door.setCurrentWidget(self.scrolled)
        header = self.desk.read(dossier.header, self.route.id)
        if header is None:
            return
        self.header = header
        self.head.show_header(header, self.desk.office.today())
        self.show_current(header)

    def show_current(self, header: Header) -> None:
        """Show the tab of the person."""
        self.head.tabs.set_value(self.current)
        tab = self.tab(self.current)
        self.body.setCurrentWidget(tab)
        place, self.place = self.place, ""
        tab.show_person(header.id, feminine=header.feminine, place=place)

    def tab(self, key: str) -> Tab:
        """The tab of that key, made the first time."""
        if key not in self.tabs:
            module, kind = next((module, kind) for name, _, module, kind in TABS if name == key)
            made: Tab = getattr(import_module(f"app.ui.person.{module}"), kind)(self.desk)
            made.gone_to.connect(self.show_tab)
            self.tabs[key] = made
            self.body.addWidget(made)
        return self.tabs[key]

    def show_tab(self, key: str) -> None:
        """Show a tab; what is being typed in the one before is saved."""
        if self.current in self.tabs:
            self.tabs[self.current].leave()
        self.current = key
        if self.header is not None:
            self.show_current(self.header)

    def show_tab_of_key(self) -> None:
        """Show the tab of the key that was pressed, and go into it."""
        self.show_tab(self.sender().objectName())
        self.tab(self.current).focus_first()

    def note_contact(self) -> None:
        """Ctrl+E: write a contact or a note, from any tab."""
        if self.header is not None:
            self.show_tab("encounters")
            self.tab("encounters").make_new()

    def make_new(self) -> None:
        """Ctrl+N: the new thing of the tab shown."""
        if self.header is not None:
            self.tab(self.current).make_new()

    def print_shown(self) -> None:
        """Ctrl+P: the papers of this person."""
        if self.header is not None:
            self.head.open_menu()

    def print_paper(self, kind: str) -> None:
        """Show a paper, to print or save."""
        if self.header is not None:
            gestures.print_paper(self, self.desk, self.header, kind)

    def do_gesture(self, key: str) -> None:
        """One of the gestures on the whole dossier."""
        if self.header is None:
            return
        if key == "lead":
            pathways.open_or_change(self, self.desk, self.header)
        elif key == "close":
            pathways.close(self, self.desk, self.header)
        elif key == "calendar":
            calendars.export(self, self.desk, person_id=self.header.id)
        else:
            gestures.withdraw(self.desk, self.header)

    def focus_first(self) -> None:
        """Go into the tab shown, or to the first motive."""
        if self.door.currentWidget() is self.gate:
            self.gate.focus_first()
        else:
            self.tab(self.current).focus_first()

    def leave(self) -> None:
        """Save what is being typed, in every tab."""
        for tab in self.tabs.values():
            tab.leave()


class TabBody(QStackedWidget):
    """The tab shown. It asks for little height, so that the page scrolls as a whole only where the text is large."""

    def hasHeightForWidth(self) -> bool:
        """Take the height that is left."""
        return False

    def sizeHint(self) -> QSize:
        """Ask for a few lines."""
        return QSize(theme.px(320), theme.px(LEAST))

    def minimumSizeHint(self) -> QSize:
        """Ask for a few lines, or what the tab cannot do without."""
        shown = self.currentWidget()
        needed = shown.minimumSizeHint().height() if shown is not None else 0
        return QSize(theme.px(120), max(theme.px(LEAST), needed))
