# SPDX-License-Identifier: AGPL-3.0-or-later
"""A field of several lines that grows with its text and says when it becomes long, without ever cutting it."""

from __future__ import annotations

import math

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from app.ui import theme


class TextArea(QPlainTextEdit):
    """Plain text on several lines: Tab leaves it, a paste keeps only the words.

    It is `lines` lines high, grows to `most` lines, then scrolls. Past `limit` characters `lengthened` gives the number
    of characters beyond it (0 when back below); nothing is refused. `left` is emitted when the focus leaves.
    """

    lengthened = Signal(int)
    left = Signal()

    def __init__(self, text: str = "", hint: str = "", *, lines: int = 2, most: int = 12, limit: int = 0) -> None:
        super().__init__(text)
        self.lines, self.most, self.limit, self.beyond = lines, most, limit, 0
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self.grow)
        self.textChanged.connect(self.measure)
        theme.changes.changed.connect(self.restyle)
        self.restyle()

    def value(self) -> str:
        """Return the text, without spaces around it."""
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show another text, unless it is the same: the caret then stays where it is."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def restyle(self) -> None:
        """Take the font and heights in force."""
        self.setFont(theme.font("body"))
        self.grow()

    def grow(self) -> None:
        """Take the height of the text, between the bounds."""
        pitch = math.ceil(QFontMetricsF(self.font()).lineSpacing())
        wanted = math.ceil(self.document().documentLayout().documentSize().height())
        shown = min(max(wanted, self.lines), self.most)
        air = theme.px(12) + 2 * round(self.document().documentMargin()) + 2
        self.setFixedHeight(shown * pitch + air)

    def measure(self) -> None:
        """Say how far beyond the limit the text goes, each time that changes."""
        beyond = max(0, len(self.toPlainText()) - self.limit) if self.limit else 0
        if beyond != self.beyond:
            self.beyond = beyond
            self.lengthened.emit(beyond)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the words only."""
        if source.hasText():
            self.insertPlainText(source.text().replace("\r\n", "\n"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines again in the new width."""
        super().resizeEvent(event)
        self.grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the worker has gone elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape and Ctrl+Enter go to the page: they do not belong to the text."""
        if event.key() == Qt.Key.Key_Escape or (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return
        super().keyPressEvent(event)
