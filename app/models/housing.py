# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a person lives, one row per dwelling; the current one has no `until`."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact


class Housing(Fact, kw_only=True):
    """`surface` is in hundredths of m²; amounts are cents per month; `status` is a code of `occupancy_status`."""

    __tablename__ = "housing"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[str | None] = mapped_column(default=None)
    kind: Mapped[str] = mapped_column(default="")
    structure: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    surface: Mapped[int | None] = mapped_column(default=None)
    rooms: Mapped[int | None] = mapped_column(default=None)
    occupants: Mapped[int | None] = mapped_column(default=None)
    rent: Mapped[int | None] = mapped_column(default=None)
    charges: Mapped[int | None] = mapped_column(default=None)
    aid: Mapped[int | None] = mapped_column(default=None)
    landlord: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
