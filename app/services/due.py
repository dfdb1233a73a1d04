# SPDX-License-Identifier: AGPL-3.0-or-later
"""What falls due, over all people: each line says when, why, what if nothing is done, and the next gesture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.derived import Deadline
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure
from app.services.naming import full_name
from app.services.office import Office

State = Literal["overdue", "advised", "soon", "upcoming", "kept", "lost", "elapsed"]
SOON = 30
WEEK = 7


@dataclass(frozen=True)
class DueLine:
    """A deadline of someone's procedure. `why` is its article, its source, or empty while it is « à vérifier »."""

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


@dataclass(frozen=True)
class DueList:
    """The page Aujourd’hui: overdue first; red only for legal and contractual dates."""

    day: date
    overdue: tuple[DueLine, ...]
    advised: tuple[DueLine, ...]
    this_week: tuple[DueLine, ...]
    within_week: tuple[DueLine, ...]
    within_month: tuple[DueLine, ...]
    followed: int
    next_due: date | None

    @property
    def pressing(self) -> int:
        """How many lines are overdue or fall due this week: the count of the rail."""
        return len(self.overdue) + len(self.this_week)


def today(office: Office, *, everyone: bool = False) -> DueList:
    """What falls due within thirty days in the dossiers the worker follows, or in all of them."""
    day = office.today()
    with office.reading() as session:
        lines = _lines(session, office, day, None if everyone else office.worker_id)
        followed = _followed(session, office.worker_id)
        following = _next_due(session, office.worker_id, day)
    past = [line for line in lines if line.due < day]
    sunday = day + timedelta(days=6 - day.weekday())
    return DueList(
        day=day,
        overdue=tuple(line for line in past if line.kind != "advice"),
        advised=tuple(line for line in past if line.kind == "advice"),
        this_week=_between(lines, day, sunday),
        within_week=_between(lines, sunday + timedelta(days=1), day + timedelta(days=WEEK)),
        within_month=_between(lines, max(sunday, day + timedelta(days=WEEK)) + timedelta(days=1), date.max),
        followed=followed,
        next_due=following,
    )


def all_due(office: Office, on: date) -> tuple[DueLine, ...]:
    """Every deadline of every person that is open as of a day, the earliest first (`maillon due`)."""
    with office.reading() as session:
        return _lines(session, office, on, None, until=None)


def state_of(deadline: Deadline, day: date) -> State:
    """How a deadline stands on a day. A silence that the law reads as an answer has « elapsed »: others follow it."""
    if deadline.closed_on is not None:
        late = deadline.closed_on > deadline.due and deadline.awaits == "us"
        return "lost" if late else "kept"
    if deadline.due < day and not deadline.suspended:
        if deadline.lapses_to:
            return "elapsed"
        return "advised" if deadline.kind == "advice" else "overdue"
    return "soon" if deadline.due <= day + timedelta(days=SOON) else "upcoming"


def is_open(deadline: Deadline, day: date) -> bool:
    """Whether a deadline counts on a day: not closed, and the one it waits for has run out."""
    return deadline.closed_on is None and (deadline.opens_on is None or deadline.opens_on < day)


def why(deadline: Deadline) -> str:
    """The article when it was verified, else where the length comes from."""
    if deadline.verified:
        return deadline.basis or deadline.source
    return "à vérifier"


def _lines(
    session: Session, office: Office, day: date, lead: UUID | None, until: int | None = SOON
) -> tuple[DueLine, ...]:
    query = (
        sa.select(Deadline, Procedure.scheme, Procedure.label, Person.first_names, Person.birth_name, Person.use_name)
        .join(Procedure, Procedure.id == Deadline.procedure_id)
        .join(Person, Person.id == Deadline.person_id)
        .where(*_counts(day), Procedure.deleted.is_(False), Person.deleted.is_(False))
        .order_by(Deadline.due, Person.birth_name)
    )
    if until is not None:
        query = query.where(Deadline.due <= day + timedelta(days=until))
    if lead is not None:
        query = query.join(Pathway, Pathway.id == Procedure.pathway_id).where(Pathway.lead_id == lead)
    titles = {name: scheme.short_title for name, scheme in office.catalogue.schemes.items()}
    return tuple(
        _line(row[0], row[2] or titles.get(row[1], row[1]), full_name(row[3], row[4], row[5]), day)
        for row in session.execute(query)
    )


def _counts(day: date) -> tuple[sa.ColumnElement[bool], ...]:
    """The deadlines open on a day; a silence that has elapsed is followed by others and no longer counts."""
    return (
        Deadline.closed_on.is_(None),
        sa.or_(Deadline.opens_on.is_(None), Deadline.opens_on < day),
        sa.or_(Deadline.lapses_to.is_(None), Deadline.due >= day, Deadline.suspended),
    )


def _line(deadline: Deadline, procedure: str, person: str, day: date) -> DueLine:
    return DueLine(
        id=deadline.id,
        key=deadline.key,
        person_id=deadline.person_id,
        procedure_id=deadline.procedure_id,
        person=person,
        procedure=procedure,
        label=deadline.label,
        due=deadline.due,
        why=why(deadline),
        verified=deadline.verified,
        consequence=deadline.consequence,
        state=state_of(deadline, day),
        kind=deadline.kind,
        awaits=deadline.awaits,
        act=deadline.act,
        act_label=deadline.act_label,
    )


def _between(lines: Sequence[DueLine], first: date, last: date) -> tuple[DueLine, ...]:
    return tuple(line for line in lines if first <= line.due <= last)


def _followed(session: Session, worker_id: UUID) -> int:
    query = sa.select(sa.func.count(sa.distinct(Pathway.person_id))).where(
        Pathway.lead_id == worker_id, Pathway.closed_on.is_(None), Pathway.deleted.is_(False)
    )
    return session.scalars(query).one()


def _next_due(session: Session, worker_id: UUID, day: date) -> date | None:
    query = (
        sa.select(sa.func.min(Deadline.due))
        .join(Procedure, Procedure.id == Deadline.procedure_id)
        .join(Pathway, Pathway.id == Procedure.pathway_id)
        .where(*_counts(day), Deadline.due >= day, Pathway.lead_id == worker_id)
    )
    return session.scalars(query).one()
