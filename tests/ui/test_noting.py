# SPDX-License-Identifier: AGPL-3.0-or-later
"""Noting an event: what is asked agrees with the person, and nothing is noted before it was answered."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from app.services import procedure_view, procedures, sheet
from app.services.refusals import Refused
from app.ui.desk import Desk
from app.ui.procedures.noting import NotingDialog
from tests.people import furnish, write_lea


@pytest.fixture
def desk(office, qapp):
    return Desk(office)


@pytest.fixture
def lea(office):
    furnish(office)
    return write_lea(office)


@pytest.fixture
def renewing(desk, shown):
    """The dialog that notes a renewal on a procedure."""

    def show(procedure):
        return NotingDialog(shown(QWidget()), desk, procedure_view.view(desk.office, procedure), "renewal_requested")

    return show


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("mme", "Où reçoit-elle son courrier\u202f?"),
        ("m", "Où reçoit-il son courrier\u202f?"),
        ("", "Où la personne reçoit-elle son courrier\u202f?"),
    ],
)
def test_a_renewal_first_asks_where_the_mail_comes(desk, lea, renewing, title, said):
    sheet.set_field(desk.office, "person", lea.person, "title", title)
    dialog = renewing(lea.address)
    field = dialog.details.fields["mail_place"]
    assert field.editor.accessibleName() == said
    dialog.note()
    assert procedure_view.view(desk.office, lea.address).stage.id == "granted"
    assert (field.reason.text(), dialog.on.reason.text()) == ("À remplir.", "")
    field.editor.set_value("here")
    field.editor.edited.emit("here")
    dialog.note()
    assert procedure_view.view(desk.office, lea.address).stage.id == "renewal_requested"


def test_a_renewal_is_not_noted_without_that_answer(office, lea):
    with pytest.raises(Refused, match="misread"):
        procedures.note_event(office, lea.address, "renewal_requested", date(2026, 11, 2))
    procedures.note_event(office, lea.address, "renewal_requested", date(2026, 11, 2), {"mail_place": "elsewhere"})
    assert procedure_view.view(office, lea.address).stage.id == "renewal_requested"
