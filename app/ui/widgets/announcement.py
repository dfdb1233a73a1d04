# SPDX-License-Identifier: AGPL-3.0-or-later
"""What has just been done, said at the bottom of the page with its way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.widgets.buttons import Link, box
from app.ui.widgets.guard import Guard
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.spacing import row

STAYS = 10_000  # milliseconds, not counted while it is read


class Announcement(QWidget):
    """One sentence over the bottom left corner of `page`; the next one replaces it. Signal: `undone()`.

    It stays ten seconds, without counting while the pointer or the focus is on it. Ctrl+Z works after it has gone.
    """

    undone = Signal()

    def __init__(self, page: QWidget, footer: int = 0) -> None:
        super().__init__(page)
        self.page, self.footer = page, footer
        self.words = Label("", "body", "surface", wrap=True)
        self.undo = Link("Annuler", token="undo")
        self.undo.clicked.connect(self.take_back)
        self.key = KeyCap("Ctrl+Z", "surface", "surface")
        line = row(self, gap=18, margins=(40, 8, 14, 8))
        for part in (self.words, self.undo, self.key):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(STAYS)
        self.timer.timeout.connect(self.leave)
        self.guard: Guard | None = None
        page.installEventFilter(self)
        self.undo.installEventFilter(self)
        theme.changes.changed.connect(self.restyle)
        self.hide()

    def announce(self, sentence: str, *, undoable: bool = True) -> None:
        """Say what has been done; screen readers say it too."""
        self.guard = Guard(self.page)
        self.words.say(sentence)
        self.undo.setVisible(undoable)
        self.key.setVisible(undoable)
        self.settle()
        self.show()
        self.raise_()
        self.count_again()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def leave(self) -> None:
        """Go, giving the focus back if it was here."""
        self.timer.stop()
        held = self.undo.hasFocus()
        self.hide()
        if held and self.guard is not None:
            self.guard.release()

    def take_back(self) -> None:
        """Pass the wish to undo on, and go."""
        self.undone.emit()
        self.leave()

    def settle(self) -> None:
        """Stand in the bottom left corner of the page, above its footer."""
        page = self.page
        parts = [part for part in (self.undo, self.key) if not part.isHidden()]
        taken = sum(part.sizeHint().width() + theme.px(18) for part in parts) + theme.px(40 + 14)
        wanted = QFontMetrics(self.words.font()).horizontalAdvance(self.words.text()) + 2
        self.words.setFixedWidth(max(theme.px(60), min(wanted, page.width() - 2 * theme.px(16) - taken)))
        self.adjustSize()
        self.move(theme.px(16), page.height() - theme.px(self.footer) - self.height() - theme.px(8))

    def count_again(self) -> None:
        """Start the ten seconds again, unless it is being read."""
        if self.isVisible() and not self.underMouse() and not self.undo.hasFocus():
            self.timer.start()

    def restyle(self) -> None:
        """Stand again where the new sizes say."""
        self.update()
        if self.isVisible():
            self.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the page, and stop counting while the way back has the focus."""
        if watched is self.undo and event.type() == QEvent.Type.FocusIn:
            self.timer.stop()
        elif watched is self.undo and event.type() == QEvent.Type.FocusOut:
            self.count_again()
        elif watched is self.page and event.type() == QEvent.Type.Resize and self.isVisible():
            self.settle()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stop counting under the pointer."""
        self.timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Count again."""
        self.count_again()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dark band and its tick."""
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), "ink", None, 5)
        icon = theme.pixmap("circle-check", "surface", 18, self.devicePixelRatioF())
        painter.drawPixmap(theme.px(12), (self.height() - theme.px(18)) // 2, icon)
