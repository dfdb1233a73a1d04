# SPDX-License-Identifier: AGPL-3.0-or-later
"""A referral: prepared, sent (which freezes its paper and gives its number), answered, cancelled, listed.

Sending and answering each write the procedure's event and the referral in one gesture, so that stage and deadlines
follow at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.identifiers import looks_like_nir
from app.models.consent import Consent
from app.models.journal import Change, GestureRow, Replica
from app.models.organisation import Organisation
from app.models.procedure import Procedure, ProcedureEvent
from app.models.referral import Referral, ReferralAnswer
from app.schemes.definitions import EventKind, Role
from app.schemes.events import Event
from app.schemes.forms import Missing
from app.schemes.noting import offered_for_reply
from app.services import consents, papers, procedures, standing, typing_in
from app.services.changes import NOTHING, Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused

Answer = Literal["received", "missing", "yes", "no"]
ANSWERS: tuple[Answer, ...] = ("received", "missing", "yes", "no")
FILED = "filed"
"""The event that a sending is, for the schemes that declare it."""
SENT = "referral_sent"
NEEDS_NO_AGREEMENT = "given_to_person"


@dataclass(frozen=True)
class Readiness:
    """What stands between a draft and its sending. `left_out` will not be on the paper: no agreement covers it.

    `categories` are those the form asks for.
    """

    agreement_needed: bool
    agreement: consents.ConsentView | None
    categories: tuple[str, ...]
    left_out: tuple[str, ...]
    missing: tuple[Missing, ...]


def prepare(office: Office, procedure_id: UUID, organisation_id: UUID, channel: str = "") -> Changes:
    """Start a referral to an organisation; a draft of the same is taken up again."""
    if channel:
        check_channel(office, channel)
    with office.writing("referral_prepared") as work:
        procedure = work.session.get(Procedure, procedure_id)
        if procedure is None:
            raise Refused(Refusal.UNKNOWN_ID, "procedure")
        work.created = add_draft(work.session, office, procedure, organisation_id, channel).id
    return work.changes if work.changes.touched else Changes(None, "referral_prepared", created=work.created)


def choose_channel(office: Office, referral_id: UUID, channel: str) -> Changes:
    """Say how a draft will leave."""
    check_channel(office, channel)
    with office.writing("channel_chosen") as work:
        row = open_draft(work.session, referral_id)
        if row.channel == channel:
            return NOTHING
        row.channel = channel
    return work.changes


def readiness(office: Office, referral_id: UUID) -> Readiness:
    """What is missing and what will not leave."""
    with office.reading() as session:
        row = session.get(Referral, referral_id)
        if row is None:
            raise Refused(Refusal.UNKNOWN_ID, "referral")
        needed = agreement_needed(session, office, row)
        consent = consents.covering(session, row.person_id, row.organisation_id, office.today())
        left_out = papers.left_out(session, office, row, allowed(session, office, row))
        asked, missing = papers.categories(session, office, row), papers.gaps(session, office, row)
    views = {view.id: view for view in consents.of_person(office, row.person_id)}
    return Readiness(needed, views.get(consent.id) if consent else None, asked, left_out, missing)


def send(
    office: Office,
    referral_id: UUID,
    *,
    sent_on: date | None = None,
    channel: str = "",
    expected_by: date | None = None,
    details: Mapping[str, Any] | None = None,
) -> Changes:
    """Send: the paper is frozen, the number given, and the procedure moves if its scheme says so.

    Refused when the person's agreement is needed and none is in force, for a day to come, or twice.
    """
    day = sent_on or office.today()
    with office.writing(SENT) as work:
        session = work.session
        row = open_draft(session, referral_id)
        row.channel = channel or row.channel
        _check_sending(session, office, row, day)
        row.sent_on, row.expected_by = day, expected_by or row.expected_by
        row.number = next_number(session, row, day)
        consent = consents.covering(session, row.person_id, row.organisation_id, day)
        row.consent_id = consent.id if consent else None
        edition = standing.edition_of(office.catalogue, session.get_one(Procedure, row.procedure_id))
        frozen, row.pdf_digest = papers.freeze_all(session, office, row)
        row.snapshot = {"papers": frozen, "edition": edition.id if edition else ""}
        _file(session, office, row, day, details or {})
        work.created = row.id
    return work.changes


def record_answer(
    office: Office,
    referral_id: UUID,
    answer: Answer,
    on: date,
    *,
    event: str | None = "",
    details: Mapping[str, Any] | None = None,
    note: str = "",
) -> Changes:
    """Record what came back, one of four; the procedure's event is written in the same gesture.

    `event` chooses among those an answer may mean; it is needed only when there are several. With None the procedure
    stays where it is.
    """
    if answer not in ANSWERS:
        raise Refused(Refusal.UNKNOWN_CHOICE, "answer", value=answer, choices=", ".join(ANSWERS))
    if looks_like_nir(note):
        raise Refused(Refusal.NIR, "note")
    with office.writing("answer_recorded") as work:
        session = work.session
        row = left(session, referral_id)
        _check_answered_on(office, row, on)
        moved = None if event is None else _move(session, office, row, answer, on, event, details or {})
        kept = ReferralAnswer(
            referral_id=row.id,
            person_id=row.person_id,
            answer=answer,
            on=on,
            event_id=moved.id if moved else None,
            motive=str((details or {}).get("motive", "")),
            note=note,
        )
        session.add(kept)
        work.created = kept.id
    return work.changes


def events_for_answer(
    office: Office, referral_id: UUID, answer: Answer, on: date | None = None
) -> tuple[EventKind, ...]:
    """The events an answer may mean on a day (today unless another is given), with the details each asks."""
    with office.reading() as session:
        row = left(session, referral_id)
        course = procedures.course_of(session, office, row.procedure_id)
        passed = procedures.passed_on(session, course, on or office.today())
        return offered_for_reply(course.edition, passed, answer, _role(session, office, row))


def cancel(office: Office, referral_id: UUID, reason: str = "", *, undoes: UUID | None = None) -> Changes:
    """Cancel a sending: its number stays, « annulée », with its frozen paper; the event it noted is withdrawn."""
    why = typing_in.clean(reason)
    typing_in.refuse_nir(why, "cancel_reason")
    with office.writing("referral_cancelled", undoes=undoes) as work:
        session = work.session
        row = left(session, referral_id)
        answers = sa.select(ReferralAnswer.id).where(
            ReferralAnswer.referral_id == referral_id, ReferralAnswer.deleted.is_(False)
        )
        if session.scalars(answers.limit(1)).first():
            raise Refused(Refusal.ALREADY_ANSWERED, "referral")
        row.cancelled_on, row.cancel_reason = office.today(), why
        _leave_filing(session, row)
    return work.changes


def cancel_sending(office: Office, gesture: UUID) -> Changes:
    """What undoing a sending does: the world has seen it, so it is cancelled."""
    with office.reading() as session:
        query = sa.select(Change.entity_id).where(Change.gesture == gesture, Change.entity == Referral.__tablename__)
        sent = session.scalars(query.limit(1)).one()
    return cancel(office, sent, undoes=gesture)


def agreement_needed(session: Session, office: Office, row: Referral) -> bool:
    """Whether data leaves the service: not when it stays within it, nor when the person herself files the paper."""
    addressee = session.get(Organisation, row.organisation_id)
    if row.channel == NEEDS_NO_AGREEMENT or (addressee is not None and addressee.own):
        return False
    edition = standing.edition_of(office.catalogue, session.get_one(Procedure, row.procedure_id))
    return edition is None or edition.agreement_needed


def allowed(session: Session, office: Office, row: Referral) -> frozenset[str] | None:
    """The categories of data that may leave with this referral; None when no agreement is needed."""
    if not agreement_needed(session, office, row):
        return None
    consent = consents.covering(session, row.person_id, row.organisation_id, row.sent_on or office.today())
    return frozenset(consent.categories) if consent else frozenset()


def next_number(session: Session, row: Referral, day: date) -> str:
    """The next number of the year on this device: « FO-45-2026-A0198 ». A number is never given twice nor skipped."""
    procedure = session.get_one(Procedure, row.procedure_id)
    letter = session.scalars(sa.select(Replica.letter)).one()
    mark = f"-{day.year}-{letter}"
    given = session.scalars(sa.select(Referral.number).where(Referral.number.contains(mark))).all()
    last = max((int(number.rpartition(mark)[2]) for number in given), default=0)
    return f"FO-{procedure.department or '00'}{mark}{last + 1:04d}"


def add_draft(
    session: Session, office: Office, procedure: Procedure, organisation_id: UUID, channel: str = ""
) -> Referral:
    """Start a referral within a gesture being written; a draft of the same is taken up again."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.deleted:
        raise Refused(Refusal.UNKNOWN_ID, "organisation")
    edition = standing.edition_of(office.catalogue, procedure)
    if edition is None:
        raise Refused(Refusal.UNKNOWN_SCHEME, "scheme", value=procedure.scheme)
    row = _draft(session, procedure.id, organisation_id)
    if row is None:
        row = Referral(
            person_id=procedure.person_id,
            procedure_id=procedure.id,
            organisation_id=organisation_id,
            worker_id=office.worker_id,
            form=edition.form or "",
            created_on=office.today(),
            channel=channel or edition.channel,
        )
        session.add(row)
    return row


def _draft(session: Session, procedure_id: UUID, organisation_id: UUID) -> Referral | None:
    query = sa.select(Referral).where(
        Referral.procedure_id == procedure_id,
        Referral.organisation_id == organisation_id,
        Referral.sent_on.is_(None),
        Referral.deleted.is_(False),
    )
    return session.scalars(query.limit(1)).first()


def open_draft(session: Session, referral_id: UUID) -> Referral:
    """A referral that has not left. Raises Refused when it has, or is unknown."""
    row = session.get(Referral, referral_id)
    if row is None or row.deleted:
        raise Refused(Refusal.UNKNOWN_ID, "referral")
    if row.sent_on is not None:
        raise Refused(Refusal.ALREADY_SENT, "referral", number=row.number)
    return row


def left(session: Session, referral_id: UUID) -> Referral:
    """A referral that has left and was not cancelled. Raises Refused otherwise."""
    row = session.get(Referral, referral_id)
    if row is None or row.sent_on is None or row.cancelled_on is not None:
        raise Refused(Refusal.NOT_SENT, "referral")
    return row


def _check_answered_on(office: Office, row: Referral, on: date) -> None:
    if row.sent_on is not None and on < row.sent_on:
        raise Refused(Refusal.BEFORE_SENDING, "on")
    if on > office.today():
        raise Refused(Refusal.DAY_TO_COME, "on")


def check_channel(office: Office, channel: str) -> None:
    """Refuse a way of sending that the list does not have."""
    choices = office.catalogue.vocabularies["channel"].choices
    if channel not in choices:
        labels = ", ".join(choice.label for choice in choices.values())
        raise Refused(Refusal.UNKNOWN_CHOICE, "channel", value=channel, choices=labels)


def _check_sending(session: Session, office: Office, row: Referral, day: date) -> None:
    check_channel(office, row.channel)
    if day > office.today():
        raise Refused(Refusal.DAY_TO_COME, "sent_on")
    if agreement_needed(session, office, row):
        consent: Consent | None = consents.covering(session, row.person_id, row.organisation_id, day)
        if consent is None:
            raise Refused(Refusal.NO_AGREEMENT, "agreement")


def _file(session: Session, office: Office, row: Referral, day: date, details: Mapping[str, Any]) -> None:
    """Note the filing that this sending is, when the scheme has such an event and is waiting for it."""
    course = standing.courses(session, office.catalogue, [row.procedure_id])[0]
    kind = course.edition.events.get(FILED)
    if kind is None:
        return
    stage = course.edition.stages[procedures.passed_on(session, course, office.today())[-1].id]
    if kind.may_follow(stage):
        wanted = {ask.id for ask in kind.asks}
        known = {"channel": row.channel, **details}
        kept = {name: value for name, value in known.items() if name in wanted}
        procedures.add_event(session, office, row.procedure_id, Event(FILED, day, kept))


def _move(
    session: Session,
    office: Office,
    row: Referral,
    answer: Answer,
    on: date,
    event: str,
    details: Mapping[str, Any],
) -> ProcedureEvent | None:
    """Write the event that the answer means; None when the scheme has none for it."""
    course = standing.courses(session, office.catalogue, [row.procedure_id])[0]
    possible: tuple[str, ...] = course.edition.replies.get(answer, ())
    if not possible:
        return None
    if not event and len(possible) > 1:
        labels = ", ".join(course.edition.events[name].label for name in possible)
        raise Refused(Refusal.WHICH_EVENT, "event", choices=labels)
    name = event or next(iter(possible))
    if name not in possible:
        raise Refused(Refusal.UNKNOWN_CHOICE, "event", value=name, choices=", ".join(possible))
    meant = Event(name, on, dict(details))
    return procedures.add_event(session, office, row.procedure_id, meant, _role(session, office, row))


def _role(session: Session, office: Office, row: Referral) -> Role:
    """Who records: at another organisation its own people decided, our rules of who may decide bind us alone."""
    own = session.get_one(Organisation, row.organisation_id).own
    return procedures.role_of(session, office) if own else "administrator"


def _leave_filing(session: Session, row: Referral) -> None:
    """What a cancelled sending noted is withdrawn, unless another sending stands that rode on the same filing.

    That other one had nothing to note, since the procedure was filed already: the filing becomes its own, at its day.
    """
    siblings = session.scalars(
        sa.select(Referral)
        .where(Referral.procedure_id == row.procedure_id, Referral.sent_on.is_not(None), Referral.deleted.is_(False))
        .order_by(Referral.sent_on, Referral.number)
    ).all()
    noted = _filings(session, [each.id for each in siblings])
    standing_ = [each for each in siblings if each.cancelled_on is None and each.id != row.id]
    kept = {event.id for each in standing_ for event in noted[each.id]}
    riding = [each for each in standing_ if not noted[each.id]]
    left_over = [event for each in siblings for event in noted[each.id] if event.id not in kept]
    for filed in left_over:
        heir = next((each for each in riding if each.sent_on is not None and each.sent_on >= filed.on), None)
        if heir is None or heir.sent_on is None:
            filed.deleted = True
        else:
            filed.on = heir.sent_on
            if "channel" in filed.details:
                filed.details = {**filed.details, "channel": heir.channel}


def _filings(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Sequence[ProcedureEvent]]:
    """The events that each of these sendings noted: those of one gesture go together, whatever else bears that day."""
    sendings = (
        sa.select(Change.gesture, Change.entity_id)
        .join(GestureRow, GestureRow.id == Change.gesture)
        .where(Change.entity_id.in_(ids), GestureRow.verb == SENT)
    )
    sent_by = {row.gesture: row.entity_id for row in session.execute(sendings)}
    noted = sa.select(Change.gesture, ProcedureEvent).join(ProcedureEvent, ProcedureEvent.id == Change.entity_id)
    noted = noted.where(Change.gesture.in_(sent_by), ProcedureEvent.deleted.is_(False))
    found: dict[UUID, list[ProcedureEvent]] = defaultdict(list)
    for gesture, event in session.execute(noted):
        if event not in found[sent_by[gesture]]:
            found[sent_by[gesture]].append(event)
    return found
