# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form tells where its values come from, and lets one correct the dossier or keep a value for this form only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from app.models.person import Person
from app.services import procedure_view
from app.ui.desk import Desk
from app.ui.procedures.page import ProcedurePage
from app.ui.routes import Route
from tests.services.desk import get

TOWN = "person.town"


@pytest.fixture
def page(office, lea, shown):
    made = shown(ProcedurePage(Desk(office)), 1366, 640)
    made.go_to(Route("procedure", lea.recourse))
    return made


def types(page, write, path, text):
    editor = page.form.fields[path].editor
    editor.setFocus()
    editor.selectAll()
    write(editor, text)
    page.note_button.setFocus()
    QApplication.processEvents()


def offered(page, path=TOWN):
    """The sentence under a field and the choices it leaves; nothing when it says nothing."""
    line = page.form.origins[path]
    if line.isHidden():
        return ()
    return line.sentence.text(), *(link.text() for link in line.links.values() if not link.isHidden())


def chooses(page, label, path=TOWN):
    next(link for link in page.form.origins[path].links.values() if link.text() == label).click()
    QApplication.processEvents()


def test_a_value_says_when_it_was_noted(page):
    assert page.form.fields[TOWN].origin.text() == "noté le 24/11/2026"
    assert offered(page) == ()


def test_a_correction_is_said_and_can_be_kept_for_this_form(page, office, lea, write):
    before = get(office, Person, lea.person).town
    types(page, write, TOWN, "Vizille")
    assert get(office, Person, lea.person).town == "Vizille"
    assert offered(page) == ("Corrigé aussi dans le dossier.", "Seulement dans ce formulaire")
    chooses(page, "Seulement dans ce formulaire")
    assert get(office, Person, lea.person).town == before
    assert page.form.fields[TOWN].editor.text() == "Vizille"
    assert page.form.fields[TOWN].origin.text() == "pour ce formulaire, le 24/11/2026"
    assert offered(page) == (f"Le dossier dit\u00a0: {before}.", "Corriger aussi le dossier", "Reprendre le dossier")


def test_typing_again_stays_in_this_form(page, office, lea, write):
    before = get(office, Person, lea.person).town
    types(page, write, TOWN, "Vizille")
    chooses(page, "Seulement dans ce formulaire")
    types(page, write, TOWN, "Voiron")
    assert get(office, Person, lea.person).town == before
    assert procedure_view.view(office, lea.recourse).values[TOWN] == "Voiron"
    assert "Seulement dans ce formulaire" not in offered(page)


@pytest.mark.parametrize(("label", "kept"), [("Corriger aussi le dossier", "Vizille"), ("Reprendre le dossier", None)])
def test_the_form_and_the_dossier_say_the_same_again(page, office, lea, write, label, kept):
    before = get(office, Person, lea.person).town
    types(page, write, TOWN, "Vizille")
    chooses(page, "Seulement dans ce formulaire")
    chooses(page, label)
    assert offered(page) == ()
    assert get(office, Person, lea.person).town == (kept or before)
    assert page.form.fields[TOWN].editor.text() == (kept or before)


def test_what_the_dossier_did_not_say_is_no_correction(page, office, lea, write):
    path = next(path for path in page.form.origins if path.startswith("person.") and path not in page.origins)
    assert page.form.fields[path].origin.text() == ""
    types(page, write, path, "Vizille" if path != "person.email" else "lea@exemple.fr")
    assert offered(page, path) == ()


def test_the_paper_frames_what_is_being_filled(page):
    page.show_paper()
    page.form.fields[TOWN].editor.setFocus()
    QApplication.processEvents()
    number, place = page.preview.pages.framed
    assert (number, place.width() > 0) == (page.places[TOWN][0], True)
    page.form.fields["person.first_names"].editor.setFocus()
    QApplication.processEvents()
    assert page.preview.pages.framed != (number, place)


def test_what_is_not_on_the_paper_frames_nothing(page):
    page.show_paper()
    page.form.fields[TOWN].editor.setFocus()
    QApplication.processEvents()
    assert page.preview.pages.framed
    away = next(path for path in page.form.fields if path not in page.places)
    page.form.fields[away].editor.setFocus()
    QApplication.processEvents()
    assert page.preview.pages.framed is None


def test_a_field_that_is_asked_for_comes_in_sight(page):
    QApplication.processEvents()
    last = list(page.form.fields)[-1]
    area = page.middle.currentWidget()
    assert not area.viewport().rect().intersects(seen_in(area, page.form.fields[last]))
    page.form.focus_path(last)
    QApplication.processEvents()
    assert area.viewport().rect().contains(seen_in(area, page.form.fields[last].editor))


def seen_in(area, part):
    return QRect(part.mapTo(area.viewport(), QPoint(0, 0)), part.size())
