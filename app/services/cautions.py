# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept all the same, and said: unusual, perhaps mistyped, never refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.services.changes import Changes


class Caution(Enum):
    """Each has one French sentence in `app.services.wording`."""

    UNUSUAL_PHONE = "unusual_phone"
    UNUSUAL_HOUSING_REQUEST = "unusual_housing_request"
    BANK_ACCOUNT = "bank_account"


@dataclass(frozen=True)
class Kept(Changes):
    """The news of a field that was saved, with what is unusual about it."""

    caution: Caution | None = None
