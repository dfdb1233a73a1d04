# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one field of a form receives: a piece of data of the closed list, the part of a date, the box of each answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.french.typography import typeset
from app.services.official_checks import ROOMS, PathChoice
from app.services.official_describing import PARTS, FieldLine
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.editors import TextEditor
from app.ui.widgets.field import Field
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column, emptied

KINDS = (("text", "Un texte"), ("cells", "Une lettre par case"), ("date", "Une date"), ("tick", "Une case à cocher"))
DATES = ("date", "birth")
YES_NO = (("oui", "Oui"), ("non", "Non"))
ASKED = "Choisissez ce que reçoit ce champ."


class FieldEditor(QWidget):
    """The choices of one field.

    Signals: `assigned(path, also, part, states)`; `released()`; `characterised(kind, cells, label)` of a box placed by
    hand.
    """

    assigned = Signal(str, str, str, object)
    released = Signal()
    characterised = Signal(str, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.line: FieldLine | None = None
        self.choices: dict[str, PathChoice] = {}
        self.heading = SectionHeading("Le champ")
        self.refusal = Notice("late", "")
        self.label = Field("Nom de la zone", TextEditor())
        self.kind = Field("Ce qu’elle contient", ChoiceField(KINDS))
        self.cells = Field("Nombre de cases", TextEditor("int"))
        self.room = Field("Sujet", ChoiceField((), "choisir le sujet"))
        self.data = Field("Donnée", ChoiceField((), "choisir la donnée"))
        self.part = Field("Ce qu’il prend de la date", ChoiceField(tuple(PARTS.items())))
        self.also = Field("Suivi de", ChoiceField((), "rien d’autre", optional=True), optional=True)
        self.boxes = QWidget()
        self.boxes_stack = column(self.boxes, gap=10)
        self.box_fields: dict[str, ChoiceField] = {}
        self.asked = Label(ASKED, "label", "ink2", wrap=True)
        self.release_button = Button("Laisser vide", icon="x")
        self.arrange()
        self.wire()

    def arrange(self) -> None:
        """Put what the field is over what it receives."""
        stack = column(self, gap=10)
        for part in (self.heading, self.refusal, self.label, self.kind, self.cells, self.room, self.data, self.part):
            stack.addWidget(part)
        stack.addWidget(self.boxes)
        stack.addWidget(self.also)
        stack.addWidget(self.asked)
        buttons = QWidget()
        line = FlowLayout(buttons)
        line.addWidget(self.release_button)
        stack.addWidget(buttons)
        self.refusal.hide()

    def wire(self) -> None:
        """Connect the parts."""
        self.label.editor.edited.connect(self.characterise)
        self.kind.editor.chosen.connect(self.characterise)
        self.cells.editor.edited.connect(self.characterise)
        self.room.editor.chosen.connect(self.choose_room)
        self.data.editor.chosen.connect(self.choose_data)
        self.part.editor.chosen.connect(self.assign)
        self.also.editor.chosen.connect(self.assign)
        self.release_button.clicked.connect(self.released)

    def offer(self, choices: Sequence[PathChoice]) -> None:
        """Offer the closed list."""
        offered = {choice.path: choice for choice in choices}
        if offered == self.choices:
            return
        self.choices = offered
        rooms = dict.fromkeys(choice.room for choice in choices)
        self.room.editor.offer([(room, ROOMS[room]) for room in rooms])
        words = [(each.path, typeset(f"{ROOMS[each.room]} : {each.label}")) for each in choices if not each.each]
        self.also.editor.offer(words)

    def show_line(self, line: FieldLine | None) -> None:
        """Show what a field receives; nothing to choose without one."""
        other = self.line is None or line is None or line.key != self.line.key
        self.line = line
        if other:
            self.refusal.hide()
        self.setVisible(line is not None)
        if line is None:
            return
        self.heading.say(line.label, f"page {line.places[0].page + 1}" if line.places else "")
        for field in (self.label, self.kind):
            field.setVisible(line.placed)
        self.cells.setVisible(line.placed and line.kind == "cells")
        if not self.label.editor.hasFocus():
            self.label.editor.present(line.label)
        self.kind.editor.set_value(line.kind)
        self.cells.editor.present(str(line.cells or ""))
        self.release_button.say("Supprimer la zone" if line.placed else "Laisser vide")
        self.release_button.setVisible(line.field_id is not None)
        self.show_choice(line, other)

    def show_choice(self, line: FieldLine, other: bool) -> None:
        """Show the data chosen, and what depends on it."""
        choice = self.choices.get(line.path)
        if choice is not None or other:
            room = choice.room if choice else next(iter(ROOMS))
            self.room.editor.set_value(room)
            self.offer_data(room)
        self.data.editor.set_value(line.path)
        self.also.editor.set_value(line.also)
        self.part.editor.set_value(line.part)
        self.settle(self.choices.get(str(self.data.editor.value() or "")))

    def offer_data(self, room: str) -> None:
        """Offer the data of a subject."""
        listed = [(each.path, each.label) for each in self.choices.values() if each.room == room]
        self.data.editor.offer(listed)

    def settle(self, choice: PathChoice | None) -> None:
        """Show what a piece of data asks for: the part of a date, the box of each answer."""
        line = self.line
        ticked = line is not None and line.kind == "tick"
        self.part.setVisible(choice is not None and choice.type in DATES and not ticked)
        self.also.setVisible(choice is not None and not ticked and not choice.each and choice.type not in DATES)
        self.asked.setVisible(choice is None)
        self.show_boxes(codes_of(choice) if ticked and choice is not None else ())

    def show_boxes(self, codes: Sequence[tuple[str, str]]) -> None:
        """Show, for each box of the field, the answer under which it is ticked."""
        emptied(self.boxes_stack)
        self.box_fields = {}
        line = self.line
        self.boxes.setVisible(bool(codes))
        if line is None or not codes:
            return
        chosen = {state: code for code, state in line.states}
        states = list(dict.fromkeys(place.state for place in line.places))
        for rank, state in enumerate(states, 1):
            choice = ChoiceField(codes, "jamais", optional=True)
            choice.set_value(chosen.get(state))
            choice.chosen.connect(self.assign)
            self.box_fields[state] = choice
            label = f"Case {rank} cochée pour" if len(states) > 1 else "Case cochée pour"
            self.boxes_stack.addWidget(Field(label, choice))

    def choose_room(self, room: object) -> None:
        """Offer the data of the subject chosen."""
        self.offer_data(str(room))
        self.data.editor.set_value(None)
        self.settle(None)
        self.data.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_data(self, path: object) -> None:
        """Show what the data chosen asks for, and give it to the field."""
        self.settle(self.choices.get(str(path)))
        self.assign()

    def assign(self, _value: object = None) -> None:
        """Give the field what is chosen, once it is complete."""
        path = str(self.data.editor.value() or "")
        choice = self.choices.get(path)
        if self.line is None or choice is None:
            return
        self.refusal.hide()
        codes = codes_of(choice) if self.line.kind == "tick" else ()
        states = {str(each.value()): state for state, each in self.box_fields.items() if each.value() is not None}
        if codes and not states:
            return
        part = str(self.part.editor.value() or "") if choice.type in DATES else ""
        also = "" if self.also.isHidden() else str(self.also.editor.value() or "")
        self.assigned.emit(path, also, part, states)

    def characterise(self, _value: object = None) -> None:
        """Say what the box is."""
        if self.line is not None and self.line.placed:
            written = self.cells.editor.text().strip()
            cells = int(written) if written.isdigit() else 0
            self.characterised.emit(str(self.kind.editor.value()), min(cells, 99), self.label.editor.text())

    def refuse(self, _field: str, sentence: str) -> None:
        """Say why it was not written."""
        self.refusal.say(sentence)
        self.refusal.show()


def codes_of(choice: PathChoice | None) -> Sequence[tuple[str, str]]:
    """The answers under which a box may be ticked; none where it is ticked as soon as something is known."""
    if choice is None:
        return ()
    return YES_NO if choice.type == "bool" else choice.choices
