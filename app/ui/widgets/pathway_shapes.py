# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shapes of the pathway chart, shared with its legend: stages with their patterns, events, deadline flags."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from app.ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.schemes.chart import DotKind, FlagState, Shade

Pattern = Literal["none", "oblique", "dots", "vertical", "cross", "strong"]


@dataclass(frozen=True)
class Look:
    """How a stage is drawn: the family of its colours, its pattern, the dashes of its edge in pixels."""

    token: str
    pattern: Pattern = "none"
    dashes: tuple[float, ...] = ()
    filled: bool = True


LOOKS: dict[Shade, Look] = {
    "preparation": Look("seg_prep", dashes=(3, 2.2)),
    "sent": Look("seg_sent", "oblique"),
    "review": Look("seg_instr", "dots"),
    "paused": Look("seg_susp", "vertical"),
    "active": Look("seg_active", "strong"),
    "refused": Look("seg_ref", "cross"),
    "closed": Look("seg_closed"),
    "planned": Look("seg_prep", dashes=(1.2, 2), filled=False),
}
FLAG_TOKENS: dict[FlagState, str] = {
    "overdue": "late",
    "soon": "soon",
    "upcoming": "accent",
    "kept": "ok",
    "lost": "lost",
}
EDGE = 1.1
RADIUS = 3.0
UNDER_WORDS = ("oblique", "dots", "vertical", "cross")  # patterns that are hidden by a plate under a label


def paint_stage(painter: QPainter, place: QRectF, shade: Shade, veil_from: float | None = None) -> None:
    """Draw one stage within `place`; from `veil_from` on, an x, it is veiled: it has not happened yet."""
    look, radius = LOOKS[shade], RADIUS * theme.scale()
    inside = place.adjusted(0.55, 0.55, -0.55, -0.55)
    outline = QPainterPath()
    outline.addRoundedRect(inside, min(radius, inside.width() / 2), min(radius, inside.height() / 2))
    if look.filled:
        painter.fillPath(outline, theme.colour(look.token))
    _paint_pattern(painter, inside, look)
    if veil_from is not None and veil_from < inside.right():
        veil = QRectF(QPointF(max(veil_from, inside.left()), inside.top()), inside.bottomRight())
        painter.fillRect(veil, theme.colour("surface", 120))
    if look.pattern == "strong":
        _paint_strong_line(painter, inside, outline, look)
    painter.setPen(_edge_pen(look))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)


def paint_dot(painter: QPainter, centre: QPointF, kind: DotKind) -> None:
    """Draw an event on its day: hollow circle (dated fact), filled circle (decision), diamond (a meeting)."""
    painter.setPen(QPen(theme.colour("ink"), _line(1.3)))
    painter.setBrush(theme.colour("ink" if kind == "decision" else "surface"))
    if kind == "meeting":
        half = 4.6 * theme.scale()
        painter.drawPolygon(QPolygonF([centre + QPointF(*at) for at in ((0, -half), (half, 0), (0, half), (-half, 0))]))
    else:
        radius = 3.2 * theme.scale()
        painter.drawEllipse(centre, radius, radius)


def paint_dots(painter: QPainter, centre: QPointF, count: int) -> None:
    """Draw several events too close to part: one circle with their count, raised to stay within its row."""
    radius = 7.5 * theme.scale()
    centre = centre - QPointF(0, 3 * theme.scale())
    painter.setPen(QPen(theme.colour("ink"), _line(1.3)))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(centre, radius, radius)
    painter.setFont(theme.font("small", 600))
    place = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count) if count < 10 else "9+")


def paint_flag(painter: QPainter, foot: QPointF, state: FlagState, count: int = 1) -> None:
    """Draw a deadline: its pole stands at `foot`, 12 px high; five shapes, none told by its colour alone."""
    colour = theme.colour(FLAG_TOKENS[state])
    unit = theme.scale()
    wide, top = 11.5 * unit, foot.y() - 13 * unit
    painter.setPen(QPen(colour, _line(1.4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
    painter.drawLine(QPointF(foot.x(), top), foot)
    if state in ("soon", "upcoming"):
        painter.setBrush(colour if state == "soon" else theme.colour("surface"))
        tip = QPointF(foot.x() + wide, top + 4.7 * unit)
        painter.drawPolygon(QPolygonF([QPointF(foot.x(), top), tip, QPointF(foot.x(), top + 9.4 * unit)]))
    else:
        _paint_square(painter, QRectF(foot.x(), top, wide, 9 * unit), state, colour)
    if count > 1:
        painter.setFont(theme.font("small", 700))
        painter.setPen(colour)
        place = QRectF(foot.x() + wide + 2 * unit, top - 3 * unit, theme.px(14), theme.px(14))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(count))


def paint_goes_on(painter: QPainter, left: float, middle: float) -> None:
    """Draw the small triangle that says that a bar goes on beyond the window."""
    half, deep = 3.6 * theme.scale(), 5 * theme.scale()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink2"))
    painter.drawPolygon(
        QPolygonF([QPointF(left, middle - half), QPointF(left + deep, middle), QPointF(left, middle + half)])
    )


def gap_pen() -> QPen:
    """Give the dotted line of a time without procedure."""
    pen = QPen(theme.colour("ink2"), _line(1.2))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2, 2])
    return pen


# Pieces


def _paint_pattern(painter: QPainter, place: QRectF, look: Look) -> None:
    if look.pattern in TILES:
        tile = _tile(look.pattern, theme.hex_of(f"{look.token}_l"), theme.scale(), painter.device().devicePixelRatioF())
        painter.drawTiledPixmap(place.adjusted(1, 1, -1, -1), tile)


TILES: dict[Pattern, tuple[float, float]] = {"oblique": (7, 7), "dots": (6, 8), "vertical": (9, 9), "cross": (6, 6)}
"""The size of what each pattern repeats, in pixels at 100 %."""


@lru_cache(maxsize=64)
def _tile(pattern: Pattern, ink: str, scale: float, dpr: float) -> QPixmap:
    """Draw once what a pattern repeats, on whole device pixels so that it joins without a seam."""
    wide, high = (max(2, round(side * scale * dpr)) for side in TILES[pattern])
    tile = QPixmap(wide, high)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if pattern == "dots":
        painter.setPen(QPen(QColor(ink), 1.8 * scale * dpr, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints([QPointF(wide / 4, high / 4), QPointF(wide * 3 / 4, high * 3 / 4)])
    else:
        painter.setPen(QPen(QColor(ink), _line(1.2) * dpr, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines(list(_ruled(pattern, wide, high)))
    painter.end()
    tile.setDevicePixelRatio(dpr)
    return tile


def _ruled(pattern: Pattern, wide: int, high: int) -> Iterator[QLineF]:
    """Rule a tile so that its lines meet those of the next tiles."""
    if pattern == "vertical":
        for x in (wide / 4, wide * 3 / 4):
            yield QLineF(x, -1, x, high + 1)
        return
    for shift in (-wide, 0, wide):
        yield QLineF(shift - 1, high + high / wide, shift + wide + 1, -high / wide)
        if pattern == "cross":
            yield QLineF(shift - 1, -high / wide, shift + wide + 1, high + high / wide)


def _paint_strong_line(painter: QPainter, inside: QRectF, outline: QPainterPath, look: Look) -> None:
    thick = theme.px(3)
    painter.save()
    painter.setClipRect(
        QRectF(inside.left() - 1, inside.bottom() - thick, inside.width() + 2, thick + 1),
        Qt.ClipOperation.IntersectClip,
    )
    painter.fillPath(outline, theme.colour(f"{look.token}_l"))
    painter.restore()


def _edge_pen(look: Look) -> QPen:
    pen = QPen(theme.colour(f"{look.token}_e"), _line(EDGE))
    if look.dashes:
        pen.setDashPattern([dash / EDGE for dash in look.dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _paint_square(painter: QPainter, place: QRectF, state: FlagState, colour: QColor) -> None:
    """Draw a square flag with its sign, in strokes: « ! », a tick or a cross."""
    inks = {"overdue": colour, "kept": theme.colour("okbg"), "lost": theme.colour("surface")}
    painter.setBrush(inks[state])
    painter.drawRect(place)
    sign = theme.colour("surface") if state == "overdue" else colour
    painter.setPen(QPen(sign, _line(1.5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    middle, unit = place.center(), theme.scale()
    if state == "overdue":
        painter.setPen(QPen(sign, _line(1.9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(middle + QPointF(0, -3.4 * unit), middle + QPointF(0, 0.9 * unit))
        painter.drawLine(middle + QPointF(0, 2.0 * unit), middle + QPointF(0, 3.9 * unit))
    elif state == "kept":
        tick = ((-2.9, 0.1), (-0.9, 2.1), (3.0, -2.2))
        painter.drawPolyline(QPolygonF([middle + QPointF(x * unit, y * unit) for x, y in tick]))
    else:
        for x in (-2.4, 2.4):
            painter.drawLine(middle + QPointF(x * unit, -2.4 * unit), middle + QPointF(-x * unit, 2.4 * unit))


def _line(width: float) -> float:
    """Scale the width of a line half as fast as the text: large shapes keep fine lines."""
    return width * (1 + (theme.scale() - 1) / 2)
