# SPDX-License-Identifier: AGPL-3.0-or-later
"""Capture: a writing session cannot flush a fact without its journal entry, nor go round it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NoReturn
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, unitofwork

from app.models.base import Base, Fact
from app.models.tables import FACTS
from app.storage import search_index
from app.storage.bulk import batched
from app.storage.entries import columns_of
from app.storage.journal import Recorder

# The unit of work sorts by relationships, which we do not have; this is its own word for « all rows of a table ».
_RowsOf: Any = vars(unitofwork)["_SaveUpdateAll"]


class CaptureBypassed(RuntimeError):
    """Our bug: a fact was about to change without a journal entry."""


class WritingSession(Session):
    """A session whose flushes are recorded by `recorder`. It lives inside `Vault.writing` only."""

    recorder: Recorder

    def insert_many(self, facts: Iterable[Fact]) -> int:
        """Write many new facts at once, journaled and indexed; they do not enter the session."""
        self.flush()
        return self.recorder.insert_many(facts)

    def mark_many(self, entity: str, dossiers: Mapping[UUID, UUID | None], *, deleted: bool) -> None:
        """Withdraw many facts of one kind at once, or give them back, journaled and indexed.

        `dossiers`: the dossier that holds each fact, by its id. What the session had read is forgotten.
        """
        self.flush()
        self.expunge_all()
        connection = self.connection()
        self.recorder.expect_many()
        self.recorder.mark_many(entity, dossiers, deleted=deleted)
        kind = FACTS[entity]
        for some in batched(list(dossiers)) if kind in search_index.FIELDS else ():
            search_index.index_facts(connection, self.scalars(sa.select(kind).where(kind.id.in_(some))))
            self.expunge_all()

    def bulk_save_objects(self, *_: object, **__: object) -> NoReturn:
        """Refused: it would go round the journal; `insert_many` is the one door for many facts."""
        raise CaptureBypassed("bulk_save_objects: use insert_many")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


@event.listens_for(WritingSession, "before_flush")
def _record(session: WritingSession, context: UOWTransaction, _instances: object) -> None:
    if any(isinstance(one, Fact) for one in session.deleted):
        raise CaptureBypassed("a fact is never physically deleted: set `deleted`")
    new = [one for one in session.new if isinstance(one, Fact)]
    if new:
        _insert_in_order(context, new)
        session.recorder.create(new)
    changed = [(one, fields) for one in session.dirty if isinstance(one, Fact) and (fields := _changed(one))]
    if changed:
        session.recorder.update(changed)


def _insert_in_order(context: UOWTransaction, new: list[Fact]) -> None:
    """Parents before children: keys are set by id, so the unit of work knows of no relationship to sort by."""
    tables = {one.__tablename__ for one in new}
    order = [FACTS[table.name] for table in Base.metadata.sorted_tables if table.name in tables]
    uow: Any = context
    for first, second in pairwise(_RowsOf(uow, sa.inspect(entity)) for entity in order):
        uow.dependencies.add((first, second))


def _changed(fact: Fact) -> dict[str, Any]:
    state: Any = sa.inspect(fact)
    set_since = [name for name in state.committed_state if state.attrs[name].history.has_changes()]
    if "id" in set_since:
        raise CaptureBypassed("the id of a fact never changes")
    return {name: getattr(fact, name) for name in columns_of(fact.__tablename__) if name in set_since}


@event.listens_for(WritingSession, "do_orm_execute")
def _refuse_bulk(context: ORMExecuteState) -> None:
    if not (context.is_update or context.is_delete or context.is_insert):
        return
    table: Any = getattr(context.statement, "table", None)
    if table is not None and table.name in FACTS:
        raise CaptureBypassed(f"bulk statement on the fact table {table.name}")
