# SPDX-License-Identifier: AGPL-3.0-or-later
"""The time of the pathway chart: zoom levels, windows and the two bands of the axis.

Lengths are in the caller's own unit (pixels on screen, points on paper); only the `Ruler` turns days into them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from app.french.dates import MONTHS, SHORT_MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

Zoom = Literal["week", "month", "quarter", "year", "two_years", "five_years", "ten_years"]
Unit = Literal["day", "week", "month", "quarter", "quarter_month", "year"]
"""What one cell of the lower band is; `quarter_month` is a quarter called by its first month, as on paper."""

Measure = Callable[[str], float]
"""Width of a text of the axis or of a label, in the caller's unit."""

TODAY_AT: Final = 0.8
"""Where today stands in the default window: history is read and the near future is seen."""


@dataclass(frozen=True)
class Extent:
    """How long a window is, in `weeks` or in `months`, what its cells are, how many cells « previous » moves it by."""

    name: str
    unit: Unit
    stride: int
    weeks: int = 0
    months: int = 0


EXTENTS: Final[dict[Zoom, Extent]] = {
    "week": Extent("Semaine", "day", 7, weeks=2),
    "month": Extent("Mois", "week", 2, weeks=6),
    "quarter": Extent("Trimestre", "month", 1, months=4),
    "year": Extent("An", "month", 3, months=13),
    "two_years": Extent("2 ans", "month", 6, months=24),
    "five_years": Extent("5 ans", "quarter", 4, months=60),
    "ten_years": Extent("10 ans", "year", 2, months=120),
}
ZOOMS: Final[tuple[Zoom, ...]] = tuple(EXTENTS)


@dataclass(frozen=True)
class Window:
    """The days that are shown: from `first` to the day before `after`."""

    zoom: Zoom
    first: date

    @cached_property
    def after(self) -> date:
        """Give the first day that is no longer shown."""
        extent = EXTENTS[self.zoom]
        return add_months(self.first, extent.months) + timedelta(weeks=extent.weeks)

    @cached_property
    def days(self) -> int:
        """Count the days shown."""
        return (self.after - self.first).days

    def shows(self, day: date) -> bool:
        """Tell whether `day` is in the window."""
        return self.first <= day < self.after


@dataclass(frozen=True)
class Ruler:
    """Where each day stands, from 0 at the window's first day to `width` at its end, in the caller's unit."""

    window: Window
    width: float

    @cached_property
    def per_day(self) -> float:
        """Give the width of one day."""
        return self.width / self.window.days

    def x(self, day: date) -> float:
        """Give the left edge of `day`; negative before the window, beyond `width` after it."""
        return (day - self.window.first).days * self.per_day

    def day_at(self, x: float) -> date:
        """Give the day under `x`."""
        return self.window.first + timedelta(days=int(x // self.per_day))


def default_window(today: date, zoom: Zoom = "two_years") -> Window:
    """Place the window of `zoom` so that `today` stands at about four fifths of it, on a whole cell."""
    return window_around(zoom, today, TODAY_AT)


def window_around(zoom: Zoom, anchor: date, share: float) -> Window:
    """Place the window of `zoom` so that `anchor` stands at `share` (0 to 1) of its width, starting on a whole cell.

    The start goes back to the beginning of its cell, unless that would push the anchor more than 8 % too far right.
    """
    unit = EXTENTS[zoom].unit
    back = timedelta(days=Window(zoom, floor_to(unit, anchor)).days * share)
    window = Window(zoom, floor_to(unit, anchor - back))
    drift = (anchor - window.first).days / window.days - share
    later = next_start(unit, window.first)
    return Window(zoom, later) if drift > 0.08 and later <= anchor else window


def moved(window: Window, cells: int) -> Window:
    """Move the window by a number of cells of its lower band; negative goes back."""
    return Window(window.zoom, step(EXTENTS[window.zoom].unit, window.first, cells))


def revealing(window: Window, day: date) -> Window:
    """Move the window as little as needed for `day` to be well inside it; the same window when it already shows."""
    if window.shows(day):
        return window
    return window_around(window.zoom, day, 0.15 if day < window.first else 0.85)


@dataclass(frozen=True)
class Cell:
    """One cell of a band of the axis, with its left and right edge; `label` is empty where nothing is written.

    `strong` marks what starts a year (or a month, at the scale of days), `rest` a Saturday or a Sunday.
    """

    start: date
    left: float
    right: float
    label: str
    strong: bool = False
    rest: bool = False


@dataclass(frozen=True)
class Axis:
    """The two bands: `upper` carries years (or months, at the scale of days), `lower` the cells of the grid."""

    upper: tuple[Cell, ...]
    lower: tuple[Cell, ...]


def axis(ruler: Ruler, measure: Measure, unit: Unit | None = None, margin: float = 4) -> Axis:
    """Divide the ruler in cells; `unit` replaces the usual one of the zoom (paper counts in quarters).

    The lower labels all take the longest form whose widest one leaves `margin` free in the narrowest cell.
    """
    chosen = unit or EXTENTS[ruler.window.zoom].unit
    starts = list(_starts(chosen, ruler.window))
    edges = [max(0.0, ruler.x(start)) for start in starts] + [ruler.width]
    write = _longest_form(chosen, ruler.window.zoom, starts, edges, measure, margin)
    lower: list[Cell] = []
    for start, (left, right) in zip(starts, pairwise(edges), strict=True):
        label = write(start)
        fits = measure(label) + margin <= right - left
        rest = chosen == "day" and start.weekday() >= 5
        lower.append(Cell(start, left, right, label if fits else "", _opens(chosen, start), rest))
    return Axis(_upper(ruler, measure, chosen, margin), tuple(lower))


# Arithmetic on days


def add_months(day: date, months: int) -> date:
    """Give the first of the month that comes `months` after that of `day`; `day` itself when `months` is 0."""
    if not months:
        return day
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def floor_to(unit: Unit, day: date) -> date:
    """Give the first day of the cell that holds `day`."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "year":
        return date(day.year, 1, 1)
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def step(unit: Unit, start: date, count: int) -> date:
    """Give the start of the cell `count` cells after the one that starts on `start`."""
    if unit in ("day", "week"):
        return start + timedelta(days=count * (7 if unit == "week" else 1))
    months = {"month": 1, "year": 12}.get(unit, 3)
    return add_months(start, months * count)


def next_start(unit: Unit, start: date) -> date:
    """Give the start of the following cell."""
    return step(unit, start, 1)


# The bands


def _starts(unit: Unit, window: Window) -> Iterator[date]:
    day = floor_to(unit, window.first)
    while day < window.after:
        yield day
        day = next_start(unit, day)


def _opens(unit: Unit, start: date) -> bool:
    """Tell what begins a year (a month at the scale of days); where every cell is a year, none stands out."""
    if unit == "day":
        return start.day == 1
    return unit != "year" and start.month == 1 and start.day <= 7


Form = Callable[[date], str]


def _longest_form(
    unit: Unit, zoom: Zoom, starts: list[date], edges: list[float], measure: Measure, margin: float
) -> Form:
    widths = [right - left for left, right in pairwise(edges)]
    narrowest = min(widths[1:-1] or widths)
    for form in _forms(unit, zoom):
        if max(measure(form(start)) for start in starts) + margin <= narrowest:
            return form
    return _nothing


def _forms(unit: Unit, zoom: Zoom) -> tuple[Form, ...]:
    if unit == "day":
        return (lambda d: f"{WEEKDAYS[d.weekday()][:3]}. {d.day}", lambda d: str(d.day))
    if unit == "week":
        return (lambda d: f"{d.day} {SHORT_MONTHS[d.month - 1]}", lambda d: str(d.day))
    if unit == "quarter":
        return (lambda d: f"T{(d.month + 2) // 3}", lambda d: str((d.month + 2) // 3))
    if unit == "year":
        return (lambda d: str(d.year), lambda d: f"{d.year % 100:02}")
    if zoom == "quarter" or unit == "quarter_month":
        return (_month, _short_month, _month_initial)
    return (_short_month, _month_initial)


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


def _short_month(day: date) -> str:
    return SHORT_MONTHS[day.month - 1]


def _month_initial(day: date) -> str:
    return MONTHS[day.month - 1][0].upper()


def _nothing(_: date) -> str:
    return ""


def _upper(ruler: Ruler, measure: Measure, unit: Unit, margin: float) -> tuple[Cell, ...]:
    """Cut the upper band in years (months at the scale of days); nothing where the lower band already says years."""
    if unit == "year":
        return ()
    months = unit == "day"
    starts = list(_starts("month" if months else "year", ruler.window))
    edges = [max(0.0, ruler.x(start)) for start in starts] + [ruler.width]
    cells: list[Cell] = []
    for start, (left, right) in zip(starts, pairwise(edges), strict=True):
        label = f"{MONTHS[start.month - 1]} {start.year}" if months else str(start.year)
        fits = measure(label) + margin <= right - left
        cells.append(Cell(start, left, right, label if fits else "", strong=True))
    return tuple(cells)
