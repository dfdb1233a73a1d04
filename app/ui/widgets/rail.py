# SPDX-License-Identifier: AGPL-3.0-or-later
"""The left rail: one item per page, with words or icons only, and the worker at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.mark import SHAPE, paint_mark
from app.ui.widgets.buttons import Pressed, box
from app.ui.widgets.chips import STEPS
from app.ui.widgets.words import draw_line, elided

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, NARROW = 168, 56
ITEM = 34


class RailItem(Pressed):
    """A page of the rail: icon, word, and a count of what is urgent there; narrow, the word is its tooltip."""

    stepped = Signal(int)

    def __init__(self, key: str, word: str, icon: str, shortcut: str = "") -> None:
        self.key, self.icon_name, self.shortcut_said = key, icon, shortcut
        self.number, self.meaning, self.narrow = 0, "", False
        super().__init__(word)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tell()

    def count(self, number: int, meaning: str = "") -> None:
        """Show how much is urgent there; `meaning` says it in words."""
        self.number, self.meaning = number, meaning
        self.tell()
        self.update()

    def fold(self, narrow: bool) -> None:
        """Keep the icon only, or show the word again."""
        self.narrow = narrow
        self.tell()
        self.restyle()

    def tell(self) -> None:
        """Give the accessible name and the tooltip."""
        self.setAccessibleName(", ".join(part for part in (self.text(), self.meaning if self.number else "") if part))
        word = f"{self.text()} ({self.shortcut_said})" if self.shortcut_said else self.text()
        self.setToolTip(word if self.narrow else self.shortcut_said)

    def sizeHint(self) -> QSize:
        """Return the room of an item."""
        return QSize(theme.px(NARROW if self.narrow else WIDE), theme.px(ITEM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbour with the arrows."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the item; the page shown has a bar at its left."""
        painter = QPainter(self)
        on = self.isChecked()
        ground = QRectF(self.rect()).adjusted(theme.px(8), 0, -theme.px(8), 0)
        box(painter, ground, "select" if on else "hover" if self.underMouse() else None, None, 5)
        if on:
            bar = QRectF(ground.left(), self.height() * 0.22, theme.px(3), self.height() * 0.56)
            painter.fillRect(bar, theme.colour("accent"))
        ink = "accent" if on else "ink2"
        side = theme.px(18)
        left = (self.width() - side) / 2 if self.narrow else theme.px(20)
        icon = theme.pixmap(self.icon_name, ink, 18, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, (self.height() - side) / 2), icon)
        if not self.narrow:
            room = ground.adjusted(theme.px(40), 0, -theme.px(34 if self.number else 4), 0)
            draw_line(painter, room, self.text(), theme.font("body", 600 if on else 400), "ink" if on else "ink2")
        if self.number:
            self.draw_count(painter, ground)

    def draw_count(self, painter: QPainter, ground: QRectF) -> None:
        """Draw the count at the right, or on the corner of the icon."""
        font = theme.font("small", 600)
        words = str(self.number)
        width = max(theme.px(20), QFontMetricsF(font).horizontalAdvance(words) + theme.px(12))
        height = theme.line("small") + theme.px(2)
        left = ground.right() - width - theme.px(2 if self.narrow else 8)
        top = theme.px(1) if self.narrow else (self.height() - height) / 2
        place = QRectF(left, top, width, height)
        box(painter, place, "late", None, height / 2)
        draw_line(painter, place, words, font, "surface", Qt.AlignmentFlag.AlignHCenter)


class RailMark(QWidget):
    """The mark and the name of the application; narrow, the mark alone."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changes.changed.connect(self.updateGeometry)

    def fold(self, narrow: bool) -> None:
        """Keep the mark only, or show the name again."""
        self.narrow = narrow
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the top bar."""
        return QSize(theme.px(NARROW if self.narrow else WIDE), theme.px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them."""
        painter = QPainter(self)
        height = theme.px(14)
        left = (self.width() - height * SHAPE) / 2 if self.narrow else theme.px(16)
        paint_mark(painter, QRectF(left, (self.height() - height) / 2, height * SHAPE, height))
        if not self.narrow:
            room = QRectF(self.rect()).adjusted(theme.px(52), 0, 0, 0)
            draw_line(painter, room, "Maillon", theme.font("heading"), "ink")


class Avatar(QWidget):
    """The initials of the worker on a disc, her name and her service; narrow, the disc alone."""

    def __init__(self, name: str = "", service: str = "") -> None:
        super().__init__()
        self.narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changes.changed.connect(self.updateGeometry)
        self.say(name, service)

    def say(self, name: str, service: str = "") -> None:
        """Show another worker."""
        self.name, self.service = name, service
        self.setAccessibleName(", ".join(part for part in (name, service) if part))
        self.setToolTip(self.accessibleName())
        self.update()

    def fold(self, narrow: bool) -> None:
        """Keep the disc only, or show the words again."""
        self.narrow = narrow
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of two lines."""
        return QSize(theme.px(NARROW if self.narrow else WIDE), theme.px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc and the words."""
        painter = QPainter(self)
        side = theme.px(28)
        left = (self.width() - side) / 2 if self.narrow else theme.px(18)
        disc = QRectF(left, (self.height() - side) / 2, side, side)
        box(painter, disc, "accent", None, side / 2)
        draw_line(
            painter, disc, initials(self.name), theme.font("small", 600), "onaccent", Qt.AlignmentFlag.AlignHCenter
        )
        if self.narrow:
            return
        room = QRectF(disc.right() + theme.px(8), 0, self.width() - disc.right() - theme.px(10), self.height())
        upper, lower = theme.line("label"), theme.line("small")
        top = (self.height() - upper - lower) / 2
        draw_line(painter, QRectF(room.left(), top, room.width(), upper), self.name, theme.font("label", 600), "ink")
        below = QRectF(room.left(), top + upper, room.width(), lower)
        draw_line(painter, below, elided(self.service, theme.font("small"), below.width()), theme.font("small"), "ink2")


def initials(name: str) -> str:
    """Return the first letters of a first name and a name: « Camille Aubry » gives « CA »."""
    words: Sequence[str] = name.split()
    return "".join(word[0].upper() for word in (*words[:1], *words[1:][-1:]))
