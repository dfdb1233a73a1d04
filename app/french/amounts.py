# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amounts of money as they are typed and written in French; kept as a whole number of cents."""

from __future__ import annotations

import re

from app.french.dates import Misread


def euros(cents: int) -> str:
    """Write `cents` in euros: « 1 064 € », « 1 064,50 € », « −12 € » (narrow spaces, a true minus)."""
    whole, part = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{say_number(whole)}{f',{part:02}' if part else ''}\u00a0€"


def say_number(number: int) -> str:
    """Write a count: « 18 402 » (narrow spaces between thousands)."""
    return f"{number:,}".replace(",", "\u202f")


def parse_euros(text: str) -> int:
    """Read a typed amount, in cents: « 1 064,50 € », « 1064.5 », « 1.064 », « −12 ». Raises Misread."""
    typed = "".join(text.split()).replace("\u2212", "-").lower()
    match = _AMOUNT.fullmatch(typed.removesuffix("euros").removesuffix("€").removesuffix("eur"))
    if match is None:
        raise _misread(text)
    cents = int(match["whole"].replace(".", "")) * 100 + int((match["part"] or "0").ljust(2, "0"))
    return -cents if match["minus"] else cents


_AMOUNT = re.compile(r"(?P<minus>-)?(?P<whole>[0-9]{1,3}(?:\.[0-9]{3}){1,3}|[0-9]{1,12})(?:[.,](?P<part>[0-9]{1,2}))?")


def _misread(text: str) -> Misread:
    example = "Écrivez par exemple 1\u202f064,50."
    if not text.strip():
        return Misread(f"Il manque le montant. {example}")
    return Misread(f"Ce montant ne se lit pas\u00a0: «\u00a0{text.strip()}\u00a0». {example}")
