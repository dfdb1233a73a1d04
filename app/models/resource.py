# SPDX-License-Identifier: AGPL-3.0-or-later
"""Resources by kind and month."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact


class Resource(Fact, kw_only=True):
    """`amount` cents each month from the month of `since` to that of `until` (None: still paid).

    `kind` is a code of the vocabulary `resource_kind`; `holder` names the member who receives it, empty for the person.
    """

    __tablename__ = "resource"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    amount: Mapped[int | None] = mapped_column(default=None)
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    holder: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(default="")
