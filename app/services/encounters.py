# SPDX-License-Identifier: AGPL-3.0-or-later
"""Encounters: the person came, called, was met, got her mail; or a note was taken. The register of contacts too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from app.french.identifiers import looks_like_nir
from app.models.encounter import Encounter
from app.models.person import Person
from app.models.worker import Worker
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused

WITHOUT_HER = frozenset({"note", "third_party", "mail_in", "registered_in", "parcel_in"})
"""Kinds that are not a contact of the person's own."""
MAIL_HANDED = "mail_out"
LONGEST = 20_000


@dataclass(frozen=True)
class EncounterView:
    """An encounter as the dossier lists it."""

    id: UUID
    kind: str
    label: str
    on: date
    text: str
    participants: str
    source: str
    worker: str
    with_person: bool
    procedure_id: UUID | None


def note(
    office: Office,
    person_id: UUID,
    kind: str,
    on: date | None = None,
    text: str = "",
    *,
    participants: str = "",
    source: str = "",
    procedure_id: UUID | None = None,
) -> Changes:
    """Note an encounter. A contact of the person's own restarts the delays that wait for one."""
    day = on or office.today()
    _check(office, kind, day, text, participants, source)
    with office.writing("encounter_noted" if text else "contact_noted") as work:
        if work.session.get(Person, person_id) is None:
            raise Refused(Refusal.UNKNOWN_ID, "person")
        row = Encounter(
            person_id=person_id,
            worker_id=office.worker_id,
            kind=kind,
            on=day,
            text=text.strip(),
            participants=participants.strip(),
            source=source.strip(),
            with_person=kind not in WITHOUT_HER,
            procedure_id=procedure_id,
        )
        work.session.add(row)
        work.created = row.id
    return work.changes


def hand_mail(office: Office, person_id: UUID) -> Changes:
    """Mail handed over, in one gesture."""
    return note(office, person_id, MAIL_HANDED)


def withdraw(office: Office, encounter_id: UUID) -> Changes:
    """Take an encounter away; undo gives it back."""
    with office.writing("encounter_withdrawn") as work:
        work.session.get_one(Encounter, encounter_id).deleted = True
    return work.changes


def of_person(office: Office, person_id: UUID) -> tuple[EncounterView, ...]:
    """The person's encounters and notes, the latest first."""
    kinds = office.catalogue.vocabularies["contact_kind"]
    query = (
        sa.select(Encounter, Worker.name)
        .join(Worker, Worker.id == Encounter.worker_id)
        .where(Encounter.person_id == person_id, Encounter.deleted.is_(False))
        .order_by(Encounter.on.desc(), Encounter.id)
    )
    with office.reading() as session:
        return tuple(
            EncounterView(
                id=row.id,
                kind=row.kind,
                label=kinds.label_of(row.kind),
                on=row.on,
                text=row.text,
                participants=row.participants,
                source=row.source,
                worker=worker,
                with_person=row.with_person,
                procedure_id=row.procedure_id,
            )
            for row, worker in session.execute(query)
        )


def last_contact(office: Office, person_id: UUID) -> date | None:
    """The last day the person came, called or was met."""
    query = sa.select(sa.func.max(Encounter.on)).where(
        Encounter.person_id == person_id, Encounter.with_person, Encounter.deleted.is_(False)
    )
    with office.reading() as session:
        return session.scalars(query).one()


def _check(office: Office, kind: str, day: date, *texts: str) -> None:
    if kind not in office.catalogue.vocabularies["contact_kind"].choices:
        labels = ", ".join(each.label for each in office.catalogue.vocabularies["contact_kind"].choices.values())
        raise Refused(Refusal.UNKNOWN_CHOICE, "kind", value=kind, choices=labels)
    if day > office.today():
        raise Refused(Refusal.DAY_TO_COME, "on")
    for text in texts:
        if looks_like_nir(text):
            raise Refused(Refusal.NIR, "text")
        if len(text) > LONGEST:
            raise Refused(Refusal.TEXT_TOO_LONG, "text", length=len(text), most=LONGEST)
