# SPDX-License-Identifier: AGPL-3.0-or-later
"""The growing wait after wrong passwords, remembered across restarts without naming anyone.

It slows down someone who tries passwords at the keyboard. Someone who can copy the vault is slowed down by the cost of
the derivation alone, so the file is not authenticated and may be deleted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from app.security.durable import write_durably

if TYPE_CHECKING:
    from pathlib import Path

REFUSALS = "refusals.json"
LONGEST_DELAY = 60
_MOST_COUNTED = 1000


@dataclass(frozen=True)
class Refusals:
    """How many passwords were refused in a row, and when the last one was."""

    count: int = 0
    last: datetime | None = None

    def seconds_left(self, now: datetime) -> float:
        """Give the seconds left before the next try; 0 when the clock was set back, rather than lock anyone out."""
        if self.last is None or now < self.last:
            return 0.0
        return max(0.0, delay_after(self.count) - (now - self.last).total_seconds())


def delay_after(failures: int) -> int:
    """Give the seconds to wait after so many refusals in a row: 0, 0, 1, 2, 4… 60 at most."""
    return 0 if failures < 2 else min(2 ** min(failures - 2, 10), LONGEST_DELAY)


def read_refusals(folder: Path) -> Refusals:
    """Read what is remembered in a vault's folder; nothing, or nothing readable, counts as no refusal."""
    try:
        kept = json.loads((folder / REFUSALS).read_text("utf-8"))
        return _refusals_of(cast("object", kept))
    except (OSError, ValueError, OverflowError, RecursionError):
        return Refusals()


def note_refusal(folder: Path, now: datetime) -> Refusals:
    """Remember one more refusal, at `now` (with its time zone); raises OSError when it cannot be written."""
    refusals = Refusals(min(read_refusals(folder).count + 1, _MOST_COUNTED), now.astimezone(UTC))
    last = refusals.last.isoformat() if refusals.last else None
    write_durably(folder / REFUSALS, json.dumps({"count": refusals.count, "last": last}).encode())
    return refusals


def forget_refusals(folder: Path) -> None:
    """Start again from none, after a right password."""
    (folder / REFUSALS).unlink(missing_ok=True)


def _refusals_of(kept: object) -> Refusals:
    fields = cast("dict[str, object]", kept) if isinstance(kept, dict) else {}
    count, last = fields.get("count"), fields.get("last")
    if type(count) is not int or not 0 <= count <= _MOST_COUNTED or not isinstance(last, str):
        return Refusals()
    when = datetime.fromisoformat(last)
    return Refusals(count, when.astimezone(UTC))
