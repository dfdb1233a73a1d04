# SPDX-License-Identifier: AGPL-3.0-or-later
"""The household: members come, go and are born at known dates; each may have a dossier of her own, or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import PartialDate, age_on
from app.models.household import Household, HouseholdMember
from app.models.person import Person
from app.services.changes import Changes
from app.services.naming import full_name
from app.services.office import Office
from app.services.refusals import Refusal, Refused

ADULT = 18
FIELDS = ("name", "first_names", "title", "birth", "link", "dependant", "disability", "permit", "to_house", "since")


@dataclass(frozen=True)
class MemberView:
    """A member on a day. `member_id` is her own dossier, if she has one; `present` tells whether she is there now."""

    id: UUID
    member_id: UUID | None
    name: str
    first_names: str
    last_name: str
    title: str | None
    birth: PartialDate | None
    age: int | None
    link: str
    dependant: bool | None
    disability: bool | None
    to_house: bool
    since: date | None
    until: date | None
    present: bool


@dataclass(frozen=True)
class HouseholdView:
    """The household as seen from one person; she is counted in `size`."""

    members: tuple[MemberView, ...]
    former: tuple[MemberView, ...]
    size: int
    minors: int


def of_person(office: Office, person_id: UUID, on: date | None = None) -> HouseholdView:
    """The person's household on a day: who is there, who was."""
    day = on or office.today()
    with office.reading() as session:
        views = [_view(row, person, day) for row, person in session.execute(_query(person_id))]
    members = tuple(view for view in views if view.present)
    former = tuple(view for view in views if not view.present)
    minors = sum(1 for view in members if view.age is not None and view.age < ADULT)
    return HouseholdView(members, former, len(members) + 1, minors)


def add_member(office: Office, person_id: UUID, fields: Mapping[str, Any], *, member_id: UUID | None = None) -> Changes:
    """Add a member, by her dossier or by her names; `fields` are values of the columns, codes and ISO births."""
    link = fields.get("link", "autre")
    if link not in office.catalogue.vocabularies["household_link"].choices:
        raise Refused(Refusal.UNKNOWN_CHOICE, "link", value=link, choices="")
    if member_id is None and not str(fields.get("first_names", "")).strip():
        raise Refused(Refusal.FIELD_REQUIRED, "first_names", label="Prénoms")
    with office.writing("member_added") as work:
        session = work.session
        kept = {name: value for name, value in fields.items() if name in FIELDS and value is not None}
        row = HouseholdMember(
            household_id=_household(session, person_id), person_id=person_id, member_id=member_id, **kept
        )
        session.add(row)
        work.created = row.id
    return work.changes


def leave(office: Office, member: UUID, until: date) -> Changes:
    """Note the last day a member was there."""
    with office.writing("member_left") as work:
        row = work.session.get_one(HouseholdMember, member)
        if row.since is not None and until < row.since:
            raise Refused(Refusal.DATE_OUT_OF_ORDER, "until")
        row.until = until
    return work.changes


def withdraw(office: Office, member: UUID) -> Changes:
    """Take away a member written by mistake; undo gives her back."""
    with office.writing("member_withdrawn") as work:
        work.session.get_one(HouseholdMember, member).deleted = True
    return work.changes


def _household(session: Session, person_id: UUID) -> UUID:
    query = sa.select(HouseholdMember.household_id).where(
        HouseholdMember.person_id == person_id, HouseholdMember.deleted.is_(False)
    )
    found = session.scalars(query.limit(1)).first()
    if found is not None:
        return found
    household = Household()
    session.add(household)
    session.flush()
    return household.id


def _query(person_id: UUID) -> sa.Select[HouseholdMember, Person]:
    return (
        sa.select(HouseholdMember, Person)
        .outerjoin(Person, Person.id == HouseholdMember.member_id)
        .where(HouseholdMember.person_id == person_id, HouseholdMember.deleted.is_(False))
        .order_by(HouseholdMember.since, HouseholdMember.birth, HouseholdMember.id)
    )


def _view(row: HouseholdMember, person: Person | None, day: date) -> MemberView:
    source = person or row
    last = (person.use_name or person.birth_name) if person is not None else row.name
    birth = PartialDate.from_iso(source.birth) if source.birth else None
    return MemberView(
        id=row.id,
        member_id=row.member_id,
        name=full_name(source.first_names, last),
        first_names=source.first_names,
        last_name=last,
        title=source.title,
        birth=birth,
        age=age_on(birth, day) if birth is not None else None,
        link=row.link,
        dependant=row.dependant,
        disability=row.disability,
        to_house=row.to_house,
        since=row.since,
        until=row.until,
        present=(row.until is None or day <= row.until) and (row.since is None or row.since <= day),
    )
