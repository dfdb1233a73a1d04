# SPDX-License-Identifier: AGPL-3.0-or-later
"""What procedures lead to: proposals of the schemes' files, opened in one gesture or set aside; links that are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.continuation import Continuation
from app.models.derived import Deadline, PersonCard, ProcedureState
from app.models.person import Person
from app.models.procedure import Procedure, ProcedureEvent
from app.schemes import continuations
from app.schemes.continuations import Proposed
from app.schemes.criteria import facts_on
from app.schemes.deadlines import deadlines_of
from app.schemes.definitions import Edition
from app.schemes.explain import TO_VERIFY
from app.schemes.faults import SchemeRefusal
from app.schemes.noting import offered
from app.schemes.procedures import stages_passed
from app.services import procedures, standing, values
from app.services.changes import Changes
from app.services.naming import full_name
from app.services.office import Office
from app.services.refusals import Refusal, Refused

OPENED, LATER, UNSUITABLE = "opened", "later", "unsuitable"
LATER_DAYS = 30
"""After how many days a proposal set aside « pas maintenant » comes back."""
MOST_URGENT = 50


@dataclass(frozen=True)
class Proposal:
    """Something a procedure leads to: a `scheme` to open or an `event` of its own to note (the other one is empty).

    `title` names it, `say` tells why in one sentence, `why` is the article or the source. `demanded`: the law asks for
    it, and it is not set aside. `cause` is what brought it, on the day `since`; `paper` what is handed over with it.
    """

    key: str
    procedure_id: UUID
    person_id: UUID
    procedure: str
    scheme: str
    event: str
    title: str
    say: str
    why: str
    demanded: bool
    urgent: bool
    since: date
    cause: str
    paper: str = ""
    person: str = ""


@dataclass(frozen=True)
class Link:
    """A procedure at the other end of « ouverte à la suite de »."""

    procedure_id: UUID
    title: str
    opened_on: date


def of_procedure(office: Office, procedure_id: UUID) -> tuple[Proposal, ...]:
    """What a procedure leads to now, in the order of its scheme's file."""
    with office.reading() as session:
        courses = standing.courses(session, office.catalogue, [procedure_id])
        return of_courses(session, office, courses)


def of_person(office: Office, person_id: UUID) -> tuple[Proposal, ...]:
    """What her procedures lead to now: what is demanded first, then the latest."""
    query = sa.select(Procedure.id).where(Procedure.person_id == person_id, Procedure.deleted.is_(False))
    with office.reading() as session:
        courses = standing.courses(session, office.catalogue, session.scalars(query).all())
        found = of_courses(session, office, courses)
    return _once(sorted(found, key=lambda each: (not each.demanded, -each.since.toordinal())))


def urgent(office: Office) -> tuple[Proposal, ...]:
    """What is urgent to propose in the dossiers the worker follows, with the person's name; the oldest first."""
    with office.reading() as session:
        ids = _that_may_lead(session, office)
        courses = standing.courses(session, office.catalogue, ids) if ids else []
        found = [each for each in of_courses(session, office, courses, with_facts=False) if each.urgent]
        people = sa.select(Person).where(Person.id.in_({each.person_id for each in found}))
        names = {row.id: full_name(row.first_names, row.birth_name, row.use_name) for row in session.scalars(people)}
    named = [replace(each, person=names[each.person_id]) for each in found]
    return _once(sorted(named, key=lambda each: (each.since, each.person)))


def open_proposed(office: Office, procedure_id: UUID, key: str, opened_on: date | None = None) -> Changes:
    """Open the procedure that is proposed, in the same département, and keep what it follows.

    Refused when it is not proposed, or no longer is.
    """
    with office.writing("continuation_opened") as work:
        session = work.session
        proposal, course = _current(session, office, procedure_id, key)
        source = course.procedure
        made = procedures.add_procedure(
            session, office, source.person_id, proposal.scheme, opened_on, source.department
        )
        session.flush()
        for name, value in _given(office, course, proposal, made).items():
            procedures.write_answer(session, office, made.id, name, value)
        session.add(_answer(office, source, key, OPENED, opened_id=made.id))
        work.created = made.id
    return work.changes


def set_aside(office: Office, procedure_id: UUID, key: str, answer: str) -> Changes:
    """Set a proposal aside: `later`, and it comes back in a month, or `unsuitable`. Refused when the law demands it."""
    with office.writing("continuation_set_aside") as work:
        proposal, course = _current(work.session, office, procedure_id, key)
        if answer not in (LATER, UNSUITABLE):
            raise Refused(Refusal.UNKNOWN_CHOICE, "answer", value=answer, choices=f"{LATER}, {UNSUITABLE}")
        if proposal.demanded:
            raise Refused(Refusal.DEMANDED, "answer", title=proposal.title)
        work.session.add(_answer(office, course.procedure, key, answer))
    return work.changes


def links(session: Session, office: Office, procedure_id: UUID) -> tuple[Link | None, tuple[Link, ...]]:
    """The procedure that one was opened after, and those opened after it, within a reading."""
    query = (
        sa.select(Continuation.procedure_id, Continuation.opened_id)
        .where(Continuation.answer == OPENED, Continuation.deleted.is_(False))
        .where(sa.or_(Continuation.procedure_id == procedure_id, Continuation.opened_id == procedure_id))
    )
    rows = session.execute(query).all()
    ends = {row.procedure_id if row.opened_id == procedure_id else row.opened_id for row in rows}
    found = {
        row.id: Link(row.id, row.label or _title(office, row.scheme), row.opened_on)
        for row in session.scalars(sa.select(Procedure).where(Procedure.id.in_(ends), Procedure.deleted.is_(False)))
    }
    before = next((found[row.procedure_id] for row in rows if row.procedure_id in found), None)
    after = sorted((found[row.opened_id] for row in rows if row.opened_id in found), key=lambda each: each.opened_on)
    return before, tuple(after)


def _answer(office: Office, source: Procedure, key: str, answer: str, opened_id: UUID | None = None) -> Continuation:
    day = office.today()
    return Continuation(
        procedure_id=source.id,
        person_id=source.person_id,
        key=key,
        answer=answer,
        on=day,
        until=day + timedelta(days=LATER_DAYS) if answer == LATER else None,
        opened_id=opened_id,
    )


def _given(office: Office, course: standing.Course, proposal: Proposal, made: Procedure) -> Mapping[str, object]:
    """The answers that the file gives beforehand, of those that the opened scheme asks."""
    edition = standing.edition_of(office.catalogue, made)
    rule = next(rule for rule in course.edition.leads_to if rule.id == proposal.key)
    return {name: value for name, value in rule.answers.items() if edition and name in edition.answers}


def _current(session: Session, office: Office, procedure_id: UUID, key: str) -> tuple[Proposal, standing.Course]:
    course = procedures.course_of(session, office, procedure_id)
    for proposal in of_courses(session, office, [course]):
        if proposal.key == key:
            return proposal, course
    raise Refused(Refusal.UNKNOWN_ID, "proposal")


def _once(found: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Two procedures that lead to the same scheme propose it once: the first of them."""
    kept: dict[tuple[object, ...], Proposal] = {}
    for each in found:
        kept.setdefault((each.person_id, each.scheme) if each.scheme else (each.procedure_id, each.key), each)
    return tuple(kept.values())


def of_courses(
    session: Session, office: Office, courses: Sequence[standing.Course], *, with_facts: bool = True
) -> tuple[Proposal, ...]:
    """What these procedures lead to; the person's facts are read once for each person."""
    told = _Told(session, office, [course for course in courses if course.edition.leads_to], with_facts=with_facts)
    return tuple(proposal for course in told.courses for proposal in told.of(course))


class _Told:
    """The proposals of a few procedures, with what they are compared with: read at once, not row by row."""

    def __init__(
        self, session: Session, office: Office, courses: Sequence[standing.Course], *, with_facts: bool
    ) -> None:
        self.session, self.office, self.courses, self.with_facts = session, office, courses, with_facts
        self.day = office.today()
        self.settings = standing.territories(session) if courses else {}
        people = {course.procedure.person_id for course in courses}
        self.others = _procedures_of(session, people)
        self.answers = _answers_to(session, {course.procedure.id for course in courses})
        self.known: dict[UUID, Mapping[str, Any]] = {}

    def of(self, course: standing.Course) -> list[Proposal]:
        """What one of them leads to."""
        procedure, edition = course.procedure, course.edition
        found = deadlines_of(
            edition,
            course.events,
            opened=procedure.opened_on,
            department=procedure.department,
            answers=course.answers,
            settings=self.settings,
        )
        passed = stages_passed(edition, course.events, found, opened=procedure.opened_on, today=self.day)
        facts = self._facts(course) if self.with_facts else None
        noted = {kind.id: kind for kind in offered(edition, passed, "administrator")}
        come = continuations.proposed(edition, course.events, found, passed, today=self.day, facts=facts)
        return [
            self._proposal(course, each)
            for each in come
            if (each.rule.event in noted if each.rule.event else self._may_open(course, each))
            and not self._is_set_aside(procedure.id, each)
        ]

    def _proposal(self, course: standing.Course, found: Proposed) -> Proposal:
        rule, edition, procedure = found.rule, course.edition, course.procedure
        return Proposal(
            key=rule.id,
            procedure_id=procedure.id,
            person_id=procedure.person_id,
            procedure=procedure.label or edition.short_title,
            scheme=rule.scheme,
            event=rule.event,
            title=edition.events[rule.event].button if rule.event else _title(self.office, rule.scheme),
            say=rule.say,
            why=rule.basis or rule.source if rule.verified else TO_VERIFY,
            demanded=rule.demanded,
            urgent=rule.urgent,
            since=found.since,
            cause=found.cause,
            paper=_handed_with(edition, rule.event),
        )

    def _may_open(self, course: standing.Course, found: Proposed) -> bool:
        """Whether the scheme may be opened today, and was not opened since, nor is open."""
        edition = _edition_today(self.office, found.rule.scheme, self.day)
        if edition is None or course.procedure.department in edition.not_in:
            return False
        others = self.others[course.procedure.person_id]
        return not any(
            row.scheme == found.rule.scheme and (not row.closed or row.opened_on >= found.since) for row in others
        )

    def _is_set_aside(self, procedure_id: UUID, found: Proposed) -> bool:
        """Whether it was set aside since its moment came, and not « pas maintenant » too long ago."""
        return any(
            row.key == found.rule.id
            and row.on >= found.since
            and (row.answer == UNSUITABLE or (row.until is not None and row.until >= self.day))
            for row in self.answers[procedure_id]
        )

    def _facts(self, course: standing.Course) -> Mapping[str, Any]:
        person_id = course.procedure.person_id
        if person_id not in self.known:
            self.known[person_id] = values.of_person(self.session, person_id, self.day)
        own = values.by_path(course.answers)
        return facts_on(course.edition, {**self.known[person_id], **own}, self.day)


def _handed_with(edition: Edition, event: str) -> str:
    """The paper whose handing over an event keeps the day of."""
    return "information" if edition.information and event and event == edition.information.handed else ""


def _procedures_of(session: Session, people: Collection[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    query = (
        sa.select(Procedure.person_id, Procedure.scheme, Procedure.opened_on, ProcedureState.closed)
        .join(ProcedureState, ProcedureState.procedure_id == Procedure.id)
        .where(Procedure.person_id.in_(people), Procedure.deleted.is_(False))
    )
    for row in session.execute(query) if people else ():
        found[row.person_id].append(row)
    return found


def _answers_to(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Continuation]]:
    found: dict[UUID, list[Continuation]] = defaultdict(list)
    query = sa.select(Continuation).where(Continuation.procedure_id.in_(ids), Continuation.deleted.is_(False))
    for row in session.scalars(query) if ids else ():
        found[row.procedure_id].append(row)
    return found


def _that_may_lead(session: Session, office: Office) -> list[UUID]:
    """The procedures followed by the worker that may have something urgent to propose: few, and found by index."""
    events, keys, schemes = set[str](), set[str](), set[str]()
    for scheme in office.catalogue.schemes.values():
        for edition in scheme.editions:
            for rule in edition.leads_to:
                if rule.urgent:
                    schemes.add(scheme.id)
                    events |= rule.moment.events
                    keys |= set(rule.moment.deadlines)
    if not schemes:
        return []
    mine = (
        sa.select(Procedure.id)
        .join(PersonCard, PersonCard.person_id == Procedure.person_id)
        .where(PersonCard.lead_id == office.worker_id, Procedure.scheme.in_(schemes), Procedure.deleted.is_(False))
    )
    noted = mine.join(ProcedureEvent, ProcedureEvent.procedure_id == Procedure.id).where(
        ProcedureEvent.name.in_(events), ProcedureEvent.deleted.is_(False)
    )
    near = mine.join(Deadline, Deadline.procedure_id == Procedure.id).where(
        Deadline.key.in_(keys), Deadline.closed_on.is_(None)
    )
    ids = session.scalars(noted.order_by(ProcedureEvent.on.desc()).limit(MOST_URGENT)).all()
    return list({*ids, *session.scalars(near.order_by(Deadline.due).limit(MOST_URGENT)).all()})


def _edition_today(office: Office, scheme_id: str, day: date) -> Edition | None:
    scheme = office.catalogue.schemes.get(scheme_id)
    try:
        return scheme.edition_on(day) if scheme else None
    except SchemeRefusal:
        return None


def _title(office: Office, scheme_id: str) -> str:
    known = office.catalogue.schemes.get(scheme_id)
    return known.short_title if known else scheme_id
