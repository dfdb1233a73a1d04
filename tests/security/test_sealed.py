# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.security.sealed import seal, unseal
from app.security.troubles import SealBroken

CONTENT = b"%PDF-1.7 attestation"


@given(st.binary(max_size=2000))
def test_what_is_sealed_is_given_back(content):
    ciphertext, key = seal(content)
    assert unseal(ciphertext, key) == content
    assert len(key) == 32
    assert len(ciphertext) == len(content) + 44


def test_nothing_readable_is_left_and_no_two_seals_are_alike():
    (one, one_key), (two, two_key) = seal(CONTENT * 20), seal(CONTENT * 20)
    assert one != two
    assert one_key != two_key
    assert CONTENT not in one


def test_a_byte_changed_anywhere_breaks_the_seal():
    ciphertext, key = seal(CONTENT)
    for place in range(len(ciphertext)):
        altered = ciphertext[:place] + bytes([ciphertext[place] ^ 1]) + ciphertext[place + 1 :]
        with pytest.raises(SealBroken):
            unseal(altered, key)


def test_a_cut_file_breaks_the_seal():
    ciphertext, key = seal(CONTENT)
    for length in range(len(ciphertext)):
        with pytest.raises(SealBroken):
            unseal(ciphertext[:length], key)


def test_another_key_opens_nothing():
    ciphertext, _ = seal(CONTENT)
    _, another = seal(CONTENT)
    for key in (another, b"", another[:16]):
        with pytest.raises(SealBroken):
            unseal(ciphertext, key)


def test_a_file_sealed_by_the_first_version_still_opens():
    ciphertext = "6d61696c6c6f6e2d7365616c65642d310420c94b29818f293701093345051b4a433fc422c5c4c40de232896592b8871929"
    key = "d92fe79e3d1fde86f92fbc7b9c3b418ad4c57ed33d46bfd0a6c9889bb9d4bb5f"
    assert unseal(bytes.fromhex(ciphertext), bytes.fromhex(key)).decode() == "Reçu"
