# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart in pixels: heights, the place of each lane, and everything that can be pointed at or focused.

Across, 0 is the left edge of the chart; down, 0 is the top of the first lane (the axis and scrolling are apart).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from app.schemes.chart import LANE_NAMES, Bar, Dot, Flag
from app.schemes.chart_layout import place
from app.schemes.chart_placed import Layout, Mark, PlacedBar, PlacedSegment, Rules, Thing
from app.schemes.chart_time import Axis, Ruler, axis
from app.ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QSize

    from app.schemes.chart import Chart, LaneId
    from app.schemes.chart_placed import Lane
    from app.schemes.chart_time import Window

Kind = Literal["bar", "segment", "dot", "flag", "fold"]
PITCHES = ((52, 24), (44, 22), (36, 20))  # height of a row and of its bar: the first with which every lane is seen


@dataclass(frozen=True)
class Key:
    """What a spot stands for, whatever the zoom: a procedure, or its n-th stage, event or deadline; a lane's fold."""

    kind: Kind
    id: str
    index: int = 0


@dataclass(frozen=True)
class Spot:
    """One thing that can be focused or pointed at. `keys` is more than one when several are drawn as one."""

    kind: Kind
    keys: tuple[Key, ...]
    lane: int
    row: int
    rect: QRectF
    own_bar: QRectF
    since: date
    until: date
    bar: Bar | None = None
    segment: PlacedSegment | None = None
    dots: Mark[Dot] | None = None
    flags: Mark[Flag] | None = None


@dataclass(frozen=True)
class Band:
    """One lane in pixels; `fold` is the top of its last line, « + 2 démarches », or None."""

    lane: Lane
    top: int
    height: int
    name: str
    fold: int | None


@dataclass(frozen=True)
class Measures:
    """The lengths of the chart in pixels, at the text size in force."""

    column: int
    margin: int
    upper: int
    lower: int
    pad: int
    flags: int
    bar: int
    pitch: int
    fold: int

    @property
    def axis(self) -> int:
        """Give the height of both bands of the axis."""
        return self.upper + self.lower

    def bar_top(self, row: int) -> int:
        """Give the top of the bars of a row, from the top of its lane."""
        return self.pad + self.flags + row * self.pitch


@dataclass(frozen=True)
class Frame:
    """The chart for one window and one size: where everything is, in the order the keyboard goes through it."""

    measures: Measures
    layout: Layout
    axis: Axis
    bands: tuple[Band, ...]
    rows: tuple[tuple[Spot, ...], ...]
    height: int

    @property
    def left(self) -> int:
        """Give the left edge of the time area."""
        return self.measures.column

    @property
    def right(self) -> float:
        """Give the right edge of the time area."""
        return self.measures.column + self.layout.ruler.width

    @property
    def spots(self) -> Iterator[Spot]:
        """Go through everything that can be focused."""
        for row in self.rows:
            yield from row

    def find(self, key: Key) -> Spot | None:
        """Find what stands for `key` at this zoom."""
        return next((spot for spot in self.spots if key in spot.keys), None)


def framed(chart: Chart, window: Window, size: QSize, unfolded: frozenset[LaneId]) -> Frame:
    """Place `chart` in a widget of `size`, its scroll bar left out."""
    column = column_width(theme.scale())
    margin = theme.px(7)
    ruler = Ruler(window, max(1.0, float(size.width() - column - margin)))
    layout = place(chart, ruler, rules(), unfolded)
    small = QFontMetricsF(theme.font("small"))
    bands_of_time = axis(ruler, small.horizontalAdvance, margin=theme.px(8))
    measures, bands, height = _fitting(layout, column, margin, size.height())
    rows = tuple(row for index, band in enumerate(bands) for row in _rows(index, band, layout, measures))
    return Frame(measures, layout, bands_of_time, bands, rows, height)


def rules() -> Rules:
    """Give the distances of the chart in pixels, at the text size in force."""
    return Rules(
        label_width,
        flags_apart=theme.px(14),
        flags_count=theme.px(8),
        dots_apart=theme.px(9),
        dots_count=theme.px(5),
        inset=theme.px(7),
        aside=theme.px(9),
    )


def label_width(text: str, *, bold: bool = False) -> float:
    """Measure a label of a bar."""
    return _width(text, 600 if bold else 500, theme.scale())


@lru_cache(maxsize=8000)
def _width(text: str, weight: int, _scale: float) -> float:
    return QFontMetricsF(theme.font("small", weight)).horizontalAdvance(text)


@lru_cache(maxsize=8)
def column_width(scale: float) -> int:
    """Give the width of the column of lanes: the longest line of any lane's name, so that it never changes."""
    metrics = QFontMetricsF(theme.font("label", 600))
    widest = max(metrics.horizontalAdvance(line) for name in LANE_NAMES.values() for line in two_lines(name))
    return max(round(152 * min(scale, 1.25)), round(theme.px(36) + widest + theme.px(8)))


def two_lines(name: str) -> tuple[str, ...]:
    """Break the name of a lane after « et », in two lines; one when it is a single word."""
    first, joint, second = name.partition(" et ")
    return (f"{first} et", second) if joint else (name,)


def _fitting(layout: Layout, column: int, margin: int, room: int) -> tuple[Measures, tuple[Band, ...], int]:
    """Choose the roomiest rows with which every lane is seen at once, else the tightest; the chart then scrolls."""
    for pitch, bar in PITCHES[:-1]:
        measures = _measures(column, margin, pitch, bar)
        bands, height = _bands(layout, measures)
        if height + measures.axis <= room:
            return measures, bands, height
    measures = _measures(column, margin, *PITCHES[-1])
    return measures, *_bands(layout, measures)


def _measures(column: int, margin: int, pitch: int, bar: int) -> Measures:
    px = theme.px
    upper = theme.line("label") + px(7)
    lower = theme.line("small") + px(5)
    pad = px(3 if pitch == PITCHES[-1][0] else 5)
    return Measures(column, margin, upper, lower, pad, px(12), px(bar), px(pitch), px(22))


def _bands(layout: Layout, measures: Measures) -> tuple[tuple[Band, ...], int]:
    bands: list[Band] = []
    top = 0
    for lane in layout.lanes:
        rows = measures.pad + len(lane.rows) * measures.pitch + 1
        height = rows + (measures.fold if lane.foldable else 0)
        bands.append(Band(lane, top, height, LANE_NAMES[lane.id], top + rows if lane.foldable else None))
        top += height
    return tuple(bands), top


def _rows(index: int, band: Band, layout: Layout, measures: Measures) -> Iterator[tuple[Spot, ...]]:
    for number, row in enumerate(band.lane.rows):
        at = _Place(index, number, band.top + measures.bar_top(number), layout, measures)
        dots, flags = _by_bar(row.dots), _by_bar(row.flags)
        yield tuple(
            spot
            for placed in row.bars
            for spot in _of_bar(placed, dots.get(placed.bar.id, ()), flags.get(placed.bar.id, ()), at)
        )
    if band.fold is not None:
        yield (_fold(index, band, layout, measures),)


def _by_bar(marks: tuple[Mark[Thing], ...]) -> dict[str, list[Mark[Thing]]]:
    found: dict[str, list[Mark[Thing]]] = {}
    for mark in marks:
        found.setdefault(mark.bar.id, []).append(mark)
    return found


@dataclass(frozen=True)
class _Place:
    """Where a row is, to make its spots."""

    lane: int
    row: int
    top: int
    layout: Layout
    measures: Measures

    def across(self, left: float, right: float) -> QRectF:
        """Give the visible part of a bar or of a stage; empty when nothing of it is seen."""
        width = self.layout.ruler.width
        start, end = max(0.0, left), min(width, right)
        return QRectF(self.measures.column + start, self.top, max(0.0, end - start), self.measures.bar)


def _of_bar(placed: PlacedBar, dots: Sequence[Mark[Dot]], flags: Sequence[Mark[Flag]], at: _Place) -> Iterator[Spot]:
    """Give a bar, then its stages, events and deadlines in time."""
    own = at.across(placed.left, placed.right)
    start, end = placed.bar.span
    yield Spot("bar", (Key("bar", placed.bar.id),), at.lane, at.row, own, own, start, end, placed.bar)
    inner = [_stage(placed, index, own, at) for index in range(len(placed.segments)) if len(placed.segments) > 1]
    inner += [_dot(mark, own, at) for mark in dots]
    inner += [_flag(mark, own, at) for mark in flags]
    yield from sorted(inner, key=lambda spot: spot.since)


def _stage(placed: PlacedBar, index: int, own: QRectF, at: _Place) -> Spot:
    stage = placed.segments[index]
    key = Key("segment", placed.bar.id, index)
    until = stage.segment.end or date.max
    rect = at.across(stage.left, stage.right)
    return Spot("segment", (key,), at.lane, at.row, rect, own, stage.segment.start, until, placed.bar, segment=stage)


def _dot(mark: Mark[Dot], own: QRectF, at: _Place) -> Spot:
    keys = tuple(Key("dot", bar.id, bar.dots.index(dot)) for bar, dot in ((mark.bar, mark.first), *mark.others))
    side = theme.px(9 if mark.count == 1 else 15)
    x, y = at.measures.column + mark.at, at.top + at.measures.bar
    rect = QRectF(x - side / 2, y - side / 2, side, side)
    day = mark.first.on
    return Spot("dot", keys, at.lane, at.row, rect, own, day, day, mark.bar, dots=mark)


def _flag(mark: Mark[Flag], own: QRectF, at: _Place) -> Spot:
    keys = tuple(Key("flag", bar.id, bar.flags.index(flag)) for bar, flag in ((mark.bar, mark.first), *mark.others))
    high, wide = theme.px(12), theme.px(13 if mark.count == 1 else 21)
    rect = QRectF(at.measures.column + mark.at - 1, at.top - high - 1, wide, high)
    day = mark.first.on
    return Spot("flag", keys, at.lane, at.row, rect, own, day, day, mark.bar, flags=mark)


def _fold(index: int, band: Band, layout: Layout, measures: Measures) -> Spot:
    key = Key("fold", band.lane.id)
    words = label_width(fold_words(band.lane), bold=True)
    rect = QRectF(measures.column + theme.px(7), band.fold or 0, words + theme.px(4), measures.fold - theme.px(4))
    first = layout.ruler.window.first
    return Spot("fold", (key,), index, len(band.lane.rows), rect, rect, first, first)


def fold_words(lane: Lane) -> str:
    """Say what unfolding a lane shows, or that it can be folded back."""
    count = len(lane.folded)
    if not count:
        return "Replier"
    return f"+ {count}\u00a0démarche" + ("s" if count > 1 else "")
