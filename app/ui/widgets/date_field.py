# SPDX-License-Identifier: AGPL-3.0-or-later
"""A date that is typed as one says it (« 3/12 », « demain », « +7 », « lundi »), or taken from a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

from app.french.dates import Misread, PartialDate, parse_birth, parse_date, say_form
from app.ui import theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.field import LineEdit
from app.ui.widgets.month_popup import MonthPopup

if TYPE_CHECKING:
    from collections.abc import Callable


class TypedDate(LineEdit):
    """What the two date fields share: read on leaving or Enter, written back in full, refused with a sentence.

    Signals: `dated(object)` when the value changed by the worker's hand (None when emptied), `misread(str)` with the
    sentence to show, `understood()`. What was refused stays written and `value()` stays what it was.
    """

    dated = Signal(object)
    misread = Signal(str)
    understood = Signal()

    def __init__(self, today: Callable[[], date], hint: str) -> None:
        self.today = today
        self.kept: date | PartialDate | None = None
        self.sentence = ""
        super().__init__("", hint)
        self.returnPressed.connect(self.read)

    def parse(self, text: str) -> date | PartialDate:
        """Return the date a text says; raises Misread."""
        raise NotImplementedError

    def write(self, value: date | PartialDate) -> str:
        """Return how a value is written in the field."""
        raise NotImplementedError

    @property
    def refused(self) -> bool:
        """Whether what is written is not the value."""
        return bool(self.sentence)

    def show_value(self, value: date | PartialDate | None) -> None:
        """Show a value without announcing it."""
        self.kept = value
        self.sentence = ""
        self.setText("" if value is None else self.write(value))
        self.understood.emit()

    def read(self) -> None:
        """Take what is written, or refuse it with its sentence."""
        text = self.text().strip()
        try:
            value = self.parse(text) if text else None
        except Misread as refusal:
            self.sentence = refusal.sentence
            self.misread.emit(refusal.sentence)
            return
        changed = value != self.kept
        self.show_value(value)
        if changed:
            self.dated.emit(value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Read on leaving."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.read()


class DateField(TypedDate):
    """A date to the day. Ctrl+J writes today; the button, or Alt+Down, opens the calendar."""

    def __init__(self, today: Callable[[], date], hint: str = "JJ/MM/AAAA") -> None:
        super().__init__(today, hint)
        self.button = IconButton("calendar-event", "Ouvrir le calendrier")
        self.button.setParent(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        self.button.clicked.connect(self.open_calendar)
        self.popup: MonthPopup | None = None
        self.restyle()

    def value(self) -> date | None:
        """Return the date, None when there is none."""
        return self.kept if isinstance(self.kept, date) else None

    def set_value(self, value: date | None) -> None:
        """Show a date without announcing it."""
        self.show_value(value)

    def parse(self, text: str) -> date:
        """Return the date a text says, near today."""
        return parse_date(text, self.today())

    def write(self, value: date | PartialDate) -> str:
        """Return « 12/03/2002 »."""
        return say_form(value) if isinstance(value, date) else value.form

    def take(self, day: date) -> None:
        """Put a date in the field as if it had been typed."""
        self.setText(say_form(day))
        self.read()

    def open_calendar(self) -> None:
        """Open the calendar below the field, on its date or today."""
        self.popup = MonthPopup(self.value() or self.today(), self.today(), self)
        self.popup.picked.connect(self.take)
        self.popup.open_at(self.mapToGlobal(QPoint(0, self.height() + theme.px(4))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Know the keys of a date."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_J:
            self.take(self.today())
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take the sizes in force."""
        super().restyle()
        self.setTextMargins(0, 0, theme.px(28), 0)
        self.setMinimumWidth(theme.px(132))
        if hasattr(self, "button"):
            self.place_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right end."""
        super().resizeEvent(event)
        if hasattr(self, "button"):
            self.place_button()

    def place_button(self) -> None:
        """Put the button inside the edge."""
        side = self.height() - 4
        self.button.setGeometry(self.width() - side - 2, 2, side, side)


class BirthField(TypedDate):
    """A date of birth as far as it is known: « 12/03/1990 », « 03/1990 », « 1990 », « vers 1975 »."""

    def __init__(self, today: Callable[[], date], hint: str = "JJ/MM/AAAA, 03/1990, vers 1975") -> None:
        super().__init__(today, hint)

    def value(self) -> PartialDate | None:
        """Return the date as it is known, None when there is none."""
        return self.kept if isinstance(self.kept, PartialDate) else None

    def set_value(self, value: PartialDate | None) -> None:
        """Show a date without announcing it."""
        self.show_value(value)

    def parse(self, text: str) -> PartialDate:
        """Return the date of birth a text says."""
        return parse_birth(text, self.today())

    def write(self, value: date | PartialDate) -> str:
        """Return how it is typed again: « 12/03/1990 », « 03/1990 », « 1990 », « vers 1975 »."""
        return say_form(value) if isinstance(value, date) else typed(value)


def typed(birth: PartialDate) -> str:
    """Return the text that, typed, gives this date of birth."""
    if birth.about:
        return f"vers {birth.year}"
    parts = [f"{part:02d}" for part in (birth.day, birth.month) if part is not None]
    return "/".join((*parts, str(birth.year)))
