# SPDX-License-Identifier: AGPL-3.0-or-later
"""Boxes to tick and exclusive choices, with their words and, if need be, a second line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.ui import theme
from app.ui.letters import plain
from app.ui.widgets.buttons import Pressed, box
from app.ui.widgets.words import laid_out


class TickBox(Pressed):
    """A box to tick, with its words at the right; `second` is a quieter line under them. Signal: `toggled(bool)`."""

    def __init__(self, text: str, second: str = "", *, ticked: bool = False) -> None:
        self.second = second
        super().__init__(text)
        self.setCheckable(True)
        self.setChecked(ticked)
        self.setAccessibleDescription(second)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def indent(self) -> int:
        """Return where the words start."""
        return theme.px(16) + theme.px(8)

    def sizeHint(self) -> QSize:
        """Return the room of the words on one line each."""
        widths = [laid_out(plain(self.text()), "body", 9999).width]
        if self.second:
            widths.append(laid_out(self.second, "label", 9999).width)
        width = self.indent() + round(max(widths)) + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Accept to be narrow: the words then take several lines."""
        return QSize(self.indent() + theme.px(60), self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words in a width."""
        room = max(theme.px(60), width - self.indent())
        height = laid_out(plain(self.text()), "body", room, lines=9).height
        if self.second:
            height += laid_out(self.second, "label", room, lines=9).height
        return height + theme.px(4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, then the words."""
        painter = QPainter(self)
        side = theme.px(16)
        top = theme.px(2) + (theme.line("body") - side) // 2
        self.draw_box(painter, QRectF(0, top, side, side))
        room = self.width() - self.indent()
        words = laid_out(plain(self.text()), "body", room, lines=9)
        words.draw(painter, self.indent(), theme.px(2), "ink3" if self.forbidden or not self.isEnabled() else "ink")
        if self.second:
            second = laid_out(self.second, "label", room, lines=9)
            second.draw(painter, self.indent(), theme.px(2) + words.height, "ink2")

    def draw_box(self, painter: QPainter, place: QRectF) -> None:
        """Draw the box in its state."""
        paint_box(painter, place, self.isChecked(), self.forbidden or not self.isEnabled())


class RadioDot(TickBox):
    """One of several choices that exclude each other; give them one parent. Signal: `toggled(bool)`."""

    def __init__(self, text: str, second: str = "", *, ticked: bool = False) -> None:
        super().__init__(text, second, ticked=ticked)
        self.setAutoExclusive(True)

    def draw_box(self, painter: QPainter, place: QRectF) -> None:
        """Draw the circle, and its dot when chosen."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        idle = self.forbidden or not self.isEnabled()
        painter.setBrush(theme.colour("sunken" if idle else "surface"))
        thick = 2.0 if self.isChecked() and not idle else 1.0
        painter.setPen(QPen(theme.colour("accent" if thick == 2.0 else "control"), thick))
        painter.drawEllipse(place.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ink3" if idle else "accent"))
            painter.drawEllipse(place.center(), place.width() * 0.25, place.width() * 0.25)


def paint_box(painter: QPainter, place: QRectF, ticked: bool, idle: bool = False) -> None:
    """Draw a box to tick, also for the rows of a table."""
    if not ticked:
        box(painter, place, "sunken" if idle else "surface", "control", 3)
        return
    box(painter, place, "sunken" if idle else "accent", "control" if idle else None, 3)
    side = place.width()
    pen = QPen(theme.colour("ink3" if idle else "onaccent"), side * 0.12)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    corner = place.topLeft()
    points = [corner + QPointF(side * x, side * y) for x, y in ((0.24, 0.52), (0.42, 0.70), (0.77, 0.32))]
    painter.drawPolyline(points)
