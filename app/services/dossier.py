# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dossier as a whole: its head, as the page shows it, and all of it as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import PartialDate, age_on
from app.models.base import Fact
from app.models.derived import Deadline
from app.models.encounter import Encounter
from app.models.household import HouseholdMember
from app.models.person import Person
from app.models.procedure import Procedure
from app.models.tables import FACTS
from app.models.worker import Worker
from app.services import due, pathways
from app.services.naming import full_name
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.storage.entries import written

LISTS = (
    "household_member",
    "housing",
    "resource",
    "pathway",
    "procedure",
    "procedure_event",
    "procedure_answer",
    "supporting_document",
    "referral",
    "referral_answer",
    "consent",
    "encounter",
)
FROZEN = frozenset({"snapshot"})


@dataclass(frozen=True)
class Header:
    """What the head of a person's page says."""

    id: UUID
    name: str
    title: str | None
    birth: PartialDate | None
    age: int | None
    file_number: str
    phone: str
    phone_note: str
    lead_id: UUID | None
    lead: str
    lead_title: str | None
    pathway_id: UUID | None
    agreed_on: date | None
    members: tuple[str, ...]
    last_contact: date | None
    procedures: int
    overdue: int
    next_label: str
    next_due: date | None
    next_state: due.State | None


def header(office: Office, person_id: UUID) -> Header:
    """The head of a dossier. Refused when nobody of this vault has that id."""
    day = office.today()
    with office.reading() as session:
        person = _person(session, person_id)
        pathway = pathways.current(session, person_id)
        lead = session.get(Worker, pathway.lead_id) if pathway is not None and pathway.lead_id else None
        birth = PartialDate.from_iso(person.birth) if person.birth else None
        pressing = _pressing(session, person_id, day)
        following = next((row for row in pressing if due.state_of(row, day) != "overdue"), None)
        return Header(
            id=person.id,
            name=full_name(person.first_names, person.birth_name, person.use_name),
            title=person.title,
            birth=birth,
            age=age_on(birth, day) if birth is not None else None,
            file_number=person.file_number,
            phone=person.phone,
            phone_note=person.phone_note,
            lead_id=lead.id if lead else None,
            lead=lead.name if lead else "",
            lead_title=lead.title if lead else None,
            pathway_id=pathway.id if pathway else None,
            agreed_on=pathway.agreed_on if pathway else None,
            members=_members(session, person_id, day),
            last_contact=_last_contact(session, person_id),
            procedures=_procedures(session, person_id),
            overdue=sum(1 for row in pressing if due.state_of(row, day) == "overdue"),
            next_label=following.label if following else "",
            next_due=following.due if following else None,
            next_state=due.state_of(following, day) if following else None,
        )


def as_data(office: Office, person_id: UUID) -> dict[str, Any]:
    """The whole dossier: stable keys, ISO dates, null for unknown. What was withdrawn is left out."""
    day = office.today()
    with office.reading() as session:
        person = _person(session, person_id)
        data = _row(person)
        data["birth_date"] = person.birth or None
        for table in LISTS:
            data[f"{table}s"] = [_row(row) for row in _rows(session, FACTS[table], person_id)]
        deadlines = session.scalars(sa.select(Deadline).where(Deadline.person_id == person_id).order_by(Deadline.due))
        data["deadlines"] = [_deadline(row, day) for row in deadlines]
    return data


def _person(session: Session, person_id: UUID) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.deleted:
        raise Refused(Refusal.UNKNOWN_ID, "person")
    return person


def _rows(session: Session, table: type[Fact], person_id: UUID) -> list[Fact]:
    columns: Any = table
    query = sa.select(table).where(columns.person_id == person_id, columns.deleted.is_(False)).order_by(columns.id)
    return list(session.scalars(query))


def _row(fact: Fact) -> dict[str, Any]:
    table: Any = fact.__table__
    names = [column.name for column in table.columns if column.name not in FROZEN and column.name != "deleted"]
    return {name: _known(written(getattr(fact, name))) for name in names} | {"id": str(fact.id)}


def _known(value: Any) -> Any:
    return None if value == "" else value


def _deadline(row: Deadline, day: date) -> Mapping[str, Any]:
    return {
        "deadline_id": row.key,
        "procedure_id": str(row.procedure_id),
        "label": row.label,
        "due": row.due.isoformat(),
        "basis": row.basis if row.verified else None,
        "verified": row.verified,
        "state": due.state_of(row, day),
        "open": due.is_open(row, day),
    }


def _pressing(session: Session, person_id: UUID, day: date) -> list[Deadline]:
    query = sa.select(Deadline).where(Deadline.person_id == person_id, Deadline.closed_on.is_(None))
    rows = session.scalars(query.order_by(Deadline.due))
    return [row for row in rows if due.is_open(row, day) and due.state_of(row, day) != "elapsed"]


def _members(session: Session, person_id: UUID, day: date) -> tuple[str, ...]:
    """« Noé, 3 ans » for each member of the household on a day."""
    query = (
        sa.select(HouseholdMember, Person)
        .outerjoin(Person, Person.id == HouseholdMember.member_id)
        .where(HouseholdMember.person_id == person_id, HouseholdMember.deleted.is_(False))
        .where(sa.or_(HouseholdMember.until.is_(None), HouseholdMember.until >= day))
    )
    said: list[str] = []
    for row, person in session.execute(query):
        source = person or row
        first = source.first_names.split()[0] if source.first_names.split() else source.first_names
        age = age_on(PartialDate.from_iso(source.birth), day) if source.birth else None
        said.append(first if age is None else f"{first}, {age}\u00a0an{'s' if age > 1 else ''}")
    return tuple(said)


def _last_contact(session: Session, person_id: UUID) -> date | None:
    query = sa.select(sa.func.max(Encounter.on)).where(
        Encounter.person_id == person_id, Encounter.with_person, Encounter.deleted.is_(False)
    )
    return session.scalars(query).one()


def _procedures(session: Session, person_id: UUID) -> int:
    query = sa.select(sa.func.count()).where(Procedure.person_id == person_id, Procedure.deleted.is_(False))
    return session.scalars(query).one()
