# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is told to the person: her own dates, in full; nothing about a date nobody knows, or gone by."""

from __future__ import annotations

from datetime import date

from app.schemes.plain import told

SAID = "Pas de réponse ce jour-là veut dire non. Pour contester, venez avant le {GRAC}. Nous vous aiderons."


def test_the_date_is_written_in_full():
    assert told("venez avant le {GRAC}", {"GRAC": date(2027, 2, 1)}) == "venez avant le 1er février 2027"


def test_a_sentence_about_an_unknown_date_is_left_out():
    assert told(SAID, {}) == "Pas de réponse ce jour-là veut dire non. Nous vous aiderons."


def test_a_sentence_about_a_day_gone_by_is_left_out():
    dates = {"GRAC": date(2027, 3, 4)}
    assert "avant le 4 mars 2027" in told(SAID, dates, date(2027, 3, 4))
    assert "4 mars" not in told(SAID, dates, date(2027, 3, 5))
    assert "4 mars" in told(SAID, dates), "without a day, a date gone by is still told"


def test_the_spaces_are_french():
    assert told("Attention : venez !", {}) == "Attention\u00a0: venez\u202f!"
