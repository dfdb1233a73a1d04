# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery key as it is printed and typed back: 30 drawn letters and 2 check letters.

The alphabet has 31 signs, none of which is mistaken for another on paper (no 0 O, no 1 I L): 30 of them hold 148 bits.
"""

from __future__ import annotations

import secrets

from app.security.troubles import RecoveryKeyMistyped

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
DRAWN_LETTERS, CHECK_LETTERS = 30, 2


def draw_recovery_key() -> str:
    """Draw a new recovery key, check letters included, in groups of five for print."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN_LETTERS))
    return grouped(drawn + _check_letters(drawn))


def read_recovery_key(typed: str) -> str:
    """Give the 30 drawn letters of a typed key; case, spaces and dashes do not count. Raises RecoveryKeyMistyped."""
    letters = "".join(letter for letter in typed.upper() if not letter.isspace() and letter not in "-‐‑–—−.")
    if len(letters) != DRAWN_LETTERS + CHECK_LETTERS or not set(letters) <= set(ALPHABET):
        raise RecoveryKeyMistyped
    drawn, check = letters[:DRAWN_LETTERS], letters[DRAWN_LETTERS:]
    if check != _check_letters(drawn):
        raise RecoveryKeyMistyped
    return drawn


def grouped(letters: str) -> str:
    """Part letters into groups of five."""
    return " ".join(letters[start : start + 5] for start in range(0, len(letters), 5))


def _check_letters(drawn: str) -> str:
    """Sum the letters weighted by their place, then by its square, modulo 31.

    31 is prime and the 30 weights differ and are not zero: any one wrong letter and any two letters swapped are seen.
    """
    values = [ALPHABET.index(letter) for letter in drawn]
    sums = (sum(place**power * value for place, value in enumerate(values, start=1)) for power in (1, 2))
    return "".join(ALPHABET[total % len(ALPHABET)] for total in sums)
