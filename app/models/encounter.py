# SPDX-License-Identifier: AGPL-3.0-or-later
"""An encounter: the person came, called, was met; or a note was taken about her pathway."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact

WITHOUT_PERSON = frozenset({"note", "third_party", "mail_in", "registered_in", "parcel_in"})
"""Kinds that are not a contact with the person: a note, a word with someone else, mail that arrived for her."""


class Encounter(Fact, kw_only=True):
    """`kind` is a code of the vocabulary `contact_kind`; `with_person` tells a contact from an internal note."""

    __tablename__ = "encounter"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"), index=True)
    kind: Mapped[str]
    on: Mapped[date]
    text: Mapped[str] = mapped_column(default="")
    participants: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    with_person: Mapped[bool] = mapped_column(default=True)
    procedure_id: Mapped[UUID | None] = mapped_column(ForeignKey("procedure.id"), default=None, index=True)
