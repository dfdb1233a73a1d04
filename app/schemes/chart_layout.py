# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where everything of the pathway chart goes: lanes, rows, bars, labels, dots, flags and gaps.

Shared by screen and paper: a `Ruler` says how wide the window is in the caller's unit, `Rules` what distances to keep.
What lies outside the window is placed too (at negative or too large positions): the caller clips.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from app.schemes.chart import FLAG_URGENCY, LANES, Bar, Chart, LaneId
from app.schemes.chart_labels import label_row
from app.schemes.chart_placed import Gap, Lane, Layout, Mark, PlacedBar, PlacedSegment, Row, Rules, Thing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.schemes.chart_time import Ruler, Window

SILENCE: Final = 90
"""Days without any procedure in a lane beyond which the gap is drawn."""


def place(chart: Chart, ruler: Ruler, rules: Rules, unfolded: frozenset[LaneId] = frozenset()) -> Layout:
    """Place every procedure of `chart`; a lane without any is left out.

    Rows and lanes depend on the whole chart, not on the window, so that nothing changes row while moving in time.
    `unfolded` names the lanes that show more than `rules.rows` rows.
    """
    by_lane: dict[LaneId, list[Bar]] = defaultdict(list)
    for bar in chart.bars:
        by_lane[bar.lane].append(bar)
    lanes = tuple(
        _lane(lane, by_lane[lane], chart.today, ruler, rules, fold=lane not in unfolded)
        for lane in LANES
        if lane in by_lane
    )
    return Layout(lanes, ruler, ruler.x(chart.today))


def within(chart: Chart, window: Window) -> Chart:
    """Keep the procedures that have anything in `window`: what a sheet of paper draws, without empty rows."""
    return replace(chart, bars=tuple(bar for bar in chart.bars if _touches(bar, window)))


def rows_of(bars: Iterable[Bar]) -> list[list[Bar]]:
    """Fill rows first-fit by start date: two procedures that overlap take two rows, two that follow share one."""
    rows: list[list[Bar]] = []
    ends: list[date] = []
    for bar in sorted(bars, key=lambda bar: (bar.span[0], bar.id)):
        start, end = bar.span
        index = next((index for index, free in enumerate(ends) if free <= start), len(rows))
        if index == len(rows):
            rows.append([])
            ends.append(start)
        rows[index].append(bar)
        ends[index] = end
    return rows


def gaps_of(bars: Iterable[Bar], today: date) -> list[tuple[date, date]]:
    """Find the stretches of more than 90 days without any of `bars`, between two of them or from the last to today."""
    found: list[tuple[date, date]] = []
    covered: date | None = None
    for start, end in sorted(bar.span for bar in bars):
        if covered is not None and (start - covered).days > SILENCE:
            found.append((covered, start))
        covered = end if covered is None else max(covered, end)
    if covered is not None and covered < today and (today - covered).days > SILENCE:
        found.append((covered, today))
    return found


def say_gap(days: int) -> str:
    """Say a gap in words: « 8 mois sans démarche », « 2 ans et 3 mois sans démarche »."""
    months = round(days / 30.44)
    years, rest = divmod(months, 12)
    if months < 24 and months != 12:
        return f"{months}\u00a0mois sans démarche"
    said = "1\u00a0an" if years == 1 else f"{years}\u00a0ans"
    return f"{said} et {rest}\u00a0mois sans démarche" if rest else f"{said} sans démarche"


def merged(
    items: Iterable[tuple[Bar, Thing]],
    ruler: Ruler,
    apart: float,
    rank: Callable[[Thing], int],
    room: float = 0,
) -> tuple[Mark[Thing], ...]:
    """Draw what is far enough apart, the lowest `rank` first; each of the rest joins the nearest one drawn.

    No two marks are closer than `apart`, nor than `apart + room` when one of them carries a count. They come in time.
    """
    marks: list[Mark[Thing]] = []
    for bar, thing in sorted(items, key=lambda item: (rank(item[1]), item[1].on)):
        mark = Mark(ruler.x(thing.on), bar, thing)
        nearest = min(range(len(marks)), key=lambda index: abs(marks[index].at - mark.at), default=None)
        if nearest is None or abs(marks[nearest].at - mark.at) >= apart:
            marks.append(mark)
        else:
            marks[nearest] = marks[nearest].joined_by(mark)
    marks.sort(key=lambda mark: mark.at)
    while (index := _crowded(marks, apart + room)) is not None:
        one, two = marks[index : index + 2]
        marks[index : index + 2] = [
            one.joined_by(two) if rank(one.first) <= rank(two.first) else two.joined_by(one),
        ]
    return tuple(marks)


def _crowded(marks: list[Mark[Thing]], needed: float) -> int | None:
    """Find the first of two neighbours of which one carries a count that has no room."""
    for index, (one, two) in enumerate(pairwise(marks)):
        if max(one.count, two.count) > 1 and two.at - one.at < needed:
            return index
    return None


# One lane


def _lane(lane: LaneId, bars: list[Bar], today: date, ruler: Ruler, rules: Rules, *, fold: bool) -> Lane:
    rows = rows_of(bars)
    kept, folded = _folded(rows, today, rules.rows if fold else len(rows))
    placed = tuple(_row(row, ruler, rules) for row in kept)
    return Lane(
        lane,
        placed,
        tuple(_gap(start, end, placed[0], ruler, rules) for start, end in gaps_of(bars, today)),
        tuple(bar for row in folded for bar in row),
        len(rows) > rules.rows,
    )


def _folded(rows: list[list[Bar]], today: date, at_most: int) -> tuple[list[list[Bar]], list[list[Bar]]]:
    """Part the rows that stay from those that fold: what presses most stays, then what is going on, then the rest."""
    by_weight = sorted(range(len(rows)), key=lambda index: (_calm(rows[index], today), index))
    stay = set(by_weight[:at_most])
    kept = [row for index, row in enumerate(rows) if index in stay]
    return kept, [row for index, row in enumerate(rows) if index not in stay]


def _calm(row: list[Bar], today: date) -> int:
    pressing = min((FLAG_URGENCY.index(flag.look) for bar in row for flag in bar.flags), default=len(FLAG_URGENCY))
    if pressing <= FLAG_URGENCY.index("upcoming"):
        return pressing
    return 3 if row[-1].span[1] > today else 4


def _row(bars: list[Bar], ruler: Ruler, rules: Rules) -> Row:
    placed: list[PlacedBar] = []
    cursor = float("-inf")
    for bar in bars:
        placed.append(_bar(bar, cursor, ruler, rules))
        cursor = placed[-1].right
    dots = [(bar, dot) for bar in bars for dot in bar.dots]
    flags = [(bar, flag) for bar in bars for flag in bar.flags]
    return Row(
        label_row(placed, ruler.width, rules),
        merged(dots, ruler, rules.dots_apart, lambda dot: dot.on.toordinal(), rules.dots_count),
        merged(flags, ruler, rules.flags_apart, lambda flag: FLAG_URGENCY.index(flag.look), rules.flags_count),
    )


def _bar(bar: Bar, cursor: float, ruler: Ruler, rules: Rules) -> PlacedBar:
    start, end = bar.span
    segments: list[PlacedSegment] = []
    for segment in sorted(bar.segments, key=lambda segment: segment.start):
        left = max(_x(segment.start, ruler), cursor)
        cursor = max(_x(segment.end or date.max, ruler), left + rules.shortest)
        segments.append(PlacedSegment(segment, left, cursor))
    left = segments[0].left if segments else max(_x(start, ruler), cursor)
    right = segments[-1].right if segments else max(_x(end, ruler), left + rules.shortest)
    return PlacedBar(bar, left, right, tuple(segments), start < ruler.window.first, end > ruler.window.after)


def _x(day: date, ruler: Ruler) -> float:
    """Place a day; one that never comes stands one more window away, so that nothing overflows."""
    return ruler.width * 2 if day == date.max else ruler.x(day)


def _gap(start: date, end: date, first_row: Row, ruler: Ruler, rules: Rules) -> Gap:
    left, right = max(0.0, ruler.x(start)), min(ruler.width, ruler.x(end))
    for label in (label for bar in first_row.bars for label in bar.labels if left <= label.left < right):
        if label.place == "before":
            right = label.left - rules.aside
        elif label.place == "after":
            left = label.left + label.width + rules.aside
    words = say_gap((end - start).days)
    room = rules.width(words)
    fits = right - left >= room + 2 * rules.inset
    return Gap(start, end, left, right, words, (left + right - room) / 2 if fits else None)


def _touches(bar: Bar, window: Window) -> bool:
    start, end = bar.span
    return (start < window.after and end > window.first) or any(window.shows(flag.on) for flag in bar.flags)
