# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of a procedure besides those of its referrals: request, decision, certificate, as its scheme says.

What makes papers is loaded when one is asked for, so that opening the application does not wait for it.
"""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.referral import Referral
from app.services.office import Office
from app.services.refusals import Refusal, Refused

REQUEST, DECISION, CERTIFICATE = "request", "decision", "certificate"


def request(office: Office, procedure_id: UUID) -> bytes:
    """The request that the person signs: as it was sent, or as it would be addressed now.

    Refused when the scheme has no such paper.
    """
    from app.services import papers, procedure_view

    view = procedure_view.view(office, procedure_id)
    if REQUEST not in view.edition.papers or office.catalogue.form(view.edition, REQUEST) is None:
        raise Refused(Refusal.NO_SUCH_PAPER, "paper", title=view.short_title)
    with office.reading() as session:
        referral = _latest_referral(session, procedure_id)
    if referral is not None:
        return papers.preview(office, referral, REQUEST).pdf
    return papers.draft(office, procedure_id, REQUEST).pdf


def decision(office: Office, procedure_id: UUID) -> bytes:
    """The latest decision, with its reasons and how to contest it. Refused while none is noted.

    Refused too when the scheme has no such paper, or when another organisation decides.
    """
    from app.documents import decision as paper
    from app.services import decision_paper
    from app.services.delivered import Delivered

    with office.reading() as session:
        sheet = decision_paper.sheet(Delivered(session, office, procedure_id, DECISION))
    return paper.render(sheet)


def certificate(office: Office, procedure_id: UUID) -> bytes:
    """The certificate of what was granted, with its exact dates; the date of the first one is kept.

    Refused while nothing is granted, once it was ended before its term, when the scheme has no such paper, or when
    another organisation delivers it.
    """
    from app.documents import certificate as paper
    from app.services import certificate_paper
    from app.services.delivered import Delivered

    with office.reading() as session:
        sheet = certificate_paper.sheet(Delivered(session, office, procedure_id, CERTIFICATE))
    return paper.render(sheet)


def information(office: Office, procedure_id: UUID) -> bytes:
    """The information sheet to hand over, with who can help nearby. Refused when the scheme has none."""
    from app.documents import information as paper
    from app.services import information_paper

    with office.reading() as session:
        sheet = information_paper.sheet(session, office, procedure_id)
    return paper.render(sheet)


def _latest_referral(session: Session, procedure_id: UUID) -> UUID | None:
    query = sa.select(Referral.id).where(
        Referral.procedure_id == procedure_id, Referral.cancelled_on.is_(None), Referral.deleted.is_(False)
    )
    return session.scalars(query.order_by(Referral.created_on.desc(), Referral.number.desc()).limit(1)).first()
