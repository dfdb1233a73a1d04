# SPDX-License-Identifier: AGPL-3.0-or-later
"""Typing one row of a repeated section of a form: a debt, an earlier appeal, a stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.schemes import paths
from app.schemes.forms import FormField, Section
from app.services import procedures
from app.ui.desk import Desk
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field

Row = Mapping[str, Any]
NOT_TYPED = frozenset({"sign", "stamp", "text_only", "hand"})


class RowDialog(Dialog):
    """Types one row; `rank` is its place, -1 for one more."""

    def __init__(
        self, parent: QWidget, desk: Desk, procedure_id: UUID, section: Section, rows: Sequence[Row], rank: int
    ) -> None:
        super().__init__(parent, section.title)
        self.desk, self.procedure_id, self.section = desk, procedure_id, section
        self.rows, self.rank = [dict(each) for each in rows], rank
        self.given: dict[str, Any] = dict(self.rows[rank]) if rank >= 0 else {}
        self.fields: dict[str, Field[Any]] = {}
        for field in section.fields:
            if field.type not in NOT_TYPED and field.key not in self.fields:
                self.add(field)
        save, close = Button("Enregistrer la ligne", "principal", "check"), Button("Renoncer")
        save.clicked.connect(self.save)
        close.clicked.connect(self.reject)
        self.put(save, close)

    def add(self, field: FormField) -> None:
        """One field of the row."""
        choices = [(choice.code, choice.label) for choice in field.choices]
        editor = editors.make(field.type, self.desk.office.today, choices)
        made: Field[Any] = Field(field.label, editor, optional=not field.required, help=field.help)
        editor.present(self.given.get(field.key))
        editor.setProperty("key", field.key)
        editor.edited.connect(self.take)
        self.fields[field.key] = made
        self.stack.addWidget(made)

    def take(self, value: object) -> None:
        """Keep what a field was given."""
        key = str(self.sender().property("key"))
        self.fields[key].clear_reason()
        self.given[key] = value

    def save(self) -> None:
        """Write the row among the others, or say beside its field why not."""
        for field in self.fields.values():
            if field.editor.hasFocus() and hasattr(field.editor, "tell"):
                field.editor.tell()
        if any(getattr(field.editor, "refused", False) for field in self.fields.values()):
            return
        kept = {key: value for key, value in self.given.items() if value not in (None, "", [])}
        if not kept:
            next(iter(self.fields.values())).refuse("Remplissez au moins un champ.")
            return
        rows = [*self.rows, kept] if self.rank < 0 else [*self.rows[: self.rank], kept, *self.rows[self.rank + 1 :]]
        key = group_of(self.section)
        if self.desk.attempt(self.refuse, procedures.set_answer, self.procedure_id, key, rows) is not None:
            self.accept()

    def refuse(self, field: str, sentence: str) -> None:
        """Say why; a field of the row bears its own name."""
        place = self.fields.get(field) or next(iter(self.fields.values()))
        place.refuse(sentence)
        place.setFocus()


def group_of(section: Section) -> str:
    """The question that a repeated section answers."""
    return (section.repeated or "").removeprefix(paths.ANSWERS).removesuffix("[]")
