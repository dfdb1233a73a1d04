# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adding an organisation to the short address book, in place: on the partners' page or while choosing an addressee."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.services import address_book, fields
from app.ui import theme
from app.ui.desk import Desk
from app.ui.record import FieldGrid
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import SectionHeading
from app.ui.widgets.spacing import column

LINES = ("name", "kind", "unit", "address", "postal_code:2 town:4", "phone:3 email:3")
NEEDED = ("name", "kind")
WIDTH = 688


class NewOrganisation(QWidget):
    """What is asked of a new organisation: its name and kind; the rest may come later.

    Signals: `added(object)` with its id, `given_up()`. `kinds` are the only ones offered, when a scheme addresses few.
    """

    added = Signal(object)
    given_up = Signal()

    def __init__(self, desk: Desk, kinds: Sequence[str] = ()) -> None:
        super().__init__()
        self.desk = desk
        self.kind = ChoiceField((), "choisir le genre")
        self.fields: dict[str, Field[LineEdit] | Field[ChoiceField]] = {}
        known = fields.fields_of("organisation")
        self.lines = FieldGrid()
        for line in LINES:
            parts = [part.partition(":") for part in line.split()]
            self.lines.add_line([(self.make(known[name].label, name), int(span or 6)) for name, _, span in parts])
        self.save = Button("Ajouter", icon="check")
        self.close_button = Button("Renoncer", "quiet")
        self.save.clicked.connect(self.add)
        self.close_button.clicked.connect(self.given_up)
        stack = column(self, gap=10)
        stack.addWidget(SectionHeading("Nouvel organisme"))
        stack.addWidget(self.lines)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.save)
        flow.addWidget(self.close_button)
        stack.addWidget(buttons, 0, Qt.AlignmentFlag.AlignLeft)
        self.offer(kinds)
        self.setFocusProxy(self.fields["name"].editor)
        theme.changes.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Keep the columns readable at the text size in force."""
        self.setMaximumWidth(theme.px(WIDTH))

    def make(self, label: str, name: str) -> QWidget:
        """The widget of one field."""
        made: Field[LineEdit] | Field[ChoiceField]
        made = Field(label, self.kind) if name == "kind" else Field(label, LineEdit(), optional=name not in NEEDED)
        self.fields[name] = made
        return made

    def offer(self, kinds: Sequence[str]) -> None:
        """Offer these kinds only, or all of them; the only one is chosen."""
        choices = self.desk.office.catalogue.vocabularies["organisation_kind"].choices.values()
        offered = [(each.code, each.label) for each in choices if not kinds or each.code in kinds]
        self.kind.offer(offered)
        self.kind.set_value(offered[0][0] if len(offered) == 1 else None)

    def empty(self) -> None:
        """Start anew."""
        for name, field in self.fields.items():
            field.clear_reason()
            if name != "kind" and isinstance(field.editor, LineEdit):
                field.editor.clear()

    def typed(self) -> dict[str, str]:
        """What was typed, by field."""
        texts = {name: field.editor.text() for name, field in self.fields.items() if isinstance(field.editor, LineEdit)}
        return {**texts, "kind": str(self.kind.value() or "")}

    def add(self) -> None:
        """Add it, or say why not beside the field."""
        for field in self.fields.values():
            field.clear_reason()
        changes = self.desk.attempt(self.refuse, address_book.create_organisation, self.typed())
        if changes is not None:
            self.desk.announced.emit("Organisme ajouté au carnet d’adresses.", True)
            self.empty()
            self.added.emit(changes.created)

    def refuse(self, field: str, sentence: str) -> None:
        """Say why."""
        place = self.fields.get(field, self.fields["name"])
        place.refuse(sentence)
        place.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter, give up on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
