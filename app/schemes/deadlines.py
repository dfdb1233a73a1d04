# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deadlines of a procedure, reckoned from its dated events.

For each rule of the edition, in turn: where does it start (an event, the letter that notifies it, or the silence after
another deadline)? does it apply (territory, period, details)? when does it end (length, suspension, working days)? has
something closed it? The rules are taken after those they depend on, so that one pass is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from app.schemes.calendar import end_of_delay, next_working_day, season_around
from app.schemes.definitions import Length
from app.schemes.department_tables import SETTING
from app.schemes.departments import DEPARTMENTS
from app.schemes.events import OPENED, Event, Record
from app.schemes.faults import SchemeRefusal
from app.schemes.noted import allows, noted_date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.schemes.definitions import Awaited, DeadlineKind, DeadlineRule, Edition, Scheme, Scope, When

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline of a procedure: its dates, and through `rule` what is said of it.

    `due` is its last day, included. `after` names the deadline whose silence started this one, None when an event did.
    `opens_on` is the last day of the deadline that must first run out, None when it is open from the start.
    `to_confirm`: its length rests on a list of départements to be confirmed with the préfecture.
    """

    rule: DeadlineRule
    due: date
    starts_on: date
    after: str | None
    closed_on: date | None
    suspended: bool
    opens_on: date | None = None
    to_confirm: bool = False

    @property
    def id(self) -> str:
        """The identifier of its rule, as in the scheme's file."""
        return self.rule.id

    @property
    def label(self) -> str:
        """What falls due."""
        return self.rule.label

    @property
    def kind(self) -> DeadlineKind:
        """The law, a contract, or a piece of advice."""
        return self.rule.kind

    @property
    def awaits(self) -> Awaited:
        """Who must act: the person and the service ("us"), or those who decide ("them")."""
        return self.rule.awaits

    @property
    def scope(self) -> Scope:
        """Whether it is one of this procedure, or of the whole service."""
        return self.rule.scope

    @property
    def basis(self) -> str | None:
        """The article, None while the rule is not verified."""
        return self.rule.basis

    @property
    def verified(self) -> bool:
        """Whether the rule was read in its text; otherwise it is shown « à vérifier »."""
        return self.rule.verified

    @property
    def source(self) -> str:
        """Where the rule was read."""
        return self.rule.source

    @property
    def consequence(self) -> str:
        """What it means to let it pass."""
        return self.rule.consequence_after_silence if self.after_silence else self.rule.consequence

    @property
    def after_silence(self) -> bool:
        """Whether it is open since a silence and nothing bars it later: past its day, it is never said lost."""
        return self.after is not None and bool(self.rule.consequence_after_silence)

    @property
    def lapses_to(self) -> str | None:
        """The stage reached when it runs out."""
        return self.rule.lapses_to

    @property
    def act(self) -> str | None:
        """The event or the action its button proposes."""
        return self.rule.act

    @property
    def act_label(self) -> str | None:
        """What its button says."""
        return self.rule.act_label

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

    `settings` replaces lists of départements, {territory id: codes}, and rows of tables, {"table.<id>": {code:
    months}}. Events the edition does not know are ignored.
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
    the first event. Raises SchemeRefusal for an unknown event or département, one where the scheme does not
    apply, an impossible date, no event at all.
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
    if department in edition.not_in:
        raise SchemeRefusal(f"{edition.short_title} : ce dispositif ne s’applique pas dans ce département.")


class _Start(NamedTuple):
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
        found = self.found
        for rule in self.edition.rules_for(self.record.names):
            if not found.keys().isdisjoint(rule.replaced_by) or not all(map(self._ran_out, rule.opens_after)):
                continue
            start = self._start(rule)
            if start and (rule.when is None or self._applies(rule, rule.when, start)):
                self._reckon(rule, start)
        return tuple([found[name] for name in self.edition.deadlines if name in found])

    def _ran_out(self, name: str) -> bool:
        deadline = self.found.get(name)
        return deadline is not None and deadline.ran_out

    # Where it starts

    def _start(self, rule: DeadlineRule) -> _Start | None:
        """Take the latest of the places where the delay could start."""
        start = self._start_at_event(rule) if rule.starts else None
        for name in rule.after:
            if self._ran_out(name) and (start is None or start.on < self.found[name].due):
                start = _Start(self.found[name].due, self.starts[name].rank, name)
        if rule.end_of in self.found and (start is None or start.on < self.found[rule.end_of].due):
            start = _Start(self.found[rule.end_of].due, self.starts[rule.end_of].rank)
        return start

    def _start_at_event(self, rule: DeadlineRule) -> _Start | None:
        rank = self.record.first(rule.starts) if rule.pick_first else self.record.last(rule.starts)
        if rank is None:
            return None
        event = self.record.events[rank]
        if rule.start_detail:
            return _Start(noted_date(event.details.get(rule.start_detail)) or event.on, rank)
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

    def _applies(self, rule: DeadlineRule, when: When, start: _Start) -> bool:
        details = self.record.events[start.rank].details
        return (
            (when.territory is None or self._lies_in(when.territory))
            and (when.not_territory is None or not self._lies_in(when.not_territory))
            and (when.started_from is None or start.on >= when.started_from)
            and (when.started_until is None or start.on <= when.started_until)
            and (when.within is None or self._started_within(when.within, start.on))
            and not any(event.name in when.never_after for event in self.record.events[: start.rank])
            and (not when.running or self._runs(rule, when.running, start))
            and all(allows(allowed, details.get(name)) for name, allowed in when.detail.items())
            and all(allows(allowed, self.answers.get(name)) for name, allowed in when.answer.items())
        )

    def _runs(self, rule: DeadlineRule, running: frozenset[str], start: _Start) -> bool:
        """Whether what one of these events began was still running when the delay started."""
        for event in reversed(self.record.events[: start.rank + 1]):
            if event.name in running:
                return True
            if event.name in rule.closers and event.name not in rule.closed_by:
                return False
        return False

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
        length, to_confirm = self._length(rule, start)
        if length is None:
            return
        due = end_of_delay(starts_on, length, backwards=rule.backwards)
        due, suspended = self._suspend(rule, start, due)
        if rule.cumulated:
            due -= self._earlier_spells(rule, start)
        opens_on = self._opens_on(rule, start)
        if rule.truce:
            begins, due = season_around(due, rule.truce)
            opens_on = max(filter(None, (opens_on, begins - _DAY)))
        if rule.next_working_day:
            due = next_working_day(due, self.department)
        if rule.when and not self._ends_before(rule.when, due):
            return
        closed_on = self._closed_on(rule, start)
        self.starts[rule.id] = start
        self.found[rule.id] = Deadline(
            rule, due, starts_on, start.after, closed_on, suspended and closed_on is None, opens_on, to_confirm
        )

    def _length(self, rule: DeadlineRule, start: _Start) -> tuple[Length | None, bool]:
        """Give the length, and whether it rests on a list or a table of départements that is still to be confirmed.

        None when a table does not know the département: there is no such deadline then.
        """
        if rule.length_from:
            stated = self.record.events[start.rank].details.get(rule.length_from)
            if isinstance(stated, int) and stated > 0:
                return Length(stated, rule.length.unit), False
        if rule.length_by:
            return self._of_department(rule, rule.length_by), True
        for territory, count in rule.length_in:
            if self._lies_in(territory):
                return Length(count, rule.length.unit), self.edition.territories[territory].to_confirm
        if rule.length_in:
            return rule.length, any(self.edition.territories[name].to_confirm for name, _ in rule.length_in)
        return rule.length, False

    def _of_department(self, rule: DeadlineRule, name: str) -> Length | None:
        table = self.edition.department_tables.get(name)
        months = table.months(self.department, self.settings.get(SETTING + name)) if table else None
        return Length(months, rule.length.unit) if months else None

    def _suspend(self, rule: DeadlineRule, start: _Start, due: date) -> tuple[date, bool]:
        """Add the days during which the delay was suspended; say whether it still is."""
        if not rule.suspended_by or rule.suspended_by.isdisjoint(self.record.names):
            return due, False
        asked_on: date | None = None
        for event in self.record.events[start.rank + 1 :]:
            if asked_on is None and event.name in rule.suspended_by and event.on <= due:
                asked_on = event.on
            elif asked_on is not None and (event.name in rule.resumed_by or event.name in rule.closed_by):
                due, asked_on = due + (event.on - asked_on), None
        return due, asked_on is not None

    def _earlier_spells(self, rule: DeadlineRule, start: _Start) -> timedelta:
        """Add up the days between the earlier starts and what closed each of them."""
        total, began = timedelta(), None
        for event in self.record.events[: start.rank]:
            if began is None and event.name in rule.starts:
                began = event.on
            elif began is not None and event.name in rule.closers:
                total, began = total + (event.on - began), None
        return total

    def _ends_before(self, when: When, due: date) -> bool:
        other = self.found.get(when.ends_before or "")
        return other is None or due < other.due

    def _closed_on(self, rule: DeadlineRule, start: _Start) -> date | None:
        rank = self.record.first(rule.closers, start.rank)
        return None if rank is None else self.record.events[rank].on

    def _opens_on(self, rule: DeadlineRule, start: _Start) -> date | None:
        if start.after:
            return self.found[start.after].due
        if rule.opens_after:
            return max(self.found[name].due for name in rule.opens_after)
        return None
