# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paints the pathway chart: one pixmap per lane, the axis, and over them the line of today, the ring, the tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from app.french.dates import say_short
from app.ui import theme
from app.ui.widgets.pathway_frame import fold_words, two_lines
from app.ui.widgets.pathway_shapes import (
    LOOKS,
    UNDER_WORDS,
    gap_pen,
    paint_dot,
    paint_dots,
    paint_flag,
    paint_goes_on,
    paint_stage,
)

if TYPE_CHECKING:
    from datetime import date

    from app.schemes.chart import LaneId
    from app.schemes.chart_placed import Gap, Label, PlacedBar, Row
    from app.ui.widgets.pathway_frame import Band, Frame

LANE_ICONS: dict[LaneId, str] = {
    "housing": "home",
    "rights": "certificate",
    "employment": "briefcase",
    "budget": "wallet",
    "health": "stethoscope",
    "family": "mood-kid",
    "mobility": "map-pin",
    "language": "language",
}
SMOOTH = QPainter.RenderHint.Antialiasing
HAIR = 0  # the pen of rules: one device pixel, whatever the scale of the screen


def lane_pixmap(frame: Frame, index: int, width: int, dpr: float) -> QPixmap:
    """Draw one lane, its name included, `width` logical pixels wide, for a device pixel ratio."""
    band = frame.bands[index]
    pixmap = QPixmap((QSizeF(width, band.height) * dpr).toSize())
    pixmap.setDevicePixelRatio(dpr)
    ground = "surface" if index % 2 else "canvas"
    pixmap.fill(theme.colour(ground))
    painter = QPainter(pixmap)
    painter.setRenderHint(SMOOTH, False)
    _paint_grid(painter, frame, band.height, ground)
    _paint_name(painter, frame, band, ground)
    painter.setPen(QPen(theme.colour("line"), HAIR))
    painter.drawLine(0, band.height - 1, width, band.height - 1)
    painter.setRenderHint(SMOOTH)
    for gap in band.lane.gaps:
        _paint_gap(painter, gap, frame, ground)
    for number, row in enumerate(band.lane.rows):
        _paint_row(painter, row, frame, number)
    if band.fold is not None:
        _paint_fold(painter, band, frame)
    painter.end()
    return pixmap


def axis_pixmap(frame: Frame, width: int, dpr: float, today: date) -> QPixmap:
    """Draw both bands of the axis, `width` logical pixels wide: years (or months) over the cells of the grid."""
    measures = frame.measures
    pixmap = QPixmap((QSizeF(width, measures.axis) * dpr).toSize())
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(theme.colour("surface"))
    painter = QPainter(pixmap)
    painter.setFont(theme.font("small"))
    for cell in frame.axis.lower:
        left = round(frame.left + cell.left)
        painter.setPen(QPen(theme.colour("line2" if cell.strong else "line"), HAIR))
        painter.drawLine(left, 0 if cell.strong else measures.upper, left, measures.axis)
        painter.setPen(theme.colour("ink2"))
        place = QRectF(left, measures.upper, cell.right - cell.left, measures.lower)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cell.label)
    painter.setPen(QPen(theme.colour("line2"), HAIR))
    painter.drawLine(frame.left, measures.upper, frame.left, measures.axis)
    painter.drawLine(0, measures.axis - 1, width, measures.axis - 1)
    _paint_upper(painter, frame, today_label(frame, today))
    painter.end()
    return pixmap


def today_label(frame: Frame, today: date) -> QRectF:
    """Give the place of the filled label of today, in the axis; empty when today is out of the window."""
    if not frame.layout.ruler.window.shows(today):
        return QRectF()
    wide = QFontMetricsF(theme.font("small", 600)).horizontalAdvance(say_short(today, today)) + theme.px(14)
    x = frame.left + frame.layout.today
    left = min(max(x - wide / 2, frame.left - wide / 2), frame.right - wide + frame.measures.margin)
    return QRectF(round(left), theme.px(3), round(wide), frame.measures.upper - theme.px(6))


def paint_today(painter: QPainter, frame: Frame, today: date, bottom: float) -> None:
    """Draw the line of today over everything, from its label in the axis down to `bottom`."""
    label = today_label(frame, today)
    if label.isEmpty():
        return
    x = frame.left + frame.layout.today
    painter.setRenderHint(SMOOTH)
    painter.setPen(QPen(theme.colour("ink"), 1.5))
    painter.drawLine(QPointF(x, label.bottom()), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink"))
    painter.drawRoundedRect(label, theme.px(3), theme.px(3))
    foot, half = label.bottom(), theme.px(4)
    painter.drawPolygon(QPolygonF([QPointF(x - half, foot - 1), QPointF(x + half, foot - 1), QPointF(x, foot + half)]))
    painter.setPen(theme.colour("surface"))
    painter.setFont(theme.font("small", 600))
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, say_short(today, today))


def paint_ring(painter: QPainter, place: QRectF, *, focused: bool) -> None:
    """Draw the ring, 2 px wide and 3 px outside; what is chosen without the focus keeps a hairline."""
    painter.setRenderHint(SMOOTH)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 2 if focused else 1))
    painter.drawRoundedRect(place.adjusted(-3, -3, 3, 3), theme.px(5), theme.px(5))


def tip_place(text: str, item: QRectF, own_bar: QRectF, room: QRectF) -> QRectF:
    """Give the place of a tooltip: beside its item, above or below its own bar and never over it, within `room`."""
    wide = QFontMetricsF(theme.font("small", 500)).horizontalAdvance(text) + theme.px(20)
    high, away = theme.px(24), theme.px(6)
    left = item.right() + away
    if left + wide > room.right():
        left = max(room.left(), item.left() - away - wide)
    above = item.center().y() < own_bar.center().y()
    top = own_bar.top() - high - 1 if above else own_bar.bottom() + theme.px(5)
    if top + high > room.bottom():
        top = own_bar.top() - high - theme.px(5)
    return QRectF(round(left), round(max(room.top(), top)), round(wide), high)


def paint_tip(painter: QPainter, text: str, place: QRectF) -> None:
    """Draw a tooltip of one line."""
    painter.setRenderHint(SMOOTH)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink"))
    painter.drawRoundedRect(place, theme.px(3), theme.px(3))
    painter.setPen(theme.colour("surface"))
    painter.setFont(theme.font("small", 500))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


# The axis and the ground


def _paint_upper(painter: QPainter, frame: Frame, label: QRectF) -> None:
    """Write years where they begin; one that the label of today would cover is written after it, or not at all."""
    font = theme.font("label", 600)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.colour("ink"))
    for cell in frame.axis.upper:
        left, end = frame.left + cell.left + theme.px(6), frame.left + cell.right
        wide = metrics.horizontalAdvance(cell.label)
        if left < label.right() + theme.px(4) and left + wide > label.left() - theme.px(4):
            left = label.right() + theme.px(6)
        if left + wide <= end:
            painter.drawText(QRectF(left, 0, wide + 2, frame.measures.upper), Qt.AlignmentFlag.AlignVCenter, cell.label)


def _paint_grid(painter: QPainter, frame: Frame, height: int, ground: str) -> None:
    for cell in frame.axis.lower:
        left = round(frame.left + cell.left)
        if cell.rest:
            rest = "canvas" if ground == "surface" else "sunken"
            painter.fillRect(QRectF(left, 0, round(frame.left + cell.right) - left, height), theme.colour(rest))
        painter.setPen(QPen(theme.colour("line2" if cell.strong else "line"), HAIR))
        painter.drawLine(left, 0, left, height)
    painter.setPen(QPen(theme.colour("line2"), HAIR))
    painter.drawLine(frame.left, 0, frame.left, height)


def _paint_name(painter: QPainter, frame: Frame, band: Band, ground: str) -> None:
    painter.fillRect(QRectF(0, 0, frame.left, band.height), theme.colour(ground))
    icon = theme.pixmap(LANE_ICONS[band.lane.id], "ink2", 18, painter.device().devicePixelRatio())
    pitch, lines = theme.px(16), two_lines(band.name)
    top = theme.px(7 if len(lines) > 1 else 12)
    painter.drawPixmap(QPointF(theme.px(11), top - theme.px(1)), icon)
    painter.setFont(theme.font("label", 600))
    painter.setPen(theme.colour("ink"))
    for line in lines:
        place = QRectF(theme.px(36), top, frame.left - theme.px(36), pitch)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        top += pitch


def _paint_fold(painter: QPainter, band: Band, frame: Frame) -> None:
    top = band.height - frame.measures.fold
    painter.setFont(theme.font("small", 600))
    painter.setPen(theme.colour("accent"))
    place = QRectF(frame.left + theme.px(7), top, frame.right - frame.left, frame.measures.fold - theme.px(4))
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fold_words(band.lane))


# Rows


def _paint_gap(painter: QPainter, gap: Gap, frame: Frame, ground: str) -> None:
    if gap.right - gap.left < 1:
        return
    y = frame.measures.bar_top(0) + frame.measures.bar / 2 + 0.5
    left, right = frame.left + gap.left + theme.px(2), frame.left + gap.right - theme.px(5)
    painter.setPen(gap_pen())
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    if gap.words_at is None:
        return
    font = theme.font("small", italic=True)
    wide = QFontMetricsF(font).horizontalAdvance(gap.words)
    middle = (left + right) / 2
    plate = QRectF(middle - wide / 2 - theme.px(7), y - theme.px(8), wide + theme.px(14), theme.px(16))
    painter.fillRect(plate, theme.colour(ground))
    painter.setFont(font)
    painter.setPen(theme.colour("ink2"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, gap.words)


def _paint_row(painter: QPainter, row: Row, frame: Frame, number: int) -> None:
    top = frame.measures.bar_top(number)
    width = frame.layout.ruler.width
    painter.save()
    painter.setClipRect(QRectF(frame.left, top - 2, width, frame.measures.bar + 4))
    for placed in row.bars:
        if placed.right > 0 and placed.left < width:
            _paint_bar(painter, placed, frame, top)
    painter.restore()
    for placed in row.bars:
        for label in placed.labels:
            _paint_label(painter, label, placed, frame, top)
        if placed.goes_on and placed.left < width:
            paint_goes_on(painter, frame.right + 1, top + frame.measures.bar / 2)
    _paint_marks(painter, row, frame, top)


def _paint_bar(painter: QPainter, placed: PlacedBar, frame: Frame, top: int) -> None:
    width, today = frame.layout.ruler.width, frame.layout.today
    for one in placed.segments:
        if one.right <= 0 or one.left >= width:
            continue
        left = round(frame.left + max(one.left, -20))
        right = round(frame.left + min(one.right, width + 20))
        begun = one.segment.shade != "planned" and frame.layout.ruler.x(one.segment.start) <= today
        veil = frame.left + today if begun and one.right > today else None
        paint_stage(painter, QRectF(left, top, right - left, frame.measures.bar), one.segment.shade, veil)


def _paint_label(painter: QPainter, label: Label, placed: PlacedBar, frame: Frame, top: int) -> None:
    bold = label.place != "inside"
    place = QRectF(frame.left + label.left, top, label.width + 2, frame.measures.bar)
    if label.segment is not None:
        look = LOOKS[placed.segments[label.segment].segment.shade]
        if look.pattern in UNDER_WORDS:
            _paint_plate(painter, place, look.token)
    painter.setFont(theme.font("small", 600 if bold else 500))
    painter.setPen(theme.colour("ink"))
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label.text)


def _paint_plate(painter: QPainter, words: QRectF, token: str) -> None:
    high = theme.px(14)
    plate = QRectF(words.left() - theme.px(3), words.center().y() - high / 2, words.width() + theme.px(5), high)
    painter.fillRect(plate, theme.colour(token))


def _paint_marks(painter: QPainter, row: Row, frame: Frame, top: int) -> None:
    width = frame.layout.ruler.width
    low = top + frame.measures.bar
    for mark in row.dots:
        if 0 <= mark.at <= width:
            centre = QPointF(frame.left + mark.at, low)
            paint_dot(painter, centre, mark.first.kind) if mark.count == 1 else paint_dots(painter, centre, mark.count)
    for mark in row.flags:
        if 0 <= mark.at <= width:
            paint_flag(painter, QPointF(round(frame.left + mark.at) + 0.5, top), mark.first.look, mark.count)
