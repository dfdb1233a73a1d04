# SPDX-License-Identifier: AGPL-3.0-or-later
"""Access letters: Alt and a letter reach any button or field of a page; the letters show while Alt is held."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Letters(QObject):
    """Whether the access letters are underlined now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown = False

    def show(self, shown: bool) -> None:
        """Underline the letters, or stop."""
        if shown != self.shown:
            self.shown = shown
            self.changed.emit()


letters = Letters()


class LetterWatch(QObject):
    """Underlines the letters of a window while its Alt key is down."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys nobody wanted and at the window losing the keyboard."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            letters.show(event.type() == QEvent.Type.KeyPress)
        elif event.type() == QEvent.Type.WindowDeactivate:
            letters.show(False)
        return super().eventFilter(watched, event)


def lettered(words: Iterable[str]) -> list[str]:
    """Return the words with an access letter (« &Nom ») wherever one is left, each letter used once.

    A word that already holds its letter keeps it. First letters are tried first, then the other letters in order.
    """
    found = list(words)
    taken = {letter for word in found if (letter := letter_of(word))}
    for place, word in enumerate(found):
        if not letter_of(word) and (at := free_place(word, taken)) is not None:
            found[place] = f"{word[:at]}&{word[at:]}"
            taken.add(word[at].lower())
    return found


def letter_of(word: str) -> str:
    """Return the access letter written in a word (« &Nom » gives « n »), or nothing."""
    at = word.replace("&&", "  ").find("&")
    return word[at + 1].lower() if 0 <= at < len(word) - 1 else ""


def plain(word: str) -> str:
    """Return a word without the sign of its access letter."""
    return word.replace("&&", "\0").replace("&", "").replace("\0", "&")


def free_place(word: str, taken: set[str]) -> int | None:
    """Return where in a word an unused letter stands, initials first; only letters typed without an accent."""
    from app.french.names import fold  # here: the first window is shown before any letter is given

    places = [at for at, sign in enumerate(word) if sign.isascii() and sign.isalpha() and fold(sign) not in taken]
    starts = [at for at in places if at == 0 or not word[at - 1].isalnum()]
    return next(iter(starts + places), None)
