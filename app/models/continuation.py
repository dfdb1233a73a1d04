# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was answered to a proposal: the procedure that its scheme led to was opened, or the proposal was set aside."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact


class Continuation(Fact, kw_only=True):
    """The answer to what `procedure_id` led to; `key` is the id of the proposal in its scheme.

    `answer` is `opened`, `later` (it comes back after `until`) or `unsuitable`. `opened_id` is the procedure opened.
    """

    __tablename__ = "continuation"

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    key: Mapped[str]
    answer: Mapped[str]
    on: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    opened_id: Mapped[UUID | None] = mapped_column(ForeignKey("procedure.id"), default=None, index=True)
