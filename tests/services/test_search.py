# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding who is at the desk: by name, by number, by ear, by household; what a found line tells."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from app.models.person import Person
from app.services import households, pathways, procedures, search
from app.services.office import Office
from tests.engines import Clock
from tests.services.desk import create
from tests.storage.searches import PEOPLE, SEARCHES, household_of, name_of


@pytest.fixture
def peopled(either_office: Office) -> Office:
    people = [Person(**{name: value for name, value in vars(one).items() if name[0] != "_"}) for one in PEOPLE]
    household, members = household_of(people[0])
    with either_office.writing("people_imported") as work:
        work.session.insert_many([*people, household, *members])
    return either_office


def shown(lines) -> list[str]:
    return [f"{line.birth_name} {line.first_names}" for line in lines]


def test_the_same_list_of_searches_gives_the_same_answers_through_the_service(peopled: Office):
    answers = {text: tuple(sorted(shown(search.find(peopled, text).by_name))) for text, _ in SEARCHES}
    assert answers == {text: tuple(sorted(expected)) for text, expected in SEARCHES}
    assert name_of(PEOPLE[0]) in answers["lea march"]


def test_names_that_sound_alike_come_second_and_only_when_few_were_found(peopled: Office):
    found = search.find(peopled, "lea marchetti")
    assert shown(found.by_name) == ["Marchetti Léa"]
    assert shown(found.by_sound) == ["Marquetti Leah"]
    assert found.total == 2
    assert search.find(peopled, "le").by_sound == ()


def test_a_child_known_by_name_brings_the_person_and_says_so(peopled: Office):
    found = search.find(peopled, "noé march")
    assert shown(found.by_contact) == ["Marchetti Léa"]
    assert found.by_contact[0].via == "Noé Marchetti"
    assert found.by_name == ()


def test_at_most_thirty_lines_by_name_and_it_says_there_are_more(office: Office):
    with office.writing("people_imported") as work:
        work.session.insert_many([Person(birth_name="Martin", first_names=f"Léa{n:02}") for n in range(31)])
    found = search.find(office, "martin")
    assert len(found.by_name) == 30
    assert found.more
    assert found.by_sound == ()
    assert not search.find(office, "martin lea0").more


def test_nothing_typed_finds_nothing(office: Office):
    create(office)
    for text in ("", "  ", "-", "’"):
        assert search.find(office, text) == search.Found(text)


def test_a_found_line_tells_the_lead_the_procedures_and_what_falls_due(either_office: Office):
    office = either_office
    lea = create(office)
    pathways.open_pathway(office, lea)
    procedure = procedures.open_procedure(office, lea, "dalo", date(2026, 10, 1), "38").created
    assert procedure is not None
    procedures.note_event(office, procedure, "filed", date(2026, 10, 2))
    procedures.note_event(office, procedure, "acknowledged", date(2026, 10, 6))
    (line,) = search.find(office, "marchetti").by_name
    assert line.lead == "Camille Aubry"
    assert line.open_procedures == 1
    assert line.next_due == date(2027, 1, 6)
    assert (line.next_due_state, line.next_due_awaits) == ("upcoming", "them")


def test_what_falls_due_soon_or_is_past_is_told(office: Office, clock: Clock):
    lea = create(office)
    procedure = procedures.open_procedure(office, lea, "dalo", date(2026, 10, 1), "38").created
    assert procedure is not None
    procedures.note_event(office, procedure, "filed", date(2026, 10, 2))
    procedures.note_event(office, procedure, "acknowledged", date(2026, 10, 6))
    clock.pass_by(days=30)
    (line,) = search.find(office, "marchetti").by_name
    assert (line.next_due, line.next_due_state) == (date(2027, 1, 6), "soon")


def test_a_household_another_follows_is_not_told(office: Office, colleague: Office):
    lea = create(office)
    households.add_member(office, lea, {"first_names": "Noé", "name": "Marchetti"}, "enfant")
    assert [line.via for line in search.find(colleague, "noe").by_contact] == ["Noé Marchetti"]
    pathways.open_pathway(office, lea)
    assert search.find(colleague, "noe").by_contact == ()
    assert len(search.find(office, "noe").by_contact) == 1


def test_working_on_one_of_her_procedures_opens_her_line(office: Office, colleague: Office):
    lea: UUID = create(office, phone="0199003107")
    pathways.open_pathway(office, lea)
    assert search.find(colleague, "marchetti").by_name[0].restricted
    procedures.open_procedure(colleague, lea, "dalo", department="38")
    assert search.find(colleague, "marchetti").by_name[0].phone == "0199003107"
