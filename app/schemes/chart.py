# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pathway chart shows, before anything is placed or drawn.

A `Chart` holds one `Bar` per procedure. Screen and paper draw the same chart: `chart_layout` places it in abstract
units, each of them turns those units into pixels or millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, Literal

LaneId = Literal["housing", "rights", "employment", "budget", "health", "family", "mobility", "language"]
Shade = Literal["preparation", "sent", "review", "paused", "active", "refused", "closed", "planned"]
DotKind = Literal["fact", "decision", "meeting"]
FlagState = Literal["upcoming", "soon", "overdue", "kept", "lost"]

LANES: Final[tuple[LaneId, ...]] = (
    "housing",
    "rights",
    "employment",
    "budget",
    "health",
    "family",
    "mobility",
    "language",
)
"""The families of partners, in the fixed order of every screen and paper."""

LANE_NAMES: Final[dict[LaneId, str]] = {
    "housing": "Logement et hébergement",
    "rights": "Domiciliation et droits",
    "employment": "Emploi et formation",
    "budget": "Budget",
    "health": "Santé",
    "family": "Famille",
    "mobility": "Mobilité",
    "language": "Langue",
}

SHADE_NAMES: Final[dict[Shade, str]] = {
    "preparation": "préparation",
    "sent": "transmise",
    "review": "en instruction",
    "paused": "complément demandé, délai en pause",
    "active": "accordée, en cours",
    "refused": "refusée",
    "closed": "terminée",
    "planned": "prévue",
}
"""Every look of a stage with its word, in the order of the legend; « démarche » is feminine."""

DOT_NAMES: Final[dict[DotKind, str]] = {"fact": "fait daté", "decision": "décision", "meeting": "rencontre"}

FLAG_NAMES: Final[dict[FlagState, str]] = {
    "upcoming": "échéance à venir",
    "soon": "sous 30 jours",
    "overdue": "dépassée",
    "kept": "tenue",
    "lost": "perdue",
}

FLAG_URGENCY: Final[tuple[FlagState, ...]] = ("overdue", "soon", "upcoming", "lost", "kept")
"""The more urgent first: it is the one drawn when two flags are too close to part."""


@dataclass(frozen=True)
class Segment:
    """One stage of a procedure, from `start` to the day of the event that ends it; None while nothing ends it.

    `label` is written on the segment (« Hébergement · résidence Les Tilleuls »); empty, the bar's own label serves.
    """

    start: date
    end: date | None
    shade: Shade
    label: str = ""


@dataclass(frozen=True)
class Dot:
    """Something that happened on one day: a dated fact, a decision, a meeting; `sentence` leaves out the date."""

    on: date
    kind: DotKind
    sentence: str


@dataclass(frozen=True)
class Flag:
    """A deadline. `advice` tells a term that is only recommended: it never shows as overdue.

    `label` is what is due in two or three words (« décision attendue »), `sentence` says it whole, date included.
    """

    on: date
    state: FlagState
    label: str
    sentence: str
    advice: bool = False

    @property
    def look(self) -> FlagState:
        """Give the state as it is drawn: a past advice is still to do, never « dépassée »."""
        return "soon" if self.advice and self.state == "overdue" else self.state


@dataclass(frozen=True)
class Bar:
    """One procedure in its lane. `id` is what opening the bar gives back; `sentence` says its state in full.

    `segments` follow each other in time and do not overlap. Renewals of one right are segments of one bar.
    """

    id: str
    lane: LaneId
    label: str
    sentence: str
    segments: tuple[Segment, ...]
    dots: tuple[Dot, ...] = ()
    flags: tuple[Flag, ...] = ()

    @cached_property
    def span(self) -> tuple[date, date]:
        """Give the first day and the day after the last; `date.max` while nothing ends it; at least one day.

        Without segments it spans its dots and flags; without anything it stands on the first day there is, alone.
        """
        if self.segments:
            start = min(segment.start for segment in self.segments)
            end = max(segment.end or date.max for segment in self.segments)
        else:
            days = [dot.on for dot in self.dots] + [flag.on for flag in self.flags]
            start, end = min(days, default=date.min), max(days, default=date.min)
        return start, max(end, start + timedelta(days=1))


@dataclass(frozen=True)
class Chart:
    """All the procedures of one person as known on `today`."""

    bars: tuple[Bar, ...]
    today: date
