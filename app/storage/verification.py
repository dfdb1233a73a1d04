# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proving a vault: the file, the journal's chain, the facts rebuilt from it, the heads and gestures, the name index.

Everything is streamed in the order of entity ids, so that memory stays level whatever the size of the vault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.base import Fact
from app.models.derived import MemberToken, NameToken, SoundToken
from app.models.household import HouseholdMember
from app.models.journal import Change, GestureRow, Head, Replica
from app.models.person import Person
from app.models.tables import FACTS
from app.storage import search_index
from app.storage.entries import Entry, blank, chained, columns_of, digest, read_value
from app.storage.vault import Vault

_CHANGE = cast("sa.Table", Change.__table__)
_GESTURE = cast("sa.Table", GestureRow.__table__)
_HEAD = cast("sa.Table", Head.__table__)
_PERSON = Person.__tablename__
_SHOWN = 20
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading something that was altered by another hand may raise: it proves a fault, it is not ours."""

Part = Literal["file", "chain", "facts", "heads", "gestures", "search_index", "attachments", "derived", "cards", "tail"]
"""What is proved, part after part; `app.services.wording` names each in French."""


@dataclass
class Finding:
    """One thing proved or not: `count` items were read; `faults` names at most twenty of those that differ."""

    name: Part
    count: int = 0
    faults: list[str] = field(default_factory=lambda: list[str]())
    wrong: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing differs."""
        return self.wrong == 0

    def blame(self, what: str) -> None:
        """Count a difference; `what` holds ids and field names only, never a value."""
        self.wrong += 1
        if len(self.faults) < _SHOWN:
            self.faults.append(what)


def verify_storage(vault: Vault) -> tuple[Finding, ...]:
    """Everything that can be proved without the catalogue, each in its finding."""
    return tuple(storage_findings(vault))


def storage_findings(vault: Vault) -> Iterator[Finding]:
    """The same, one finding after the other, all of one state of the vault."""
    steps: dict[Part, Callable[[Session], Finding]] = {
        "file": _file,
        "chain": _chain,
        "facts": _facts,
        "heads": _heads,
        "gestures": _gestures,
        "search_index": _index,
    }
    with vault.reading() as session:
        for name, step in steps.items():
            yield whatever_stands(name, lambda step=step: step(session))


def whatever_stands(name: Part, proof: Callable[[], Finding]) -> Finding:
    """A part's finding, even where what it reads was so altered that it cannot be read."""
    try:
        return proof()
    except _UNREADABLE as error:
        finding = Finding(name)
        finding.blame(f"cannot be read ({type(error).__name__})")
        return finding


def verify_chain(vault: Vault) -> Finding:
    """The journal's chain alone, read from its beginning."""
    with vault.reading() as session:
        return _chain(session)


def chain_end(vault: Vault) -> str:
    """The short form of the end of this device's chain, printed on proofs of history (« 7F3A 91C2 »)."""
    with vault.reading() as session:
        end = session.scalars(sa.select(Replica.chain)).one().hex().upper()
    return f"{end[:4]} {end[4:8]}" if end else ""


def _file(session: Session) -> Finding:
    finding = Finding("file", count=1)
    if session.get_bind().dialect.name != "sqlite":
        return finding
    for pragma in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
        for row in session.connection().exec_driver_sql(f"PRAGMA {pragma}"):
            if row[0] != "ok":
                finding.blame(f"{pragma}: {row[0]}")
    return finding


def _chain(session: Session) -> Finding:
    finding = Finding("chain")
    ends: dict[UUID, tuple[int, bytes]] = {}
    rows = session.execute(
        sa.select(_CHANGE).order_by(_CHANGE.c.device, _CHANGE.c.seq).execution_options(yield_per=500)
    )
    for row in rows:
        finding.count += 1
        seq, chain = ends.get(row.device, (0, b""))
        if row.seq != seq + 1:
            finding.blame(f"{row.device}: entry {seq + 1} is missing")
        for fault in _faults_of(row):
            finding.blame(f"{row.id}: {fault}")
        if chained(chain, row.id) != row.chain:
            finding.blame(f"{row.id}: the chain does not hold")
        ends[row.device] = (row.seq, row.chain)
    own = session.scalars(sa.select(Replica)).one()
    if ends.get(own.device, (0, b"")) != (own.seq, own.chain):
        finding.blame(f"{own.device}: the end of the chain is not the one noted")
    return finding


def _faults_of(row: sa.Row[Any]) -> Iterator[str]:
    """What is wrong with an entry taken by itself: its body, or the columns that repeat it."""
    if row.body is None or digest(row.body) != row.id:
        yield "the body is not the one that was written"
    entry = _read(row.body)
    if entry is None or not _is_canonical(entry, row.body):
        yield "the body cannot be read"
        return
    for name in ("device", "seq", "gesture", "hlc", "entity", "entity_id"):
        if getattr(row, name) != getattr(entry, name):
            yield f"the column {name} differs from the body"


def _read(body: bytes | None) -> Entry | None:
    """The entry a body spells; None when it spells none."""
    try:
        entry = Entry.read(body or b"")
        return entry if entry.entity in FACTS and isinstance(entry.fields, dict) else None
    except _UNREADABLE:
        return None


def _is_canonical(entry: Entry, body: bytes | None) -> bool:
    """Whether an entry is written as this program writes it, each part of its kind."""
    try:
        return entry.body() == body
    except _UNREADABLE:
        return False


def _entries(session: Session) -> Iterator[tuple[UUID, Entry, UUID | None]]:
    """Every entry that can be read, by entity, oldest first, with its id and the dossier noted beside it."""
    columns = (_CHANGE.c.id, _CHANGE.c.body, _CHANGE.c.person_id)
    query = sa.select(*columns).order_by(_CHANGE.c.entity_id, _CHANGE.c.hlc)
    for row in session.execute(query.execution_options(yield_per=500)):
        entry = _read(row.body)
        if entry is not None:
            yield row.id, entry, row.person_id


def _facts(session: Session) -> Finding:
    finding = Finding("facts")
    tables = {name: _Rows(session, name) for name in FACTS}
    for entity_id, group in groupby(_entries(session), key=lambda entry: entry[1].entity_id):
        said = list(group)
        finding.count += 1
        entity = said[0][1].entity
        row = tables[entity].take(entity_id)
        if row is None:
            finding.blame(f"{entity} {entity_id}: in the journal, not in its table")
            continue
        for fault in (*_differences(row, [entry for _, entry, _ in said]), *_strays(entity, said)):
            finding.blame(f"{entity} {entity_id}: {fault}")
    for name, rows in tables.items():
        for entity_id in rows.left:
            finding.blame(f"{name} {entity_id}: in its table, not in the journal")
    return finding


def _differences(row: Mapping[Any, Any], said: list[Entry]) -> Iterator[str]:
    """The fields of a row that are not as its entries leave them."""
    try:
        expected = rebuilt(said)
    except _UNREADABLE:
        yield "the journal gives it values of another kind"
        return
    for name, value in expected.items():
        if row[name] != value:
            yield f"{name} differs from the journal"


def _strays(entity: str, said: list[tuple[UUID, Entry, UUID | None]]) -> Iterator[str]:
    """The entries noted beside another dossier than the one that held the fact when they were written."""
    holder: Any = None
    for change, entry, noted in said:
        holder = entry.entity_id.hex if entity == _PERSON else entry.fields.get("person_id", holder)
        if (noted.hex if noted else None) != holder:
            yield f"the entry {change} is noted in another dossier"


def rebuilt(entries: Iterable[Entry]) -> dict[str, Any]:
    """An entity's fields as its entries leave them, oldest first."""
    fields: dict[str, Any] = {}
    entity = ""
    for entry in entries:
        entity = entry.entity
        fields.update(entry.fields)
    return {
        name: read_value(entity, name, fields[name]) if name in fields else blank(column)
        for name, column in columns_of(entity).items()
    }


class _Rows:
    """A fact table read once in the order of ids, beside the journal read in the same order."""

    def __init__(self, session: Session, name: str) -> None:
        table = cast("sa.Table", FACTS[name].__table__)
        query = sa.select(table).order_by(table.c.id).execution_options(yield_per=500)
        self._rows: Iterator[Mapping[Any, Any]] = iter(session.execute(query).mappings())
        self._next: Mapping[Any, Any] | None = next(self._rows, None)
        self._skipped: list[UUID] = []

    def take(self, entity_id: UUID) -> Mapping[Any, Any] | None:
        """The row of that id, or None; rows before it are left over."""
        while self._next is not None and self._next["id"].hex < entity_id.hex:
            self._skipped.append(self._next["id"])
            self._next = next(self._rows, None)
        if self._next is None or self._next["id"] != entity_id:
            return None
        found, self._next = self._next, next(self._rows, None)
        return found

    @property
    def left(self) -> list[UUID]:
        """The ids no one asked for."""
        rest = [row["id"] for row in self._rows]
        return self._skipped + ([self._next["id"]] if self._next is not None else []) + rest


def _heads(session: Session) -> Finding:
    finding = Finding("heads")
    rows = iter(session.execute(sa.select(_HEAD).order_by(_HEAD.c.entity_id).execution_options(yield_per=500)))
    for entity_id, group in groupby(_entries(session), key=lambda entry: entry[1].entity_id):
        finding.count += 1
        expected: dict[str, str] = {}
        for change, entry, _ in group:
            expected.update(dict.fromkeys(entry.fields, change.hex) if entry.replaced else {"*": change.hex})
        row = next(rows, None)
        if row is None or row.entity_id != entity_id or row.fields != expected:
            finding.blame(f"{entity_id}: heads differ from the journal")
    for stray in rows:
        finding.blame(f"{stray.entity_id}: a head without any entry")
    return finding


def _gestures(session: Session) -> Finding:
    finding = Finding("gestures")
    expected = _gestures_of(session)
    for row in session.execute(sa.select(_GESTURE)).mappings():
        finding.count += 1
        if dict(row) != expected.pop(row["id"], None):
            finding.blame(f"{row['id']}: differs from the journal")
    for gesture in expected:
        finding.blame(f"{gesture}: missing")
    return finding


def _gestures_of(session: Session) -> dict[UUID, dict[str, Any]]:
    """The gestures table, rebuilt from the journal in the order of its clock."""
    found: dict[UUID, dict[str, Any]] = {}
    query = sa.select(_CHANGE.c.body).order_by(_CHANGE.c.hlc).execution_options(yield_per=500)
    for body in session.execute(query).scalars():
        entry = _read(body)
        if entry is None:
            continue
        row = found.setdefault(
            entry.gesture,
            {"id": entry.gesture, "author": entry.author, "device": entry.device, "verb": entry.verb}
            | {"undoes": entry.undoes, "undone_by": None, "entries": 0},
        )
        row["hlc"] = entry.hlc
        row["entries"] += 1
        if entry.undoes is not None and entry.undoes in found:
            found[entry.undoes]["undone_by"] = entry.gesture
            earlier = found[entry.undoes]["undoes"]
            if earlier in found:
                found[earlier]["undone_by"] = None
    return found


def _index(session: Session) -> Finding:
    finding = Finding("search_index")
    for entity, owner, rows_of in (
        (Person, NameToken.person_id, search_index.name_rows),
        (Person, SoundToken.person_id, search_index.sound_rows),
        (HouseholdMember, MemberToken.member_id, search_index.member_rows),
    ):
        _compare(session, finding, entity, owner, rows_of)
    return finding


def _compare(session: Session, finding: Finding, entity: type[Fact], owner: Any, rows_of: Callable[[Any], Any]) -> None:
    """Compare an index table with the rows its facts should have, both read in the order of the facts' ids."""
    groups = _Groups(session, owner)
    for fact in session.scalars(sa.select(entity).order_by(entity.id).execution_options(yield_per=500)):
        finding.count += 1
        if groups.take(fact.id) != set(rows_of(fact)):
            finding.blame(f"{groups.name} of {fact.id} differ")
    for left in groups.left():
        finding.blame(f"{groups.name} of {left}: there is no such fact")


class _Groups:
    """The rows of an index table, whole, in the order of the facts they belong to."""

    def __init__(self, session: Session, owner: Any) -> None:
        table = cast("sa.Table", owner.class_.__table__)
        self.name = table.name
        place = list(table.columns.keys()).index(owner.key)
        rows = session.execute(sa.select(table).order_by(owner).execution_options(yield_per=2000))
        self._groups = groupby(rows, key=lambda row: row[place])
        self._strays: list[UUID] = []
        self._next = next(self._groups, None)

    def take(self, owner: UUID) -> set[tuple[Any, ...]]:
        """The rows of that fact; those of facts that should have come before it are strays."""
        while self._next is not None and self._next[0].hex < owner.hex:
            self._stray()
        if self._next is None or self._next[0] != owner:
            return set()
        rows = {tuple(row) for row in self._next[1]}
        self._next = next(self._groups, None)
        return rows

    def left(self) -> list[UUID]:
        """The owners nobody took."""
        while self._next is not None:
            self._stray()
        return self._strays

    def _stray(self) -> None:
        assert self._next is not None
        self._strays.append(self._next[0])
        self._next = next(self._groups, None)
