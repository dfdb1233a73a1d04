# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making a dossier from three fields, its number, withdrawing it, listing people by name and by who follows them."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.french.dates import PartialDate
from app.models.person import Person
from app.services import encounters, pathways, people, search
from app.services.office import Office
from app.services.refusals import Refusal
from app.services.verification import verify
from tests.engines import Clock
from tests.services.conftest import CAMILLE, HELENE
from tests.services.desk import create, entries_written, get, redo, refused, undo


def names(page: people.PeoplePage) -> list[str]:
    return [f"{line.use_name or line.birth_name} {line.first_names}" for line in page.rows]


def test_three_fields_make_a_dossier(either_office: Office):
    office = either_office
    changes = people.create_person(office, {"birth_name": "Marchetti", "first_names": "Léa", "birth": "vers 1975"})
    person = get(office, Person, changes.created)
    assert (person.birth_name, person.first_names, person.birth) == ("Marchetti", "Léa", "~1975")
    assert person.file_number == "P-2026-0001"
    assert changes.persons == {person.id}
    assert changes.nouns() == {"person"}
    assert [line.id for line in search.find(office, "lea mar").by_name] == [person.id]


def test_other_fields_may_be_given_at_once(office: Office):
    person = get(office, Person, create(office, phone="01 99 00 31 07", town="Saint-Martin", title="mme"))
    assert (person.phone, person.town, person.title) == ("0199003107", "Saint-Martin", "mme")


@pytest.mark.parametrize("missing", ["birth_name", "first_names", "birth"])
def test_each_of_the_three_is_needed(office: Office, missing: str):
    with refused(Refusal.FIELD_REQUIRED, missing):
        create(office, **{missing: "  "})
    assert people.list_people(office).total == 0


def test_a_misread_field_makes_nothing(office: Office):
    before = entries_written(office)
    with refused(Refusal.MISREAD, "birth"):
        create(office, birth="31/02/1980")
    with refused(Refusal.NIR, "town"):
        create(office, town="2 69 05 49 588 157 80")
    with refused(Refusal.UNKNOWN_ID, "former_life"):
        create(office, former_life="x")
    assert entries_written(office) == before


def test_no_pathway_is_opened(office: Office):
    assert people.line(office, create(office)).lead_id is None


def test_undo_takes_the_dossier_away_and_redo_brings_it_back(either_office: Office):
    office = either_office
    lea = create(office)
    undo(office)
    assert search.find(office, "marchetti").total == 0
    assert people.list_people(office).total == 0
    with refused(Refusal.UNKNOWN_ID):
        people.line(office, lea)
    redo(office)
    assert [line.id for line in search.find(office, "marchetti").by_name] == [lea]
    assert people.list_people(office).total == 1


def test_a_number_is_never_given_twice(office: Office, clock: Clock):
    assert get(office, Person, create(office)).file_number == "P-2026-0001"
    create(office)
    undo(office)
    assert get(office, Person, create(office)).file_number == "P-2026-0003"
    clock.pass_by(days=60)
    assert get(office, Person, create(office)).file_number == "P-2027-0001"


def test_numbers_go_on_after_those_the_vault_already_holds(office: Office):
    with office.writing("people_imported") as work:
        numbers = ("P-2026-0417", "P-2026-9", "P-2025-9999", "P-2026-B0900", "2026-777", "")
        work.session.insert_many([Person(birth_name="Ancienne", first_names=f"{n}", file_number=n) for n in numbers])
    assert get(office, Person, create(office)).file_number == "P-2026-0418"


def test_a_second_device_numbers_with_its_letter(office: Office):
    with office.vault._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE replica SET letter = 'B'")
    assert get(office, Person, create(office)).file_number == "P-2026-B0001"


def test_a_withdrawn_dossier_leaves_lists_and_searches(office: Office):
    lea = create(office)
    people.withdraw(office, lea)
    assert people.list_people(office).rows == ()
    assert search.find(office, "marchetti").total == 0
    with refused(Refusal.UNKNOWN_ID):
        people.withdraw(office, lea)
    undo(office)
    assert people.line(office, lea).name == "Léa Marchetti"


# Lists


def test_a_list_is_in_alphabetical_order_whatever_the_accents(either_office: Office):
    office = either_office
    for name, first in (("Zola", "Éva"), ("élie", "Anne"), ("d'Artagnan", "Luc"), ("ELIE", "Zoé"), ("Œuf", "Bo")):
        create(office, birth_name=name, first_names=first)
    create(office, birth_name="Xu", use_name="Arnaud", first_names="Léa")
    page = people.list_people(office)
    assert names(page) == ["Arnaud Léa", "d’Artagnan Luc", "élie Anne", "ELIE Zoé", "Œuf Bo", "Zola Éva"]
    assert page.total == 6
    first, second = people.list_people(office, limit=4), people.list_people(office, offset=4, limit=4)
    assert names(first) + names(second) == names(page)
    assert people.list_people(office, offset=100).rows == ()


def test_filters_tell_who_follows_whom_and_who_was_not_met(office: Office, clock: Clock):
    mine, silent, hers, nobody = (create(office, first_names=name) for name in ("Ana", "Bea", "Cleo", "Dina"))
    for person, lead in ((mine, CAMILLE), (silent, CAMILLE), (hers, HELENE)):
        pathways.open_pathway(office, person, lead)
    encounters.note(office, silent, "visit")
    clock.pass_by(days=93)
    encounters.note(office, mine, "call")
    encounters.note(office, silent, "note", "Rien de nouveau.")
    found = {name: [line.first_names for line in people.list_people(office, name).rows] for name in people.FILTERS}
    assert found == {
        "all": ["Ana", "Bea", "Cleo", "Dina"],
        "mine": ["Ana", "Bea"],
        "no_contact": ["Bea"],
        "no_lead": ["Dina"],
        "in_programme": [],
    }
    page = people.list_people(office, "mine")
    assert dict(page.counts) == {"all": 4, "mine": 2, "no_contact": 1, "no_lead": 1, "in_programme": 0}
    assert page.total == 2
    assert nobody in [line.id for line in people.list_people(office, "no_lead").rows]


def test_a_line_tells_what_a_list_shows(office: Office):
    lea = create(office, phone="0199003107", town="Saint-Martin", title="mme", use_name="Colin")
    pathways.open_pathway(office, lea)
    encounters.note(office, lea, "visit")
    line = people.line(office, lea)
    assert (line.name, line.birth_name, line.first_names) == ("Léa Colin", "Marchetti", "Léa")
    assert line.birth == PartialDate(2002, 3, 12)
    assert (line.phone, line.town, line.file_number) == ("0199003107", "Saint-Martin", "P-2026-0001")
    assert (line.lead_id, line.lead, line.restricted) == (CAMILLE, "Camille Aubry", False)
    assert line.last_contact == office.today()


def test_of_a_person_someone_else_follows_a_line_says_little(office: Office, colleague: Office):
    lea = create(office, phone="0199003107", town="Saint-Martin")
    about = create(office, first_names="Anne", birth="vers 1975")
    for person in (lea, about):
        pathways.open_pathway(office, person)
        encounters.note(office, person, "visit")
    line = people.line(colleague, lea)
    assert line.restricted
    assert (line.name, line.lead) == ("Léa Marchetti", "Camille Aubry")
    assert line.birth == PartialDate(2002)
    assert (line.phone, line.town, line.file_number, line.last_contact) == ("", "", "", None)
    assert (line.open_procedures, line.next_due) == (0, None)
    assert people.line(colleague, about).birth == PartialDate(1975, about=True)
    assert [one.restricted for one in people.list_people(colleague).rows] == [True, True]
    assert [one.restricted for one in search.find(colleague, "marchetti").by_name] == [True, True]


def test_cards_follow_every_change(office: Office, clock: Clock):
    lea = create(office)
    pathway = pathways.open_pathway(office, lea).created
    assert pathway is not None
    people_id: UUID = lea
    visit = encounters.note(office, people_id, "visit").created
    assert visit is not None
    clock.pass_by(days=1)
    encounters.note(office, lea, "call")
    assert people.line(office, lea).last_contact == office.today()
    undo(office)
    assert people.line(office, lea).last_contact == office.today().replace(day=24)
    encounters.withdraw(office, visit)
    assert people.line(office, lea).last_contact is None
    pathways.change_lead(office, pathway, HELENE)
    assert people.line(office, lea).lead == "Hélène Vasseur"
    pathways.close_pathway(office, pathway, office.today())
    assert people.line(office, lea).lead_id is None
    assert [finding.name for finding in verify(office) if not finding.sound] == []


def test_a_card_that_is_wrong_is_seen(office: Office):
    create(office)
    with office.vault._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE person_card SET town = 'Ailleurs'")
    assert [finding.name for finding in verify(office) if not finding.sound] == ["cards"]
    with office.vault._writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM person_card")
    assert [finding.name for finding in verify(office) if not finding.sound] == ["cards"]
