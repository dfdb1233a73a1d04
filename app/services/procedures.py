# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs of a procedure: open it, note its events, answer its form, check its documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.organisation import Organisation
from app.models.procedure import Procedure, ProcedureAnswer, ProcedureEvent, SupportingDocument
from app.models.referral import Referral, ReferralAnswer
from app.models.worker import Worker
from app.schemes.definitions import Edition, Role
from app.schemes.departments import DEPARTMENTS
from app.schemes.events import Event
from app.schemes.faults import SchemeRefusal
from app.schemes.noting import ROLES, accepted, misplaced, refuse_role
from app.schemes.procedures import StageNow, stages_passed
from app.services import answers, pathways, sheet, standing
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.typing_in import check_choice, refuse_nir

DOCUMENT_FIELDS = frozenset({"status", "received_on", "valid_until", "original_seen", "note"})
NOT_RECEIVED = frozenset({"to_ask", "missing"})


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
    with office.writing("procedure_opened") as work:
        work.created = add_procedure(work.session, office, person_id, scheme_id, opened_on, department).id
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
    """Correct the date or the details of an event already noted, as the scheme accepts it from this worker.

    Refused too when an event noted after it could no longer have been.
    """
    with office.writing("event_corrected") as work:
        session = work.session
        row = _event(session, event_id)
        course = course_of(session, office, row.procedure_id)
        before = standing.typed_event(course.edition, Event(row.name, row.on, row.details))
        others = list(course.events)
        others.remove(before)
        meant = Event(row.name, on, dict(details))
        kept = _accepted(session, office, course.with_events(others), meant, _role_over(session, office, event_id))
        _refuse_disorder(session, office, course, course.with_events([*others, kept]))
        row.on, row.details = kept.on, _kept(kept.details)
    return work.changes


def withdraw_event(office: Office, event_id: UUID) -> Changes:
    """Take away an event noted by mistake; what followed from it is reckoned again."""
    with office.writing("event_withdrawn") as work:
        take_event_away(work.session, office, event_id)
    return work.changes


def set_answer(office: Office, procedure_id: UUID, key: str, value: Any) -> Changes:
    """Keep the answer to a question that only this procedure asks; None takes it away."""
    with office.writing("answer_set") as work:
        write_answer(work.session, office, procedure_id, key, value)
    return work.changes


def set_document(office: Office, procedure_id: UUID, document: str, **fields: Any) -> Changes:
    """Note where a supporting document stands: `status`, `received_on`, `valid_until`, `original_seen`, `note`."""
    _check_document(office, fields)
    with office.writing("document_noted") as work:
        row = _document(work.session, office, procedure_id, document)
        row.deleted = False
        for name, value in fields.items():
            setattr(row, name, value)
        if row.status == "received" and row.received_on is None:
            row.received_on = office.today()
        if row.status in NOT_RECEIVED and fields.get("received_on") is None:
            row.received_on = None
    return work.changes


def add_procedure(
    session: Session,
    office: Office,
    person_id: UUID,
    scheme_id: str,
    opened_on: date | None = None,
    department: str | None = None,
) -> Procedure:
    """Open a procedure within a gesture being written."""
    day = opened_on or office.today()
    if scheme_id not in office.catalogue.schemes:
        raise Refused(Refusal.UNKNOWN_SCHEME, "scheme", value=scheme_id)
    if day > office.today():
        raise Refused(Refusal.DAY_TO_COME, "opened_on")
    sheet.one(session, "person", person_id)
    edition = _edition_on(office, scheme_id, day)
    place = _code(department) if department is not None else _own_department(session)
    _check_department(edition, place)
    pathway = pathways.current(session, person_id) or pathways.new_pathway(session, office, person_id, opened_on=day)
    session.flush()
    procedure = Procedure(
        person_id=person_id,
        pathway_id=pathway.id,
        scheme=scheme_id,
        edition=edition.valid_from,
        opened_on=day,
        department=place,
        worker_id=office.worker_id,
    )
    session.add(procedure)
    return procedure


def add_event(
    session: Session, office: Office, procedure_id: UUID, event: Event, role: Role | None = None
) -> ProcedureEvent:
    """Add an event within a gesture being written, once the scheme has accepted it from the worker, or from a role."""
    course = course_of(session, office, procedure_id)
    kept = _accepted(session, office, course, event, role or role_of(session, office))
    ranks = sa.select(ProcedureEvent.rank).where(ProcedureEvent.procedure_id == procedure_id)
    last = session.scalars(ranks.order_by(ProcedureEvent.rank.desc()).limit(1)).first()
    row = ProcedureEvent(
        procedure_id=procedure_id,
        person_id=course.procedure.person_id,
        name=kept.name,
        on=kept.on,
        details=_kept(kept.details),
        rank=0 if last is None else last + 1,
    )
    session.add(row)
    return row


def take_event_away(session: Session, office: Office, event_id: UUID) -> None:
    """Take an event away within a gesture being written, if the worker may have recorded it."""
    row = _event(session, event_id)
    kind = course_of(session, office, row.procedure_id).edition.events.get(row.name)
    if kind is not None:
        try:
            refuse_role(kind, _role_over(session, office, event_id))
        except SchemeRefusal as refusal:
            raise Refused(Refusal.MISREAD, "event", sentence=refusal.sentence) from None
    row.deleted = True


def course_of(session: Session, office: Office, procedure_id: UUID) -> standing.Course:
    """What a procedure's standing is reckoned from. Refused when there is none of that id, or its scheme is unknown."""
    (course,) = standing.courses(session, office.catalogue, [procedure_id]) or (None,)
    if course is None:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    return course


def role_of(session: Session, office: Office) -> Role:
    """What the worker may record."""
    worker = session.get(Worker, office.worker_id)
    roles: dict[str, Role] = {role: role for role in ROLES}
    return roles.get(worker.role, "worker") if worker is not None else "worker"


def passed_on(
    session: Session, course: standing.Course, today: date, settings: Mapping[str, Collection[str]] | None = None
) -> tuple[StageNow, ...]:
    """The stages a procedure has passed by a day. `settings` are `standing.territories`, read when not given."""
    procedure = course.procedure
    found = standing.deadlines_of(
        course.edition,
        course.events,
        opened=procedure.opened_on,
        department=procedure.department,
        answers=course.answers,
        settings=standing.territories(session) if settings is None else settings,
    )
    return stages_passed(course.edition, course.events, found, opened=procedure.opened_on, today=today)


def write_answer(session: Session, office: Office, procedure_id: UUID, key: str, value: Any) -> None:
    """Write an answer within a gesture, as the procedure's edition reads it."""
    procedure = sheet.one(session, "procedure", procedure_id)
    assert isinstance(procedure, Procedure)
    edition = standing.edition_of(office.catalogue, procedure)
    if edition is None:
        raise Refused(Refusal.UNKNOWN_SCHEME, "scheme", value=procedure.scheme)
    kept = answers.read(edition, key, value, office.today())
    query = sa.select(ProcedureAnswer).where(ProcedureAnswer.procedure_id == procedure_id, ProcedureAnswer.key == key)
    row = session.scalars(query.order_by(ProcedureAnswer.deleted, ProcedureAnswer.id).limit(1)).first()
    if row is not None:
        row.value, row.deleted = kept, kept in answers.BLANK
    elif kept not in answers.BLANK:
        person_id = procedure.person_id
        session.add(ProcedureAnswer(procedure_id=procedure_id, person_id=person_id, key=key, value=kept))


def _event(session: Session, event_id: UUID) -> ProcedureEvent:
    row = sheet.one(session, "procedure_event", event_id)
    assert isinstance(row, ProcedureEvent)
    return row


def _accepted(session: Session, office: Office, course: standing.Course, event: Event, role: Role) -> Event:
    """The event as it is to be kept, once the scheme has accepted it."""
    for name, value in event.details.items():
        if isinstance(value, str):
            refuse_nir(value, name)
    try:
        passed = passed_on(session, course, office.today())
        kept = accepted(course.edition, passed, event, today=office.today(), role=role)
    except SchemeRefusal as refusal:
        raise Refused(Refusal.MISREAD, "event", sentence=refusal.sentence) from None
    if event.on < course.procedure.opened_on:
        raise Refused(Refusal.BEFORE_OPENING, "on")
    return kept


def _refuse_disorder(session: Session, office: Office, before: standing.Course, after: standing.Course) -> None:
    """Refuse a correction after which another event, sound until then, could no longer have been noted."""
    day = office.today()
    known = misplaced(before.edition, passed_on(session, before, day), before.events)
    found = misplaced(after.edition, passed_on(session, after, day), after.events)
    if any(event not in known for event in found):
        raise Refused(Refusal.DATE_OUT_OF_ORDER, "on")


def _role_over(session: Session, office: Office, event_id: UUID) -> Role:
    """Who may correct an event: anyone what another organisation decided, else those who may record it."""
    query = (
        sa.select(ReferralAnswer.id)
        .join(Referral, Referral.id == ReferralAnswer.referral_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(ReferralAnswer.event_id == event_id, ReferralAnswer.deleted.is_(False), Organisation.own.is_(False))
    )
    theirs = session.scalars(query.limit(1)).first() is not None
    return "administrator" if theirs else role_of(session, office)


def _edition_on(office: Office, scheme_id: str, day: date) -> Edition:
    try:
        return office.catalogue.schemes[scheme_id].edition_on(day)
    except SchemeRefusal as refusal:
        raise Refused(Refusal.MISREAD, "opened_on", sentence=refusal.sentence) from None


def _own_department(session: Session) -> str:
    own = session.scalars(sa.select(Organisation.department).where(Organisation.own)).first()
    return own or ""


def _code(department: str) -> str:
    bare = department.strip().upper()
    return bare.zfill(2) if bare else ""


def _check_department(edition: Edition, department: str) -> None:
    if department and department not in DEPARTMENTS:
        raise Refused(Refusal.UNKNOWN_DEPARTMENT, "department", value=department)
    if department in edition.not_in:
        raise Refused(Refusal.SCHEME_NOT_THERE, "department", title=edition.short_title)


def _check_document(office: Office, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name not in DOCUMENT_FIELDS:
            raise Refused(Refusal.UNKNOWN_ID, name)
        if isinstance(value, str):
            refuse_nir(value, name)
    check_choice(office, "document_status", fields.get("status", "to_ask"), "status")
    received = fields.get("received_on")
    if isinstance(received, date) and received > office.today():
        raise Refused(Refusal.DAY_TO_COME, "received_on")


def _document(session: Session, office: Office, procedure_id: UUID, document: str) -> SupportingDocument:
    course = course_of(session, office, procedure_id)
    if document not in {each.id for each in course.edition.documents}:
        raise Refused(Refusal.UNKNOWN_ID, "document")
    query = sa.select(SupportingDocument).where(
        SupportingDocument.procedure_id == procedure_id, SupportingDocument.document == document
    )
    row = session.scalars(query.order_by(SupportingDocument.deleted, SupportingDocument.id).limit(1)).first()
    if row is None:
        person_id = course.procedure.person_id
        row = SupportingDocument(procedure_id=procedure_id, person_id=person_id, document=document)
        session.add(row)
    return row


def _kept(details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: answers.written(value) for name, value in details.items() if value not in (None, "")}
