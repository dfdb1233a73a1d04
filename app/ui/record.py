# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields of one record, each saved when it is left: no button, nothing is lost, a refusal beside its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.services import drafts, sheet
from app.services.cautions import Kept
from app.services.refusals import Refused
from app.services.sheet import FieldView
from app.services.wording import caution_sentence, sentence
from app.ui import theme
from app.ui.desk import Desk
from app.ui.widgets import editors
from app.ui.widgets.date_field import TypedDate
from app.ui.widgets.editors import typed_in
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.spacing import column, grid

DRAFT_AFTER = 1000  # milliseconds: what is typed goes to its draft each second
COLUMNS = 6
NARROW = 320
LEAST = 160
KINDS = {"long_text": "longtext", "date": "date", "birth": "birth", "yes_no": "bool", "money": "money"}


class RecordFields(QWidget):
    """Fields of a kind of record, laid out by `lines`: « birth_name:3 first_names:3 » puts two halves side by side.

    Signal: `counted(int)`, how many fields wait for a correction. `labels` replace the usual names of fields.
    """

    counted = Signal(int)
    UNITS: ClassVar[Mapping[str, str]] = {"area": "\u00a0m²"}

    def __init__(
        self,
        desk: Desk,
        entity: str,
        lines: Sequence[str],
        labels: Mapping[str, str] | None = None,
        helps: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.desk, self.entity = desk, entity
        self.record_id: UUID | None = None
        self.person_id: UUID | None = None
        self.known = sheet.fields_of(entity)
        self.fields: dict[str, Field[Any]] = {}
        self.waiting: set[str] = set()
        self.typing: set[str] = set()
        self.presenting = False
        self.saving = ""
        self.refused: dict[str, tuple[str, str]] = {}
        self.grid = FieldGrid()
        column(self).addWidget(self.grid)
        for line in lines:
            self.add_line(line, labels or {}, helps or {})
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(DRAFT_AFTER)
        self.timer.timeout.connect(self.keep_drafts)

    def add_line(self, line: str, labels: Mapping[str, str], helps: Mapping[str, str]) -> None:
        """Add the fields of one line."""
        made: list[tuple[QWidget, int]] = []
        for part in line.split():
            name, _, span = part.partition(":")
            made.append((self.make(name, labels.get(name, ""), helps.get(name, "")), int(span or COLUMNS)))
        self.grid.add_line(made)

    def make(self, name: str, label: str, help_: str) -> Field[Any]:
        """The widget of one field."""
        known = self.known[name]
        editor = editors.make(KINDS.get(known.kind, "text"), self.desk.office.today, self.options(name))
        field: Field[Any] = Field(label or known.label, editor, help=help_)
        editor.setProperty("field", name)
        editor.setObjectName(name)
        editor.edited.connect(self.take)
        editor.installEventFilter(self)
        if isinstance(editor, editors.LongEditor):
            editor.textChanged.connect(self.note_typing)
        elif isinstance(editor, LineEdit):
            editor.textEdited.connect(self.note_typing)
        if isinstance(editor, TypedDate):
            editor.misread.connect(self.take)
            editor.understood.connect(self.hold_reason)
        self.fields[name] = field
        return field

    def options(self, name: str, *, feminine: bool = False) -> list[tuple[str, str]]:
        """The choices of a field, agreed with the person."""
        known = self.known[name]
        if not known.vocabulary:
            return []
        choices = self.desk.office.catalogue.vocabularies[known.vocabulary].choices.values()
        return [(choice.code, choice.said(feminine=feminine)) for choice in choices]

    def show_record(self, record_id: UUID, person_id: UUID | None, *, feminine: bool = False) -> None:
        """Show a record; the same one keeps its focus, what is being typed and what waits for a correction."""
        other = record_id != self.record_id
        if other:
            self.flush()
        views = self.desk.read(sheet.view, self.entity, record_id)
        if views is None:
            return
        self.record_id, self.person_id = record_id, person_id
        if other:
            self.waiting.clear()
            self.agree(feminine)
        self.waiting -= {name for name in self.waiting if self.was_saved_again(name)}
        for name, field in self.fields.items():
            if other or not (field.editor.hasFocus() or name in self.waiting or name in self.typing):
                self.present(name, views[name], other)
        self.counted.emit(len(self.waiting))

    def was_saved_again(self, name: str) -> bool:
        """Whether a field that only waited for the machine waits no more."""
        place = (sheet.set_field, self.entity, self.record_id, name)
        return name not in self.refused and place not in self.desk.unsaved

    def agree(self, feminine: bool) -> None:
        """Offer the choices in the person's gender."""
        for name, field in self.fields.items():
            if self.known[name].vocabulary:
                field.editor.offer(self.options(name, feminine=feminine))

    def present(self, name: str, view: FieldView, other: bool) -> None:
        """Show a value, or the draft that waits in its place."""
        field, kind = self.fields[name], self.known[name].kind
        text = view.text + self.UNITS.get(kind, "") if view.text else ""
        typed = kind in KINDS or isinstance(view.value, bool) or bool(self.known[name].vocabulary)
        self.presenting = True
        field.editor.present(view.value if typed else text)
        if other:
            field.clear_reason()
            self.say_unusual(name, view)
        if view.draft and isinstance(field.editor, LineEdit | editors.LongEditor):
            self.show_draft(name, view)
        self.presenting = False

    def say_unusual(self, name: str, view: FieldView) -> None:
        """Say again what is unusual about a value that was kept all the same."""
        caution = sheet.caution_about(self.desk.office, view)
        if caution is not None:
            self.fields[name].doubt(caution_sentence(caution))

    def show_draft(self, name: str, view: FieldView) -> None:
        """Show what was typed and is not kept yet, with the reason why."""
        field = self.fields[name]
        if isinstance(field.editor, LineEdit):
            field.editor.setText(view.draft)
        else:
            field.editor.set_value(view.draft)
        if view.reason:
            field.refuse(view.reason)
            self.waiting.add(name)
            self.refused[name] = (view.draft, view.reason)
        else:
            field.doubt("Brouillon repris, pas encore enregistré.")

    def take(self, _value: object = None) -> None:
        """Save the field that was left, valid or not: the reason of a refusal comes from the one place that reads."""
        name = str(self.sender().property("field"))
        self.save(name, typed_in(self.fields[name].editor))

    def save(self, name: str, text: str) -> None:
        """Save one field."""
        if self.record_id is None:
            return
        field, self.saving = self.fields[name], name
        self.typing.discard(name)
        self.refused.pop(name, None)
        self.desk.unsaved.pop(("draft", drafts.place_of(self.entity, self.record_id, name)), None)
        changes = self.desk.attempt(self.refuse, sheet.set_field, self.entity, self.record_id, name, text)
        if changes is None:
            self.waiting.add(name)
        else:
            self.waiting.discard(name)
            field.clear_reason()
            if isinstance(changes, Kept) and changes.caution is not None:
                field.doubt(caution_sentence(changes.caution))
        self.counted.emit(len(self.waiting))

    def refuse(self, _field: str, said: str) -> None:
        """Say why beside the field being saved; its text stays."""
        field = self.fields[self.saving]
        self.refused[self.saving] = (typed_in(field.editor), said)
        field.refuse(said)

    def hold_reason(self) -> None:
        """Keep the reason of a date that reads well and yet was refused, until it is written otherwise."""
        name = str(self.sender().property("field"))
        if self.presenting or name not in self.waiting:
            return
        text, said = self.refused.get(name, ("", ""))
        if said and typed_in(self.fields[name].editor) == text:
            self.fields[name].refuse(said)
        else:
            self.save(name, typed_in(self.fields[name].editor))

    def note_typing(self) -> None:
        """Keep a draft within a second."""
        if not self.presenting:
            self.typing.add(str(self.sender().property("field")))
            if not self.timer.isActive():
                self.timer.start()

    def keep_drafts(self) -> None:
        """Keep what is being typed; a text that must not be written anywhere is said at once."""
        if self.record_id is None:
            return
        for name in tuple(self.typing):
            place = drafts.place_of(self.entity, self.record_id, name)
            try:
                editor = self.fields[name].editor
                text = "" if name not in self.waiting and editors.is_as_kept(editor) else typed_in(editor)
                self.desk.keep_draft(place, text, self.person_id)
            except Refused as refused:
                self.fields[name].refuse(sentence(refused))
        self.typing.clear()

    def flush(self) -> None:
        """Save what is being typed without waiting for the focus to leave."""
        for name, field in self.fields.items():
            editor = field.editor
            if name not in self.typing and not editor.hasFocus():
                continue
            if isinstance(editor, TypedDate):
                editor.read()
            elif isinstance(editor, editors.TextEditor | editors.LongEditor):
                editor.tell()
        self.keep_drafts()

    def focus_field(self, name: str) -> bool:
        """Go to a field; whether it is here."""
        if name in self.fields:
            self.fields[name].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return name in self.fields

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Ctrl+Z to the page when a field has no typing of its own to take back."""
        overriding = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and takes_back(event)
        if overriding and not has_undo(watched):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class FieldGrid(QWidget):
    """Lines of widgets on six columns; one below the other where the width is short."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[tuple[QWidget, int]]] = []
        self.grid = grid(self)
        self.narrow = False
        self.wanted = 0
        for at in range(COLUMNS):
            self.grid.setColumnStretch(at, 1)

    def add_line(self, line: list[tuple[QWidget, int]]) -> None:
        """Add one line: widgets and the columns each takes."""
        self.lines.append(line)
        self.place()

    def place(self) -> None:
        """Put the widgets where the width allows."""
        at = 0
        for line in self.lines:
            left = 0
            for widget, span in line:
                span = COLUMNS if self.narrow else span
                self.grid.addWidget(widget, at, 0 if self.narrow else left, 1, span, Qt.AlignmentFlag.AlignTop)
                left += span
                at += self.narrow
            at += not self.narrow

    def minimumSizeHint(self) -> QSize:
        """Accept to be narrow: the fields then stand one below the other."""
        return QSize(theme.px(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields one below the other when the width is short, and back."""
        super().resizeEvent(event)
        if not self.narrow:
            self.wanted = self.grid.minimumSize().width()
        narrow = self.width() < max(theme.px(NARROW), self.wanted)
        if narrow != self.narrow:
            self.narrow = narrow
            self.place()


def takes_back(event: QKeyEvent) -> bool:
    """Whether keys mean undo or redo."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def has_undo(editor: QObject) -> bool:
    """Whether a field has typing of its own to take back."""
    if isinstance(editor, LineEdit):
        return editor.isUndoAvailable() or editor.isRedoAvailable()
    if isinstance(editor, editors.LongEditor):
        return editor.document().isUndoAvailable() or editor.document().isRedoAvailable()
    return False
