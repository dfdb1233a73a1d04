# SPDX-License-Identifier: AGPL-3.0-or-later
"""Windows, zoom levels and the two bands of the axis."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.schemes.chart_time import EXTENTS, ZOOMS, Ruler, Window, axis, default_window, moved, revealing, window_around

TODAY = date(2026, 11, 24)
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def six_a_letter(text: str) -> float:
    return len(text) * 6


def test_the_default_window_is_the_two_years_of_the_picture():
    window = default_window(TODAY)
    assert (window.zoom, window.first, window.after) == ("two_years", date(2025, 4, 1), date(2027, 4, 1))


@pytest.mark.parametrize(
    ("zoom", "days"),
    [("week", 14), ("month", 42), ("quarter", 122), ("year", 396), ("two_years", 730), ("five_years", 1826)],
)
def test_each_zoom_has_its_length(zoom, days: int):
    assert Window(zoom, date(2026, 1, 1)).days in (days, days - 2, days - 1)


@given(st.sampled_from(ZOOMS), days)
def test_today_is_about_four_fifths_of_the_way(zoom, today: date):
    window = default_window(today, zoom)
    assert 0.54 < (today - window.first).days / window.days < 0.89


@given(st.sampled_from(ZOOMS), days, st.integers(-40, 40))
def test_moving_and_coming_back_is_staying(zoom, today: date, cells: int):
    window = default_window(today, zoom)
    assert moved(moved(window, cells), -cells) == window


@example("quarter", TODAY, date(2025, 1, 30))
@given(st.sampled_from(ZOOMS), days, days)
def test_revealing_shows_the_day(zoom, today: date, day: date):
    window = default_window(today, zoom)
    assert revealing(window, day).shows(day)
    assert revealing(window, today) == window


@given(st.sampled_from(ZOOMS), days, st.floats(0, 1))
def test_zooming_keeps_the_day_under_the_pointer_in_sight(zoom, day: date, share: float):
    window = window_around(zoom, day, share)
    slack = 1.2 * window.days / len(axis(Ruler(window, 800), six_a_letter).lower)
    assert abs((day - window.first).days - share * window.days) <= slack + 1


@given(st.sampled_from(ZOOMS), days, st.floats(200, 3000))
def test_the_bands_cover_the_window_without_a_hole(zoom, today: date, width: float):
    bands = axis(Ruler(default_window(today, zoom), width), six_a_letter)
    for band in (bands.upper, bands.lower):
        if band:
            assert band[0].left == 0
            assert band[-1].right == width
            assert all(one.right == two.left for one, two in pairwise(band))


@pytest.mark.parametrize(
    ("zoom", "first", "width", "label"),
    [
        ("week", date(2026, 11, 23), 800, "lun. 23"),
        ("month", date(2026, 11, 23), 800, "23 nov."),
        ("quarter", date(2026, 11, 1), 800, "novembre"),
        ("year", date(2026, 11, 1), 800, "nov."),
        ("two_years", date(2026, 11, 1), 800, "N"),
        ("two_years", date(2026, 11, 1), 1100, "nov."),
        ("five_years", date(2026, 10, 1), 800, "T4"),
        ("ten_years", date(2026, 1, 1), 800, "2026"),
    ],
)
def test_the_lower_band_says_its_cells(zoom, first: date, width: int, label: str):
    assert axis(Ruler(Window(zoom, first), width), six_a_letter).lower[0].label == label


def test_paper_counts_in_quarters_called_by_their_month():
    bands = axis(Ruler(Window("two_years", date(2025, 4, 1)), 480), six_a_letter, "quarter_month")
    assert [cell.label for cell in bands.lower][:5] == ["avril", "juillet", "octobre", "janvier", "avril"]
    narrow = axis(Ruler(Window("two_years", date(2025, 4, 1)), 360), six_a_letter, "quarter_month")
    assert [cell.label for cell in narrow.lower][:4] == ["avr.", "juill.", "oct.", "janv."]


def test_years_are_written_where_they_begin_and_where_the_window_begins():
    bands = axis(Ruler(Window("two_years", date(2025, 4, 1)), 800), six_a_letter)
    assert [cell.label for cell in bands.upper] == ["2025", "2026", "2027"]
    assert [cell.start for cell in bands.lower if cell.strong] == [date(2026, 1, 1), date(2027, 1, 1)]


def test_a_year_with_no_room_is_not_written():
    bands = axis(Ruler(Window("two_years", date(2025, 12, 1)), 800), lambda text: len(text) * 10)
    assert [cell.label for cell in bands.upper] == ["", "2026", "2027"]


def test_weekends_are_told_apart_at_the_scale_of_days():
    bands = axis(Ruler(Window("week", date(2026, 11, 23)), 800), six_a_letter)
    assert [cell.start.day for cell in bands.lower if cell.rest] == [28, 29, 5, 6]
    assert [cell.label for cell in bands.upper] == ["novembre 2026", "décembre 2026"]


def test_a_day_is_found_again_under_its_own_place():
    ruler = Ruler(Window("two_years", date(2025, 4, 1)), 790)
    assert ruler.day_at(ruler.x(TODAY) + 0.01) == TODAY
    assert ruler.x(ruler.window.after) == pytest.approx(790)


def test_every_zoom_has_a_name():
    assert [EXTENTS[zoom].name for zoom in ZOOMS] == ["Semaine", "Mois", "Trimestre", "An", "2 ans", "5 ans", "10 ans"]
