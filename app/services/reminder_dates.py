# SPDX-License-Identifier: AGPL-3.0-or-later
"""When an addressee is asked again: a first time, a second, and then otherwise than by a letter.

These delays are habits of work, not law: the legal ones belong to the schemes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

PATIENCE = timedelta(days=30)
"""How long one waits for an answer when no day was wished for it, from the sending or its receipt."""
BETWEEN = timedelta(days=15)
"""How long one waits after a reminder."""
OTHERWISE = 3
"""The rank after two reminders: no third letter, « à reprendre autrement »."""


@dataclass(frozen=True)
class Chase:
    """What is to be done from a day on: the first reminder, the second, or (`OTHERWISE`) something else."""

    rank: int
    day: date


def next_chase(
    sent_on: date,
    expected_by: date | None,
    *,
    received_on: date | None = None,
    first: date | None = None,
    second: date | None = None,
) -> Chase:
    """The next reminder of a referral that awaits an answer, by its days; a receipt gives the addressee its time."""
    if second is not None:
        return Chase(OTHERWISE, _later(second, received_on) + BETWEEN)
    if first is not None:
        return Chase(2, _later(first, received_on) + BETWEEN)
    if expected_by is not None:
        return Chase(1, expected_by + timedelta(days=1))
    return Chase(1, _later(sent_on, received_on) + PATIENCE)


def _later(day: date, other: date | None) -> date:
    return day if other is None else max(day, other)
