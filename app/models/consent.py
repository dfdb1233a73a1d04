# SPDX-License-Identifier: AGPL-3.0-or-later
"""The person's agreement to share; not the legal ground of the file, which is another record."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, Json


class Consent(Fact, kw_only=True):
    """`categories` are codes of `app.schemes.paths.CATEGORIES`; the signed scope is one value, replaced whole.

    `basis` is a code of the vocabulary `sharing_basis`. In force from `given_on` to `valid_until` included, unless
    `withdrawn_on` has come.
    """

    __tablename__ = "consent"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    basis: Mapped[str] = mapped_column(default="consent")
    categories: Mapped[list[str]] = mapped_column(Json(), default_factory=lambda: list[str]())
    purpose: Mapped[str] = mapped_column(default="")
    means: Mapped[str] = mapped_column(default="")
    given_on: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(default=None)
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    refused: Mapped[bool] = mapped_column(default=False)
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), default=None)

    def in_force_on(self, day: date) -> bool:
        """Whether the agreement covers sharing on that day."""
        return (
            not (self.refused or self.deleted)
            and self.given_on <= day
            and (self.valid_until is None or day <= self.valid_until)
            and (self.withdrawn_on is None or day < self.withdrawn_on)
        )
