# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dossier seen whole: its header on screen, and all of it as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import PartialDate, age_on
from app.models.base import Fact
from app.models.consent import Consent
from app.models.derived import Deadline, ProcedureState
from app.models.encounter import Encounter
from app.models.household import HouseholdMember
from app.models.housing import Housing
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure, ProcedureAnswer, ProcedureEvent, SupportingDocument
from app.models.referral import Referral, ReferralAnswer
from app.models.resource import Resource
from app.models.worker import Worker
from app.services import due, encounters, households, programmes, sheet
from app.services.households import MemberView
from app.services.naming import full_name
from app.services.office import Office
from app.services.programmes import Participation


@dataclass(frozen=True)
class Urgency:
    """A deadline of the dossier that is overdue, or falls due within thirty days."""

    procedure_id: UUID
    label: str
    due: date
    state: due.State
    awaits: str


@dataclass(frozen=True)
class Header:
    """What stands over every page of a dossier. `feminine`: words about the person agree so."""

    id: UUID
    name: str
    birth_name: str
    first_names: str
    title: str | None
    feminine: bool
    birth: PartialDate | None
    age: int | None
    file_number: str
    phone: str
    phone_note: str
    town: str
    children: tuple[MemberView, ...]
    pathway_id: UUID | None
    lead_id: UUID | None
    lead: str
    lead_title: str | None
    last_contact: date | None
    last_contact_label: str
    open_procedures: int
    urgent: tuple[Urgency, ...]
    programmes: tuple[Participation, ...] = ()

    @property
    def overdue(self) -> int:
        """How many legal or contractual deadlines have passed."""
        return sum(1 for one in self.urgent if one.state == "overdue")


def header(office: Office, person_id: UUID) -> Header:
    """The header of a dossier. Raises Refused for an unknown id."""
    day = office.today()
    with office.reading() as session:
        person = cast("Person", sheet.one(session, "person", person_id))
        household = households.view(session, office, person_id, day)
        pathway, lead = _pathway(session, person_id)
        contact = _last_contact(session, office, person_id)
        birth = PartialDate.from_iso(person.birth) if person.birth else None
        return Header(
            id=person.id,
            name=full_name(person.first_names, person.birth_name, person.use_name),
            birth_name=person.birth_name,
            first_names=person.first_names,
            title=person.title,
            feminine=person.title == "mme",
            birth=birth,
            age=age_on(birth, day) if birth else None,
            file_number=person.file_number,
            phone=person.phone,
            phone_note=person.phone_note,
            town=person.town,
            children=tuple(one for one in household.members if one.link == households.CHILD),
            pathway_id=pathway.id if pathway else None,
            lead_id=lead.id if lead else None,
            lead=lead.name if lead else "",
            lead_title=lead.title if lead else None,
            last_contact=contact.on if contact else None,
            last_contact_label=contact.kind_label if contact else "",
            open_procedures=_open_procedures(session, person_id),
            urgent=_urgent(session, person_id, day),
            programmes=programmes.of_person(session, office, person_id),
        )


def as_data(office: Office, person_id: UUID) -> dict[str, Any]:
    """The whole dossier as JSON-able data: stable keys, ISO dates, null for unknown. Raises Refused for an unknown id.

    Withdrawn records, other people's dossiers and drafts are not in it.
    """
    with office.reading() as session:
        person = sheet.one(session, "person", person_id)
        data = {"id": str(person_id), **_plain(person)}
        data["household"] = [_plain(row) for row in _rows(session, HouseholdMember, person_id)]
        data["housings"] = [_plain(row) for row in _rows(session, Housing, person_id)]
        data["resources"] = [_plain(row) for row in _rows(session, Resource, person_id)]
        data["encounters"] = [_plain(row) for row in _rows(session, Encounter, person_id)]
        data["pathways"] = [_plain(row) for row in _rows(session, Pathway, person_id)]
        data["procedures"] = list(_procedures(session, person_id))
        found = programmes.of_person(session, office, person_id)
        data["programmes"] = [{name: _value(value) for name, value in vars(each).items()} for each in found]
        data["consents"] = [_plain(row) for row in _rows(session, Consent, person_id)]
        data["referrals"] = list(_referrals(session, person_id))
        return data


def _pathway(session: Session, person_id: UUID) -> tuple[Pathway | None, Worker | None]:
    query = sa.select(Pathway).where(
        Pathway.person_id == person_id, Pathway.closed_on.is_(None), Pathway.deleted.is_(False)
    )
    pathway = session.scalars(query.order_by(Pathway.opened_on.desc(), Pathway.id.desc()).limit(1)).first()
    lead = session.get(Worker, pathway.lead_id) if pathway is not None and pathway.lead_id else None
    return pathway, lead


def _last_contact(session: Session, office: Office, person_id: UUID) -> encounters.EncounterView | None:
    query = sa.select(Encounter).where(
        Encounter.person_id == person_id, Encounter.with_person, Encounter.deleted.is_(False)
    )
    row = session.scalars(query.order_by(Encounter.on.desc(), Encounter.id).limit(1)).first()
    return encounters.view(office, row) if row is not None else None


def _open_procedures(session: Session, person_id: UUID) -> int:
    query = sa.select(sa.func.count()).where(ProcedureState.person_id == person_id, ProcedureState.closed.is_(False))
    return session.scalars(query).one()


def _urgent(session: Session, person_id: UUID, day: date) -> tuple[Urgency, ...]:
    query = sa.select(Deadline).where(Deadline.person_id == person_id).order_by(Deadline.due, Deadline.id)
    found: list[Urgency] = []
    for row in session.scalars(query):
        state = due.state_of(row, day)
        if due.is_open(row, day) and state in ("overdue", "advised", "soon"):
            found.append(Urgency(row.procedure_id, row.label, row.due, state, row.awaits))
    return tuple(found)


def _procedures(session: Session, person_id: UUID) -> Iterator[dict[str, Any]]:
    states = _derived(session, ProcedureState, person_id)
    deadlines = _derived(session, Deadline, person_id)
    parts = {
        "events": _rows(session, ProcedureEvent, person_id),
        "answers": _rows(session, ProcedureAnswer, person_id),
        "documents": _rows(session, SupportingDocument, person_id),
    }
    for row in _rows(session, Procedure, person_id):
        own = next((one for one in states if one["procedure_id"] == str(row.id)), None)
        data = _plain(row)
        data["stage"] = own["stage"] if own else None
        data["stage_since"] = own["since"] if own else None
        data["closed"] = own["closed"] if own else None
        data |= {name: [_plain(one) for one in rows if one.procedure_id == row.id] for name, rows in parts.items()}
        data["deadlines"] = [one for one in deadlines if one["procedure_id"] == str(row.id)]
        yield data


def _referrals(session: Session, person_id: UUID) -> Iterator[dict[str, Any]]:
    answers = _rows(session, ReferralAnswer, person_id)
    for row in _rows(session, Referral, person_id):
        data = _plain(row)
        del data["snapshot"]
        yield data | {"replies": [_plain(one) for one in answers if one.referral_id == row.id]}


def _rows(session: Session, entity: type[Any], person_id: UUID) -> Sequence[Any]:
    query = sa.select(entity).where(entity.person_id == person_id, entity.deleted.is_(False))
    return session.scalars(query.order_by(entity.id)).all()


def _derived(session: Session, entity: type[Any], person_id: UUID) -> list[dict[str, Any]]:
    table = entity.__table__
    rows = session.execute(sa.select(table).where(table.c.person_id == person_id)).mappings()
    found = [{name: _value(value) for name, value in row.items() if name != "person_id"} for row in rows]
    return sorted(found, key=lambda row: (str(row.get("due")), str(row.get("key"))))


_LEFT_OUT = frozenset({"person_id", "deleted"})
_RENAMED = {"birth": "birth_date", "on": "date"}


def _plain(fact: Fact) -> dict[str, Any]:
    """A record as data; partial births in ISO, an empty text is unknown."""
    return {
        _RENAMED.get(column.name, column.name): _value(getattr(fact, column.name))
        for column in cast("sa.Table", fact.__table__).columns
        if column.name not in _LEFT_OUT
    }


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return None if value == "" else value
