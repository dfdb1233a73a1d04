# SPDX-License-Identifier: AGPL-3.0-or-later
"""A referral asked for in one line: everything it needs is written in one gesture, or nothing is."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.services import address_book, people, procedure_view, referral_register
from app.services.office import Office
from app.services.referral_opening import refer
from app.services.refusals import Refusal
from tests.services.desk import create, entries_written, refused, undo
from tests.services.lea import COMMISSION, Lea, write_lea

ANSWERS = {"situations": ["S2_no_dwelling"], "own_means_insufficient": True}


@pytest.fixture
def lea(office: Office) -> Lea:
    return write_lea(office)


def test_procedure_answers_and_draft_are_one_gesture(office: Office, lea: Lea):
    anouk = create(office, birth_name="Ferrand", first_names="Anouk")
    made = refer(office, anouk, "dalo", lea.commission, ANSWERS)
    (line,) = referral_register.all_lines(office, person_id=anouk)
    assert (line.id, line.state) == (made.created, "draft")
    (procedure,) = procedure_view.of_person(office, anouk)
    assert procedure_view.view(office, procedure.id).values["procedure.answers.situations"] == ["S2_no_dwelling"]
    undo(office)
    assert referral_register.all_lines(office, person_id=anouk) == ()
    assert procedure_view.of_person(office, anouk) == ()


def test_the_open_procedure_and_the_draft_begun_are_taken_up_again(office: Office, lea: Lea):
    first = refer(office, lea.person, "dalo", lea.commission)
    before = entries_written(office)
    again = refer(office, lea.person, "dalo", lea.commission)
    assert (again.created, again.touched) == (first.created, frozenset())
    assert entries_written(office) == before
    (line,) = referral_register.all_lines(office, person_id=lea.person)
    assert line.procedure_id == lea.recourse


@pytest.mark.parametrize(
    ("scheme", "answers", "reason"),
    [
        ("no_such_scheme", {}, Refusal.UNKNOWN_SCHEME),
        ("dalo", {"no_such_question": True}, Refusal.UNKNOWN_CHOICE),
        ("dalo", {**ANSWERS, "situations": ["S99"]}, Refusal.UNKNOWN_CHOICE),
        ("dalo", {**ANSWERS, "other_steps": "NIR 2 85 05 78 006 084 91"}, Refusal.NIR),
    ],
)
def test_what_is_refused_leaves_nothing_behind(office: Office, lea: Lea, scheme, answers, reason):
    anouk = create(office, birth_name="Ferrand", first_names="Anouk")
    before = entries_written(office)
    with refused(reason):
        refer(office, anouk, scheme, lea.commission, answers)
    assert entries_written(office) == before
    assert procedure_view.of_person(office, anouk) == ()


def test_an_unknown_or_withdrawn_addressee_or_person_leaves_nothing_behind(office: Office, lea: Lea):
    anouk = create(office, birth_name="Ferrand", first_names="Anouk")
    gone = address_book.create_organisation(office, COMMISSION | {"name": "Ancien secrétariat"}).created
    address_book.withdraw(office, gone)
    before = entries_written(office)
    for addressee in (uuid4(), gone):
        with refused(Refusal.UNKNOWN_ID, "organisation"):
            refer(office, anouk, "dalo", addressee, ANSWERS)
    with refused(Refusal.UNKNOWN_ID):
        refer(office, uuid4(), "dalo", lea.commission)
    assert entries_written(office) == before
    assert procedure_view.of_person(office, anouk) == ()
    people.withdraw(office, anouk)
    with refused(Refusal.UNKNOWN_ID):
        refer(office, anouk, "dalo", lea.commission)
