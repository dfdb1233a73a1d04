# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart in words: what is read aloud, shown in the strip and listed in the table."""

from __future__ import annotations

from datetime import date

import pytest

from app.schemes.chart import Segment
from app.schemes.chart_placed import Mark
from app.schemes.chart_time import Window
from app.schemes.chart_words import (
    due_of,
    hint_dots,
    hint_flags,
    read_bar,
    read_dots,
    read_flags,
    say_period,
    say_stage,
    table_of,
)
from tests.lea_pathway import PATHWAY, TODAY

BARS = {bar.id: bar for bar in PATHWAY.bars}


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window("two_years", date(2025, 4, 1)), "avril 2025 – mars 2027"),
        (Window("quarter", date(2026, 8, 1)), "août – novembre 2026"),
        (Window("week", date(2026, 11, 12)), "12 – 25 novembre 2026"),
        (Window("week", date(2026, 10, 1)), "1er – 14 octobre 2026"),
        (Window("month", date(2026, 10, 19)), "19 oct. – 29 novembre 2026"),
        (Window("week", date(2026, 12, 28)), "28 déc. 2026 – 10 janvier 2027"),
        (Window("ten_years", date(2019, 1, 1)), "2019 – 2028"),
    ],
)
def test_the_period_in_words(window: Window, words: str):
    assert say_period(window) == words


def test_a_period_may_be_said_shortly():
    assert say_period(Window("two_years", date(2025, 9, 1)), short=True) == "sept. 2025 – août 2027"


@pytest.mark.parametrize(
    ("segment", "words"),
    [
        (Segment(date(2026, 10, 20), None, "review"), "en instruction depuis le 20 octobre 2026"),
        (Segment(date(2026, 2, 1), date(2027, 1, 31), "active"), "en cours depuis le 1er février 2026"),
        (
            Segment(date(2025, 5, 12), date(2025, 5, 26), "sent"),
            "démarche transmise, du 12 mai 2025 au 26 mai 2025",
        ),
        (Segment(date(2026, 11, 24), date(2027, 1, 4), "planned"), "suite prévue jusqu’au 4 janvier 2027"),
        (Segment(date(2027, 1, 4), None, "active", "Accueil"), "Accueil à partir du 4 janvier 2027"),
    ],
)
def test_a_stage_in_words(segment: Segment, words: str):
    assert say_stage(segment, TODAY) == words


def test_a_procedure_is_read_by_its_stage_and_its_next_deadline():
    reading = read_bar(BARS["recourse"], TODAY)
    assert reading.title == "Recours DALO · en instruction depuis le 20 octobre 2026"
    assert reading.text.startswith("Décision au plus tard le 4 janvier 2027, dans 41 jours.")


def test_a_procedure_without_a_deadline_is_read_by_its_sentence():
    assert read_bar(BARS["nursery"], TODAY).text == BARS["nursery"].sentence


def test_a_kept_or_lost_deadline_no_longer_presses():
    assert read_bar(BARS["housing-fund"], TODAY).text == BARS["housing-fund"].sentence


def test_several_events_are_read_one_after_the_other():
    bar = BARS["recourse"]
    first, second, _ = bar.dots
    reading = read_dots(Mark(0, bar, first, ((bar, second),)))
    assert reading.title == "Recours DALO · 2 événements"
    assert reading.text == (
        "14 septembre 2026, Recours déposé\u202f; 25 septembre 2026, Accusé de réception, complément demandé."
    )


def test_a_deadline_is_read_with_its_date_and_distance():
    bar = BARS["recourse"]
    reading = read_flags(Mark(0, bar, bar.flags[0]), TODAY)
    assert reading.title == "Recours DALO · décision attendue, 4 janvier 2027, dans 41 jours"


def test_a_tooltip_is_one_line():
    lost = BARS["housing-fund"]
    assert hint_flags(Mark(0, lost, lost.flags[0]), TODAY) == "FSL\u00a0: recours, 4 sept. 2025, délai passé"
    dot = BARS["domiciliation"].dots[2]
    assert hint_dots(Mark(0, BARS["domiciliation"], dot), TODAY) == "Contact au CCAS · 19 nov."
    assert hint_dots(Mark(0, lost, dot, ((lost, dot),)), TODAY).endswith("(et 1 de plus)")


def test_the_table_has_every_stage_event_and_deadline_in_time():
    rows = table_of(PATHWAY)
    assert len(rows) == sum(len(bar.segments) + len(bar.dots) + len(bar.flags) for bar in PATHWAY.bars)
    assert [row.on for row in rows] == sorted(row.on for row in rows)
    asked = [row for row in rows if row.bar_id == "recourse" and row.on == date(2026, 10, 20)]
    assert {(row.lane, row.what, row.state) for row in asked} == {
        ("Logement et hébergement", "En instruction", "En cours"),
        ("Logement et hébergement", "Complément reçu par la commission.", "Fait daté"),
    }


def test_deadlines_are_listed_by_group_and_advice_is_not_overdue():
    found = [(due.group, due.bar.label, due.flag.on) for due in due_of(PATHWAY)]
    assert found == [
        ("overdue", "Contrat aidé", date(2026, 11, 2)),
        ("advised", "Domiciliation", date(2026, 10, 8)),
        ("soon", "Complémentaire santé solidaire", date(2026, 11, 30)),
        ("soon", "Domiciliation", date(2026, 12, 8)),
        ("soon", "Prime d’activité", date(2026, 12, 10)),
        ("later", "Recours DALO", date(2027, 1, 4)),
        ("later", "Contrat aidé", date(2027, 2, 1)),
        ("later", "Demande de logement social", date(2027, 6, 18)),
    ]


def test_the_table_never_calls_advice_overdue():
    advised = [row.state for row in table_of(PATHWAY) if row.what.startswith("Conseillé, à faire")]
    assert advised == ["Conseillée, à faire"]
