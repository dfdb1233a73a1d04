# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts: what is being typed, or what could not be taken, kept beside the facts and never mixed with them.

A draft belongs to the worker who typed it and to this vault. A text that looks like a social security number is never
written, not even here: what was kept of it is taken out of the draft, and it is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.identifiers import looks_like_nir
from app.models.local import Draft
from app.services.office import PARIS, Office
from app.services.refusals import Refusal, Refused


@dataclass(frozen=True)
class DraftLine:
    """What waits in a field: its place (« person:<id>:birth »), the text, and the sentence that says why, if any."""

    place: str
    person_id: UUID | None
    text: str
    reason: str
    saved_at: datetime


def place_of(entity: str, entity_id: UUID, field: str) -> str:
    """The place of a field of a record."""
    return f"{entity}:{entity_id}:{field}"


def keep(office: Office, place: str, text: str, *, person_id: UUID | None = None, reason: str = "") -> None:
    """Keep what is typed in a field, over what was kept before; an empty text drops it.

    Raises Refused for a text with a NIR, having kept the rest of it only.
    """
    rest = without_nir(text)
    with office.writing("draft_kept") as work:
        _write(work.session, office, place, rest, person_id, reason)
    if rest != text:
        raise Refused(Refusal.NIR, place.rpartition(":")[2])


def drop(office: Office, place: str) -> None:
    """Forget a draft: its field was saved, or its text given up. Nothing happens when there is none."""
    with office.reading() as session:
        present = session.get(Draft, (office.worker_id, place)) is not None
    if present:
        with office.writing("draft_dropped") as work:
            drop_within(work.session, office, place)


def drop_within(session: Session, office: Office, place: str) -> None:
    """Forget a draft in the gesture that saves its field."""
    session.execute(sa.delete(Draft).where(Draft.worker_id == office.worker_id, Draft.place == place))


def of(office: Office, person_id: UUID) -> tuple[DraftLine, ...]:
    """The worker's drafts in a dossier."""
    return _lines(office, Draft.person_id == person_id)


def mine(office: Office) -> tuple[DraftLine, ...]:
    """All the worker's drafts, the latest first."""
    return _lines(office)


def at(office: Office, place: str) -> DraftLine | None:
    """The worker's draft at a place, or None."""
    return next(iter(_lines(office, Draft.place == place)), None)


def without_nir(text: str) -> str:
    """The text without what looks like a social security number in it."""
    if not looks_like_nir(text):
        return text
    kept = _LONG_NUMBERS.sub(lambda found: " " if looks_like_nir(found[0]) else found[0], text)
    return "" if looks_like_nir(kept) else kept.strip()


_GAP = r"[\s._/·•‐-―−-]{0,3}"
_LONG_NUMBERS = re.compile(rf"\d(?:{_GAP}(?:\d|(?<=2)[ABab](?={_GAP}\d))){{11,}}")


def _write(session: Session, office: Office, place: str, text: str, person_id: UUID | None, reason: str) -> None:
    if not text:
        drop_within(session, office, place)
        return
    row = session.get(Draft, (office.worker_id, place)) or Draft(worker_id=office.worker_id, place=place, text="")
    row.person_id, row.text, row.reason, row.saved_at = person_id, text, reason, office.vault.clock()
    session.add(row)


def _lines(office: Office, *which: sa.ColumnElement[bool]) -> tuple[DraftLine, ...]:
    query = sa.select(Draft).where(Draft.worker_id == office.worker_id, *which)
    with office.reading() as session:
        return tuple(_line(row) for row in session.scalars(query.order_by(Draft.saved_at.desc(), Draft.place)))


def _line(row: Draft) -> DraftLine:
    return DraftLine(row.place, row.person_id, row.text, row.reason, datetime.fromtimestamp(row.saved_at / 1000, PARIS))
