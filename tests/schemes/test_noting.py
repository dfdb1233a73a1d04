# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which events may be noted, by whom, with which details."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.schemes import noting
from app.schemes.deadlines import deadlines_of
from app.schemes.events import Event
from app.schemes.faults import SchemeRefusal
from app.schemes.procedures import stages_passed

D = date.fromisoformat
TODAY = D("2026-11-24")


def passed(edition, *pairs, opened="2026-01-05"):
    events = [Event(name, D(on)) for name, on in pairs]
    deadlines = deadlines_of(edition, events, opened=D(opened), department="45")
    return stages_passed(edition, events, deadlines, opened=D(opened), today=TODAY)


def names(kinds):
    return [kind.id for kind in kinds]


def test_only_what_may_follow_is_offered(dalo):
    edition = dalo.current
    assert "recognised_housing" not in names(noting.offered(edition, passed(edition)))
    acknowledged = passed(edition, ("acknowledged", "2026-10-05"))
    assert {"recognised_housing", "rejected", "incomplete", "withdrawn"} <= set(
        names(noting.offered(edition, acknowledged))
    )
    assert noting.offered(edition, passed(edition, ("housed", "2026-10-05"))) == ()


def test_any_stage_means_an_open_one_unless_closed_ones_are_named(dalo):
    kind, stages = dalo.current.events["changed"], dalo.current.stages
    assert kind.sources == {"any"}
    assert kind.may_follow(stages["rejected"])
    assert not kind.may_follow(stages["housed"])
    everywhere = replace(kind, sources=frozenset({"any", "closed"}))
    assert everywhere.may_follow(stages["rejected"])
    assert everywhere.may_follow(stages["housed"])


def test_the_four_answers_offer_what_they_may_mean_now(dalo):
    edition = dalo.current
    acknowledged = passed(edition, ("acknowledged", "2026-10-05"))
    meant = {reply: names(noting.offered_for_reply(edition, acknowledged, reply)) for reply in edition.replies}
    assert meant == {
        "received": [],
        "missing": ["incomplete"],
        "yes": ["recognised_housing", "recognised_hosting"],
        "no": ["rejected", "moot"],
    }
    filed = passed(edition, ("filed", "2026-10-05"))
    assert names(noting.offered_for_reply(edition, filed, "received")) == ["acknowledged"]


def test_a_decision_kept_for_managers_is_not_offered_to_others(card):
    edition = card.current
    asked = passed(edition, ("asked", "2026-10-05"))
    assert "granted" not in names(noting.offered(edition, asked))
    assert "granted" in names(noting.offered(edition, asked, "manager"))
    assert "granted" in names(noting.offered(edition, asked, "administrator"))
    assert "refused" in names(noting.offered(edition, asked))
    event = Event("granted", D("2026-10-12"))
    assert noting.accepted(edition, asked, event, today=TODAY, role="manager") == event
    with pytest.raises(SchemeRefusal, match="que par un responsable"):
        noting.accepted(edition, asked, event, today=TODAY)


def test_an_event_of_the_service_is_not_offered_but_may_be_noted(card):
    edition = card.current
    assert "year_ended" not in names(noting.offered(edition, passed(edition)))
    assert noting.accepted(edition, passed(edition), Event("year_ended", D("2026-12-31")), today=TODAY)


def test_an_event_may_be_noted_late_on_the_stage_of_its_day(dalo):
    edition = dalo.current
    lapsed = passed(edition, ("filed", "2026-01-12"), ("acknowledged", "2026-02-02"))
    assert lapsed[-1].id == "deemed_rejected"
    assert noting.accepted(edition, lapsed, Event("incomplete", D("2026-03-02")), today=TODAY)
    with pytest.raises(SchemeRefusal, match="la démarche en est à"):
        noting.accepted(edition, lapsed, Event("incomplete", D("2026-06-02")), today=TODAY)


def test_on_a_day_of_change_both_stages_count(dalo):
    edition = dalo.current
    filed = passed(edition, ("filed", "2026-10-05"))
    assert noting.accepted(edition, filed, Event("acknowledged", D("2026-10-05")), today=TODAY)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (Event("recognised_housing", D("2026-10-12"), {"stated_delay": 0}), "un nombre de mois est attendu"),
        (Event("recognised_housing", D("2026-10-12"), {"stated_delay": "3"}), "un nombre de mois est attendu"),
        (Event("recognised_housing", D("2026-10-12"), {"stated_delay": True}), "un nombre de mois est attendu"),
        (Event("recognised_housing", D("2026-10-12"), {"colour": "red"}), "ne demande pas"),
        (Event("recognised_hosting", D("2026-10-12")), "il manque\u00a0: Ce que dit la décision"),
        (Event("recognised_hosting", D("2026-10-12"), {"hosting_kind": ""}), "il manque\u00a0: Ce que dit la décision"),
        (Event("recognised_hosting", D("2026-10-12"), {"hosting_kind": "castle"}), "ce choix n’est pas dans la liste"),
        (Event("rejected", D("2026-10-12"), {"appeals_stated": "oui"}), "répondez oui ou non"),
        (Event("incomplete", D("2026-10-12"), {"reply_by": "2026-10-20"}), "une date est attendue"),
        (Event("incomplete", D("2026-10-12"), {"missing": 3}), "un texte est attendu"),
        (Event("rejected", D("2026-11-25")), "n’est pas encore passé"),
        (Event("rejected", D("2026-10-01")), "la démarche en est à «\u00a0En préparation\u00a0»"),
        (Event("eaten", D("2026-10-12")), "ne connaît pas l’événement"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_in_french(dalo, event, said):
    edition = dalo.current
    acknowledged = passed(edition, ("acknowledged", "2026-10-05"))
    with pytest.raises(SchemeRefusal) as refusal:
        noting.accepted(edition, acknowledged, event, today=TODAY)
    assert said in refusal.value.sentence


def test_blank_details_are_left_out(dalo):
    edition = dalo.current
    acknowledged = passed(edition, ("acknowledged", "2026-10-05"))
    given = Event("recognised_housing", D("2026-10-12"), {"stated_delay": None})
    assert noting.accepted(edition, acknowledged, given, today=TODAY).details == {}
    kept = Event("recognised_housing", D("2026-10-12"), {"stated_delay": 3})
    assert noting.accepted(edition, acknowledged, kept, today=TODAY).details == {"stated_delay": 3}
