# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.french.amounts import euros, parse_euros, say_number
from app.french.dates import Misread


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        (0, "0\u00a0€"),
        (5, "0,05\u00a0€"),
        (106400, "1\u202f064\u00a0€"),
        (106450, "1\u202f064,50\u00a0€"),
        (123456789, "1\u202f234\u202f567,89\u00a0€"),
        (-1200, "−12\u00a0€"),
        (-50, "−0,50\u00a0€"),
    ],
)
def test_an_amount_is_written(cents, written):
    assert euros(cents) == written


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1064", 106400),
        ("1 064,50 €", 106450),
        ("1\u202f064,50\u00a0€", 106450),
        ("1064.5", 106450),
        ("1.064", 106400),
        ("1.064,5", 106450),
        ("12 euros", 1200),
        ("12 EUR", 1200),
        ("0,05", 5),
        ("-12", -1200),
        ("− 12,30", -1230),
        ("0012", 1200),
        ("1.06", 106),
    ],
)
def test_an_amount_is_read(typed, cents):
    assert parse_euros(typed) == cents


@pytest.mark.parametrize("typed", ["1,064", "12,345", "12€50", "mille", "12,", ",5", "1,2,3", "²", "9" * 13])
def test_what_is_not_an_amount_is_told(typed):
    with pytest.raises(Misread) as misread:
        parse_euros(typed)
    said = f"Ce montant ne se lit pas\u00a0: «\u00a0{typed}\u00a0». Écrivez par exemple 1\u202f064,50."
    assert misread.value.sentence == said


def test_nothing_typed_is_told():
    with pytest.raises(Misread) as misread:
        parse_euros(" ")
    assert misread.value.sentence == "Il manque le montant. Écrivez par exemple 1\u202f064,50."


@given(st.integers(min_value=-(10**14) + 1, max_value=10**14 - 1))
def test_what_is_written_is_read_back(cents):
    assert parse_euros(euros(cents)) == cents


def test_counts_have_narrow_spaces_between_thousands():
    assert [say_number(count) for count in (0, 999, 1000, 18402, 1234567)] == [
        "0",
        "999",
        "1\u202f000",
        "18\u202f402",
        "1\u202f234\u202f567",
    ]
