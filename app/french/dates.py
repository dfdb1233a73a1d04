# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dates as they are typed and said in French, and dates of birth known only in part.

No clock here: `today` is always given by the caller.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.french.names import fold

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juill.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
OLDEST_AGE = 120


class Misread(ValueError):
    """What was typed cannot be taken; `sentence` is the French sentence to show beside the field."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class PartialDate:
    """A date of birth as far as it is known: to the day, to the month, to the year, or about a year.

    Raises ValueError when the parts do not make a date (a day without its month, 31 February, « about » a day).
    """

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day is not known without its month")
        if self.about and self.month is not None:
            raise ValueError("« about » is said of a year alone")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def precision(self) -> Literal["day", "month", "year", "about"]:
        """Say how far the date is known."""
        if self.about:
            return "about"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def earliest(self) -> date:
        """Give the first day the date can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def iso(self) -> str:
        """Write it as it is kept: `1990-03-02`, `1990-03`, `1990` or `~1975`."""
        if self.about:
            return f"~{self.year:04}"
        parts = (self.month, self.day)
        return f"{self.year:04}" + "".join(f"-{part:02}" for part in parts if part is not None)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read back what `iso` wrote; raises ValueError on anything else."""
        match = re.fullmatch(r"(~)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text, re.ASCII)
        if match is None:
            raise ValueError(f"not a partial date: {text!r}")
        about, year, month, day = match.groups()
        return cls(int(year), _whole(month), _whole(day), about is not None)

    @property
    def form(self) -> str:
        """Write it as a form prints it: `02/03/1990`, `__/03/1990`, `__/__/1990`."""
        day, month = (f"{part:02}" if part is not None else "__" for part in (self.day, self.month))
        return f"{day}/{month}/{self.year:04}"


def parse_date(text: str, today: date) -> date:
    """Read a whole date as a worker types it.

    Takes JJ/MM/AAAA (with /, ., - or a space), JJMMAAAA, ISO, « 12 mars 2002 », « 3/12 » (this year), « j », « hier »,
    « demain », « +7 » (days from today), « lundi » (the next one, never today). Raises Misread.
    """
    typed = _tidy(text)
    spoken = _spoken(typed, today)
    if spoken is not None:
        return spoken
    pieces = _pieces(typed, text)
    year = today.year if pieces.year is None else _four_digits(pieces.year)
    if pieces.day is None or pieces.month is None:
        raise Misread("Il manque le jour. Écrivez par exemple 12/03/2002.")
    return _exact(pieces.day, pieces.month, year)


def parse_birth(text: str, today: date) -> PartialDate:
    """Read a date of birth, whole or partial: also « 1978 », « 03/1978 », « 00/03/1990 », « vers 1975 ».

    Raises Misread for a day that does not exist, a two-digit year, a date to come and an age above 120.
    """
    typed = _tidy(text)
    about = _ABOUT.fullmatch(typed)
    birth = PartialDate(_four_digits(about[1]), about=True) if about else _birth_of(_pieces(typed, text), text)
    return _plausible(birth, today)


def say_form(d: date) -> str:
    """Write `d` as forms and papers do: `12/03/2002`."""
    return f"{d.day:02}/{d.month:02}/{d.year:04}"


def say_short(d: date, today: date) -> str:
    """Write `d` shortly: « 8 oct. » in the year of `today`, « 4 janv. 2027 » otherwise."""
    year = "" if d.year == today.year else f" {d.year}"
    return f"{_ordinal(d.day)} {SHORT_MONTHS[d.month - 1]}{year}"


def say_long(d: date, *, weekday: bool = False) -> str:
    """Write `d` in full: « 1er février 2027 », or « mardi 24 novembre 2026 » with its day of the week."""
    said = f"{_ordinal(d.day)} {MONTHS[d.month - 1]} {d.year}"
    return f"{WEEKDAYS[d.weekday()]} {said}" if weekday else said


def say_distance(d: date, today: date) -> str:
    """Say how far `d` is, in days: « aujourd’hui », « demain », « dans 3 jours », « hier », « il y a 47 jours »."""
    days = (d - today).days
    near = {0: "aujourd’hui", 1: "demain", -1: "hier"}
    return near.get(days) or (f"dans {days} jours" if days > 0 else f"il y a {-days} jours")


def say_birth(birth: PartialDate) -> str:
    """Write a date of birth as far as it is known: « 02/03/1990 », « mars 1990 », « 1990 », « vers 1975 »."""
    if birth.day is not None:
        return birth.form
    if birth.month is not None:
        return f"{MONTHS[birth.month - 1]} {birth.year}"
    return f"vers {birth.year}" if birth.about else str(birth.year)


def age_on(birth: PartialDate, today: date) -> int:
    """Give the age in completed years; a partial date counts from the first day it can be (the greatest age)."""
    born = birth.earliest
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


# Reading, piece by piece


@dataclass(frozen=True)
class _Typed:
    """The pieces of a typed date; a day or month of 00 or __ is None, the year stays as typed."""

    day: int | None
    month: int | None
    year: str | None


_DAY, _MONTH, _SEPARATOR = r"(?P<day>\d{1,2}|__?)", r"(?P<month>\d{1,2}|__?)", r"(?: ?[/.-] ?| )"
_WRITINGS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?P<year>\d{{4}})-{_MONTH}(?:-{_DAY})?",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4}|\d\d)",
        rf"{_DAY}{_SEPARATOR}{_MONTH}{_SEPARATOR}(?P<year>\d+)",
        rf"{_MONTH}{_SEPARATOR}(?P<year>\d{{3,}})",
        rf"{_DAY} ?[/.-] ?{_MONTH}",
        r"(?P<year>\d{4})",
    )
)
_IN_WORDS = re.compile(r"(?:le )?(?:(?P<day>\d{1,2}|1er) )?(?P<month>[a-z]{3,9})(?: (?P<year>\d+))?", re.ASCII)
_ABOUT = re.compile(r"(?:vers|environ|env\.?|autour de|~) ?(\d+)", re.ASCII)
_SHIFT = re.compile(r"j? ?([+-]) ?(\d{1,4})(?: ?j(?:ours?)?)?", re.ASCII)
_NEAR = {"j": 0, "aujourd hui": 0, "hier": -1, "demain": 1, "avant hier": -2, "apres demain": 2}
_FIRST_YEAR, _LAST_YEAR = 1800, 2199


def _whole(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _tidy(text: str) -> str:
    return " ".join(text.replace("−", "-").lower().split())


def _spoken(typed: str, today: date) -> date | None:
    shift = _SHIFT.fullmatch(typed)
    if shift:
        return today + timedelta(days=int(shift[1] + shift[2]))
    word = fold(typed).removesuffix(" prochain")
    if word in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(word) - today.weekday() - 1) % 7 + 1)
    return today + timedelta(days=_NEAR[word]) if word in _NEAR else None


def _pieces(typed: str, text: str) -> _Typed:
    for writing in _WRITINGS:
        match = writing.fullmatch(typed)
        if match:
            found = match.groupdict()
            return _Typed(_number(found.get("day")), _number(found.get("month")), found.get("year"))
    words = _IN_WORDS.fullmatch(fold(typed))
    month = _month_named(words["month"]) if words else None
    if words is None or month is None:
        raise _unreadable(text)
    day = words["day"]
    return _Typed(int(day.removesuffix("er")) if day else None, month, words["year"])


def _number(piece: str | None) -> int | None:
    return int(piece) or None if piece is not None and piece.isdigit() else None


def _month_named(word: str) -> int | None:
    named = [number for number, month in enumerate(MONTHS, start=1) if fold(month).startswith(word)]
    return named[0] if len(named) == 1 else None


def _four_digits(year: str | None) -> int:
    if year is None or len(year) < 3:
        raise Misread("Écrivez l’année en quatre chiffres, par exemple 12/03/1980.")
    if len(year) != 4 or not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        raise Misread(f"Vérifiez l’année\u00a0: {year}.")
    return int(year)


def _exact(day: int, month: int, year: int) -> date:
    if not 1 <= month <= 12:
        raise Misread(f"Cette date n’existe pas\u00a0: il n’y a pas de mois {month}.")
    if day > monthrange(year, month)[1]:
        only_some_years = f" {year}" if (day, month) == (29, 2) else ""
        raise Misread(f"Cette date n’existe pas\u00a0: le {_ordinal(day)} {MONTHS[month - 1]}{only_some_years}.")
    return date(year, month, day)


def _birth_of(pieces: _Typed, text: str) -> PartialDate:
    year = _four_digits(pieces.year)
    if pieces.month is None and pieces.day is not None:
        raise _unreadable(text)
    _exact(pieces.day or 1, pieces.month or 1, year)
    return PartialDate(year, pieces.month, pieces.day)


def _plausible(birth: PartialDate, today: date) -> PartialDate:
    if birth.earliest > today:
        raise Misread("Cette date de naissance est dans l’avenir\u00a0: vérifiez l’année.")
    if age_on(birth, today) > OLDEST_AGE:
        raise Misread(f"Cette date de naissance donne {age_on(birth, today)} ans\u00a0: vérifiez l’année.")
    return birth


def _unreadable(text: str) -> Misread:
    if not text.strip():
        return Misread("Écrivez une date, par exemple 12/03/2002.")
    return Misread(f"Cette date ne se lit pas\u00a0: «\u00a0{text.strip()}\u00a0». Écrivez par exemple 12/03/2002.")


def _ordinal(day: int) -> str:
    return "1er" if day == 1 else str(day)
