# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dossiers of the demonstration that are told one gesture after the other, through the same verbs as a worker's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
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
LISTS = ("key", "members", "housing", "resources", "procedures", "encounters", "consents")


def tell(office: Office, told: Told, draw: Draw, people: int) -> int:
    """Write the dossiers, as many as asked; returns how many were written."""
    partners = _partners(office, told, draw)
    written = 0
    for rank, dossier in enumerate(told["people"][:people]):
        person = _identity(office, dossier, draw, rank)
        for agreement in dossier.get("consents", ()):
            _agree(office, person, agreement, partners, draw)
        for procedure in dossier.get("procedures", ()):
            _procedure(office, person, procedure, partners, draw)
        written += 1
    return written


def _partners(office: Office, told: Told, draw: Draw) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    with office.writing("organisation_created") as work:
        for each in told["organisations"]:
            row = Organisation(id=draw.id(), **{name: value for name, value in each.items() if name != "key"})
            work.session.add(row)
            found[each["key"]] = row.id
    return found


def _identity(office: Office, dossier: Told, draw: Draw, rank: int) -> UUID:
    """The person, her household, her housing, her resources, her contacts: one gesture."""
    with office.writing("person_created") as work:
        session = work.session
        fields = {name: _dated(name, value, draw) for name, value in dossier.items() if name not in LISTS}
        person = Person(id=draw.id(), file_number=f"P-{draw.on.year - 3}-A{rank + 417:04d}", **fields)
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
    return person.id


def _procedure(office: Office, person: UUID, told: Told, partners: Mapping[str, UUID], draw: Draw) -> None:
    procedure = _opened(office, person, told, draw)
    for key, value in told.get("answers", {}).items():
        procedures.set_answer(office, procedure, key, value)
    for document in told.get("documents", ()):
        received = draw.day(told["opened"] + 5)
        procedures.set_document(office, procedure, document, status="received", received_on=received)
    sent = _send(office, person, procedure, told.get("referral"), partners, draw)
    for event in told.get("events", ()):
        days = {name: draw.day(offset) for name, offset in event.get("days", {}).items()}
        details, on = {**event.get("details", {}), **days}, draw.day(event["at"])
        if sent is not None and "answer" in event:
            referrals.record_answer(office, sent, event["answer"], on, event=event["name"], details=details)
        else:
            procedures.note_event(office, procedure, event["name"], on, details)


def _send(
    office: Office, person: UUID, procedure: UUID, sending: Told | None, partners: Mapping[str, UUID], draw: Draw
) -> UUID | None:
    """Send the procedure's referral, if it has one; its id."""
    made: UUID | None = None
    if sending is not None:
        made = referrals.prepare(office, procedure, partners[sending["to"]], sending["channel"]).created
        assert made is not None
        if referrals.readiness(office, made).agreement_needed:
            _agree(office, person, {"to": sending["to"], "given_on": sending["at"]}, partners, draw)
        referrals.send(office, made, sent_on=draw.day(sending["at"]))
    return made


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


def _agree(office: Office, person: UUID, told: Told, partners: Mapping[str, UUID], draw: Draw) -> None:
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
