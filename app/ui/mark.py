# SPDX-License-Identifier: AGPL-3.0-or-later
"""The mark of Maillon: two linked rings, the second passing over the first, then under it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPainterPathStroker, QPixmap

from app.ui import theme

SHAPE = 1.92  # width of the mark for a height of 1


def mark_icon() -> QIcon:
    """Return the mark as the icon of a window, in the light palette's accent, at the sizes systems ask for."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        height = side / SHAPE
        paint_mark(painter, QRectF(0, (side - height) / 2, side, height), QColor(theme.PALETTES["light"]["accent"]))
        painter.end()
        made.addPixmap(pixmap)
    return made


def paint_mark(painter: QPainter, place: QRectF, colour: QColor | None = None) -> None:
    """Draw the mark as large as it fits in a rectangle, from its left edge, in a colour (the accent by default)."""
    height = min(place.height(), place.width() / SHAPE)
    box = QRectF(place.left(), place.center().y() - height / 2, height * SHAPE, height)
    pen = height * 0.17
    left, right = ring_of(box.left(), box, pen), ring_of(box.right() - height * 1.26, box, pen)
    gap = height * 0.09
    above, below = crossings(box, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour or theme.colour("accent"))
    painter.drawPath(stroked(left, pen) - (stroked(right, pen + 2 * gap) & above))
    painter.drawPath(stroked(right, pen) - (stroked(left, pen + 2 * gap) & below))
    painter.restore()


def ring_of(left: float, box: QRectF, pen: float) -> QPainterPath:
    """Return the middle line of one ring whose outer edge starts at `left`."""
    inside = QRectF(left, box.top(), box.height() * 1.26, box.height()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
    path = QPainterPath()
    path.addRoundedRect(inside, inside.height() / 2, inside.height() / 2)
    return path


def crossings(box: QRectF, height: float) -> tuple[QPainterPath, QPainterPath]:
    """Return the two places where the rings cross: where the right one passes over, and where it passes under."""
    above, below = QPainterPath(), QPainterPath()
    centre, half = box.center(), height / 2
    above.addRect(QRectF(QPointF(centre.x() - half, box.top() - 1), QPointF(centre.x() + half, centre.y())))
    below.addRect(QRectF(QPointF(centre.x() - half, centre.y()), QPointF(centre.x() + half, box.bottom() + 1)))
    return above, below


def stroked(path: QPainterPath, width: float) -> QPainterPath:
    """Return the outline of a line of this width."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    return stroker.createStroke(path)
