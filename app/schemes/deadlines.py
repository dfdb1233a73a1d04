# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deadlines of a procedure, reckoned from its dated events.

For each rule of the edition, in turn: where does it start (an event, the letter that notifies it, or the silence after
another deadline)? does it apply (territory, period, details)? when does it end (length, suspension, working days)? has
something closed it? The rules are taken after those they depend on, so that one pass is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from app.schemes.calendar import end_of_delay, next_working_day
from app.schemes.definitions import Length
from app.schemes.departments import DEPARTMENTS
from app.schemes.events import OPENED, Event, Record
from app.schemes.faults import SchemeRefusal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.schemes.definitions import Awaited, DeadlineKind, DeadlineRule, Edition, Scheme, Scope, When

NOT_NOTED: Final = "not_noted"
"""What a rule calls a detail or an answer that nobody has noted yet."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline of a procedure.

    `due` is its last day, included. `after` names the deadline whose silence started this one, None when an event did.
    `opens_on` is the last day of the deadline that must first run out, None when it is open from the start.
    `basis` is the article, None while the rule is not verified. `to_confirm`: it rests on a list of départements to be
    confirmed with the préfecture. `lapses_to` is the stage reached when it runs out, `act` the event or action that its
    button proposes.
    """

    id: str
    label: str
    due: date
    starts_on: date
    basis: str | None
    verified: bool
    consequence: str
    after: str | None
    kind: DeadlineKind
    awaits: Awaited
    closed_on: date | None
    suspended: bool
    act: str | None
    act_label: str | None = None
    source: str = ""
    opens_on: date | None = None
    to_confirm: bool = False
    lapses_to: str | None = None
    scope: Scope = "procedure"

    @property
    def ran_out(self) -> bool:
        """Whether it ends, or will end, without what closes it: then its silence counts."""
        return not self.suspended and (self.closed_on is None or self.closed_on > self.due)

    def is_open(self, today: date) -> bool:
        """Whether it counts today: nothing has closed it, and the one it waits for has run out."""
        return self.closed_on is None and (self.opens_on is None or self.opens_on < today)

    def is_overdue(self, today: date) -> bool:
        """Whether its last day has passed while it was open."""
        return self.due < today and not self.suspended and self.is_open(today)


def deadlines_of(
    edition: Edition,
    events: Sequence[Event],
    *,
    opened: date,
    department: str,
    answers: Mapping[str, object] | None = None,
    settings: Mapping[str, Collection[str]] | None = None,
) -> tuple[Deadline, ...]:
    """Give every deadline of a procedure, in the order of the scheme's file, those already closed included.

    `settings` replaces lists of départements: {territory id: codes}. Events the edition does not know are ignored.
    """
    reckoning = _Reckoning(edition, Record([Event(OPENED, opened), *events]), department, answers or {}, settings or {})
    return reckoning.result()


def deadlines_for(
    scheme: Scheme,
    occurrences: Mapping[str, Sequence[date | str | Event]],
    *,
    department: str = "",
    opened: date | None = None,
    answers: Mapping[str, object] | None = None,
    settings: Mapping[str, Collection[str]] | None = None,
) -> tuple[Deadline, ...]:
    """Answer without a dossier: the deadlines that these dated events open, {event name: dates (or ISO texts)}.

    Events of one day are taken in the order of the scheme's file. `opened` chooses the edition; by default, the day of
    the first event. Raises SchemeRefusal for an unknown event or département, an impossible date, no event at all.
    """
    events = [_event(name, when) for name, dates in occurrences.items() for when in dates]
    if opened is None and not events:
        raise SchemeRefusal("Donnez au moins un événement et sa date.")
    edition = scheme.edition_on(opened or min(event.on for event in events))
    _refuse_unknown(edition, occurrences, department)
    order = {name: rank for rank, name in enumerate(edition.events)}
    events.sort(key=lambda event: order[event.name])
    first = opened or min(event.on for event in events)
    return deadlines_of(edition, events, opened=first, department=department, answers=answers, settings=settings)


def _event(name: str, when: date | str | Event) -> Event:
    if isinstance(when, Event):
        return when
    try:
        return Event(name, when if isinstance(when, date) else date.fromisoformat(when))
    except ValueError:
        raise SchemeRefusal(f"Cette date n’existe pas : {when}.") from None


def _refuse_unknown(edition: Edition, names: Collection[str], department: str) -> None:
    for name in names:
        if name not in edition.events:
            known = ", ".join(edition.events)
            raise SchemeRefusal(f"{edition.short_title} ne connaît pas l’événement « {name} ». Il connaît : {known}.")
    if department and department not in DEPARTMENTS:
        raise SchemeRefusal(f"Ce département n’existe pas : {department}.")


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a delay starts: the day, the rank of the event at its root, and the deadline whose silence it follows."""

    on: date
    rank: int
    after: str | None = None


class _Reckoning:
    """One pass over the rules of an edition, for one procedure."""

    __slots__ = ("answers", "department", "edition", "found", "record", "settings", "starts")

    def __init__(
        self,
        edition: Edition,
        record: Record,
        department: str,
        answers: Mapping[str, object],
        settings: Mapping[str, Collection[str]],
    ) -> None:
        self.edition = edition
        self.record = record
        self.department = department
        self.answers = answers
        self.settings = settings
        self.found: dict[str, Deadline] = {}
        self.starts: dict[str, _Start] = {}

    def result(self) -> tuple[Deadline, ...]:
        for rule in self.edition.evaluation_order:
            if not self._may_start(rule) or any(other in self.found for other in rule.replaced_by):
                continue
            start = self._start(rule)
            if start and (rule.when is None or self._applies(rule.when, start)):
                self._reckon(rule, start)
        found = self.found
        return tuple([found[name] for name in self.edition.deadlines if name in found])

    def _may_start(self, rule: DeadlineRule) -> bool:
        """Set aside at once the many rules that none of the procedure's events concerns."""
        return (
            not rule.starts.isdisjoint(self.record.names)
            or rule.end_of in self.found
            or any(other in self.found for other in rule.after)
        ) and all(self._ran_out(other) for other in rule.opens_after)

    def _ran_out(self, name: str) -> bool:
        return name in self.found and self.found[name].ran_out

    # Where it starts

    def _start(self, rule: DeadlineRule) -> _Start | None:
        """Take the latest of the places where the delay could start."""
        starts = [
            _Start(self.found[name].due, self.starts[name].rank, name) for name in rule.after if self._ran_out(name)
        ]
        event = self._start_at_event(rule)
        if event:
            starts.insert(0, event)
        if rule.end_of in self.found:
            starts.append(_Start(self.found[rule.end_of].due, self.starts[rule.end_of].rank))
        return max(starts, key=lambda start: start.on, default=None)

    def _start_at_event(self, rule: DeadlineRule) -> _Start | None:
        rank = self.record.first(rule.starts) if rule.pick_first else self.record.last(rule.starts)
        if rank is None:
            return None
        event = self.record.events[rank]
        if rule.start_detail:
            return _Start(_date(event.details.get(rule.start_detail)) or event.on, rank)
        notified_on = self._notification(rank, rule.notified_by) if rule.notified_by else None
        return _Start(notified_on or event.on, rank)

    def _notification(self, rank: int, notified_by: str) -> date | None:
        """Give the day the letter came, unless another decision was noted in between."""
        for event in self.record.events[rank + 1 :]:
            if event.name == notified_by:
                return event.on
            kind = self.edition.events.get(event.name)
            if kind and kind.sort == "decision":
                return None
        return None

    # Whether it applies

    def _applies(self, when: When, start: _Start) -> bool:
        details = self.record.events[start.rank].details
        return (
            (when.territory is None or self._lies_in(when.territory))
            and (when.not_territory is None or not self._lies_in(when.not_territory))
            and (when.started_from is None or start.on >= when.started_from)
            and (when.started_until is None or start.on <= when.started_until)
            and (when.within is None or self._started_within(when.within, start.on))
            and not any(event.name in when.never_after for event in self.record.events[: start.rank])
            and all(_noted(details.get(name)) in allowed for name, allowed in when.detail.items())
            and all(_noted(self.answers.get(name)) in allowed for name, allowed in when.answer.items())
        )

    def _lies_in(self, territory: str) -> bool:
        listed = self.settings.get(territory)
        return self.department in (self.edition.territories[territory].departments if listed is None else listed)

    def _started_within(self, name: str, day: date) -> bool:
        """After a silence nothing is ever too late, and a deadline that is not known bars nothing."""
        other = self.found.get(name)
        return other is None or other.after is not None or day <= other.due

    # When it ends

    def _reckon(self, rule: DeadlineRule, start: _Start) -> None:
        starts_on = end_of_delay(start.on, rule.wait) if rule.wait else start.on
        length, from_list = self._length(rule, start)
        due = end_of_delay(starts_on, length, backwards=rule.backwards)
        due, suspended = self._suspend(rule, start, due)
        if rule.next_working_day:
            due = next_working_day(due, self.department)
        self.starts[rule.id] = start
        self.found[rule.id] = self._deadline(rule, start, starts_on, due, suspended=suspended, from_list=from_list)

    def _length(self, rule: DeadlineRule, start: _Start) -> tuple[Length, bool]:
        """Give the length, and whether it rests on a list of départements that is still to be confirmed."""
        if rule.length_from:
            stated = self.record.events[start.rank].details.get(rule.length_from)
            if isinstance(stated, int) and stated > 0:
                return Length(stated, rule.length.unit), False
        for territory, count in rule.length_in:
            if self._lies_in(territory):
                return Length(count, rule.length.unit), self.edition.territories[territory].to_confirm
        return rule.length, any(self.edition.territories[name].to_confirm for name, _ in rule.length_in)

    def _suspend(self, rule: DeadlineRule, start: _Start, due: date) -> tuple[date, bool]:
        """Add the days during which the delay was suspended; say whether it still is."""
        if rule.suspended_by.isdisjoint(self.record.names):
            return due, False
        asked_on: date | None = None
        for event in self.record.events[start.rank + 1 :]:
            if asked_on is None and event.name in rule.suspended_by and event.on <= due:
                asked_on = event.on
            elif asked_on is not None and (event.name in rule.resumed_by or event.name in rule.closed_by):
                due, asked_on = due + (event.on - asked_on), None
        return due, asked_on is not None

    # What is said of it

    def _deadline(
        self, rule: DeadlineRule, start: _Start, starts_on: date, due: date, *, suspended: bool, from_list: bool
    ) -> Deadline:
        closed_on = self._closed_on(rule, start)
        silent = start.after is not None and rule.consequence_after_silence
        return Deadline(
            id=rule.id,
            label=rule.label,
            due=due,
            starts_on=starts_on,
            basis=rule.basis,
            verified=rule.verified,
            consequence=rule.consequence_after_silence if silent else rule.consequence,
            after=start.after,
            kind=rule.kind,
            awaits=rule.awaits,
            closed_on=closed_on,
            suspended=suspended and closed_on is None,
            act=rule.act,
            act_label=rule.act_label,
            source=rule.source,
            opens_on=self._opens_on(rule, start),
            to_confirm=from_list,
            lapses_to=rule.lapses_to,
            scope=rule.scope,
        )

    def _closed_on(self, rule: DeadlineRule, start: _Start) -> date | None:
        closers = rule.closed_by
        if rule.scope == "procedure":
            closers |= self.edition.final_events
        if closers.isdisjoint(self.record.names):
            return None
        rank = self.record.first(closers, start.rank)
        return None if rank is None else self.record.events[rank].on

    def _opens_on(self, rule: DeadlineRule, start: _Start) -> date | None:
        if start.after:
            return self.found[start.after].due
        return max((self.found[name].due for name in rule.opens_after), default=None)


def _date(value: object) -> date | None:
    """Read a date kept among the details of an event, where it may be an ISO text."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value if isinstance(value, date) else None


def _noted(value: object) -> str:
    """Give a detail or an answer as the rules write it."""
    if value is None or value == "":
        return NOT_NOTED
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
