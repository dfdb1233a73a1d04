# SPDX-License-Identifier: AGPL-3.0-or-later
"""The header of a dossier, the dossier as data, and who opened it."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID, uuid4

import pytest

from app.models.local import Access
from app.services import (
    accesses,
    consents,
    dossier,
    encounters,
    households,
    housings,
    pathways,
    people,
    procedures,
    resources,
    sheet,
)
from app.services.office import Office
from app.services.refusals import Refusal
from tests.engines import Clock
from tests.services.conftest import CAMILLE, HELENE, SERVICE
from tests.services.desk import create, entries_written, refused


@pytest.fixture
def lea(either_office: Office) -> UUID:
    office = either_office
    person = create(office, title="mme", phone="01 99 00 31 07", town="Saint-Martin")
    pathways.open_pathway(office, person)
    households.add_member(office, person, {"first_names": "Noé", "name": "Marchetti", "birth": "18/06/2023"}, "enfant")
    households.add_member(office, person, {"first_names": "Anne"}, "ami")
    housings.add(office, person, {"status": "shelter", "since": "10/11/2026", "surface": "18,4"})
    resources.add(office, person, "rsa", {"amount": "607", "since": "01/01/2026"})
    encounters.note(office, person, "visit", "Courrier remis.", on=date(2026, 11, 19))
    consents.record(office, person, SERVICE, ("identité", "logement"))
    procedure = procedures.open_procedure(office, person, "dalo", date(2026, 10, 1), "38").created
    assert procedure is not None
    procedures.note_event(office, procedure, "filed", date(2026, 10, 2))
    procedures.note_event(office, procedure, "acknowledged", date(2026, 10, 6))
    return person


def test_the_header_says_who_she_is_and_what_presses(either_office: Office, lea: UUID, clock: Clock):
    head = dossier.header(either_office, lea)
    assert (head.name, head.age, head.feminine, head.file_number) == ("Léa Marchetti", 24, True, "P-2026-0001")
    assert [child.first_names for child in head.children] == ["Noé"]
    assert (head.lead_id, head.lead, head.lead_title) == (CAMILLE, "Camille Aubry", "mme")
    assert (head.last_contact, head.last_contact_label) == (date(2026, 11, 19), "Visite sans rendez-vous")
    assert (head.open_procedures, head.urgent, head.overdue) == (1, (), 0)
    clock.pass_by(days=40)
    (urgency,) = dossier.header(either_office, lea).urgent
    assert (urgency.due, urgency.state, urgency.awaits) == (date(2027, 1, 6), "soon", "them")


def test_the_header_of_an_empty_dossier(office: Office):
    person = create(office, birth="vers 1975")
    head = dossier.header(office, person)
    assert (head.age, head.feminine, head.children, head.lead, head.pathway_id) == (51, False, (), "", None)
    assert (head.last_contact, head.last_contact_label, head.open_procedures) == (None, "", 0)
    with refused(Refusal.UNKNOWN_ID):
        dossier.header(office, uuid4())
    people.withdraw(office, person)
    with refused(Refusal.UNKNOWN_ID):
        dossier.header(office, person)


def test_the_dossier_as_data_is_whole_and_plain(either_office: Office, lea: UUID):
    data = dossier.as_data(either_office, lea)
    assert json.loads(json.dumps(data)) == data
    assert (data["id"], data["birth_name"], data["birth_date"], data["phone"]) == (
        str(lea),
        "Marchetti",
        "2002-03-12",
        "0199003107",
    )
    assert data["use_name"] is None
    assert data["permit_until"] is None
    assert {one["first_names"] for one in data["household"]} == {"Noé", "Anne"}
    assert (data["housings"][0]["since"], data["housings"][0]["surface"]) == ("2026-11-10", 1840)
    assert data["resources"][0]["amount"] == 60700
    assert (data["encounters"][0]["date"], data["encounters"][0]["text"]) == ("2026-11-19", "Courrier remis.")
    assert data["pathways"][0]["lead_id"] == str(CAMILLE)
    assert data["consents"][0]["categories"] == ["identité", "logement"]
    (procedure,) = data["procedures"]
    assert (procedure["scheme"], procedure["opened_on"], procedure["closed"]) == ("dalo", "2026-10-01", False)
    assert {event["name"] for event in procedure["events"]} == {"filed", "acknowledged"}
    assert next(one["due"] for one in procedure["deadlines"] if one["closed_on"] is None) == "2027-01-06"
    assert procedure["stage_since"] == "2026-10-06"
    assert data["referrals"] == []


def test_what_was_withdrawn_is_not_in_the_data(office: Office):
    person = create(office)
    note = encounters.note(office, person, "visit", "À retirer.").created
    assert note is not None
    assert "À retirer." in json.dumps(dossier.as_data(office, person), ensure_ascii=False)
    encounters.withdraw(office, note)
    assert "À retirer." not in json.dumps(dossier.as_data(office, person), ensure_ascii=False)
    with refused(Refusal.UNKNOWN_ID):
        dossier.as_data(office, uuid4())


def test_the_dossier_of_someone_else_is_not_in_it(office: Office):
    one, other = create(office), create(office, birth_name="Autre", town="Bréchamp")
    sheet.set_field(office, "person", one, "town", "Saint-Martin")
    said = json.dumps(dossier.as_data(office, one), ensure_ascii=False)
    assert "Saint-Martin" in said
    assert "Bréchamp" not in said
    assert str(other) not in said


# Opening


def test_opening_is_noted_once_in_half_an_hour(office: Office, clock: Clock):
    person = create(office)
    accesses.open_dossier(office, person)
    clock.pass_by(minutes=20)
    accesses.open_dossier(office, person)
    clock.pass_by(minutes=31)
    accesses.open_dossier(office, person)
    lines = accesses.of_person(office, person)
    assert [(line.act, line.worker, line.motive) for line in lines] == [("opened", "Camille Aubry", "")] * 2
    assert lines[0].at > lines[1].at


def test_opening_the_dossier_another_follows_asks_why(office: Office, colleague: Office, clock: Clock):
    person = create(office)
    accesses.open_dossier(colleague, person)
    clock.pass_by(minutes=45)
    pathways.open_pathway(office, person)
    assert accesses.needs_motive(colleague, person)
    assert not accesses.needs_motive(office, person)
    with refused(Refusal.MOTIVE_NEEDED, "motive"):
        accesses.open_dossier(colleague, person)
    with refused(Refusal.UNKNOWN_CHOICE, "motive"):
        accesses.open_dossier(colleague, person, "curiosity")
    accesses.open_dossier(colleague, person, "replacement")
    accesses.open_dossier(colleague, person)
    (latest, first) = accesses.of_person(office, person)
    assert (latest.worker, latest.motive) == ("Hélène Vasseur", "Je remplace la personne qui la suit")
    assert first.motive == ""


def test_prints_and_exports_are_noted_and_write_no_fact(office: Office):
    person = create(office)
    before = entries_written(office)
    accesses.note(office, person, "printed", "person-copy")
    accesses.note(office, None, "exported", "xlsx")
    assert [(line.act, line.detail) for line in accesses.of_person(office, person)] == [("printed", "person-copy")]
    assert entries_written(office) == before


def test_accesses_are_forgotten_after_a_year(office: Office, colleague: Office, clock: Clock):
    person = create(office)
    accesses.open_dossier(office, person)
    clock.pass_by(days=300)
    accesses.open_dossier(colleague, person)
    assert accesses.forget_old(office) == 0
    clock.pass_by(days=66)
    assert accesses.forget_old(office) == 1
    assert [line.worker for line in accesses.of_person(office, person)] == ["Hélène Vasseur"]
    with office.reading() as session:
        assert {row.worker_id for row in session.query(Access)} == {HELENE}
    with refused(Refusal.UNKNOWN_ID):
        accesses.open_dossier(office, uuid4())
