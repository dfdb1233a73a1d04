# SPDX-License-Identifier: AGPL-3.0-or-later
"""The schemes that are shipped say what the law says, and their worked situations leave no rule untried."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from app.schemes import situations
from app.schemes.deadlines import deadlines_of
from app.schemes.events import Event
from app.schemes.faults import SchemeRefusal
from app.schemes.noting import accepted
from app.schemes.procedures import stages_passed

# In the rules of 2013 a call is not an event: its situation notes one to show that it does not count.
KNOWN_ELSEWHERE = {("visits_only_in_2013", "contact")}


@pytest.fixture(scope="module")
def worked(real):
    return situations.read(real)


def expected(worked, key):
    return {(each.scheme.id, name) for each in worked for name in each.expected.get(key, {})}


PRIMARY = {"dalo", "daho", "domiciliation", "siao_request", "social_housing_request", "subsidised_contract"}
PRIMARY |= {"youth_guarantee"}


def test_every_scheme_has_its_worked_situations(worked, real):
    counted = Counter(each.scheme.id for each in worked)
    assert set(counted) == set(real.schemes)
    assert set(real.schemes) > PRIMARY
    assert all(counted[scheme] >= 15 for scheme in PRIMARY)
    assert all(count >= 2 for count in counted.values())
    assert counted.total() >= 120
    names = [(each.scheme.id, each.id) for each in worked]
    assert len(set(names)) == len(names)


def test_every_deadline_is_reckoned_in_a_situation(real, worked):
    rules = {
        (scheme.id, name) for scheme in real.schemes.values() for each in scheme.editions for name in each.deadlines
    }
    assert ("dalo", "RELOG") in rules
    assert rules - expected(worked, "due") == set()


def test_every_criterion_is_found_likely_and_not_likely(real, worked):
    verdicts = {
        (each.scheme.id, name, verdict == "likely")
        for each in worked
        for name, verdict in each.expected.get("criteria", {}).items()
    }
    criteria = {(scheme.id, each.id) for scheme in real.schemes.values() for each in scheme.current.criteria}
    assert ("dalo", "S6_overcrowded") in criteria
    assert {(*name, likely) for name in criteria for likely in (True, False)} - verdicts == set()


def test_every_event_of_a_situation_could_have_been_noted(worked):
    refused = {(each.id, event.name): said for each in worked for event, said in refusals(each)}
    assert set(refused) == KNOWN_ELSEWHERE


def refusals(situation):
    """Note the events of a situation one after the other, as an administrator would."""
    edition = situation.scheme.edition_on(situation.opened)
    place = {"opened": situation.opened, "department": situation.department}
    for rank, event in enumerate(situation.events):
        before = situation.events[:rank]
        deadlines = deadlines_of(edition, before, answers=situation.answers, settings=situation.settings, **place)
        passed = stages_passed(edition, before, deadlines, opened=situation.opened, today=event.on)
        try:
            accepted(edition, passed, event, today=event.on, role="administrator")
        except SchemeRefusal as refusal:
            yield event, str(refusal)


def test_the_appeals_to_the_commission_do_not_exist_in_mayotte(real):
    excluded = {name for name, scheme in real.schemes.items() if "976" in scheme.current.not_in}
    assert {"dalo", "daho"} <= excluded
    assert "domiciliation" not in excluded


def test_only_a_manager_decides_on_a_domiciliation(real):
    for edition in real.schemes["domiciliation"].editions:
        for name in ("granted", "refused", "struck_off"):
            assert edition.events[name].recorded_by == {"manager", "administrator"}, name
        for name in ("requested", "interview", "ready", "end_proposed"):
            assert not edition.events[name].recorded_by, name


def test_a_refusal_says_why_and_asks_where_else_to_go(real):
    edition = real.schemes["domiciliation"].current
    asks = {ask.id: ask.required for ask in edition.events["refused"].asks}
    assert asks["motive"]
    assert asks["reasons"]
    assert {"orientation_kind", "orientation"} <= asks.keys()
    demanded = [rule for rule in edition.leads_to if rule.demanded]
    assert [(rule.event, rule.basis) for rule in demanded] == [("oriented", "CASF, art.\u00a0L. 264-4")]
    assert all(ask.required for ask in edition.events["oriented"].asks)


def test_no_domiciliation_ever_ends_by_itself(real):
    for edition in real.schemes["domiciliation"].editions:
        assert edition.deadlines["DOM_ABSENCE"].act in ("contact", "visited")
        assert not [rule.id for rule in edition.deadlines.values() if rule.lapses_to]
        assert not edition.stages[edition.events["end_proposed"].to].closed


def test_the_register_of_contacts_feeds_domiciliation_since_2016(real):
    editions = {each.id: each.events for each in real.schemes["domiciliation"].editions}
    assert "contact" not in editions["2013"]
    assert all(not editions[name]["contact"].asks and not editions[name]["contact"].to for name in ("2016", "2019"))


def test_a_contact_before_the_decision_counts_no_absence(real):
    edition = real.schemes["domiciliation"].current
    events = [Event("requested", date(2026, 2, 9)), Event("contact", date(2026, 2, 20))]
    found = {each.id for each in deadlines_of(edition, events, opened=date(2026, 2, 9), department="45")}
    assert "DOM_REPLY" in found
    assert "DOM_ABSENCE" not in found
