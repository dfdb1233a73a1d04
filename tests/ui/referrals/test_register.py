# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register: red, filters, order, group gestures, a number that arrives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt

from app.services import referral_register, referrals, undoing
from app.ui.referrals import model
from app.ui.referrals.model import RegisterRow
from app.ui.referrals.reminding import NoteDialog
from app.ui.widgets.paper_dialog import PaperDialog
from tests.services.lea import draft, sent
from tests.ui.referrals.reading import DAY, asked, numbers, reads, to_shelter


@pytest.fixture
def line(office, lea):
    sent(office, lea, date(2026, 9, 14))
    return referral_register.all_lines(office)[0]


@pytest.mark.parametrize(
    ("changes", "words", "token"),
    [
        ({}, "sans délai", "ink2"),
        ({"expected_by": date(2026, 12, 15)}, "15 déc.", "ink"),
        ({"expected_by": date(2026, 10, 8)}, "8 oct., il y a 47 j.", "soon"),
        ({"legal_due": date(2027, 1, 4)}, "4 janv. 2027", "ink"),
        ({"legal_due": date(2026, 12, 21)}, "21 déc.", "soon"),
        ({"legal_due": date(2026, 11, 23)}, "23 nov., dépassée", "late"),
        ({"legal_due": date(2026, 11, 23), "expected_by": date(2026, 12, 1)}, "23 nov., dépassée", "late"),
        ({"state": "yes", "answered_on": date(2026, 11, 10)}, "10 nov., reçue", "ink2"),
        ({"state": "cancelled"}, "", "ink"),
    ],
)
def test_red_is_for_the_law_and_never_for_a_wish(line, changes, words, token):
    cell = model.due_cell(RegisterRow(replace(line, **changes), DAY))
    assert (cell.words.replace("\u00a0", " "), cell.token) == (words, token)


def test_a_reminder_says_when(line):
    assert (
        model.state_words(replace(line, state="reminded", reminded_on=date(2026, 11, 2)), DAY) == "Relancée le 2 nov."
    )
    assert model.state_words(line, DAY) == "En attente"


def test_filters_count_and_keep(office, lea, register, clock):
    late = to_shelter(office, lea, date(2026, 11, 3), date(2026, 11, 17))
    done = sent(office, lea)
    referrals.record_answer(office, done, "no", DAY, event=None)
    draft(office, lea)
    page = register()
    labels = ("Toutes", "Sans réponse", "En retard", "À relancer", "Brouillons")
    counts = {label: reads(page, label) for label in labels}
    assert counts == dict(zip(labels, (3, 1, 1, 1, 1), strict=True))
    page.filters.chips.choose("late")
    assert [row.line.id for row in page.table.rows.rows] == [late]
    page.filters.chips.choose("drafts")
    assert numbers(page) == [""]


def test_one_procedure_and_one_addressee_are_kept_together(office, lea, register):
    to_shelter(office, lea)
    sent(office, lea)
    page = register()
    page.filters.procedure.set_value("Recours DALO")
    page.filters.tell()
    assert [row.line.procedure for row in page.table.rows.rows] == ["Recours DALO"]
    page.filters.addressee.set_value("Association Le Relais")
    page.filters.tell()
    assert numbers(page) == []
    assert page.nothing.isVisible()


def test_a_period_of_sending_and_who_prepared_it_are_kept(office, colleague, lea, register):
    old, new = sent(office, lea, date(2026, 9, 14)), sent(colleague, lea, date(2026, 11, 3))
    page = register()
    assert page.filters.worker.isVisible()
    for period, kept in ((None, {old, new}), ("month", {new}), ("last_month", set()), ("year", {old, new})):
        page.filters.period.set_value(period)
        page.filters.tell()
        assert {row.line.id for row in page.table.rows.rows} == kept, period
    page.filters.worker.set_value("Hélène Vasseur")
    page.filters.tell()
    assert {row.line.id for row in page.table.rows.rows} == {new}


@pytest.mark.parametrize(
    ("period", "ends"),
    [
        (None, (None, None)),
        ("month", (date(2027, 1, 1), None)),
        ("last_month", (date(2026, 12, 1), date(2026, 12, 31))),
        ("year", (date(2027, 1, 1), None)),
        ("last_year", (date(2026, 1, 1), date(2026, 12, 31))),
        ("twelve_months", (date(2026, 1, 1), None)),
    ],
)
def test_a_period_has_its_days(period, ends):
    assert model.period_days(period, date(2027, 1, 31)) == ends


def test_a_title_orders_the_lines_and_again_the_other_way(office, lea, register):
    for day in (date(2026, 9, 14), date(2026, 11, 20)):
        sent(office, lea, day)
    page = register()
    assert numbers(page) == ["A0002", "A0001"]
    page.table.ask_order(1 + page.table.rows.tickable)
    assert numbers(page) == ["A0001", "A0002"]
    page.table.ask_order(1 + page.table.rows.tickable)
    assert numbers(page) == ["A0002", "A0001"]


def test_an_empty_register_says_where_it_starts(office, lea, register):
    page = register()
    assert page.empty.isVisible()
    assert not page.strip.isVisible()
    assert not page.print_button.isVisible()


def test_a_change_shows_at_once_and_keeps_the_line_chosen(office, lea, register, desk):
    first, second = sent(office, lea), sent(office, lea)
    page = register()
    page.table.set_value(str(first))
    desk.run(referrals.cancel, second)
    assert page.lines[str(second)].state == "cancelled"
    assert page.table.value() == str(first)


def test_reminders_are_noted_for_the_lines_ticked_and_undone(office, lea, register, desk):
    referral = to_shelter(office, lea, date(2026, 11, 3), date(2026, 11, 17))
    page = register()
    page.table.rows.tick({str(referral)}, on=True)
    assert page.chosen.isVisible()
    assert page.chosen.count.text().count("1")
    page.chosen.note.click()
    (dialog,) = [one for one in page.findChildren(NoteDialog) if one.isVisible()]
    dialog.save.click()
    assert page.lines[str(referral)].state == "reminded"
    undoing.undo(office)
    page.refresh()
    assert page.lines[str(referral)].state == "late"


def test_reminder_letters_are_shown_and_noted_once_printed(office, lea, register, qtbot):
    referral = to_shelter(office, lea, date(2026, 11, 3), date(2026, 11, 17))
    page = register()
    page.table.rows.tick({str(referral)}, on=True)
    page.chosen.letters.click()
    dialog = shown_paper(page, qtbot)
    assert "A0001" in PdfReader(BytesIO(dialog.pdf)).pages[0].extract_text()
    assert page.lines[str(referral)].state == "late"
    dialog.accept()
    assert page.lines[str(referral)].state == "reminded"


def shown_paper(page, qtbot):
    """The paper that opens once the lane has made it."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(PaperDialog)), timeout=30_000)
    (dialog,) = [one for one in page.findChildren(PaperDialog) if one.isVisible()]
    return dialog


def test_the_slips_of_all_the_lines_of_a_filter_are_printed_by_the_keyboard(office, lea, register, press, qtbot, heard):
    for _ in range(2):
        to_shelter(office, lea, date(2026, 11, 3))
    sent(office, lea)
    page = register()
    said = heard(page.desk.announced)
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    press(page.table, Qt.Key.Key_A, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert page.chosen.count.text().count("3")
    (slips,) = [action for action in page.chosen.menu.actions() if action.data() == "reply_slip"]
    slips.trigger()
    dialog = shown_paper(page, qtbot)
    pages = PdfReader(BytesIO(dialog.pdf)).pages
    assert [("A0002" in page.extract_text(), "A0001" in page.extract_text()) for page in pages] == [
        (True, False),
        (False, True),
    ]
    assert ("Sans ce papier\u00a0: A0003.", False) in said


def test_a_paper_that_none_of_them_has_is_refused_in_words(office, lea, register, qtbot, heard):
    referral = sent(office, lea)
    page = register()
    said = heard(page.desk.announced)
    page.table.rows.tick({str(referral)}, on=True)
    page.print_papers("reply_slip")
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert "Coupons-réponse" in str(said[0])
    assert not any(one.isVisible() for one in page.findChildren(PaperDialog))


def test_no_letter_is_written_in_the_place_of_a_person_who_files_herself(office, lea, register):
    referral = sent(office, lea)
    page = register()
    page.table.rows.tick({str(referral)}, on=True)
    assert page.chosen.letters.reason.startswith("Ce que la personne dépose elle-même")
    assert not page.chosen.note.forbidden


def test_the_register_is_printed_with_names_or_with_initials(office, lea, register):
    sent(office, lea)
    page = register()
    for action, said in ((page.print_inside, "Léa Marchetti"), (page.print_outside, "L. M.")):
        action()
        (dialog,) = [one for one in page.findChildren(PaperDialog) if one.isVisible()]
        text = PdfReader(BytesIO(dialog.pdf)).pages[0].extract_text()
        assert said in text
        assert ("Marchetti" in text) is (said == "Léa Marchetti")
        dialog.reject()


def test_a_draft_is_withdrawn_with_the_delete_key_and_what_has_left_is_not(office, lea, register, press):
    kept, given_up = sent(office, lea), draft(office, lea)
    page = register()
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    page.table.set_value(str(kept))
    press(page.table, Qt.Key.Key_Delete)
    assert page.lines[str(kept)].state == "waiting"
    page.table.set_value(str(given_up))
    press(page.table, Qt.Key.Key_Delete)
    assert list(page.lines) == [str(kept)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Tapez le numéro écrit sur le papier."),
        ("A0042", "Aucune orientation ne porte le numéro A0042."),
        ("2", "L’envoi A0002 a été annulé le 24 novembre 2026."),
    ],
)
def test_a_number_without_an_answer_to_note_says_why(office, lea, register, write, press, typed, sentence):
    sent(office, lea)
    referrals.cancel(office, sent(office, lea))
    page = register()
    field = page.arriving.number
    write(field, typed)
    press(field, Qt.Key.Key_Return)
    assert page.arriving.reason.text() == sentence
    assert field.accessibleDescription() == sentence
    assert field.text() == typed
    write(field, "1")
    assert not page.arriving.reason.isVisible()


def test_the_menu_of_a_line_offers_what_can_be_done(office, lea, register):
    waiting, gone = sent(office, lea), sent(office, lea)
    referrals.cancel(office, gone)
    page = register()
    page.table.set_value(str(waiting))
    page.offer_menu(str(waiting), QPoint(0, 0))
    assert page.answer_action.isVisible()
    page.offer_menu(str(gone), QPoint(0, 0))
    assert not page.answer_action.isVisible()
    page.row_menu.close()
    page.answer_current()
    assert asked(page).line.id == waiting
