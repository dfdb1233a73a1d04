# SPDX-License-Identifier: AGPL-3.0-or-later
"""Capture: a writing session cannot flush a fact without its journal entry, nor go round it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from app.models.base import Fact
from app.storage.entries import columns_of
from app.storage.journal import Recorder


class CaptureBypassed(RuntimeError):
    """Our bug: a fact was about to change without a journal entry."""


class WritingSession(Session):
    """A session whose flushes are recorded by `recorder`. It lives inside `Vault.writing` only."""

    recorder: Recorder

    def insert_many(self, facts: Iterable[Fact]) -> int:
        """Write many new facts at once, journaled and indexed; they do not enter the session."""
        self.flush()
        return self.recorder.insert_many(facts)


@event.listens_for(WritingSession, "before_flush")
def _record(session: WritingSession, _context: UOWTransaction, _instances: object) -> None:
    if any(isinstance(one, Fact) for one in session.deleted):
        raise CaptureBypassed("a fact is never physically deleted: set `deleted`")
    new = [one for one in session.new if isinstance(one, Fact)]
    if new:
        session.recorder.create(new)
    for one in session.dirty:
        if isinstance(one, Fact) and (changed := _changed(one)):
            session.recorder.update(one, changed)


def _changed(fact: Fact) -> dict[str, Any]:
    state: Any = sa.inspect(fact)
    return {
        name: getattr(fact, name) for name in columns_of(fact.__tablename__) if state.attrs[name].history.has_changes()
    }


@event.listens_for(WritingSession, "do_orm_execute")
def _refuse_bulk(context: ORMExecuteState) -> None:
    if not (context.is_update or context.is_delete or context.is_insert):
        return
    mapper = context.bind_mapper
    if mapper is not None and issubclass(mapper.class_, Fact):
        raise CaptureBypassed(f"bulk statement on the fact table {mapper.class_.__tablename__}")
