# SPDX-License-Identifier: AGPL-3.0-or-later
"""What falls due, over all people: each line says when, why, what if nothing is done, and the next gesture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.derived import Deadline, PersonCard
from app.models.person import Person
from app.models.procedure import Procedure
from app.services import kept_schemes
from app.services.naming import full_name
from app.services.office import Office

State = Literal["overdue", "advised", "soon", "upcoming", "kept", "lost", "elapsed"]
Part = Literal["overdue", "advised", "this_week", "within_week", "within_month"]
SOON = 30
WEEK = 7
MOST = 25
"""How many lines of each part of the page are read at first; all are counted."""


@dataclass(frozen=True)
class DueLine:
    """A deadline of someone's procedure. `why` is its article, its source, or « à vérifier ».

    `basis` is the article alone, None while it is not verified.
    """

    id: UUID
    key: str
    person_id: UUID
    procedure_id: UUID
    person: str
    procedure: str
    label: str
    due: date
    why: str
    verified: bool
    consequence: str
    state: State
    kind: str
    awaits: str
    act: str | None
    act_label: str | None
    basis: str | None = None


@dataclass(frozen=True)
class DueList:
    """The page Aujourd’hui: overdue first; red only for legal and contractual dates.

    A suspended delay is never overdue: past its day, it is in `within_month`, which runs again from what is awaited.
    Of each part the first lines, and in `counts` how many there are in all.
    """

    day: date
    overdue: tuple[DueLine, ...]
    advised: tuple[DueLine, ...]
    this_week: tuple[DueLine, ...]
    within_week: tuple[DueLine, ...]
    within_month: tuple[DueLine, ...]
    counts: Mapping[Part, int]
    followed: int
    next_due: date | None

    @property
    def pressing(self) -> int:
        """How many lines are overdue or fall due this week: the count of the rail."""
        return self.counts["overdue"] + self.counts["this_week"]


def today(office: Office, *, everyone: bool = False, most: int | None = MOST) -> DueList:
    """What falls due within thirty days in the dossiers the worker follows, or in all of them.

    At most `most` lines of each part are read; None reads them all.
    """
    day = office.today()
    lead = None if everyone else office.worker_id
    with office.reading() as session:
        counts = _counted(session, day, lead)
        lines = {
            part: _lines(session, office, day, lead, *_period(part, day), most=most) if counts[part] else ()
            for part in counts
        }
        followed = _followed(session, office.worker_id)
        following = _next_due(session, office.worker_id, day)
    return DueList(day=day, **lines, counts=counts, followed=followed, next_due=following)


def all_due(office: Office, on: date) -> tuple[DueLine, ...]:
    """Every deadline of every person that is open as of a day, the earliest first (`maillon due`)."""
    with office.reading() as session:
        return _lines(session, office, on, None, counts=_as_of(on))


def state_of(deadline: Deadline, day: date) -> State:
    """How a deadline stands on a day. A silence that the law reads as an answer has « elapsed »: others follow it.

    Only what the law or a contract demanded of us, and came late, is « lost »; an appeal after a silence never is.
    """
    if deadline.closed_on is not None and deadline.closed_on <= day:
        late = deadline.closed_on > deadline.due and deadline.awaits == "us"
        return "lost" if late and not _is_advice(deadline) else "kept"
    if deadline.lapses_to and deadline.due < day and not deadline.suspended:
        return "elapsed"
    return state_when_running(deadline.due, day, suspended=deadline.suspended, advice=_is_advice(deadline))


def state_when_running(due: date, day: date, *, suspended: bool, advice: bool) -> State:
    """How a deadline that is neither closed nor elapsed stands on a day; past its day, `advice` is only advised."""
    if due < day and not suspended:
        return "advised" if advice else "overdue"
    return "soon" if due <= day + timedelta(days=SOON) else "upcoming"


def _is_advice(deadline: Deadline) -> bool:
    """Whether, past its day, it is only advised."""
    return deadline.kind == "advice" or deadline.after_silence


def is_open(deadline: Deadline, day: date) -> bool:
    """Whether a deadline counts on a day: not closed, and the one it waits for has run out."""
    closed = deadline.closed_on is not None and deadline.closed_on <= day
    return not closed and (deadline.opens_on is None or deadline.opens_on < day)


def why(deadline: Deadline) -> str:
    """The article when it was verified, else where the length comes from."""
    if deadline.verified:
        return deadline.basis or deadline.source
    return "à vérifier"


def _counted(session: Session, day: date, lead: UUID | None) -> dict[Part, int]:
    told = (Deadline.due, Deadline.kind, Deadline.after_silence, Deadline.suspended)
    query = sa.select(*told, sa.func.count()).where(*running_on(day), *_of(lead))
    query = query.where(Deadline.due <= day + timedelta(days=SOON)).group_by(*told)
    parts: tuple[Part, ...] = ("overdue", "advised", "this_week", "within_week", "within_month")
    found = dict.fromkeys(parts, 0)
    for row in session.execute(query):
        found[_part(row, day)] += row[-1]
    return found


def _part(row: Any, day: date) -> Part:
    if row.due < day and row.suspended:
        return "within_month"
    if row.due < day:
        return "advised" if _is_advice(row) else "overdue"
    if row.due <= _sunday(day):
        return "this_week"
    return "within_week" if row.due <= day + timedelta(days=WEEK) else "within_month"


def _period(part: Part, day: date) -> tuple[sa.ColumnElement[bool], ...]:
    """The deadlines of a part of the page, as `_part` tells them."""
    week = max(_sunday(day), day + timedelta(days=WEEK))
    advice = sa.or_(Deadline.kind == "advice", Deadline.after_silence)
    if part == "overdue":
        return Deadline.due < day, ~advice, Deadline.suspended.is_(False)
    if part == "advised":
        return Deadline.due < day, advice, Deadline.suspended.is_(False)
    if part == "this_week":
        return Deadline.due > day - timedelta(days=1), Deadline.due <= _sunday(day)
    if part == "within_week":
        return Deadline.due > _sunday(day), Deadline.due <= week
    coming = sa.and_(Deadline.due > week, Deadline.due <= day + timedelta(days=SOON))
    return (sa.or_(coming, sa.and_(Deadline.due < day, Deadline.suspended)),)


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


_SHOWN = ("id", "key", "person_id", "procedure_id", "label", "due", "verified", "consequence", "kind", "awaits")
_TOLD = ("act", "act_label", "basis", "source", "suspended", "after_silence", "lapses_to", "closed_on")
_COLUMNS = tuple(getattr(Deadline, name) for name in (*_SHOWN, *_TOLD))


def _lines(
    session: Session,
    office: Office,
    day: date,
    lead: UUID | None,
    *where: sa.ColumnElement[bool],
    most: int | None = None,
    counts: tuple[sa.ColumnElement[bool], ...] = (),
) -> tuple[DueLine, ...]:
    query = (
        sa.select(*_COLUMNS, Procedure.scheme, Procedure.label, Person.first_names, Person.birth_name, Person.use_name)
        .join(Procedure, Procedure.id == Deadline.procedure_id)
        .join(Person, Person.id == Deadline.person_id)
        .where(*(counts or running_on(day)), *_of(lead), *where)
        .order_by(Deadline.due, Person.birth_name, Deadline.id)
        .limit(most)
    )
    rows: Sequence[Any] = session.execute(query).all()
    schemes = {row[-5] for row in rows}
    titles = {name: kept_schemes.short_title(session, office.catalogue, name) for name in schemes}
    return tuple(_line(row, str(row[-4] or titles[row[-5]]), day) for row in rows)


def _of(lead: UUID | None) -> tuple[sa.ColumnElement[bool], ...]:
    return () if lead is None else (Deadline.lead_id == lead,)


def running_on(day: date | sa.BindParameter[date]) -> tuple[sa.ColumnElement[bool], ...]:
    """The deadlines open on a day; a silence that has elapsed is followed by others and no longer counts."""
    return Deadline.closed_on.is_(None), *_begun(day)


def _as_of(day: date) -> tuple[sa.ColumnElement[bool], ...]:
    """The same on a day gone by, when what has been closed since was open."""
    return sa.or_(Deadline.closed_on.is_(None), Deadline.closed_on > day), *_begun(day)


def _begun(day: date | sa.BindParameter[date]) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        sa.or_(Deadline.opens_on.is_(None), Deadline.opens_on < day),
        sa.or_(Deadline.lapses_to.is_(None), Deadline.due >= day, Deadline.suspended),
    )


def _line(row: Any, procedure: str, day: date) -> DueLine:
    return DueLine(
        id=row.id,
        key=row.key,
        person_id=row.person_id,
        procedure_id=row.procedure_id,
        person=full_name(*row[-3:]),
        procedure=procedure,
        label=row.label,
        due=row.due,
        why=why(row),
        verified=row.verified,
        consequence=row.consequence,
        state=state_of(row, day),
        kind=row.kind,
        awaits=row.awaits,
        act=row.act,
        act_label=row.act_label,
        basis=row.basis if row.verified else None,
    )


def _followed(session: Session, worker_id: UUID) -> int:
    return session.scalars(sa.select(sa.func.count()).where(PersonCard.lead_id == worker_id)).one()


def _next_due(session: Session, worker_id: UUID, day: date) -> date | None:
    query = sa.select(sa.func.min(Deadline.due)).where(*running_on(day), Deadline.due >= day, *_of(worker_id))
    return session.scalars(query).one()
