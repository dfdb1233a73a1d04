# SPDX-License-Identifier: AGPL-3.0-or-later
"""What sorts facts that bear the same day: the order in which they were written down."""

from __future__ import annotations

import sqlalchemy as sa

from app.models.base import Fact
from app.models.journal import Change


def first_written(entity: type[Fact]) -> sa.ScalarSelect[int]:
    """When each record was first written, by the journal's clock: it grows from entry to entry, on every device."""
    return sa.select(sa.func.min(Change.hlc)).where(Change.entity_id == entity.id).correlate(entity).scalar_subquery()
