# SPDX-License-Identifier: AGPL-3.0-or-later
"""One referral as its page shows it, draft or sent: to whom, how, under which agreement, what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.consent import Consent
from app.models.procedure import Procedure, ProcedureEvent
from app.models.referral import Referral, ReferralAnswer
from app.models.worker import Worker
from app.schemes.definitions import Edition
from app.services import address_book, papers, referral_register, referrals, standing
from app.services.address_book import OrganisationLine
from app.services.office import Office
from app.services.referral_register import ReferralLine
from app.services.refusals import Refusal, Refused
from app.services.writing_order import first_written


@dataclass(frozen=True)
class AnswerView:
    """What came back: one of the four answers, the event it meant in the procedure ("" when none), its motive."""

    id: UUID
    answer: str
    on: date
    event: str
    motive: str
    note: str


@dataclass(frozen=True)
class ReminderView:
    """A reminder that was made, the first or the second: its day, and by what means in French."""

    rank: int
    on: date
    means: str


@dataclass(frozen=True)
class ReferralView:
    """A referral. `line` is its line in the register; `readiness` is None once it has left.

    `kinds` are the kinds of organisations its scheme addresses; `papers` its papers, as (kind, French title);
    `agreed` the categories of the agreement under which it left.
    """

    line: ReferralLine
    title: str
    addressee: OrganisationLine
    kinds: tuple[str, ...]
    channel: str
    worker: str
    cancel_reason: str
    agreed: tuple[str, ...]
    answers: tuple[AnswerView, ...]
    reminders: tuple[ReminderView, ...]
    papers: tuple[tuple[str, str], ...]
    readiness: referrals.Readiness | None

    @property
    def is_draft(self) -> bool:
        """Whether it has not left."""
        return self.line.sent_on is None


def view(office: Office, referral_id: UUID) -> ReferralView:
    """One referral. Refused when there is none of that id, or its draft was given up."""
    (line,) = referral_register.all_lines(office, referral_id=referral_id) or (None,)
    if line is None:
        raise Refused(Refusal.UNKNOWN_ID, "referral")
    with office.reading() as session:
        row = session.get_one(Referral, referral_id)
        edition = _edition(session, office, row)
        consent = session.get(Consent, row.consent_id) if row.consent_id else None
        worker = session.get_one(Worker, row.worker_id).name
        answers = _answers(session, row, edition)
        titles = papers.titles(session, office, row)
        reminded = _reminders(office, row)
    return ReferralView(
        line=line,
        title=edition.title,
        addressee=address_book.organisation(office, row.organisation_id),
        kinds=edition.addressed_to,
        channel=row.channel,
        worker=worker,
        cancel_reason=row.cancel_reason,
        agreed=tuple(consent.categories) if consent else (),
        answers=answers,
        reminders=reminded,
        papers=titles,
        readiness=referrals.readiness(office, referral_id) if row.sent_on is None else None,
    )


def addressees(office: Office, procedure_id: UUID) -> tuple[OrganisationLine, ...]:
    """The organisations of the address book that a procedure's scheme addresses."""
    with office.reading() as session:
        procedure = session.get(Procedure, procedure_id)
        edition = standing.edition_of(office.catalogue, procedure) if procedure else None
    if edition is None:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    return address_book.organisations(office, edition.addressed_to)


def kinds_addressed(office: Office, procedure_id: UUID) -> tuple[str, ...]:
    """The kinds of organisations a procedure's scheme addresses, as codes."""
    with office.reading() as session:
        edition = standing.edition_of(office.catalogue, session.get_one(Procedure, procedure_id))
    return edition.addressed_to if edition else ()


def partners_of(office: Office, person_id: UUID) -> tuple[OrganisationLine, ...]:
    """The organisations written to about a person, or about to be, where her agreement is needed."""
    query = sa.select(Referral.organisation_id).where(
        Referral.person_id == person_id,
        Referral.deleted.is_(False),
        Referral.cancelled_on.is_(None),
        Referral.channel != referrals.NEEDS_NO_AGREEMENT,
    )
    with office.reading() as session:
        written_to = set(session.scalars(query))
    return tuple(each for each in address_book.organisations(office) if each.id in written_to and not each.own)


def _edition(session: Session, office: Office, row: Referral) -> Edition:
    procedure = session.get_one(Procedure, row.procedure_id)
    edition = standing.edition_of(office.catalogue, procedure)
    if edition is None:
        raise Refused(Refusal.UNKNOWN_SCHEME, "scheme", value=procedure.scheme)
    return edition


def _reminders(office: Office, row: Referral) -> tuple[ReminderView, ...]:
    means = office.catalogue.vocabularies["reminder_channel"]
    made = ((row.reminded_on, row.reminded_by), (row.reminded_again_on, row.reminded_again_by))
    return tuple(
        ReminderView(rank, on, means.label_of(by or "")) for rank, (on, by) in enumerate(made, 1) if on is not None
    )


def _answers(session: Session, row: Referral, edition: Edition) -> tuple[AnswerView, ...]:
    query = (
        sa.select(ReferralAnswer, ProcedureEvent.name)
        .outerjoin(ProcedureEvent, ProcedureEvent.id == ReferralAnswer.event_id)
        .where(ReferralAnswer.referral_id == row.id, ReferralAnswer.deleted.is_(False))
    )
    return tuple(
        AnswerView(
            id=answer.id,
            answer=answer.answer,
            on=answer.on,
            event=edition.events[name].label if name in edition.events else "",
            motive=edition.motives.label_of(answer.motive) if edition.motives and answer.motive else answer.motive,
            note=answer.note,
        )
        for answer, name in session.execute(query.order_by(ReferralAnswer.on, first_written(ReferralAnswer)))
    )
