# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs of a procedure: open it, note its events, answer its form, check its documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.identifiers import looks_like_nir
from app.models.organisation import Organisation
from app.models.procedure import Procedure, ProcedureAnswer, ProcedureEvent, SupportingDocument
from app.models.worker import Worker
from app.schemes.definitions import Edition, Role
from app.schemes.departments import DEPARTMENTS
from app.schemes.events import Event
from app.schemes.faults import SchemeRefusal
from app.schemes.noting import ROLES, accepted
from app.schemes.procedures import StageNow, stages_passed
from app.services import pathways, standing
from app.services.changes import NOTHING, Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused

DOCUMENT_STATES = ("to_ask", "received", "missing", "expired")


def open_procedure(
    office: Office,
    person_id: UUID,
    scheme_id: str,
    opened_on: date | None = None,
    department: str | None = None,
) -> Changes:
    """Open a procedure in the edition of the scheme in force that day; the pathway too, if none is open.

    Refused for an unknown scheme, a day to come, an unknown département, or one where the scheme does not apply.
    """
    scheme = office.catalogue.schemes.get(scheme_id)
    day = opened_on or office.today()
    if scheme is None:
        raise Refused(Refusal.UNKNOWN_SCHEME, "scheme", value=scheme_id)
    if day > office.today():
        raise Refused(Refusal.DAY_TO_COME, "opened_on")
    with office.writing("procedure_opened") as work:
        edition = _edition_on(office, scheme_id, day)
        place = department if department is not None else _own_department(work.session)
        _check_department(edition, place)
        pathway = pathways.current(work.session, person_id) or pathways.new_pathway(
            work.session, office, person_id, opened_on=day
        )
        work.session.flush()
        procedure = Procedure(
            person_id=person_id,
            pathway_id=pathway.id,
            scheme=scheme_id,
            edition=edition.valid_from,
            opened_on=day,
            department=place,
            worker_id=office.worker_id,
        )
        work.session.add(procedure)
        work.created = procedure.id
    return work.changes


def own_department(office: Office) -> str:
    """The département of the office, where its procedures usually are."""
    with office.reading() as session:
        return _own_department(session)


def note_event(
    office: Office, procedure_id: UUID, name: str, on: date, details: Mapping[str, Any] | None = None
) -> Changes:
    """Note a dated event; stage and deadlines follow in the same gesture. Refused with the scheme's own sentence."""
    with office.writing("event_noted") as work:
        work.created = add_event(work.session, office, procedure_id, Event(name, on, dict(details or {}))).id
    return work.changes


def correct_event(office: Office, event_id: UUID, on: date, details: Mapping[str, Any]) -> Changes:
    """Correct the date or the details of an event already noted."""
    with office.writing("event_corrected") as work:
        row = work.session.get_one(ProcedureEvent, event_id)
        _refuse_nir(details)
        if on > office.today():
            raise Refused(Refusal.DAY_TO_COME, "on")
        row.on, row.details = on, _kept(details)
    return work.changes


def withdraw_event(office: Office, event_id: UUID) -> Changes:
    """Take away an event noted by mistake; what followed from it is reckoned again."""
    with office.writing("event_withdrawn") as work:
        work.session.get_one(ProcedureEvent, event_id).deleted = True
    return work.changes


def set_answer(office: Office, procedure_id: UUID, key: str, value: Any) -> Changes:
    """Keep the answer to a question that only this procedure asks; None takes it away."""
    _refuse_nir({key: value})
    with office.writing("answer_set") as work:
        if not write_answer(work.session, procedure_id, key, value):
            return NOTHING
    return work.changes


def set_document(office: Office, procedure_id: UUID, document: str, **fields: Any) -> Changes:
    """Note where a supporting document stands: `status`, `received_on`, `valid_until`, `original_seen`, `note`."""
    if fields.get("status", "to_ask") not in DOCUMENT_STATES:
        raise Refused(Refusal.UNKNOWN_CHOICE, "status", value=fields["status"], choices=", ".join(DOCUMENT_STATES))
    _refuse_nir(fields)
    with office.writing("document_noted") as work:
        session = work.session
        row = _document(session, procedure_id, document)
        for name, value in fields.items():
            setattr(row, name, value)
        if row.status == "received" and row.received_on is None:
            row.received_on = office.today()
    return work.changes


def add_event(
    session: Session, office: Office, procedure_id: UUID, event: Event, role: Role | None = None
) -> ProcedureEvent:
    """Add an event within a gesture being written, once the scheme has accepted it from the worker, or from a role."""
    (course,) = standing.courses(session, office.catalogue, [procedure_id]) or (None,)
    if course is None:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    _refuse_nir(event.details)
    try:
        passed = passed_on(session, course, office.today())
        by = role or role_of(session, office)
        kept = accepted(course.edition, passed, event, today=office.today(), role=by)
    except SchemeRefusal as refusal:
        raise Refused(Refusal.MISREAD, "event", sentence=str(refusal)) from None
    if event.on < course.procedure.opened_on:
        raise Refused(Refusal.BEFORE_OPENING, "on")
    row = ProcedureEvent(
        procedure_id=procedure_id,
        person_id=course.procedure.person_id,
        name=kept.name,
        on=kept.on,
        details=_kept(kept.details),
        rank=1 + max((at for at, _ in enumerate(course.events)), default=-1),
    )
    session.add(row)
    return row


def role_of(session: Session, office: Office) -> Role:
    """What the worker may record."""
    worker = session.get(Worker, office.worker_id)
    return next((role for role in ROLES if worker is not None and role == worker.role), "worker")


def passed_on(session: Session, course: standing.Course, today: date) -> tuple[StageNow, ...]:
    """The stages a procedure has passed by a day."""
    procedure = course.procedure
    found = standing.deadlines_of(
        course.edition,
        course.events,
        opened=procedure.opened_on,
        department=procedure.department,
        answers=course.answers,
        settings=standing.territories(session),
    )
    return stages_passed(course.edition, course.events, found, opened=procedure.opened_on, today=today)


def write_answer(session: Session, procedure_id: UUID, key: str, value: Any) -> bool:
    """Write an answer within a gesture; whether anything changed."""
    query = sa.select(ProcedureAnswer).where(ProcedureAnswer.procedure_id == procedure_id, ProcedureAnswer.key == key)
    row = session.scalars(query.limit(1)).first()
    if row is None:
        if value in (None, "", []):
            return False
        person_id = session.get_one(Procedure, procedure_id).person_id
        session.add(ProcedureAnswer(procedure_id=procedure_id, person_id=person_id, key=key, value=written(value)))
        return True
    if row.value == written(value) and not row.deleted:
        return False
    row.value, row.deleted = written(value), value in (None, "", [])
    return True


def written(value: Any) -> Any:
    """An answer as JSON: dates in ISO, in lists and rows too."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [written(one) for one in cast("Sequence[Any]", value)]
    if isinstance(value, Mapping):
        return {key: written(one) for key, one in cast("Mapping[str, Any]", value).items()}
    return value


def _edition_on(office: Office, scheme_id: str, day: date) -> Edition:
    try:
        return office.catalogue.schemes[scheme_id].edition_on(day)
    except SchemeRefusal as refusal:
        raise Refused(Refusal.MISREAD, "opened_on", sentence=str(refusal)) from None


def _own_department(session: Session) -> str:
    own = session.scalars(sa.select(Organisation.department).where(Organisation.own)).first()
    return own or ""


def _check_department(edition: Edition, department: str) -> None:
    if department and department not in DEPARTMENTS:
        raise Refused(Refusal.UNKNOWN_DEPARTMENT, "department", value=department)
    if department in edition.not_in:
        raise Refused(Refusal.SCHEME_NOT_THERE, "department", title=edition.short_title)


def _document(session: Session, procedure_id: UUID, document: str) -> SupportingDocument:
    query = sa.select(SupportingDocument).where(
        SupportingDocument.procedure_id == procedure_id, SupportingDocument.document == document
    )
    row = session.scalars(query.limit(1)).first()
    if row is None:
        person_id = session.get_one(Procedure, procedure_id).person_id
        row = SupportingDocument(procedure_id=procedure_id, person_id=person_id, document=document)
        session.add(row)
    return row


def _kept(details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: written(value) for name, value in details.items() if value not in (None, "")}


def _refuse_nir(values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, str) and looks_like_nir(value):
            raise Refused(Refusal.NIR, name)
