# SPDX-License-Identifier: AGPL-3.0-or-later
"""A fictitious person about whom everything is known, at the longest: what the papers of every scheme must bear."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from app.models.household import Household, HouseholdMember
from app.models.housing import Housing
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.resource import Resource
from app.schemes.definitions import Answer, Edition
from app.schemes.paths import CATEGORIES
from app.services import consents, procedures, referrals
from app.services.office import Office
from tests.services.lea import made

NAME = (
    "Marie-Antoinette Éléonore Wilhelmine de La Rochefoucauld-Montmorency-Saint-Étienne d’Œuvré-Łuczak "
    "Vasconcelos Ndiaye-Diop"
)[:120]
WORDS = "Le logement est humide, les murs sont noirs et le propriétaire ne répond plus depuis le 3 mars. "
REASON = (WORDS * 40)[:3000].strip()
STREET = "Résidence de la Manufacture royale des Oseraies, bâtiment D, escalier 4, 128 bis avenue du Maréchal-Ferrant"
MEMBERS, RESOURCES, ROWS = 9, 7, 6
BEFORE = date(2012, 11, 5)


def write_person(office: Office) -> UUID:
    """Write her dossier: identity, nine people at home, a dwelling, seven resources."""
    with office.writing("person_created") as work:
        person = Person(
            title="mme",
            birth_name=NAME,
            use_name=NAME[:60],
            first_names="Marie-Antoinette Éléonore",
            birth="1978-02-28",
            birth_place="Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson",
            phone="0199003107",
            email="marie-antoinette.eleonore.de-la-rochefoucauld@exemple.fr",
            address=STREET,
            postal_code="38400",
            town="Saint-Martin-des-Ponts",
            family_status=codes(office, "family_status")[-1],
            nationality=codes(office, "nationality")[-1],
            housing_request_number="038091234567811072",
            housing_request_on=date(2019, 5, 6),
            housing_request_renewed_on=date(2026, 5, 6),
            work_situation=codes(office, "work_situation")[-1],
            own_words=REASON,
        )
        work.session.add(person)
        work.session.flush()
        home = Household(label="Foyer")
        work.session.add(home)
        work.session.flush()
        work.session.add_all([member(home.id, person.id, rank, rank % 3 == 0) for rank in range(MEMBERS)])
        work.session.add_all([resource(office, person.id, rank) for rank in range(RESOURCES)])
        work.session.add(
            Housing(
                person_id=person.id,
                status=codes(office, "occupancy_status")[0],
                kind=codes(office, "housing_kind")[0],
                structure=NAME[:90],
                since=date(2011, 1, 1),
                surface=4250,
                rooms=2,
                occupants=10,
                rent=64_250,
                charges=8_900,
                aid=21_300,
                landlord=NAME[:110],
            )
        )
    return person.id


def member(home: UUID, person: UUID, rank: int, long: bool) -> HouseholdMember:
    """One of the people at home, some with a very long name."""
    return HouseholdMember(
        household_id=home,
        person_id=person,
        name=NAME[:100] if long else "Marchetti",
        first_names="Jean-Baptiste",
        title="m",
        birth=f"{2003 + rank}-0{rank + 1}-11",
        link="enfant",
        dependant=True,
        since=date(2019, 1, 1),
    )


def resource(office: Office, person: UUID, rank: int) -> Resource:
    """One of the resources."""
    kinds = codes(office, "resource_kind")
    return Resource(person_id=person, kind=kinds[rank % len(kinds)], amount=10_400 + rank, since=date(2026, 2, 1))


def codes(office: Office, vocabulary: str) -> list[str]:
    """The codes of a list, the longest label last."""
    choices = office.catalogue.vocabularies[vocabulary].choices
    return sorted(choices, key=lambda code: len(choices[code].label))


def open_full(office: Office, person: UUID, scheme: str) -> UUID:
    """Open a procedure of a scheme, on a day it takes people in, and answer all that its form asks, at the longest."""
    opened = BEFORE if office.catalogue.schemes[scheme].closing else office.today()
    procedure = made(procedures.open_procedure(office, person, scheme, opened, "38").created)
    edition = edition_of(office, scheme)
    with office.writing("answer_set") as work:
        for key, answer in edition.answers.items():
            procedures.write_answer(work.session, office, procedure, key, longest(answer))
    for document in edition.documents:
        procedures.set_document(office, procedure, document.id, status="received")
    return procedure


def longest(answer: Answer) -> Any:
    """The longest that can be answered."""
    if answer.type == "group":
        return [{field.id: longest(field) for field in answer.fields} for _ in range(ROWS)]
    if answer.type in ("enum", "multi"):
        choices = answer.vocabulary.choices if answer.vocabulary else {}
        by_length = sorted(choices, key=lambda code: len(choices[code].label))
        return by_length if answer.type == "multi" else by_length[-1]
    values: dict[str, Any] = {
        "longtext": REASON,
        "bool": True,
        "int": 12,
        "months": 24,
        "money": 123_456_78,
        "date": "24/11/2026",
        "birth": "28/02/1978",
        "time": "14:30",
        "email": "marie-antoinette.eleonore.de-la-rochefoucauld@exemple.fr",
        "phone": "01 99 00 31 07",
        "code": "38400",
    }
    return values.get(answer.type, NAME)


def edition_of(office: Office, scheme: str) -> Edition:
    """The rules a procedure opens under: those of today, or of 2012 where nobody enters any more."""
    known = office.catalogue.schemes[scheme]
    return known.edition_on(BEFORE) if known.closing else known.current


def refer_full(office: Office, person: UUID, scheme: str) -> UUID:
    """Refer her to an organisation of a long name, all agreed to, and send it."""
    procedure = open_full(office, person, scheme)
    organisation = addressee(office, edition_of(office, scheme))
    consents.record(office, person, organisation, list(CATEGORIES), given_on=office.today())
    referral = made(referrals.prepare(office, procedure, organisation).created)
    referrals.send(office, referral, channel="hand", expected_by=date(2027, 1, 31))
    return referral


def addressee(office: Office, edition: Edition) -> UUID:
    """An organisation that the scheme addresses, whose name and address take room."""
    with office.writing("organisation_created") as work:
        row = Organisation(
            name="Direction départementale interministérielle de l’emploi, du travail, des solidarités et du logement",
            kind=edition.addressed_to[0],
            unit="Secrétariat de la commission, bureau 214, troisième étage, à l’attention de la personne en charge",
            address=STREET,
            postal_code="38000",
            town="Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson",
            department="38",
            phone="0199004510",
            bound_by_secrecy=True,
        )
        work.session.add(row)
    return row.id
