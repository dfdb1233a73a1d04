# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pathways: opening one, naming the référent the person agreed to, closing it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.pathway import Pathway
from app.models.worker import Worker
from app.services import sheet
from app.services.changes import NOTHING, Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.typing_in import clean, refuse_nir


def open_pathway(
    office: Office,
    person_id: UUID,
    lead_id: UUID | None = None,
    agreed_on: date | None = None,
    opened_on: date | None = None,
) -> Changes:
    """Open the person's pathway; the worker herself is its référent unless another is named.

    Nothing happens when one is already open.
    """
    with office.writing("pathway_opened") as work:
        if current(work.session, person_id) is None:
            work.created = new_pathway(work.session, office, person_id, lead_id, agreed_on, opened_on).id
    return work.changes


def change_lead(office: Office, pathway_id: UUID, lead_id: UUID, agreed_on: date | None = None) -> Changes:
    """Give the pathway another référent, from the day the person agreed."""
    with office.writing("lead_changed") as work:
        pathway = _pathway(work.session, pathway_id)
        if pathway.lead_id == lead_id and pathway.agreed_on == agreed_on:
            return NOTHING
        _check(work.session, office, lead_id, agreed_on=agreed_on)
        pathway.lead_id, pathway.agreed_on = lead_id, agreed_on
    return work.changes


def close_pathway(office: Office, pathway_id: UUID, on: date, reason: str = "") -> Changes:
    """Close the pathway; its procedures stay as they are."""
    refuse_nir(reason, "close_reason")
    with office.writing("pathway_closed") as work:
        pathway = _pathway(work.session, pathway_id)
        if on < pathway.opened_on or on > office.today():
            raise Refused(Refusal.DATE_OUT_OF_ORDER, "on")
        pathway.closed_on, pathway.close_reason = on, clean(reason)
    return work.changes


def current(session: Session, person_id: UUID) -> Pathway | None:
    """The person's open pathway, the latest if several."""
    query = sa.select(Pathway).where(
        Pathway.person_id == person_id, Pathway.closed_on.is_(None), Pathway.deleted.is_(False)
    )
    return session.scalars(query.order_by(Pathway.opened_on.desc(), Pathway.id.desc()).limit(1)).first()


def new_pathway(
    session: Session,
    office: Office,
    person_id: UUID,
    lead_id: UUID | None = None,
    agreed_on: date | None = None,
    opened_on: date | None = None,
) -> Pathway:
    """Add a pathway within a gesture being written."""
    sheet.one(session, "person", person_id)
    _check(session, office, lead_id, opened_on=opened_on, agreed_on=agreed_on)
    pathway = Pathway(
        person_id=person_id,
        lead_id=lead_id or office.worker_id,
        opened_on=opened_on or office.today(),
        agreed_on=agreed_on,
    )
    session.add(pathway)
    return pathway


def _pathway(session: Session, pathway_id: UUID) -> Pathway:
    row = sheet.one(session, "pathway", pathway_id)
    assert isinstance(row, Pathway)
    return row


def _check(session: Session, office: Office, lead_id: UUID | None, **days: date | None) -> None:
    """Refuse a référent who does not work here, and days to come."""
    lead = session.get(Worker, lead_id) if lead_id is not None else None
    if lead_id is not None and (lead is None or lead.deleted or not lead.active):
        raise Refused(Refusal.UNKNOWN_ID, "lead")
    for name, day in days.items():
        if day is not None and day > office.today():
            raise Refused(Refusal.DAY_TO_COME, name)
