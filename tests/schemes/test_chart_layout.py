# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows, folding, merging, labels and gaps of the pathway chart, in abstract units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.schemes.chart import LANES, Bar, Chart, Dot, Flag, Segment
from app.schemes.chart_layout import gaps_of, place, rows_of, say_gap, within
from app.schemes.chart_placed import Rules
from app.schemes.chart_time import Ruler, Window, default_window
from tests.lea_pathway import PATHWAY

TODAY = date(2026, 11, 24)
WINDOW = Window("two_years", date(2025, 4, 1))


def width_of(text: str, *, bold: bool = False) -> float:
    return len(text) * (7 if bold else 6)


RULES = Rules(width_of)
RULER = Ruler(WINDOW, 730)  # one unit a day


def bar(name: str, start: str, end: str | None, lane: str = "budget", label: str = "", **more) -> Bar:
    segment = Segment(date.fromisoformat(start), date.fromisoformat(end) if end else None, "active")
    return Bar(name, lane, label or name, f"{name}.", (segment,), **more)


def flag(on: str, state: str, *, advice: bool = False) -> Flag:
    return Flag(date.fromisoformat(on), state, "terme", "Terme.", advice)


def dot(on: str) -> Dot:
    return Dot(date.fromisoformat(on), "fact", "Fait.")


def lane_of(*bars: Bar, ruler: Ruler = RULER, **more):
    (lane,) = place(Chart(bars, TODAY), ruler, RULES, **more).lanes
    return lane


def ids(rows) -> list[list[str]]:
    return [[placed.bar.id for placed in row.bars] for row in rows]


# Lanes and rows


def test_lanes_come_in_the_fixed_order_and_empty_ones_are_left_out():
    bars = [bar(lane, "2026-01-01", None, lane) for lane in ("language", "housing", "family")]
    assert [lane.id for lane in place(Chart(tuple(bars), TODAY), RULER, RULES).lanes] == [
        "housing",
        "family",
        "language",
    ]


def test_procedures_that_overlap_take_two_rows_and_those_that_follow_share_one():
    lane = lane_of(
        bar("a", "2026-01-01", "2026-03-01"), bar("b", "2026-02-28", "2026-06-01"), bar("c", "2026-03-01", "2026-04-01")
    )
    assert ids(lane.rows) == [["a", "c"], ["b"]]


def test_one_without_an_end_shares_its_row_with_nothing_that_follows():
    lane = lane_of(bar("open", "2025-05-01", None), bar("later", "2026-09-01", "2026-10-01"))
    assert ids(lane.rows) == [["open"], ["later"]]


def test_a_procedure_of_one_day_holds_that_day():
    lane = lane_of(bar("a", "2026-01-01", "2026-01-01"), bar("b", "2026-01-01", "2026-02-01"))
    assert len(lane.rows) == 2


def test_rows_do_not_depend_on_the_window():
    past = Ruler(Window("two_years", date(2023, 1, 1)), 730)
    assert [ids(lane.rows) for lane in place(PATHWAY, RULER, RULES).lanes] == [
        ids(lane.rows) for lane in place(PATHWAY, past, RULES).lanes
    ]


def five_at_once() -> list[Bar]:
    return [bar(f"p{index}", f"2026-0{index + 1}-01", "2026-11-30") for index in range(6)]


def test_beyond_four_rows_the_rest_folds_and_unfolds():
    lane = lane_of(*five_at_once())
    assert ids(lane.rows) == [["p0"], ["p1"], ["p2"], ["p3"]]
    assert [folded.id for folded in lane.folded] == ["p4", "p5"]
    unfolded = lane_of(*five_at_once(), unfolded=frozenset({"budget"}))
    assert len(unfolded.rows) == 6
    assert unfolded.folded == ()
    assert unfolded.foldable


def test_four_rows_do_not_fold():
    lane = lane_of(*five_at_once()[:4])
    assert not lane.foldable
    assert len(lane.rows) == 4


def test_what_presses_is_not_folded_away():
    bars = five_at_once()
    bars[5] = replace(bars[5], flags=(flag("2026-11-02", "overdue"),))
    lane = lane_of(*bars)
    assert "p5" in [one for row in ids(lane.rows) for one in row]
    assert "p3" in [folded.id for folded in lane.folded]


def test_a_sheet_keeps_only_what_touches_its_window():
    before = bar("before", "2024-01-01", "2025-04-01")
    touching = bar("touching", "2024-01-01", "2025-04-02")
    reminded = replace(before, id="reminded", flags=(flag("2025-06-01", "lost"),))
    kept = within(Chart((before, touching, reminded), TODAY), WINDOW)
    assert [one.id for one in kept.bars] == ["touching", "reminded"]


# Bars


def test_a_segment_is_never_too_short_to_be_seen_and_never_covers_its_neighbour():
    ten_years = Ruler(Window("ten_years", date(2019, 1, 1)), 365)
    stages = tuple(
        Segment(date(2026, 1, day), date(2026, 1, day + 2), shade)
        for day, shade in ((1, "preparation"), (3, "sent"), (5, "review"))
    )
    (placed,) = lane_of(Bar("quick", "rights", "Rapide", "Rapide.", stages), ruler=ten_years).rows[0].bars
    assert [one.right - one.left for one in placed.segments] == pytest.approx([3, 3, 3])
    assert placed.segments[0].left == ten_years.x(date(2026, 1, 1))
    assert all(one.right == two.left for one, two in pairwise(placed.segments))


def test_a_bar_says_what_the_window_cuts():
    (placed,) = lane_of(bar("long", "2024-01-01", None)).rows[0].bars
    assert placed.came_from
    assert placed.goes_on
    (short,) = lane_of(bar("short", "2025-04-01", "2026-01-01")).rows[0].bars
    assert not short.came_from
    assert not short.goes_on
    assert (short.left, short.right) == (0, 275)


# Marks


def test_two_flags_too_close_show_the_more_urgent_at_its_own_day():
    lane = lane_of(
        bar("a", "2026-01-01", None, flags=(flag("2026-06-01", "kept"), flag("2026-06-10", "overdue"))),
    )
    (mark,) = lane.rows[0].flags
    assert (mark.first.state, mark.count, mark.at) == ("overdue", 2, RULER.x(date(2026, 6, 10)))
    assert [member.state for _, member in mark.members] == ["kept", "overdue"]


def test_zooming_in_parts_them():
    close = bar("a", "2026-01-01", None, flags=(flag("2026-06-01", "kept"), flag("2026-06-10", "overdue")))
    lane = lane_of(close, ruler=Ruler(Window("quarter", date(2026, 4, 1)), 730))
    assert [mark.count for mark in lane.rows[0].flags] == [1, 1]


def test_a_past_advice_is_never_drawn_as_overdue():
    lane = lane_of(bar("a", "2026-01-01", None, flags=(flag("2026-10-08", "overdue", advice=True),)))
    assert lane.rows[0].flags[0].first.look == "soon"


def test_flags_of_two_procedures_in_one_row_merge_and_keep_their_procedures():
    lane = lane_of(
        bar("a", "2026-01-01", "2026-06-01", flags=(flag("2026-06-01", "kept"),)),
        bar("b", "2026-06-01", None, flags=(flag("2026-06-05", "soon"),)),
    )
    (mark,) = lane.rows[0].flags
    assert mark.bar.id == "b"
    assert [owner.id for owner, _ in mark.members] == ["a", "b"]


def test_dots_nine_apart_stay_two_and_eight_apart_become_one():
    apart = lane_of(bar("a", "2026-01-01", None, dots=(dot("2026-06-01"), dot("2026-06-10"))))
    assert [mark.count for mark in apart.rows[0].dots] == [1, 1]
    close = lane_of(bar("a", "2026-01-01", None, dots=(dot("2026-06-01"), dot("2026-06-09"))))
    assert [mark.count for mark in close.rows[0].dots] == [2]


def test_a_count_makes_room_for_itself():
    three = (flag("2026-06-01", "kept"), flag("2026-06-10", "kept"), flag("2026-06-20", "soon"))
    (mark,) = lane_of(bar("a", "2026-01-01", None, flags=three)).rows[0].flags
    assert (mark.count, mark.first.state) == (3, "soon")
    far = (flag("2026-06-01", "kept"), flag("2026-06-10", "kept"), flag("2026-06-24", "soon"))
    marks = lane_of(bar("a", "2026-01-01", None, flags=far)).rows[0].flags
    assert [mark.count for mark in marks] == [2, 1]


def test_a_flag_stands_at_its_day_even_when_its_bar_has_ended():
    lane = lane_of(bar("a", "2025-05-12", "2025-07-04", flags=(flag("2025-09-04", "lost"),)))
    assert lane.rows[0].flags[0].at == RULER.x(date(2025, 9, 4)) > lane.rows[0].bars[0].right


# Labels


def labels_of(*bars: Bar) -> dict[str, list[tuple[str, str]]]:
    (row, *_) = lane_of(*bars).rows
    return {placed.bar.id: [(label.place, label.text) for label in placed.labels] for placed in row.bars}


def test_a_label_goes_on_the_longest_stage_that_holds_it():
    stages = (
        Segment(date(2026, 1, 1), date(2026, 2, 1), "sent"),
        Segment(date(2026, 2, 1), date(2026, 8, 1), "review"),
    )
    (placed,) = lane_of(Bar("a", "rights", "Une démarche", "Une démarche.", stages)).rows[0].bars
    (label,) = placed.labels
    assert (label.segment, label.left) == (1, placed.segments[1].left + 7)


def test_a_stage_with_words_of_its_own_carries_them():
    stages = (
        Segment(date(2025, 6, 1), date(2026, 1, 1), "review"),
        Segment(date(2026, 1, 1), None, "active", "Accueil en crèche, 4 jours"),
    )
    found = labels_of(Bar("a", "family", "Crèche", "Crèche.", stages))
    assert found == {"a": [("inside", "Crèche"), ("inside", "Accueil en crèche, 4 jours")]}


def test_a_label_follows_the_window_when_its_bar_began_before():
    (placed,) = lane_of(bar("a", "2020-01-01", None, label="Ancienne démarche")).rows[0].bars
    assert placed.labels[0].left == 7


def test_a_label_that_does_not_fit_goes_before_then_after_its_bar():
    assert labels_of(bar("a", "2026-06-01", "2026-06-20", label="Recours")) == {"a": [("before", "Recours")]}
    assert labels_of(bar("a", "2025-04-02", "2025-04-20", label="Recours")) == {"a": [("after", "Recours")]}


def test_labels_beside_bars_do_not_cover_one_another():
    found = labels_of(
        bar("a", "2025-04-02", "2025-04-20", label="Première"), bar("b", "2025-07-01", "2025-07-20", label="Deuxième")
    )
    assert found == {"a": [("after", "Première")], "b": [("after", "Deuxième")]}


@pytest.mark.parametrize(
    ("ends", "expected"),
    [("2025-07-20", [("inside", "Accompagnement")]), ("2025-06-20", [("inside", "Accompagne…")]), ("2025-05-20", [])],
)
def test_a_label_is_cut_short_but_never_below_six_letters(ends: str, expected: list[tuple[str, str]]):
    crowded = bar("a", "2025-04-01", ends, label="Accompagnement"), bar("b", ends, None, label="Suite")
    assert labels_of(*crowded)["a"] == expected


def test_what_is_out_of_the_window_has_no_label():
    assert labels_of(bar("a", "2024-01-01", "2025-01-01", label="Passée")) == {"a": []}


# Gaps


def test_a_gap_of_more_than_ninety_days_is_said():
    bars = [bar("a", "2025-05-01", "2025-08-01"), bar("b", "2026-04-01", None)]
    (gap,) = lane_of(*bars).gaps
    assert (gap.start, gap.end, gap.words) == (date(2025, 8, 1), date(2026, 4, 1), "8\u00a0mois sans démarche")
    assert gap.left < gap.words_at < gap.right


@pytest.mark.parametrize(("days", "expected"), [(90, 0), (91, 1)])
def test_ninety_days_are_not_yet_a_gap(days: int, expected: int):
    first = bar("a", "2025-05-01", "2025-08-01")
    after = date(2025, 8, 1) + timedelta(days=days)
    assert len(gaps_of([first, bar("b", after.isoformat(), None)], TODAY)) == expected


def test_the_time_since_the_last_one_is_a_gap_up_to_today():
    assert gaps_of([bar("a", "2025-05-01", "2026-01-01")], TODAY) == [(date(2026, 1, 1), TODAY)]
    assert gaps_of([bar("a", "2025-05-01", None)], TODAY) == []


def test_a_gap_is_of_the_whole_lane():
    covering = bar("c", "2025-01-01", "2026-10-01")
    assert gaps_of([bar("a", "2025-05-01", "2025-06-01"), covering, bar("b", "2026-09-01", None)], TODAY) == []


def test_a_narrow_gap_is_drawn_without_words():
    narrow = lane_of(bar("a", "2025-04-01", "2025-05-01"), bar("b", "2025-08-05", None))
    assert narrow.gaps[0].words_at is None


@pytest.mark.parametrize(
    ("days", "words"),
    [(95, "3\u00a0mois"), (365, "1\u00a0an"), (700, "23\u00a0mois"), (820, "2\u00a0ans et 3\u00a0mois")],
)
def test_a_gap_in_words(days: int, words: str):
    assert say_gap(days) == f"{words} sans démarche"


# The picture


def test_the_demonstration_stands_as_in_the_picture():
    lanes = {lane.id: lane for lane in place(PATHWAY, Ruler(default_window(TODAY), 790), RULES).lanes}
    assert {name: ids(lane.rows) for name, lane in lanes.items()} == {
        "housing": [["social-housing"], ["shelter"], ["recourse"]],
        "rights": [["domiciliation"], ["activity-bonus"]],
        "employment": [["workshop", "training", "contract"]],
        "budget": [["budget-advice"], ["housing-fund", "over-indebtedness"]],
        "health": [["health-cover"]],
        "family": [["nursery"]],
    }
    assert [gap.words for gap in lanes["employment"].gaps] == ["8\u00a0mois sans démarche"]


# Whatever the chart


days = st.dates(date(2015, 1, 1), date(2032, 12, 31))


@st.composite
def bars_of_any_shape(draw):
    cuts = sorted(draw(st.lists(days, min_size=1, max_size=5)))
    stages = [Segment(one, two, "review") for one, two in pairwise(cuts)]
    if draw(st.booleans()) or not stages:
        stages.append(Segment(cuts[-1], None, "active"))
    return Bar(
        draw(st.uuids()).hex,
        draw(st.sampled_from(LANES)),
        draw(st.text("abcdé ·", min_size=1, max_size=30)),
        "Une démarche.",
        tuple(stages) if draw(st.integers(0, 9)) else (),
        tuple(Dot(day, "fact", "Fait.") for day in draw(st.lists(days, max_size=4))),
        tuple(Flag(day, "soon", "terme", "Terme.") for day in draw(st.lists(days, max_size=4))),
    )


charts = st.builds(lambda bars, today: Chart(tuple(bars), today), st.lists(bars_of_any_shape(), max_size=25), days)
rulers = st.builds(
    lambda zoom, first, width: Ruler(Window(zoom, first.replace(day=1)), width),
    st.sampled_from(["week", "month", "quarter", "year", "two_years", "five_years", "ten_years"]),
    days,
    st.floats(120, 4000),
)


@given(charts)
def test_no_two_bars_of_a_row_overlap(chart: Chart):
    for lane in LANES:
        rows = rows_of(one for one in chart.bars if one.lane == lane)
        for row in rows:
            assert all(one.span[1] <= two.span[0] for one, two in pairwise(row))


@given(charts, rulers)
def test_nor_do_they_once_placed(chart: Chart, ruler: Ruler):
    for lane in place(chart, ruler, RULES).lanes:
        for row in lane.rows:
            assert all(one.right <= two.left + 1e-6 for one, two in pairwise(row.bars))
            for placed in row.bars:
                assert all(one.right - one.left >= RULES.shortest - 1e-6 for one in placed.segments)


@given(charts, rulers)
def test_every_bar_is_somewhere(chart: Chart, ruler: Ruler):
    lanes = place(chart, ruler, RULES).lanes
    shown = [placed.bar for lane in lanes for row in lane.rows for placed in row.bars]
    folded = [one for lane in lanes for one in lane.folded]
    assert sorted(one.id for one in shown + folded) == sorted(one.id for one in chart.bars)
    assert all(len(lane.rows) <= RULES.rows for lane in lanes)


@given(charts, rulers)
def test_every_dot_and_flag_is_in_one_mark_and_marks_stay_apart(chart: Chart, ruler: Ruler):
    for lane in place(chart, ruler, RULES, frozenset(LANES)).lanes:
        for row in lane.rows:
            for marks, apart in ((row.dots, RULES.dots_apart), (row.flags, RULES.flags_apart)):
                assert all(two.at - one.at >= apart - 1e-6 for one, two in pairwise(marks))
            assert sum(mark.count for mark in row.dots) == sum(len(placed.bar.dots) for placed in row.bars)
            assert sum(mark.count for mark in row.flags) == sum(len(placed.bar.flags) for placed in row.bars)


@given(charts, rulers)
def test_labels_stay_in_the_window_and_apart(chart: Chart, ruler: Ruler):
    for lane in place(chart, ruler, RULES).lanes:
        for row in lane.rows:
            labels = sorted((label for placed in row.bars for label in placed.labels), key=lambda label: label.left)
            assert all(label.left >= 0 and label.left + label.width <= ruler.width for label in labels)
            assert all(one.left + one.width <= two.left for one, two in pairwise(labels))
