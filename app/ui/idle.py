# SPDX-License-Identifier: AGPL-3.0-or-later
"""Locks the vault when nobody has touched the keyboard or the mouse for a while."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from app.ui import preferences

LOOKS_EVERY = 15_000  # milliseconds
SIGNS = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    )
)


class Idle(QObject):
    """Watches what keys and clicks reach the windows; `passed` tells that none came for the minutes of the settings.

    A computer that slept counts as idle: the time is the clock's, not the number of looks.
    """

    passed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.seen = monotonic()
        self.startTimer(LOOKS_EVERY)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.watch)
        self.watch(window.windowHandle())

    def watch(self, window: QWindow | None) -> None:
        """Watch one more window: a dialog, a menu. The system's events come to them first, and only those."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Start counting again at each sign of life."""
        if event.type() in SIGNS:
            self.seen = monotonic()
        return False

    def timerEvent(self, _event: object) -> None:
        """Look how long it has been."""
        self.look(monotonic())

    def look(self, now: float) -> None:
        """Tell, once, when the minutes have passed at `now` (seconds of the clock that never goes back)."""
        if now - self.seen >= preferences.lock_after() * 60:
            self.seen = now
            self.passed.emit()
