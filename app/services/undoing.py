# SPDX-License-Identifier: AGPL-3.0-or-later
"""Undo and redo: a new gesture that gives back the values an earlier one replaced.

Nothing here is written per verb, but for what the world has seen: a sending is cancelled instead, its number stays.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
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
from app.services.long_work import without_pauses
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
LARGE = 300
"""From so many entries on (`GestureRow.entries`), giving a gesture back may take more than a blink."""
NOBODY = "Maillon"


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

    Refused when it is a colleague's, when someone has changed it since, or when something not undone depends on a
    creation. `progress` is told the entries done and the entries in all; raises GivenUp when `stopped` answered True:
    nothing is changed then. A gesture of `LARGE` entries takes a while: that is for the background.
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
        if row.author != office.worker_id:
            author = session.get(Worker, row.author) if row.author else None
            raise Refused(Refusal.NOT_HERS, who=author.name if author is not None else NOBODY)
        return row


def is_undoable(row: GestureRow, worker_id: UUID) -> bool:
    """Whether this worker may give that gesture back: her own, that stands, and that set nothing up."""
    stands = row.undone_by is None and row.undoes is None
    return stands and row.author == worker_id and row.verb not in SET_UP


def _give_back(
    office: Office, row: GestureRow, verb: str, progress: Progress | None, stopped: Stopped | None
) -> Changes:
    with without_pauses(), office.writing(verb, undoes=row.id) as work:
        session = work.session
        span = sa.select(sa.func.min(Change.seq), sa.func.max(Change.seq)).where(Change.gesture == row.id)
        first, last = session.execute(span).one()
        for end in range(last, first - 1, -ENTRIES_AT_ONCE):
            if stopped is not None and stopped():
                raise GivenUp
            start = max(first, end - ENTRIES_AT_ONCE + 1)
            _give_back_some(session, _Part.read(session, row, start, end), {row.id, session.recorder.gesture.id})
            if progress is not None:
                progress(last - start + 1, last - first + 1)
    return work.changes


def _give_back_some(session: WritingSession, part: _Part, gestures: set[UUID]) -> None:
    rest = part.others()
    facts = rest.facts(session)
    _refuse_if_changed_since(session, rest, facts, gestures)
    _refuse_if_depended_on(session, part)
    before = _values_before(session, part)
    for wrote in rest.entries:
        _restore(facts[wrote.entity_id], wrote, before)
    for (entity, deleted), dossiers in part.whole_facts(before).items():
        session.mark_many(entity, dossiers, deleted=deleted)
    session.flush()
    session.expunge_all()


@dataclass(frozen=True, slots=True)
class _Wrote:
    """What one entry of a gesture says: its fields, the change each replaced, the dossier it belongs to."""

    change: UUID
    dossier: UUID | None
    entity: str
    entity_id: UUID
    fields: Mapping[str, Any]
    replaced: Mapping[str, UUID]


@dataclass(frozen=True)
class _Part:
    """Some of what a gesture wrote, the latest first, with the present heads of each entity."""

    entries: tuple[_Wrote, ...]
    heads: Mapping[UUID, Mapping[str, str]]

    @classmethod
    def read(cls, session: Session, gesture: GestureRow, start: int, end: int) -> _Part:
        """Read what it wrote between two places of its device's journal, where it stands in one piece, both included.

        Erased entries are not in it.
        """
        here = (Change.device == gesture.device, Change.seq.between(start, end), Change.gesture == gesture.id)
        columns = (Change.id, Change.person_id, Change.entity, Change.entity_id, Change.body)
        rows = session.execute(sa.select(*columns).where(*here, Change.body.is_not(None)).order_by(Change.seq.desc()))
        entries: list[_Wrote] = []
        for row in rows:
            said: dict[str, Any] = json.loads(row.body or b"")
            replaced = {field: UUID(ids[0]) for field, ids in said["replaced"].items()}
            entries.append(_Wrote(row.id, row.person_id, row.entity, row.entity_id, said["fields"], replaced))
        touched = sa.select(Change.entity_id).where(*here)
        heads = session.execute(sa.select(Head.entity_id, Head.fields).where(Head.entity_id.in_(touched)))
        return cls(tuple(entries), {row.entity_id: row.fields for row in heads})

    @cached_property
    def _plain(self) -> frozenset[UUID]:
        """The entities only made, withdrawn or given back, once, whose fields nobody set since."""
        times = Counter(wrote.entity_id for wrote in self.entries)
        return frozenset(
            wrote.entity_id
            for wrote in self.entries
            if times[wrote.entity_id] == 1
            and (
                set(wrote.fields) == {"deleted"}
                if wrote.replaced
                else self.heads[wrote.entity_id].keys() <= {"*", "deleted"}
            )
        )

    def others(self) -> _Part:
        """Without what can be withdrawn or given back whole."""
        return _Part(tuple(one for one in self.entries if one.entity_id not in self._plain), self.heads)

    def whole_facts(
        self, before: Mapping[UUID, Mapping[str, Any] | None]
    ) -> dict[tuple[str, bool], dict[UUID, UUID | None]]:
        """The others: by kind, and whether they are withdrawn or given back, each with its dossier."""
        found: dict[tuple[str, bool], dict[UUID, UUID | None]] = defaultdict(dict)
        for wrote in self.entries:
            if wrote.entity_id in self._plain:
                deleted = (before[wrote.replaced["deleted"]] or {}).get("deleted", False) if wrote.replaced else True
                found[wrote.entity, deleted][wrote.entity_id] = wrote.dossier
        return found

    def facts(self, session: Session) -> dict[UUID, Fact]:
        """The entities themselves, by id."""
        by_entity: dict[str, set[UUID]] = defaultdict(set)
        for wrote in self.entries:
            by_entity[wrote.entity].add(wrote.entity_id)
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
            if not wrote.replaced:
                found[wrote.entity].append(wrote.entity_id)
        return found


def _id(entity: str) -> Any:
    return FACTS[entity].id


def _refuse_if_changed_since(
    session: Session, part: _Part, facts: Mapping[UUID, Fact], gestures: Collection[UUID]
) -> None:
    """Whoever changed a field to another value after this gesture keeps it."""
    for wrote in part.entries:
        columns = columns_of(wrote.entity)
        for field, current in part.heads[wrote.entity_id].items():
            if (
                field in ("*", "deleted")
                or current == wrote.change.hex
                or (wrote.replaced and field not in wrote.fields)
            ):
                continue
            now = written(getattr(facts[wrote.entity_id], field))
            if now != wrote.fields.get(field, blank(columns[field])):
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
    replaced = {change for wrote in part.entries for change in wrote.replaced.values()}
    found: dict[UUID, Mapping[str, Any] | None] = {}
    for some in batched(list(replaced)):
        for row in session.execute(sa.select(Change.id, Change.body).where(Change.id.in_(some))):
            found[row.id] = json.loads(row.body)["fields"] if row.body is not None else None
    return found


def _restore(fact: Fact, wrote: _Wrote, before: Mapping[UUID, Mapping[str, Any] | None]) -> None:
    if not wrote.replaced:
        fact.deleted = True
        return
    for field, replaced in wrote.replaced.items():
        said = before[replaced] or {}
        known = field in said
        value = read_value(wrote.entity, field, said[field]) if known else blank(columns_of(wrote.entity)[field])
        setattr(fact, field, value)
