# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart in words: the period, the sentences read for each item, the same rows as a table.

What a screen reader says, what the reading strip shows and what « Tableau » lists all come from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from app.french.dates import MONTHS, SHORT_MONTHS, say_distance, say_long, say_short
from app.schemes.chart import DOT_NAMES, FLAG_NAMES, FLAG_URGENCY, LANE_NAMES, LANES, Bar, Chart, Dot, Flag, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.schemes.chart import FlagState, LaneId, Shade
    from app.schemes.chart_placed import Mark
    from app.schemes.chart_time import Window

STAGE_WORDS: Final[dict[Shade, str]] = {
    "preparation": "en préparation",
    "sent": "démarche transmise",
    "review": "en instruction",
    "paused": "complément demandé, délai en pause",
    "active": "en cours",
    "refused": "démarche refusée",
    "closed": "démarche terminée",
    "planned": "suite prévue",
}
"""A stage within a sentence; « démarche » is said where an adjective has to agree."""

DueGroup = Literal["overdue", "advised", "soon", "later"]

DUE_GROUPS: Final[dict[DueGroup, str]] = {
    "overdue": "Dépassées",
    "advised": "Conseillées, à faire",
    "soon": "Sous 30 jours",
    "later": "Plus tard",
}


@dataclass(frozen=True)
class Reading:
    """Two lines: what is pointed at, « · » after its name, and what is known of it."""

    title: str
    text: str


@dataclass(frozen=True)
class TableRow:
    """One stage, event or deadline of the chart as a line of a table; opening it opens `bar_id`.

    `look` is the state of a deadline, None for what is not one.
    """

    on: date
    lane: str
    procedure: str
    what: str
    state: str
    bar_id: str
    look: FlagState | None = None


@dataclass(frozen=True)
class Due:
    """One open deadline with its procedure, in the group of the list that shows it."""

    group: DueGroup
    flag: Flag
    bar: Bar


def say_period(window: Window, *, short: bool = False) -> str:
    """Say what the window shows: « avril 2025 – mars 2027 », « 12 – 25 novembre 2026 », « 2019 – 2028 ».

    `short` abbreviates the months: « sept. 2025 – août 2027 ».
    """
    first, last = window.first, window.after - timedelta(days=1)
    names = SHORT_MONTHS if short else MONTHS
    end = f"{names[last.month - 1]} {last.year}"
    if window.zoom == "ten_years":
        return f"{first.year} – {last.year}"
    if window.zoom not in ("week", "month"):
        year = "" if first.year == last.year else f" {first.year}"
        return f"{names[first.month - 1]}{year} – {end}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{say_long(first).split()[0]} – {last.day} {end}"
    return f"{say_short(first, last)} – {last.day} {end}"


def say_stage(segment: Segment, today: date) -> str:
    """Say a stage and its dates: « en instruction depuis le 20 octobre 2026 », « transmise, du … au … »."""
    words = segment.label or STAGE_WORDS[segment.shade]
    start, end = segment.start, segment.end
    if segment.shade == "planned":
        return f"{words} jusqu’au {say_long(end)}" if end else words
    if start > today:
        return f"{words} à partir du {say_long(start)}"
    if end is None or end >= today:
        return f"{words} depuis le {say_long(start)}"
    return f"{words}, du {say_long(start)} au {say_long(end)}"


def read_bar(bar: Bar, today: date) -> Reading:
    """Read a procedure: its present stage, then its most pressing deadline or, without any, its sentence."""
    begun = [segment for segment in bar.segments if segment.start <= today and segment.shade != "planned"]
    segment = begun[-1] if begun else bar.segments[0] if bar.segments else None
    title = f"{bar.label} · {say_stage(segment, today)}" if segment else bar.label
    return Reading(title, _pressing(bar) or bar.sentence)


def read_segment(bar: Bar, segment: Segment, today: date) -> Reading:
    """Read one stage of a procedure."""
    return Reading(f"{bar.label} · {say_stage(segment, today)}", bar.sentence)


def read_dots(mark: Mark[Dot]) -> Reading:
    """Read one event, or several drawn as one."""
    if mark.count == 1:
        dot = mark.first
        return Reading(f"{mark.bar.label} · {DOT_NAMES[dot.kind]} du {say_long(dot.on)}", dot.sentence)
    sentences = "\u202f; ".join(f"{say_long(dot.on)}, {dot.sentence.rstrip('.')}" for _, dot in mark.members)
    return Reading(f"{mark.bar.label} · {mark.count} événements", f"{sentences}.")


def read_flags(mark: Mark[Flag], today: date) -> Reading:
    """Read one deadline, or several drawn as one, the most urgent first."""
    flag = mark.first
    if mark.count == 1:
        when = f"{say_long(flag.on)}, {say_distance(flag.on, today)}"
        return Reading(f"{mark.bar.label} · {flag.label}, {when}", flag.sentence)
    others = " ".join(other.sentence for _, other in mark.others)
    return Reading(f"{mark.bar.label} · {mark.count} échéances proches", f"{flag.sentence} {others}")


def tell_segment(segment: Segment, today: date) -> str:
    """Say one stage as a sentence of its own, for who hears the chart."""
    return f"{_capital(say_stage(segment, today))}."


def tell_dot(dot: Dot) -> str:
    """Say one event as a sentence of its own."""
    return f"{_capital(DOT_NAMES[dot.kind])}, {say_long(dot.on)}\u00a0: {dot.sentence}"


def tell_flag(flag: Flag) -> str:
    """Say one deadline as a sentence of its own, its state first."""
    return f"Échéance {_lower(say_state(flag))}, {say_long(flag.on)}\u00a0: {flag.sentence}"


def say_state(flag: Flag) -> str:
    """Say the state of a deadline in a word or two: « Dépassée », « Conseillée, à faire », « Sous 30 jours »."""
    if _group(flag) == "advised":
        return "Conseillée, à faire"
    return _capital(FLAG_NAMES[flag.state].removeprefix("échéance "))


def tell_lane(lane: LaneId, count: int) -> str:
    """Say a lane and how many procedures it holds."""
    return f"{LANE_NAMES[lane]}, {count}\u00a0démarche{'s' if count > 1 else ''}"


def read_fold(lane: LaneId, folded: Sequence[Bar]) -> Reading:
    """Read the last line of a lane that shows only a part of its procedures, or all of them."""
    if not folded:
        return Reading(f"{LANE_NAMES[lane]} · toutes les démarches sont affichées", "Entrée replie les dernières.")
    names = ", ".join(bar.label for bar in folded)
    return Reading(f"{LANE_NAMES[lane]} · {len(folded)} de plus", f"{names}.")


def hint_dots(mark: Mark[Dot], today: date) -> str:
    """Name an event on one short line, for a tooltip."""
    more = f" (et {mark.count - 1} de plus)" if mark.count > 1 else ""
    return f"{mark.first.sentence.rstrip('.')} · {say_short(mark.first.on, today)}{more}"


def hint_flags(mark: Mark[Flag], today: date) -> str:
    """Name a deadline on one short line, for a tooltip."""
    flag = mark.first
    more = f" (et {mark.count - 1} de plus)" if mark.count > 1 else ""
    return f"{mark.bar.label}\u00a0: {flag.label}, {say_short(flag.on, today)}, {_state(flag, today)}{more}"


def table_of(chart: Chart) -> tuple[TableRow, ...]:
    """List every stage, event and deadline of the chart in time; within a day, in the order of the lanes."""
    rows = [row for lane in LANES for bar in chart.bars if bar.lane == lane for row in _rows(bar, chart.today)]
    return tuple(sorted(rows, key=lambda row: row.on))


def due_of(chart: Chart) -> tuple[Due, ...]:
    """List the open deadlines by group, in time within each."""
    due = [Due(group, flag, bar) for bar in chart.bars for flag in bar.flags if (group := _group(flag))]
    order = list(DUE_GROUPS)
    return tuple(sorted(due, key=lambda one: (order.index(one.group), one.flag.on)))


def _pressing(bar: Bar) -> str:
    open_flags = [flag for flag in bar.flags if _group(flag)]
    first = min(open_flags, key=lambda flag: (FLAG_URGENCY.index(flag.look), flag.on), default=None)
    return first.sentence if first else ""


def _group(flag: Flag) -> DueGroup | None:
    if flag.state == "overdue":
        return "advised" if flag.advice else "overdue"
    if flag.state == "upcoming":
        return "later"
    return "soon" if flag.state == "soon" else None


def _state(flag: Flag, today: date) -> str:
    if flag.state == "lost":
        return "délai passé"
    if flag.state == "kept":
        return "échéance tenue"
    return say_distance(flag.on, today)


def _rows(bar: Bar, today: date) -> Iterator[TableRow]:
    lane = LANE_NAMES[bar.lane]
    for segment in bar.segments:
        what = segment.label or _capital(STAGE_WORDS[segment.shade])
        yield TableRow(segment.start, lane, bar.label, what, _when(segment, today), bar.id)
    for dot in bar.dots:
        yield TableRow(dot.on, lane, bar.label, dot.sentence, _capital(DOT_NAMES[dot.kind]), bar.id)
    for flag in bar.flags:
        yield TableRow(flag.on, lane, bar.label, flag.sentence, say_state(flag), bar.id, flag.look)


def _when(segment: Segment, today: date) -> str:
    if segment.shade == "planned" or segment.start > today:
        return "Prévue"
    if segment.end is None or segment.end >= today:
        return "En cours"
    return f"Passée, jusqu’au {say_short(segment.end, today)}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
