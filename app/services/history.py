# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who changed what, when, before and after: read from the journal, said in French."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import RESOURCES
from app.french.amounts import euros
from app.french.dates import PartialDate, say_form
from app.french.identifiers import say_phone
from app.french.typography import typeset
from app.models.journal import Change, GestureRow, Replica
from app.models.worker import Worker
from app.schemes.vocabularies import Vocabularies
from app.services.fields import Field, fields_of, name_of
from app.services.office import PARIS, Office
from app.services.refusals import Refusal, Refused
from app.storage.entries import Entry

MOST = 500
HIDDEN = frozenset({"snapshot", "pdf_digest", "slot", "details", "value", "rank"})
NOBODY = "Maillon"


@dataclass(frozen=True)
class Step:
    """One field of a gesture: its French name, what it was, what it became."""

    record: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    """One gesture. `undone`: another one gave its values back since; `undoable`: it may still be."""

    gesture: UUID
    at: datetime
    who: str
    who_id: UUID | None
    verb: str
    label: str
    device: str
    steps: tuple[Step, ...]
    undone: bool
    undoable: bool


def of_dossier(office: Office, person_id: UUID) -> tuple[HistoryLine, ...]:
    """The gestures that touched a person's dossier, the latest first."""
    with office.reading() as session:
        return _lines(session, office, sa.select(Change).where(Change.person_id == person_id))


def of_field(office: Office, entity_id: UUID, field: str) -> tuple[HistoryLine, ...]:
    """The gestures that touched one field of one record, the latest first."""
    with office.reading() as session:
        lines = _lines(session, office, sa.select(Change).where(Change.entity_id == entity_id), only=field)
    return tuple(line for line in lines if line.steps)


def of_gesture(office: Office, gesture: UUID) -> HistoryLine:
    """One gesture; refused when the journal has none of that id."""
    with office.reading() as session:
        lines = _lines(session, office, sa.select(Change).where(Change.gesture == gesture))
    if not lines:
        raise Refused(Refusal.UNKNOWN_ID, "gesture")
    return lines[0]


def verb_label(verb: str) -> str:
    """A gesture's name in French."""
    return _gestures().get(verb, verb)


@cache
def _gestures() -> Mapping[str, str]:
    read = tomllib.loads((RESOURCES / "wording" / "gestures.toml").read_text("utf-8"))
    return {verb: typeset(label) for verb, label in read.items()}


def _lines(session: Session, office: Office, query: sa.Select[Change], only: str = "") -> tuple[HistoryLine, ...]:
    changes = session.scalars(query.order_by(Change.hlc.desc()).limit(MOST)).all()
    entries = [(change.gesture, change.hlc, Entry.read(change.body)) for change in changes if change.body is not None]
    before = _before(session, [entry for _, _, entry in entries])
    rows = _gesture_rows(session, {gesture for gesture, _, _ in entries})
    names = {worker.id: worker.name for worker in session.scalars(sa.select(Worker))}
    device = session.scalars(sa.select(Replica.name)).first() or "ce poste"
    grouped: dict[UUID, list[Entry]] = defaultdict(list)
    moments: dict[UUID, int] = {}
    for gesture, hlc, entry in entries:
        grouped[gesture].append(entry)
        moments.setdefault(gesture, hlc)
    said = _Sayer(office.catalogue.vocabularies, before, only)
    return tuple(
        HistoryLine(
            gesture=gesture,
            at=datetime.fromtimestamp((moments[gesture] >> 16) / 1000, UTC).astimezone(PARIS),
            who=names.get(author, NOBODY) if (author := rows[gesture].author) else NOBODY,
            who_id=rows[gesture].author,
            verb=rows[gesture].verb,
            label=verb_label(rows[gesture].verb),
            device=device,
            steps=said.steps(list(reversed(own))),
            undone=rows[gesture].undone_by is not None,
            undoable=rows[gesture].undone_by is None and rows[gesture].undoes is None,
        )
        for gesture, own in grouped.items()
    )


def _gesture_rows(session: Session, gestures: set[UUID]) -> dict[UUID, GestureRow]:
    return {row.id: row for row in session.scalars(sa.select(GestureRow).where(GestureRow.id.in_(gestures)))}


def _before(session: Session, entries: Sequence[Entry]) -> dict[UUID, Mapping[str, Any]]:
    """What the entries replaced by these said: {change id: fields}."""
    replaced = {one for entry in entries for ids in entry.replaced.values() for one in ids}
    rows = session.execute(sa.select(Change.id, Change.body).where(Change.id.in_(replaced)))
    return {row.id: Entry.read(row.body).fields for row in rows if row.body is not None}


class _Sayer:
    """Says the fields of entries in French."""

    def __init__(self, vocabularies: Vocabularies, before: Mapping[UUID, Mapping[str, Any]], only: str) -> None:
        self._vocabularies = vocabularies
        self._before = before
        self._only = only

    def steps(self, entries: Sequence[Entry]) -> tuple[Step, ...]:
        return tuple(step for entry in entries for step in self._entry(entry))

    def _entry(self, entry: Entry) -> list[Step]:
        fields = fields_of(entry.entity)
        record = name_of(entry.entity)
        shown = [fields[name] for name in entry.fields if self._is_shown(entry, name, fields)]
        return [
            Step(record, each.label, self._was(entry, each), self._says(each, entry.fields[each.name]))
            for each in shown
        ]

    def _is_shown(self, entry: Entry, name: str, fields: Mapping[str, Field]) -> bool:
        if self._only:
            return name == self._only
        if name not in fields or name in HIDDEN or fields[name].kind == "link":
            return False
        return bool(entry.replaced) or name != "deleted"

    def _was(self, entry: Entry, field: Field) -> str:
        ids = entry.replaced.get(field.name, ())
        return self._says(field, self._before.get(ids[0], {}).get(field.name)) if ids else ""

    def _says(self, field: Field, value: Any) -> str:
        if value is None or value == "" or value == []:
            return ""
        if isinstance(value, bool):
            return "oui" if value else "non"
        if field.vocabulary and field.vocabulary in self._vocabularies:
            listed = cast("list[Any]", value) if isinstance(value, list) else [value]
            return ", ".join(self._vocabularies.label(field.vocabulary, str(one)) for one in listed)
        return _plain(field.kind, value)


def _plain(kind: str, value: Any) -> str:
    if kind == "date":
        return say_form(datetime.fromisoformat(value).date())
    if kind == "birth":
        return PartialDate.from_iso(value).form
    if kind == "money":
        return euros(value)
    if kind == "area":
        return f"{value / 100:g}".replace(".", ",") + "\u00a0m²"
    if kind == "phone":
        return say_phone(value)
    return str(value)
