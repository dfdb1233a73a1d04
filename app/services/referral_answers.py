# SPDX-License-Identifier: AGPL-3.0-or-later
"""An answer noted by mistake, taken away with the event it gave the procedure, whoever noted it."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from app.models.procedure import ProcedureEvent
from app.models.referral import ReferralAnswer
from app.services import procedures
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.writing_order import first_written


def withdraw(office: Office, answer_id: UUID) -> Changes:
    """Take away the latest answer of a referral and its event. Refused for one that others have followed."""
    with office.writing("referral_answer_withdrawn") as work:
        session = work.session
        row = session.get(ReferralAnswer, answer_id)
        if row is None or row.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "answer")
        if session.scalars(_latest(row.referral_id)).first() != answer_id:
            raise Refused(Refusal.ANSWERED_SINCE, "answer")
        event = session.get(ProcedureEvent, row.event_id) if row.event_id else None
        if event is not None and not event.deleted:
            procedures.take_event_away(session, office, event.id)
        row.deleted = True
    return work.changes


def _latest(referral_id: UUID) -> sa.Select[UUID]:
    query = sa.select(ReferralAnswer.id).where(
        ReferralAnswer.referral_id == referral_id, ReferralAnswer.deleted.is_(False)
    )
    return query.order_by(ReferralAnswer.on.desc(), first_written(ReferralAnswer).desc()).limit(1)
