# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is chosen on a referral before it leaves, and said of it once its sending was cancelled."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from app.models.organisation import Organisation
from app.models.referral import Referral
from app.services import typing_in
from app.services.changes import NOTHING, Changes
from app.services.office import Office
from app.services.referrals import open_draft
from app.services.refusals import Refusal, Refused

LONGEST_REASON = 300


def choose_addressee(office: Office, referral_id: UUID, organisation_id: UUID) -> Changes:
    """Say to whom a draft will go."""
    with office.writing("addressee_chosen") as work:
        row = open_draft(work.session, referral_id)
        chosen = work.session.get(Organisation, organisation_id)
        if chosen is None or chosen.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "organisation")
        if row.organisation_id == organisation_id:
            return NOTHING
        row.organisation_id = organisation_id
    return work.changes


def expect_answer(office: Office, referral_id: UUID, by: date | None) -> Changes:
    """Say by when an answer is wished, which the paper tells; None when no day is given."""
    if by is not None and by < office.today():
        raise Refused(Refusal.DAY_GONE_BY, "expected_by")
    with office.writing("answer_expected") as work:
        row = open_draft(work.session, referral_id)
        if row.expected_by == by:
            return NOTHING
        row.expected_by = by
    return work.changes


def withdraw(office: Office, referral_id: UUID) -> Changes:
    """Give up a draft: it had no number and leaves no line in the register."""
    with office.writing("draft_withdrawn") as work:
        open_draft(work.session, referral_id).deleted = True
    return work.changes


def say_why_cancelled(office: Office, referral_id: UUID, reason: str) -> Changes:
    """Keep the reason why a sending was cancelled, beside its number."""
    text = typing_in.clean(reason)
    typing_in.refuse_nir(text, "cancel_reason")
    if len(text) > LONGEST_REASON:
        raise Refused(Refusal.TEXT_TOO_LONG, "cancel_reason", length=len(text), most=LONGEST_REASON)
    with office.writing("cancellation_explained") as work:
        row = work.session.get(Referral, referral_id)
        if row is None or row.cancelled_on is None:
            raise Refused(Refusal.NOT_CANCELLED, "cancel_reason")
        if row.cancel_reason == text:
            return NOTHING
        row.cancel_reason = text
    return work.changes


def draft_of(office: Office, procedure_id: UUID) -> UUID | None:
    """The draft already begun in a procedure, the latest; None when there is none."""
    query = sa.select(Referral.id).where(
        Referral.procedure_id == procedure_id, Referral.sent_on.is_(None), Referral.deleted.is_(False)
    )
    with office.reading() as session:
        return session.scalars(query.order_by(Referral.created_on.desc(), Referral.id).limit(1)).first()
