# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stages reached by events and by silence, and the discs drawn from them."""

from __future__ import annotations

from datetime import date

import pytest

from app.schemes.deadlines import deadlines_of
from app.schemes.events import Event
from app.schemes.procedures import stage_of, stages_passed, steps_of

D = date.fromisoformat


def events_of(*pairs):
    return [Event(name, D(on)) for name, on in pairs]


def stage(scheme, *pairs, today, opened="2026-01-05", department="45"):
    edition = scheme.edition_on(D(opened))
    return stage_of(edition, events_of(*pairs), opened=D(opened), department=department, today=D(today))


def passed(scheme, *pairs, today, opened="2026-01-05", department="45"):
    edition, events = scheme.edition_on(D(opened)), events_of(*pairs)
    deadlines = deadlines_of(edition, events, opened=D(opened), department=department)
    return stages_passed(edition, events, deadlines, opened=D(opened), today=D(today))


def test_a_procedure_just_opened_is_at_its_first_stage(dalo):
    now = stage(dalo, today="2026-01-05")
    assert (now.id, now.since, now.shade, now.closed) == ("draft", D("2026-01-05"), "preparation", False)


def test_dated_events_lead_from_stage_to_stage(dalo):
    now = stage(dalo, ("filed", "2026-01-12"), ("acknowledged", "2026-01-19"), today="2026-02-01")
    assert (now.id, now.label, now.since, now.by) == ("acknowledged", "En instruction", D("2026-01-19"), "acknowledged")


def test_what_is_noted_for_a_later_day_does_not_count_yet(dalo):
    pairs = (("filed", "2026-01-12"), ("acknowledged", "2026-01-19"))
    assert stage(dalo, *pairs, today="2026-01-18").id == "filed"
    assert stage(dalo, *pairs, today="2026-01-19").id == "acknowledged"


def test_events_count_by_date_whatever_the_order_in_which_they_are_noted(dalo):
    now = stage(dalo, ("acknowledged", "2026-01-19"), ("filed", "2026-01-12"), today="2026-02-01")
    assert now.id == "acknowledged"


def test_silence_changes_the_stage_the_day_after_the_last_day(dalo):
    pairs = [("acknowledged", "2026-01-19")]
    assert stage(dalo, *pairs, today="2026-04-19").id == "acknowledged"
    now = stage(dalo, *pairs, today="2026-04-20")
    assert (now.id, now.since, now.by, now.closed) == ("deemed_rejected", D("2026-04-20"), "DALO_DEC", False)


def test_a_late_decision_replaces_the_silence(dalo):
    pairs = [("acknowledged", "2026-01-19"), ("recognised_housing", "2026-05-04")]
    assert stage(dalo, *pairs, today="2026-05-03").id == "deemed_rejected"
    assert stage(dalo, *pairs, today="2026-05-04").id == "recognised_housing"


def test_a_decision_on_the_day_after_prevails_over_the_silence(dalo):
    pairs = [("acknowledged", "2026-01-19"), ("rejected", "2026-04-20")]
    assert [each.id for each in passed(dalo, *pairs, today="2026-06-01")] == ["draft", "acknowledged", "rejected"]


def test_no_silence_while_the_file_is_incomplete(dalo):
    pairs = [("acknowledged", "2026-01-19"), ("incomplete", "2026-02-02")]
    now = stage(dalo, *pairs, today="2026-12-31")
    assert (now.id, now.shade) == ("incomplete", "paused")


@pytest.mark.parametrize(
    "before", [[("filed", "2026-01-12")], [("filed", "2026-01-12"), ("acknowledged", "2026-01-19")]]
)
def test_once_completed_the_procedure_is_where_it_was(dalo, before):
    pairs = [*before, ("incomplete", "2026-02-02"), ("completed", "2026-02-09")]
    now = stage(dalo, *pairs, today="2026-02-10")
    assert (now.id, now.since) == (before[-1][0], D("2026-02-09"))


def test_the_silence_of_the_prefet_opens_the_injunction(dalo):
    pairs = [("recognised_housing", "2026-01-14")]
    assert stage(dalo, *pairs, today="2026-04-14").id == "recognised_housing"
    assert stage(dalo, *pairs, today="2026-04-15").id == "injunction_open"


def test_a_silence_does_not_undo_what_the_person_has_done_meanwhile(dalo):
    pairs = [("recognised_housing", "2026-01-14"), ("injunction_suit", "2026-04-01")]
    assert stage(dalo, *pairs, today="2026-06-01").id == "injunction_suit"


def test_the_silence_on_a_gracious_appeal_is_a_rejection(dalo):
    pairs = [("rejected", "2026-01-12"), ("gracious_appeal", "2026-02-12")]
    assert stage(dalo, *pairs, today="2026-04-12").id == "gracious_appeal"
    assert stage(dalo, *pairs, today="2026-04-13").id == "deemed_rejected"


def test_an_event_without_a_stage_changes_nothing(dalo):
    pairs = [("rejected", "2026-01-12"), ("notified", "2026-01-20"), ("changed", "2026-01-21")]
    assert [each.id for each in passed(dalo, *pairs, today="2026-02-01")] == ["draft", "rejected"]


def test_each_stage_ends_when_the_next_begins(dalo):
    stages = passed(dalo, ("filed", "2026-01-12"), ("acknowledged", "2026-01-19"), today="2026-12-31")
    assert [(each.id, each.since.isoformat(), each.until and each.until.isoformat()) for each in stages] == [
        ("draft", "2026-01-05", "2026-01-12"),
        ("filed", "2026-01-12", "2026-01-19"),
        ("acknowledged", "2026-01-19", "2026-04-20"),
        ("deemed_rejected", "2026-04-20", None),
    ]


def test_a_procedure_keeps_the_edition_of_its_opening(dalo):
    assert dalo.edition_on(D("2013-06-01")).id == "2013"
    assert dalo.edition_on(D("2023-09-30")).id == "2022"
    assert dalo.edition_on(D("2023-10-01")).id == "2023"
    assert dalo.edition_on(dalo.edition_on(D("2025-01-01")).valid_from) is dalo.current


def steps(dalo, *pairs, today):
    return [(each.id, each.state) for each in steps_of(dalo.current, passed(dalo, *pairs, today=today))]


def test_the_discs_say_what_is_done_what_is_on_and_what_is_to_come(dalo):
    pairs = [("filed", "2026-01-12"), ("acknowledged", "2026-01-19")]
    assert steps(dalo, *pairs, today="2026-02-01") == [
        ("prepared", "done"),
        ("filed", "done"),
        ("review", "current"),
        ("decision", "to_come"),
        ("offer", "to_come"),
        ("housed", "to_come"),
    ]
    paused = steps(dalo, *pairs, ("incomplete", "2026-01-26"), today="2026-02-01")
    assert paused[2] == ("review", "paused")
    assert steps(dalo, ("housed", "2026-01-26"), today="2026-02-01")[-1] == ("housed", "done")


def test_a_disc_says_when_it_was_reached_and_at_which_stage(dalo):
    stages = passed(dalo, ("acknowledged", "2026-01-19"), ("rejected", "2026-03-02"), today="2026-03-03")
    decision = steps_of(dalo.current, stages)[3]
    assert (decision.on, decision.stage.label) == (D("2026-03-02"), "Recours rejeté")
    assert steps_of(dalo.current, stages)[4].on is None


def test_abandoning_leaves_no_disc_current(dalo):
    found = steps(dalo, ("filed", "2026-01-12"), ("withdrawn", "2026-01-26"), today="2026-02-01")
    assert found[:3] == [("prepared", "done"), ("filed", "done"), ("review", "to_come")]
