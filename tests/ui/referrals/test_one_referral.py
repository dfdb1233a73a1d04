# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of one referral, draft or sent."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.services import consents, referral_drafts, referrals, undoing
from app.ui import theme
from app.ui.referrals.reminding import NoteDialog
from app.ui.routes import Route
from app.ui.widgets.paper_dialog import PaperDialog
from tests.services.lea import agree, draft, made, sent
from tests.ui.referrals.reading import DAY, to_shelter


def test_choosing_another_way_of_sending_asks_for_the_agreement_or_not(office, lea, opened):
    page = opened(made(referrals.prepare(office, lea.address, lea.shelter).created))
    assert page.send_button.forbidden
    page.draft.choose_channel("given_to_person")
    assert not page.send_button.forbidden
    assert page.draft.agreement.none_needed.isVisible()
    assert page.view.channel == "given_to_person"
    undoing.undo(office)
    page.refresh()
    assert page.draft.agreement.lacking.isVisible()


def test_what_the_agreement_leaves_out_is_listed_before_anything_leaves(office, lea, opened):
    agree(office, lea, "logement")
    page = opened(made(referrals.prepare(office, lea.address, lea.shelter).created))
    assert page.draft.agreement.kept_heading.isVisible()
    assert "Nom de naissance" in page.draft.agreement.kept.text()
    assert not page.send_button.forbidden


def test_nothing_is_ticked_in_advance_in_an_agreement(office, lea, opened):
    page = opened(made(referrals.prepare(office, lea.address, lea.shelter).created))
    page.draft.agreement.open_form()
    form = page.draft.agreement.form
    assert not any(box.isChecked() for box in form.boxes.values())
    form.save.click()
    assert form.shared.tone == "refused"
    form.tick_asked.click()
    assert [each for each, box in form.boxes.items() if box.isChecked()] == list(page.view.readiness.categories)
    form.given.editor.set_value(date(2026, 11, 25))
    form.save.click()
    assert form.given.tone == "refused"
    form.given.editor.set_value(DAY)
    form.save.click()
    assert page.draft.agreement.in_force.isVisible()


def test_a_refusal_is_noted_and_nothing_can_leave(office, lea, opened):
    page = opened(made(referrals.prepare(office, lea.address, lea.shelter).created))
    page.draft.agreement.open_form()
    page.draft.agreement.form.refuse_button.click()
    assert [view.refused for view in consents.of_person(office, lea.person)] == [True]
    assert page.send_button.forbidden


def test_an_organisation_added_in_place_becomes_the_addressee(office, lea, opened):
    page = opened(draft(office, lea))
    page.draft.add_button.click()
    new = page.draft.new
    assert new.isVisible()
    new.fields["name"].editor.setText("Commission du Rhône")
    new.save.click()
    assert page.view.addressee.name == "Commission du Rhône"
    assert not new.isVisible()


def test_a_day_gone_by_is_refused_beside_the_wish(office, lea, opened, write, press):
    page = opened(draft(office, lea))
    editor = page.draft.expected.editor
    write(editor, "01/11/2026")
    press(editor, Qt.Key.Key_Return)
    assert page.draft.expected.reason.text() == "Ce jour est déjà passé."
    assert editor.text() == "01/11/2026"
    editor.selectAll()
    write(editor, "+21")
    press(editor, Qt.Key.Key_Return)
    assert page.view.line.expected_by == date(2026, 12, 15)


def test_a_sending_is_dated_of_the_day_it_left(office, lea, opened):
    page = opened(draft(office, lea))
    page.draft.sent_on.editor.set_value(date(2026, 11, 20))
    page.send_button.click()
    assert page.view.line.sent_on == date(2026, 11, 20)
    (dialog,) = [one for one in page.findChildren(PaperDialog) if one.isVisible()]
    assert "FO-38-2026-A0001" in PdfReader(BytesIO(dialog.pdf)).pages[0].extract_text()
    assert page.print_button.isVisible()
    assert not page.send_button.isVisible()


def test_a_sending_to_come_is_refused_beside_its_date(office, lea, opened):
    page = opened(draft(office, lea))
    page.draft.sent_on.editor.set_value(date(2026, 11, 25))
    page.send_button.click()
    assert page.draft.sent_on.tone == "refused"
    assert page.view.is_draft


def test_each_paper_has_its_tab_and_is_shown_live(office, lea, opened, qtbot):
    page = opened(draft(office, lea))
    qtbot.waitUntil(lambda: page.papers.preview.pages.count() > 0)
    assert [option.text() for option in page.papers.tabs.options.values()] == [
        "Fiche d’orientation",
        "Note sociale",
        "Bordereau de pièces",
        "Bordereau de dépôt",
    ]
    page.papers.tabs.choose("deposit_slip")
    assert page.papers.preview.note.text().startswith("brouillon")
    page.desk.run(referrals.send, page.view.line.id)
    qtbot.waitUntil(lambda: page.papers.preview.said == "FO-38-2026-A0001")
    assert page.papers.value() == "deposit_slip"


def test_a_withdrawn_draft_leads_back_to_its_procedure(office, lea, opened, heard):
    page = opened(draft(office, lea))
    routes = heard(page.desk.asked)
    page.draft.withdraw_button.click()
    assert routes == [Route("procedure", lea.recourse)]
    assert referral_drafts.draft_of(office, lea.recourse) is None


def test_a_cancelled_sending_keeps_its_number_and_its_reason(office, lea, opened):
    page = opened(sent(office, lea))
    page.sent.cancel_button.click()
    assert page.sent.cancelled.isVisible()
    assert not page.answer_button.isVisible()
    page.sent.reason.editor.setText("Envoyé deux fois")
    page.sent.reason.editor.tell()
    assert page.view.cancel_reason == "Envoyé deux fois"
    page.sent.reason.editor.setText("2 85 05 78 006 084 91")
    page.sent.reason.editor.tell()
    assert page.sent.reason.tone == "refused"
    assert page.view.cancel_reason == "Envoyé deux fois"


def test_what_she_files_herself_is_reminded_without_a_letter(office, lea, opened):
    page = opened(sent(office, lea))
    page.sent.remind_button.click()
    assert [action.text() for action in page.sent.menu.actions() if action.isVisible()] == [
        "Noter une relance déjà faite…"
    ]
    page.sent.note_action.trigger()
    asked_when(page).save.click()
    assert page.view.line.reminded_on == DAY


def asked_when(page):
    """The dialog that notes a reminder."""
    (dialog,) = [one for one in page.findChildren(NoteDialog) if one.isVisible()]
    return dialog


def offered(page):
    return [action.text() for action in page.sent.menu.actions() if action.isVisible()]


def test_two_reminders_are_proposed_noted_withdrawn_and_then_no_more(office, lea, opened, clock, qtbot):
    page = opened(to_shelter(office, lea, date(2026, 10, 5), date(2026, 11, 2)))
    assert "La première relance peut partir depuis le 3 novembre 2026." in page.sent.chase.words.text()
    assert offered(page) == ["Imprimer la première relance", "Noter une relance déjà faite…"]
    page.sent.note_action.trigger()
    dialog = asked_when(page)
    dialog.on.editor.set_value(date(2026, 11, 5))
    dialog.means.editor.set_value("registered")
    dialog.save.click()
    assert [each.title for each in page.sent.reminders.rows.rows] == ["Première relance"]
    assert "La seconde relance peut partir depuis le 20 novembre 2026." in page.sent.chase.words.text()
    assert offered(page)[0] == "Imprimer la seconde relance"
    page.sent.letter_button.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(PaperDialog)), timeout=30_000)
    (paper,) = [one for one in page.findChildren(PaperDialog) if one.isVisible()]
    assert "Seconde relance" in PdfReader(BytesIO(paper.pdf)).pages[0].extract_text()
    paper.accept()
    assert page.view.line.reminded_again_on == DAY
    assert offered(page) == ["Réimprimer la dernière relance", "Retirer la dernière relance"]
    assert not page.sent.chase.isVisible()
    clock.pass_by(days=15)
    page.refresh()
    assert "Deux relances sont restées sans réponse." in page.sent.chase.words.text()
    assert not page.sent.letter_button.isVisible()
    page.sent.withdraw_action.trigger()
    assert (page.view.line.reminded_on, page.view.line.reminded_again_on) == (date(2026, 11, 5), None)


def test_a_reminder_before_the_sending_is_refused_beside_its_date(office, lea, opened):
    page = opened(to_shelter(office, lea, date(2026, 11, 3)))
    page.sent.note_action.trigger()
    dialog = asked_when(page)
    dialog.on.editor.set_value(date(2026, 11, 2))
    dialog.save.click()
    assert dialog.on.reason.text() == "Cette date précède l’envoi."
    assert dialog.isVisible()
    dialog.on.editor.set_value(date(2026, 11, 25))
    dialog.save.click()
    assert dialog.on.tone == "refused"
    assert page.view.line.reminded_on is None


def test_the_latest_answer_is_withdrawn_from_the_page(office, lea, opened):
    referral = sent(office, lea, date(2026, 9, 14))
    referrals.record_answer(office, referral, "received", date(2026, 9, 21))
    page = opened(referral)
    assert page.sent.cancel_button.forbidden
    page.sent.withdraw_answer_button.click()
    assert page.view.answers == ()
    assert not page.sent.withdraw_answer_button.isVisible()
    assert not page.sent.cancel_button.forbidden


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_page_is_wider_than_a_narrow_window(office, lea, opened, register, scale):
    referral = sent(office, lea)
    theme.use(False, scale)
    room = 944 if scale == 1.0 else 1254  # what is left beside the rail in a window of 1000, or of 1366
    for page in (register(room), opened(referral, room), opened(draft(office, lea), room)):
        QApplication.processEvents()  # what was hidden leaves its room
        assert page.minimumSizeHint().width() <= room, type(page).__name__


def test_the_papers_leave_the_page_of_a_narrow_window_and_a_button_shows_them(office, lea, opened):
    page = opened(draft(office, lea), width=900)
    assert not page.papers.isVisible()
    assert page.papers_button.isVisible()


def test_every_control_has_a_name(office, lea, opened, register, accessible):
    for page in (opened(draft(office, lea)), opened(sent(office, lea)), register()):
        controls = [
            one
            for one in page.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.focusProxy() is None
        ]
        assert len(controls) > 3
        assert [one for one in controls if not accessible(one)[0]] == []
