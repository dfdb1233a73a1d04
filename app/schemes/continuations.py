# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a procedure leads to: the scheme to open next, or the event it still demands, at a moment its file declares.

Nothing is ever opened by itself: a continuation is a sentence and a button. It holds from its moment on, while the
procedure runs; once the procedure is over, what its ending leads to is said for `KEPT` months.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from app.schemes.calendar import add_months, end_of_delay
from app.schemes.definitions import Length
from app.schemes.events import OPENED
from app.schemes.noted import noted
from app.schemes.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.schemes.conditions import Condition
    from app.schemes.deadlines import Deadline
    from app.schemes.definitions import Edition
    from app.schemes.events import Event
    from app.schemes.procedures import StageNow

KEPT: Final = 6
"""For how many months what the end of a procedure leads to is still said."""
OPENING: Final = "Démarche ouverte"


@dataclass(frozen=True)
class Moment:
    """When a continuation is said; all that is written must hold. `within`: how long before one of `deadlines`."""

    events: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    deadlines: tuple[str, ...] = ()
    within: Length | None = None
    unless: frozenset[str] = frozenset()
    detail: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


@dataclass(frozen=True)
class Continuation:
    """One thing a procedure leads to: a `scheme` to open, or an `event` of its own to note; the other one is empty.

    `demanded`: the law asks for it, so it is not set aside. `urgent`: it is said among what falls due today.
    It is left out when its `condition` is known not to hold or, if it must be `sure`, is not known to hold. `answers`
    are those already given to the procedure it opens.
    """

    id: str
    moment: Moment
    scheme: str
    event: str
    say: str
    demanded: bool
    urgent: bool
    condition: Condition | None
    sure: bool
    answers: Mapping[str, object]
    basis: str | None
    verified: bool
    source: str

    def suits(self, facts: Mapping[str, object]) -> bool:
        """Whether its condition lets it be said."""
        held = True if self.condition is None else self.condition.holds(facts)
        return held is True or (held is None and not self.sure)


@dataclass(frozen=True)
class Proposed:
    """A continuation whose moment has come: since when, and what brought it (« Commandement reçu »)."""

    rule: Continuation
    since: date
    cause: str


def continuation(row: Mapping[str, Any], condition: Condition | None) -> Continuation:
    """Build a continuation from its checked row."""
    return Continuation(
        id=row["id"],
        moment=_moment(row["when"]),
        scheme=row.get("scheme", ""),
        event=row.get("event", ""),
        say=said(row["say"]),
        demanded=row.get("demanded", False),
        urgent=row.get("urgent", False),
        condition=condition,
        sure=row.get("sure", False),
        answers=row.get("answers", {}),
        basis=said(row["basis"]) if "basis" in row else None,
        verified=row["verified"],
        source=said(row.get("source", "")),
    )


def proposed(
    edition: Edition,
    events: Sequence[Event],
    deadlines: Sequence[Deadline],
    passed: Sequence[StageNow],
    *,
    today: date,
    facts: Mapping[str, object] | None = None,
) -> tuple[Proposed, ...]:
    """Give what a procedure leads to on a day, in the order of its scheme's file.

    `deadlines` and `passed` are those of the same events; `facts` are given by path, `procedure.answers.*` included.
    """
    course = _Course(edition, [event for event in events if event.on <= today], deadlines, passed, today)
    found = (course.proposed(rule) for rule in edition.leads_to)
    return tuple(each for each in found if each and each.rule.suits(facts or {}))


def _moment(row: Mapping[str, Any]) -> Moment:
    within = row.get("within")
    return Moment(
        events=frozenset(row.get("events", ())),
        stages=frozenset(row.get("stages", ())),
        deadlines=tuple(row.get("deadlines", ())),
        within=Length(within["length"], within["unit"]) if within else None,
        unless=frozenset(row.get("unless", ())),
        detail={name: frozenset(values) for name, values in row.get("detail", {}).items()},
    )


class _Sign(NamedTuple):
    """Something that makes the moment: the day it came, and its French name."""

    on: date
    label: str


class _Course(NamedTuple):
    """A procedure as it stands on a day."""

    edition: Edition
    events: Sequence[Event]
    deadlines: Sequence[Deadline]
    passed: Sequence[StageNow]
    today: date

    def proposed(self, rule: Continuation) -> Proposed | None:
        moment = rule.moment
        signs = [
            look(moment)
            for look, asked in (
                (self._event, moment.events),
                (self._stage, moment.stages),
                (self._deadline, moment.deadlines),
            )
            if asked
        ]
        if not signs or None in signs:
            return None
        since, cause = max((sign for sign in signs if sign), key=lambda sign: sign.on)
        if self._is_over(since) or self._is_answered(moment.unless, since):
            return None
        return Proposed(rule, since, cause)

    def _event(self, moment: Moment) -> _Sign | None:
        """The last of the events it names, when its details are those it wants."""
        for event in reversed(self.events):
            if event.name in moment.events:
                fits = all(noted(event.details.get(name)) in allowed for name, allowed in moment.detail.items())
                kind = self.edition.events.get(event.name)
                return _Sign(event.on, kind.label if kind else event.name) if fits else None
        return _Sign(self.passed[0].since, OPENING) if OPENED in moment.events else None

    def _stage(self, moment: Moment) -> _Sign | None:
        now = self.passed[-1]
        return _Sign(now.since, now.label) if now.id in moment.stages else None

    def _deadline(self, moment: Moment) -> _Sign | None:
        """The first of the deadlines it names that runs and is near enough."""
        for deadline in self.deadlines:
            if deadline.id in moment.deadlines and self._runs(deadline):
                near = moment.within
                since = end_of_delay(deadline.due, near, backwards=True) if near else deadline.starts_on
                if since <= self.today:
                    return _Sign(since, deadline.label)
        return None

    def _runs(self, deadline: Deadline) -> bool:
        closed = deadline.closed_on is not None and deadline.closed_on <= self.today
        return not closed and (deadline.opens_on is None or deadline.opens_on < self.today)

    def _is_over(self, since: date) -> bool:
        """Whether the procedure ended since, by something else, or too long ago."""
        now = self.passed[-1]
        return now.closed and (now.since > since or self.today > add_months(since, KEPT))

    def _is_answered(self, unless: Iterable[str], since: date) -> bool:
        return any(event.name in unless and event.on >= since for event in self.events)
