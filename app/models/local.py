# SPDX-License-Identifier: AGPL-3.0-or-later
"""Local tables: drafts, settings, access log. They stay in this vault and are not part of any dossier's history."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Json, Local


class Draft(Local, kw_only=True):
    """What was typed and is not a fact yet: `place` names the field (« person:<id>:birth »), `reason` why it waits."""

    __tablename__ = "draft"

    worker_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    text: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[int] = mapped_column(default=0)


class Setting(Local, kw_only=True):
    """A preference: of a worker, or of the vault when `worker` is empty."""

    __tablename__ = "setting"

    worker: Mapped[str] = mapped_column(primary_key=True, default="")
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any | None] = mapped_column(Json(), default=None)


class Access(Local, kw_only=True):
    """A dossier was opened, printed or exported. `at` is in milliseconds since 1970, UTC."""

    __tablename__ = "access"
    __table_args__ = (Index("ix_access_person_id_at", "person_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=uuid4)
    at: Mapped[int]
    worker_id: Mapped[UUID]
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    act: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
