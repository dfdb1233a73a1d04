# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form says where its values come from; one may be corrected in the dossier, or kept for this form only."""

from __future__ import annotations

from datetime import date

import pytest

from app.french.dates import PartialDate
from app.models.person import Person
from app.services import filling, history, imports, papers, procedure_view, procedures, provenance
from app.services.refusals import Refusal
from tests.documents.reading import whole_text
from tests.services.desk import get, refused, undo
from tests.services.lea import write_lea

PHONE = "person.phone"
ANOTHER = "01 99 00 77 77"


@pytest.fixture
def lea(office):
    return write_lea(office)


def value(office, lea, path=PHONE):
    return procedure_view.view(office, lea.recourse).values.get(path)


def kept_for_form(office, lea, path=PHONE, text=ANOTHER):
    """Correct a value in the form, then say that it is for this form only."""
    gesture = filling.fill(office, lea.recourse, path, text).gesture
    return filling.keep_for_form(office, lea.recourse, path, gesture)


def test_each_value_says_when_it_was_noted(office, lea):
    found = provenance.of(office, lea.recourse)
    assert found[PHONE].said == "noté le 24/11/2026"
    assert found["person.birth_date"].said == "noté le 24/11/2026"
    assert found["housing.status"].said == "noté le 24/11/2026"
    assert found["household.size"].said == "d’après le ménage"
    assert found["service.name"].said == "du service"
    assert set(found) <= set(procedure_view.view(office, lea.recourse).values)


def test_a_value_that_came_in_a_list_says_so(office, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Prénom;Naissance;Commune\nRivière;Ondine;02/03/1990;Vizille\n", "utf-8")
    plan = imports.plan(office, path)
    (person,) = imports.write(office, plan).persons
    procedure = procedures.open_procedure(office, person, "dalo").created
    assert provenance.of(office, procedure)["person.town"].said == "importé le 24/11/2026"


def test_a_correction_goes_to_the_dossier(office, lea):
    before = get(office, Person, lea.person).phone
    filling.fill(office, lea.recourse, PHONE, ANOTHER)
    assert get(office, Person, lea.person).phone != before
    assert provenance.of(office, lea.recourse)[PHONE].dossier is None


def test_a_value_kept_for_one_form_leaves_the_dossier_as_it_was(office, lea):
    before = get(office, Person, lea.person).phone
    kept_for_form(office, lea)
    assert get(office, Person, lea.person).phone == before
    assert value(office, lea) != before
    told = provenance.of(office, lea.recourse)[PHONE]
    assert (told.said, told.correctable) == ("pour ce formulaire, le 24/11/2026", True)
    assert told.dossier
    assert procedure_view.view(office, lea.address).values[PHONE] == before, "another form follows the dossier"


def test_it_is_what_the_paper_prints(office, lea):
    assert ANOTHER.replace(" ", "") not in whole_text(papers.draft(office, lea.recourse).pdf).replace("\u00a0", "")
    kept_for_form(office, lea, "person.town", "Bréchamp-les-Bois")
    assert "Bréchamp-les-Bois" in whole_text(papers.draft(office, lea.recourse).pdf)


def test_typing_again_changes_it_in_the_form_only(office, lea):
    before = get(office, Person, lea.person).phone
    kept_for_form(office, lea)
    filling.fill(office, lea.recourse, PHONE, "01 99 00 88 88")
    assert value(office, lea).endswith("8888") or value(office, lea).endswith("88 88")
    assert get(office, Person, lea.person).phone == before


def test_the_form_may_follow_the_dossier_again(office, lea):
    before = value(office, lea)
    kept_for_form(office, lea)
    filling.follow_dossier(office, lea.recourse, PHONE)
    assert value(office, lea) == before
    assert provenance.of(office, lea.recourse)[PHONE].said == "noté le 24/11/2026"


@pytest.mark.parametrize(
    ("path", "text", "kept"),
    [
        (PHONE, ANOTHER, "0199007777"),
        ("housing.rent", "450,50", 45050),
        ("housing.surface", "18,5", 18.5),
        ("person.birth_date", "04/05/2001", PartialDate(2001, 5, 4)),
        ("housing.since", "04/05/2021", date(2021, 5, 4)),
        ("person.family_status", "married", "married"),
    ],
)
def test_the_dossier_may_be_corrected_afterwards(office, lea, path, text, kept):
    before = value(office, lea, path)
    kept_for_form(office, lea, path, text)
    meant = value(office, lea, path)
    assert meant == kept or str(meant).replace(" ", "") == kept
    assert procedure_view.view(office, lea.address).values.get(path) == before
    filling.correct_dossier(office, lea.recourse, path)
    assert value(office, lea, path) == meant
    assert procedure_view.view(office, lea.address).values.get(path) == meant
    assert provenance.of(office, lea.recourse)[path].dossier is None


def test_what_is_counted_can_be_said_otherwise_for_one_form(office, lea):
    counted = value(office, lea, "household.size")
    filling.fill(office, lea.recourse, "household.size", "7")
    assert value(office, lea, "household.size") == 7
    told = provenance.of(office, lea.recourse)["household.size"]
    assert (told.dossier, told.correctable) == (str(counted), False)


def test_it_is_undone_and_told_like_any_gesture(office, lea):
    before = value(office, lea)
    kept_for_form(office, lea)
    steps = [step for line in history.of_dossier(office, lea.person)[:1] for step in line.steps]
    assert "Téléphone" in {step.field for step in steps}
    undo(office)
    assert value(office, lea) == before


def test_a_number_that_is_none_is_refused_beside_the_field(office, lea):
    before = value(office, lea, "household.size")
    with refused(Refusal.NOT_A_NUMBER, "household.size"):
        filling.fill(office, lea.recourse, "household.size", "beaucoup")
    assert value(office, lea, "household.size") == before
