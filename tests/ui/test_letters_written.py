# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters on the screen: the letterhead and the templates in Réglages, and the letter written about a person."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.services import encounters, letter_papers, letterheads, letters
from app.services.catalogues import shipped
from app.services.letters import Wanted
from app.services.office import Office
from app.storage.vault import open_vault
from app.ui.desk import Desk
from app.ui.gestures import letters as gestures
from app.ui.person.letter import LetterDialog
from app.ui.settings.letters import LettersSection
from app.ui.settings.template import TemplateDialog
from app.ui.widgets.confirmation import Confirmation
from tests.engines import KEY, Clock
from tests.exchange.test_pictures import drawn
from tests.services.conftest import CAMILLE, opened_folder
from tests.services.lea import agree, write_lea

SUPPORT = Wanted("Appui", "{personne.nom complet}, {ressources.total mensuel}.", "Appui", "partner", ("dalo",))


@pytest.fixture
def office(tmp_path):
    shutil.copytree(opened_folder(), tmp_path / "vault")
    vault = open_vault(tmp_path / "vault", KEY, clock=Clock())
    yield Office(vault, CAMILLE, shipped())
    vault.close()


@pytest.fixture
def lea(office):
    return write_lea(office)


@pytest.fixture
def desk(office):
    made = Desk(office)
    yield made
    made.lane.close()


@pytest.fixture
def section(desk, shown):
    made = shown(LettersSection(desk), 900, 700)
    made.refresh()
    desk.changed.connect(made.refresh)
    return made


@pytest.fixture
def over(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()
    return window


def opened(dialog):
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    assert dialog.isActiveWindow()
    return dialog


# The letterhead


def test_an_empty_section_says_what_to_do_first(section):
    assert section.none.isVisible()
    assert not section.list.isVisible()
    assert section.share.forbidden
    assert section.remove.forbidden


def test_a_logo_is_dropped_kept_and_taken_off(section, office, tmp_path):
    (tmp_path / "logo.png").write_bytes(drawn())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "logo.png"))])
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    section.logo.editor.dropEvent(QDropEvent(QPointF(5, 5), *keys))
    assert letterheads.view(office).logo
    assert not section.logo.editor.picture.isNull()
    section.remove.click()
    assert letterheads.view(office).logo == b""
    assert section.logo.editor.picture.isNull()


def test_a_file_that_is_no_picture_is_refused_beside_the_logo(section, office, tmp_path):
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    section.take_logo(str(tmp_path / "logo.svg"))
    assert section.logo.tone == "refused"
    assert "SVG" in section.logo.reason.text()
    assert letterheads.view(office).logo == b""


def test_the_signature_is_kept_on_leaving_and_a_wrong_field_is_said_beside_it(section, office):
    editor = section.signature.editor
    editor.setPlainText("Pour {service.organisme}")
    editor.left.emit()
    assert letterheads.view(office).signature == "Pour {service.organisme}"
    editor.setPlainText("Une ligne\n{service.chef}")
    editor.left.emit()
    assert section.signature.tone == "refused"
    assert "Ligne 2" in section.signature.reason.text()
    assert editor.toPlainText() == "Une ligne\n{service.chef}"
    assert letterheads.view(office).signature == "Pour {service.organisme}"


# The templates


def test_templates_are_listed_and_withdrawn(section, desk, office, heard):
    said = heard(desk.announced)
    letters.write(office, SUPPORT)
    section.refresh()
    assert [row.title for row in section.list.rows.rows] == ["Appui"]
    assert "Recours DALO" in section.list.rows.rows[0].second
    assert section.list.value()
    section.withdraw.click()
    assert letters.templates(office) == ()
    assert section.none.isVisible()
    assert said[-1][1]


def test_templates_are_shared_and_taken_in(section, desk, office, tmp_path, monkeypatch):
    file = tmp_path / "modeles.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    kept = letters.write(office, SUPPORT).created
    section.refresh()
    section.share.click()
    letters.withdraw(office, kept)
    section.take.click()
    assert [each.wanted for each in letters.templates(office)] == [SUPPORT]
    assert "Appui" in Path(file).read_text("utf-8")


def test_a_template_is_written_seen_and_kept(desk, office, over, write):
    dialog = opened(TemplateDialog(over, desk))
    assert dialog.shown is not None
    before = dialog.preview.pages.papers.pdf
    dialog.title.editor.setText("Appui")
    dialog.addressee.choose("partner")
    dialog.schemes.editor.set_value("dalo")
    dialog.add_scheme("dalo")
    write(dialog.body.editor, "Bonjour")
    dialog.show_paper()
    assert dialog.preview.pages.papers.pdf != before
    dialog.save.click()
    assert not dialog.isVisible()
    assert letters.template(office, dialog.saved).wanted == Wanted(
        "Appui", "Bonjour", addressee="partner", schemes=("dalo",)
    )


def test_a_wrong_field_is_said_beside_the_text_with_its_line_while_typing_and_when_saving(desk, office, over):
    dialog = opened(TemplateDialog(over, desk))
    dialog.title.editor.setText("Appui")
    dialog.body.editor.setPlainText("Bonjour,\n{personne.prenom}")
    dialog.show_paper()
    assert dialog.body.tone == "refused"
    assert "Ligne 2" in dialog.body.reason.text()
    dialog.save.click()
    assert dialog.isVisible()
    assert dialog.body.tone == "refused"
    assert letters.templates(office) == ()
    dialog.body.editor.setPlainText("Bonjour,\n{personne.prénoms}")
    dialog.show_paper()
    assert dialog.body.tone != "refused"


def test_a_brace_offers_the_fields_and_enter_writes_the_one_chosen(desk, over, write, press):
    dialog = opened(TemplateDialog(over, desk))
    area = dialog.body.editor
    area.setFocus()
    write(area, "Bonjour {DATE de nai")
    assert area.popup.isVisible()
    assert area.names.stringList()[0] == "personne.date de naissance"
    press(area.popup, Qt.Key.Key_Return)
    assert area.toPlainText() == "Bonjour {personne.date de naissance}"
    assert not area.popup.isVisible()
    write(area, " {zzz")
    assert not area.popup.isVisible()


def test_control_space_and_the_menu_insert_fields_where_the_caret_is(desk, over, press):
    dialog = opened(TemplateDialog(over, desk))
    area = dialog.body.editor
    area.setFocus()
    press(area, Qt.Key.Key_Space, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert area.toPlainText() == "{"
    assert area.popup.isVisible()
    area.popup.hide()
    area.setPlainText("")
    menu = dialog.fields_button.made()
    headings = {action.text(): action.menu() for action in menu.actions()}
    next(each for each in headings["Le service"].actions() if each.text() == "Organisme").trigger()
    assert area.toPlainText() == "{service.organisme}"


def test_fields_go_where_one_was_writing(desk, over):
    dialog = opened(TemplateDialog(over, desk))
    dialog.subject.editor.setFocus()
    dialog.fields_button.setFocus()
    dialog.fields_button.picked.emit("personne.nom complet")
    assert dialog.subject.editor.toPlainText() == "{personne.nom complet}"
    assert dialog.body.editor.toPlainText() == ""


def test_what_was_typed_is_not_lost_without_asking(desk, over, monkeypatch):
    answers = [False, True]
    monkeypatch.setattr(Confirmation, "asked", lambda _self: answers.pop(0))
    dialog = opened(TemplateDialog(over, desk))
    dialog.body.editor.setPlainText("Bonjour")
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
    untouched = opened(TemplateDialog(over, desk))
    untouched.reject()
    assert not untouched.isVisible()


# A letter


def test_a_letter_to_a_partner_says_what_lacks_and_is_noted_once_printed(
    desk, office, lea, over, tmp_path, monkeypatch
):
    letters.write(office, SUPPORT)
    dialog = opened(LetterDialog(over, desk, lea.person, lea.recourse, lea.shelter))
    assert dialog.template.editor.currentText() == "Appui"
    assert dialog.addressee.tone == "refused"
    assert "accord" in dialog.addressee.reason.text()
    assert dialog.print_button.forbidden
    agree(office, lea, "identité")
    dialog.show_paper()
    assert dialog.withheld.isVisible()
    assert "total mensuel" in dialog.withheld.words.text()
    dialog.body.editor.setPlainText("Né à {personne.lieu de naissance}.")
    dialog.show_paper()
    assert "Lieu de naissance" in dialog.gaps.words.text()
    assert not dialog.withheld.isVisible()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "lettre.pdf"), ""))
    dialog.save_button.click()
    assert (tmp_path / "lettre.pdf").read_bytes().startswith(b"%PDF")
    (note,) = encounters.of_person(office, lea.person)
    assert "Association Le Relais" in note.text
    assert note.procedure_id == lea.recourse
    assert letters.templates(office)[0].wanted == SUPPORT


def test_without_a_template_one_writes_freely_to_the_person(desk, office, lea, over):
    dialog = opened(LetterDialog(over, desk, lea.person))
    assert dialog.template.editor.value() == ""
    assert "Léa" in dialog.addressee.editor.currentText()
    assert "Écrivez d’abord" in dialog.print_button.reason
    dialog.body.editor.setPlainText("Bonjour.")
    dialog.show_paper()
    assert not dialog.print_button.forbidden
    assert dialog.shown.to == "Mme\u00a0Léa Marchetti"


def test_a_template_for_a_partner_waits_for_the_addressee(desk, office, lea, over):
    letters.write(office, Wanted("Au partenaire", "Bonjour.", addressee="partner"))
    dialog = opened(LetterDialog(over, desk, lea.person))
    assert dialog.template.editor.currentText() == "Au partenaire"
    assert dialog.addressee.editor.currentIndex() < 0
    assert "destinataire" in dialog.print_button.reason


def test_templates_of_another_scheme_are_not_offered_for_a_procedure(desk, office, lea, over):
    letters.write(office, SUPPORT)
    dialog = opened(LetterDialog(over, desk, lea.person, lea.address))
    offered = [dialog.template.editor.itemText(at) for at in range(dialog.template.editor.count())]
    assert offered == ["lettre libre, sans modèle"]


def test_a_letter_given_up_notes_nothing(desk, office, lea, over, monkeypatch):
    monkeypatch.setattr(LetterDialog, "exec", lambda _self: 0)
    assert not gestures.write_letter(over, desk, lea.person)
    assert encounters.of_person(office, lea.person) == ()
    assert letter_papers.last_opened(office) is None
