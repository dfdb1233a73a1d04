# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dated events of one procedure, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

OPENED: Final = "opened"
"""The event every procedure has without noting it: its opening."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a procedure on a day. `details` holds what its scheme asks with it."""

    name: str
    on: date
    details: Mapping[str, object] = field(default_factory=dict[str, object])


class Record:
    """The events of a procedure by date; those of one day stay in the order in which they were noted.

    The rank of an event is its place in `events`.
    """

    __slots__ = ("events", "names")

    def __init__(self, events: Iterable[Event]) -> None:
        self.events: list[Event] = sorted(events, key=attrgetter("on"))
        self.names: frozenset[str] = frozenset([event.name for event in self.events])

    def first(self, names: Collection[str], after: int = -1) -> int | None:
        """Give the rank of the first of these events after a rank."""
        for rank in range(after + 1, len(self.events)):
            if self.events[rank].name in names:
                return rank
        return None

    def last(self, names: Collection[str]) -> int | None:
        """Give the rank of the last of these events."""
        for rank in range(len(self.events) - 1, -1, -1):
            if self.events[rank].name in names:
                return rank
        return None
