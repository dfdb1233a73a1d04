# SPDX-License-Identifier: AGPL-3.0-or-later
"""Someone at the desk, who knows only what is written on the screen: she reads, types, presses keys and clicks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextEdit, QWidget

from app.ui.letters import plain
from app.ui.widgets.field import Field
from app.ui.widgets.rows import RowList


class Someone:
    """Sits before one window."""

    def __init__(self, window: QWidget, qtbot) -> None:
        self.window, self.qtbot = window, qtbot

    # What she sees

    def sees(self, words: str) -> bool:
        """Whether these words are on the screen now."""
        return any(plainly(words) in plainly(text) for text in self.texts())

    def waits_for(self, words: str) -> None:
        """Wait until these words are on the screen."""
        self.qtbot.waitUntil(lambda: self.sees(words), timeout=20_000)

    def texts(self) -> list[str]:
        """All that is written on the screen."""
        found = []
        for widget in self.all(QWidget):
            if isinstance(widget, QLabel):
                found.append(widget.text())
            elif isinstance(widget, QAbstractButton):
                found += [plain(widget.text()), widget.accessibleName()]
            elif isinstance(widget, QTextEdit):
                found.append(widget.toPlainText())
            elif isinstance(widget, RowList):
                found += [row.said for row in widget.rows.rows if hasattr(row, "said")]
        return found

    # What she does

    def clicks(self, words: str) -> None:
        """Click the button of these words; the pointer is not moved: without a screen a tooltip takes the focus."""
        button = self.button(words)
        button.setFocus(Qt.FocusReason.MouseFocusReason)
        button.click()

    def button(self, words: str) -> QAbstractButton:
        """The button of these words."""
        found = [one for one in self.all(QAbstractButton) if plainly(words) in names_of(one)]
        assert len(found) == 1, f"« {words} »: {len(found)} among {[names_of(b) for b in self.all(QAbstractButton)]}"
        return found[0]

    def fills(self, label: str, text: str) -> None:
        """Go to a field and type in it, over what it holds."""
        editor = self.field(label).editor
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        editor.selectAll()
        self.types(text)

    def field(self, label: str) -> Field:
        """The field of this label."""
        found = [one for one in self.all(Field) if plainly(plain(one.label.text())) == plainly(label)]
        assert len(found) == 1, f"« {label} »: {len(found)} fields"
        return found[0]

    def types(self, text: str) -> None:
        """Type where the focus is (`QTest.keyClicks` cannot send « é »)."""
        for sign in text:
            target = self.focus()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(target, QKeyEvent(kind, 0, shift, sign))

    def presses(self, keys: str, times: int = 1) -> None:
        """Press keys: « Tab », « Ctrl+L »."""
        for _ in range(times):
            QTest.keySequence(self.focus(), QKeySequence(keys))
            QApplication.processEvents()

    def focus(self) -> QWidget:
        """What has the focus."""
        return QApplication.focusWidget() or self.window

    def all(self, kind: type) -> list:
        """Everything of a kind that is on the screen."""
        return [one for one in self.window.findChildren(kind) if one.isVisible()]


def names_of(button: QAbstractButton) -> set[str]:
    """What a button is called, on the screen and for a screen reader."""
    return {plainly(plain(button.text())), plainly(button.accessibleName())}


def plainly(text: str) -> str:
    """A text with ordinary spaces, as a story writes it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "")
