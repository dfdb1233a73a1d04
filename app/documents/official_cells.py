# SPDX-License-Identifier: AGPL-3.0-or-later
"""One letter per cell: what a form with cells takes of a text."""

from __future__ import annotations


def cells_of(text: str, cells: int) -> tuple[str, bool]:
    """Return the letters of a text, one per cell, and whether all of them have one.

    What only separates (spaces, slashes, dots of a date or of a telephone number) is left out when there are not
    enough cells; spaces alone otherwise stay, as those between two names.
    """
    kept = " ".join(text.split())
    if len(kept) > cells or _is_number(kept):
        kept = "".join(letter for letter in kept if letter.isalnum()) if _is_number(kept) else kept.replace(" ", "")
    return kept[:cells], len(kept) <= cells


def _is_number(text: str) -> bool:
    """Whether a text is a date, a telephone or a number, whose separators are printed between the cells."""
    letters = [letter for letter in text if letter.isalnum()]
    return bool(letters) and all(letter.isdigit() for letter in letters)
