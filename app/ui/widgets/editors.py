# SPDX-License-Identifier: AGPL-3.0-or-later
"""One editor per type of data, all spoken to alike: `present`, and the signal `edited` when the worker has finished.

Texts are emitted as typed (services read amounts and numbers), dates as dates, choices as codes, boxes as lists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.french.amounts import euros
from app.french.dates import PartialDate
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.date_field import BirthField, DateField
from app.ui.widgets.field import LineEdit
from app.ui.widgets.spacing import column
from app.ui.widgets.text_area import TextArea
from app.ui.widgets.ticks import TickBox

Options = Sequence[tuple[str, str]]
LONG = frozenset({"longtext", "address"})
YES_NO = ((True, "Oui"), (False, "Non"))


class TextEditor(LineEdit):
    """One line. `edited(str)` on leaving it or Enter, when the text has changed."""

    edited = Signal(object)

    def __init__(self, kind: str = "text") -> None:
        super().__init__()
        self.kind = kind
        self.kept = ""
        self.editingFinished.connect(self.tell)

    def present(self, value: Any) -> None:
        """Show a value, in the way it is typed."""
        self.kept = typed(self.kind, value)
        self.setText(self.kept)

    def tell(self) -> None:
        """Announce a text that has changed."""
        if self.text().strip() != self.kept:
            self.kept = self.text().strip()
            self.edited.emit(self.kept)


class LongEditor(TextArea):
    """Several lines. `edited(str)` on leaving it, when the text has changed."""

    edited = Signal(object)

    def __init__(self, *, lines: int = 2, limit: int = 0) -> None:
        super().__init__(lines=lines, limit=limit)
        self.kept = ""
        self.left.connect(self.tell)

    def present(self, value: Any) -> None:
        """Show a text."""
        self.kept = str(value or "")
        self.set_value(self.kept)

    def tell(self) -> None:
        """Announce a text that has changed."""
        if self.value() != self.kept:
            self.kept = self.value()
            self.edited.emit(self.kept)


class ChoiceEditor(ChoiceField):
    """A code of a list, or none. `edited(str | bool | None)`."""

    edited = Signal(object)

    def __init__(self, options: Sequence[tuple[object, str]]) -> None:
        super().__init__(options, optional=True)
        self.chosen.connect(self.edited)

    def present(self, value: Any) -> None:
        """Show a choice."""
        self.set_value(value)


class DateEditor(DateField):
    """A day. `edited(date | None)`; a text that is no date is refused beside the field and kept."""

    edited = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(today)
        self.dated.connect(self.tell)

    def present(self, value: Any) -> None:
        """Show a day."""
        self.set_value(date.fromisoformat(value) if isinstance(value, str) and value else value or None)

    def tell(self, _value: object = None) -> None:
        """Announce the day."""
        self.edited.emit(self.value())


class BirthEditor(BirthField):
    """A date of birth as far as it is known. `edited(PartialDate | None)`."""

    edited = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(today)
        self.dated.connect(self.tell)

    def present(self, value: Any) -> None:
        """Show a date of birth."""
        self.set_value(PartialDate.from_iso(value) if isinstance(value, str) and value else value or None)

    def tell(self, _value: object = None) -> None:
        """Announce the date."""
        self.edited.emit(self.value())


class BoxesEditor(QWidget):
    """Several choices, one box each. `edited(list[str])`."""

    edited = Signal(object)

    def __init__(self, options: Options) -> None:
        super().__init__()
        stack = column(self, gap=2)
        self.boxes: dict[str, TickBox] = {}
        for code, label in options:
            box = TickBox(label)
            box.clicked.connect(self.tell)
            self.boxes[code] = box
            stack.addWidget(box)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def present(self, value: Any) -> None:
        """Tick these codes."""
        for code, box in self.boxes.items():
            box.setChecked(code in (value or ()))

    def tell(self) -> None:
        """Announce the codes ticked."""
        self.edited.emit([code for code, box in self.boxes.items() if box.isChecked()])


Editor = TextEditor | LongEditor | ChoiceEditor | DateEditor | BirthEditor | BoxesEditor


def make(kind: str, today: Callable[[], date], options: Options = (), *, yes_no: bool = False) -> Editor:
    """The editor of a type of data; `options` are the choices of a list."""
    if kind == "bool" or yes_no:
        return ChoiceEditor(YES_NO)
    if kind == "multi":
        return BoxesEditor(options)
    if options:
        return ChoiceEditor(options)
    if kind == "date":
        return DateEditor(today)
    if kind == "birth":
        return BirthEditor(today)
    return LongEditor(lines=2 if kind == "address" else 3) if kind in LONG else TextEditor(kind)


def typed(kind: str, value: Any) -> str:
    """A value in the way a worker would type it."""
    if value is None or value == "":
        return ""
    if kind == "money" and isinstance(value, int):
        return euros(value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


def typed_in(editor: QWidget) -> str:
    """What stands in an editor, as one would type it: a choice is its code."""
    if isinstance(editor, LineEdit):
        return editor.text()
    if isinstance(editor, LongEditor):
        return editor.toPlainText()
    value = editor.value() if isinstance(editor, ChoiceEditor) else None
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)


def is_as_kept(editor: QWidget) -> bool:
    """Whether a text says what is kept already."""
    return getattr(editor, "kept", None) == typed_in(editor).strip()
