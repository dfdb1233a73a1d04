# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows that only a procedure keeps (debts, earlier appeals) are typed, corrected and taken away in its form."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.services import procedure_view, procedures
from app.ui.desk import Desk
from app.ui.form_rows import ListOfRows, OwnRows
from app.ui.procedures.page import ProcedurePage
from app.ui.procedures.row import RowDialog
from app.ui.routes import Route
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Label

GROUP = "procedure.answers.debts[]"


@pytest.fixture
def procedure(office, lea):
    return procedures.open_procedure(office, lea.person, "over_indebtedness").created


@pytest.fixture
def page(office, procedure, shown):
    made = shown(ProcedurePage(Desk(office)), 1198, 640)
    made.go_to(Route("procedure", procedure))
    return made


def kept(office, procedure):
    return procedure_view.view(office, procedure).values.get(GROUP, [])


def dialog_of(page, rank=-1):
    section = page.form.lists[GROUP].section
    return RowDialog(page, page.desk, page.view.id, section, page.view.values.get(GROUP, ()), rank)


def fills(dialog, **texts):
    for key, text in texts.items():
        editor = dialog.fields[key].editor
        editor.setText(text)
        editor.tell()
    dialog.save()
    QApplication.processEvents()


def shown_lines(page):
    stack = page.form.lists[GROUP].lines.layout()
    return [stack.itemAt(rank).widget() for rank in range(stack.count())]


def lines(page):
    return [each.text() if isinstance(each, Label) else each.findChild(Label).text() for each in shown_lines(page)]


def button(page, start):
    found = shown_lines(page)[0].findChildren(IconButton)
    return next(each for each in found if each.accessibleName().startswith(start))


def test_a_row_is_typed_and_shown(page, office, procedure):
    assert lines(page) == ["Rien n’est encore noté."]
    dialog = dialog_of(page)
    fills(dialog, creditor="Banque du Val", owed="1 200,50")
    assert dialog.result() == 1
    assert kept(office, procedure) == [{"creditor": "Banque du Val", "owed": 120050}]
    (said,) = lines(page)
    assert "Banque du Val" in said
    assert "1\u202f200,50" in said


def test_what_does_not_read_is_refused_beside_its_field(page, office, procedure):
    dialog = dialog_of(page)
    fills(dialog, creditor="Banque du Val", owed="beaucoup")
    assert (dialog.fields["owed"].tone, dialog.fields["creditor"].tone) == ("refused", "")
    assert kept(office, procedure) == []
    fills(dialog, owed="300")
    assert kept(office, procedure) == [{"creditor": "Banque du Val", "owed": 30000}]


def test_an_empty_row_is_not_kept(page, office, procedure):
    dialog = dialog_of(page)
    dialog.save()
    assert next(iter(dialog.fields.values())).tone == "refused"
    assert kept(office, procedure) == []


def test_a_row_is_corrected_in_its_place_then_taken_away(page, office, procedure):
    fills(dialog_of(page), creditor="Banque du Val")
    fills(dialog_of(page), creditor="Crédit du Pont")
    fills(dialog_of(page, 0), creditor="Banque du Mont")
    assert [row["creditor"] for row in kept(office, procedure)] == ["Banque du Mont", "Crédit du Pont"]
    button(page, "Retirer").click()
    QApplication.processEvents()
    assert [row["creditor"] for row in kept(office, procedure)] == ["Crédit du Pont"]
    assert len(lines(page)) == 1


def test_what_is_missing_leads_to_the_list(page):
    page.form.focus_path(f"{GROUP}.creditor")
    assert page.form.lists[GROUP].isAncestorOf(QApplication.focusWidget())


def test_a_list_of_the_dossier_is_only_shown(page):
    kinds = {type(each) for each in page.form.lists.values()}
    assert kinds == {OwnRows, ListOfRows}
