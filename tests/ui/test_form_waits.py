# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form loses nothing: what was refused stays beside its reason, is a draft, and comes back with the page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.services import drafts, form_drafts, procedure_view, sheet
from app.ui.desk import Desk
from app.ui.home.aside import way_to
from app.ui.procedures.noting import NotingDialog
from app.ui.procedures.page import ProcedurePage
from app.ui.routes import Route

NIR = "2 69 05 49 588 157 80"
INCOME = "procedure.answers.tax_income"
ASKED_ON = "person.housing_request_on"


@pytest.fixture
def page(office, lea, shown):
    def show(procedure=lea.recourse):
        made = shown(ProcedurePage(Desk(office)), 1198, 640)
        made.go_to(Route("procedure", procedure))
        return made

    return show


def types(page, write, path, text):
    """Type over a field, then leave it."""
    editor = page.form.fields[path].editor
    editor.setFocus()
    editor.selectAll()
    write(editor, text)
    page.note_button.setFocus()
    QApplication.processEvents()
    return page.form.fields[path]


def test_a_refused_answer_survives_whatever_is_shown_again(page, office, lea, write):
    shown = page()
    field = types(shown, write, INCOME, "beaucoup")
    assert (field.tone, field.editor.text()) == ("refused", "beaucoup")
    shown.desk.tell(sheet.set_field(office, "person", lea.person, "town", "Grenoble"))
    assert shown.form.fields["person.town"].editor.text() == "Grenoble", "the rest of the form follows"
    assert (field.editor.text(), field.tone) == ("beaucoup", "refused")
    (kept,) = drafts.mine(office)
    assert (kept.text, kept.person_id) == ("beaucoup", lea.person)
    assert kept.reason == field.reason.text()
    assert way_to(kept) == Route("procedure", lea.recourse, place=INCOME)


def test_it_comes_back_with_its_reason_and_leaves_once_corrected(page, office, lea, write):
    first = page()
    said = types(first, write, INCOME, "beaucoup").reason.text()
    again = page()
    field = again.form.fields[INCOME]
    assert (field.editor.text(), field.tone, field.reason.text()) == ("beaucoup", "refused", said)
    types(again, write, INCOME, "12 400")
    assert (field.tone == "refused", drafts.mine(office)) == (False, ())
    assert procedure_view.view(office, lea.recourse).values[INCOME] is not None


def test_a_date_that_does_not_exist_stays_and_is_a_draft(page, office, lea, write):
    shown = page()
    field = types(shown, write, ASKED_ON, "31/02/2026")
    shown.desk.tell(sheet.set_field(office, "person", lea.person, "town", "Grenoble"))
    assert (field.editor.text(), field.tone) == ("31/02/2026", "refused")
    (kept,) = drafts.mine(office)
    assert (kept.place, kept.text) == (drafts.place_of("person", lea.person, "housing_request_on"), "31/02/2026")
    types(shown, write, ASKED_ON, "28/02/2026")
    assert (field.tone == "refused", drafts.mine(office)) == (False, ())


def test_a_field_of_the_dossier_has_one_draft_for_all_pages(page, office, lea, write):
    shown = page()
    field = types(shown, write, "person.email", "lea chez exemple")
    assert field.tone == "refused"
    (kept,) = drafts.mine(office)
    assert kept.place == drafts.place_of("person", lea.person, "email")
    assert form_drafts.of(office, lea.recourse)["person.email"].text == "lea chez exemple"
    assert page().form.fields["person.email"].editor.text() == "lea chez exemple"


def test_what_is_typed_is_a_draft_before_the_field_is_left(page, office, write):
    shown = page()
    editor = shown.form.fields["person.town"].editor
    editor.setFocus()
    write(editor, "x")
    shown.form.timer.timeout.emit()
    (kept,) = drafts.mine(office)
    assert (kept.text, kept.reason) == (editor.text(), "")
    shown.note_button.setFocus()
    QApplication.processEvents()
    assert drafts.mine(office) == ()


def test_what_waits_for_one_procedure_is_not_shown_in_another(page, office, lea, write):
    shown = page()
    types(shown, write, INCOME, "beaucoup")
    assert shown.form.waiting
    shown.go_to(Route("procedure", lea.address))
    assert shown.form.waiting == {}
    assert not [path for path, field in shown.form.fields.items() if field.tone == "refused"]
    shown.go_to(Route("procedure", lea.recourse))
    assert list(shown.form.waiting) == [INCOME]


def test_a_social_security_number_stays_in_the_field_only(page, office, write):
    shown = page()
    field = types(shown, write, "person.town", NIR)
    assert (field.tone, field.editor.text()) == ("refused", NIR)
    assert not any("588" in line.text for line in drafts.mine(office))
    types(shown, write, "person.email", "lea chez exemple")
    assert [line.text for line in drafts.mine(office)] == ["lea chez exemple"]


def test_a_number_of_an_unusual_shape_is_kept_and_said(page, office, lea, write):
    dialog = NotingDialog(page(), Desk(office), procedure_view.view(office, lea.recourse), "acknowledged")
    field = dialog.details.fields["number"]
    field.editor.setText("12")
    field.editor.tell()
    assert field.tone == "unusual"
    assert dialog.details.values() == {"number": "12"}
    field.editor.setText("0382013000456")
    field.editor.tell()
    assert field.tone == ""
