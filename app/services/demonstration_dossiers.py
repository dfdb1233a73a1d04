# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dossiers of the demonstration that are told one gesture after the other, through the same verbs as a worker's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.models.encounter import Encounter
from app.models.household import Household, HouseholdMember
from app.models.housing import Housing
from app.models.organisation import Organisation
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure
from app.models.resource import Resource
from app.services import consents, procedures, referrals
from app.services.office import Office

if TYPE_CHECKING:
    from app.services.demonstration import Draw

Told = Mapping[str, Any]
Partners = Mapping[str, UUID]
Step = tuple[int, Callable[[], object]]
"""A gesture, and its day counted from the demonstration's."""
DOCUMENTS_AFTER = 5
LISTS = ("key", "members", "housing", "resources", "procedures", "encounters", "consents")


def tell(office: Office, told: Told, draw: Draw, people: int) -> int:
    """Write the dossiers, as many as asked, each gesture on its day; returns how many dossiers were written."""
    partners = _partners(office, told, draw)
    dossiers = told["people"][:people]
    steps = [step for rank, dossier in enumerate(dossiers) for step in _steps(office, dossier, partners, draw, rank)]
    for at, step in sorted(steps, key=itemgetter(0)):
        draw.go_to(at)
        step()
    return len(dossiers)


def _steps(office: Office, dossier: Told, partners: Partners, draw: Draw, rank: int) -> Iterator[Step]:
    """The gestures of a dossier, with their days; those of a same day in this order."""
    person = draw.id()
    agreements, opened = dossier.get("consents", ()), dossier.get("procedures", ())
    met = [each["at"] for each in dossier.get("encounters", ())]
    days = [*met, *(each["given_on"] for each in agreements), *(each["opened"] for each in opened)]
    yield min(days, default=0), partial(_identity, office, person, dossier, draw, rank)
    for each in agreements:
        yield each["given_on"], partial(_agree, office, person, each, partners, draw)
    for each in opened:
        yield from _Course(office, person, each, partners, draw).steps()


def _partners(office: Office, told: Told, draw: Draw) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    with office.writing("organisation_created") as work:
        for each in told["organisations"]:
            row = Organisation(id=draw.id(), **{name: value for name, value in each.items() if name != "key"})
            work.session.add(row)
            found[each["key"]] = row.id
    return found


def _identity(office: Office, person_id: UUID, dossier: Told, draw: Draw, rank: int) -> None:
    """The person, her household, her housing, her resources, her contacts: one gesture."""
    with office.writing("person_created") as work:
        session = work.session
        fields = {name: _dated(name, value, draw) for name, value in dossier.items() if name not in LISTS}
        person = Person(id=person_id, file_number=f"P-{draw.on.year - 3}-A{rank + 417:04d}", **fields)
        session.add(person)
        session.flush()
        if dossier.get("members"):
            household = Household(id=draw.id())
            session.add(household)
            session.flush()
            for each in dossier["members"]:
                session.add(
                    HouseholdMember(id=draw.id(), household_id=household.id, person_id=person.id, **_row(each, draw))
                )
        for kind, name in ((Housing, "housing"), (Resource, "resources")):
            for each in dossier.get(name, ()):
                session.add(kind(id=draw.id(), person_id=person.id, **_row(each, draw)))
        for each in dossier.get("encounters", ()):
            on = draw.day(each["at"])
            row: dict[str, Any] = {"kind": each["kind"], "on": on, "text": each["text"], "worker_id": office.worker_id}
            session.add(Encounter(id=draw.id(), person_id=person.id, **row))


@dataclass
class _Course:
    """A procedure as it is told: opened, its form answered, sent, answered, event after event."""

    office: Office
    person: UUID
    told: Told
    partners: Partners
    draw: Draw
    procedure: UUID | None = None
    sent: UUID | None = None

    def steps(self) -> Iterator[Step]:
        """Its gestures, with their days."""
        opened: int = self.told["opened"]
        yield opened, self.open
        for document in self.told.get("documents", ()):
            yield opened + DOCUMENTS_AFTER, partial(self.receive, document)
        if "referral" in self.told:
            yield self.told["referral"]["at"], self.send
        for event in self.told.get("events", ()):
            yield event["at"], partial(self.note, event)

    @property
    def id(self) -> UUID:
        """The procedure, once it is open."""
        assert self.procedure is not None
        return self.procedure

    def open(self) -> None:
        """Open it and answer its form."""
        self.procedure = _opened(self.office, self.person, self.told, self.draw)
        for key, value in self.told.get("answers", {}).items():
            procedures.set_answer(self.office, self.id, key, value)

    def receive(self, document: str) -> None:
        """Tick a supporting document."""
        procedures.set_document(self.office, self.id, document, status="received", received_on=self.office.today())

    def send(self) -> None:
        """Send its referral, with the person's agreement where one is needed."""
        sending: Told = self.told["referral"]
        made = referrals.prepare(self.office, self.id, self.partners[sending["to"]], sending["channel"]).created
        assert made is not None
        if referrals.readiness(self.office, made).agreement_needed:
            agreed = {"to": sending["to"], "given_on": sending["at"]}
            _agree(self.office, self.person, agreed, self.partners, self.draw)
        referrals.send(self.office, made)
        self.sent = made

    def note(self, event: Told) -> None:
        """Note an event; one that answers the referral is recorded as its answer."""
        days = {name: self.draw.day(offset) for name, offset in event.get("days", {}).items()}
        details, on = {**event.get("details", {}), **days}, self.office.today()
        if self.sent is not None and "answer" in event:
            referrals.record_answer(self.office, self.sent, event["answer"], on, event=event["name"], details=details)
        else:
            procedures.note_event(self.office, self.id, event["name"], on, details)


def _opened(office: Office, person: UUID, told: Told, draw: Draw) -> UUID:
    """The procedure, with ids of the seed; its pathway the first time."""
    from app.services import pathways

    opened = draw.day(told["opened"])
    edition = office.catalogue.schemes[told["scheme"]].edition_on(opened)
    with office.writing("procedure_opened") as work:
        pathway = pathways.current(work.session, person)
        if pathway is None:
            pathway = Pathway(
                id=draw.id(), person_id=person, lead_id=office.worker_id, opened_on=opened, agreed_on=opened
            )
            work.session.add(pathway)
            work.session.flush()
        procedure = Procedure(
            id=draw.id(),
            person_id=person,
            pathway_id=pathway.id,
            scheme=told["scheme"],
            edition=edition.valid_from,
            opened_on=opened,
            department=told["department"],
            worker_id=office.worker_id,
        )
        work.session.add(procedure)
    return procedure.id


def _agree(office: Office, person: UUID, told: Told, partners: Partners, draw: Draw) -> None:
    until = told.get("valid_until")
    consents.record(
        office,
        person,
        partners[told["to"]],
        told.get("categories", ["identité", "ménage", "logement", "ressources"]),
        given_on=draw.day(told["given_on"]),
        valid_until=draw.day(until) if until is not None else None,
        means=told.get("means", "écrit"),
    )


def _row(told: Told, draw: Draw) -> dict[str, Any]:
    return {name: _dated(name, value, draw) for name, value in told.items()}


def _dated(name: str, value: Any, draw: Draw) -> Any:
    """A number of days in a field that holds a date is counted from the demonstration's day."""
    holds_date = name in ("since", "until") or name.endswith("_on") or name == "permit_until"
    found: date | Any = draw.day(value) if holds_date and isinstance(value, int) else value
    return found
