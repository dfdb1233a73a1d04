# SPDX-License-Identifier: AGPL-3.0-or-later
"""Programmes: the experiments a pathway is tagged with. One is a procedure like any other, whose scheme says which of
its events are the entry and the exit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.derived import ProcedureState
from app.models.procedure import Procedure, ProcedureEvent
from app.schemes.definitions import Edition
from app.schemes.events import Event
from app.schemes.programmes import Programme
from app.services import standing
from app.services.office import Office


@dataclass(frozen=True)
class Participation:
    """A time in a programme. `left_on` is None while it goes on; `reason` says why it ended, in French."""

    procedure_id: UUID
    scheme: str
    title: str
    entered_on: date
    left_on: date | None
    reason: str


def known(office: Office) -> Mapping[str, Programme]:
    """The schemes of the catalogue that are programmes, by id."""
    current = {name: scheme.current.programme for name, scheme in office.catalogue.schemes.items()}
    return {name: programme for name, programme in current.items() if programme is not None}


def of_person(session: Session, office: Office, person_id: UUID) -> tuple[Participation, ...]:
    """Her programmes, the earliest entered first; a request that was never accepted is none."""
    query = sa.select(Procedure.id).where(
        Procedure.person_id == person_id, Procedure.scheme.in_(known(office)), Procedure.deleted.is_(False)
    )
    ids = session.scalars(query).all()
    courses = standing.courses(session, office.catalogue, ids) if ids else []
    found = [each for course in courses if (each := _participation(course)) is not None]
    return tuple(sorted(found, key=lambda each: (each.entered_on, each.title)))


def people_in(office: Office) -> sa.Select[UUID]:
    """The ids of the people who are in a programme now."""
    programmes = known(office)
    return (
        sa.select(Procedure.person_id)
        .join(ProcedureState, ProcedureState.procedure_id == Procedure.id)
        .join(ProcedureEvent, ProcedureEvent.procedure_id == Procedure.id)
        .where(Procedure.scheme.in_(programmes), Procedure.deleted.is_(False), ProcedureState.closed.is_(False))
        .where(ProcedureEvent.name.in_({each.entry for each in programmes.values()}), ProcedureEvent.deleted.is_(False))
    )


def ids_in(office: Office) -> frozenset[UUID]:
    """The same, read: what a search is compared with."""
    with office.reading() as session:
        return frozenset(session.scalars(people_in(office)).all())


def _participation(course: standing.Course) -> Participation | None:
    edition, procedure = course.edition, course.procedure
    entry = edition.programme.entry if edition.programme else ""
    entered = next((event.on for event in course.events if event.name == entry), None)
    if entered is None:
        return None
    left = next((event for event in reversed(course.events) if _closes(edition, event)), None)
    title = procedure.label or edition.short_title
    reason = _reason(edition, left) if left else ""
    return Participation(procedure.id, procedure.scheme, title, entered, left.on if left else None, reason)


def _closes(edition: Edition, event: Event) -> bool:
    kind = edition.events.get(event.name)
    return kind is not None and kind.to is not None and kind.to in edition.stages and edition.stages[kind.to].closed


def _reason(edition: Edition, left: Event) -> str:
    """Why it ended: the detail the programme names, or the event itself."""
    kind = edition.events[left.name]
    name = edition.programme.reason if edition.programme else ""
    ask = next((each for each in kind.asks if each.id == name), None)
    value = str(left.details.get(name) or "")
    if ask is None or not value:
        return kind.label
    return ask.vocabulary.label_of(value) if ask.vocabulary else value
