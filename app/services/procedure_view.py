# SPDX-License-Identifier: AGPL-3.0-or-later
"""One procedure as its page shows it: stepper, deadlines with their source, criteria, documents, form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.derived import Deadline
from app.models.person import Person
from app.models.procedure import Procedure, ProcedureEvent, SupportingDocument
from app.models.worker import Worker
from app.schemes.criteria import Assessment, Verdict, assess, conclude, documents_asked, facts_on
from app.schemes.definitions import Edition, EventKind
from app.schemes.forms import FormDefinition, Missing, missing
from app.schemes.noting import offered
from app.schemes.procedures import StageNow, StepNow, steps_of
from app.services import continuations, due, standing, values
from app.services.continuations import Link, Proposal
from app.services.naming import full_name
from app.services.office import Office
from app.services.procedures import passed_on, role_of
from app.services.refusals import Refusal, Refused


@dataclass(frozen=True)
class DeadlineView:
    """A deadline with its state on the day it is shown."""

    id: UUID
    key: str
    label: str
    due: date
    why: str
    verified: bool
    consequence: str
    state: due.State
    kind: str
    awaits: str
    suspended: bool
    closed_on: date | None
    act: str | None
    act_label: str | None


@dataclass(frozen=True)
class EventView:
    """An event noted: its French label, its details in words."""

    id: UUID
    name: str
    label: str
    sort: str
    on: date
    details: Mapping[str, Any]


@dataclass(frozen=True)
class CriteriaView:
    """A group of criteria and what it comes to."""

    label: str
    need: str
    verdict: Verdict
    criteria: tuple[Assessment, ...]


@dataclass(frozen=True)
class DocumentView:
    """A supporting document: whether the scheme asks for it here (`yes`, `perhaps`), and where it stands."""

    id: str
    label: str
    help: str
    optional: bool
    asked: str
    situation: str
    status: str
    received_on: date | None
    valid_until: date | None
    original_seen: bool
    verified: bool


@dataclass(frozen=True)
class ProcedureView:
    """Everything a procedure's page shows. `form` is None when its scheme has none or is no longer in the catalogue."""

    id: UUID
    person_id: UUID
    person: str
    person_title: str | None
    scheme: str
    title: str
    short_title: str
    decided_by: str
    edition: Edition
    opened_on: date
    department: str
    worker: str
    stage: StageNow
    steps: tuple[StepNow, ...]
    passed: tuple[StageNow, ...]
    events: tuple[EventView, ...]
    offered: tuple[EventKind, ...]
    deadlines: tuple[DeadlineView, ...]
    criteria: tuple[CriteriaView, ...]
    documents: tuple[DocumentView, ...]
    form: FormDefinition | None
    values: Mapping[str, Any]
    missing: tuple[Missing, ...]
    proposals: tuple[Proposal, ...]
    follows: Link | None
    followed_by: tuple[Link, ...]


@dataclass(frozen=True)
class ProcedureLine:
    """A procedure in a list of the person's."""

    id: UUID
    scheme: str
    title: str
    stage: str
    shade: str
    since: date
    closed: bool
    opened_on: date
    next_due: date | None
    next_label: str
    next_state: due.State | None


def view(office: Office, procedure_id: UUID) -> ProcedureView:
    """One procedure. Refused when no procedure of this vault has that id, or its scheme is unknown."""
    with office.reading() as session:
        (course,) = standing.courses(session, office.catalogue, [procedure_id], bare=True) or (None,)
        if course is None:
            raise Refused(Refusal.UNKNOWN_ID, "procedure")
        return _view(session, office, course)


def of_person(office: Office, person_id: UUID) -> tuple[ProcedureLine, ...]:
    """The person's procedures, open ones first, the latest first."""
    day = office.today()
    with office.reading() as session:
        ids = session.scalars(
            sa.select(Procedure.id).where(Procedure.person_id == person_id, Procedure.deleted.is_(False))
        ).all()
        deadlines = _open_deadlines(session, ids, day)
        settings = standing.territories(session)
        lines = [
            _line(course, passed_on(session, course, day, settings)[-1], deadlines.get(course.procedure.id, []), day)
            for course in standing.courses(session, office.catalogue, ids, bare=True)
        ]
    return tuple(sorted(lines, key=lambda line: (line.closed, -line.opened_on.toordinal())))


def _view(session: Session, office: Office, course: standing.Course) -> ProcedureView:
    day = office.today()
    procedure, edition = course.procedure, course.edition
    person = session.get_one(Person, procedure.person_id)
    worker = session.get(Worker, procedure.worker_id) if procedure.worker_id else None
    passed = passed_on(session, course, day)
    known = values.of_procedure(session, procedure, day, office.worker_id)
    known |= values.by_path(course.answers)
    facts = facts_on(edition, known, day)
    form = office.catalogue.form(edition)
    follows, followed_by = continuations.links(session, office, procedure.id)
    return ProcedureView(
        id=procedure.id,
        person_id=person.id,
        person=full_name(person.first_names, person.birth_name, person.use_name),
        person_title=person.title,
        scheme=procedure.scheme,
        title=edition.title,
        short_title=procedure.label or edition.short_title,
        decided_by=edition.decided_by,
        edition=edition,
        opened_on=procedure.opened_on,
        department=procedure.department,
        worker=worker.name if worker else "",
        stage=passed[-1],
        steps=steps_of(edition, passed),
        passed=passed,
        events=_events(session, procedure.id, edition),
        offered=offered(edition, passed, role_of(session, office)),
        deadlines=_deadlines(session, procedure.id, day),
        criteria=_criteria(edition, facts),
        documents=_documents(session, procedure.id, edition, facts),
        form=form,
        values=known,
        missing=missing(form, facts) if form else (),
        proposals=continuations.of_courses(session, office, [course]),
        follows=follows,
        followed_by=followed_by,
    )


def _events(session: Session, procedure_id: UUID, edition: Edition) -> tuple[EventView, ...]:
    query = sa.select(ProcedureEvent).where(
        ProcedureEvent.procedure_id == procedure_id, ProcedureEvent.deleted.is_(False)
    )
    rows = session.scalars(query.order_by(ProcedureEvent.on, ProcedureEvent.rank)).all()
    return tuple(_event(row, edition) for row in rows)


def _event(row: ProcedureEvent, edition: Edition) -> EventView:
    kind = edition.events.get(row.name)
    label, sort = (kind.label, kind.sort) if kind else (row.name, "fact")
    return EventView(row.id, row.name, label, sort, row.on, row.details)


def _deadlines(session: Session, procedure_id: UUID, day: date) -> tuple[DeadlineView, ...]:
    rows = session.scalars(sa.select(Deadline).where(Deadline.procedure_id == procedure_id)).all()
    shown = [row for row in rows if row.closed_on is not None or due.is_open(row, day)]
    return tuple(_deadline(row, day) for row in sorted(shown, key=lambda row: (row.closed_on is not None, row.due)))


def _deadline(row: Deadline, day: date) -> DeadlineView:
    return DeadlineView(
        id=row.id,
        key=row.key,
        label=row.label,
        due=row.due,
        why=due.why(row),
        verified=row.verified,
        consequence=row.consequence,
        state=due.state_of(row, day),
        kind=row.kind,
        awaits=row.awaits,
        suspended=row.suspended,
        closed_on=row.closed_on,
        act=row.act,
        act_label=row.act_label,
    )


def _criteria(edition: Edition, facts: Mapping[str, object]) -> tuple[CriteriaView, ...]:
    found = assess(edition, facts)
    return tuple(
        CriteriaView(
            conclusion.group.label,
            conclusion.group.need,
            conclusion.verdict,
            tuple(each for each in found if each.group == conclusion.group.id),
        )
        for conclusion in conclude(edition, found)
    )


def _documents(
    session: Session, procedure_id: UUID, edition: Edition, facts: Mapping[str, object]
) -> tuple[DocumentView, ...]:
    rows = session.scalars(
        sa.select(SupportingDocument).where(
            SupportingDocument.procedure_id == procedure_id, SupportingDocument.deleted.is_(False)
        )
    )
    kept = {row.document: row for row in rows}
    return tuple(
        DocumentView(
            id=asked.document.id,
            label=asked.document.label,
            help=asked.document.help,
            optional=asked.document.optional,
            asked=asked.asked,
            situation=asked.document.situation,
            status=row.status if row else "to_ask",
            received_on=row.received_on if row else None,
            valid_until=row.valid_until if row else None,
            original_seen=row.original_seen if row else False,
            verified=asked.document.verified,
        )
        for asked in documents_asked(edition, facts)
        if (row := kept.get(asked.document.id)) is not None or asked.asked != "no"
    )


def _open_deadlines(session: Session, ids: Sequence[UUID], day: date) -> dict[UUID, list[Deadline]]:
    found: dict[UUID, list[Deadline]] = {}
    query = sa.select(Deadline).where(Deadline.procedure_id.in_(ids)).order_by(Deadline.due)
    for row in session.scalars(query):
        if due.is_open(row, day) and due.state_of(row, day) != "elapsed":
            found.setdefault(row.procedure_id, []).append(row)
    return found


def _line(course: standing.Course, stage: StageNow, deadlines: Sequence[Deadline], day: date) -> ProcedureLine:
    first = deadlines[0] if deadlines else None
    return ProcedureLine(
        id=course.procedure.id,
        scheme=course.procedure.scheme,
        title=course.procedure.label or course.edition.short_title,
        stage=stage.label,
        shade=stage.shade,
        since=stage.since,
        closed=stage.closed,
        opened_on=course.procedure.opened_on,
        next_due=first.due if first else None,
        next_label=first.label if first else "",
        next_state=due.state_of(first, day) if first else None,
    )
