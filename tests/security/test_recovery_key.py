# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.security.recovery_key import ALPHABET, draw_recovery_key, read_recovery_key
from app.security.troubles import RecoveryKeyMistyped

KEYS = st.builds(draw_recovery_key)


def test_the_alphabet_has_no_sign_taken_for_another():
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set("01OIL") & set(ALPHABET)


def test_drawn_keys_differ_and_use_the_whole_alphabet():
    drawn = [draw_recovery_key() for _ in range(60)]
    assert len(set(drawn)) == 60
    assert set("".join(drawn)) == set(ALPHABET) | {" "}


@given(KEYS)
def test_a_printed_key_is_read_back(printed):
    letters = printed.replace(" ", "")
    assert len(letters) == 32
    assert read_recovery_key(printed) == read_recovery_key(printed.lower()) == letters[:30]
    assert read_recovery_key("\u00a0" + printed.replace(" ", "\u202f—")) == letters[:30]


@given(KEYS, st.integers(0, 31), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_always_seen(printed, place, letter):
    letters = printed.replace(" ", "")
    if letters[place] != letter:
        with pytest.raises(RecoveryKeyMistyped):
            read_recovery_key(letters[:place] + letter + letters[place + 1 :])


@given(KEYS, st.integers(0, 31), st.integers(0, 31))
def test_two_letters_swapped_are_always_seen(printed, one, other):
    letters = list(printed.replace(" ", ""))
    if letters[one] != letters[other]:
        letters[one], letters[other] = letters[other], letters[one]
        with pytest.raises(RecoveryKeyMistyped):
            read_recovery_key("".join(letters))


@given(KEYS, st.integers(0, 31))
def test_a_letter_left_out_or_doubled_is_seen(printed, place):
    letters = printed.replace(" ", "")
    for typed in (letters[:place] + letters[place + 1 :], letters[:place] + letters[place] + letters[place:]):
        with pytest.raises(RecoveryKeyMistyped):
            read_recovery_key(typed)


@pytest.mark.parametrize("sign", "01OILœ_/")
def test_a_sign_outside_the_alphabet_is_seen(sign):
    letters = draw_recovery_key()
    with pytest.raises(RecoveryKeyMistyped):
        read_recovery_key(letters[:3] + sign + letters[4:])


@pytest.mark.parametrize("typed", ["", "   ", "2" * 31, "ßßßßßßßßßßßßßßßß"])
def test_what_has_not_the_length_is_seen(typed):
    with pytest.raises(RecoveryKeyMistyped):
        read_recovery_key(typed)
