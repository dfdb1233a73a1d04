# SPDX-License-Identifier: AGPL-3.0-or-later
"""A household: an object of its own, whose members come, go and are born at known dates."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact


class Household(Fact, kw_only=True):
    """Holds nothing but its members; `label` tells two households of one person apart."""

    __tablename__ = "household"

    label: Mapped[str] = mapped_column(default="")


class HouseholdMember(Fact, kw_only=True):
    """One membership, from `since` to `until` (the last day included; None: still there, or not known since when).

    A member who has a dossier carries `member_id`; a child known only by name carries the names here. `person_id` is
    the dossier in which the membership was written. `link` is a code of the vocabulary `household_link`, seen from
    that person.
    """

    __tablename__ = "household_member"

    household_id: Mapped[UUID] = mapped_column(ForeignKey("household.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    name: Mapped[str] = mapped_column(default="")
    first_names: Mapped[str] = mapped_column(default="")
    title: Mapped[str | None] = mapped_column(default=None)
    birth: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="autre")
    dependant: Mapped[bool | None] = mapped_column(default=None)
    disability: Mapped[bool | None] = mapped_column(default=None)
    permit: Mapped[str] = mapped_column(default="")
    to_house: Mapped[bool] = mapped_column(default=True)
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
