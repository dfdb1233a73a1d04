# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dossier as values of the closed list of data paths (`app.schemes.paths`): what forms, criteria and papers read.

Values are in the units of the paths: surfaces in m², amounts in cents, birth dates as `PartialDate`; unknown is absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import PartialDate, age_on
from app.models.derived import Deadline
from app.models.household import HouseholdMember
from app.models.housing import Housing
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.procedure import Procedure, ProcedureAnswer, ProcedureEvent
from app.models.resource import Resource
from app.models.worker import Worker
from app.schemes.paths import ANSWERS
from app.schemes.questions import is_own_value, own_value

Values = dict[str, Any]
_PERSON = [
    "title",
    "birth_name",
    "use_name",
    "first_names",
    "birth_place",
    "phone",
    "email",
    "care_of",
    "address",
    "postal_code",
    "town",
    "family_status",
    "nationality",
    "permit_kind",
    "permit_number",
    "permit_until",
    "legal_protection",
    "housing_request_number",
    "housing_request_on",
    "housing_request_renewed_on",
    "own_words",
    "work_situation",
    "language",
]
_HOUSING = ["status", "kind", "structure", "since", "rooms", "occupants", "rent", "charges", "aid", "landlord"]
_SERVICE = [
    "name",
    "unit",
    "address",
    "postal_code",
    "town",
    "phone",
    "email",
    "accreditation",
    "accreditation_prefecture",
    "manager",
]
ADULT = 18
_PARTNERS = ("conjoint", "concubin", "partenaire")
_CHILDREN = ("enfant", "petit_enfant")
NO_RESOURCE = "none"
"""The kind that says that nothing comes in, which is known and not a gap."""


@dataclass(frozen=True)
class Member:
    """A member of the household as forms list her; `birth` may be partial."""

    name: str
    first_names: str
    title: str | None
    birth: PartialDate | None
    link: str
    dependant: bool | None
    disability: bool | None
    permit: str
    to_house: bool

    def row(self) -> Values:
        """The fields of one row of `household.members[]`."""
        fields = {"name": self.name, "first_names": self.first_names, "title": self.title, "birth_date": self.birth}
        fields |= {"link": self.link, "dependant": self.dependant, "disability": self.disability}
        return fields | {"permit": self.permit, "to_house": self.to_house}


def of_procedure(session: Session, procedure: Procedure, today: date, worker_id: UUID | None = None) -> Values:
    """Every value known for a procedure: its person's, its own, its worker's and the service's.

    What its form alone says prevails over the dossier.
    """
    values = of_person(session, procedure.person_id, today)
    values |= _of_course(session, procedure)
    values |= of_worker(session, procedure.worker_id or worker_id)
    answers = _answers(session, procedure.id)
    own = {key: own_value(key, value) for key, value in answers.items() if is_own_value(key)}
    asked = by_path({key: value for key, value in answers.items() if not is_own_value(key)})
    return values | of_service(session) | _known(asked) | _known(own)


def by_path(answers: Mapping[str, Any]) -> Values:
    """Answers by the data path a form names: `procedure.answers.refusal`, `procedure.answers.debts[]` for rows."""
    return {f"{ANSWERS}{key}{'[]' * _is_rows(value)}": value for key, value in answers.items()}


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(row, Mapping) for row in cast("list[Any]", value))


def of_person(session: Session, person_id: UUID, today: date) -> Values:
    """The values of a person's dossier on a day."""
    person = session.get_one(Person, person_id)
    birth = PartialDate.from_iso(person.birth) if person.birth else None
    values: Values = {f"person.{name}": getattr(person, name) for name in _PERSON}
    values |= {"person.birth_date": birth, "person.age": age_on(birth, today) if birth else None}
    members = members_of(session, person, today)
    values |= _of_household(person, birth, members, today)
    values |= _of_housing(session, person_id, today, len(members) + 1)
    values |= _of_resources(session, person_id, today)
    return _known(values)


def members_of(session: Session, person: Person, today: date) -> tuple[Member, ...]:
    """The other members of her household on a day, the oldest first."""
    rows = session.scalars(
        sa.select(HouseholdMember).where(HouseholdMember.person_id == person.id, HouseholdMember.deleted.is_(False))
    ).all()
    present = [row for row in rows if _covers(today, row.since, row.until)]
    others = {row.member_id for row in present if row.member_id}
    people = {each.id: each for each in session.scalars(sa.select(Person).where(Person.id.in_(others)))}
    members = [_member(row, people.get(row.member_id) if row.member_id else None) for row in present]
    return tuple(sorted(members, key=_by_age))


def _by_age(member: Member) -> tuple[str, str, str]:
    """Those whose birth is not known come last."""
    born = member.birth.earliest.isoformat() if member.birth else "9999"
    return born, member.first_names, member.name


def _member(row: HouseholdMember, person: Person | None) -> Member:
    source = person or row
    name = person.use_name or person.birth_name if person else row.name
    birth = PartialDate.from_iso(source.birth) if source.birth else None
    return Member(
        name=name,
        first_names=source.first_names,
        title=source.title,
        birth=birth,
        link=row.link,
        dependant=row.dependant,
        disability=row.disability,
        permit=(person.permit_kind if person else None) or row.permit,
        to_house=row.to_house,
    )


def _of_household(person: Person, birth: PartialDate | None, members: Sequence[Member], today: date) -> Values:
    minors = sum(1 for member in members if member.birth and age_on(member.birth, today) < ADULT)
    unknown = any(member.birth is None for member in members)
    return {
        "household.size": len(members) + 1,
        "household.minors": minors,
        "household.has_minor": True if minors else (None if unknown else False),
        "household.has_disability": _has_disability([member.disability for member in members]),
        "household.type": _household_type(person.title, members),
        "household.members[]": [member.row() for member in members],
        "household.everyone[]": [_herself(person, birth), *(each.row() for each in members if each.to_house)],
    }


def _has_disability(told: Sequence[bool | None]) -> bool | None:
    """Yes as soon as one of them has one; no once it was said of each; else not known, and to be asked."""
    if True in told:
        return True
    return None if None in told or not told else False


def _herself(person: Person, birth: PartialDate | None) -> Values:
    """The person as the first row of those to house."""
    name = person.use_name or person.birth_name
    own = {"name": name, "first_names": person.first_names, "title": person.title, "birth_date": birth}
    return own | {"link": "self", "dependant": None, "disability": None, "permit": person.permit_kind}


def _household_type(title: str | None, members: Sequence[Member]) -> str | None:
    couple = any(member.link in _PARTNERS for member in members)
    children = any(member.link in _CHILDREN for member in members)
    if couple:
        return "COUPLE_AVEC_ENFANT" if children else "COUPLE_SANS_ENFANT"
    if title is None:
        return None
    who = "FEMME_ISOLE" if title == "mme" else "HOMME_ISOLE"
    return f"{who}_{'AVEC' if children else 'SANS'}_ENFANT"


def _of_housing(session: Session, person_id: UUID, today: date, household: int) -> Values:
    rows = session.scalars(sa.select(Housing).where(Housing.person_id == person_id, Housing.deleted.is_(False)))
    lived_in = [row for row in rows if _covers(today, row.since, row.until)]
    if not lived_in:
        return {}
    current = max(lived_in, key=lambda row: (row.since or date.min, row.id))
    values: Values = {f"housing.{name}": getattr(current, name) for name in _HOUSING}
    values["housing.surface"] = _square_metres(current.surface)
    values["housing.occupants"] = current.occupants or household
    return values


def _covers(day: date, since: date | None, until: date | None) -> bool:
    """Whether a period holds a day: its last day counts, an end that is not known is open."""
    return (since is None or since <= day) and (until is None or day <= until)


def _square_metres(hundredths: int | None) -> float | int | None:
    if hundredths is None:
        return None
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def _of_resources(session: Session, person_id: UUID, today: date) -> Values:
    """What is paid this month: the first and the last month of a resource count whole."""
    month = today.replace(day=1)
    rows = session.scalars(sa.select(Resource).where(Resource.person_id == person_id, Resource.deleted.is_(False)))
    paid = [row for row in rows if _covers(month, _month(row.since), _month(row.until))]
    current = sorted(paid, key=lambda row: (row.since or date.min, row.kind, row.id))
    listed = [{"kind": row.kind, "amount": row.amount, "since": row.since, "holder": row.holder} for row in current]
    amounts = [row.amount for row in current if row.amount is not None]
    nothing = 0 if any(row.kind == NO_RESOURCE for row in current) else None
    return {"resources[]": listed, "resources.total": sum(amounts) if amounts else nothing}


def _month(day: date | None) -> date | None:
    return day.replace(day=1) if day is not None else None


def _of_course(session: Session, procedure: Procedure) -> Values:
    values: Values = {"procedure.opened_on": procedure.opened_on, "procedure.department": procedure.department}
    events = sa.select(ProcedureEvent).where(
        ProcedureEvent.procedure_id == procedure.id, ProcedureEvent.deleted.is_(False)
    )
    for row in session.scalars(events.order_by(ProcedureEvent.on, ProcedureEvent.rank)):
        values[f"procedure.events.{row.name}.on"] = row.on
        values |= {f"procedure.events.{row.name}.{detail}": value for detail, value in row.details.items()}
    deadlines = sa.select(Deadline).where(Deadline.procedure_id == procedure.id)
    for row in session.scalars(deadlines.order_by(Deadline.due, Deadline.id)):
        values[f"procedure.deadlines.{row.key}.due"] = row.due
    return _known(values)


def _answers(session: Session, procedure_id: UUID) -> Values:
    query = sa.select(ProcedureAnswer.key, ProcedureAnswer.value)
    query = query.where(ProcedureAnswer.procedure_id == procedure_id, ProcedureAnswer.deleted.is_(False))
    return {row.key: row.value for row in session.execute(query)}


def of_worker(session: Session, worker_id: UUID | None) -> Values:
    """The values of the worker who signs."""
    worker = session.get(Worker, worker_id) if worker_id else None
    if worker is None:
        return {}
    return _known({f"worker.{name}": getattr(worker, name) for name in ("name", "function", "phone", "email")})


def of_service(session: Session) -> Values:
    """The values of the office that owns the vault."""
    own = session.scalars(sa.select(Organisation).where(Organisation.own, Organisation.deleted.is_(False))).first()
    return _of_organisation("service", own) if own is not None else {}


def of_deciding(organisation: Organisation) -> Values:
    """The values of the organisation a request is made to, where the form speaks of « the organisation »."""
    return _of_organisation("service", organisation)


def of_addressee(organisation: Organisation) -> Values:
    """The values of the organisation a paper goes to."""
    return _of_organisation("addressee", organisation)


def _of_organisation(prefix: str, organisation: Organisation) -> Values:
    return _known({f"{prefix}.{name}": getattr(organisation, name) for name in _SERVICE})


def _known(values: Mapping[str, Any]) -> Values:
    return {path: value for path, value in values.items() if value is not None and value != ""}
