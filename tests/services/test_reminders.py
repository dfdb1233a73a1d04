# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking again: a letter that names her by initials, several in one PDF, and the note that they were sent."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.models.person import Person
from app.models.referral import Referral
from app.models.worker import Worker
from app.services import consents, letterheads, person_papers, referral_register, referrals, reminders
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
    assert "24/11/2026 Relance de l’orientation FO-38-2026-A0001 courrier 24/11/2026 Camille Aubry" in printed


def test_the_history_tells_each_reminder_by_its_own_gesture(office, lea, clock):
    referral = ask(office, lea)
    reminders.note(office, [referral], date(2026, 11, 2), "phone")
    clock.pass_by(days=3)
    reminders.note(office, [referral], date(2026, 11, 26), "registered")
    printed = plain(" ".join(pages_text(person_papers.history_proof(office, lea.address))))
    assert "02/11/2026 Relance de l’orientation FO-38-2026-A0001 téléphone 24/11/2026 Camille Aubry" in printed
    assert "26/11/2026 Seconde relance de l’orientation FO-38-2026-A0001 lettre recommandée avec" in printed
    assert "27/11/2026 Camille Aubry" in printed


def test_one_is_asked_again_after_the_sending_and_not_tomorrow(office, lea):
    late, early = ask(office, lea, sent_on=date(2026, 11, 20)), ask(office, lea)
    for on, reason in ((date(2026, 11, 25), Refusal.DAY_TO_COME), (date(2026, 11, 19), Refusal.BEFORE_SENDING)):
        with refused(reason, "on"):
            reminders.note(office, [early, late], on)
    assert lines(office) == dict.fromkeys((late, early), ("waiting", None))
    reminders.note(office, [early], date(2026, 11, 19))
    assert lines(office)[early] == ("reminded", date(2026, 11, 19))


def of(office, referral):
    (line,) = referral_register.all_lines(office, referral_id=referral)
    return line


def test_the_second_letter_recalls_the_first_and_there_is_no_third(office, lea, clock):
    people.furnish(office)
    referral = ask(office, lea, expected=date(2026, 11, 2))
    (first,) = letter(office, referral)
    reminders.note(office, [referral], date(2026, 11, 5), "registered")
    (second,) = letter(office, referral)
    assert "Objet : Relance de notre orientation FO-38-2026-A0001" in first
    for words in (
        "Objet : Seconde relance de notre orientation FO-38-2026-A0001",
        "Notre orientation FO-38-2026-A0001 du 5 octobre 2026 attend toujours votre réponse.",
        "Notre première relance, du 5 novembre 2026 (lettre recommandée avec accusé de réception)",
        "Sans nouvelles de vous d’ici le 9 décembre 2026, nous prendrons contact avec vous autrement.",
    ):
        assert words in second
        assert words not in first
    reminders.note(office, [referral], date(2026, 11, 20))
    with refused(Refusal.REMINDED_TWICE):
        reminders.letters(office, [referral])
    with refused(Refusal.REMINDED_TWICE):
        reminders.note(office, [referral])
    (again,) = [plain(page) for page in pages_text(reminders.letters(office, [referral], again=True))]
    assert "20 novembre 2026" in again
    assert "Sans nouvelles de vous d’ici le 5 décembre 2026" in again


def test_what_was_received_is_not_asked_whether_it_was(office, lea):
    referral = ask(office, lea)
    referrals.record_answer(office, referral, "received", date(2026, 10, 12), event=None)
    (text,) = letter(office, referral)
    assert "Vous l’avez bien reçue le 12 octobre 2026" in text
    assert "si vous l’avez reçue" not in text


def test_a_reminder_is_proposed_when_its_day_comes(office, lea, clock):
    wished, free = ask(office, lea, expected=date(2026, 11, 30)), ask(office, lea)
    chase = of(office, wished).chase
    assert (chase.rank, chase.day) == (1, date(2026, 12, 1))
    assert (of(office, free).chase.rank, of(office, free).chase.day) == (1, date(2026, 11, 4))
    assert (of(office, wished).to_chase(TODAY), of(office, free).to_chase(TODAY)) == (False, True)
    reminders.note(office, [free], date(2026, 11, 10))
    assert (of(office, free).chase.rank, of(office, free).chase.day) == (2, date(2026, 11, 25))
    clock.pass_by(days=1)
    assert of(office, free).to_chase(date(2026, 11, 25))
    reminders.note(office, [free], date(2026, 11, 25), "phone")
    line = of(office, free)
    assert (line.chase.rank, line.chase.day, line.to_chase(date(2027, 1, 1))) == (3, date(2026, 12, 10), False)
    assert [line.to_take_up_otherwise(day) for day in (date(2026, 12, 9), date(2026, 12, 10))] == [False, True]


def test_nothing_is_chased_that_is_answered_waits_for_us_or_was_filed_by_her(office, lea):
    answered, lacking = ask(office, lea), ask(office, lea)
    assert of(office, answered).chase is not None
    assert of(office, lacking).chase is not None
    referrals.record_answer(office, answered, "no", date(2026, 10, 9), event=None)
    referrals.record_answer(office, lacking, "missing", date(2026, 10, 9), event=None)
    hers = referrals.prepare(office, lea.recourse, lea.commission).created
    referrals.send(office, hers, sent_on=SENT)
    assert [of(office, each).chase for each in (answered, lacking, hers)] == [None, None, None]
    for act in (reminders.letters, reminders.note):
        with refused(Refusal.NOT_AWAITED):
            act(office, [answered])


def test_a_receipt_after_a_reminder_gives_its_time_and_a_reminder_after_it_counts(office, lea):
    referral = ask(office, lea)
    reminders.note(office, [referral], date(2026, 11, 5))
    referrals.record_answer(office, referral, "received", date(2026, 11, 9), event=None)
    line = of(office, referral)
    assert (line.state, line.received_on, line.chase.day) == ("received", date(2026, 11, 9), date(2026, 11, 24))
    reminders.note(office, [referral], date(2026, 11, 24))
    assert of(office, referral).state == "reminded"


def test_each_reminder_is_undone_or_withdrawn_by_itself(either_office):
    office, lea = either_office, write_agreed(either_office)
    referral = ask(office, lea)
    reminders.note(office, [referral], date(2026, 11, 5), "phone")
    reminders.note(office, [referral], date(2026, 11, 20))
    assert (of(office, referral).reminded_on, of(office, referral).reminded_again_on) == (
        date(2026, 11, 5),
        date(2026, 11, 20),
    )
    undo(office)
    assert (of(office, referral).reminded_on, of(office, referral).reminded_again_on) == (date(2026, 11, 5), None)
    reminders.note(office, [referral], date(2026, 11, 21))
    reminders.withdraw(office, referral)
    assert (of(office, referral).reminded_on, of(office, referral).reminded_again_on) == (date(2026, 11, 5), None)
    reminders.withdraw(office, referral)
    assert (of(office, referral).state, of(office, referral).reminded_on) == ("waiting", None)
    with refused(Refusal.NOT_REMINDED):
        reminders.withdraw(office, referral)
    undo(office)
    with office.reading() as session:
        row = session.get_one(Referral, referral)
        assert (row.reminded_on, row.reminded_by) == (date(2026, 11, 5), "phone")


def test_the_second_does_not_come_before_the_first_nor_by_a_way_unknown(office, lea):
    referral = ask(office, lea)
    reminders.note(office, [referral], date(2026, 11, 5))
    with refused(Refusal.BEFORE_REMINDER, "on"):
        reminders.note(office, [referral], date(2026, 11, 4))
    with refused(Refusal.UNKNOWN_CHOICE, "channel"):
        reminders.note(office, [referral], date(2026, 11, 6), "pigeon")
    assert of(office, referral).reminded_again_on is None


def test_a_letter_is_signed_as_the_service_signs(office, lea):
    referral = ask(office, lea)
    (text,) = letter(office, referral)
    assert text.split("distinguées.")[1].startswith(" Camille Aubry Référente")
    letterheads.set_signature(office, "Pour {service.organisme}\n{intervenant.nom}")
    (text,) = letter(office, referral)
    assert "distinguées. Pour CCAS de Saint-Martin Camille Aubry" in text
