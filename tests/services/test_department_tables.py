# SPDX-License-Identifier: AGPL-3.0-or-later
"""The délai anormalement long of each département: shown with its source, completed by the office, reckoned again."""

from __future__ import annotations

from datetime import date

import pytest

from app.services import procedure_view, procedures, territories
from app.services.refusals import Refusal
from tests.services.desk import create, refused

TABLE = "table.long_delay"


def view(office):
    return next(each for each in territories.territories(office) if each.id == TABLE)


@pytest.fixture
def request_of_lea(office):
    lea = create(office)
    made = procedures.open_procedure(office, lea, "social_housing_request", date(2026, 3, 23), "38").created
    procedures.note_event(office, made, "filed", date(2026, 3, 23), {})
    procedures.note_event(office, made, "registered", date(2026, 3, 31), {"number": "038260312345611389"})
    return made


def dates(office, procedure):
    return {each.key: each.due for each in procedure_view.view(office, procedure).deadlines}


def test_the_table_is_shown_with_its_sources_and_what_is_not_known(office):
    shown = view(office)
    assert shown.text.replace("\u00a0", " ") == "31 : 36, 34 : 36, 48 : 13"
    assert (shown.to_confirm, shown.corrected) == (True, False)
    told = shown.source.replace("\u00a0", " ")
    assert "34, préfecture de l’Hérault (relu le 21/11/2026)" in told
    assert "les autres départements sont inconnus" in told


def test_an_office_completes_it_and_its_deadlines_follow(office, request_of_lea):
    assert "LONG_DELAY_ASK" in dates(office, request_of_lea)
    changes = territories.set_territory(office, TABLE, "31 : 36, 34 : 36, 48 : 13 mois, Isère : 25")
    assert changes.verb == "territory_corrected"
    # 25 months from 31 March 2026: there is no 31 April 2028.
    assert dates(office, request_of_lea)["LONG_DELAY"] == date(2028, 4, 30)
    assert "LONG_DELAY_ASK" not in dates(office, request_of_lea)
    assert view(office).corrected
    assert view(office).text.replace("\u00a0", " ") == "31 : 36, 34 : 36, 38 : 25, 48 : 13"
    territories.set_territory(office, TABLE, "")
    assert "LONG_DELAY" not in dates(office, request_of_lea)
    assert not view(office).corrected


@pytest.mark.parametrize("typed", ["99 : 12", "Nullepart : 12", "20 : 12", ": 12"])
def test_a_departement_that_is_none_is_refused_beside_the_field(office, typed):
    with refused(Refusal.UNKNOWN_DEPARTMENT if typed != ": 12" else Refusal.NOT_A_NUMBER, TABLE):
        territories.set_territory(office, TABLE, typed)
    assert not view(office).corrected


@pytest.mark.parametrize("typed", ["38 : 0", "38 : 121", "38 : deux", "38 :", "31 34 : 12"])
def test_months_that_are_none_are_refused_beside_the_field(office, typed):
    with refused(Refusal.NOT_A_NUMBER, TABLE):
        territories.set_territory(office, TABLE, typed)
    assert not view(office).corrected


def test_what_the_catalogue_says_already_is_no_correction(office):
    territories.set_territory(office, TABLE, "31 : 36, 34 : 30")
    assert view(office).months == {"31": 36, "34": 30, "48": 13}
    assert view(office).corrected
    territories.set_territory(office, TABLE, "31 : 36")
    assert not view(office).corrected
