# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the person lives now, and where she lived before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.french.dates import say_form
from app.services import housings
from app.services.housings import HousingView
from app.ui.desk import Desk
from app.ui.record import RecordFields
from app.ui.widgets.buttons import Button
from app.ui.widgets.day_dialog import DayDialog
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import SectionHeading
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column

LINES = (
    "status",
    "kind:3 structure:3",
    "since:3 until:3",
    "surface:2 rooms:2 occupants:2",
    "rent:2 charges:2 aid:2",
    "landlord",
    "note",
)
HELPS = {"occupants": "La personne comprise."}


class HousingPanel(QWidget):
    """The dwelling chosen, the present one first; those before in a list below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.person_id: UUID | None = None
        self.feminine = False
        self.found: tuple[HousingView, ...] = ()
        self.shown: UUID | None = None
        self.heading = SectionHeading("Logement actuel")
        self.fields = RecordFields(desk, "housing", LINES, helps=HELPS)
        self.change_button = Button("Changer de logement", icon="home", small=True)
        self.withdraw_button = Button("Retirer ce logement", "quiet", small=True)
        self.change_button.clicked.connect(self.add)
        self.withdraw_button.clicked.connect(self.withdraw)
        start = Button("Noter où elle habite", icon="plus")
        start.clicked.connect(self.add_first)
        self.start = start
        self.empty = EmptyState("home", "Aucun logement noté.", "Un hébergement, une chambre, la rue comptent.", start)
        self.before_heading = SectionHeading("Tous les logements notés")
        self.before = SideList("Tous les logements notés", fitted=True, flat=True, rules=True)
        self.before.chosen.connect(self.choose)
        self.before.opened.connect(self.enter)
        stack = column(self, gap=12)
        self.buttons = QWidget()
        flow = FlowLayout(self.buttons)
        flow.addWidget(self.change_button)
        flow.addWidget(self.withdraw_button)
        for part in (self.heading, self.empty, self.fields, self.buttons, self.before_heading, self.before):
            stack.addWidget(part)

    def show_person(self, person_id: UUID, feminine: bool) -> None:
        """Show the dwellings of a person; the one chosen stays chosen."""
        if person_id != self.person_id:
            self.shown = None
        self.person_id, self.feminine = person_id, feminine
        self.start.say("Noter où elle habite" if feminine else "Noter où habite la personne")
        self.found = self.desk.read(housings.of_person, person_id) or ()
        if self.shown not in [each.id for each in self.found]:
            self.shown = self.found[0].id if self.found else None
        self.before.show_rows([item(each) for each in self.found])
        self.before.set_value(str(self.shown))
        for part in (self.before_heading, self.before):
            part.setVisible(len(self.found) > 1)
        for part in (self.heading, self.fields, self.buttons):
            part.setVisible(bool(self.found))
        self.empty.setVisible(not self.found)
        self.show_chosen()

    def show_chosen(self) -> None:
        """Show the fields of the dwelling chosen."""
        chosen = next((each for each in self.found if each.id == self.shown), None)
        if chosen is None:
            return
        self.heading.say("Logement actuel" if chosen.until is None else "Logement quitté", period(chosen))
        self.fields.show_record(chosen.id, self.person_id, feminine=self.feminine)

    def choose(self, key: str) -> None:
        """Show another dwelling."""
        if key and UUID(key) != self.shown:
            self.shown = UUID(key)
            self.show_chosen()

    def enter(self, _key: str) -> None:
        """Go to its fields."""
        self.focus_first()

    def add(self) -> None:
        """Ask since when she lives elsewhere; the present dwelling ends the day before."""
        if not self.found:
            self.add_first()
            return
        DayDialog(
            self,
            "Changer de logement",
            "Entrée dans le nouveau logement le",
            "Changer de logement",
            self.desk.office.today,
            self.begin,
            "Le logement actuel se termine la veille.",
        ).exec()

    def add_first(self) -> None:
        """Note a first dwelling, its date still to be told."""
        if self.person_id is not None:
            self.open(self.desk.run(housings.add, self.person_id))

    def begin(self, day: date, refuse: Callable[[str, str], None]) -> object:
        """Note another dwelling from a day."""
        assert self.person_id is not None
        return self.open(self.desk.attempt(refuse, housings.add, self.person_id, {"since": say_form(day)}))

    def open(self, changes: object) -> object:
        """Show the dwelling just made, its first field ready."""
        created = getattr(changes, "created", None)
        if created is not None and self.person_id is not None:
            self.shown = created
            self.show_person(self.person_id, self.feminine)
            self.focus_first()
        return changes

    def withdraw(self) -> None:
        """Take away a dwelling written by mistake."""
        if self.shown is not None and self.desk.run(housings.remove, self.shown) is not None:
            self.desk.announced.emit("Logement retiré.", True)

    def focus_field(self, name: str) -> bool:
        """Go to a field; whether it is here."""
        return bool(self.found) and self.fields.focus_field(name)

    def focus_first(self) -> None:
        """Go to the first field, or to what starts."""
        if not self.focus_field("status"):
            self.start.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Save what is being typed."""
        self.fields.flush()


def item(each: HousingView) -> SideItem:
    """A dwelling in a list."""
    return SideItem(str(each.id), each.status_label or "Statut non noté", each.structure, period(each))


def period(each: HousingView) -> str:
    """« depuis le 01/03/2026 », « du 01/09/2024 au 28/02/2026 »."""
    if each.until is not None:
        start = f"du {say_form(each.since)} " if each.since else ""
        return f"{start}{'au' if start else 'jusqu’au'} {say_form(each.until)}"
    return f"depuis le {say_form(each.since)}" if each.since else ""
