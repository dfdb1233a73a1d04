# SPDX-License-Identifier: AGPL-3.0-or-later
"""The opening dialog: schemes that nobody enters any more come last and say so."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services import procedure_view, procedures
from app.ui.desk import Desk
from app.ui.procedures.opening import OpeningDialog
from app.ui.widgets.rows import Group
from app.ui.widgets.side_list import SideItem
from tests.services.desk import create


@pytest.fixture
def dialog(office, shown):
    return OpeningDialog(shown(QWidget()), Desk(office), create(office))


def choose(dialog, scheme):
    dialog.scheme.editor.set_value(scheme)
    dialog.choose(scheme)


def test_closed_schemes_come_last_and_say_so(dialog):
    rows = [row for row in dialog.scheme.editor.list.rows.rows if isinstance(row, SideItem)]
    closed = [row.title for row in rows if "fermé aux entrées" in row.second]
    assert closed == ["Emploi d’avenir"]
    jobs = [line.short_title for line in dialog.scheme.editor.index.find("") if line.lane == "employment"]
    assert jobs[-1] == "Emploi d’avenir"
    choose(dialog, "dalo")
    assert "Plus aucune entrée" not in dialog.summary.text()
    choose(dialog, "emplois_avenir")
    assert "Plus aucune entrée depuis le 1er janvier 2018" in dialog.summary.text().replace("\u00a0", " ")


def test_today_is_refused_beside_the_day_and_a_day_before_is_taken(office, dialog):
    choose(dialog, "emplois_avenir")
    dialog.open_procedure()
    assert "plus aucune entrée depuis le 1er janvier 2018" in dialog.opened.reason.text().replace("\u00a0", " ")
    assert dialog.created is None
    dialog.date.set_value(date(2017, 12, 4))
    dialog.open_procedure()
    assert procedure_view.view(office, dialog.created).scheme == "emplois_avenir"


def test_a_scheme_is_found_by_typing_and_opened_by_the_keyboard_alone(office, dialog, press):
    dialog.show()
    picker = dialog.scheme.editor
    assert dialog.save.forbidden
    picker.search.setText("carte vitale")
    assert set(picker.labels()) >= {"Assurance maladie", "Complémentaire santé solidaire"}
    first = picker.value()
    assert not dialog.save.forbidden
    press(picker.search, Qt.Key.Key_Down)
    assert picker.value() not in (None, first)
    press(picker.search, Qt.Key.Key_Up)
    assert picker.value() == first
    summary = office.catalogue.schemes[first].current.summary
    assert summary in dialog.summary.text()
    press(dialog, Qt.Key.Key_Return)
    assert procedure_view.view(office, dialog.created).scheme == first


def test_words_that_mean_nothing_say_so_and_forbid_to_open(dialog):
    dialog.show()
    dialog.scheme.editor.search.setText("zzzz")
    assert dialog.scheme.editor.none.isVisible()
    assert dialog.scheme.editor.value() is None
    assert dialog.save.forbidden


def test_families_are_headings_and_what_one_opens_most_is_first(office, shown):
    lea = create(office)
    procedures.open_procedure(office, lea, "mdph", department="38")
    dialog = OpeningDialog(shown(QWidget()), Desk(office), lea)
    rows = dialog.scheme.editor.list.rows.rows
    assert [row.title for row in rows if isinstance(row, Group)][:2] == ["Souvent ouverts", "Logement et hébergement"]
    assert rows[1].id == "mdph"
    assert sum(getattr(row, "id", "") == "mdph" for row in rows) == 1
    assert len(dialog.scheme.editor.labels()) == len(office.catalogue.schemes)
