# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the chart looks without colour: a pattern for each stage, a shape for each deadline and each kind of event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.documents.press import Disc, Hatching, Outline, Plate, Rule
from app.documents.typesetting import INK

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.documents.press import Shape
    from app.schemes.chart import DotKind, FlagState, Shade
    from app.schemes.chart_placed import PlacedBar

EDGE: Final = 0.25
EDGE_WEIGHT: Final = 0.6
FLAG_HEIGHT: Final = 8.6
FLAG_WIDTH: Final = 6.8
DASHED: Final = (2.2, 1.6)
DOTTED: Final = (0.6, 1.6)

Lines = tuple[tuple[float, float, float, float], ...]


def bar_shapes(bar: PlacedBar, x0: float, top: float, height: float, width: float) -> list[Shape]:
    """Return the visible stages of a bar; where the window cuts it, a small triangle says that it goes on."""
    shapes: list[Shape] = []
    for placed in bar.segments:
        left, right = max(0.0, placed.left), min(width, placed.right)
        if right > left:
            shapes += segment_shapes(placed.segment.shade, x0 + left, top, right - left, height)
    middle = top + height / 2
    if bar.goes_on and bar.segments:
        shapes.append(_triangle(x0 + width + 1.4, middle, 2.6))
    if bar.came_from and bar.segments and bar.right > 0:
        shapes.append(_triangle(x0 - 1.4, middle, -2.6))
    return shapes


def segment_shapes(shade: Shade, x: float, y: float, width: float, height: float) -> list[Shape]:
    """Return one stage as a rectangle of its look."""
    if shade in ("preparation", "planned"):
        dash = DASHED if shade == "preparation" else DOTTED
        return [Plate(x, y, width, height, fill=1, edge=EDGE, weight=0.7, dash=dash)]
    fill = {"active": 0.87, "closed": 0.93}.get(shade, 1.0)
    pattern = PATTERNS[shade](x, y, width, height) if shade in PATTERNS else []
    edge = Plate(x, y, width, height, edge=EDGE, weight=EDGE_WEIGHT)
    shapes: list[Shape] = [Plate(x, y, width, height, fill=fill), *pattern, edge]
    if shade == "active":
        shapes.append(Rule(x, y + height, x + width, y + height, 1.5, INK))
    return shapes


def dot_shapes(kind: DotKind, x: float, y: float, *, several: bool) -> list[Shape]:
    """Return an event on the lower edge of a bar: hollow for a fact, filled for a decision, a diamond for a meeting."""
    if several:
        return [Disc(x, y, 3.6, fill=1, edge=INK, weight=0.7)]
    if kind == "meeting":
        r = 2.2
        points = ((x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r))
        return [Outline(points, fill=1, edge=INK, weight=0.7)]
    return [Disc(x, y, 1.7, fill=INK if kind == "decision" else 1, edge=INK, weight=0.7)]


def flag_shapes(state: FlagState, x: float, y: float) -> list[Shape]:
    """Return a deadline on its pole, whose foot stands at (x, y), the exact day."""
    top = y - FLAG_HEIGHT
    pole = Rule(x, top, x, y, 0.8, INK)
    if state in ("upcoming", "soon"):
        points = ((x, top), (x + FLAG_WIDTH + 0.6, top + 2.9), (x, top + 5.8), (x, top))
        return [pole, Outline(points, fill=0.2 if state == "soon" else 1, edge=INK, weight=0.8)]
    size = 6.6
    square = Plate(x, top, size, size, fill=INK if state == "overdue" else 1, edge=INK, weight=0.8)
    return [pole, square, *_inside(state, x, top, size)]


def _inside(state: FlagState, x: float, y: float, size: float) -> list[Shape]:
    if state == "overdue":
        middle = x + size / 2
        return [
            Rule(middle, y + 1.2, middle, y + 3.9, 1.0, 1),
            Rule(middle, y + 4.7, middle, y + 5.7, 1.0, 1),
        ]
    if state == "kept":
        points = ((x + 1.5, y + 3.4), (x + 2.8, y + 4.8), (x + 5.2, y + 1.8))
        return [Outline(points, edge=INK, weight=0.8)]
    near, far = 1.7, size - 1.7
    return [Hatching(((x + near, y + near, x + far, y + far), (x + near, y + far, x + far, y + near)), 0.8, INK)]


def _triangle(x: float, y: float, length: float) -> Shape:
    return Outline(((x, y - 2.2), (x + length, y), (x, y + 2.2), (x, y - 2.2)), fill=EDGE)


def _oblique(x: float, y: float, width: float, height: float) -> Lines:
    """Return lines at 45 degrees, rising, cut at the edges of the rectangle."""
    lines: list[tuple[float, float, float, float]] = []
    pitch = 2.6 * 1.414
    start = -height + pitch / 2
    while start < width:
        x1, y1, x2, y2 = start, height, start + height, 0.0
        if x1 < 0:
            x1, y1 = 0.0, height + start
        if x2 > width:
            x2, y2 = width, height - (width - start)
        lines.append((x + x1, y + y1, x + x2, y + y2))
        start += pitch
    return tuple(lines)


def _sent(x: float, y: float, width: float, height: float) -> list[Shape]:
    return [Hatching(_oblique(x, y, width, height), 0.5, 0.35)]


def _refused(x: float, y: float, width: float, height: float) -> list[Shape]:
    rising = _oblique(x, y, width, height)
    falling = tuple((x1, 2 * y + height - y1, x2, 2 * y + height - y2) for x1, y1, x2, y2 in rising)
    return [Hatching(rising + falling, 0.5, 0.35)]


def _review(x: float, y: float, width: float, height: float) -> list[Shape]:
    """Return rows of dots, each one line: a dash of no length with round ends."""
    rows: list[Shape] = []
    down, odd = 1.6, False
    while down < height - 0.6:
        shift = 1.1 if odd else 2.2
        if width > shift + 0.6:
            rows.append(Rule(x + shift, y + down, x + width - 0.6, y + down, 0.55, 0.35, (0, 2.2), round_ends=True))
        down, odd = down + 1.9, not odd
    return rows


def _paused(x: float, y: float, width: float, height: float) -> list[Shape]:
    count = int(width / 1.7)
    return [Hatching(tuple((x + n * 1.7, y, x + n * 1.7, y + height) for n in range(1, count + 1)), 0.5, 0.35)]


PATTERNS: Final[dict[Shade, Callable[[float, float, float, float], list[Shape]]]] = {
    "sent": _sent,
    "review": _review,
    "paused": _paused,
    "refused": _refused,
}
