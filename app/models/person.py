# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person: identity, contacts, administrative situation. There is no column for the NIR (décret n° 2019-341)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact


class Person(Fact, kw_only=True):
    """`birth` is a partial date in the form of `PartialDate.iso` (« 1990-03-02 », « 1990-03 », « ~1975 »), or empty.

    Codes come from resources/vocabularies: `civility`, `family_status`, `nationality`, `permit_kind`.
    """

    __tablename__ = "person"

    file_number: Mapped[str] = mapped_column(default="")
    former_number: Mapped[str] = mapped_column(default="")
    title: Mapped[str | None] = mapped_column(default=None)
    birth_name: Mapped[str]
    use_name: Mapped[str] = mapped_column(default="")
    first_names: Mapped[str] = mapped_column(default="")
    birth: Mapped[str] = mapped_column(default="")
    birth_place: Mapped[str] = mapped_column(default="")

    phone: Mapped[str] = mapped_column(default="")
    phone_note: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    care_of: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    safe_contact: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")

    family_status: Mapped[str | None] = mapped_column(default=None)
    nationality: Mapped[str | None] = mapped_column(default=None)
    permit_kind: Mapped[str] = mapped_column(default="")
    permit_number: Mapped[str] = mapped_column(default="")
    permit_until: Mapped[date | None] = mapped_column(default=None)
    legal_protection: Mapped[str | None] = mapped_column(default=None)
    housing_request_number: Mapped[str] = mapped_column(default="")
    housing_request_on: Mapped[date | None] = mapped_column(default=None)
    housing_request_renewed_on: Mapped[date | None] = mapped_column(default=None)
    work_situation: Mapped[str | None] = mapped_column(default=None)
    own_words: Mapped[str] = mapped_column(default="")
    own_words_on: Mapped[date | None] = mapped_column(default=None)

    @property
    def dossier_id(self) -> UUID | None:
        """A person is her own dossier."""
        return self.id
