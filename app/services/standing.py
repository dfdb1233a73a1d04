# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where procedures stand: stages and deadlines, recomputed from the facts in the transaction that changes them."""

from __future__ import annotations

from collections.abc import Set
from uuid import UUID

from sqlalchemy.orm import Session

from app.schemes.catalogue import Catalogue


def restate(session: Session, catalogue: Catalogue, touched: Set[tuple[str, UUID]], persons: Set[UUID]) -> None:
    """Rewrite the derived rows of every procedure that `touched` entities bear upon."""
