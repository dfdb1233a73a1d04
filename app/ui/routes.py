# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where one can go in the application: pages are named, never imported by one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

PageName = Literal[
    "today",
    "people",
    "person",
    "procedure",
    "referral",
    "referrals",
    "meetings",
    "partners",
    "settings",
    "import",
    "official",
    "help",
]
RAIL: tuple[PageName, ...] = ("today", "people", "referrals", "meetings", "partners", "settings")
"""The pages of the rail, in the order of Alt+1 … Alt+6."""


@dataclass(frozen=True)
class Route:
    """A page, the thing it shows, its tab, and the place in it that should have the focus."""

    page: PageName
    id: UUID | None = None
    tab: str = ""
    place: str = ""
