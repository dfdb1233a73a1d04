# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who changed what, when, before and after: read from the journal, said in French."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import RESOURCES
from app.french.typography import typeset
from app.models.journal import Change, GestureRow, Replica
from app.models.worker import Worker
from app.services.history_words import Sayer, Step
from app.services.office import PARIS, Office
from app.services.refusals import Refusal, Refused
from app.services.undoing import NOBODY, is_undoable
from app.services.wording import THIS_DEVICE
from app.storage.bulk import batched
from app.storage.entries import Entry

__all__ = ["HistoryLine", "Step", "of_dossier", "of_field", "of_gesture", "verb_label"]

MOST = 2_000


@dataclass(frozen=True)
class HistoryLine:
    """One gesture. `undone`: another one gave its values back since; `undoable`: the worker may still do that."""

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


def of_dossier(office: Office, person_id: UUID, limit: int = MOST) -> tuple[HistoryLine, ...]:
    """The gestures that touched a person's dossier, the latest first; the latest `limit` entries of the journal."""
    with office.reading() as session:
        return _lines(session, office, sa.select(Change).where(Change.person_id == person_id), limit)


def of_field(office: Office, entity_id: UUID, field: str) -> tuple[HistoryLine, ...]:
    """The gestures that touched one field of one record, the latest first."""
    with office.reading() as session:
        lines = _lines(session, office, sa.select(Change).where(Change.entity_id == entity_id), MOST, field)
    return tuple(line for line in lines if line.steps)


def of_gesture(office: Office, gesture: UUID) -> HistoryLine:
    """One gesture; refused when the journal has none of that id."""
    with office.reading() as session:
        lines = _lines(session, office, sa.select(Change).where(Change.gesture == gesture), MOST)
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


def _lines(
    session: Session, office: Office, query: sa.Select[Change], limit: int, only: str = ""
) -> tuple[HistoryLine, ...]:
    changes = session.scalars(query.order_by(Change.hlc.desc()).limit(limit)).all()
    grouped: dict[UUID, list[Entry]] = defaultdict(list)
    moments: dict[UUID, int] = {}
    for change in changes:
        if change.body is not None:
            grouped[change.gesture].insert(0, Entry.read(change.body))
            moments.setdefault(change.gesture, change.hlc)
    rows = _gesture_rows(session, list(grouped))
    names = {worker.id: worker.name for worker in session.execute(sa.select(Worker.id, Worker.name))}
    device = session.scalars(sa.select(Replica.name)).first() or THIS_DEVICE
    sayer = Sayer(session, office, [entry for own in grouped.values() for entry in own])
    return tuple(
        HistoryLine(
            gesture=gesture,
            at=datetime.fromtimestamp((moments[gesture] >> 16) / 1000, UTC).astimezone(PARIS),
            who=names.get(author, NOBODY) if (author := rows[gesture].author) else NOBODY,
            who_id=rows[gesture].author,
            verb=rows[gesture].verb,
            label=_label(rows, rows[gesture]),
            device=device,
            steps=sayer.steps(own, only),
            undone=rows[gesture].undone_by is not None,
            undoable=is_undoable(rows[gesture], office.worker_id),
        )
        for gesture, own in grouped.items()
    )


def _label(rows: Mapping[UUID, GestureRow], row: GestureRow) -> str:
    """« Champ modifié », « Annulé : champ modifié »; an undo of an undo names what stands again."""
    label = verb_label(row.verb)
    undone = rows.get(row.undoes) if row.undoes is not None else None
    while undone is not None and undone.undoes is not None:
        undone = rows.get(undone.undoes)
    if undone is None or row.undoes is None:
        return label
    named = verb_label(undone.verb)
    return typeset(f"{label} : {named[:1].lower()}{named[1:]}")


def _gesture_rows(session: Session, gestures: list[UUID]) -> dict[UUID, GestureRow]:
    """These gestures, and those they undo."""
    found: dict[UUID, GestureRow] = {}
    wanted = gestures
    while wanted:
        for some in batched(wanted):
            found |= {row.id: row for row in session.scalars(sa.select(GestureRow).where(GestureRow.id.in_(some)))}
        wanted = [row.undoes for row in found.values() if row.undoes is not None and row.undoes not in found]
    return found
