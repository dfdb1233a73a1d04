# SPDX-License-Identifier: AGPL-3.0-or-later
"""A pathway: one person's way through all her procedures, with the référent she agreed to."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact


class Pathway(Fact, kw_only=True):
    """`lead_id` is the référent; `agreed_on` the day the person agreed to her. `closed_on` empty: running."""

    __tablename__ = "pathway"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    lead_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), default=None, index=True)
    opened_on: Mapped[date]
    agreed_on: Mapped[date | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    close_reason: Mapped[str] = mapped_column(default="")
