# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recording: every write becomes a journal entry in its own transaction.

A `Recorder` lives as long as one writing transaction. Single saves reach it through `before_flush`; imports and
demonstrations hand it whole batches. It writes changes, heads, the gesture's row and the name index together.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, cast
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from app.models.base import Base, Fact
from app.models.journal import Change, GestureRow, Head, Replica
from app.storage import search_index
from app.storage.bulk import batched, enlarge_cache, insert_rows
from app.storage.entries import Entry, chained, digest, fields_of_new, values_of, written

_CHANGE = cast("sa.Table", Change.__table__)
_HEAD = cast("sa.Table", Head.__table__)
_GESTURE = cast("sa.Table", GestureRow.__table__)
_REPLICA = cast("sa.Table", Replica.__table__)


@dataclass(frozen=True)
class Gesture:
    """One gesture of a worker: `verb` names it for the history, `undoes` the gesture it gives back."""

    verb: str
    author: UUID | None
    undoes: UUID | None = None
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class _Said:
    """What an entry is about, before it has a place in the chain. `person`: the dossier it belongs to."""

    entity: str
    entity_id: UUID
    person: UUID | None
    fields: Mapping[str, Any]
    replaced: Mapping[str, tuple[UUID, ...]]

    @classmethod
    def of(cls, fact: Fact, fields: Mapping[str, Any], replaced: Mapping[str, tuple[UUID, ...]]) -> _Said:
        """What is said of a fact at hand."""
        return cls(fact.__tablename__, fact.id, fact.dossier_id, fields, replaced)


class Recorder:
    """The journal's pen for one transaction; `touched` and `persons` tell what it wrote about."""

    def __init__(self, connection: sa.Connection, gesture: Gesture, now_ms: int) -> None:
        self.gesture = gesture
        self.touched: set[tuple[str, UUID]] = set()
        self.persons: set[UUID] = set()
        self._connection = connection
        self._now = now_ms
        end = connection.execute(sa.select(_REPLICA).with_for_update()).mappings().one()
        self._device: UUID = end["device"]
        self._seq: int = end["seq"]
        self._hlc: int = end["hlc"]
        self._chain: bytes = end["chain"]
        self._entries = 0
        self._usual_cache = 0

    @property
    def end(self) -> tuple[UUID, int, bytes]:
        """Where the device's chain ends now: the device, its latest `seq`, the chain."""
        return self._device, self._seq, self._chain

    def create(self, facts: Iterable[Fact]) -> None:
        """Record creations; the rows themselves are written by the caller's flush."""
        new = list(facts)
        changes = self._write([_Said.of(fact, fields_of_new(fact), {}) for fact in new])
        heads = [(fact.id, fact.__tablename__, {"*": change.hex}) for fact, change in zip(new, changes, strict=True)]
        insert_rows(self._connection, _HEAD, heads)
        search_index.index_facts(self._connection, new, fresh=True)

    def update(self, changed: Sequence[tuple[Fact, Mapping[str, Any]]]) -> None:
        """Record new values of entities' fields; they replace what their heads point to."""
        heads = self._locked_heads([fact.id for fact, _ in changed])
        said = [
            _Said.of(fact, {name: written(value) for name, value in fields.items()}, _replaced(heads[fact.id], fields))
            for fact, fields in changed
        ]
        for (fact, fields), change in zip(changed, self._write(said), strict=True):
            heads[fact.id].update(dict.fromkeys(fields, change.hex))
        _write_heads(self._connection, heads)
        indexed = [fact for fact, fields in changed if search_index.bears(fact, fields)]
        search_index.index_facts(self._connection, indexed)

    def insert_many(self, facts: Iterable[Fact]) -> int:
        """Write rows, entries, heads and index of many new facts; returns how many. For imports and demonstrations."""
        rank = {table.name: position for position, table in enumerate(Base.metadata.sorted_tables)}
        batch = sorted(facts, key=lambda fact: rank[fact.__tablename__])
        self.expect_many()
        for name, group in groupby(batch, key=lambda fact: fact.__tablename__):
            table = Base.metadata.tables[name]
            names = [column.name for column in table.columns]
            insert_rows(self._connection, table, (itemgetter(*names)(values_of(fact)) for fact in group))
        self.create(batch)
        return len(batch)

    def expect_many(self) -> None:
        """Make room for a great many rows until the transaction ends."""
        if not self._usual_cache:
            self._usual_cache = enlarge_cache(self._connection)

    def release(self) -> None:
        """Give the room back, before the transaction ends: its connection is shared."""
        if self._usual_cache:
            with suppress(SQLAlchemyError):
                enlarge_cache(self._connection, self._usual_cache)
            self._usual_cache = 0

    def mark_many(self, entity: str, dossiers: Mapping[UUID, UUID | None], *, deleted: bool) -> None:
        """Withdraw many facts of one kind, or give them back: entries, heads and rows; the index is the caller's.

        `dossiers`: the dossier that holds each fact.
        """
        heads = self._locked_heads(list(dossiers))
        fields = {"deleted": deleted}
        said = [_Said(entity, one, person, fields, _replaced(heads[one], fields)) for one, person in dossiers.items()]
        for one, change in zip(dossiers, self._write(said), strict=True):
            heads[one]["deleted"] = change.hex
        _write_heads(self._connection, heads)
        table = Base.metadata.tables[entity]
        for some in batched(list(dossiers)):
            self._connection.execute(table.update().where(table.c.id.in_(some)).values(deleted=deleted))

    def close(self) -> None:
        """Write the end of the device's chain and the gesture's row; the last act before the commit."""
        if not self._entries:
            return
        self._connection.execute(_REPLICA.update(), {"seq": self._seq, "hlc": self._hlc, "chain": self._chain})
        gesture = self.gesture
        row = {"id": gesture.id, "author": gesture.author, "verb": gesture.verb, "undoes": gesture.undoes}
        row |= {"device": self._device, "hlc": self._hlc, "undone_by": None, "entries": self._entries}
        self._connection.execute(_GESTURE.insert(), row)
        if gesture.undoes:
            _note_undone(self._connection, gesture.undoes, gesture.id)

    def _write(self, said: list[_Said]) -> list[UUID]:
        rows = [self._row(one) for one in said]
        insert_rows(self._connection, _CHANGE, rows)
        return [row[0] for row in rows]

    def _row(self, said: _Said) -> tuple[Any, ...]:
        """An entry in the order of the columns of `change`."""
        entry = self._placed(said)
        body = entry.body()
        change = digest(body)
        self._chain = chained(self._chain, change)
        self.touched.add((entry.entity, entry.entity_id))
        if said.person:
            self.persons.add(said.person)
        place = (change, entry.device, entry.seq, entry.gesture, entry.hlc)
        return *place, entry.entity, entry.entity_id, said.person, body, self._chain

    def _placed(self, said: _Said) -> Entry:
        self._seq += 1
        self._hlc = max(self._now << 16, self._hlc + 1)
        self._entries += 1
        return Entry(
            device=self._device,
            seq=self._seq,
            gesture=self.gesture.id,
            hlc=self._hlc,
            author=self.gesture.author,
            verb=self.gesture.verb,
            undoes=self.gesture.undoes,
            entity=said.entity,
            entity_id=said.entity_id,
            fields=said.fields,
            replaced=said.replaced,
            random=secrets.token_bytes(16),
        )

    def _locked_heads(self, ids: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
        found: dict[UUID, dict[str, str]] = {}
        for some in batched(ids):
            query = sa.select(_HEAD.c.entity_id, _HEAD.c.fields).where(_HEAD.c.entity_id.in_(some)).with_for_update()
            found |= {row.entity_id: dict(row.fields) for row in self._connection.execute(query)}
        return found


def _replaced(head: Mapping[str, str], fields: Iterable[str]) -> dict[str, tuple[UUID, ...]]:
    return {name: (UUID(head.get(name) or head["*"]),) for name in fields}


def _write_heads(connection: sa.Connection, heads: Mapping[UUID, Mapping[str, str]]) -> None:
    query = (
        _HEAD.update().where(_HEAD.c.entity_id == sa.bindparam("of_entity")).values(fields=sa.bindparam("new_fields"))
    )
    connection.execute(query, [{"of_entity": entity, "new_fields": fields} for entity, fields in heads.items()])


def _note_undone(connection: sa.Connection, undone: UUID, by: UUID) -> None:
    """Mark a gesture undone; when it was itself an undo, what it had undone stands again (redo)."""
    connection.execute(_GESTURE.update().where(_GESTURE.c.id == undone), {"undone_by": by})
    earlier = connection.execute(sa.select(_GESTURE.c.undoes).where(_GESTURE.c.id == undone)).scalar()
    if earlier:
        connection.execute(_GESTURE.update().where(_GESTURE.c.id == earlier), {"undone_by": None})
