# SPDX-License-Identifier: AGPL-3.0-or-later
"""Léa Marchetti, fictitious, with what her papers need: a person, her housing, two procedures, partners to write to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.models.housing import Housing
from app.models.person import Person
from app.models.resource import Resource
from app.services import address_book, consents, procedures, referrals
from app.services.office import Office

COMMISSION = {
    "name": "Commission de médiation de l’Isère",
    "kind": "commission_mediation",
    "unit": "Secrétariat",
    "address": "12 rue des Oseraies",
    "postal_code": "38000",
    "town": "Grenoble",
    "phone": "01 99 00 45 10",
}
SHELTER = {
    "name": "Association Le Relais",
    "kind": "organisme_domiciliataire",
    "address": "3 place du Marché",
    "postal_code": "38600",
    "town": "Fontaine",
}


@dataclass(frozen=True)
class Lea:
    """The ids of what was written."""

    person: UUID
    recourse: UUID
    address: UUID
    commission: UUID
    shelter: UUID


def write_lea(office: Office) -> Lea:
    """Write her dossier, a housing recourse and a request for an address, and two partners."""
    with office.writing("person_created") as work:
        person = Person(
            title="mme",
            birth_name="Marchetti",
            first_names="Léa",
            birth="2002-03-12",
            phone="0199003107",
            town="Saint-Martin-des-Ponts",
            postal_code="38400",
        )
        work.session.add(person)
        work.session.flush()
        work.session.add_all(
            [
                Housing(
                    person_id=person.id, status="shelter", structure="Résidence Les Tilleuls", since=date(2026, 3, 2)
                ),
                Resource(person_id=person.id, kind="subsidised_contract", amount=106_400, since=date(2026, 2, 1)),
            ]
        )
    recourse = procedures.open_procedure(office, person.id, "dalo", date(2026, 8, 24), "38")
    address = procedures.open_procedure(office, person.id, "domiciliation", date(2026, 11, 2), "38")
    commission = address_book.create_organisation(office, COMMISSION)
    shelter = address_book.create_organisation(office, SHELTER)
    return Lea(person.id, *(made(each.created) for each in (recourse, address, commission, shelter)))


def draft(office: Office, lea: Lea) -> UUID:
    """Prepare her recourse, which she files herself."""
    return made(referrals.prepare(office, lea.recourse, lea.commission).created)


def sent(office: Office, lea: Lea, on: date | None = None) -> UUID:
    """Send her recourse."""
    referral = draft(office, lea)
    referrals.send(office, referral, sent_on=on)
    return referral


def agree(office: Office, lea: Lea, *categories: str) -> UUID:
    """Record that she lets Le Relais know these categories of data."""
    return made(consents.record(office, lea.person, lea.shelter, categories or ("identité",)).created)


def made(created: UUID | None) -> UUID:
    """The id of what a verb made."""
    assert created is not None
    return created
