# SPDX-License-Identifier: AGPL-3.0-or-later
"""The primary schemes of lodging and employment: what their rules must never say, and what they must always ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.schemes import situations
from app.schemes.deadlines import deadlines_for, deadlines_of
from app.schemes.events import Event
from app.schemes.faults import SchemeRefusal
from app.schemes.forms import missing
from app.schemes.noting import accepted
from app.schemes.procedures import stages_passed

WRITTEN = ("siao_request", "social_housing_request", "subsidised_contract", "youth_guarantee")


@pytest.fixture(scope="module")
def schemes(real):
    return {name: real.schemes[name] for name in WRITTEN}


def of(edition, *events, answers=None, department="38"):
    """The deadlines of a procedure opened on the day of its first event, by id."""
    opened = events[0].on
    found = deadlines_of(edition, events, opened=opened, department=department, answers=answers)
    return {each.id: each for each in found}


@pytest.mark.parametrize("name", WRITTEN)
def test_each_has_rules_for_2013_and_for_today(schemes, name):
    scheme = schemes[name]
    before, now = scheme.edition_on(date(2013, 10, 3)), scheme.edition_on(date(2026, 11, 22))
    assert before.id != now.id
    assert now.valid_to is None


@pytest.mark.parametrize("name", WRITTEN)
def test_each_has_at_least_twelve_situations_of_today_and_one_of_2013(schemes, real, name):
    worked = [each for each in situations.read(real) if each.scheme.id == name]
    editions = [each.scheme.edition_on(each.opened).id for each in worked]
    assert editions.count(schemes[name].current.id) >= 12
    assert schemes[name].edition_on(date(2013, 10, 3)).id in editions


@pytest.mark.parametrize("name", WRITTEN)
def test_no_rubric_is_printed_where_the_official_form_was_not_read(schemes, real, name):
    form = real.form(schemes[name].current)
    assert len(list(form.fields())) > 30
    assert [field.path for field in form.fields() if field.rubric] == []
    assert "person.birth_name" in {gap.path for gap in missing(form, {})}


@pytest.mark.parametrize("name", WRITTEN)
def test_no_form_keeps_a_social_security_number(schemes, name):
    named = [answer.label for edition in schemes[name].editions for answer in edition.answers.values()]
    assert named
    assert [label for label in named if "sécurité sociale" in label or "NIR" in label.split()] == []


def test_the_siao_has_no_legal_delay(schemes):
    for edition in schemes["siao_request"].editions:
        assert edition.deadlines
        assert {(rule.kind, rule.basis) for rule in edition.deadlines.values()} == {("advice", None)}


def test_emergency_shelter_asks_neither_permit_nor_resources(schemes):
    edition = schemes["siao_request"].current
    emergency = [each.id for each in edition.criteria if each.group == "emergency"]
    assert emergency == ["homeless_in_distress"]
    papers = {document.id: document.optional for document in edition.documents}
    assert [papers[name] for name in ("identity", "permit", "resources")] == [True, True, True]


def test_no_date_is_invented_when_the_prefect_s_delay_is_not_known(schemes):
    scheme = schemes["social_housing_request"]
    found = {each.id for each in deadlines_for(scheme, {"registered": ["2026-03-31"]}, department="38")}
    assert "LONG_DELAY_ASK" in found
    assert "LONG_DELAY" not in found
    known = {each.id for each in deadlines_for(scheme, {"registered": ["2026-03-31"]}, department="34")}
    assert "LONG_DELAY" in known
    assert "LONG_DELAY_ASK" not in known


@pytest.mark.parametrize("months", [1, 13, 24, 72])
def test_the_delay_of_the_certificate_prevails_everywhere(schemes, months):
    edition = schemes["social_housing_request"].current
    registered = Event("registered", date(2026, 3, 2), {"prefect_delay": months})
    for department in ("34", "38", "48"):
        found = of(edition, registered, department=department)
        assert {name for name in found if name.startswith("LONG")} == {"LONG_DELAY"}


def test_an_offer_never_ends_on_a_day_off(schemes):
    edition = schemes["social_housing_request"].current
    first = date(2026, 1, 1)
    for day in (first + timedelta(days=n) for n in range(365)):
        due = of(edition, Event("offered", day))["SH_OFFER"].due
        assert due.weekday() < 5
        assert timedelta(days=10) <= due - day <= timedelta(days=14)


def test_a_housing_request_is_never_struck_off_by_itself(schemes):
    for edition in schemes["social_housing_request"].editions:
        lapsing = {rule.id for rule in edition.deadlines.values() if rule.lapses_to}
        assert lapsing == {"SH_OFFER"}
        assert not edition.stages["lapsed"].closed


def test_a_contract_is_not_signed_before_the_aid_is_decided(schemes):
    edition = schemes["subsidised_contract"].current
    opened = date(2026, 2, 2)
    events = [Event("filed", opened)]
    signed = Event("signed", date(2026, 2, 3), {"contract": "cdd", "ends_on": date(2027, 2, 2)})
    passed = stages_passed(edition, events, (), opened=opened, today=signed.on)
    with pytest.raises(SchemeRefusal, match="ne peut pas être noté"):
        accepted(edition, passed, signed, today=signed.on)
    granted = Event("granted", opened, {"aid_from": opened, "aid_to": date(2027, 2, 1)})
    passed = stages_passed(edition, [*events, granted], (), opened=opened, today=signed.on)
    assert accepted(edition, passed, signed, today=signed.on) == signed


@pytest.mark.parametrize(
    ("exception", "expected"),
    [
        (None, "SC_CAP"),
        ("none", "SC_CAP"),
        ("senior", "SC_CAP_60"),
        ("disabled", "SC_CAP_60"),
        ("training", "SC_CAP_60"),
        ("pension", None),
    ],
)
def test_one_cap_at_most_is_shown(schemes, exception, expected):
    edition = schemes["subsidised_contract"].current
    granted = Event("granted", date(2026, 2, 20), {"aid_from": date(2026, 3, 1), "aid_to": date(2027, 2, 28)})
    found = of(edition, granted, answers={"cap_exception": exception} if exception else {})
    assert "SC_REVIEW" in found
    assert [name for name in found if name.startswith("SC_CAP")] == ([expected] if expected else [])


def test_the_youth_guarantee_did_not_exist_before_october_2013(schemes):
    scheme = schemes["youth_guarantee"]
    assert scheme.edition_on(date(2013, 10, 3)).short_title == "Garantie jeunes"
    with pytest.raises(SchemeRefusal):
        scheme.edition_on(date(2013, 10, 2))


def test_no_sanction_without_hearing_the_person(schemes):
    for edition in (each for each in schemes["youth_guarantee"].editions if "breach" in each.events):
        sanctions = [edition.events[f"sanction_{rank}"] for rank in (1, 2, 3)]
        assert {source for kind in sanctions for source in kind.sources} == {"observations"}
        assert all(kind.sort == "decision" for kind in sanctions)
        assert [edition.stages[kind.to].closed for kind in sanctions] == [False, False, True]
        assert not [rule.id for rule in edition.deadlines.values() if rule.lapses_to]


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_is_declared_by_the_fifth_of_the_next(schemes, month):
    edition = schemes["youth_guarantee"].current
    declared = Event("declared", date(2026, month, 3), {"next_month": date(2026, month, 1)})
    due = of(edition, declared)["YG_DECLARATION"].due
    assert (due.year, due.month, due.day) == (2026 + month // 12, month % 12 + 1, 5)
