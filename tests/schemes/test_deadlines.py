# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deadlines reckoned from events, on the shipped scheme and on the invented one. Dates counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from app.schemes.deadlines import deadlines_for, deadlines_of
from app.schemes.events import Event
from app.schemes.faults import SchemeRefusal

D = date.fromisoformat


def reckoned(scheme, department="45", opened=None, answers=None, settings=None, details=None, **occurrences):
    """Give {id: deadline} for events written as name=date or name=[dates]; `details` is {event name: details}."""
    events = [
        Event(name, D(day), (details or {}).get(name, {}))
        for name, days in occurrences.items()
        for day in ([days] if isinstance(days, str) else days)
    ]
    first = D(opened) if opened else min(event.on for event in events)
    found = deadlines_of(
        scheme.edition_on(first),
        events,
        opened=first,
        department=department,
        answers=answers or {},
        settings=settings or {},
    )
    return {each.id: each for each in found}


def dues(found):
    return {name: each.due.isoformat() for name, each in found.items()}


# Territory and period


@pytest.mark.parametrize(
    ("department", "on", "expected"),
    [
        ("45", "2026-08-31", {"DALO_DEC": "2026-11-30"}),
        ("974", "2026-08-31", {"DALO_DEC_DOM": "2027-02-28"}),
        ("38", "2026-08-31", {"DALO_DEC": "2026-11-30"}),
        ("38", "2013-06-03", {"DALO_DEC_2013": "2013-12-03"}),
        ("45", "2013-06-03", {"DALO_DEC": "2013-09-03"}),
        ("38", "2014-01-02", {"DALO_DEC": "2014-04-02"}),
        ("", "2026-08-31", {"DALO_DEC": "2026-11-30"}),
    ],
)
def test_only_the_decision_delay_of_the_place_and_time_is_listed(dalo, department, on, expected):
    found = reckoned(dalo, department, acknowledged=on)
    assert {name: due for name, due in dues(found).items() if name.startswith("DALO_DEC")} == expected


def test_the_period_is_that_of_the_acknowledgement_not_of_the_opening(dalo):
    late = reckoned(dalo, "38", opened="2013-12-20", acknowledged="2014-01-10")
    assert dues(late)["DALO_DEC"] == "2014-04-10"
    assert "DALO_DEC_2013" not in late


@pytest.mark.parametrize(
    ("department", "expected"),
    [("45", "2026-04-15"), ("38", "2026-07-15"), ("75", "2026-07-15"), ("974", "2026-07-15")],
)
def test_the_prefet_has_three_or_six_months(dalo, department, expected):
    assert dues(reckoned(dalo, department, recognised_housing="2026-01-15"))["RELOG"] == expected


def test_the_delay_of_the_letter_prevails_over_the_list(dalo):
    stated = {"recognised_housing": {"stated_delay": 3}}
    found = reckoned(dalo, "38", details=stated, recognised_housing="2026-01-15")
    assert dues(found)["RELOG"] == "2026-04-15"
    assert not found["RELOG"].to_confirm
    assert reckoned(dalo, "38", recognised_housing="2026-01-15")["RELOG"].to_confirm


def test_a_list_of_departements_may_be_corrected_in_the_settings(dalo):
    corrected = {"six_months_to_rehouse": ["83"]}
    assert dues(reckoned(dalo, "83", recognised_housing="2026-01-15"))["RELOG"] == "2026-04-15"
    found = reckoned(dalo, "83", settings=corrected, recognised_housing="2026-01-15")
    assert dues(found)["RELOG"] == "2026-07-15"
    found = reckoned(dalo, "38", settings=corrected, recognised_housing="2026-01-15")
    assert dues(found)["RELOG"] == "2026-04-15"


# Suspension


def test_an_incomplete_file_suspends_the_delay(dalo):
    found = reckoned(dalo, acknowledged="2026-09-21", incomplete="2026-10-06", completed="2026-10-20")
    assert dues(found)["DALO_DEC"] == "2027-01-04"  # 21 December, and 14 days
    assert not found["DALO_DEC"].suspended


def test_a_second_acknowledgement_also_says_that_the_file_is_complete(dalo):
    found = reckoned(dalo, acknowledged=["2026-09-21", "2026-10-20"], incomplete="2026-10-06")
    assert dues(found)["DALO_DEC"] == "2027-01-04"


def test_while_the_file_is_incomplete_nothing_runs_out(dalo):
    found = reckoned(dalo, acknowledged="2026-09-21", incomplete="2026-10-06")
    assert found["DALO_DEC"].suspended
    assert not found["DALO_DEC"].is_overdue(D("2030-01-01"))
    assert not {"GRAC", "REP"} & set(found)


def test_incomplete_before_any_acknowledgement_suspends_nothing(dalo):
    found = reckoned(dalo, filed="2026-09-01", incomplete="2026-09-10", acknowledged="2026-09-21")
    assert dues(found)["DALO_DEC"] == "2026-12-21"
    assert not found["DALO_DEC"].suspended


def test_two_suspensions_add_up(dalo):
    found = reckoned(
        dalo,
        acknowledged="2026-09-01",
        incomplete=["2026-09-10", "2026-10-10"],
        completed=["2026-09-15", "2026-10-20"],
    )
    assert dues(found)["DALO_DEC"] == "2026-12-16"  # 1 December, and 5 then 10 days


def test_a_request_after_the_end_suspends_nothing_any_more(dalo):
    found = reckoned(dalo, acknowledged="2026-01-15", incomplete="2026-04-16")
    assert dues(found)["DALO_DEC"] == "2026-04-15"
    assert found["DALO_DEC"].ran_out


def test_a_decision_ends_a_suspension(dalo):
    found = reckoned(dalo, acknowledged="2026-09-21", incomplete="2026-10-06", rejected="2026-10-16")
    assert not found["DALO_DEC"].suspended
    assert found["DALO_DEC"].closed_on == D("2026-10-16")


# Silence, appeals


def test_silence_opens_the_appeals(dalo):
    found = reckoned(dalo, acknowledged="2026-08-31")
    assert dues(found) == {"DALO_DEC": "2026-11-30", "GRAC": "2027-01-30", "REP": "2027-02-01"}  # 31 January: a Sunday
    assert (found["GRAC"].after, found["REP"].after) == ("DALO_DEC", "DALO_DEC")
    assert found["DALO_DEC"].after is None
    assert found["REP"].starts_on == D("2026-11-30")


def test_what_follows_a_silence_is_open_only_once_it_has_run_out(dalo):
    found = reckoned(dalo, acknowledged="2026-08-31")
    assert [found[name].is_open(D("2026-11-30")) for name in ("DALO_DEC", "GRAC", "REP")] == [True, False, False]
    assert [found[name].is_open(D("2026-12-01")) for name in ("DALO_DEC", "GRAC", "REP")] == [True, True, True]


def test_after_a_silence_no_appeal_is_said_lost(dalo):
    silent = reckoned(dalo, acknowledged="2026-01-12")
    told = reckoned(dalo, rejected="2026-01-12")
    assert "jamais montré comme perdu" in silent["REP"].consequence
    assert "jamais montré comme perdu" in silent["GRAC"].consequence
    assert "Recours perdu si la lettre indiquait" in told["REP"].consequence


def test_an_answer_in_time_leaves_no_silence(dalo):
    found = reckoned(dalo, acknowledged="2026-08-31", recognised_housing="2026-11-30")
    assert found["DALO_DEC"].closed_on == D("2026-11-30")
    assert set(found) == {"DALO_DEC", "RELOG", "TA4"}


def test_a_written_rejection_after_the_silence_opens_a_new_delay(dalo):
    found = reckoned(dalo, acknowledged="2026-08-31", rejected="2026-12-15")
    assert dues(found)["REP"] == "2027-02-16"
    assert found["REP"].after is None


@pytest.mark.parametrize(
    ("notified", "due"),
    [
        ("2023-02-10", "2023-04-11"),  # CE n° 496138
        ("2026-01-12", "2026-03-13"),
        ("2026-01-13", "2026-03-16"),  # 14 March is a Saturday
    ],
)
def test_the_annulment_suit_counts_clear_months_to_a_working_day(dalo, notified, due):
    found = reckoned(dalo, rejected="2023-01-03" if notified < "2024" else "2026-01-05", notified=notified)
    assert dues(found)["REP"] == due
    assert found["REP"].starts_on == D(notified)


def test_without_the_day_of_the_letter_the_earlier_date_counts(dalo):
    assert dues(reckoned(dalo, rejected="2026-01-12"))["REP"] == "2026-03-13"


def test_a_letter_notifies_the_decision_before_it_and_no_other(dalo):
    found = reckoned(dalo, rejected=["2026-01-12", "2026-06-01"], notified=["2026-01-20"], gracious_appeal="2026-03-01")
    assert found["REP"].starts_on == D("2026-06-01")


def test_a_gracious_appeal_in_time_moves_the_suit_to_its_own_silence(dalo):
    found = reckoned(dalo, rejected="2026-01-12", gracious_appeal="2026-03-02")
    assert found["GRAC"].closed_on == D("2026-03-02")
    assert dues(found)["GRAC_REPLY"] == "2026-05-02"
    assert (found["REP"].after, dues(found)["REP"]) == ("GRAC_REPLY", "2026-07-03")


def test_a_gracious_appeal_out_of_time_moves_nothing(dalo):
    found = reckoned(dalo, rejected="2026-01-12", gracious_appeal="2026-03-13")
    assert "GRAC_REPLY" not in found
    assert (found["REP"].after, dues(found)["REP"]) == (None, "2026-03-13")


def test_the_last_day_of_the_gracious_appeal_is_still_in_time(dalo):
    found = reckoned(dalo, rejected="2026-01-12", gracious_appeal="2026-03-12")
    assert dues(found)["GRAC_REPLY"] == "2026-05-12"
    assert found["REP"].after == "GRAC_REPLY"


def test_after_a_silence_a_gracious_appeal_is_never_too_late(dalo):
    found = reckoned(dalo, acknowledged="2026-01-12", gracious_appeal="2026-09-01")
    assert found["GRAC"].due < D("2026-09-01")
    assert dues(found)["GRAC_REPLY"] == "2026-11-01"
    assert found["REP"].after == "GRAC_REPLY"


def test_the_rejection_of_a_gracious_appeal_opens_the_suit_and_no_second_gracious_appeal(dalo):
    explicit = reckoned(dalo, rejected=["2026-01-12", "2026-04-01"], gracious_appeal="2026-02-12")
    assert dues(explicit)["REP"] == "2026-06-02"
    assert explicit["GRAC"].closed_on == D("2026-02-12")
    silent = reckoned(dalo, acknowledged="2026-01-12", gracious_appeal="2026-05-01", rejected="2026-06-15")
    assert "GRAC" not in silent
    assert silent["GRAC_REPLY"].closed_on == D("2026-06-15")


def test_a_gracious_appeal_known_alone_is_awaited(dalo):
    assert dues(reckoned(dalo, gracious_appeal="2026-03-02"))["GRAC_REPLY"] == "2026-05-02"


# After the decision


def test_the_injunction_suit_follows_the_silence_of_the_prefet(dalo):
    found = reckoned(dalo, recognised_housing="2026-01-14")
    assert (dues(found)["RELOG"], dues(found)["TA4"]) == ("2026-04-14", "2026-08-14")
    assert found["TA4"].after == "RELOG"
    assert (found["TA4"].verified, found["TA4"].basis) == (False, None)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("structure", {"HEB": "2026-02-26", "TA4": "2026-06-26"}),
        ("rhvs", {"HEB": "2026-02-26", "TA4": "2026-06-26"}),
        ("transition", {"TRANS": "2026-04-15", "TA4": "2026-08-17"}),  # 15 August is a holiday, a Saturday too
        ("residence", {"TRANS": "2026-04-15", "TA4": "2026-08-17"}),
        ("undetermined", {"HEB": "2026-02-26", "TA4_MIXED": "2026-08-17"}),
        (None, {"HEB": "2026-02-26", "TA4": "2026-06-26"}),
    ],
)
def test_hosting_delays_depend_on_what_the_decision_says(dalo, kind, expected):
    details = {"recognised_hosting": {"hosting_kind": kind}} if kind else {}
    assert dues(reckoned(dalo, details=details, recognised_hosting="2026-01-15")) == expected


def test_the_mixed_delay_opens_after_six_weeks_and_counts_after_three_months(dalo):
    details = {"recognised_hosting": {"hosting_kind": "undetermined"}}
    found = reckoned(dalo, details=details, recognised_hosting="2026-01-15", notified="2026-01-20")
    assert found["TA4_MIXED"].starts_on == D("2026-04-20")
    assert dues(found)["TA4_MIXED"] == "2026-08-20"
    assert not found["TA4_MIXED"].is_open(D("2026-02-26"))
    assert found["TA4_MIXED"].is_open(D("2026-02-27"))


def test_an_offer_in_time_leaves_no_suit(dalo):
    found = reckoned(dalo, recognised_housing="2026-01-14", offer_made="2026-04-14")
    assert set(found) == {"RELOG"}
    late = reckoned(dalo, recognised_housing="2026-01-14", offer_made="2026-04-15")
    assert late["TA4"].is_open(D("2026-04-16"))


def test_a_suit_already_filed_closes_its_deadline_and_awaits_the_judge(dalo):
    found = reckoned(dalo, recognised_housing="2026-01-14", injunction_suit="2026-05-04")
    assert found["TA4"].closed_on == D("2026-05-04")
    assert dues(found)["TA_RULE"] == "2026-07-04"
    assert found["TA_RULE"].awaits == "them"


@pytest.mark.parametrize("end", ["housed", "withdrawn", "closed", "moot"])
def test_a_closed_stage_stops_what_had_started(dalo, end):
    found = reckoned(dalo, filed="2026-01-05", acknowledged="2026-01-12", **{end: "2026-02-02"})
    assert {each.closed_on for each in found.values()} <= {D("2026-01-12"), D("2026-02-02")}
    assert found["DALO_DEC"].closed_on == D("2026-02-02")


# What the first scheme does not use


def test_validity_runs_a_year_less_a_day_from_the_date_written_on_the_card(card):
    detail = {"granted": {"valid_from": D("2026-03-02")}}
    found = reckoned(card, details=detail, granted="2026-02-20")
    assert dues(found) == {"VALID": "2027-03-01", "RENEW": "2027-01-01", "ABSENCE": "2026-05-20"}
    kept_as_text = {"granted": {"valid_from": "2026-03-02"}}
    assert dues(reckoned(card, details=kept_as_text, granted="2026-02-20"))["VALID"] == "2027-03-01"
    assert dues(reckoned(card, granted="2026-02-20"))["VALID"] == "2027-02-19"


def test_a_reminder_before_an_end_is_no_silence(card):
    found = reckoned(card, granted="2026-02-20")
    assert (found["RENEW"].after, found["RENEW"].kind) == (None, "advice")
    assert found["RENEW"].is_open(D("2026-02-21"))


def test_each_contact_starts_the_three_months_again(card):
    found = reckoned(card, granted="2026-01-05", visit=["2026-02-10", "2026-04-30"])
    assert dues(found)["ABSENCE"] == "2026-07-30"
    assert not found["ABSENCE"].is_overdue(D("2026-07-30"))
    assert found["ABSENCE"].is_overdue(D("2026-07-31"))


def test_an_excused_absence_is_not_overdue(card):
    found = reckoned(card, granted="2026-01-05", excused="2026-03-01")
    assert found["ABSENCE"].suspended
    assert not found["ABSENCE"].is_overdue(D("2026-12-31"))


def test_the_closing_decision_itself_may_be_contested(card):
    found = reckoned(card, granted="2026-01-05", ended="2026-06-01", notified="2026-06-08")
    assert found["VALID"].closed_on == D("2026-06-01")
    assert (dues(found)["CONTEST"], found["CONTEST"].closed_on) == ("2026-08-08", None)


def test_a_deadline_may_start_at_the_opening_and_depend_on_an_answer(card):
    likes = {"likes_sea": True}
    assert dues(reckoned(card, "974", opened="2026-01-05", answers=likes)) == {"ISLAND_GIFT": "2026-01-12"}
    assert reckoned(card, "974", opened="2026-01-05", answers={"likes_sea": False}) == {}
    assert reckoned(card, "974", opened="2026-01-05") == {}
    assert reckoned(card, "45", opened="2026-01-05", answers=likes) == {}
    assert reckoned(card, "974", opened="2019-01-05", answers=likes) == {}


def test_a_deadline_of_the_service_outlives_the_procedure(card):
    found = reckoned(card, year_ended="2026-12-31", ended="2027-01-05")
    assert (dues(found)["REPORT"], found["REPORT"].closed_on) == ("2027-01-30", None)


def test_clear_days_end_on_a_working_day(card):
    assert dues(reckoned(card, asked="2026-04-24"))["ANSWER"] == "2026-05-05"
    assert dues(reckoned(card, asked="2026-04-27"))["ANSWER"] == "2026-05-11"  # 8 May, then the week-end


# The answer without a dossier


def test_one_function_answers_without_a_dossier(dalo):
    found = deadlines_for(dalo, {"acknowledged": [D("2026-08-31")]}, department="974", opened=D("2026-08-31"))
    assert [(each.id, each.due.isoformat(), each.after) for each in found] == [
        ("DALO_DEC_DOM", "2027-02-28", None),
        ("GRAC", "2027-04-28", "DALO_DEC_DOM"),
        ("REP", "2027-04-29", "DALO_DEC_DOM"),
    ]
    assert found[0].basis == "CCH, art.\u00a0R. 441-15"


def test_events_of_one_day_are_taken_in_the_order_of_the_scheme(dalo):
    found = deadlines_for(dalo, {"notified": ["2026-01-12"], "rejected": ["2026-01-12"]}, department="45")
    assert {each.id for each in found} == {"GRAC", "REP"}


@pytest.mark.parametrize(
    ("occurrences", "department", "said"),
    [
        ({"acknowleged": ["2026-08-31"]}, "45", "ne connaît pas l’événement «\u00a0acknowleged\u00a0»"),
        ({"acknowledged": ["2026-02-31"]}, "45", "Cette date n’existe pas\u00a0: 2026-02-31."),
        ({"acknowledged": ["demain"]}, "45", "Cette date n’existe pas\u00a0: demain."),
        ({"acknowledged": ["2026-08-31"]}, "99", "Ce département n’existe pas\u00a0: 99."),
        ({"acknowledged": ["2026-08-31"]}, "45 ", "Ce département n’existe pas"),
        ({"acknowledged": ["1999-08-31"]}, "45", "aucune règle connue au 31/08/1999"),
        ({}, "45", "au moins un événement"),
    ],
)
def test_what_makes_no_sense_is_refused_in_french(dalo, occurrences, department, said):
    with pytest.raises(SchemeRefusal) as refusal:
        deadlines_for(dalo, occurrences, department=department)
    assert said in refusal.value.sentence


@pytest.mark.parametrize("code", ["01", "2A", "2B", "971", "978", "984", "986", "988"])
def test_every_departement_is_known(dalo, code):
    assert deadlines_for(dalo, {"acknowledged": ["2026-08-31"]}, department=code)
