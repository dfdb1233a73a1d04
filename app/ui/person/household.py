# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ménage: who lives with the person, since when, with a dossier of their own or not; who has left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from app.french.dates import say_birth, say_form
from app.french.typography import typeset
from app.services import households
from app.services.households import HouseholdView, MemberView
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import people as gestures
from app.ui.person.tab import Tab
from app.ui.record import RecordFields
from app.ui.widgets.buttons import Button
from app.ui.widgets.day_dialog import DayDialog
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import EmptyState, Notice
from app.ui.widgets.rows import Group
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface, Surface
from app.ui.widgets.table import Cell, Column, TableView

OWN_LINES = (
    "first_names:3 name:3",
    "title:2 birth:4",
    "link:3 dependant:3",
    "to_house:3 disability:3",
    "since:3 until:3",
    "permit",
)
LINKED_LINES = ("link:3 dependant:3", "to_house:3 disability:3", "since:3 until:3")
PANE = 400
STACKED = 860


@dataclass(frozen=True)
class Line:
    """A member as a row."""

    id: str
    view: MemberView


class HouseholdTab(Tab):
    """The table of members; the fields of the one chosen at the right."""

    nouns: ClassVar[frozenset[str]] = frozenset({"household_member", "household", "person"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: dict[str, MemberView] = {}
        self.summary = Label("", "label", "ink2", wrap=True)
        self.add_button = Button("Ajouter quelqu’un", icon="user-plus", small=True)
        self.birth_button = Button("Noter une naissance", icon="mood-kid", small=True)
        self.add_button.clicked.connect(self.make_new)
        self.birth_button.clicked.connect(self.note_birth)
        columns = (
            Column("Personne", self.named, 190, 2),
            Column("Lien", self.link, 140, 1),
            Column("Naissance", born, 120, rank=2),
            Column("À charge", dependant, 80, rank=3),
            Column("À loger", to_house, 70, rank=4),
            Column("Présence", presence, 190, 1, rank=1),
        )
        self.table = TableView("Ménage", columns, two_lines=True)
        self.table.chosen.connect(self.show_chosen)
        self.table.opened.connect(self.enter)
        self.member = MemberPane(desk)
        self.member.left.clicked.connect(self.note_leaving)
        self.member.withdraw.clicked.connect(self.withdraw)
        start = Button("Ajouter quelqu’un", "principal", "user-plus")
        start.clicked.connect(self.make_new)
        self.empty = EmptyState(
            "users-group",
            "Personne d’autre dans le ménage.",
            "Ajoutez celles et ceux qui vivent avec la personne, ou qui vivraient avec elle dans un logement\u00a0: un "
            "prénom et un lien suffisent.",
            start,
        )
        self.arrange()
        theme.changes.changed.connect(self.settle)

    def arrange(self) -> None:
        """Put the strip above, the table at the left, the fields at the right."""
        strip = Surface("surface", "bottom", "line")
        line = row(strip, gap=8, margins=(16, 7, 16, 7))
        line.addWidget(self.summary, 1)
        line.addWidget(self.birth_button)
        line.addWidget(self.add_button)
        self.strip = strip
        inside = QWidget()
        self.panes = row(inside, gap=0)
        self.panes.addWidget(self.table, 1)
        self.side = Surface("canvas", "left")
        column(self.side, margins=(1, 1, 0, 0)).addWidget(ScrolledSurface(self.member, "canvas"))
        self.panes.addWidget(self.side)
        self.body = QStackedWidget()
        self.body.addWidget(inside)
        holder = QWidget()
        column(holder, margins=24).addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(holder)
        stack = column(self)
        stack.addWidget(strip)
        stack.addWidget(self.body, 1)

    def refresh(self, person_id: UUID) -> None:
        """Read the household again; the member chosen stays chosen."""
        found = self.desk.read(households.of_person, person_id)
        if found is None:
            return
        everyone = (*found.members, *found.past)
        self.found = {str(each.id): each for each in everyone}
        self.summary.say(summary(found))
        self.table.show_rows(rows(found))
        if self.table.value() not in self.found and everyone:
            self.table.set_value(str(everyone[0].id))
        self.strip.setVisible(bool(everyone))
        self.body.setCurrentIndex(0 if everyone else 1)
        self.show_chosen(self.table.value())

    def show_chosen(self, key: str) -> None:
        """Show the fields of a member."""
        chosen = self.found.get(key)
        self.side.setVisible(chosen is not None)
        if chosen is not None and self.person_id is not None:
            self.member.show_member(chosen, self.person_id)

    def named(self, line: Line) -> Cell:
        """Who it is, and whether she has a dossier."""
        view = line.view
        return Cell(view.name, "a son propre dossier" if view.dossier_id else "", strong=True)

    def link(self, line: Line) -> Cell:
        """What she is to the person."""
        return Cell(line.view.link_label)

    def make_new(self) -> None:
        """Add someone."""
        if self.person_id is not None:
            gestures.add_member(self, self.desk, self.person_id)

    def note_birth(self) -> None:
        """Add a child, in the household since birth."""
        if self.person_id is not None:
            gestures.add_member(self, self.desk, self.person_id, newborn=True)

    def enter(self, _key: str) -> None:
        """Go to the fields of the member chosen."""
        self.member.focus_first()

    def note_leaving(self) -> None:
        """Ask for the last day the member was there."""
        chosen = self.found.get(self.table.value())
        if chosen is None:
            return
        DayDialog(
            self,
            f"{chosen.name} quitte le ménage",
            "Dernier jour dans le ménage",
            "Noter le départ",
            self.desk.office.today,
            self.leave_on,
        ).exec()

    def leave_on(self, day: date, refuse: Callable[[str, str], None]) -> object:
        """Note that day."""
        changes = self.desk.attempt(refuse, households.left, self.found[self.table.value()].id, day)
        if changes is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.desk.announced.emit("Départ noté.", True)
        return changes

    def withdraw(self) -> None:
        """Take away a member written by mistake."""
        chosen = self.found.get(self.table.value())
        if chosen is not None and self.desk.run(households.remove_member, chosen.id) is not None:
            self.desk.announced.emit(f"{chosen.name}\u00a0: retiré du ménage.", True)

    def leave(self) -> None:
        """Save what is being typed."""
        self.member.flush()

    def go_to_place(self, place: str) -> None:
        """Go to a field (« household_member:<id>:birth »)."""
        parts = place.split(":")
        if len(parts) == 3:
            self.table.set_value(parts[1])
            self.member.shown.focus_field(parts[2])

    def focus_first(self) -> None:
        """Go to the table, or to what starts it."""
        shown = self.table if self.found else self.empty.button
        if shown is not None:
            shown.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Suppr takes away the member chosen, F2 edits it."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.withdraw()
        elif event.key() == Qt.Key.Key_F2 and self.table.hasFocus():
            self.enter("")
        else:
            super().keyPressEvent(event)

    def settle(self) -> None:
        """Put the fields at the right, or under the table where the width is short."""
        stacked = self.width() < STACKED or theme.scale() > 1.4
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self.panes.setDirection(direction)
        self.side.edges = ["top"] if stacked else ["left"]
        self.side.setMinimumWidth(0 if stacked else theme.px(PANE))
        self.side.setMaximumWidth(16_777_215 if stacked else theme.px(PANE))
        self.panes.setStretch(1, 2 if stacked else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()


class MemberPane(QWidget):
    """The fields of a member: names and birth too, unless they are kept in her own dossier."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.dossier_id: UUID | None = None
        self.heading = SectionHeading("")
        self.linked = Notice("info", "Nom et naissance sont tenus dans son propre dossier.")
        self.open_button = Button("Ouvrir son dossier", icon="folder-open", small=True)
        self.open_button.clicked.connect(self.open_dossier)
        self.own_fields = RecordFields(desk, "household_member", OWN_LINES)
        self.linked_fields = RecordFields(desk, "household_member", LINKED_LINES)
        self.shown = self.own_fields
        self.left = Button("Quitte le ménage…", small=True)
        self.withdraw = Button("Retirer", "quiet", small=True)
        self.withdraw.setToolTip("Retirer une personne notée par mégarde")
        stack = column(self, gap=12, margins=(16, 12, 16, 16))
        for part in (self.heading, self.linked):
            stack.addWidget(part)
        stack.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addWidget(self.own_fields)
        stack.addWidget(self.linked_fields)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.left)
        flow.addWidget(self.withdraw)
        stack.addWidget(buttons)
        stack.addStretch(1)

    def show_member(self, view: MemberView, person_id: UUID) -> None:
        """Show a member."""
        self.dossier_id = view.dossier_id
        has_dossier = view.dossier_id is not None
        self.heading.say(view.name)
        self.shown = self.linked_fields if has_dossier else self.own_fields
        for part in (self.linked, self.open_button, self.linked_fields):
            part.setVisible(has_dossier)
        self.own_fields.setVisible(not has_dossier)
        self.left.setVisible(view.until is None)
        self.shown.show_record(view.id, person_id, feminine=view.title == "mme")

    def open_dossier(self) -> None:
        """Go to the dossier of the member."""
        if self.dossier_id is not None:
            gestures.open_dossier(self.desk, self.dossier_id)

    def focus_first(self) -> None:
        """Go to the first field."""
        self.shown.focus_field(next(iter(self.shown.fields)))

    def flush(self) -> None:
        """Save what is being typed."""
        self.own_fields.flush()
        self.linked_fields.flush()


def rows(found: HouseholdView) -> list[Group | Line]:
    """Those present, then those who have left or are still to come."""
    made: list[Group | Line] = [Line(str(each.id), each) for each in found.members]
    if found.past:
        made.append(Group("Ont quitté le ménage", len(found.past)))
    return made + [Line(str(each.id), each) for each in found.past]


def born(line: Line) -> Cell:
    """« 3 ans », and the date below."""
    view = line.view
    if view.birth is None:
        return Cell("à noter", token="soon")
    age = f"{view.age}\u00a0{'ans' if (view.age or 0) > 1 else 'an'}" if view.age is not None else ""
    return Cell(age, say_birth(view.birth))


def dependant(line: Line) -> Cell:
    """Whether she depends on the person."""
    return yes_or_no(line.view.dependant)


def to_house(line: Line) -> Cell:
    """Whether she is to be housed with the person."""
    return yes_or_no(line.view.to_house)


def yes_or_no(value: bool | None) -> Cell:
    """« oui », « non », or that it is not known."""
    if value is None:
        return Cell("à noter", token="soon")
    return Cell("oui" if value else "non", token="ink" if value else "ink2")


def presence(line: Line) -> Cell:
    """Since when, until when."""
    view = line.view
    since = f"depuis le {say_form(view.since)}" if view.since else ""
    if view.until is None:
        return Cell(since, token="ink2")
    return Cell(f"jusqu’au {say_form(view.until)}", since, token="ink2")


def summary(found: HouseholdView) -> str:
    """« 3 personnes avec elle, dont 2 mineures »."""
    size = f"{found.size} {'personnes' if found.size > 1 else 'personne'} dans le ménage, la personne comprise"
    minors = f", dont {found.minors} {'mineurs' if found.minors > 1 else 'mineur'}" if found.minors else ""
    return typeset(size + minors)
