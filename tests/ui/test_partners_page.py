# SPDX-License-Identifier: AGPL-3.0-or-later
"""The address book, and the page of meetings that promises nothing it does not do."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel

from app.services import address_book, drafts, referrals, undoing
from app.ui import theme
from app.ui.desk import Desk
from app.ui.meetings.page import MeetingsPage
from app.ui.partners import model
from app.ui.partners.page import PartnersPage
from app.ui.routes import Route
from tests.services.conftest import SERVICE
from tests.services.lea import COMMISSION, SHELTER, made, sent, write_lea


@pytest.fixture
def partners(office):
    return [made(address_book.create_organisation(office, typed).created) for typed in (COMMISSION, SHELTER)]


@pytest.fixture
def desk(office, qapp):
    return Desk(office)


@pytest.fixture
def page(desk, shown):
    def show(route=Route("partners"), width=1198, height=600):  # noqa: B008 - routes are frozen
        page = shown(PartnersPage(desk), width, height)
        page.go_to(route)
        return page

    return show


def names(page):
    return [row.title for row in page.list.rows.rows]


def field(page, name):
    return next(group.fields[name] for group in page.sheet.groups if name in group.fields)


def test_an_empty_address_book_asks_for_the_first_one(page, office):
    shown = page()
    assert shown.empty.isVisible()
    assert shown.head.line.text() == "Aucun organisme dans votre carnet d’adresses"
    shown.new.fields["name"].editor.setText("CAF de l’Isère")
    shown.new.kind.set_value("caf")
    shown.new.save.click()
    assert names(shown) == ["CAF de l’Isère", "CCAS de Saint-Martin"]
    assert field(shown, "name").editor.text() == "CAF de l’Isère"
    assert not shown.empty.isVisible()


def test_the_list_shows_everyone_and_the_office_last(page, partners):
    assert names(page()) == ["Association Le Relais", "Commission de médiation de l’Isère", "CCAS de Saint-Martin"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("relais", ["Association Le Relais"]),
        ("MEDIATION isere", ["Commission de médiation de l’Isère"]),
        ("font", ["Association Le Relais"]),
        ("ccas", ["CCAS de Saint-Martin"]),
        ("xyz", []),
    ],
)
def test_the_filter_keeps_what_every_word_begins_a_word_of(page, partners, write, typed, kept):
    shown = page()
    write(shown.filter, typed)
    assert names(shown) == kept
    assert shown.none_kept.isVisible() is (kept == [])


def test_a_field_is_saved_when_it_is_left_and_undone(page, office, partners, write):
    shown = page(Route("partners", partners[1]))
    phone = field(shown, "phone").editor
    phone.setFocus()
    write(phone, "01 99 00 12 34")
    field(shown, "email").editor.setFocus()
    assert address_book.organisation(office, partners[1]).phone == "0199001234"
    undoing.undo(office)
    assert address_book.organisation(office, partners[1]).phone == ""


def test_what_cannot_be_taken_stays_beside_its_reason_and_comes_back(page, office, partners, write):
    shown = page(Route("partners", partners[1]))
    email = field(shown, "email").editor
    email.setFocus()
    write(email, "relais chez exemple")
    shown.leave()
    assert field(shown, "email").tone == "refused"
    assert [line.text for line in drafts.mine(office)] == ["relais chez exemple"]
    shown.list.set_value(str(partners[0]))
    assert field(shown, "email").editor.text() == ""
    shown.list.set_value(str(partners[1]))
    assert field(shown, "email").editor.text() == "relais chez exemple"
    assert field(shown, "email").tone == "refused"


def test_delete_withdraws_the_one_chosen_and_it_can_be_undone(page, office, partners, press, heard):
    shown = page(Route("partners", partners[1]))
    announced = heard(shown.desk.announced)
    shown.list.setFocus()
    press(shown.list, Qt.Key.Key_Delete)
    assert "Association Le Relais" not in names(shown)
    assert announced == [("Retiré du carnet d’adresses\u00a0: Association Le Relais.", True)]
    undoing.undo(office)
    shown.refresh()
    assert "Association Le Relais" in names(shown)


def test_the_office_is_described_here_and_never_withdrawn(page, office, partners, press):
    shown = page(Route("partners", SERVICE))
    assert shown.sheet.own.isVisible()
    assert not shown.sheet.withdraw_button.isVisible()
    shown.list.setFocus()
    press(shown.list, Qt.Key.Key_Delete)
    assert address_book.own(office) is not None


def test_the_keyboard_goes_from_the_list_to_the_sheet_and_back(page, partners, qtbot):
    shown = page()
    shown.focus_first()
    assert shown.filter.hasFocus()
    shown.go_to_list()
    shown.next_pane()
    assert QApplication.focusWidget() is field(shown, "name").editor
    shown.next_pane()
    assert shown.list.hasFocus()
    shown.make_new()
    assert QApplication.focusWidget() is shown.new.fields["name"].editor
    qtbot.keyClick(shown.new, Qt.Key.Key_Escape)
    assert shown.list.hasFocus()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_holds_in_a_narrow_window(page, partners, scale):
    theme.use(False, scale)
    shown = page(width=944 if scale == 1.0 else 1254)
    QApplication.processEvents()  # the layout follows the size of the text
    assert shown.minimumSizeHint().width() <= 944 * scale
    assert (shown.panes.orientation() == Qt.Orientation.Vertical) is (scale == 2.0)


def test_the_summary_counts_partners_and_not_the_office(office, partners):
    assert model.summary(address_book.organisations(office)) == "2 organismes dans votre carnet d’adresses"


def test_meetings_say_where_to_note_meanwhile_and_offer_no_button(desk, shown):
    page = shown(MeetingsPage(desk), 1198, 600)
    words = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "prochaine version" in words
    assert "Noter un événement" in words
    assert [one for one in page.findChildren(QAbstractButton) if one.isVisible()] == []
    page.focus_first()
    assert page.text.hasFocus()


def test_the_sheet_says_what_was_answered_and_what_the_words_mean(office, page):
    lea = write_lea(office)
    for rank in range(5):
        referral = sent(office, lea, date(2026, 9, 14))
        referrals.record_answer(office, referral, "yes", date(2026, 9, 20 + rank), event=None)
    shown = page(Route("partners", lea.commission))
    facts = {name: fact.value.text().replace("\u00a0", " ") for name, fact in shown.sheet.figures.facts.items()}
    assert (facts["Envoyées"], facts["Acceptées"], facts["Sans réponse"]) == ("5", "5", "0")
    assert facts["Délai médian"] == "8 jours, sur 5 réponses"
    assert "ce n’est pas une réponse" in shown.sheet.figures.meanings.text()
    shown.list.set_value(str(lea.shelter))
    shown.show_chosen(str(lea.shelter))
    assert shown.sheet.figures.nothing.isVisible()
    assert not shown.sheet.figures.table.isVisible()
    shown.show_chosen(str(SERVICE))
    assert not shown.sheet.figures.isVisible()


def test_what_partners_answered_is_exported(office, page, tmp_path, monkeypatch, heard):
    shown = page()
    said = heard(shown.desk.announced)
    shown.export_button.click()
    assert said == [("Rien n’a encore été envoyé\u00a0: il n’y a pas de réponse à compter.", False)]
    sent(office, write_lea(office), date(2026, 9, 14))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "partenaires"), "Classeur (*.xlsx)"))
    shown.export_button.click()
    assert (tmp_path / "partenaires.xlsx").stat().st_size > 0
    assert said[-1] == ("Réponses exportées\u00a0: partenaires.xlsx. 1 organisme.", False)
