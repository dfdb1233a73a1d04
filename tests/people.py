# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fictitious people with a dossier full enough for every paper: Léa Marchetti, as the pictures tell her.

Everything is written through the verbs a worker uses, on the fixed day of the tests: Tuesday 24 November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.models.encounter import Encounter
from app.models.household import Household, HouseholdMember
from app.models.housing import Housing
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.resource import Resource
from app.models.worker import Worker
from app.services import consents, pathways, procedures, referrals
from app.services.office import Office

WORDS = "Je voudrais un logement à nous, près de la crèche et de mon travail. Ici on partage la cuisine à six familles."
COMMISSION = {
    "name": "Commission de médiation du Loiret",
    "kind": "commission_mediation",
    "unit": "Secrétariat, bureau du logement",
    "address": "12 rue des Oseraies",
    "postal_code": "45990",
    "town": "Le Val-Fleuri",
    "phone": "0199004510",
}
TILLEULS = {
    "name": "Résidence Les Tilleuls",
    "kind": "chrs",
    "address": "8 allée des Tilleuls",
    "postal_code": "45990",
    "town": "Saint-Martin-des-Ponts",
    "phone": "0199004518",
}


@dataclass(frozen=True)
class Lea:
    """The ids of what was written about Léa Marchetti."""

    person: UUID
    recourse: UUID
    address: UUID
    referral: UUID
    commission: UUID
    tilleuls: UUID


def furnish(office: Office) -> None:
    """Give the service its letterhead, and Camille Aubry the title, telephone and role that papers need."""
    with office.writing("field_set") as work:
        own = work.session.scalars(sa.select(Organisation).where(Organisation.own)).one()
        own.name, own.unit = "CCAS de Saint-Martin-des-Ponts", "Service d’accompagnement social"
        own.address, own.postal_code, own.town = "4 place des Tanneurs", "45990", "Saint-Martin-des-Ponts"
        own.department, own.phone, own.email = "45", "0199001240", "accompagnement@exemple.fr"
        own.manager, own.data_protection_contact = "Odile Lambert, directrice", "dpd@exemple.fr"
        camille = work.session.get_one(Worker, office.worker_id)
        camille.function, camille.role = "Assistante de service social", "manager"
        camille.phone, camille.email = "0199001241", "c.aubry@exemple.fr"


def write_lea(office: Office) -> Lea:
    """Léa Marchetti, 24, and Noé, 3: a housing recourse under way, a domiciliation in its third year, two partners."""
    furnish(office)
    person = _identity(office)
    commission, tilleuls = organisation(office, COMMISSION), organisation(office, TILLEULS)
    made(pathways.open_pathway(office, person, agreed_on=date(2025, 4, 14), opened_on=date(2025, 4, 14)).created)
    address = _domiciliation(office, person)
    recourse, referral = _recourse(office, person, commission)
    shared = ["identité", "ménage", "logement", "droits"]
    consents.record(
        office, person, tilleuls, shared, given_on=date(2026, 9, 2), means="écrit", purpose="chercher un logement"
    )
    return Lea(person, recourse, address, referral, commission, tilleuls)


def _identity(office: Office) -> UUID:
    with office.writing("person_created") as work:
        person = Person(
            file_number="P-2023-0417",
            title="mme",
            birth_name="Marchetti",
            first_names="Léa",
            birth="2002-03-12",
            birth_place="Orléans (Loiret)",
            phone="0199003107",
            phone_note="par SMS, après 15 h",
            care_of="CCAS, domiciliation n° 1127",
            address="4 place des Tanneurs",
            postal_code="45990",
            town="Saint-Martin-des-Ponts",
            language="français",
            family_status="single",
            nationality="french",
            housing_request_number="045062401837211045",
            housing_request_on=date(2024, 6, 18),
            housing_request_renewed_on=date(2026, 6, 10),
            work_situation="SALARIE",
            own_words=WORDS,
        )
        work.session.add(person)
        household = Household()
        work.session.add(household)
        work.session.flush()
        work.session.add_all([_noe(person.id, household.id), *_situation(person.id)])
        work.session.add(
            Encounter(person_id=person.id, worker_id=office.worker_id, kind="visit", on=date(2026, 11, 19), text="")
        )
    return person.id


def _noe(person: UUID, household: UUID) -> HouseholdMember:
    return HouseholdMember(
        household_id=household,
        person_id=person,
        name="Marchetti",
        first_names="Noé",
        title="m",
        birth="2023-08-05",
        link="enfant",
        dependant=True,
        since=date(2023, 8, 5),
    )


def _situation(person: UUID) -> list[Housing | Resource]:
    return [
        Housing(
            person_id=person,
            status="shelter",
            kind="studio",
            structure="Résidence Les Tilleuls",
            since=date(2026, 3, 2),
            surface=1800,
            rooms=1,
            occupants=2,
            rent=31200,
        ),
        Resource(person_id=person, kind="subsidised_contract", amount=106_400, since=date(2026, 2, 1)),
        Resource(person_id=person, kind="activity_bonus", amount=22_100, since=date(2026, 3, 1)),
        Resource(person_id=person, kind="family_support", amount=19_100, since=date(2025, 9, 1)),
    ]


def _domiciliation(office: Office, person: UUID) -> UUID:
    """First granted for 9 December 2024; renewed for a year from 9 December 2025."""
    procedure = made(procedures.open_procedure(office, person, "domiciliation", date(2024, 11, 18), "45").created)
    procedures.set_answer(office, procedure, "request_type", "RENOUVELLEMENT")
    procedures.set_answer(office, procedure, "body_kind", "ccas")
    procedures.set_answer(office, procedure, "file_number", "1127")
    for name, on, details in (
        ("requested", date(2024, 11, 18), {}),
        ("interview", date(2024, 11, 25), {"rights_explained": True}),
        ("ready", date(2024, 11, 26), {}),
        ("granted", date(2024, 12, 2), {"valid_from": date(2024, 12, 9)}),
        ("renewal_requested", date(2025, 10, 6), {"mail_place": "here"}),
        ("granted", date(2025, 12, 1), {"valid_from": date(2025, 12, 9)}),
    ):
        procedures.note_event(office, procedure, name, on, details)
    return procedure


def _recourse(office: Office, person: UUID, commission: UUID) -> tuple[UUID, UUID]:
    """Filed on 14 September, acknowledged on the 21st, suspended from 6 to 20 October: a decision by 4 January."""
    procedure = made(procedures.open_procedure(office, person, "dalo", date(2026, 8, 24), "45").created)
    for key, value in (
        ("situations", ["S4a_hosted_6m", "S1_abnormal_delay"]),
        ("adapted_proposal", False),
        ("own_means_insufficient", True),
        ("other_steps", "Demande de logement social renouvelée chaque année ; dossier SIAO du 12/01/2026."),
    ):
        procedures.set_answer(office, procedure, key, value)
    for document in ("identity", "housing_request", "resources", "hosting"):
        procedures.set_document(office, procedure, document, status="received", received_on=date(2026, 9, 1))
    referral = made(referrals.prepare(office, procedure, commission).created)
    referrals.send(office, referral, sent_on=date(2026, 9, 14), expected_by=date(2026, 10, 5))
    number = {"number": "0452026000123"}
    referrals.record_answer(office, referral, "received", date(2026, 9, 21), details=number)
    procedures.note_event(office, procedure, "incomplete", date(2026, 10, 6), {"missing": "Avis d’imposition"})
    procedures.note_event(office, procedure, "completed", date(2026, 10, 20))
    return procedure, referral


def organisation(office: Office, fields: Mapping[str, Any]) -> UUID:
    """Write an organisation of the address book."""
    with office.writing("organisation_added") as work:
        row = Organisation(**fields)
        work.session.add(row)
    return row.id


def made(created: UUID | None) -> UUID:
    """The id of what a verb made."""
    assert created is not None
    return created
