# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a wording is typed: « { » offers the fields that it may name, Ctrl+Space too; a menu holds them all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QMenu

from app.french.names import fold
from app.services import letter_wording
from app.services.letter_wording import LetterField
from app.ui import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.text_area import TextArea

OPENS, CLOSES = "{", "}"
MOST_SHOWN = 10


class WordingArea(TextArea):
    """A text with named fields. What is typed after « { » looks for a field, whatever its accents."""

    def __init__(self, *, lines: int = 2, most: int = 30, hint: str = "") -> None:
        super().__init__("", hint, lines=lines, most=most)
        self.names = QStringListModel(self)
        self.completer = QCompleter(self.names, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(MOST_SHOWN)
        self.completer.setWidget(self)
        self.completer.activated.connect(self.insert_field)
        self.popup = QListView()
        self.popup.setAccessibleName("Champs")
        self.completer.setPopup(self.popup)

    def begun(self) -> str | None:
        """Return what is typed of a field before the caret, None outside braces."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        opened = before.rfind(OPENS)
        outside = opened < 0 or before.find(CLOSES, opened) >= 0 or "|" in before[opened:]
        return None if outside else before[opened + 1 :]

    def offered(self, typed: str) -> Sequence[str]:
        """Return the names of the fields that hold every word typed, those that start with it first."""
        wanted = fold(typed.replace(".", " ")).split()
        found = [(name, fold(name.replace(".", " "))) for name in letter_wording.fields()]
        fitting = [(name, key) for name, key in found if all(word in key for word in wanted)]
        return [name for name, _key in sorted(fitting, key=lambda one: not one[1].startswith(" ".join(wanted)))]

    def offer(self) -> None:
        """Show the fields that what is typed may name, or nothing outside braces."""
        typed = self.begun()
        names = self.offered(typed) if typed is not None else ()
        popup = self.popup
        if not names or names == [typed]:
            popup.hide()
            return
        self.names.setStringList(names)
        popup.setFont(theme.font("body"))
        popup.setCurrentIndex(self.names.index(0, 0))
        place = self.cursorRect()
        wanted = popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width() + theme.px(12)
        place.setWidth(wanted)
        self.completer.complete(place)

    def insert_field(self, name: str) -> None:
        """Write a field at the caret, in place of what was typed of it."""
        cursor = self.textCursor()
        typed = self.begun()
        if typed is None:
            cursor.insertText(f"{OPENS}{name}{CLOSES}")
        else:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed))
            cursor.insertText(name)
            following = cursor.block().text()[cursor.positionInBlock() :]
            if following.startswith(CLOSES):
                cursor.movePosition(QTextCursor.MoveOperation.Right)
            else:
                cursor.insertText(CLOSES)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the list of fields take its keys while it shows; look for a field at each letter."""
        taken = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Backtab)
        if self.popup.isVisible() and event.key() in taken:
            event.ignore()
            return
        asked = event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if asked:
            if self.begun() is None:
                self.insertPlainText(OPENS)
        else:
            super().keyPressEvent(event)
        if asked or event.text():
            self.offer()


class FieldsButton(Button):
    """« Insérer un champ »: every field in a menu, under its heading. Signal: `picked(str)` with its name."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Insérer un champ", icon="plus", small=True)
        self.menu: QMenu | None = None
        self.setToolTip("Insérer un champ (Ctrl+Espace)")
        self.clicked.connect(self.open_menu)

    def made(self) -> QMenu:
        """Return the menu, made the first time."""
        if self.menu is None:
            self.menu = QMenu(self)
            self.menu.setAccessibleName("Champs")
            headings: dict[str, QMenu] = {}
            for field in letter_wording.fields().values():
                if field.heading not in headings:
                    headings[field.heading] = self.menu.addMenu(field.heading)
                headings[field.heading].addAction(self.action_of(field))
        return self.menu

    def action_of(self, field: LetterField) -> QAction:
        """Return the action that picks a field."""
        words = field.name.partition(".")[2]
        action = QAction(words[:1].upper() + words[1:], self)
        action.setData(field.name)
        action.triggered.connect(self.pick)
        return action

    def open_menu(self) -> None:
        """Offer the fields."""
        self.made().popup(self.mapToGlobal(QPoint(0, self.height() + theme.px(4))))

    def pick(self) -> None:
        """Tell which field was picked."""
        action = self.sender()
        if isinstance(action, QAction):
            self.picked.emit(str(action.data()))
