# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which lines of the register are wanted: one filter for the window and for the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from app.services.referral_register import ReferralLine

Group = Literal["all", "pending", "late", "chase", "drafts"]
GROUPS: tuple[Group, ...] = ("all", "pending", "late", "chase", "drafts")


@dataclass(frozen=True)
class RegisterFilter:
    """What is kept; what is None or empty keeps everything. Days are those of the sending, both included.

    A draft, which has no such day, is kept only where no period is asked.
    """

    group: Group = "all"
    states: tuple[str, ...] = ()
    scheme: str | None = None
    organisation: UUID | None = None
    worker: UUID | None = None
    since: date | None = None
    until: date | None = None

    def kept(self, lines: Sequence[ReferralLine], day: date) -> list[ReferralLine]:
        """These of the lines, in their order, as of a day."""
        return [line for line in lines if self._keeps(line) and in_group(line, self.group, day)]

    def _keeps(self, line: ReferralLine) -> bool:
        return (
            (not self.states or line.state in self.states)
            and self.scheme in (None, line.scheme)
            and self.organisation in (None, line.organisation_id)
            and self.worker in (None, line.worker_id)
            and (self.since is None or (line.sent_on is not None and line.sent_on >= self.since))
            and (self.until is None or (line.sent_on is not None and line.sent_on <= self.until))
        )


def in_group(line: ReferralLine, group: Group, day: date) -> bool:
    """Whether a line is one of those: without an answer, late, to be asked again, still a draft."""
    if group == "pending":
        return line.pending
    if group == "late":
        return is_late(line, day)
    if group == "chase":
        return line.to_chase(day) or line.to_take_up_otherwise(day)
    return group == "all" or line.state == "draft"


def is_late(line: ReferralLine, day: date) -> bool:
    """Whether the answer wished, or the legal day, has gone by without an answer."""
    dates = (line.expected_by, line.legal_due)
    return line.pending and any(each is not None and each < day for each in dates)
