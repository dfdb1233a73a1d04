# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the person lives and has lived, one row per dwelling; fields are saved one by one by `sheet.set_field`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.housing import Housing
from app.services import sheet
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused


@dataclass(frozen=True)
class HousingView:
    """A dwelling. `surface` in hundredths of m², amounts in cents a month; labels are in French."""

    id: UUID
    status: str | None
    status_label: str
    kind: str
    kind_label: str
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

    @property
    def cost(self) -> int | None:
        """Rent and charges less the aid, in cents a month; None when the rent is not known."""
        if self.rent is None:
            return None
        return self.rent + (self.charges or 0) - (self.aid or 0)


def of_person(office: Office, person_id: UUID) -> tuple[HousingView, ...]:
    """Every dwelling, the present one first, then the latest left."""
    with office.reading() as session:
        return views(session, office, person_id)


def current(office: Office, person_id: UUID) -> HousingView | None:
    """Where she lives now, or None when it is not known."""
    return next((one for one in of_person(office, person_id) if one.until is None), None)


def views(session: Session, office: Office, person_id: UUID) -> tuple[HousingView, ...]:
    """The same as `of_person`, within a reading."""
    from app.models.person import Person

    person = session.get(Person, person_id)
    feminine = person is not None and person.title == "mme"
    query = sa.select(Housing).where(Housing.person_id == person_id, Housing.deleted.is_(False))
    found = [_view(office, row, feminine) for row in session.scalars(query.order_by(Housing.id))]
    return tuple(sorted(found, key=_latest_first, reverse=True))


def add(office: Office, person_id: UUID, typed: Mapping[str, str] | None = None) -> Changes:
    """Add a dwelling. When one is already current and this one has a beginning, the former ends the day before."""
    values = sheet.read_fields(office, "housing", typed or {})
    with office.writing("housing_added") as work:
        sheet.one(work.session, "person", person_id)
        if values.get("until") is None:
            _end_current(work.session, person_id, values.get("since"))
        row = Housing(person_id=person_id, **values)
        work.session.add(row)
        work.created = row.id
    return work.changes


def remove(office: Office, housing_id: UUID) -> Changes:
    """Take off a dwelling written by mistake; one that was left has an end."""
    with office.writing("housing_removed") as work:
        sheet.one(work.session, "housing", housing_id).deleted = True
    return work.changes


def _end_current(session: Session, person_id: UUID, since: date | None) -> None:
    query = sa.select(Housing).where(
        Housing.person_id == person_id, Housing.until.is_(None), Housing.deleted.is_(False)
    )
    for row in session.scalars(query):
        if since is None:
            continue
        if row.since is not None and since <= row.since:
            raise Refused(Refusal.END_BEFORE_START, "since")
        row.until = since - timedelta(days=1)


def _view(office: Office, row: Housing, feminine: bool) -> HousingView:
    lists = office.catalogue.vocabularies
    names = ("structure", "since", "until", "surface", "rooms", "occupants", "rent", "charges", "aid", "landlord")
    return HousingView(
        id=row.id,
        status=row.status,
        status_label=lists["occupancy_status"].label_of(row.status, feminine=feminine) if row.status else "",
        kind=row.kind,
        kind_label=lists["housing_kind"].label_of(row.kind) if row.kind else "",
        note=row.note,
        **{name: getattr(row, name) for name in names},
    )


def _latest_first(one: HousingView) -> tuple[date, date]:
    return (one.until or date.max, one.since or date.min)
