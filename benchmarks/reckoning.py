# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deadlines of 20,000 procedures reckoned again from their events: the worked situations of all schemes in turn."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle, islice

from app.schemes import situations
from app.schemes.deadlines import deadlines_of
from app.schemes.situations import Situation
from app.services.catalogues import shipped
from benchmarks.figures import Figure, median, milliseconds

PROCEDURES = 20_000
TIMES = 5
BAR_MS = 1000.0


def measure() -> list[Figure]:
    """`deadlines`: beside as many additions of days to a date as there are deadlines found."""
    worked = situations.read(shipped())
    procedures = list(islice(cycle(worked), PROCEDURES))
    found = sum(map(reckoned, procedures))
    value = median([milliseconds(lambda: sum(map(reckoned, procedures))) for _ in range(TIMES)])
    floor = median([milliseconds(lambda: additions(found)) for _ in range(TIMES)])
    said = f"{found} deadlines, of {len(worked)} situations of {len({each.scheme.id for each in worked})} schemes"
    return [Figure.of("deadlines", value, "ms", floor=floor, bar=BAR_MS, said=said)]


def reckoned(situation: Situation) -> int:
    """Reckon one procedure; how many deadlines it has."""
    return len(
        deadlines_of(
            situation.scheme.edition_on(situation.opened),
            situation.events,
            opened=situation.opened,
            department=situation.department,
            answers=situation.answers,
            settings=situation.settings,
        )
    )


def additions(count: int) -> date:
    """As many sums of a date and a length."""
    day, length = date(2026, 1, 31), timedelta(days=60)
    return max(day + length for _ in range(count))
