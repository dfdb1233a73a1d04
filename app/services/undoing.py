# SPDX-License-Identifier: AGPL-3.0-or-later
"""Undo and redo: a new gesture that gives back the values an earlier one replaced.

Nothing here is written per verb, but for what the world has seen: a sending is cancelled instead, its number stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.base import Base, Fact
from app.models.journal import Change, GestureRow, Head
from app.models.tables import FACTS
from app.models.worker import Worker
from app.services import referrals
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.storage.bulk import batched
from app.storage.entries import Entry, blank, columns_of, read_value, written

INSTEAD: dict[str, Callable[[Office, UUID], Changes]] = {referrals.SENT: referrals.cancel_sending}
"""Verbs whose gesture is answered by another verb instead of being given back."""

SET_UP = (
    "vault_created",
    "account_created",
    "password_changed",
    "password_recovered",
    "office_described",
    "demonstration_filled",
)
"""Gestures that set a vault up: going back stops before them."""


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
        .where(GestureRow.author == office.worker_id, GestureRow.undone_by.is_(None), GestureRow.verb.not_in(SET_UP))
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
        if row.undone_by is not None or row.verb in SET_UP:
            raise Refused(Refusal.NOTHING_TO_UNDO)
        return row


def _give_back(office: Office, row: GestureRow, verb: str) -> Changes:
    with office.writing(verb, undoes=row.id) as writing:
        session = writing.session
        gesture = _Gesture.read(session, row.id)
        _refuse_if_changed_since(session, gesture)
        _refuse_if_depended_on(session, gesture)
        before = _values_before(session, gesture)
        for _, entry in gesture.entries:
            _restore(gesture.facts[entry.entity_id], entry, before)
    return writing.changes


@dataclass(frozen=True)
class _Gesture:
    """What a gesture wrote, the latest first, with the present state of each entity, read in a few large queries."""

    entries: tuple[tuple[UUID, Entry], ...]
    facts: Mapping[UUID, Fact]
    heads: Mapping[UUID, Mapping[str, str]]

    @classmethod
    def read(cls, session: Session, gesture: UUID) -> _Gesture:
        """Read it; erased entries are not in it."""
        query = sa.select(Change.id, Change.body).where(Change.gesture == gesture).order_by(Change.hlc.desc())
        entries = tuple((row.id, Entry.read(row.body)) for row in session.execute(query) if row.body is not None)
        by_entity: dict[str, list[UUID]] = defaultdict(list)
        for _, entry in entries:
            by_entity[entry.entity].append(entry.entity_id)
        facts: dict[UUID, Fact] = {}
        heads: dict[UUID, Mapping[str, str]] = {}
        for entity, ids in by_entity.items():
            for some in batched(list(dict.fromkeys(ids))):
                facts |= {one.id: one for one in session.scalars(sa.select(FACTS[entity]).where(_id(entity).in_(some)))}
                rows = session.execute(sa.select(Head.entity_id, Head.fields).where(Head.entity_id.in_(some)))
                heads |= {one.entity_id: one.fields for one in rows}
        return cls(entries, facts, heads)

    @property
    def created(self) -> dict[str, list[UUID]]:
        """The entities it made, by kind."""
        found: dict[str, list[UUID]] = defaultdict(list)
        for _, entry in self.entries:
            if not entry.replaced:
                found[entry.entity].append(entry.entity_id)
        return found


def _id(entity: str) -> Any:
    return FACTS[entity].id


def _refuse_if_changed_since(session: Session, gesture: _Gesture) -> None:
    """Whoever changed a field to another value after this gesture keeps it."""
    own = {change_id.hex for change_id, _ in gesture.entries}
    for _, entry in gesture.entries:
        fact, columns = gesture.facts[entry.entity_id], columns_of(entry.entity)
        for field, current in gesture.heads[entry.entity_id].items():
            if field in ("*", "deleted") or current in own or (entry.replaced and field not in entry.fields):
                continue
            if written(getattr(fact, field)) != entry.fields.get(field, blank(columns[field])):
                raise Refused(Refusal.CHANGED_SINCE, field, who=_author_of(session, UUID(current)))


def _author_of(session: Session, change_id: UUID) -> str:
    change = session.get(Change, change_id)
    author = Entry.read(change.body).author if change is not None and change.body else None
    worker = session.get(Worker, author) if author else None
    return worker.name if worker is not None else "Quelqu’un"


def _refuse_if_depended_on(session: Session, gesture: _Gesture) -> None:
    """What something not undone points to stays."""
    created = gesture.created
    also_undone = {one for ids in created.values() for one in ids}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys if table.name in FACTS else ():
            for some in batched(created.get(key.column.table.name, [])):
                query = sa.select(table.c.id).where(key.parent.in_(some), table.c.deleted.is_(False))
                if not also_undone.issuperset(session.scalars(query)):
                    raise Refused(Refusal.DEPENDED_ON)


def _values_before(session: Session, gesture: _Gesture) -> dict[UUID, Mapping[str, Any] | None]:
    """What the replaced changes said, by their ids; None for one that was erased."""
    replaced = {ids[0] for _, entry in gesture.entries for ids in entry.replaced.values()}
    found: dict[UUID, Mapping[str, Any] | None] = {}
    for some in batched(list(replaced)):
        for row in session.execute(sa.select(Change.id, Change.body).where(Change.id.in_(some))):
            found[row.id] = Entry.read(row.body).fields if row.body is not None else None
    return found


def _restore(fact: Fact, entry: Entry, before: Mapping[UUID, Mapping[str, Any] | None]) -> None:
    if not entry.replaced:
        fact.deleted = True
        return
    for field, replaced in entry.replaced.items():
        said = before[replaced[0]] or {}
        known = field in said
        value = read_value(entry.entity, field, said[field]) if known else blank(columns_of(entry.entity)[field])
        setattr(fact, field, value)
