# SPDX-License-Identifier: AGPL-3.0-or-later
"""A referral: the act of sending, with its paper, its addressee and its answers."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, Json


class Referral(Fact, kw_only=True):
    """A draft until `sent_on`; sending freezes `snapshot` and `pdf_digest` and gives `number`, which stay for ever.

    `channel` is a code of the vocabulary `channel`; `cancelled_on` marks a number that stays, « annulée »;
    `official_blank` is the blank form it leaves on, if it does.
    There are two reminders at most, each with its day and its means, a code of the vocabulary `reminder_channel`.
    """

    __tablename__ = "referral"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"), index=True)
    form: Mapped[str] = mapped_column(default="")
    created_on: Mapped[date]
    consent_id: Mapped[UUID | None] = mapped_column(ForeignKey("consent.id"), default=None)
    channel: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date | None] = mapped_column(default=None, index=True)
    expected_by: Mapped[date | None] = mapped_column(default=None)
    number: Mapped[str] = mapped_column(default="")
    snapshot: Mapped[Any | None] = mapped_column(Json(), default=None)
    pdf_digest: Mapped[str] = mapped_column(default="")
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    cancel_reason: Mapped[str] = mapped_column(default="")
    official_blank: Mapped[UUID | None] = mapped_column(default=None)
    reminded_on: Mapped[date | None] = mapped_column(default=None)
    reminded_by: Mapped[str | None] = mapped_column(default=None)
    reminded_again_on: Mapped[date | None] = mapped_column(default=None)
    reminded_again_by: Mapped[str | None] = mapped_column(default=None)


class ReferralAnswer(Fact, kw_only=True):
    """What came back: `answer` is `received`, `missing`, `yes` or `no`; `event_id` the event it gave the procedure."""

    __tablename__ = "referral_answer"

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    answer: Mapped[str]
    on: Mapped[date]
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("procedure_event.id"), default=None)
    motive: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
