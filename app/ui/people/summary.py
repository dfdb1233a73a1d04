# SPDX-License-Identifier: AGPL-3.0-or-later
"""The person chosen in the list, in a column: who she is, what presses, how to reach her, what is under way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.french.dates import say_birth, say_short
from app.french.identifiers import say_phone
from app.french.typography import typeset
from app.services import dossier, procedure_view
from app.services.dossier import Header
from app.services.person_lines import PersonLine
from app.services.procedure_view import ProcedureLine
from app.ui import person_words
from app.ui.deadline_items import DEADLINE_LOOKS
from app.ui.desk import Desk
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Fact, Label, SectionHeading
from app.ui.widgets.pastille import StateNote
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, emptied, row

MOST = 4
CLOSED = "Ce dossier est suivi par {lead}. L’ouvrir demande un motif, qui est gardé."


class Summary(QWidget):
    """Signal: `opened(person id)`."""

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.person_id: UUID | None = None
        self.name = Label("", "heading", weight=600, wrap=True)
        self.who = Label("", "label", "ink2", wrap=True)
        self.states = QWidget()
        self.states_stack = column(self.states, gap=6)
        self.facts = {name: Fact(name) for name in ("Référent", "Commune", "Téléphone", "Dernier contact")}
        self.closed = Label("", "body", "ink2", wrap=True)
        self.heading = SectionHeading("Démarches ouvertes")
        self.procedures = SideList("Démarches ouvertes", fitted=True, flat=True)
        self.procedures.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = Label("", "label", "ink2")
        self.open_button = Button("Ouvrir le dossier", "principal", "folder-open")
        self.open_button.clicked.connect(self.open)
        self.hint = Label("Entrée", "label", "ink2")
        stack = column(self, gap=8, margins=(16, 14, 16, 16))
        for part in (self.name, self.who, self.states, *self.facts.values(), self.closed, self.heading):
            stack.addWidget(part)
        for part in (self.procedures, self.more):
            stack.addWidget(part)
        line = row(gap=12)
        line.addWidget(self.open_button)
        line.addWidget(self.hint)
        line.addStretch(1)
        stack.addLayout(line)
        stack.addStretch(1)

    def show_person(self, line: PersonLine | None) -> None:
        """Show a person, only what may be told of one someone else follows; None clears the column."""
        self.setVisible(line is not None)
        if line is None:
            self.person_id = None
            return
        self.person_id = line.id
        header = None if line.restricted else self.desk.read(dossier.header, line.id)
        self.closed.setVisible(header is None)
        for part in (*self.facts.values(), self.states, self.heading, self.procedures, self.more):
            part.setVisible(header is not None)
        if header is None:
            self.show_closed(line)
        else:
            self.show_open(header)

    def show_closed(self, line: PersonLine) -> None:
        """Show the name, the year of birth and who follows her."""
        self.name.say(line.name)
        self.who.say(typeset(f"Naissance : {say_birth(line.birth)}") if line.birth else "")
        self.closed.say(CLOSED.format(lead=line.lead))
        self.open_button.say("Ouvrir le dossier…")

    def show_open(self, header: Header) -> None:
        """Show what one needs at the desk."""
        day = self.desk.office.today()
        self.name.say(header.name)
        self.who.say(person_words.who(header).replace(" · ", "\n"))
        emptied(self.states_stack)
        for state, words in person_words.pressing(header, day):
            self.states_stack.addWidget(StateNote(state, words.replace("\u00a0: ", "\u00a0:\n", 1)))
        self.facts["Référent"].name.say("Référente" if header.lead_title == "mme" else "Référent")
        phone = say_phone(header.phone) if header.phone else ""
        contact, how = header.last_contact, header.last_contact_label.lower()
        said = {
            "Référent": header.lead or "aucun",
            "Commune": header.town,
            "Téléphone": ", ".join(part for part in (phone, header.phone_note) if part),
            "Dernier contact": f"{say_short(contact, day)}, {how}" if contact else "aucun",
        }
        for name, value in said.items():
            self.facts[name].say(value)
            self.facts[name].setVisible(bool(value))
        self.open_button.say("Ouvrir le dossier")
        self.show_procedures(header.id, day)

    def show_procedures(self, person_id: UUID, day: date) -> None:
        """Show the first procedures under way."""
        live = [each for each in self.desk.read(procedure_view.of_person, person_id) or () if not each.closed]
        self.procedures.show_rows([item(each, day) for each in live[:MOST]])
        self.heading.setVisible(bool(live))
        self.procedures.setVisible(bool(live))
        more = len(live) - MOST
        self.more.say(f"et {more} {'autres' if more > 1 else 'autre'}" if more > 0 else "")
        self.more.setVisible(more > 0)

    def open(self) -> None:
        """Open the dossier."""
        if self.person_id is not None:
            self.opened.emit(str(self.person_id))


def item(each: ProcedureLine, day: date) -> SideItem:
    """A procedure and its next date."""
    if each.next_due is None or each.next_state is None:
        icon, token = person_words.SERVING[each.shade]
        return SideItem(str(each.id), each.title, each.stage, icon=icon, icon_token=token)
    icon, token = DEADLINE_LOOKS[each.next_state]
    aside = say_short(each.next_due, day)
    return SideItem(str(each.id), each.title, each.next_label, aside, icon=icon, icon_token=token, aside_token=token)
