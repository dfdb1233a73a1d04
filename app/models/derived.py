# SPDX-License-Identifier: AGPL-3.0-or-later
"""Derived tables: where procedures stand, what falls due, how names are found."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Derived, Word


class ProcedureState(Derived, kw_only=True):
    """Where the recorded events leave a procedure. Nothing here depends on today.

    After `lapses_on`, without a new event, the stage is `lapsed_stage` (a silence that the law reads as an answer).
    """

    __tablename__ = "procedure_state"

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(index=True)
    stage: Mapped[str]
    shade: Mapped[str]
    since: Mapped[date]
    closed: Mapped[bool] = mapped_column(default=False)
    lapses_on: Mapped[date | None] = mapped_column(default=None)
    lapsed_stage: Mapped[str] = mapped_column(default="")


OPEN = text("closed_on IS NULL")
"""The deadlines that two indexes hold. A query about one person or procedure is never tempted to walk these instead."""
_AGENDA = ("lead_id", "due", "kind", "opens_on", "lapses_to", "suspended", "after_silence")


class Deadline(Derived, kw_only=True):
    """A computed date of a procedure; `key` is its id in the scheme (`id` names the row, the same on each device).

    Open when `closed_on` is empty and `opens_on`, if any (the last day of the deadline that must first run out), has
    passed. `awaits` is `us` or `them`; `kind` is `legal`, `contract` or `advice`. `lead_id` is who follows the
    person (`standing.Course`): with it, what falls due for her is read, and counted, from one index. `after_silence`:
    past its day, it is never said lost.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        Index("ix_deadline_open", "due", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_deadline_lead", *_AGENDA, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(index=True)
    lead_id: Mapped[UUID | None] = mapped_column(default=None)
    key: Mapped[str]
    label: Mapped[str]
    due: Mapped[date]
    starts_on: Mapped[date]
    basis: Mapped[str | None] = mapped_column(default=None)
    verified: Mapped[bool] = mapped_column(default=False)
    consequence: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="legal")
    awaits: Mapped[str] = mapped_column(default="us")
    after: Mapped[str | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    suspended: Mapped[bool] = mapped_column(default=False)
    after_silence: Mapped[bool] = mapped_column(default=False)
    opens_on: Mapped[date | None] = mapped_column(default=None)
    act: Mapped[str | None] = mapped_column(default=None)
    act_label: Mapped[str | None] = mapped_column(default=None)
    lapses_to: Mapped[str | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(default="")


class NameToken(Derived, kw_only=True):
    """One folded token of a person; `names` repeats all of hers, so that a second word is checked in the same scan."""

    __tablename__ = "name_token"
    __table_args__ = ({"sqlite_with_rowid": False},)

    token: Mapped[str] = mapped_column(Word, primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    names: Mapped[str]


class MemberToken(Derived, kw_only=True):
    """One folded token of a household member known by name only; `person_id` is the dossier that names her."""

    __tablename__ = "member_token"
    __table_args__ = ({"sqlite_with_rowid": False},)

    token: Mapped[str] = mapped_column(Word, primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    person_id: Mapped[UUID]
    names: Mapped[str]


class PersonCard(Derived, kw_only=True):
    """A person as lists show her, in one row: a list of fifty people reads fifty rows, whatever the vault’s size.

    `place` orders lists by name (folded, so that « Éloi » comes before « Zoé »); `lead_id` is the référent of her open
    pathway, `workers` the ids of those who work on her procedures; `last_contact` the last day she was met or heard.
    """

    __tablename__ = "person_card"
    __table_args__ = (Index("ix_person_card_lead", "lead_id", "place"), {"sqlite_with_rowid": False})

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(Word, index=True)
    birth_name: Mapped[str]
    use_name: Mapped[str]
    first_names: Mapped[str]
    title: Mapped[str | None]
    birth: Mapped[str]
    phone: Mapped[str]
    town: Mapped[str]
    file_number: Mapped[str]
    lead_id: Mapped[UUID | None]
    workers: Mapped[str]
    open_procedures: Mapped[int]
    last_contact: Mapped[date | None]


class SoundToken(Derived, kw_only=True):
    """The sound-alike key of a name part of a person; `joined` repeats all of hers."""

    __tablename__ = "sound_token"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(Word, primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    joined: Mapped[str]
