# SPDX-License-Identifier: AGPL-3.0-or-later
"""The four answers a partner may give: one is chosen, by its figure, the arrows or the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.services.referrals import Answer
from app.ui.referrals.model import ANSWERS
from app.ui.widgets.labels import KeyCap
from app.ui.widgets.spacing import grid
from app.ui.widgets.ticks import RadioDot

AZERTY = "&é\"'"
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class FourAnswers(QWidget):
    """One tab stop. Signals: `chosen(str)` with the code of an answer; `typed(str)` when its figure was typed (1 to 4,
    or the keys above the letters unshifted); `accepted()` on Enter."""

    chosen = Signal(str)
    typed = Signal(str)
    accepted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Ce que dit la réponse")
        self.dots: dict[Answer, RadioDot] = {}
        lines = grid(self, gap=10, line_gap=6)
        for rank, (code, (words, second)) in enumerate(ANSWERS.items()):
            dot = RadioDot(words, second)
            dot.setProperty("answer", code)
            dot.clicked.connect(self.take)
            dot.installEventFilter(self)
            self.dots[code] = dot
            lines.addWidget(dot, rank, 0)
            lines.addWidget(KeyCap(str(rank + 1)), rank, 1, Qt.AlignmentFlag.AlignVCenter)
        lines.setColumnStretch(0, 1)
        self.keep_one_stop()

    def value(self) -> Answer | None:
        """Return the answer chosen, None at first."""
        return next((code for code, dot in self.dots.items() if dot.isChecked()), None)

    def choose(self, code: Answer) -> None:
        """Choose an answer and announce it."""
        self.dots[code].setChecked(True)
        self.dots[code].setFocus(Qt.FocusReason.TabFocusReason)
        self.keep_one_stop()
        self.chosen.emit(code)

    def take(self) -> None:
        """Announce the answer that was pressed."""
        pressed: Answer = next(code for code, dot in self.dots.items() if dot is self.sender())
        self.choose(pressed)

    def keep_one_stop(self) -> None:
        """Let Tab reach the answer chosen, or the first one."""
        stop = self.dots[self.value() or next(iter(self.dots))]
        for dot in self.dots.values():
            dot.setFocusPolicy(Qt.FocusPolicy.StrongFocus if dot is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Know the figures, the arrows and Enter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.answer_key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def answer_key(self, dot: QObject, event: QKeyEvent) -> bool:
        """Do what a key asks; whether it was one of ours."""
        codes = list(self.dots)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
            return True
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            at = next(rank for rank, code in enumerate(codes) if self.dots[code] is dot)
            self.choose(codes[(at + step) % len(codes)])
            return True
        rank = AZERTY.find(event.text()) if event.text() else -1
        rank = int(event.text()) - 1 if event.text() in ("1", "2", "3", "4") else rank
        if rank < 0:
            return False
        self.choose(codes[rank])
        self.typed.emit(codes[rank])
        return True
