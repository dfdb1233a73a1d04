# SPDX-License-Identifier: AGPL-3.0-or-later
"""A worker: the professional who has an account in this vault. Her name is only ever in the encrypted file."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact


class Worker(Fact, kw_only=True):
    """`identifier` is what she types to unlock; `title` (`mme`, `m`) lets sentences agree.

    `role` is `worker`, `manager` or `administrator`: some events of a scheme are a manager's to record. `slot` is the
    name of her slot in the key ring, which itself names nobody.
    """

    __tablename__ = "worker"

    identifier: Mapped[str]
    name: Mapped[str]
    title: Mapped[str | None] = mapped_column(default=None)
    function: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="worker")
    slot: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
