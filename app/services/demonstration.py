# SPDX-License-Identifier: AGPL-3.0-or-later
"""A demonstration vault: fictitious people, the same for the same seed and day, from resources/demonstration.

A few dossiers are told one gesture after the other, as a worker would have; the others are drawn and written in bulk.
"""

from __future__ import annotations

import json
import random
import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa

from app import RESOURCES
from app.models.base import Fact, ids_from
from app.models.encounter import Encounter
from app.models.organisation import Organisation
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure, ProcedureEvent
from app.models.worker import Worker
from app.security.derivation import Parameters
from app.services import accounts, demonstration_dossiers, referral_register
from app.services.catalogues import shipped
from app.services.office import PARIS, Office
from app.services.referral_register import ReferralLine
from app.services.refusals import Refusal, Refused
from app.storage.troubles import engine_errors

PASSWORD = "maillon-demonstration"
MARKER = "demonstration.json"
FIRST_DAY = -400
"""When the vault was made, in days from the demonstration's: before anything that is told."""
FOLLOWED = 34
BATCH = 10_000
FEW = 2_000
OFTEN, SELDOM = 0.6, 0.1


@dataclass(frozen=True)
class Made:
    """What was made, and how to open it."""

    folder: Path
    people: int
    identifier: str
    password: str
    on: date

    def as_data(self) -> dict[str, Any]:
        """For `--json`."""
        return {"vault": self.folder, "people": self.people, "worker": self.identifier, "on": self.on}


def make(folder: Path, *, people: int, seed: int, on: date) -> Made:
    """Make the vault of a demonstration in an empty folder; the same seed and day give the same people, ids and dates.

    Refused when the folder is not empty. What stops half-way leaves nothing.
    """
    with engine_errors():
        there = folder.exists()
        if there and any(folder.iterdir()):
            raise Refused(Refusal.FOLDER_NOT_EMPTY, "folder")
    try:
        return _made(folder, people, Draw(seed, on))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if there:
            folder.mkdir(exist_ok=True)
        raise


def opened(folder: Path) -> Office:
    """Unlock a demonstration with the account that it says itself, on the day it was made for.

    Refused when the folder holds none.
    """
    try:
        account = json.loads((folder / MARKER).read_text("utf-8"))
        identifier, password, on = account["identifier"], account["password"], date.fromisoformat(account["on"])
    except (OSError, ValueError, LookupError, TypeError):
        raise Refused(Refusal.NOT_A_DEMONSTRATION, "folder") from None
    unlocked = accounts.unlock(folder, identifier, password, clock=Draw(0, on).clock)
    return Office(unlocked.vault, unlocked.worker_id, shipped())


def shown(office: Office) -> ReferralLine:
    """The referral that a tour shows: of those sent, the one of the dossier told first. Refused when none was sent."""
    sent = [line for line in referral_register.all_lines(office) if line.sent_on is not None]
    if not sent:
        raise Refused(Refusal.NOTHING_SENT, "folder")
    told = sa.select(Person.id).where(Person.id.in_([line.person_id for line in sent])).order_by(Person.file_number)
    with office.reading() as session:
        first = session.scalars(told.limit(1)).one()
    return min((line for line in sent if line.person_id == first), key=lambda line: line.number)


def _made(folder: Path, people: int, draw: Draw) -> Made:
    told = dossiers()
    first = accounts.NewWorker(**told["worker"])
    draw.go_to(FIRST_DAY)
    with ids_from(draw.id):
        made = accounts.create_vault(
            folder, first, PASSWORD, told["office"]["name"], parameters=Parameters(), clock=draw.clock
        )
        vault = made.unlocked.vault
        try:
            office = Office(vault, made.unlocked.worker_id, shipped())
            colleagues = _furnish(office, told, draw)
            written = demonstration_dossiers.tell(office, told, draw, people)
            draw.go_to(0)
            _fill(office, told, draw, people - written, colleagues)
        finally:
            vault.close()
    account = {"identifier": first.identifier, "password": PASSWORD, "on": draw.on.isoformat()}
    (folder / MARKER).write_text(json.dumps(account, ensure_ascii=False), "utf-8")
    return Made(folder, people, first.identifier, PASSWORD, draw.on)


class Draw:
    """Everything drawn at random, the day everything is counted from, and the moment it is meanwhile."""

    def __init__(self, seed: int, on: date) -> None:
        self.random = random.Random(seed)
        self.on = on
        self.milliseconds = 0
        self.go_to(0)

    def clock(self) -> int:
        """The moment it is, in milliseconds."""
        return self.milliseconds

    def go_to(self, offset: int) -> None:
        """Make it the morning of the day so many days from the demonstration's."""
        self.milliseconds = int(datetime.combine(self.day(offset), time(10, 42), PARIS).timestamp() * 1000)

    def id(self) -> UUID:
        """An id of this seed."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def day(self, offset: int) -> date:
        """The day so many days from the demonstration's."""
        return self.on + timedelta(days=offset)


@cache
def dossiers() -> dict[str, Any]:
    """The dossiers told one by one, and the patterns of the others."""
    return tomllib.loads((RESOURCES / "demonstration" / "dossiers.toml").read_text("utf-8-sig"))


@cache
def names() -> dict[str, Any]:
    """The lists names are drawn from."""
    return tomllib.loads((RESOURCES / "demonstration" / "names.toml").read_text("utf-8-sig"))


def _furnish(office: Office, told: Mapping[str, Any], draw: Draw) -> list[UUID]:
    """Describe the office, and add colleagues who have no account; their ids, the demonstration's worker first."""
    with office.writing("office_described") as work:
        session = work.session
        own = session.scalars(sa.select(Organisation).where(Organisation.own)).one()
        for name, value in told["office"].items():
            setattr(own, name, value)
        rows = [Worker(id=draw.id(), identifier="", slot="", **each) for each in told["colleagues"]]
        session.add_all(rows)
    return [office.worker_id, *(row.id for row in rows)]


def _fill(office: Office, told: Mapping[str, Any], draw: Draw, people: int, workers: Sequence[UUID]) -> None:
    """Write the rest of the people, batch after batch, each a gesture."""
    facts = _people(told, draw, people, workers)
    done = False
    while not done:
        batch: list[Fact] = []
        while len(batch) < BATCH and not done:
            person = next(facts, None)
            done = person is None
            batch += person or []
        if batch:
            with office.writing("demonstration_filled") as work:
                work.session.insert_many(batch)


def _people(told: Mapping[str, Any], draw: Draw, people: int, workers: Sequence[UUID]) -> Iterator[list[Fact]]:
    share = OFTEN if people <= FEW else SELDOM
    for rank in range(people):
        person = _person(draw, rank)
        facts: list[Fact] = [person]
        if rank < FOLLOWED or draw.random.random() < share:
            lead = workers[0] if rank < FOLLOWED else draw.random.choice(workers)
            facts += procedure_of(told, draw, person.id, lead)
        yield facts


def _person(draw: Draw, rank: int) -> Person:
    lists, pick = names(), draw.random
    woman = pick.random() < 0.55
    surname = lists["surnames"][min(int(pick.expovariate(1 / 30)), len(lists["surnames"]) - 1)]
    if pick.random() < 0.25:
        surname = f"{surname}-{pick.choice(lists['surnames'])}"
    first = pick.choice(lists["women" if woman else "men"])
    if pick.random() < 0.15:
        first = f"{first}-{pick.choice(lists['women' if woman else 'men'])}"
    postal_code, town = pick.choice(lists["towns"])
    return Person(
        id=draw.id(),
        file_number=f"P-{draw.on.year}-A{rank + 100:05d}",
        title="mme" if woman else "m",
        birth_name=surname,
        first_names=first,
        birth=draw.day(-pick.randint(18 * 365, 78 * 365)).isoformat(),
        phone=f"019900{pick.randint(0, 9999):04d}" if pick.random() < 0.8 else "",
        address=f"{pick.randint(1, 90)} {pick.choice(lists['streets'])}",
        postal_code=postal_code,
        town=town,
        nationality=pick.choice(("french", "french", "french", "eu", "other")),
    )


def _events(draw: Draw, procedure: Procedure, told: Sequence[Mapping[str, Any]]) -> list[ProcedureEvent]:
    """The events of a pattern that have happened by the demonstration's day."""
    opened = procedure.opened_on
    return [
        ProcedureEvent(
            id=draw.id(),
            procedure_id=procedure.id,
            person_id=procedure.person_id,
            name=each["name"],
            on=opened + timedelta(days=each["after"]),
            details={name: (opened + timedelta(days=n)).isoformat() for name, n in each.get("days", {}).items()},
            rank=rank,
        )
        for rank, each in enumerate(told)
        if opened + timedelta(days=each["after"]) <= draw.on
    ]


def procedure_of(told: Mapping[str, Any], draw: Draw, person_id: UUID, lead: UUID) -> list[Fact]:
    """A procedure drawn for a person: her pathway, it, its events and one contact."""
    patterns = cast("list[dict[str, Any]]", told["patterns"])
    pattern = draw.random.choices(patterns, [each["weight"] for each in patterns])[0]
    opened = draw.day(draw.random.randint(*pattern["opened"]))
    pathway = Pathway(id=draw.id(), person_id=person_id, lead_id=lead, opened_on=opened, agreed_on=opened)
    procedure = Procedure(
        id=draw.id(),
        person_id=person_id,
        pathway_id=pathway.id,
        scheme=pattern["scheme"],
        edition=shipped().schemes[pattern["scheme"]].edition_on(opened).valid_from,
        opened_on=opened,
        department=told["office"]["department"],
        worker_id=lead,
    )
    noted = _events(draw, procedure, pattern["events"])
    contact = Encounter(
        id=draw.id(),
        person_id=person_id,
        worker_id=lead,
        kind="visit",
        on=draw.day(-draw.random.randint(1, 85)),
        text="Courrier remis.",
    )
    return [pathway, procedure, *noted, contact]
