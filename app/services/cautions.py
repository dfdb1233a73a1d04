# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept all the same, and said: unusual, perhaps mistyped, never refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from app.french import identifiers
from app.schemes.departments import DEPARTMENTS
from app.services.changes import Changes


class Caution(Enum):
    """Each has one French sentence in `app.services.wording`."""

    UNUSUAL_PHONE = "unusual_phone"
    UNUSUAL_HOUSING_REQUEST = "unusual_housing_request"
    BANK_ACCOUNT = "bank_account"
    UNUSUAL_SHAPE = "unusual_shape"


def about(checked: str | None, value: object) -> Caution | None:
    """What is unusual about a value for the check that a scheme's file names (`format`); nothing without a check."""
    looks_right = CHECKS.get(checked or "")
    unusual = looks_right is not None and isinstance(value, str) and bool(value) and not looks_right(value)
    return Caution.UNUSUAL_SHAPE if unusual else None


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "department": lambda text: text.upper().zfill(2) in DEPARTMENTS,
    "housing_request_number": identifiers.housing_request_number_is_usual,
    "mediation_receipt": identifiers.mediation_receipt_is_usual,
    "postal_code": identifiers.is_postal_code,
    "siren": identifiers.is_siren,
    "siret": identifiers.is_siret,
    "phone": identifiers.is_phone,
    "email": identifiers.is_email,
}
"""The checks that warn and never block, by the names of the catalogue's format."""


@dataclass(frozen=True)
class Kept(Changes):
    """The news of a field that was saved, with what is unusual about it."""

    caution: Caution | None = None
