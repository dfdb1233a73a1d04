# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list brought into the vault: verdicts first, then one gesture, undone as one."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.models.encounter import Encounter
from app.models.household import HouseholdMember
from app.models.journal import Change
from app.models.pathway import Pathway
from app.models.person import Person
from app.services import imports, search, undoing
from app.services.changes import NOTHING
from app.services.office import Office
from app.services.verification import verify
from tests.exchange.files import SAMPLES, workbook
from tests.services.conftest import HELENE
from tests.services.desk import create, entries_written

REAL = {"import_ok_1.xlsx": 19, "modele_import_domifa.xlsx": 3}


def people(office: Office) -> int:
    with office.reading() as session:
        return session.scalars(sa.select(sa.func.count()).where(Person.deleted.is_(False))).one()


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_is_taken_whole_then_known_then_undone(office: Office, name: str):
    plan = imports.plan(office, SAMPLES / name)
    assert (dict(plan.counts), people(office)) == ({"taken": REAL[name], "known": 0, "to_correct": 0}, 0)
    assert plan.left_out == ()
    changes = imports.write(office, plan)
    assert (changes.verb, len(changes.ids("person")), people(office)) == ("list_imported", REAL[name], REAL[name])
    again = imports.plan(office, SAMPLES / name)
    assert dict(again.counts) == {"taken": 0, "known": REAL[name], "to_correct": 0}
    assert {line.person_id for line in again.lines} == changes.ids("person")
    assert imports.write(office, again) is NOTHING
    undoing.undo(office)
    assert people(office) == 0


def listed(tmp_path, *lines, headings=("Nom", "Prénom", "Date de naissance")) -> Path:
    return workbook(tmp_path / "liste.xlsx", (headings, *lines))


def test_what_a_line_says_arrives_where_it_belongs(either_office: Office, tmp_path):
    office = either_office
    headings = ("Nom", "Prénom", "Date de naissance", "Téléphone", "Code postal", "Commune", "Référent")
    headings += ("Enfant 1 : prénoms", "Enfant 1 : date de naissance", "Note")
    line = (
        "Rivière",
        "Ondine",
        "02/03/1990",
        "01 99 00 11 22",
        "38000",
        "Le Val",
        "Vasseur Hélène",
        "Zoé",
        "2019",
        "Vue.",
    )
    plan = imports.plan(
        office, listed(tmp_path, line, headings=headings), {"H": "household.members[enfant 1].first_names"}
    )
    changes = imports.write(office, plan)
    (person_id,) = changes.ids("person")
    with office.reading() as session:
        person = session.get_one(Person, person_id)
        assert (person.birth_name, person.first_names, person.birth) == ("Rivière", "Ondine", "1990-03-02")
        assert (person.phone, person.postal_code, person.town) == ("0199001122", "38000", "Le Val")
        child = session.scalars(sa.select(HouseholdMember).where(HouseholdMember.person_id == person_id)).one()
        assert (child.first_names, child.birth, child.link) == ("Zoé", "2019", "enfant")
        pathway = session.scalars(sa.select(Pathway).where(Pathway.person_id == person_id)).one()
        assert pathway.lead_id == HELENE
        note = session.scalars(sa.select(Encounter).where(Encounter.person_id == person_id)).one()
        assert (note.text, note.kind, note.with_person) == ("Vue.", "note", False)
        assert "liste.xlsx" in note.source
    assert search.find(office, "riv ond").by_name[0].id == person_id
    assert all(finding.sound for finding in verify(office))


def test_a_référent_nobody_knows_is_kept_in_the_note_and_opens_no_pathway(office: Office, tmp_path):
    headings = ("Nom", "Prénom", "Référent")
    (person_id,) = imports.write(
        office, imports.plan(office, listed(tmp_path, ("Val", "Io", "Dupuis"), headings=headings))
    ).ids("person")
    with office.reading() as session:
        assert session.scalars(sa.select(Pathway)).all() == []
        note = session.scalars(sa.select(Encounter).where(Encounter.person_id == person_id)).one()
    assert "Dupuis" in note.text


def test_stopping_leaves_no_person_and_no_entry(office: Office, tmp_path):
    plan = imports.plan(
        office,
        listed(tmp_path, *((f"Nom{chr(65 + rank // 26)}{chr(65 + rank % 26)}", "Io", "1990") for rank in range(450))),
    )
    before, told = entries_written(office), []
    with pytest.raises(imports.GivenUp):
        imports.write(office, plan, progress=lambda done, _total: told.append(done), stopped=lambda: bool(told))
    assert told == [200]
    assert (people(office), entries_written(office)) == (0, before)
    assert plan.changes is NOTHING
    imports.write(office, plan)
    assert people(office) == 450


def test_who_came_into_the_vault_since_the_plan_is_not_written_twice(office: Office, tmp_path):
    plan = imports.plan(office, listed(tmp_path, ("Rivière", "Ondine", "02/03/1990"), ("Bocage", "Nour", "1984")))
    assert plan.counts["taken"] == 2
    meanwhile = create(office, birth_name="Rivière", first_names="Ondine", birth="02/03/1990")
    imports.write(office, plan)
    assert people(office) == 2
    assert [(line.verdict, line.person_id == meanwhile) for line in plan.lines] == [("known", True), ("taken", False)]


def test_a_person_twice_in_a_list_is_written_once(office: Office, tmp_path):
    plan = imports.plan(
        office, listed(tmp_path, ("Rivière", "Ondine", "02/03/1990"), ("RIVIERE", "ondine", "02/03/1990"))
    )
    assert [line.verdict for line in plan.lines] == ["taken", "known"]
    assert plan.lines[1].earlier == 2
    imports.write(office, plan)
    assert people(office) == 1
    assert plan.lines[0].person_id == plan.lines[1].person_id


def test_a_social_security_number_is_never_written(office: Office, tmp_path):
    told = "suivie, 2 69 05 49 588 157 80"
    headings = ("Nom", "Prénom", "Note")
    path = listed(tmp_path, ("Rivière", "Ondine", told), ("Bocage", "Nour", "rien à dire"), headings=headings)
    plan = imports.plan(office, path)
    assert [line.verdict for line in plan.lines] == ["to_correct", "taken"]
    imports.write(office, plan)
    with office.reading() as session:
        texts = list(session.scalars(sa.select(Encounter.text)))
        bodies = list(session.scalars(sa.select(Change.body)))
    assert texts == ["rien à dire"]
    assert any("rien à dire".encode() in body for body in bodies)
    assert not any(b"588 157" in body or b"588157" in body for body in bodies)


def test_numbers_follow_one_another_and_none_is_given_twice(office: Office, tmp_path):
    imports.write(office, imports.plan(office, listed(tmp_path, ("Un", "Io", "1990"), ("Deux", "Io", "1990"))))
    imports.write(office, imports.plan(office, listed(tmp_path, ("Trois", "Io", "1990"))))
    with office.reading() as session:
        numbers = sorted(session.scalars(sa.select(Person.file_number)))
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003"]


def test_a_report_says_what_will_be_and_what_was_done(office: Office, tmp_path):
    plan = imports.plan(office, listed(tmp_path, ("Rivière", "Ondine", "02/03/1990"), ("Faux", "Io", "31/02/1980")))
    told = imports.report(plan)
    assert (told["taken"], told["known"], told["to_correct"]) == (1, 0, 1)
    assert [(line["line"], line["verdict"], line["column"]) for line in told["lines"]] == [
        (2, "taken", None),
        (3, "to_correct", "C"),
    ]
    assert "31" in told["lines"][1]["reason"]
    assert told["lines"][0]["person_id"] is None
    changes = imports.write(office, plan)
    assert {imports.report(plan)["lines"][0]["person_id"]} == changes.ids("person")


def test_a_column_may_be_left_out_or_given_another_meaning(office: Office, tmp_path):
    path = listed(tmp_path, ("Rivière", "Ondine", "31/02/1980"))
    assert imports.plan(office, path).counts["to_correct"] == 1
    plan = imports.plan(office, path, {"C": None})
    assert plan.counts["taken"] == 1
    assert [column.letter for column in plan.left_out] == ["C"]
    with pytest.raises(ValueError, match=r"person\.shoe_size"):
        imports.plan(office, path, {"C": "person.shoe_size"})


def test_the_lines_to_correct_come_back_with_their_reason(office: Office, tmp_path):
    plan = imports.plan(office, listed(tmp_path, ("Rivière", "Ondine", "02/03/1990"), ("Faux", "Io", "31/02/1980")))
    table = imports.rejected_table(plan)
    (row,) = table.rows
    told = " ".join(str(cell) for cell in row)
    assert "Faux" in told
    assert "31" in told
    assert "Rivière" not in told
