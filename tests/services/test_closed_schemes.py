# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scheme closed to entries: refused beside the day, taken up for a day before, and what runs goes on."""

from __future__ import annotations

from datetime import date

import pytest

from app.services import procedure_view, procedures
from app.services.refusals import Refusal, Refused
from app.services.wording import sentence
from tests.services.desk import create

CLOSED = "emplois_avenir"


def test_nothing_opens_in_a_closed_scheme(office):
    lea = create(office)
    for day in (None, date(2018, 1, 1)):
        with pytest.raises(Refused) as caught:
            procedures.open_procedure(office, lea, CLOSED, day, "38")
        assert (caught.value.reason, caught.value.field) == (Refusal.MISREAD, "opened_on")
        assert "plus aucune entrée depuis le 1er janvier 2018" in sentence(caught.value).replace("\u00a0", " ")
    assert procedure_view.of_person(office, lea) == ()


def test_what_was_opened_before_is_taken_up_and_goes_on(office):
    lea = create(office)
    opened = procedures.open_procedure(office, lea, CLOSED, date(2017, 12, 4), "38").created
    for name, on in (("filed", date(2017, 12, 4)), ("accepted", date(2017, 12, 15)), ("reviewed", date(2020, 10, 6))):
        procedures.note_event(office, opened, name, on, {})
    shown = procedure_view.view(office, opened)
    assert (shown.stage.id, shown.edition.id) == ("accepted", "2012")
    assert {each.key: each.due for each in shown.deadlines}["EAV_END"] == date(2020, 12, 14)
