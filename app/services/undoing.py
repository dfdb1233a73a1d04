# SPDX-License-Identifier: AGPL-3.0-or-later
"""Undo and redo: a new gesture that gives back the values an earlier one replaced.

Nothing here is written per verb, but for what the world has seen: a sending is cancelled instead, its number stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.exchange.sheet import GivenUp, Progress, Stopped
from app.models.base import Base, Fact
from app.models.journal import Change, GestureRow, Head
from app.models.tables import FACTS
from app.models.worker import Worker
from app.services import referrals
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.storage.bulk import batched
from app.storage.capture import WritingSession
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

ENTRIES_AT_ONCE = 2000


def last_undoable(office: Office) -> GestureRow | None:
    """The worker's latest gesture not yet undone, or None."""
    with office.reading() as session:
        return session.scalars(_own(office).where(GestureRow.undoes.is_(None)).limit(1)).first()


def last_redoable(office: Office) -> GestureRow | None:
    """The worker's latest undo, when she has made no other gesture since; or None."""
    with office.reading() as session:
        latest = next((row for row in session.scalars(_own(office)) if not _is_redo(session, row)), None)
        return latest if latest is not None and latest.undoes is not None else None


def undo(
    office: Office,
    gesture: UUID | None = None,
    *,
    progress: Progress | None = None,
    stopped: Stopped | None = None,
) -> Changes:
    """Give back what a gesture replaced: the worker's latest one, or the one chosen in the history.

    Refused when someone has changed it since, or when something not undone depends on a creation. `progress` is told
    the entries done and the entries in all; raises GivenUp when `stopped` answered True: nothing is changed then.
    """
    row = last_undoable(office) if gesture is None else _row(office, gesture)
    if row is None:
        raise Refused(Refusal.NOTHING_TO_UNDO)
    if row.verb in INSTEAD:
        return INSTEAD[row.verb](office, row.id)
    return _give_back(office, row, "undone", progress, stopped)


def redo(office: Office, *, progress: Progress | None = None, stopped: Stopped | None = None) -> Changes:
    """Undo the worker's latest undo."""
    row = last_redoable(office)
    if row is None:
        raise Refused(Refusal.NOTHING_TO_REDO)
    return _give_back(office, row, "redone", progress, stopped)


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


def _give_back(
    office: Office, row: GestureRow, verb: str, progress: Progress | None, stopped: Stopped | None
) -> Changes:
    with office.writing(verb, undoes=row.id) as work:
        session = work.session
        latest_first = sa.select(Change.id).where(Change.gesture == row.id).order_by(Change.hlc.desc())
        changes, done = session.scalars(latest_first).all(), 0
        for some in batched(changes, ENTRIES_AT_ONCE):
            if stopped is not None and stopped():
                raise GivenUp
            _give_back_some(session, _Part.read(session, some), {row.id, session.recorder.gesture.id})
            done += len(some)
            if progress is not None:
                progress(done, len(changes))
    return work.changes


def _give_back_some(session: WritingSession, part: _Part, gestures: set[UUID]) -> None:
    rest = part.others()
    facts = rest.facts(session)
    _refuse_if_changed_since(session, rest, facts, gestures)
    _refuse_if_depended_on(session, part)
    before = _values_before(session, part)
    for wrote in rest.entries:
        _restore(facts[wrote.entry.entity_id], wrote.entry, before)
    for (entity, deleted), dossiers in part.whole_facts(before).items():
        session.mark_many(entity, dossiers, deleted=deleted)
    session.flush()
    session.expunge_all()


@dataclass(frozen=True, slots=True)
class _Wrote:
    """One entry of a gesture, and the dossier it belongs to."""

    change: UUID
    dossier: UUID | None
    entry: Entry


@dataclass(frozen=True)
class _Part:
    """Some of what a gesture wrote, the latest first, with the present heads of each entity."""

    entries: tuple[_Wrote, ...]
    heads: Mapping[UUID, Mapping[str, str]]

    @classmethod
    def read(cls, session: Session, changes: Sequence[UUID]) -> _Part:
        """Read it in a few large queries; erased entries are not in it."""
        found: dict[UUID, _Wrote] = {}
        heads: dict[UUID, Mapping[str, str]] = {}
        for some in batched(changes):
            query = sa.select(Change.id, Change.person_id, Change.body).where(Change.id.in_(some))
            rows = [row for row in session.execute(query) if row.body is not None]
            found |= {row.id: _Wrote(row.id, row.person_id, Entry.read(row.body)) for row in rows}
        for some in batched(list({wrote.entry.entity_id for wrote in found.values()})):
            query = sa.select(Head.entity_id, Head.fields).where(Head.entity_id.in_(some))
            heads |= {row.entity_id: row.fields for row in session.execute(query)}
        return cls(tuple(found[change] for change in changes if change in found), heads)

    @cached_property
    def _plain(self) -> frozenset[UUID]:
        """The entities only made, withdrawn or given back, once, whose fields nobody set since."""
        times = Counter(wrote.entry.entity_id for wrote in self.entries)
        return frozenset(
            wrote.entry.entity_id
            for wrote in self.entries
            if times[wrote.entry.entity_id] == 1
            and (
                set(wrote.entry.fields) == {"deleted"}
                if wrote.entry.replaced
                else self.heads[wrote.entry.entity_id].keys() <= {"*", "deleted"}
            )
        )

    def others(self) -> _Part:
        """Without what can be withdrawn or given back whole."""
        return _Part(tuple(one for one in self.entries if one.entry.entity_id not in self._plain), self.heads)

    def whole_facts(
        self, before: Mapping[UUID, Mapping[str, Any] | None]
    ) -> dict[tuple[str, bool], dict[UUID, UUID | None]]:
        """The others: by kind, and whether they are withdrawn or given back, each with its dossier."""
        found: dict[tuple[str, bool], dict[UUID, UUID | None]] = defaultdict(dict)
        for wrote in self.entries:
            entry = wrote.entry
            if entry.entity_id in self._plain:
                deleted = (before[entry.replaced["deleted"][0]] or {}).get("deleted", False) if entry.replaced else True
                found[entry.entity, deleted][entry.entity_id] = wrote.dossier
        return found

    def facts(self, session: Session) -> dict[UUID, Fact]:
        """The entities themselves, by id."""
        by_entity: dict[str, set[UUID]] = defaultdict(set)
        for wrote in self.entries:
            by_entity[wrote.entry.entity].add(wrote.entry.entity_id)
        found: dict[UUID, Fact] = {}
        for entity, ids in by_entity.items():
            for some in batched(list(ids)):
                query = sa.select(FACTS[entity]).where(_id(entity).in_(some))
                found |= {one.id: one for one in session.scalars(query)}
        return found

    @property
    def created(self) -> dict[str, list[UUID]]:
        """The entities it made, by kind."""
        found: dict[str, list[UUID]] = defaultdict(list)
        for wrote in self.entries:
            if not wrote.entry.replaced:
                found[wrote.entry.entity].append(wrote.entry.entity_id)
        return found


def _id(entity: str) -> Any:
    return FACTS[entity].id


def _refuse_if_changed_since(
    session: Session, part: _Part, facts: Mapping[UUID, Fact], gestures: Collection[UUID]
) -> None:
    """Whoever changed a field to another value after this gesture keeps it."""
    for wrote in part.entries:
        entry, columns = wrote.entry, columns_of(wrote.entry.entity)
        for field, current in part.heads[entry.entity_id].items():
            if (
                field in ("*", "deleted")
                or current == wrote.change.hex
                or (entry.replaced and field not in entry.fields)
            ):
                continue
            now = written(getattr(facts[entry.entity_id], field))
            if now != entry.fields.get(field, blank(columns[field])):
                _refuse_unless_from(session, UUID(current), field, gestures)


def _refuse_unless_from(session: Session, change_id: UUID, field: str, gestures: Collection[UUID]) -> None:
    """Refuse a value that comes from elsewhere than the gesture given back, or the one that gives it back."""
    change = session.get(Change, change_id)
    if change is not None and change.gesture in gestures:
        return
    author = Entry.read(change.body).author if change is not None and change.body else None
    worker = session.get(Worker, author) if author else None
    raise Refused(Refusal.CHANGED_SINCE, field, who=worker.name if worker is not None else "Quelqu’un")


def _refuse_if_depended_on(session: Session, part: _Part) -> None:
    """What something not undone points to stays."""
    created = part.created
    also_undone = {one for ids in created.values() for one in ids}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys if table.name in FACTS else ():
            for some in batched(created.get(key.column.table.name, [])):
                query = sa.select(table.c.id).where(key.parent.in_(some), table.c.deleted.is_(False))
                if not also_undone.issuperset(session.scalars(query)):
                    raise Refused(Refusal.DEPENDED_ON)


def _values_before(session: Session, part: _Part) -> dict[UUID, Mapping[str, Any] | None]:
    """What the replaced changes said, by their ids; None for one that was erased."""
    replaced = {ids[0] for wrote in part.entries for ids in wrote.entry.replaced.values()}
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
