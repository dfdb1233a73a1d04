# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was noted with an event, or answered, as the rules write it: a code, yes or no, `noted`, `not_noted`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

NOT_NOTED: Final = "not_noted"
"""What a rule calls a detail or an answer that nobody has noted yet."""

NOTED: Final = "noted"
"""What a rule calls any value of a detail or an answer, once it is noted."""


def allows(allowed: Collection[str], value: object) -> bool:
    """Tell whether a value is one of those a rule is for."""
    said = noted(value)
    return said in allowed or (said != NOT_NOTED and NOTED in allowed)


def noted(value: object) -> str:
    """Give a detail or an answer as the rules write it: a code, yes or no, `not_noted`."""
    if value is None or value == "":
        return NOT_NOTED
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def noted_date(value: object) -> date | None:
    """Read a date kept among the details of an event, where it may be an ISO text."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value if isinstance(value, date) else None
