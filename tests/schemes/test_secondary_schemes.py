# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lighter schemes are real ones: stages, deadlines or a written reason why none, documents, situations, a form."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from app.schemes import situations
from app.schemes.deadlines import deadlines_of
from app.schemes.events import Event
from app.schemes.faults import SchemeRefusal

PROGRAMMES = (
    "programme_parent_centre",
    "programme_young_leavers",
    "programme_culture",
    "programme_elderly",
    "programme_disabled_work",
    "programme_plai",
    "programme_homeless",
    "programme_school_meals",
    "programme_coordination",
)
SECONDARY = (
    "fsl",
    "eviction_prevention",
    "over_indebtedness",
    "complementary_health",
    "state_medical_aid",
    "basic_health_cover",
    "rsa",
    "mdph",
    "iae",
    "faj",
    "masp",
    "rental_intermediation",
    "housing_support",
    "emplois_avenir",
    "budget_advice",
    "hospital_access",
    "literacy",
    "parenting",
    "early_childhood",
    "activity_bonus",
    "legal_aid",
    "action_logement",
    *PROGRAMMES,
)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def counted(real):
    return Counter(each.scheme.id for each in situations.read(real))


@pytest.mark.parametrize("name", SECONDARY)
def test_a_lighter_scheme_is_a_real_one(real, counted, name):
    edition = real.schemes[name].current
    assert len(edition.stages) >= 3
    assert len(edition.documents) >= 3
    assert edition.criteria
    assert counted[name] >= 2
    assert real.form(edition).id == name


@pytest.mark.parametrize("name", SECONDARY)
def test_a_scheme_without_deadline_says_why(real, name):
    edition = real.schemes[name].current
    reasons = [each for each in edition.reservations if each.startswith("Aucune échéance")]
    assert bool(edition.deadlines) != bool(reasons)


@pytest.mark.parametrize("name", SECONDARY)
def test_nobody_is_sent_a_slip_and_everybody_agrees_first(real, name):
    for edition in real.schemes[name].editions:
        assert edition.reply == "deposit"
        assert edition.agreement_needed
        assert {"filed", "acknowledged", "incomplete"} <= set(edition.events)


@pytest.mark.parametrize("name", SECONDARY)
def test_what_is_open_today_has_rules_today(real, name):
    if name == "emplois_avenir":
        with pytest.raises(SchemeRefusal):
            real.schemes[name].edition_on(TODAY)
    else:
        assert real.schemes[name].edition_on(TODAY) is real.schemes[name].current


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_programme_is_entered_and_left(real, name):
    edition = real.schemes[name].current
    assert edition.stages[edition.events["accepted"].to].shade == "active"
    assert edition.stages[edition.events["ended"].to].closed
    assert not any(rule.verified for rule in edition.deadlines.values())


def test_an_order_to_pay_of_today_asks_when_the_lease_was_signed(real):
    editions = {each.id: each for each in real.schemes["eviction_prevention"].editions}
    assert [ask.id for ask in editions["2023"].events["payment_order"].asks] == ["lease_signed", "amount"]
    assert [ask.id for ask in editions["2013"].events["payment_order"].asks] == ["amount"]


def test_the_winter_truce_is_the_one_of_its_time(real):
    said = {each.id: each.deadlines["EV_VACATE"].consequence for each in real.schemes["eviction_prevention"].editions}
    assert "15 mars" in said["2013"]
    assert all("31 mars" in said[name] for name in ("2014", "2023"))


def test_the_information_on_the_mediation_appeal_waits_until_it_is_handed(real):
    edition = real.schemes["eviction_prevention"].current
    order = Event("order_to_vacate", date(2026, 6, 1))
    handed = Event("dalo_information", date(2026, 6, 3))
    for events, closed in (([order], None), ([order, handed], handed.on)):
        found = deadlines_of(edition, events, opened=date(2026, 1, 5), department="45")
        assert {each.id: each.closed_on for each in found}["EV_DALO_INFO"] == closed
    assert real.form(edition, "information").id == "eviction_dalo_information"


def test_silence_on_complementary_cover_is_agreement_only_where_the_text_was_read(real):
    editions = {each.id: each for each in real.schemes["complementary_health"].editions}
    assert editions["2013"].deadlines["CSS_DECISION"].lapses_to == "deemed_granted"
    assert editions["2019"].deadlines["CSS_DECISION"].lapses_to is None
    assert not editions["2019"].deadlines["CSS_DECISION"].verified
