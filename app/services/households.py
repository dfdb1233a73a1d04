# SPDX-License-Identifier: AGPL-3.0-or-later
"""The household: who lives with the person, since when and until when; who was born, who left.

A member is known by name only, or has a dossier of her own (`member_id`). Her fields are saved one by one by
`sheet.set_field`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import PartialDate, age_on
from app.models.household import Household, HouseholdMember
from app.models.person import Person
from app.services import sheet
from app.services.changes import NOTHING, Changes
from app.services.naming import full_name
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.typing_in import check_choice

ADULT = 18
CHILD = "enfant"


@dataclass(frozen=True)
class MemberView:
    """A member of the household. `dossier_id` when she has a dossier of her own; `link` is how she is to the person."""

    id: UUID
    name: str
    surname: str
    first_names: str
    title: str | None
    birth: PartialDate | None
    age: int | None
    link: str
    link_label: str
    dependant: bool | None
    disability: bool | None
    to_house: bool
    since: date | None
    until: date | None
    dossier_id: UUID | None


@dataclass(frozen=True)
class HouseholdView:
    """The household on a day, the person counted in `size`; `past` are those who left it, the last first."""

    members: tuple[MemberView, ...] = ()
    past: tuple[MemberView, ...] = ()
    size: int = 1
    minors: int = 0


def of_person(office: Office, person_id: UUID, on: date | None = None) -> HouseholdView:
    """The household of a person on a day (today when none is given)."""
    day = on or office.today()
    with office.reading() as session:
        return view(session, office, person_id, day)


def view(session: Session, office: Office, person_id: UUID, day: date) -> HouseholdView:
    """The same within a reading."""
    person = session.get(Person, person_id)
    feminine = {row.id: row for row in _members(session, person_id)}
    dossiers = _dossiers(session, [row.member_id for row in feminine.values() if row.member_id])
    members = [_view(office, row, dossiers, day) for row in feminine.values()]
    present = sorted((one for one in members if one.until is None or day <= one.until), key=_by_age)
    present = [one for one in present if one.since is None or one.since <= day]
    past = sorted((one for one in members if one.until is not None and one.until < day), key=_by_end, reverse=True)
    ages = [one.age for one in present]
    own = _age(person.birth if person is not None else "", day)
    minors = sum(1 for age in (*ages, own) if age is not None and age < ADULT)
    return HouseholdView(tuple(present), tuple(past), len(present) + 1, minors)


def add_member(office: Office, person_id: UUID, typed: Mapping[str, str], link: str) -> Changes:
    """Add someone known by name; a first name or a name is enough."""
    if not (typed.get("name", "").strip() or typed.get("first_names", "").strip()):
        label = sheet.fields_of("household_member")["first_names"].label
        raise Refused(Refusal.FIELD_REQUIRED, "first_names", label=label)
    values = sheet.read_fields(office, "household_member", {**typed, "link": link})
    with office.writing("member_added") as work:
        row = HouseholdMember(household_id=_household(work.session, person_id), person_id=person_id, **values)
        work.session.add(row)
        work.created = row.id
    return work.changes


def add_dossier(office: Office, person_id: UUID, other_id: UUID, link: str, since: date | None = None) -> Changes:
    """Add to the household someone who has a dossier of her own; her names and birth are read there."""
    check_choice(office, "household_link", link, "link")
    with office.reading() as session:
        sheet.one(session, "person", other_id)
        if other_id == person_id:
            raise Refused(Refusal.OWN_HOUSEHOLD, "member_id")
        if any(row.member_id == other_id and row.until is None for row in _members(session, person_id)):
            raise Refused(Refusal.ALREADY_IN_HOUSEHOLD, "member_id")
    with office.writing("member_added") as work:
        row = HouseholdMember(
            household_id=_household(work.session, person_id),
            person_id=person_id,
            member_id=other_id,
            link=link,
            since=since,
        )
        work.session.add(row)
        work.created = row.id
    return work.changes


def born(office: Office, person_id: UUID, first_names: str, on: date, name: str = "", title: str = "") -> Changes:
    """A child was born on a day: she is of the household since then, dependant and to be housed."""
    if on > office.today():
        raise Refused(Refusal.DAY_TO_COME, "birth")
    with office.reading() as session:
        person = session.get(Person, person_id)
        surname = name or (person.use_name or person.birth_name if person is not None else "")
    typed = {"first_names": first_names, "name": surname, "title": title}
    values = sheet.read_fields(office, "household_member", typed, ("first_names",))
    with office.writing("child_born") as work:
        row = HouseholdMember(
            **values,
            household_id=_household(work.session, person_id),
            person_id=person_id,
            birth=on.isoformat(),
            link=CHILD,
            dependant=True,
            since=on,
        )
        work.session.add(row)
        work.created = row.id
    return work.changes


def left(office: Office, member_id: UUID, on: date) -> Changes:
    """A member left the household; `on` is the last day she was of it."""
    with office.reading() as session:
        row = _member(session, member_id)
        if row.until == on:
            return NOTHING
        if on > office.today():
            raise Refused(Refusal.DAY_TO_COME, "until")
        sheet.check_order({"since": row.since, "until": on})
    with office.writing("member_left") as work:
        _member(work.session, member_id).until = on
    return work.changes


def remove_member(office: Office, member_id: UUID) -> Changes:
    """Take off someone written by mistake; who left has `left`."""
    with office.writing("member_removed") as work:
        _member(work.session, member_id).deleted = True
    return work.changes


def _household(session: Session, person_id: UUID) -> UUID:
    """The household the person's members are in; a new one when she has none. To be called within a gesture."""
    sheet.one(session, "person", person_id)
    known = next((row.household_id for row in _members(session, person_id)), None)
    if known is not None:
        return known
    household = Household()
    session.add(household)
    return household.id


def _members(session: Session, person_id: UUID) -> Sequence[HouseholdMember]:
    """Rows about others than the person herself; she is not a member of her own list."""
    query = sa.select(HouseholdMember).where(
        HouseholdMember.person_id == person_id,
        HouseholdMember.deleted.is_(False),
        sa.or_(HouseholdMember.member_id.is_(None), HouseholdMember.member_id != person_id),
    )
    return session.scalars(query.order_by(HouseholdMember.id)).all()


def _member(session: Session, member_id: UUID) -> HouseholdMember:
    row = sheet.one(session, "household_member", member_id)
    assert isinstance(row, HouseholdMember)
    return row


def _dossiers(session: Session, ids: Sequence[UUID]) -> dict[UUID, Person]:
    if not ids:
        return {}
    return {row.id: row for row in session.scalars(sa.select(Person).where(Person.id.in_(ids)))}


def _view(office: Office, row: HouseholdMember, dossiers: Mapping[UUID, Person], day: date) -> MemberView:
    own = dossiers.get(row.member_id) if row.member_id else None
    source = own or row
    surname = own.use_name or own.birth_name if own is not None else row.name
    links = office.catalogue.vocabularies["household_link"]
    return MemberView(
        id=row.id,
        name=full_name(source.first_names, surname),
        surname=surname,
        first_names=source.first_names,
        title=source.title,
        birth=PartialDate.from_iso(source.birth) if source.birth else None,
        age=_age(source.birth, day),
        link=row.link,
        link_label=links.label_of(row.link, feminine=source.title == "mme"),
        dependant=row.dependant,
        disability=row.disability,
        to_house=row.to_house,
        since=row.since,
        until=row.until,
        dossier_id=row.member_id,
    )


def _age(birth: str, day: date) -> int | None:
    return age_on(PartialDate.from_iso(birth), day) if birth else None


def _by_age(member: MemberView) -> tuple[str, str]:
    return (member.birth.earliest.isoformat() if member.birth else "9999", member.first_names)


def _by_end(member: MemberView) -> date:
    assert member.until is not None
    return member.until
