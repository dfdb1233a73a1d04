# SPDX-License-Identifier: AGPL-3.0-or-later
"""A procedure: a person's démarche in one scheme, with its dated events, its answers and its supporting documents."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, Json


class Procedure(Fact, kw_only=True):
    """`edition` is the `valid_from` of the scheme's edition in force on `opened_on`; it never moves by itself."""

    __tablename__ = "procedure"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    pathway_id: Mapped[UUID] = mapped_column(ForeignKey("pathway.id"), index=True)
    scheme: Mapped[str] = mapped_column(index=True)
    edition: Mapped[date]
    opened_on: Mapped[date]
    department: Mapped[str] = mapped_column(default="")
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), default=None, index=True)
    label: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ProcedureEvent(Fact, kw_only=True):
    """A dated fact that moves the procedure: `name` and `details` are those its scheme's edition declares."""

    __tablename__ = "procedure_event"

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    on: Mapped[date]
    details: Mapped[dict[str, Any]] = mapped_column(Json(), default_factory=lambda: dict[str, Any]())
    rank: Mapped[int] = mapped_column(default=0)


class ProcedureAnswer(Fact, kw_only=True):
    """One answer of the form that the dossier has no place for: `key` of `procedure.answers.<key>`, any JSON value."""

    __tablename__ = "procedure_answer"

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    key: Mapped[str]
    value: Mapped[Any | None] = mapped_column(Json(), default=None)


class SupportingDocument(Fact, kw_only=True):
    """A document the scheme asks for: `status` is `to_ask`, `received`, `missing` or `expired`."""

    __tablename__ = "supporting_document"

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    document: Mapped[str]
    status: Mapped[str] = mapped_column(default="to_ask")
    received_on: Mapped[date | None] = mapped_column(default=None)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    original_seen: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
