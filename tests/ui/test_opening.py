# SPDX-License-Identifier: AGPL-3.0-or-later
"""The opening dialog: schemes that nobody enters any more come last and say so."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from app.services import procedure_view
from app.ui.desk import Desk
from app.ui.procedures.opening import OpeningDialog
from tests.services.desk import create


@pytest.fixture
def dialog(office, shown):
    return OpeningDialog(shown(QWidget()), Desk(office), create(office))


def choose(dialog, scheme):
    dialog.scheme.editor.set_value(scheme)
    dialog.choose(scheme)


def test_closed_schemes_come_last_and_say_so(dialog):
    labels = [dialog.scheme.editor.itemText(at) for at in range(dialog.scheme.editor.count())]
    assert labels[-1] == "Emploi d’avenir (fermé aux entrées)"
    assert not any("fermé" in label for label in labels[:-1])
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
