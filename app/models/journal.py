# SPDX-License-Identifier: AGPL-3.0-or-later
"""The journal: who, when, on which device, which fields, and which earlier changes they replace."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Derived, Json, Kind, Local


class Change(Base, kw_only=True):
    """One entry: what one gesture did to one entity.

    `body` is the canonical form of the entry (`app.storage.journal.Entry`); `id` is its digest; `chain` is the digest
    of the device's previous chain and this id. The other columns repeat the body for look-ups. An erased entry has
    no body.
    """

    __tablename__ = "change"
    __kind__: ClassVar[Kind] = "journal"
    __table_args__ = (UniqueConstraint("device", "seq"), Index("ix_change_dossier", "person_id", "hlc"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    device: Mapped[UUID]
    seq: Mapped[int]
    gesture: Mapped[UUID] = mapped_column(index=True)
    hlc: Mapped[int]
    entity: Mapped[str]
    entity_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    chain: Mapped[bytes] = mapped_column(LargeBinary)


class Head(Derived, kw_only=True):
    """The change each field of an entity now comes from: `{field: change id}`; `*` stands for all others.

    With it, saving a field does not read the journal.
    """

    __tablename__ = "head"

    entity_id: Mapped[UUID] = mapped_column(primary_key=True)
    entity: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(Json())


class GestureRow(Derived, kw_only=True):
    """A gesture of the journal in one row: its author, its verb, what it undoes and what undid it."""

    __tablename__ = "gesture"
    __table_args__ = (Index("ix_gesture_author", "author", "hlc"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    author: Mapped[UUID | None]
    device: Mapped[UUID]
    hlc: Mapped[int]
    verb: Mapped[str]
    undoes: Mapped[UUID | None] = mapped_column(default=None)
    undone_by: Mapped[UUID | None] = mapped_column(default=None)
    entries: Mapped[int] = mapped_column(default=0)


class Replica(Local, kw_only=True):
    """This vault as a device: its id and the end of its own chain. One row."""

    __tablename__ = "replica"

    device: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    letter: Mapped[str] = mapped_column(default="A")
    seq: Mapped[int] = mapped_column(default=0)
    hlc: Mapped[int] = mapped_column(default=0)
    chain: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
