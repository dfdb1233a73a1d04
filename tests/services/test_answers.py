# SPDX-License-Identifier: AGPL-3.0-or-later
"""The answers only a procedure asks, and its supporting documents: what is kept can always be read again."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.french.dates import PartialDate
from app.models.person import Person
from app.models.procedure import ProcedureAnswer, SupportingDocument
from app.services import filling, procedure_view, procedures, saying
from app.services.refusals import Refusal
from tests.services.desk import create, entries_written, get, redo, refused, undo
from tests.services.lea import write_lea

NIR = "2 85 05 78 006 084 91"


@pytest.fixture
def lea(office):
    return write_lea(office)


def answers(office, procedure):
    values = procedure_view.view(office, procedure).values
    return {
        path.rpartition(".")[2].removesuffix("[]"): value
        for path, value in values.items()
        if path.startswith("procedure.answers.")
    }


def document(office, procedure, name):
    return next(each for each in procedure_view.view(office, procedure).documents if each.id == name)


def in_table(office, procedure, kind):
    with office.reading() as session:
        return session.query(kind).filter_by(procedure_id=procedure).all()


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("eviction_judgment", True, True),
        ("eviction_judgment_on", date(2026, 3, 2), date(2026, 3, 2)),
        ("eviction_judgment_on", "2026-03-02", date(2026, 3, 2)),
        ("eviction_judgment_on", "2/3/2026", date(2026, 3, 2)),
        ("prefect_delay", "6 mois", 6),
        ("tax_income", "12 064,50 €", 1_206_450),
        ("tax_income", 1_206_450, 1_206_450),
        ("disorders", "  Moisissures\nau plafond ", "Moisissures\nau plafond"),
        (
            "earlier_appeals",
            [{"department": "38", "on": date(2024, 5, 3)}, {}],
            [{"department": "38", "on": date(2024, 5, 3)}, {}],
        ),
    ],
)
def test_an_answer_is_read_by_its_type(office, lea, key, given, kept):
    procedures.set_answer(office, lea.recourse, key, given)
    assert answers(office, lea.recourse)[key] == kept


@pytest.mark.parametrize(
    ("key", "given", "reason"),
    [
        ("eviction_judgement", True, Refusal.UNKNOWN_CHOICE),
        ("eviction_judgment", "peut-être", Refusal.UNKNOWN_CHOICE),
        ("eviction_judgment_on", "31/02/2026", Refusal.MISREAD),
        ("eviction_judgment_on", 20260302, Refusal.UNSUITED),
        ("eviction_stage", "soon", Refusal.UNKNOWN_CHOICE),
        ("situations", "homeless", Refusal.UNSUITED),
        ("situations", ["nowhere"], Refusal.UNKNOWN_CHOICE),
        ("prefect_delay", "six", Refusal.NOT_A_NUMBER),
        ("prefect_delay", -1, Refusal.NOT_A_NUMBER),
        ("tax_income", "douze mille", Refusal.MISREAD),
        ("tax_income", 10**12, Refusal.AMOUNT_OUT_OF_RANGE),
        ("disorders", f"Assurée {NIR}", Refusal.NIR),
        ("disorders", "x" * 4001, Refusal.TEXT_TOO_LONG),
        ("earlier_appeals", [{"town": "Grenoble"}], Refusal.UNKNOWN_CHOICE),
        ("earlier_appeals", [{"on": "hier soir"}], Refusal.MISREAD),
        ("earlier_appeals", [{"department": NIR}], Refusal.NIR),
        ("earlier_appeals", ["38"], Refusal.UNSUITED),
    ],
)
def test_what_does_not_suit_is_refused_beside_its_question(office, lea, key, given, reason):
    before = entries_written(office)
    with refused(reason):
        procedures.set_answer(office, lea.recourse, key, given)
    assert entries_written(office) == before
    assert answers(office, lea.recourse) == {}


def test_an_answer_taken_away_and_given_again_is_one_row_that_undo_follows(office, lea):
    procedures.set_answer(office, lea.recourse, "eviction_judgment", False)
    assert not procedures.set_answer(office, lea.recourse, "eviction_judgment", False).touched
    procedures.set_answer(office, lea.recourse, "eviction_judgment", None)
    assert "eviction_judgment" not in answers(office, lea.recourse)
    undo(office)
    assert answers(office, lea.recourse)["eviction_judgment"] is False
    undo(office)
    procedures.set_answer(office, lea.recourse, "eviction_judgment", True)
    assert answers(office, lea.recourse)["eviction_judgment"] is True
    assert len(in_table(office, lea.recourse, ProcedureAnswer)) == 1


def test_nothing_is_not_an_answer(office, lea):
    for empty in (None, "", "  ", []):
        assert not procedures.set_answer(office, lea.recourse, "disorders", empty).touched
    with refused(Refusal.UNKNOWN_ID):
        procedures.set_answer(office, uuid4(), "disorders", "Moisissures")


def test_an_hour_is_written_as_it_is_said(office, lea):
    asked = office.catalogue.schemes["domiciliation"].current.answers["interview_at"]
    for typed, kept in (("14:30", "14:30"), ("14 h 30", "14:30"), ("9h", "09:00")):
        procedures.set_answer(office, lea.address, "interview_at", typed)
        assert answers(office, lea.address)["interview_at"] == kept
    assert saying.in_words(asked.type, "14:30") == "14\u00a0h\u00a030"
    assert saying.in_words(asked.type, "09:00") == "09\u00a0h"
    with refused(Refusal.NOT_A_NUMBER, "interview_at"):
        procedures.set_answer(office, lea.address, "interview_at", "25 h")


def test_a_document_received_is_dated_and_forgets_its_day_when_it_is_not(office, lea):
    procedures.set_document(office, lea.recourse, "identity", status="received")
    assert document(office, lea.recourse, "identity").received_on == date(2026, 11, 24)
    procedures.set_document(office, lea.recourse, "identity", valid_until=date(2027, 5, 3), original_seen=True)
    kept = document(office, lea.recourse, "identity")
    assert (kept.status, kept.valid_until, kept.original_seen) == ("received", date(2027, 5, 3), True)
    procedures.set_document(office, lea.recourse, "identity", status="missing")
    assert document(office, lea.recourse, "identity").received_on is None
    undo(office)
    assert document(office, lea.recourse, "identity").received_on == date(2026, 11, 24)


def test_a_document_noted_again_after_an_undo_is_seen(office, lea):
    procedures.set_document(office, lea.recourse, "identity", status="received")
    undo(office)
    assert document(office, lea.recourse, "identity").status == "to_ask"
    procedures.set_document(office, lea.recourse, "identity", status="received")
    assert document(office, lea.recourse, "identity").status == "received"
    assert len(in_table(office, lea.recourse, SupportingDocument)) == 1
    undo(office)
    redo(office)
    assert document(office, lea.recourse, "identity").status == "received"


def test_a_document_that_cannot_be_is_refused(office, lea):
    before = entries_written(office)
    with refused(Refusal.UNKNOWN_CHOICE, "status"):
        procedures.set_document(office, lea.recourse, "identity", status="lost")
    with refused(Refusal.UNKNOWN_ID, "document"):
        procedures.set_document(office, lea.recourse, "crown_jewels", status="received")
    with refused(Refusal.UNKNOWN_ID, "procedure"):
        procedures.set_document(office, uuid4(), "identity", status="received")
    with refused(Refusal.UNKNOWN_ID, "deleted"):
        procedures.set_document(office, lea.recourse, "identity", deleted=True)
    with refused(Refusal.DAY_TO_COME, "received_on"):
        procedures.set_document(office, lea.recourse, "identity", status="received", received_on=date(2026, 11, 25))
    with refused(Refusal.NIR, "note"):
        procedures.set_document(office, lea.recourse, "identity", note=NIR)
    assert entries_written(office) == before


def test_a_field_of_the_form_is_kept_where_it_belongs(office, lea):
    filling.fill(office, lea.recourse, "procedure.answers.disorders", "Moisissures")
    filling.fill(office, lea.recourse, "person.housing_request_number", "038 0126 0123456 78")
    filling.fill(office, lea.recourse, "person.birth_date", "03/1978")
    filling.fill(office, lea.recourse, "housing.surface", "18,5")
    values = procedure_view.view(office, lea.recourse).values
    assert values["procedure.answers.disorders"] == "Moisissures"
    assert (values["person.birth_date"].iso, values["housing.surface"]) == ("1978-03", 18.5)
    assert values["housing.structure"] == "Résidence Les Tilleuls"


@pytest.mark.parametrize("birth", [PartialDate(1990, 3, 2), PartialDate(1978, 3), PartialDate(1975, about=True)])
def test_a_birth_is_kept_as_far_as_it_is_known(office, lea, birth):
    filling.fill(office, lea.recourse, "person.birth_date", birth)
    assert procedure_view.view(office, lea.recourse).values["person.birth_date"] == birth


def test_the_first_field_of_a_dwelling_makes_it_in_one_gesture_or_not_at_all(office):
    person = create(office)
    procedure = procedures.open_procedure(office, person, "dalo").created
    before = entries_written(office)
    with refused(Refusal.NOT_A_NUMBER, "housing.surface"):
        filling.fill(office, procedure, "housing.surface", "grand")
    assert not filling.fill(office, procedure, "housing.surface", "").touched
    assert entries_written(office) == before
    filling.fill(office, procedure, "housing.surface", "18,5")
    assert procedure_view.view(office, procedure).values["housing.surface"] == 18.5
    undo(office)
    assert "housing.occupants" not in procedure_view.view(office, procedure).values


def test_what_the_form_cannot_keep_is_refused_beside_its_field(office, lea):
    with refused(Refusal.NOT_HERE, "household.members[].name"):
        filling.fill(office, lea.recourse, "household.members[].name", "Nour")
    with refused(Refusal.MISREAD, "person.birth_date"):
        filling.fill(office, lea.recourse, "person.birth_date", "31/02/1980")
    with refused(Refusal.MISREAD, "procedure.answers.tax_income"):
        filling.fill(office, lea.recourse, "procedure.answers.tax_income", "beaucoup")
    with refused(Refusal.UNKNOWN_ID):
        filling.fill(office, uuid4(), "person.town", "Bréchamp")
    assert get(office, Person, lea.person).birth == "2002-03-12"
