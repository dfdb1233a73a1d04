# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a scheme says to the person in everyday words, with the dates of her own deadlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from app.french.dates import say_long
from app.french.typography import typeset
from app.schemes.meaning_deadlines import PLAIN_DATE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")


def told(text: str, dates: Mapping[str, date], since: date | None = None) -> str:
    """Fill `{DOM_VALID}` with the end of that deadline, in full; `dates` holds what is known, by id.

    A sentence whose date is not known is left out, and so is one whose date is before `since`.
    """
    kept = (each for each in _SENTENCE_END.split(text) if _is_true(each, dates, since))
    return typeset(PLAIN_DATE.sub(lambda name: say_long(dates[name[1]]), " ".join(kept)))


def _is_true(sentence: str, dates: Mapping[str, date], since: date | None) -> bool:
    named = PLAIN_DATE.findall(sentence)
    return all(name in dates and (since is None or dates[name] >= since) for name in named)
