# SPDX-License-Identifier: AGPL-3.0-or-later
"""Work that takes over a second: how far it is, in words and on a bar, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row

PATIENCE = 1000  # milliseconds before anything shows


class Progress(QWidget):
    """Call `start`, then `advance`, then `finish`. It shows itself only when the work has lasted a second.

    Signal: `stopped()`, when the worker asks to stop; the owner then says, with `conclude`, what is kept.
    """

    stopped = Signal()

    def __init__(self, stop: str = "Arrêter") -> None:
        super().__init__()
        self.sentence = Label("", "label", stressed=True, wrap=True)
        self.bar = Bar()
        self.button = Button(stop, icon="square", small=True)
        self.button.clicked.connect(self.ask_to_stop)
        stack = column(gap=6)
        stack.addWidget(self.sentence)
        stack.addWidget(self.bar)
        line = row(self, gap=14)
        line.addLayout(stack, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PATIENCE)
        self.timer.timeout.connect(self.appear)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def start(self, sentence: str) -> None:
        """Begin; nothing shows before a second."""
        self.bar.reach(0)
        self.sentence.say(sentence)
        self.bar.show()
        self.button.allow()
        self.button.show()
        self.timer.start()

    def advance(self, share: float, sentence: str) -> None:
        """Say how far the work is: a share from 0 to 1 and a sentence with counts (« *812* lignes sur 1 264 »)."""
        self.bar.reach(share)
        self.sentence.say(sentence)
        self.bar.setAccessibleName(sentence.replace("*", ""))

    def finish(self) -> None:
        """Leave without a word."""
        self.timer.stop()
        self.hide()

    def conclude(self, sentence: str) -> None:
        """Stay with one sentence: what was done, what stopping kept or gave back."""
        self.timer.stop()
        self.sentence.say(sentence)
        self.bar.hide()
        self.button.hide()
        self.show()

    def appear(self) -> None:
        """Show the work under way."""
        self.timer.stop()
        self.show()

    def ask_to_stop(self) -> None:
        """Pass the worker's wish on, once."""
        self.stopped.emit()
        self.button.forbid("L’arrêt est demandé.")


class Bar(QWidget):
    """The bar: 8 px high, filled from the left by steps."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changes.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the height in force."""
        self.setFixedHeight(theme.px(8))
        self.update()

    def reach(self, share: float) -> None:
        """Fill up to a share, from 0 to 1."""
        self.share = min(1.0, max(0.0, share))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the trough and what is done."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(theme.colour("sunken"))
        painter.drawPath(path)
        painter.setClipPath(path)
        done = QRectF(place.left(), place.top(), place.width() * self.share, place.height())
        painter.fillRect(done, theme.colour("accent"))
