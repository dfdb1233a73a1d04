# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.french.dates import (
    Misread,
    PartialDate,
    age_on,
    parse_birth,
    parse_date,
    say_birth,
    say_distance,
    say_form,
    say_long,
    say_short,
)

TODAY = date(2026, 11, 24)  # a Tuesday
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12/03/2002", date(2002, 3, 12)),
        ("1/2/2027", date(2027, 2, 1)),
        ("1.2.2027", date(2027, 2, 1)),
        ("1-2-2027", date(2027, 2, 1)),
        ("01 02 2027", date(2027, 2, 1)),
        ("12 / 03 / 2002", date(2002, 3, 12)),
        ("12032002", date(2002, 3, 12)),
        ("2002-03-12", date(2002, 3, 12)),
        ("  12/03/2002\u00a0", date(2002, 3, 12)),
        ("12 mars 2002", date(2002, 3, 12)),
        ("le 1er février 2027", date(2027, 2, 1)),
        ("1ER FEVR. 2027", date(2027, 2, 1)),
        ("4 janv. 2027", date(2027, 1, 4)),
        ("8 oct", date(2026, 10, 8)),
        ("3/12", date(2026, 12, 3)),
        ("3.12", date(2026, 12, 3)),
        ("j", TODAY),
        ("J", TODAY),
        ("aujourd’hui", TODAY),
        ("hier", date(2026, 11, 23)),
        ("Demain", date(2026, 11, 25)),
        ("après-demain", date(2026, 11, 26)),
        ("avant-hier", date(2026, 11, 22)),
        ("+7", date(2026, 12, 1)),
        ("j+7", date(2026, 12, 1)),
        ("+ 7 jours", date(2026, 12, 1)),
        ("-3", date(2026, 11, 21)),
        ("−3", date(2026, 11, 21)),
        ("lundi", date(2026, 11, 30)),
        ("mercredi", date(2026, 11, 25)),
        ("mardi", date(2026, 12, 1)),
        ("dimanche prochain", date(2026, 11, 29)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read(typed, read):
    assert parse_date(typed, TODAY) == read


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2026", "Cette date n’existe pas\u00a0: le 31 février."),
        ("29/02/2023", "Cette date n’existe pas\u00a0: le 29 février 2023."),
        ("31/04/2026", "Cette date n’existe pas\u00a0: le 31 avril."),
        ("32/01", "Cette date n’existe pas\u00a0: le 32 janvier."),
        ("12/13/2026", "Cette date n’existe pas\u00a0: il n’y a pas de mois 13."),
        ("2026-02-31", "Cette date n’existe pas\u00a0: le 31 février."),
        ("31 février 2026", "Cette date n’existe pas\u00a0: le 31 février."),
        ("1/1/80", "Écrivez l’année en quatre chiffres, par exemple 12/03/1980."),
        ("010180", "Écrivez l’année en quatre chiffres, par exemple 12/03/1980."),
        ("1 mars 80", "Écrivez l’année en quatre chiffres, par exemple 12/03/1980."),
        ("20020312", "Vérifiez l’année\u00a0: 0312."),
        ("1/1/202", "Vérifiez l’année\u00a0: 202."),
        ("1/1/20266", "Vérifiez l’année\u00a0: 20266."),
        ("03/2002", "Il manque le jour. Écrivez par exemple 12/03/2002."),
        ("2002", "Il manque le jour. Écrivez par exemple 12/03/2002."),
        ("mars 2002", "Il manque le jour. Écrivez par exemple 12/03/2002."),
        ("00/03/2002", "Il manque le jour. Écrivez par exemple 12/03/2002."),
        ("", "Écrivez une date, par exemple 12/03/2002."),
        ("bientôt", "Cette date ne se lit pas\u00a0: «\u00a0bientôt\u00a0». Écrivez par exemple 12/03/2002."),
        ("3 jui 2002", "Cette date ne se lit pas\u00a0: «\u00a03 jui 2002\u00a0». Écrivez par exemple 12/03/2002."),
        ("1²/03/2002", "Cette date ne se lit pas\u00a0: «\u00a01²/03/2002\u00a0». Écrivez par exemple 12/03/2002."),
    ],
)
def test_what_is_not_a_date_is_told_in_one_sentence(typed, sentence):
    with pytest.raises(Misread) as misread:
        parse_date(typed, TODAY)
    assert misread.value.sentence == sentence


@pytest.mark.parametrize(
    ("typed", "iso", "form", "precision", "said"),
    [
        ("02/03/1990", "1990-03-02", "02/03/1990", "day", "02/03/1990"),
        ("02031990", "1990-03-02", "02/03/1990", "day", "02/03/1990"),
        ("2 mars 1990", "1990-03-02", "02/03/1990", "day", "02/03/1990"),
        ("03/1990", "1990-03", "__/03/1990", "month", "mars 1990"),
        ("00/03/1990", "1990-03", "__/03/1990", "month", "mars 1990"),
        ("__/03/1990", "1990-03", "__/03/1990", "month", "mars 1990"),
        ("Mars 1990", "1990-03", "__/03/1990", "month", "mars 1990"),
        ("1990-03", "1990-03", "__/03/1990", "month", "mars 1990"),
        ("1978", "1978", "__/__/1978", "year", "1978"),
        ("00/00/1978", "1978", "__/__/1978", "year", "1978"),
        ("__/__/1978", "1978", "__/__/1978", "year", "1978"),
        ("vers 1975", "~1975", "__/__/1975", "about", "vers 1975"),
        ("Vers\u00a01975", "~1975", "__/__/1975", "about", "vers 1975"),
        ("environ 1975", "~1975", "__/__/1975", "about", "vers 1975"),
        ("~1975", "~1975", "__/__/1975", "about", "vers 1975"),
        ("24/11/2026", "2026-11-24", "24/11/2026", "day", "24/11/2026"),
        ("2026", "2026", "__/__/2026", "year", "2026"),
        ("25/11/1905", "1905-11-25", "25/11/1905", "day", "25/11/1905"),
    ],
)
def test_a_date_of_birth_is_read_as_far_as_it_is_known(typed, iso, form, precision, said):
    birth = parse_birth(typed, TODAY)
    assert (birth.iso, birth.form, birth.precision, say_birth(birth)) == (iso, form, precision, said)
    assert PartialDate.from_iso(iso) == birth


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/1980", "Cette date n’existe pas\u00a0: le 31 février."),
        ("1/1/80", "Écrivez l’année en quatre chiffres, par exemple 12/03/1980."),
        ("03/78", "Écrivez l’année en quatre chiffres, par exemple 12/03/1980."),
        ("vers 75", "Écrivez l’année en quatre chiffres, par exemple 12/03/1980."),
        ("13/1980", "Cette date n’existe pas\u00a0: il n’y a pas de mois 13."),
        ("25/11/2026", "Cette date de naissance est dans l’avenir\u00a0: vérifiez l’année."),
        ("2027", "Cette date de naissance est dans l’avenir\u00a0: vérifiez l’année."),
        ("vers 2027", "Cette date de naissance est dans l’avenir\u00a0: vérifiez l’année."),
        ("24/11/1905", "Cette date de naissance donne 121 ans\u00a0: vérifiez l’année."),
        ("12/00/1990", "Cette date ne se lit pas\u00a0: «\u00a012/00/1990\u00a0». Écrivez par exemple 12/03/2002."),
        ("demain", "Cette date ne se lit pas\u00a0: «\u00a0demain\u00a0». Écrivez par exemple 12/03/2002."),
        ("", "Écrivez une date, par exemple 12/03/2002."),
    ],
)
def test_what_is_not_a_date_of_birth_is_told_in_one_sentence(typed, sentence):
    with pytest.raises(Misread) as misread:
        parse_birth(typed, TODAY)
    assert misread.value.sentence == sentence


@pytest.mark.parametrize(
    "text", ["", "1990-3", "1990-13", "1990-02-31", "~1990-03", "90", "1990-03-02T00", "1990-03-02\n"]
)
def test_only_what_was_kept_is_read_back(text):
    with pytest.raises(ValueError, match=r"."):
        PartialDate.from_iso(text)


@pytest.mark.parametrize("parts", [(1990, None, 3), (1990, 2, 31), (1990, 0), (1990, 3, None, True)])
def test_parts_that_do_not_make_a_date_are_refused(parts):
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)


@given(DAYS, DAYS)
def test_every_way_of_writing_a_day_is_read_back(day, today):
    for written in (
        say_form(day),
        say_long(day),
        day.isoformat(),
        f"{day:%d%m%Y}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert parse_date(written, today) == day
    assert parse_date(say_short(day, today), today) == day


@given(DAYS)
def test_a_day_of_the_week_is_the_next_one(today):
    for ahead in range(1, 8):
        day = today + timedelta(days=ahead)
        assert parse_date(say_long(day, weekday=True).split()[0], today) == day


@given(st.text() | st.text(alphabet="0123456789/-. _+j~versmai", max_size=12), DAYS)
def test_any_text_is_read_or_told_never_worse(text, today):
    for read in (parse_date, parse_birth):
        with suppress(Misread):
            assert read(text, today) is not None


@given(DAYS, st.sampled_from(["day", "month", "year", "about"]))
def test_a_partial_date_survives_its_iso_form(day, precision):
    parts = {"day": (day.month, day.day), "month": (day.month, None)}.get(precision, (None, None))
    birth = PartialDate(day.year, *parts, about=precision == "about")
    assert PartialDate.from_iso(birth.iso) == birth
    assert birth.precision == precision
    assert birth.earliest <= day


def test_days_are_said():
    assert say_form(date(2002, 3, 12)) == "12/03/2002"
    assert say_short(date(2026, 10, 8), TODAY) == "8 oct."
    assert say_short(date(2027, 1, 4), TODAY) == "4 janv. 2027"
    assert say_short(date(2026, 2, 1), TODAY) == "1er févr."
    assert say_long(date(2027, 2, 1)) == "1er février 2027"
    assert say_long(TODAY, weekday=True) == "mardi 24 novembre 2026"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "aujourd’hui"),
        (1, "demain"),
        (-1, "hier"),
        (2, "dans 2 jours"),
        (3, "dans 3 jours"),
        (-2, "il y a 2 jours"),
        (-47, "il y a 47 jours"),
    ],
)
def test_a_distance_is_said(days, said):
    assert say_distance(TODAY + timedelta(days=days), TODAY) == said


@pytest.mark.parametrize(
    ("birth", "today", "age"),
    [
        ("1990-03-02", date(2026, 3, 1), 35),
        ("1990-03-02", date(2026, 3, 2), 36),
        ("2008-02-29", date(2026, 2, 28), 17),
        ("2008-02-29", date(2026, 3, 1), 18),
        ("1990-03", date(2026, 3, 1), 36),
        ("1990", date(2026, 1, 1), 36),
        ("~1975", TODAY, 51),
        ("2026-11-24", TODAY, 0),
    ],
)
def test_an_age_counts_completed_years(birth, today, age):
    assert age_on(PartialDate.from_iso(birth), today) == age
