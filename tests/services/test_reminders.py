# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking again: a letter that names her by initials, several in one PDF, and the note that they were sent."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.models.person import Person
from app.models.worker import Worker
from app.services import consents, person_papers, referral_register, referrals, reminders
from app.services.refusals import Refusal
from tests import people
from tests.documents.reading import pages_text, plain
from tests.services.conftest import CAMILLE
from tests.services.desk import entries_written, refused, undo
from tests.services.lea import draft, write_lea

SENT, TODAY = date(2026, 10, 5), date(2026, 11, 24)


@pytest.fixture
def lea(office):
    return write_agreed(office)


def write_agreed(office):
    written = write_lea(office)
    consents.record(office, written.person, written.shelter, ["identité"], given_on=date(2026, 10, 1))
    return written


def ask(office, lea, *, expected=None, sent_on=SENT):
    """Send her request for an address to Le Relais, which answers by itself."""
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    referrals.send(office, referral, sent_on=sent_on, expected_by=expected)
    return referral


def lines(office):
    return {line.id: (line.state, line.reminded_on) for line in referral_register.all_lines(office)}


def letter(office, *referrals_):
    return [plain(page) for page in pages_text(reminders.letters(office, referrals_))]


def test_a_letter_says_what_was_asked_when_and_how_to_answer(office, lea):
    people.furnish(office)
    (text,) = letter(office, ask(office, lea, expected=date(2026, 11, 2)))
    for words in (
        "Association Le Relais 3 place du Marché 38600 Fontaine",
        "Objet : Relance de notre orientation FO-38-2026-A0001",
        "Orientation du 5 octobre 2026, réponse souhaitée avant le 2 novembre 2026",
        "Personne : Mme L. M., née en 2002",
        "Nous n’avons pas reçu votre réponse, que nous souhaitions avant le 2 novembre 2026.",
        "Un courrier suffit ; un appel aussi, au 01 99 00 12 41.",
        "Camille Aubry",
        "CCAS de Saint-Martin-des-Ponts",
    ):
        assert words in text
    assert [word for word in ("Marchetti", "Léa", "12/03", "Tilleuls") if word in text] == []


def test_a_letter_without_wish_nor_telephone_reads_as_well(office, lea):
    with office.writing("field_set") as work:
        work.session.get_one(Worker, CAMILLE).phone = ""
        work.session.get_one(Person, lea.person).birth = ""
    (text,) = letter(office, ask(office, lea))
    assert "Nous n’avons pas reçu votre réponse. Pouvez-vous" in text
    assert "Un courrier suffit. Je vous prie" in text
    assert "souhait" not in text


def test_one_letter_to_each_in_the_order_asked(office, lea):
    first, second = ask(office, lea), ask(office, lea)
    assert ["A0002" in page for page in letter(office, second, first)] == [True, False]
    assert ["A0001" in page for page in letter(office, second, first)] == [False, True]


def test_letters_write_nothing(office, lea):
    referral = ask(office, lea)
    before = entries_written(office)
    assert letter(office, referral)
    assert entries_written(office) == before
    assert lines(office)[referral] == ("waiting", None)


def test_what_has_not_left_is_cancelled_or_unknown_is_not_chased(office, lea):
    gone = ask(office, lea)
    assert letter(office, gone)
    referrals.cancel(office, gone)
    for ids in ([], [draft(office, lea)], [gone], [uuid4()]):
        with refused(Refusal.NOT_SENT):
            reminders.letters(office, ids)


def test_they_are_noted_in_one_gesture_that_undo_takes_back(either_office):
    office, lea = either_office, write_agreed(either_office)
    both = [ask(office, lea), ask(office, lea)]
    changes = reminders.note(office, both)
    assert (changes.ids("referral"), changes.persons) == (frozenset(both), frozenset([lea.person]))
    assert lines(office) == dict.fromkeys(both, ("reminded", TODAY))
    undo(office)
    assert lines(office) == dict.fromkeys(both, ("waiting", None))


def test_the_history_of_the_procedure_tells_that_one_was_asked_again(office, lea):
    reminders.note(office, [ask(office, lea)])
    printed = plain(" ".join(pages_text(person_papers.history_proof(office, lea.address))))
    assert "24/11/2026 Relance de l’orientation FO-38-2026-A0001 dossier 24/11/2026 Camille Aubry" in printed


def test_one_is_asked_again_after_the_sending_and_not_tomorrow(office, lea):
    late, early = ask(office, lea, sent_on=date(2026, 11, 20)), ask(office, lea)
    for on, reason in ((date(2026, 11, 25), Refusal.DAY_TO_COME), (date(2026, 11, 19), Refusal.BEFORE_SENDING)):
        with refused(reason, "on"):
            reminders.note(office, [early, late], on)
    assert lines(office) == dict.fromkeys((late, early), ("waiting", None))
    reminders.note(office, [early], date(2026, 11, 19))
    assert lines(office)[early] == ("reminded", date(2026, 11, 19))
