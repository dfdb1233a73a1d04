# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counting delays and working days, as French law counts them.

Pure arithmetic: every function takes dates and gives dates. A delay is always added to its start date at once, never
month after month, so that 31 August plus six months is the last day of February.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.schemes.definitions import Length

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@dataclass(frozen=True)
class Season:
    """A period that comes back every year, its two days included, as (month, day); it may run over the new year."""

    first: tuple[int, int]
    last: tuple[int, int]


def end_of_delay(start: date, length: Length, *, backwards: bool = False) -> date:
    """Give the last day of a delay that starts on `start`; `backwards` counts before `start` instead.

    Source: code de procédure civile, articles 640 to 641; a clear delay (délai franc) counts neither its first nor its
    last day, hence one day more.
    """
    count = -length.count if backwards else length.count
    match length.unit:
        case "days":
            return start + timedelta(days=count)
        case "weeks":
            return start + timedelta(weeks=count)
        case "months":
            return add_months(start, count)
        case "years":
            return add_months(start, 12 * count)
        case "clear_days":
            return start + timedelta(days=count + 1)
        case "clear_months":
            return add_months(start, count) + _DAY
        case "year_less_a_day":
            return add_months(start, 12 * count) - _DAY
        case "months_less_a_day":
            return add_months(start, count) - _DAY
        case "end_of_month":
            return add_months(start.replace(day=1), count + 1) - _DAY
        case "day_of_next_month":
            month = add_months(start.replace(day=1), 1)
            return month.replace(day=min(count, monthrange(month.year, month.month)[1]))


def season_around(day: date, season: Season) -> tuple[date, date]:
    """Give the first and the last day of the period that holds a day, or of the next one."""
    over_new_year = season.last < season.first
    for year in (day.year - 1, day.year, day.year + 1):
        last = _day_of(year + over_new_year, season.last)
        if day <= last:
            return _day_of(year, season.first), last
    raise AssertionError("a period ends every year")


def _day_of(year: int, when: tuple[int, int]) -> date:
    """Give that day of a year; 29 February is the 28th in most years."""
    month, day = when
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(start: date, count: int) -> date:
    """Give the same day number `count` months later (earlier when negative), or the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    try:
        return start.replace(year=year, month=month + 1)
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


def months_between(start: date, end: date) -> float:
    """Give the months from `start` to `end`: the whole ones, and a fraction as soon as one day has passed beyond."""
    whole = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, whole) > end:
        whole -= 1
    return whole + min((end - add_months(start, whole)).days, 30) / 31


def next_working_day(day: date, department: str = "") -> date:
    """Give `day` itself, or the first day after it that is neither a Saturday, a Sunday nor a public holiday.

    Source: code de procédure civile, article 642.
    """
    while day.weekday() >= _SATURDAY or day in holidays_of(day.year, department):
        day += _DAY
    return day


def holidays_of(year: int, department: str = "") -> frozenset[date]:
    """Give the public holidays of a year: the eleven of the code du travail (article L. 3133-1) and the local ones."""
    return _holidays(year, department if department in _LOCAL_DAYS else "")


def easter(year: int) -> date:
    """Give Easter Sunday in the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


# Days fixed in the year, as (month, day), then days counted from Easter Sunday.
_FIXED_DAYS: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_EASTER_DAYS: Final = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
_GOOD_FRIDAY: Final = -2

# Local days. Those of Alsace and Moselle and of the overseas départements are not verified on a primary text.
_ALSACE_MOSELLE: Final = (((12, 26),), (_GOOD_FRIDAY,))
_LOCAL_DAYS: Final[dict[str, tuple[tuple[tuple[int, int], ...], tuple[int, ...]]]] = {
    "57": _ALSACE_MOSELLE,
    "67": _ALSACE_MOSELLE,
    "68": _ALSACE_MOSELLE,
    "971": (((5, 27),), ()),
    "972": (((5, 22),), ()),
    "973": (((6, 10),), ()),
    "974": (((12, 20),), ()),
    "976": (((4, 27),), ()),
    "977": (((10, 9),), ()),
    "978": (((5, 28),), ()),
}


@lru_cache(maxsize=256)
def _holidays(year: int, department: str) -> frozenset[date]:
    fixed, moving = _LOCAL_DAYS.get(department, ((), ()))
    sunday = easter(year)
    days = [date(year, month, day) for month, day in (*_FIXED_DAYS, *fixed)]
    return frozenset(days + [sunday + timedelta(days=after) for after in (*_EASTER_DAYS, *moving)])
