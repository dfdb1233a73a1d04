# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entretiens et notes: who came, when, what was said; written in a moment, kept as a draft meanwhile."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from app.french.dates import say_short
from app.services import encounters
from app.services.encounters import EncounterView
from app.ui import theme
from app.ui.desk import Desk
from app.ui.person.encounter_writing import Writing
from app.ui.person.tab import Tab
from app.ui.record import RecordFields
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import SectionHeading
from app.ui.widgets.notice import EmptyState, Notice
from app.ui.widgets.rows import Group
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface, Surface

LIST_WIDTH = 400
TEXT_WIDTH = 760
STACKED = 860
FIRST_WORDS = 90
READABLE = "La personne peut lire ces pages\u00a0: des faits, ses mots entre guillemets, pas de jugement."
ICONS = {
    "visit": "user",
    "appointment": "calendar-check",
    "home_visit": "home",
    "outside": "map-pin",
    "call": "phone",
    "video": "messages",
    "mail_in": "inbox",
    "mail_out": "mail-opened",
    "registered_in": "inbox",
    "registered_out": "mail-opened",
    "parcel_in": "inbox",
    "parcel_out": "mail-opened",
    "email": "mail",
    "text_message": "message",
    "third_party": "users",
    "note": "note",
}
LINES = ("kind:3 on:3", "text", "participants:3 source:3")
HELPS = {"source": "Par exemple\u00a0: dit par Julie Roux, appel du 23 novembre."}


class Chosen(IntEnum):
    """What the right pane shows."""

    WRITING = 0
    READING = 1
    NOTHING = 2


class EncountersTab(Tab):
    """The list at the left, latest first; at the right the one chosen, or the one being written."""

    nouns: ClassVar[frozenset[str]] = frozenset({"encounter"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: dict[str, EncounterView] = {}
        self.note_button = Button("Noter un contact", icon="pencil", small=True)
        self.note_button.setToolTip("Noter un contact (Ctrl+E)")
        self.mail_button = Button("Courrier remis", icon="mail-opened", small=True)
        self.mail_button.setToolTip("Noter que le courrier a été remis aujourd’hui")
        self.note_button.clicked.connect(self.make_new)
        self.mail_button.clicked.connect(self.hand_mail)
        self.list = SideList("Entretiens et notes", rules=True)
        self.list.chosen.connect(self.show_chosen)
        self.list.opened.connect(self.enter)
        self.writing = Writing(desk)
        self.writing.noted.connect(self.show_noted)
        self.writing.closed.connect(self.close_writing)
        self.heading = SectionHeading("")
        self.fields = RecordFields(desk, "encounter", LINES, helps=HELPS)
        self.withdraw_button = Button("Retirer", "quiet", small=True)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.nothing = EmptyState(
            "note",
            "Aucun contact noté.",
            "Une visite, un appel, un courrier remis\u00a0: une ligne suffit, et les délais qui attendent un contact "
            "repartent.",
        )
        self.arrange()
        theme.changes.changed.connect(self.settle)

    def arrange(self) -> None:
        """Put the list at the left and what is read or written at the right."""
        self.left = Surface("surface", "right")
        left = column(self.left)
        strip = Surface("surface", "bottom", "line")
        flow_holder = column(strip, margins=(16, 7, 16, 7))
        holder = QWidget()
        flow = FlowLayout(holder)
        flow.addWidget(self.note_button)
        flow.addWidget(self.mail_button)
        flow_holder.addWidget(holder)
        left.addWidget(strip)
        left.addWidget(self.list, 1)
        reading = QWidget()
        stack = column(reading, gap=12)
        for part in (self.heading, self.fields):
            stack.addWidget(part)
        stack.addWidget(self.withdraw_button, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addStretch(1)
        blank = QWidget()
        column(blank).addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QStackedWidget()
        for page in (self.writing, reading, blank):
            self.body.addWidget(page)
        inside = QWidget()
        whole = column(inside, gap=14, margins=(20, 12, 20, 20))
        whole.addWidget(Notice("info", READABLE))
        whole.addWidget(self.body, 1)
        self.inside = inside
        self.panes = row(self, gap=0)
        self.panes.addWidget(self.left)
        self.panes.addWidget(ScrolledSurface(inside), 1)

    def refresh(self, person_id: UUID) -> None:
        """Read the encounters again; what is being written stays."""
        found = self.desk.read(encounters.of_person, person_id) or ()
        self.found = {str(each.id): each for each in found}
        self.list.show_rows(items(found, self.desk.office.today()))
        self.writing.show_person(person_id)
        if self.body.currentIndex() == Chosen.WRITING and self.writing.open:
            return
        if self.list.value() not in self.found and found:
            self.list.set_value(str(found[0].id))
        self.show_chosen(self.list.value())

    def show_chosen(self, key: str) -> None:
        """Show the fields of an encounter."""
        chosen = self.found.get(key)
        if chosen is None:
            self.body.setCurrentIndex(Chosen.WRITING if self.writing.open else Chosen.NOTHING)
            return
        self.writing.keep()
        day = self.desk.office.today()
        self.heading.say(chosen.kind_label, f"{say_short(chosen.on, day)} · {chosen.worker}")
        self.fields.show_record(chosen.id, self.person_id)
        self.body.setCurrentIndex(Chosen.READING)

    def make_new(self) -> None:
        """Write a contact or a note; one being written is taken up again."""
        self.body.setCurrentIndex(Chosen.WRITING)
        self.writing.begin()

    def show_noted(self, created: object) -> None:
        """Show the one just noted in the list."""
        if self.person_id is not None:
            self.body.setCurrentIndex(Chosen.NOTHING)
            self.refresh(self.person_id)
            self.list.set_value(str(created))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_writing(self) -> None:
        """Come back to the list: nothing was written."""
        self.show_chosen(self.list.value())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def hand_mail(self) -> None:
        """Note that her mail was handed over, in one gesture."""
        if self.person_id is not None and self.desk.run(encounters.hand_mail, self.person_id) is not None:
            self.desk.announced.emit("Courrier remis, noté aujourd’hui.", True)

    def withdraw(self) -> None:
        """Take away the encounter chosen."""
        chosen = self.found.get(self.list.value())
        if chosen is not None and self.desk.run(encounters.withdraw, chosen.id) is not None:
            self.desk.announced.emit(f"{chosen.kind_label}\u00a0: retiré.", True)

    def enter(self, _key: str) -> None:
        """Go to the text of the encounter chosen."""
        self.fields.focus_field("text")

    def go_to_place(self, place: str) -> None:
        """Go to what was being written, or to a field of an encounter (« encounter:<id>:text »)."""
        parts = place.split(":")
        if len(parts) == 3 and parts[1] in self.found:
            self.list.set_value(parts[1])
            self.fields.focus_field(parts[2])
        elif len(parts) == 3:
            self.make_new()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Suppr takes away the one chosen, F2 edits it."""
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.withdraw()
        elif event.key() == Qt.Key.Key_F2 and self.list.hasFocus():
            self.enter("")
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Save what is being typed, keep what is being written."""
        self.fields.flush()
        self.writing.keep()

    def focus_first(self) -> None:
        """Go to the list, or to the button that starts it."""
        (self.list if self.found else self.note_button).setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Put the panes side by side, or one under the other where the width is short."""
        stacked = self.width() < STACKED or theme.scale() > 1.4
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self.panes.setDirection(direction)
        self.left.edges = ["bottom"] if stacked else ["right"]
        self.left.setMaximumWidth(16_777_215 if stacked else theme.px(LIST_WIDTH))
        self.left.setMinimumWidth(0 if stacked else theme.px(LIST_WIDTH * 3 // 4))
        self.inside.setMaximumWidth(16_777_215 if stacked else theme.px(TEXT_WIDTH))
        self.panes.setStretch(0, 1 if stacked else 2)
        self.panes.setStretch(1, 2 if stacked else 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()


def items(found: tuple[EncounterView, ...], day: date) -> list[Group | SideItem]:
    """The encounters by month, the latest first."""
    made: list[Group | SideItem] = []
    for each in found:
        second = " ".join(each.text.split())
        cut = second if len(second) <= FIRST_WORDS else second[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
        below = "\n".join(part for part in (cut, each.worker) if part)
        made.append(
            SideItem(str(each.id), each.kind_label, below, say_short(each.on, day), icon=ICONS.get(each.kind, "note"))
        )
    return made
