# SPDX-License-Identifier: AGPL-3.0-or-later
"""The heavy cases: dossiers of 500 journal entries and 12 procedures, and 20,000 procedures that one worker follows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from itertools import count, cycle
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.models.derived import ProcedureState
from app.models.journal import Change
from app.models.person import Person
from app.services import demonstration, encounters, people, procedures, resources, sheet
from app.services.office import Office
from benchmarks import vaults

ENTRIES, PROCEDURES = 500, 12
FOLLOWED = 20_000
KINDS = ("visit", "call", "note", "appointment", "email")
STREETS = ("rue Haute", "rue des Tanneurs", "allée des Tilleuls", "quai du Val")


def write_large(office: Office, rank: int) -> UUID:
    """A dossier written gesture after gesture, until its history holds 500 entries."""
    identity = {"title": "mme", "birth_name": f"Beaumont-{rank}", "first_names": "Inès", "birth": "12/03/1984"}
    person = created(people.create_person(office, {**identity, "phone": "01 99 00 31 07"}))
    gestures = life(office, person)
    for at, pattern in zip(range(PROCEDURES), cycle(patterns()), strict=False):
        open_one(office, person, pattern, at)
    while entries_of(office, person) < ENTRIES:
        next(gestures)
    return person


def open_one(office: Office, person: UUID, pattern: dict[str, Any], at: int) -> None:
    """One procedure after a pattern of the demonstration, with the events that have happened."""
    first, last = pattern["opened"]
    day = office.today() + timedelta(days=first + (last - first) * (at + 1) // (PROCEDURES + 1))
    made = created(procedures.open_procedure(office, person, pattern["scheme"], day))
    for event in pattern["events"]:
        on = day + timedelta(days=event["after"])
        if on <= office.today():
            details = {name: day + timedelta(days=days) for name, days in event.get("days", {}).items()}
            procedures.note_event(office, made, event["name"], on, details)


def patterns() -> list[dict[str, Any]]:
    """The courses of procedures that the demonstration draws from."""
    found: list[dict[str, Any]] = demonstration.dossiers()["patterns"]
    return found


def life(office: Office, person: UUID) -> Iterator[None]:
    """What fills a dossier over the years: contacts, fields corrected, resources by month."""
    for rank in count():
        on = office.today() - timedelta(days=rank % 700)
        if rank % 5 == 0:
            encounters.note(office, person, KINDS[rank // 5 % len(KINDS)], f"Point {rank} sur la situation.", on=on)
        elif rank % 50 == 1:
            resources.add(office, person, "rsa", {"amount": "607,75", "since": f"{on:%d/%m/%Y}"})
        else:
            sheet.set_field(office, "person", person, "address", f"{rank} {STREETS[rank % len(STREETS)]}")
        yield


def entries_of(office: Office, person: UUID) -> int:
    """How many entries the history of a dossier holds."""
    with office.reading() as session:
        return session.scalars(sa.select(sa.func.count()).where(Change.person_id == person)).one()


def created(changes: Any) -> UUID:
    """The id of what a verb made."""
    made: UUID | None = changes.created
    assert made is not None
    return made


def followed_vault() -> Path:
    """The vault of 20,000 people, with 20,000 open procedures whose référent is the worker herself; kept."""
    made = vaults.demonstration(FOLLOWED)
    folder = vaults.FOLDER / f"{FOLLOWED}-followed"
    digest = vaults.digest_of((*vaults.SCHEMA, "resources/schemes"))
    if vaults.read_note(folder).get("schema") != digest:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made.folder, folder)
        with vaults.opened(folder) as office:
            follow_all(office)
        vaults.note_of(folder).write_text(json.dumps({"schema": digest}), "utf-8")
    return folder


def follow_all(office: Office) -> None:
    """Give everyone one more procedure that the worker follows, until 20,000 of them are open."""
    draw = demonstration.Draw(vaults.SEED + 1, vaults.DAY)
    told = demonstration.dossiers()
    with office.reading() as session:
        everyone = session.scalars(sa.select(Person.id).order_by(Person.id)).all()
    missing = iter(cycle(everyone))
    while (short := FOLLOWED - open_procedures(office)) > 0:
        facts = [demonstration.procedure_of(told, draw, next(missing), office.worker_id) for _ in range(short)]
        with office.writing("demonstration_filled") as work:
            work.session.insert_many(fact for some in facts for fact in some)


def open_procedures(office: Office) -> int:
    """How many procedures that the worker follows are open."""
    query = sa.select(sa.func.count()).select_from(ProcedureState).where(ProcedureState.closed.is_(False))
    from app.models.pathway import Pathway
    from app.models.procedure import Procedure

    query = query.join(Procedure, Procedure.id == ProcedureState.procedure_id)
    query = query.join(Pathway, Pathway.id == Procedure.pathway_id).where(Pathway.lead_id == office.worker_id)
    with office.reading() as session:
        return session.scalars(query).one()
