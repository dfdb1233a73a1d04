# SPDX-License-Identifier: AGPL-3.0-or-later
"""A password being typed: hidden unless asked for, with a word about the capitals lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from app.ui import theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.field import Field, LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

SHOW, HIDE = "Montrer le mot de passe", "Cacher le mot de passe"
CAPS = "La touche Verr. Maj. est active."


class SecretEdit(LineEdit):
    """A password. Signal: `caps_seen(on)` when the capitals look locked, or no longer."""

    caps_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.caps = False
        self.eye = IconButton("eye", SHOW)
        self.eye.setParent(self)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.clicked.connect(self.turn)
        theme.changes.changed.connect(self.settle)
        self.settle()

    def hide_again(self) -> None:
        """Show dots, whatever was asked before."""
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye.call(SHOW, "eye")

    def turn(self) -> None:
        """Show what is typed, or hide it again."""
        if self.echoMode() == QLineEdit.EchoMode.Password:
            self.setEchoMode(QLineEdit.EchoMode.Normal)
            self.eye.call(HIDE, "eye-off")
        else:
            self.hide_again()

    def settle(self) -> None:
        """Keep the eye at the right end."""
        self.eye.resize(self.eye.sizeHint())
        self.setTextMargins(0, 0, self.eye.width(), 0)
        self.eye.move(self.width() - self.eye.width() - 2, (self.height() - self.eye.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Guess the capitals lock from a letter typed without Shift, and follow its key once it is known."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self.caps:
            self.tell_caps(False)
        elif len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.tell_caps(text.isupper() != shifted)
        super().keyPressEvent(event)

    def tell_caps(self, on: bool) -> None:
        """Tell of a change."""
        if on != self.caps:
            self.caps = on
            self.caps_seen.emit(on)


class SecretField(Field[SecretEdit]):
    """A field for a password, which says by itself that the capitals are locked."""

    def __init__(self, label: str, *, help: str = "") -> None:  # noqa: A002 - the word of `Field`
        super().__init__(label, SecretEdit(), help=help)
        self.editor.caps_seen.connect(self.say_caps)

    def say_caps(self, on: bool) -> None:
        """Warn that capitals are locked, unless something more important is said."""
        if on and self.tone != "refused":
            self.doubt(CAPS)
        elif not on and self.tone == "unusual":
            self.clear_reason()
