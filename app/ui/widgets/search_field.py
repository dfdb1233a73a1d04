# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search at the top of the window: its key, what is typed, and a cross to empty it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from app.ui import theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.field import LineEdit
from app.ui.widgets.labels import KeyCap


class SearchField(LineEdit):
    """A field with a magnifying glass. Signals: `stepped(int)` for Up and Down, `confirmed()` for Enter, `emptied()`.

    Escape empties it, and goes to the page when it is empty already. `textChanged` and `textEdited` are Qt's.
    """

    stepped = Signal(int)
    confirmed = Signal()
    emptied = Signal()

    def __init__(self, name: str, hint: str, key: str = "Ctrl+K") -> None:
        super().__init__("", hint, "search")
        self.setAccessibleName(name)
        self.cap = KeyCap(key)
        self.cap.setParent(self)
        self.cross = IconButton("x", "Effacer la recherche")
        self.cross.setParent(self)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setCursor(Qt.CursorShape.ArrowCursor)
        self.cross.clicked.connect(self.empty)
        self.textChanged.connect(self.arrange)
        self.arrange()

    def empty(self) -> None:
        """Forget what was typed."""
        self.clear()
        self.emptied.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Take the sizes in force."""
        super().restyle()
        self.setTextMargins(theme.px(26), 0, theme.px(60), 0)
        if hasattr(self, "cross"):
            self.arrange()

    def arrange(self) -> None:
        """Show the key when there is nothing, the cross when there is something."""
        self.cap.setVisible(not self.text() and bool(self.cap.text()))
        self.cross.setVisible(bool(self.text()))
        side = self.height() - 4
        self.cross.setGeometry(self.width() - side - 3, 2, side, side)
        size = self.cap.sizeHint()
        self.cap.setGeometry(
            self.width() - size.width() - theme.px(11),
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep them at the right end."""
        super().resizeEvent(event)
        self.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on the keys that move in the results."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.empty()
        else:
            super().keyPressEvent(event)
