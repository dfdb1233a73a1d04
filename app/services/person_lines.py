# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person as lists show her: one line, read for a whole page at once.

Of a person someone else follows, a line says her name, her year of birth and who follows her, nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import PartialDate
from app.models.derived import Deadline, PersonCard
from app.models.worker import Worker
from app.services import due
from app.services.naming import full_name
from app.services.office import Office


@dataclass(frozen=True)
class PersonLine:
    """One person in a list. `restricted`: someone else follows her, and only her year of birth is told.

    `next_due` is her earliest open deadline, with its `due.State` and whether it awaits « us » or « them ». `via` is
    the member of her household by whom a search found her, empty otherwise.
    """

    id: UUID
    birth_name: str
    use_name: str
    first_names: str
    title: str | None
    birth_iso: str
    phone: str
    town: str
    file_number: str
    lead_id: UUID | None
    lead: str
    open_procedures: int = 0
    last_contact: date | None = None
    next_due: date | None = None
    next_due_state: due.State | None = None
    next_due_awaits: str = ""
    restricted: bool = False
    via: str = ""

    @property
    def name(self) -> str:
        """« Léa Marchetti »."""
        return full_name(self.first_names, self.birth_name, self.use_name)

    @property
    def birth(self) -> PartialDate | None:
        """Her birth as far as it is known and may be told."""
        return PartialDate.from_iso(self.birth_iso) if self.birth_iso else None


def lines(session: Session, office: Office, ids: Sequence[UUID]) -> tuple[PersonLine, ...]:
    """The lines of these people, in this order; withdrawn people are left out. Two queries, whatever their number."""
    if not ids:
        return ()
    rows = session.connection().execute(_BY_ID, {"ids": ids}).all()
    found = {line.id: line for line in lines_of(session, office, rows, {one.hex: one for one in ids})}
    return tuple(found[one] for one in ids if one in found)


def lines_of(
    session: Session, office: Office, rows: Sequence[Sequence[Any]], known: Mapping[str, UUID] | None = None
) -> tuple[PersonLine, ...]:
    """The lines of rows read with `CARDS`, in their order."""
    me = office.worker_id.hex
    ids = known or {_hex(row[0]): _uuid(row[0]) for row in rows}
    closed = [bool(row[9]) and _hex(row[9]) != me and me not in row[10] for row in rows]
    busy = [ids[_hex(row[0])] for row, shut in zip(rows, closed, strict=True) if row[11] and not shut]
    next_due = _next_deadlines(session, office.today(), busy) if busy else {}
    return tuple(_line(row, ids[_hex(row[0])], next_due, shut) for row, shut in zip(rows, closed, strict=True))


_SHOWN = ("birth_name", "use_name", "first_names", "title", "birth", "phone", "town", "file_number")
CARDS: Any = sa.select(
    sa.type_coerce(PersonCard.person_id, sa.String),
    *(getattr(PersonCard, name) for name in _SHOWN),
    sa.type_coerce(PersonCard.lead_id, sa.String),
    PersonCard.workers,
    PersonCard.open_procedures,
    PersonCard.last_contact,
    Worker.name,
).outerjoin(Worker, Worker.id == PersonCard.lead_id)
"""The cards of people with their référent's name: what a line is made of, before a condition and an order."""

_BY_ID: Any = CARDS.where(PersonCard.person_id.in_(sa.bindparam("ids", expanding=True)))
_DEADLINES: Any = (
    sa.select(
        sa.type_coerce(Deadline.person_id, sa.String),
        *(Deadline.due, Deadline.awaits, Deadline.suspended, Deadline.after_silence | (Deadline.kind == "advice")),
    )
    .where(
        Deadline.person_id.in_(sa.bindparam("ids", expanding=True)),
        *due.running_on(sa.bindparam("day", type_=sa.Date())),
    )
    .order_by(Deadline.due)
)

_NextDue = tuple[date, due.State, str]


def _line(row: Sequence[Any], person_id: UUID, next_due: Mapping[str, _NextDue], closed: bool) -> PersonLine:
    _, birth_name, use_name, first_names, title, birth, phone, town, number, lead_id, _, procedures, contact, lead = row
    lead_id = _worker(lead_id) if lead_id else None
    if closed:
        birth = birth[:5] if birth[:1] == "~" else birth[:4]
        phone, town, number, procedures, contact = "", "", "", 0, None
    day, state, awaits = next_due.get(_hex(row[0]), (None, None, ""))
    names = (person_id, birth_name, use_name, first_names, title, birth, phone, town, number)
    return PersonLine(*names, lead_id, lead or "", procedures, contact, day, state, awaits, closed)


def _hex(raw: str | UUID) -> str:
    """An id as its engine gives it, without making an object of each."""
    return raw if isinstance(raw, str) else raw.hex


def _uuid(raw: str | UUID) -> UUID:
    return UUID(raw) if isinstance(raw, str) else raw


@lru_cache(maxsize=256)
def _worker(raw: str | UUID) -> UUID:
    """The id of a worker: a few follow everyone."""
    return _uuid(raw)


def _next_deadlines(session: Session, today: date, ids: Sequence[UUID]) -> dict[str, _NextDue]:
    """The earliest open deadline of each of these people, by her id in hexadecimal digits."""
    found: dict[str, _NextDue] = {}
    rows: Sequence[Any] = session.connection().execute(_DEADLINES, {"ids": ids, "day": today}).all()
    for person, on, awaits, suspended, advice in rows:
        if (known := _hex(person)) not in found:
            state = due.state_when_running(on, today, suspended=suspended, advice=bool(advice))
            found[known] = (on, state, awaits)
    return found
