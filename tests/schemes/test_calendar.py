# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dates are those of domain.md §3.6, or were counted on a paper calendar."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.schemes.calendar import (
    add_months,
    easter,
    end_of_delay,
    holidays_of,
    months_between,
    next_working_day,
)
from app.schemes.definitions import Length

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        (date(2026, 11, 30), 3, "months", date(2027, 2, 28)),
        (date(2026, 8, 31), 6, "months", date(2027, 2, 28)),
        (date(2024, 2, 29), 12, "months", date(2025, 2, 28)),
        (date(2024, 2, 29), 1, "years", date(2025, 2, 28)),
        (date(2027, 8, 31), 6, "months", date(2028, 2, 29)),
        (date(2026, 1, 15), 6, "weeks", date(2026, 2, 26)),
        (date(2026, 2, 2), 10, "days", date(2026, 2, 12)),
        (date(2023, 2, 10), 2, "clear_months", date(2023, 4, 11)),
        (date(2026, 1, 12), 2, "clear_months", date(2026, 3, 13)),
        (date(2026, 2, 2), 10, "clear_days", date(2026, 2, 13)),
        (date(2026, 3, 2), 1, "year_less_a_day", date(2027, 3, 1)),
        (date(2024, 2, 29), 1, "year_less_a_day", date(2025, 2, 27)),
        (date(2026, 1, 1), 1, "year_less_a_day", date(2026, 12, 31)),
    ],
)
def test_a_delay_ends_when_the_law_says(start, count, unit, expected):
    assert end_of_delay(start, Length(count, unit)) == expected


def test_a_reminder_is_counted_backwards():
    assert end_of_delay(date(2027, 4, 30), Length(2, "months"), backwards=True) == date(2027, 2, 28)
    assert end_of_delay(date(2027, 1, 10), Length(2, "weeks"), backwards=True) == date(2026, 12, 27)


def test_months_are_added_to_the_start_and_never_one_after_another():
    one_by_one = add_months(add_months(date(2026, 1, 31), 1), 1)
    assert one_by_one == date(2026, 3, 28)
    assert add_months(date(2026, 1, 31), 2) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("day", "department", "expected"),
    [
        (date(2026, 3, 13), "", date(2026, 3, 13)),  # a Friday
        (date(2026, 3, 14), "", date(2026, 3, 16)),  # a Saturday
        (date(2023, 4, 10), "", date(2023, 4, 11)),  # Easter Monday
        (date(2026, 12, 25), "", date(2026, 12, 28)),  # a Friday, then the week-end
        (date(2025, 12, 26), "67", date(2025, 12, 29)),  # 26 December is a holiday in Alsace, then the week-end
        (date(2025, 12, 26), "45", date(2025, 12, 26)),
        (date(2027, 12, 20), "974", date(2027, 12, 21)),  # abolition of slavery, La Réunion
        (date(2021, 5, 1), "", date(2021, 5, 3)),  # a Saturday that is also a holiday
    ],
)
def test_a_court_delay_ends_on_a_working_day(day, department, expected):
    assert next_working_day(day, department) == expected


# The oracle knows days that are not public holidays everywhere there (Mi-Carême, Victor Schœlcher) and forgets Whit
# Monday in the three years of the solidarity day.
ORACLE = {"": "", "57": "57", "67": "6AE", "68": "6AE", "973": "973", "974": "974", "976": "976"}


@pytest.mark.parametrize("department", ORACLE)
def test_public_holidays_agree_with_the_oracle(department):
    known = holidays.country_holidays("FR", subdiv=ORACLE[department] or None, years=range(1990, 2060))
    for year in (year for year in range(1990, 2060) if year not in (2005, 2006, 2007)):
        assert holidays_of(year, department) == {day for day in known if day.year == year}, year


def test_each_overseas_departement_keeps_its_day():
    days = {code: holidays_of(2026, code) - holidays_of(2026) for code in ("971", "972", "973", "974", "976", "45")}
    assert days == {
        "971": {date(2026, 5, 27)},
        "972": {date(2026, 5, 22)},
        "973": {date(2026, 6, 10)},
        "974": {date(2026, 12, 20)},
        "976": {date(2026, 4, 27)},
        "45": frozenset(),
    }


def test_easter_falls_on_the_sundays_everyone_knows():
    assert [easter(year) for year in (2000, 2008, 2011, 2024, 2026, 2038)] == [
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]


@given(DAYS, st.integers(-240, 240))
def test_adding_months_keeps_the_day_or_takes_the_last_of_the_month(day, count):
    moved = add_months(day, count)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(0, 5000))
def test_months_between_agree_with_adding_them(day, later):
    end = day + timedelta(days=later)
    whole = int(months_between(day, end))
    assert add_months(day, whole) <= end < add_months(day, whole + 1)
    assert (months_between(day, end) > whole) == (end > add_months(day, whole))


@given(DAYS, st.sampled_from(["", "67", "974"]))
def test_the_next_working_day_is_the_nearest(day, department):
    found = next_working_day(day, department)
    between = [day + timedelta(days=passed) for passed in range((found - day).days)]
    assert found.weekday() < 5
    assert found not in holidays_of(found.year, department)
    assert all(each.weekday() >= 5 or each in holidays_of(each.year, department) for each in between)
