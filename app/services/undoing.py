# SPDX-License-Identifier: AGPL-3.0-or-later
"""Undo and redo: a new gesture that gives back the values an earlier one replaced.

Nothing here is written per verb, but for what the world has seen: a sending is cancelled instead, its number stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.journal import Change, GestureRow, Head
from app.models.tables import FACTS
from app.models.worker import Worker
from app.services import referrals
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.storage.entries import Entry, blank, columns_of, read_value, written

INSTEAD: dict[str, Callable[[Office, UUID], Changes]] = {referrals.SENT: referrals.cancel_sending}
"""Verbs whose gesture is answered by another verb instead of being given back."""


def last_undoable(office: Office) -> GestureRow | None:
    """The worker's latest gesture not yet undone, or None."""
    with office.reading() as session:
        return session.scalars(_own(office).where(GestureRow.undoes.is_(None)).limit(1)).first()


def last_redoable(office: Office) -> GestureRow | None:
    """The worker's latest undo, when she has made no other gesture since; or None."""
    with office.reading() as session:
        latest = next((row for row in session.scalars(_own(office)) if not _is_redo(session, row)), None)
        return latest if latest is not None and latest.undoes is not None else None


def undo(office: Office, gesture: UUID | None = None) -> Changes:
    """Give back what a gesture replaced: the worker's latest one, or the one chosen in the history.

    Refused when someone has changed it since, or when something not undone depends on a creation.
    """
    row = last_undoable(office) if gesture is None else _row(office, gesture)
    if row is None:
        raise Refused(Refusal.NOTHING_TO_UNDO)
    if row.verb in INSTEAD:
        return INSTEAD[row.verb](office, row.id)
    return _give_back(office, row, "undone")


def redo(office: Office) -> Changes:
    """Undo the worker's latest undo."""
    row = last_redoable(office)
    if row is None:
        raise Refused(Refusal.NOTHING_TO_REDO)
    return _give_back(office, row, "redone")


def _own(office: Office) -> sa.Select[GestureRow]:
    return (
        sa.select(GestureRow)
        .where(GestureRow.author == office.worker_id, GestureRow.undone_by.is_(None))
        .order_by(GestureRow.hlc.desc())
    )


def _is_redo(session: Session, row: GestureRow) -> bool:
    undone = session.get(GestureRow, row.undoes) if row.undoes is not None else None
    return undone is not None and undone.undoes is not None


def _row(office: Office, gesture: UUID) -> GestureRow:
    with office.reading() as session:
        row = session.get(GestureRow, gesture)
        if row is None:
            raise Refused(Refusal.UNKNOWN_ID)
        if row.undone_by is not None:
            raise Refused(Refusal.NOTHING_TO_UNDO)
        return row


def _give_back(office: Office, row: GestureRow, verb: str) -> Changes:
    with office.writing(verb, undoes=row.id) as writing:
        session = writing.session
        entries = _entries(session, row.id)
        for change_id, entry in entries:
            _refuse_if_changed_since(session, change_id, entry)
        created = {entry.entity_id for _, entry in entries if not entry.replaced}
        for _, entry in entries:
            if not entry.replaced:
                _refuse_if_depended_on(session, entry, created)
        for _, entry in entries:
            _restore(session, entry)
    return writing.changes


def _entries(session: Session, gesture: UUID) -> list[tuple[UUID, Entry]]:
    rows = session.execute(
        sa.select(Change.id, Change.body).where(Change.gesture == gesture).order_by(Change.hlc.desc())
    )
    return [(row.id, Entry.read(row.body)) for row in rows if row.body is not None]


def _refuse_if_changed_since(session: Session, change_id: UUID, entry: Entry) -> None:
    heads = session.get_one(Head, entry.entity_id).fields
    fact = session.get_one(FACTS[entry.entity], entry.entity_id)
    for field, current in heads.items():
        if field in ("*", "deleted") or current == change_id.hex or (entry.replaced and field not in entry.fields):
            continue
        said = entry.fields.get(field, blank(columns_of(entry.entity)[field]))
        if written(getattr(fact, field)) != said:
            raise Refused(Refusal.CHANGED_SINCE, field, who=_author_of(session, UUID(current)))


def _author_of(session: Session, change_id: UUID) -> str:
    change = session.get(Change, change_id)
    author = Entry.read(change.body).author if change is not None and change.body else None
    worker = session.get(Worker, author) if author else None
    return worker.name if worker is not None else "Quelqu’un"


def _refuse_if_depended_on(session: Session, entry: Entry, also_undone: set[UUID]) -> None:
    for table in Base.metadata.sorted_tables:
        if table.name not in FACTS:
            continue
        for key in table.foreign_keys:
            if key.column.table.name == entry.entity and _points_here(session, key.parent, entry, also_undone):
                raise Refused(Refusal.DEPENDED_ON)


def _points_here(session: Session, column: sa.Column[Any], entry: Entry, also_undone: set[UUID]) -> bool:
    table = column.table
    query = sa.select(table.c.id).where(column == entry.entity_id, table.c.deleted.is_(False))
    return any(found not in also_undone for found in session.execute(query).scalars())


def _restore(session: Session, entry: Entry) -> None:
    fact = session.get_one(FACTS[entry.entity], entry.entity_id)
    if not entry.replaced:
        fact.deleted = True
        return
    for field, replaced in entry.replaced.items():
        setattr(fact, field, _value_before(session, entry.entity, field, replaced))


def _value_before(session: Session, entity: str, field: str, replaced: Sequence[UUID]) -> Any:
    change = session.get_one(Change, replaced[0])
    if change.body is None:
        return blank(columns_of(entity)[field])
    said = Entry.read(change.body).fields
    return read_value(entity, field, said[field]) if field in said else blank(columns_of(entity)[field])
