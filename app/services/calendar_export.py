# SPDX-License-Identifier: AGPL-3.0-or-later
"""Appointments and deadlines for a calendar, which says nothing of anybody: the title is the same for all.

An appointment is a pair of answers that a scheme asks: a day (`…_on`) and its hour (`…_at`).
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.exchange.calendar_file import CalendarEntry, calendar_file
from app.models.derived import Deadline, ProcedureState
from app.models.pathway import Pathway
from app.models.procedure import Procedure, ProcedureAnswer
from app.models.referral import Referral
from app.services import referral_register
from app.services.due import running_on
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.storage.troubles import Trouble, Unavailable

DEADLINE, APPOINTMENT = "Échéance Maillon", "Rendez-vous Maillon"
NOTE = "Le détail est dans Maillon."
FILE_NAME = "maillon-agenda.ics"
DAY, HOUR = "_on", "_at"


@dataclass(frozen=True)
class Calendar:
    """The file, and how many deadlines and appointments are in it, those taken off apart."""

    content: bytes
    deadlines: int
    appointments: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.deadlines + self.appointments


def calendar(
    office: Office, *, person_id: UUID | None = None, procedure_id: UUID | None = None, everyone: bool = False
) -> Calendar:
    """What is to come: of a procedure, of a person, of the dossiers the worker follows, or of everyone.

    Days gone by are left out; a deadline closed before its day is taken off the calendar it was in.
    """
    with office.reading() as session:
        concerned = _procedures(office, person_id, procedure_id, everyone=everyone)
        deadlines = [*_deadlines(session, office, concerned), *_awaited(session, office, concerned)]
        appointments = list(_appointments(session, office, concerned))
    entries = sorted((*deadlines, *appointments), key=lambda each: (each.day, each.at or time(), each.id))
    content = calendar_file(entries, office.now())
    return Calendar(content, sum(not each.gone for each in deadlines), len(appointments))


def write(office: Office, path: Path, *, person_id: UUID | None = None, procedure_id: UUID | None = None) -> Calendar:
    """Write the file. Refused, or Unavailable on a full disk, when it cannot be written."""
    made = calendar(office, person_id=person_id, procedure_id=procedure_id)
    try:
        path.write_bytes(made.content)
    except OSError as fault:
        if fault.errno == errno.ENOSPC:
            raise Unavailable(Trouble.DISK_FULL) from fault
        raise Refused(Refusal.FILE_NOT_WRITTEN, "path") from fault
    return made


def _procedures(
    office: Office, person_id: UUID | None, procedure_id: UUID | None, *, everyone: bool
) -> sa.Select[UUID]:
    query = sa.select(Procedure.id).where(Procedure.deleted.is_(False))
    if procedure_id is not None:
        return query.where(Procedure.id == procedure_id)
    if person_id is not None:
        return query.where(Procedure.person_id == person_id)
    if everyone:
        return query
    return query.join(Pathway, Pathway.id == Procedure.pathway_id).where(Pathway.lead_id == office.worker_id)


def _deadlines(session: Session, office: Office, concerned: sa.Select[UUID]) -> Iterator[CalendarEntry]:
    day = office.today()
    of_them = Deadline.procedure_id.in_(concerned), Deadline.due >= day
    running = sa.select(Deadline.id, Deadline.due).where(*running_on(day), *of_them)
    for row in session.execute(running):
        yield CalendarEntry(row.id, DEADLINE, row.due, note=NOTE)
    closed = sa.select(Deadline.id, Deadline.due).where(Deadline.closed_on.is_not(None), *of_them)
    for row in session.execute(closed):
        yield CalendarEntry(row.id, DEADLINE, row.due, gone=True)


def _awaited(session: Session, office: Office, concerned: sa.Select[UUID]) -> Iterator[CalendarEntry]:
    """The day wished for an answer that has not come."""
    query = sa.select(Referral.id).where(
        Referral.procedure_id.in_(concerned), Referral.expected_by >= office.today(), Referral.sent_on.is_not(None)
    )
    wanted = set(session.scalars(query))
    for line in referral_register.of_ids(session, office, wanted):
        if line.expected_by is not None:
            yield CalendarEntry(line.id, DEADLINE, line.expected_by, note=NOTE, gone=not line.pending)


def _appointments(session: Session, office: Office, concerned: sa.Select[UUID]) -> Iterator[CalendarEntry]:
    keys = ProcedureAnswer.key.endswith(DAY, autoescape=True) | ProcedureAnswer.key.endswith(HOUR, autoescape=True)
    query = (
        sa.select(ProcedureAnswer.procedure_id, ProcedureAnswer.key, ProcedureAnswer.value)
        .join(ProcedureState, ProcedureState.procedure_id == ProcedureAnswer.procedure_id)
        .where(ProcedureAnswer.procedure_id.in_(concerned), ProcedureAnswer.deleted.is_(False), keys)
        .where(ProcedureState.closed.is_(False))
    )
    given: dict[tuple[UUID, str], Any] = {(row.procedure_id, row.key): row.value for row in session.execute(query)}
    for (procedure, key), said in given.items():
        at = given.get((procedure, key.removesuffix(DAY) + HOUR))
        if not key.endswith(DAY) or at is None:
            continue
        day = date.fromisoformat(str(said))
        if day >= office.today():
            yield CalendarEntry(uuid5(procedure, key), APPOINTMENT, day, time.fromisoformat(str(at)), NOTE)
