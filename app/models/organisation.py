# SPDX-License-Identifier: AGPL-3.0-or-later
"""An organisation: a partner of the short address book, or the office that owns the vault (`own`)."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact


class Organisation(Fact, kw_only=True):
    """`kind` is a code of the vocabulary `organisation_kind`; `address` holds its lines."""

    __tablename__ = "organisation"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="autre")
    own: Mapped[bool] = mapped_column(default=False)
    unit: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    siret: Mapped[str] = mapped_column(default="")
    manager: Mapped[str] = mapped_column(default="")
    accreditation: Mapped[str] = mapped_column(default="")
    accreditation_prefecture: Mapped[str] = mapped_column(default="")
    data_protection_contact: Mapped[str] = mapped_column(default="")
    bound_by_secrecy: Mapped[bool | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
