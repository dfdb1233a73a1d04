# SPDX-License-Identifier: AGPL-3.0-or-later
"""Contacts and notes: the person came, called, was met; her mail was handed over; something was noted of her pathway.

The text is saved as it is written, by `sheet.set_field`; what is noted about the person counts as a contact with her.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.encounter import WITHOUT_PERSON, Encounter
from app.models.worker import Worker
from app.services import sheet
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.typing_in import check_choice, clean, refuse_nir

NOTE = "note"
MAIL_HANDED = "mail_out"


@dataclass(frozen=True)
class EncounterView:
    """A contact or a note, with who wrote it. `source` is who said it when it was not the person (« dit par … »)."""

    id: UUID
    on: date
    kind: str
    kind_label: str
    text: str
    participants: str
    source: str
    with_person: bool
    worker_id: UUID
    worker: str
    procedure_id: UUID | None


def note(
    office: Office,
    person_id: UUID,
    kind: str,
    text: str = "",
    *,
    on: date | None = None,
    participants: str = "",
    source: str = "",
    procedure_id: UUID | None = None,
) -> Changes:
    """Note a contact or write a note, of a kind of the vocabulary `contact_kind`."""
    day = on or office.today()
    check_choice(office, "contact_kind", kind, "kind")
    if day > office.today():
        raise Refused(Refusal.DAY_TO_COME, "on")
    for name, value in (("text", text), ("participants", participants), ("source", source)):
        refuse_nir(value, name)
    with office.writing("contact_noted" if kind not in WITHOUT_PERSON else "note_written") as work:
        sheet.one(work.session, "person", person_id)
        row = Encounter(
            person_id=person_id,
            worker_id=office.worker_id,
            kind=kind,
            on=day,
            with_person=kind not in WITHOUT_PERSON,
            procedure_id=procedure_id,
            text=clean(text, keep_lines=True),
            participants=clean(participants),
            source=clean(source),
        )
        work.session.add(row)
        work.created = row.id
    return work.changes


def hand_mail(office: Office, person_id: UUID, kind: str = MAIL_HANDED) -> Changes:
    """She came for her mail, today: one gesture."""
    return note(office, person_id, kind)


def withdraw(office: Office, encounter_id: UUID) -> Changes:
    """Take off a contact noted by mistake."""
    with office.writing("contact_withdrawn") as work:
        sheet.one(work.session, "encounter", encounter_id).deleted = True
    return work.changes


def of_person(office: Office, person_id: UUID) -> tuple[EncounterView, ...]:
    """Every contact and note, the latest first."""
    with office.reading() as session:
        return views(session, office, person_id)


def views(session: Session, office: Office, person_id: UUID) -> tuple[EncounterView, ...]:
    """The same within a reading."""
    query = sa.select(Encounter, Worker.name).outerjoin(Worker, Worker.id == Encounter.worker_id)
    query = query.where(Encounter.person_id == person_id, Encounter.deleted.is_(False))
    rows = session.execute(query.order_by(Encounter.on.desc(), Encounter.id))
    return tuple(view(office, row, name or "") for row, name in rows)


def last_contact(office: Office, person_id: UUID) -> EncounterView | None:
    """The last time she was met or heard, or None."""
    return next((one for one in of_person(office, person_id) if one.with_person), None)


def view(office: Office, row: Encounter, worker: str = "") -> EncounterView:
    """A contact as it is shown."""
    return EncounterView(
        id=row.id,
        on=row.on,
        kind=row.kind,
        kind_label=office.catalogue.vocabularies["contact_kind"].label_of(row.kind),
        text=row.text,
        participants=row.participants,
        source=row.source,
        with_person=row.with_person,
        worker_id=row.worker_id,
        worker=worker,
        procedure_id=row.procedure_id,
    )
