# SPDX-License-Identifier: AGPL-3.0-or-later
"""Programmes a pathway is tagged with: entered, left for a reason, several over time; counted, exported, undone."""

from __future__ import annotations

from datetime import date

import pytest

from app.services import dossier, pathways, people, procedures, programmes
from app.ui import person_words
from tests.services.desk import create, undo

DAY = date(2026, 11, 24)


@pytest.fixture
def person(office):
    made = create(office)
    pathways.open_pathway(office, made)
    return made


def enters(office, person, scheme="programme_homeless", on=date(2026, 8, 20)):
    made = procedures.open_procedure(office, person, scheme, on, "38").created
    procedures.note_event(office, made, "accepted", on)
    return made


def told(office, person):
    found = dossier.header(office, person).programmes
    return [(each.title, each.entered_on, each.left_on, each.reason) for each in found]


def test_a_request_is_no_programme_before_the_entry(office, person):
    procedures.open_procedure(office, person, "programme_homeless", date(2026, 8, 20), "38")
    assert told(office, person) == []
    assert people.list_people(office).counts["in_programme"] == 0


def test_entry_exit_and_reason_are_told_over_time(office, person):
    first = enters(office, person)
    assert told(office, person) == [("Publics sans abri", date(2026, 8, 20), None, "")]
    procedures.note_event(office, first, "ended", date(2026, 10, 2), {"exit": "own_home"})
    enters(office, person, "programme_culture", date(2026, 11, 2))
    assert told(office, person) == [
        ("Publics sans abri", date(2026, 8, 20), date(2026, 10, 2), "Logement autonome"),
        ("Accès à la culture", date(2026, 11, 2), None, ""),
    ]
    undo(office)
    undo(office)
    assert [title for title, *_ in told(office, person)] == ["Publics sans abri"]


def test_one_may_leave_without_the_usual_exit(office, person):
    procedures.note_event(office, enters(office, person), "withdrawn", date(2026, 9, 1))
    assert told(office, person)[0][2:] == (date(2026, 9, 1), "Abandon par la personne")


def test_the_list_of_people_holds_those_who_are_in_one_now(office, person):
    create(office, birth_name="Autre")
    made = enters(office, person)
    found = people.list_people(office, "in_programme")
    assert [each.id for each in found.rows] == [person]
    assert found.counts["in_programme"] == 1
    assert programmes.ids_in(office) == {person}
    procedures.note_event(office, made, "ended", date(2026, 10, 2), {"exit": "other"})
    assert people.list_people(office, "in_programme").rows == ()


def test_the_head_of_the_dossier_says_them(office, person):
    made = enters(office, person)
    line = person_words.line(dossier.header(office, person), DAY).replace("\u00a0", " ")
    assert line.endswith("Programme Publics sans abri depuis le 20 août")
    procedures.note_event(office, made, "ended", date(2026, 10, 2), {"exit": "own_home"})
    line = person_words.line(dossier.header(office, person), DAY).replace("\u00a0", " ")
    assert "Programme Publics sans abri du 20 août au 2 oct. (logement autonome)" in line


def test_they_are_exported_with_the_dossier(office, person):
    made = enters(office, person)
    assert dossier.as_data(office, person)["programmes"] == [
        {
            "procedure_id": str(made),
            "scheme": "programme_homeless",
            "title": "Publics sans abri",
            "entered_on": "2026-08-20",
            "left_on": None,
            "reason": None,
        }
    ]
