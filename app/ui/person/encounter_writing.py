# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing a contact or a note: Ctrl+E, the text, Escape. A draft is kept each second, so that a lock loses nothing."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.services import drafts, encounters
from app.services.refusals import Refused
from app.services.wording import sentence
from app.ui import theme
from app.ui.desk import Desk
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.date_field import DateField
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, grid
from app.ui.widgets.text_area import TextArea

DRAFT_AFTER = 1000  # milliseconds
USUAL = "visit"
LONGEST = 20_000


class Writing(QWidget):
    """The fields of a new encounter. Signals: `noted(id)` once written, `closed` when nothing was."""

    noted = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.person_id: UUID | None = None
        self.open = False
        kinds = desk.office.catalogue.vocabularies["contact_kind"].choices.values()
        self.kind = Field("Genre de contact", ChoiceField([(each.code, each.label) for each in kinds]))
        self.on = Field("Le", DateField(desk.office.today))
        self.text = Field("Texte", TextArea(lines=7, most=24, limit=LONGEST))
        self.participants = Field("Présents", LineEdit(), optional=True)
        self.source = Field("Source", LineEdit(hint="dit par Julie Roux, appel du 23 nov."), optional=True)
        self.save = Button("Noter", "principal", "check", aside="Échap")
        self.drop = Button("Abandonner", "quiet")
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(DRAFT_AFTER)
        self.arrange()
        self.wire()

    def arrange(self) -> None:
        """Put the parts in their order."""
        stack = column(self, gap=12)
        stack.addWidget(Label("Noter un contact", "heading", weight=600))
        top, below = grid(), grid()
        top.addWidget(self.kind, 0, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.on, 0, 1, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.participants, 0, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.source, 0, 1, Qt.AlignmentFlag.AlignTop)
        for made in (top, below):
            made.setColumnStretch(0, 1)
            made.setColumnStretch(1, 1)
        stack.addLayout(top)
        stack.addWidget(self.text)
        stack.addLayout(below)
        foot = QWidget()
        flow = FlowLayout(foot)
        self.save.setMinimumWidth(theme.px(150))
        flow.addWidget(self.save)
        flow.addWidget(self.drop)
        stack.addWidget(foot)
        stack.addStretch(1)

    def wire(self) -> None:
        """Connect the parts."""
        self.save.clicked.connect(self.note)
        self.drop.clicked.connect(self.abandon)
        self.text.editor.textChanged.connect(self.timer.start)
        self.participants.editor.textEdited.connect(self.timer.start)
        self.source.editor.textEdited.connect(self.timer.start)
        self.timer.timeout.connect(self.keep)

    def show_person(self, person_id: UUID) -> None:
        """Take up what was being written about a person, if anything."""
        if person_id == self.person_id:
            return
        self.keep()
        self.person_id = person_id
        self.clear()
        for name, field in self.typed_fields().items():
            kept = self.desk.read(drafts.at, self.place(name))
            if kept is not None:
                self.open = True
                set_text(field, kept.text)
        self.timer.stop()

    def typed_fields(self) -> dict[str, Field[TextArea] | Field[LineEdit]]:
        """What is typed, by name."""
        return {"text": self.text, "participants": self.participants, "source": self.source}

    def place(self, name: str) -> str:
        """Where the draft of a field is kept: in the dossier, since the encounter has no id yet."""
        assert self.person_id is not None
        return drafts.place_of("encounter", self.person_id, name)

    def begin(self) -> None:
        """Write: today, a visit, the caret in the text."""
        self.open = True
        self.text.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Start anew."""
        self.open = False
        self.kind.editor.set_value(USUAL)
        self.on.editor.set_value(self.desk.office.today())
        for field in self.typed_fields().values():
            set_text(field, "")
            field.clear_reason()
        self.kind.clear_reason()

    def keep(self) -> None:
        """Keep what is being written as a draft; a text that must not be written anywhere is said at once."""
        self.timer.stop()
        if self.person_id is None or not self.open:
            return
        for name, field in self.typed_fields().items():
            try:
                self.desk.keep_draft(self.place(name), text_of(field), self.person_id)
            except Refused as refused:
                field.refuse(sentence(refused))
            else:
                if field.tone == "refused":
                    field.clear_reason()

    def note(self) -> None:
        """Note it, or say why not beside the field."""
        if self.person_id is None:
            return
        self.timer.stop()
        self.on.editor.read()
        if self.on.editor.refused:
            return
        changes = self.desk.attempt(
            self.refuse,
            encounters.note,
            self.person_id,
            str(self.kind.editor.value() or USUAL),
            self.text.editor.value(),
            on=self.on.editor.value(),
            participants=self.participants.editor.text(),
            source=self.source.editor.text(),
        )
        if changes is None:
            return
        self.forget()
        self.desk.announced.emit("Contact noté.", True)
        self.noted.emit(changes.created)

    def refuse(self, field: str, said: str) -> None:
        """Say why; the text stays."""
        places = {"kind": self.kind, "on": self.on}
        (places.get(field) or self.typed_fields().get(field) or self.text).refuse(said)

    def forget(self) -> None:
        """Drop the drafts and start anew."""
        if self.person_id is not None:
            for name in self.typed_fields():
                self.desk.drop_draft(self.place(name))
        self.clear()
        self.timer.stop()

    def abandon(self) -> None:
        """Close without noting anything; what was written is given up."""
        self.forget()
        self.closed.emit()

    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not any(text_of(field).strip() for field in self.typed_fields().values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, or Ctrl+Enter, notes what is written; an empty page is closed."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape and self.is_blank():
            self.abandon()
        elif event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.note()
        else:
            super().keyPressEvent(event)


def text_of(field: Field[TextArea] | Field[LineEdit]) -> str:
    """What stands in a field."""
    return field.editor.toPlainText() if isinstance(field.editor, TextArea) else field.editor.text()


def set_text(field: Field[TextArea] | Field[LineEdit], text: str) -> None:
    """Write a text in a field."""
    if isinstance(field.editor, TextArea):
        field.editor.set_value(text)
    else:
        field.editor.setText(text)
