# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of the four answers."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.services import procedures, referral_register
from app.ui.referrals.answering import AnswerDialog
from tests.services.lea import sent
from tests.ui.referrals.reading import asked


@pytest.fixture
def answering(office, lea, register):
    """The dialog of the answers to the recourse filed on 14 September."""
    page = register()
    page.answer(sent(office, lea, date(2026, 9, 14)))
    return asked(page)


def test_nothing_is_recorded_before_an_answer_is_chosen(office, answering):
    assert answering.save.forbidden
    answering.record()
    assert referral_register.all_lines(office)[0].state == "waiting"


def test_an_answer_asks_what_its_event_asks_and_says_which_date(answering):
    answering.answers.choose("received")
    assert list(answering.details.fields) == ["number"]
    assert "date de réception écrite sur l’accusé" in answering.on.reason.text()
    answering.answers.choose("missing")
    assert list(answering.details.fields) == ["missing", "reply_by"]


def test_two_decisions_are_told_apart_and_nothing_is_lost_meanwhile(office, lea, answering):
    answering.answers.choose("received")
    answering.record()
    answering.answered.closed.emit()
    page = answering.parentWidget()
    page.answer(referral_register.all_lines(office)[0].id)
    dialog = next(one for one in page.findChildren(AnswerDialog) if one.isVisible() and one is not answering)
    dialog.answers.choose("yes")
    assert dialog.meaning.isVisible()
    dialog.record()
    assert dialog.meaning.tone == "refused"
    dialog.which.set_value("recognised_housing")
    dialog.show_asks()
    dialog.record()
    assert referral_register.all_lines(office)[0].state == "yes"
    assert any("24 mai 2027" in one.said for one in dialog.answered.deadlines.rows.rows)


def test_an_answer_that_moves_nothing_says_so_and_is_kept(office, lea, register):
    referral = sent(office, lea, date(2026, 9, 14))
    procedures.note_event(office, lea.recourse, "acknowledged", date(2026, 9, 21))
    page = register()
    page.answer(referral)
    dialog = asked(page)
    dialog.answers.choose("received")
    assert "« En instruction »" in dialog.nothing_moves.words.text().replace("\u00a0", " ")
    dialog.record()
    assert referral_register.all_lines(office)[0].state == "received"
    assert dialog.answered.nothing.isVisible()
    assert not dialog.answered.deadlines.isVisible()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("13/09/2026", "Cette date précède l’envoi."),
        ("25/11/2026", "Ce jour n’est pas encore passé."),
        ("31/02/2026", "Cette date n’existe pas\u00a0: le 31 février."),
    ],
)
def test_a_date_that_cannot_be_stays_beside_its_reason(office, answering, write, press, typed, sentence):
    answering.answers.choose("received")
    answering.go_to_date("received")
    write(answering.date, typed)
    press(answering.date, Qt.Key.Key_Return)
    assert answering.on.reason.text() == sentence
    assert answering.date.text() == typed
    assert referral_register.all_lines(office)[0].state == "waiting"


def test_a_social_security_number_in_the_note_is_refused_beside_it(office, answering):
    answering.answers.choose("received")
    answering.note.editor.set_value("2 85 05 78 006 084 91")
    answering.record()
    assert answering.note.tone == "refused"
    assert "sécurité sociale" in answering.note.reason.text()
    assert referral_register.all_lines(office)[0].state == "waiting"


@pytest.mark.parametrize(("key", "answer"), [("1", "received"), ("é", "missing"), ("3", "yes"), ("'", "no")])
def test_the_figures_choose_with_or_without_shift(answering, press, key, answer):
    answering.answers.dots["received"].setFocus()
    press(answering.answers.dots["received"], 0, key)
    assert answering.answers.value() == answer
    assert answering.date.hasFocus()


def test_the_arrows_go_round_the_four_answers(answering, press):
    answering.answers.choose("no")
    press(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert answering.answers.value() == "received"
    press(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert answering.answers.value() == "no"


def test_escape_records_nothing(office, answering, press):
    answering.answers.choose("received")
    press(answering, Qt.Key.Key_Escape)
    assert not answering.isVisible()
    assert referral_register.all_lines(office)[0].state == "waiting"
