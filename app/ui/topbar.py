# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bar above every page: the search, what is saved, and the lock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from app.ui import theme
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.spacing import row
from app.ui.widgets.surface import Surface

HEIGHT = 48
WIDEST = 440
SAVED = "Tout est enregistré"


class SearchField(QLineEdit):
    """Looks for a person from anywhere. `moved` asks for the list below, `accepted` opens its first line, `left` goes
    back to the page."""

    moved = Signal()
    accepted = Signal()
    emptied = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Chercher une personne, une date, un numéro")
        self.setAccessibleName("Chercher une personne")
        self.glass = Label()
        self.glass.setParent(self)
        self.cap = KeyCap("Ctrl+K")
        self.cap.setParent(self)
        self.cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clear_button = IconButton("x", "Vider la recherche")
        self.clear_button.setParent(self)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clear_button.clicked.connect(self.empty)
        self.textChanged.connect(self.settle)
        theme.changes.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the sizes in force."""
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.control_height())
        self.setMaximumWidth(theme.px(WIDEST))
        self.glass.setPixmap(theme.pixmap("search", "ink2", 16, self.devicePixelRatioF()))
        self.glass.adjustSize()
        self.setTextMargins(theme.px(24), 0, theme.px(64), 0)
        self.settle()

    def settle(self, _text: str = "") -> None:
        """Show the key while empty, the cross otherwise."""
        self.cap.setVisible(not self.text())
        self.clear_button.setVisible(bool(self.text()))
        self.cap.adjustSize()
        self.clear_button.adjustSize()
        self.glass.move(theme.px(10), (self.height() - self.glass.height()) // 2)
        for part in (self.cap, self.clear_button):
            part.move(self.width() - part.width() - theme.px(8), (self.height() - part.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the parts at their ends."""
        super().resizeEvent(event)
        self.settle()

    def empty(self) -> None:
        """Forget what was looked for."""
        self.clear()
        self.emptied.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes to the list, Enter opens its first line, Escape empties, then leaves."""
        if event.key() == Qt.Key.Key_Down:
            self.moved.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.empty()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TopBar(Surface):
    """The bar. Signals: `searched(text)` at each keystroke, `locked`."""

    searched = Signal(str)
    locked = Signal()

    def __init__(self) -> None:
        super().__init__("surface", "bottom")
        self.search = SearchField()
        self.search.textEdited.connect(self.searched)
        self.search.emptied.connect(self.tell_empty)
        self.tick = Label()
        self.state = Label(SAVED, "label", "ink2")
        self.lock = Button("Verrouiller", "quiet", "lock", small=True)
        self.lock.setToolTip("Verrouiller maintenant (Ctrl+L)")
        self.lock.clicked.connect(self.locked)
        self.small_lock = IconButton("lock", "Verrouiller", size=20)
        self.small_lock.clicked.connect(self.locked)
        self.narrow = False
        self.said = (SAVED, "")
        self.waiting = False
        line = row(self, gap=8, margins=(16, 6, 16, 6))
        line.addWidget(self.search, 4)
        line.addStretch(1)
        line.addWidget(self.tick)
        line.addWidget(self.state)
        line.addSpacing(12)
        line.addWidget(self.lock)
        line.addWidget(self.small_lock)
        self.small_lock.hide()
        theme.changes.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Take the sizes in force."""
        self.setMinimumHeight(theme.px(HEIGHT))
        self.tick.setPixmap(theme.pixmap("check", "ok", 16, self.devicePixelRatioF()))

    def say_saved(self, moment: datetime) -> None:
        """Say when the last change was written."""
        self.tick.setPixmap(theme.pixmap("check", "ok", 16, self.devicePixelRatioF()))
        self.state.tint("ink2")
        self.say(f"Enregistré à {moment:%H:%M}", f"{moment:%H:%M}")

    def say_waiting(self, count: int) -> None:
        """Say how many fields wait for a correction, or that none does any more."""
        if count:
            self.tick.setPixmap(theme.pixmap("alert-circle", "soon", 16, self.devicePixelRatioF()))
            self.state.tint("soon")
            fields = "1 champ" if count == 1 else f"{count} champs"
            self.waiting = True
            self.say(f"{fields} à corriger, le reste est enregistré", f"{count} à corriger")
        elif self.waiting:
            self.waiting = False
            self.tick.setPixmap(theme.pixmap("check", "ok", 16, self.devicePixelRatioF()))
            self.state.tint("ink2")
            self.say(SAVED, "")

    def say_trouble(self, words: str) -> None:
        """Say, in the same place, that something could not be written; the band below says why."""
        self.tick.setPixmap(theme.pixmap("alert-circle", "late", 16, self.devicePixelRatioF()))
        self.state.tint("late")
        self.say(words, words)

    def say(self, words: str, short: str) -> None:
        """Say the state of what is typed, in the words that the width allows."""
        self.said = (words, short)
        self.state.say(short if self.narrow else words)
        self.state.setAccessibleName(words)

    def narrow_down(self, narrow: bool) -> None:
        """Keep the lock's icon and a few signs only, or the words again."""
        if narrow != self.narrow:
            self.narrow = narrow
            self.lock.setVisible(not narrow)
            self.small_lock.setVisible(narrow)
            self.say(*self.said)

    def tell_empty(self) -> None:
        """Tell that nothing is looked for any more."""
        self.searched.emit("")
