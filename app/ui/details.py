# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an event of a scheme asks with its date, as fields: to note it on a procedure, or with an answer that came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.schemes.definitions import Ask
from app.services import cautions
from app.services.wording import caution_sentence
from app.ui.desk import Desk
from app.ui.widgets import editors
from app.ui.widgets.field import Field
from app.ui.widgets.spacing import column


class Details(QWidget):
    """What an event asks with its date, one field each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.asks: Sequence[Ask] = ()
        self.fields: dict[str, Field[Any]] = {}
        self.given: dict[str, Any] = {}
        self.stack = column(self, gap=10)

    def show_asks(self, asks: Sequence[Ask], values: dict[str, Any] | None = None, title: str | None = None) -> None:
        """Show the questions of an event, agreed with the person’s title, with what is already known."""
        while self.stack.count():
            item = self.stack.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.asks, self.given, self.fields = asks, dict(values or {}), {}
        for ask in asks:
            options = [(each.code, each.label) for each in ask.vocabulary.choices.values()] if ask.vocabulary else []
            editor = editors.make(ask.type if ask.type != "enum" else "enum", self.desk.office.today, options)
            field: Field[Any] = Field(ask.asked_of(title), editor, optional=not ask.required, help=ask.help)
            editor.present(self.given.get(ask.id))
            editor.setProperty("ask", ask.id)
            editor.edited.connect(self.take)
            self.fields[ask.id] = field
            self.stack.addWidget(field)

    def take(self, value: object) -> None:
        """Keep an answer, and say what is unusual about it."""
        name = str(self.sender().property("ask"))
        self.given[name] = value
        checked = next((ask.format for ask in self.asks if ask.id == name), None)
        caution = cautions.about(checked, value)
        if caution is None:
            self.fields[name].clear_reason()
        else:
            self.fields[name].doubt(caution_sentence(caution))

    def values(self) -> dict[str, Any]:
        """What was answered, numbers read."""
        for field in self.fields.values():
            if hasattr(field.editor, "tell") and field.editor.hasFocus():
                field.editor.tell()
        kinds = {ask.id: ask for ask in self.asks}
        return {name: self.typed(kinds[name], value) for name, value in self.given.items() if name in kinds}

    def lacks(self, values: dict[str, Any]) -> bool:
        """Whether a question that must be answered is not; it says so beside each, and the first takes the focus."""
        blank = [self.fields[ask.id] for ask in self.asks if ask.required and values.get(ask.id) in (None, "")]
        for field in self.fields.values():
            field.clear_reason()
        for field in blank:
            field.refuse("À remplir.")
        if blank:
            blank[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(blank)

    def typed(self, ask: Ask, value: Any) -> Any:
        """An answer in its type: whole numbers as numbers."""
        if ask.type in ("int", "months") and isinstance(value, str):
            digits = value.strip()
            return int(digits) if digits.isdigit() else value
        return value
