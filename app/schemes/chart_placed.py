# SPDX-License-Identifier: AGPL-3.0-or-later
"""The placed pathway chart: what `chart_layout.place` gives to screen and paper, and the distances it keeps.

Across, positions are in the caller's own unit, from the left of the time area; down, they are row numbers: the caller
knows its own row height.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from app.schemes.chart import Bar, Dot, Flag, LaneId, Segment

if TYPE_CHECKING:
    from datetime import date

    from app.schemes.chart_time import Ruler

Thing = TypeVar("Thing", Dot, Flag)


class TextWidth(Protocol):
    """Measures a label in the caller's unit; labels beside a bar are bold."""

    def __call__(self, text: str, *, bold: bool = False) -> float:
        """Give the width of `text` on one line."""
        ...


@dataclass(frozen=True)
class Rules:
    """The distances of the chart, in the caller's unit; the defaults are pixels at 100 % text size.

    Marks closer than `…_apart` become one; a mark with a count needs `…_count` more. `inset` is left before a label in
    its segment, `aside` between a bar and the label beside it, `letters` the fewest that an elided label keeps, `rows`
    how many rows a lane shows before the rest folds.
    """

    width: TextWidth
    flags_apart: float = 14
    flags_count: float = 8
    dots_apart: float = 9
    dots_count: float = 4
    shortest: float = 3
    inset: float = 7
    aside: float = 6
    letters: int = 6
    rows: int = 4


@dataclass(frozen=True)
class Label:
    """Words on a segment (`segment` is its index) or beside the bar, from `left`, as wide as `width`."""

    text: str
    left: float
    width: float
    place: Literal["inside", "before", "after"]
    segment: int | None = None


@dataclass(frozen=True)
class PlacedSegment:
    """One stage with its edges; never narrower than `Rules.shortest`, never over the one before it."""

    segment: Segment
    left: float
    right: float


@dataclass(frozen=True)
class PlacedBar:
    """One procedure in its row. `came_from` tells that it began before the window, `goes_on` that it lasts beyond."""

    bar: Bar
    left: float
    right: float
    segments: tuple[PlacedSegment, ...]
    came_from: bool
    goes_on: bool
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Mark(Generic[Thing]):
    """One event or deadline, or several too close to part: `first` is drawn, at its own exact day.

    `bar` is the procedure of `first`; `others` keeps what it stands for besides, each with its procedure, in time.
    """

    at: float
    bar: Bar
    first: Thing
    others: tuple[tuple[Bar, Thing], ...] = ()

    @property
    def count(self) -> int:
        """Count what the mark stands for; above 1 the count is written."""
        return 1 + len(self.others)

    def joined_by(self, mark: Mark[Thing]) -> Mark[Thing]:
        """Stand for `mark` too."""
        return replace(self, others=(*self.others, (mark.bar, mark.first), *mark.others))

    @property
    def members(self) -> tuple[tuple[Bar, Thing], ...]:
        """List everything it stands for, in time."""
        return tuple(sorted(((self.bar, self.first), *self.others), key=lambda pair: pair[1].on))


@dataclass(frozen=True)
class Row:
    """Bars that follow one another, with the dots and flags of all of them."""

    bars: tuple[PlacedBar, ...]
    dots: tuple[Mark[Dot], ...]
    flags: tuple[Mark[Flag], ...]


@dataclass(frozen=True)
class Gap:
    """A long time without any procedure in the lane, drawn at the height of its first row.

    `left` and `right` are cut to the window; `words` (« 8 mois sans démarche ») begin at `words_at`, None where they
    do not fit.
    """

    start: date
    end: date
    left: float
    right: float
    words: str
    words_at: float | None


@dataclass(frozen=True)
class Lane:
    """One family of partners. `folded` holds the procedures of the rows that are not shown.

    `foldable` stays true once the lane is unfolded, so that it can be folded back.
    """

    id: LaneId
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    folded: tuple[Bar, ...] = ()
    foldable: bool = False


@dataclass(frozen=True)
class Layout:
    """The whole chart on one ruler. `today` is the position of the line of today, even outside the window."""

    lanes: tuple[Lane, ...]
    ruler: Ruler
    today: float
