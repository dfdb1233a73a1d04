# SPDX-License-Identifier: AGPL-3.0-or-later
"""What sorts facts that bear the same day: the order in which they were written down."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.base import Fact
from app.models.journal import Change
from app.storage.bulk import batched


def first_written(entity: type[Fact]) -> sa.ScalarSelect[int]:
    """When each record was first written, by the journal's clock: it grows from entry to entry, on every device."""
    return sa.select(sa.func.min(Change.hlc)).where(Change.entity_id == entity.id).correlate(entity).scalar_subquery()


def written_when(session: Session, entity: type[Fact], ids: Sequence[UUID]) -> dict[UUID, int]:
    """The same for the records of these ids, where only a few need it."""
    found: dict[UUID, int] = {}
    for some in batched(ids):
        query = sa.select(entity.id, first_written(entity)).where(entity.id.in_(some))
        found |= {row[0]: row[1] for row in session.execute(query)}
    return found
