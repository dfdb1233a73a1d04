# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a person lives, now and before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from app.models.housing import Housing
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused


@dataclass(frozen=True)
class HousingView:
    """A dwelling. Surface in hundredths of m², amounts in cents per month."""

    id: UUID
    status: str | None
    kind: str
    structure: str
    since: date | None
    until: date | None
    surface: int | None
    rooms: int | None
    occupants: int | None
    rent: int | None
    charges: int | None
    aid: int | None
    landlord: str
    note: str


def of_person(office: Office, person_id: UUID) -> tuple[HousingView, ...]:
    """The person's dwellings, the current one first."""
    query = (
        sa.select(Housing)
        .where(Housing.person_id == person_id, Housing.deleted.is_(False))
        .order_by(Housing.until.is_not(None), Housing.since.desc())
    )
    with office.reading() as session:
        return tuple(_view(row) for row in session.scalars(query))


def current(office: Office, person_id: UUID) -> HousingView | None:
    """Where she lives now, if it is noted."""
    found = of_person(office, person_id)
    return found[0] if found and found[0].until is None else None


def add(office: Office, person_id: UUID, since: date | None = None, status: str | None = None) -> Changes:
    """Note a new dwelling; the current one ends the day before it begins."""
    with office.writing("housing_added") as work:
        session = work.session
        query = sa.select(Housing).where(
            Housing.person_id == person_id, Housing.until.is_(None), Housing.deleted.is_(False)
        )
        for row in session.scalars(query):
            if since is not None and (row.since is None or row.since < since):
                row.until = date.fromordinal(since.toordinal() - 1)
        made = Housing(person_id=person_id, since=since, status=status)
        session.add(made)
        work.created = made.id
    return work.changes


def leave(office: Office, housing_id: UUID, until: date) -> Changes:
    """Note the last day in a dwelling."""
    with office.writing("housing_left") as work:
        row = work.session.get_one(Housing, housing_id)
        if row.since is not None and until < row.since:
            raise Refused(Refusal.DATE_OUT_OF_ORDER, "until")
        row.until = until
    return work.changes


def withdraw(office: Office, housing_id: UUID) -> Changes:
    """Take away a dwelling written by mistake."""
    with office.writing("housing_withdrawn") as work:
        work.session.get_one(Housing, housing_id).deleted = True
    return work.changes


def _view(row: Housing) -> HousingView:
    names = HousingView.__dataclass_fields__
    return HousingView(**{name: getattr(row, name) for name in names})
