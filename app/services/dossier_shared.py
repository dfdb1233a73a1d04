# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dossier as one reader may know it, read once: the papers about the whole of a person's pathway are made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import PartialDate
from app.models.consent import Consent
from app.models.derived import Deadline
from app.models.journal import Change
from app.models.organisation import Organisation
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure, SupportingDocument
from app.models.referral import Referral
from app.models.worker import Worker
from app.schemes.procedures import StageNow
from app.schemes.vocabularies import Vocabularies
from app.services import due, pathways, standing, values
from app.services.naming import civil_name
from app.services.office import Office
from app.services.paper_heads import own_service
from app.services.procedures import passed_on
from app.services.refusals import Refusal, Refused
from app.services.sharing import Reader


@dataclass(frozen=True)
class Running:
    """A procedure with where it stands, its deadlines and who follows it. `sent` is its latest referral that left.

    `decider` is who answers: the addressee, the service itself where it decides, else what the scheme says.
    """

    course: standing.Course
    passed: tuple[StageNow, ...]
    deadlines: tuple[Deadline, ...]
    worker: Worker | None
    sent: Referral | None
    addressee: Organisation | None
    decider: str

    @property
    def id(self) -> UUID:
        """The procedure's id."""
        return self.course.procedure.id

    @property
    def label(self) -> str:
        """How lists name it."""
        return self.course.procedure.label or self.course.edition.short_title

    @property
    def stage(self) -> StageNow:
        """Where it stands."""
        return self.passed[-1]

    @property
    def filed_on(self) -> date | None:
        """The day it left its preparation."""
        return self.passed[1].since if len(self.passed) > 1 else None

    def open_deadlines(self, day: date) -> tuple[Deadline, ...]:
        """The deadlines that count on a day; a silence that has elapsed is followed by others and no longer counts."""
        return tuple(row for row in self.deadlines if due.is_open(row, day) and due.state_of(row, day) != "elapsed")


class SharedDossier:
    """What a reader may know of a person on a day. Rows belong to the session: it never leaves the services."""

    def __init__(self, session: Session, office: Office, person_id: UUID, reader: Reader) -> None:
        person = session.get(Person, person_id)
        if person is None or person.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "person")
        self.session, self.office, self.person, self.reader = session, office, person, reader
        self.day = office.today()
        self.own = own_service(session)
        self.values = values.of_person(session, person_id, self.day)

    @property
    def name(self) -> str:
        """« Mme Léa Marchetti »."""
        person = self.person
        return civil_name(person.title, person.first_names, person.birth_name, person.use_name)

    @property
    def feminine(self) -> bool:
        """Whether words about the person agree in the feminine."""
        return self.person.title == "mme"

    @property
    def birth(self) -> PartialDate | None:
        """Her date of birth."""
        return self.values.get("person.birth_date")

    @property
    def vocabularies(self) -> Vocabularies:
        """The lists of choices shared by schemes and screens."""
        return self.office.catalogue.vocabularies

    @cached_property
    def pathway(self) -> Pathway | None:
        """Her open pathway."""
        return pathways.current(self.session, self.person.id)

    @cached_property
    def lead(self) -> Worker:
        """Her référent; whoever prints when no pathway is open."""
        lead_id = self.pathway.lead_id if self.pathway else None
        return self.session.get_one(Worker, lead_id or self.office.worker_id)

    @cached_property
    def members(self) -> tuple[values.Member, ...]:
        """The other members of her household today."""
        return values.members_of(self.session, self.person, self.day)

    @cached_property
    def referrals(self) -> tuple[tuple[Referral, Organisation], ...]:
        """What left for whom, the earliest first; cancelled sendings left out."""
        query = (
            sa.select(Referral, Organisation)
            .join(Organisation, Organisation.id == Referral.organisation_id)
            .where(Referral.person_id == self.person.id, Referral.sent_on.is_not(None))
            .where(Referral.cancelled_on.is_(None), Referral.deleted.is_(False))
            .order_by(Referral.sent_on, Referral.number)
        )
        return tuple((row[0], row[1]) for row in self.session.execute(query))

    @cached_property
    def procedures(self) -> tuple[Running, ...]:
        """Her procedures of the lanes that the reader may see, the earliest opened first."""
        ids = self.session.scalars(
            sa.select(Procedure.id).where(Procedure.person_id == self.person.id, Procedure.deleted.is_(False))
        ).all()
        found = standing.courses(self.session, self.office.catalogue, ids, bare=True)
        seen = [course for course in found if self.reader.may_see(course.edition.lane)]
        deadlines = self._deadlines([course.procedure.id for course in seen])
        workers = self._workers([course.procedure.worker_id for course in seen])
        made = (self._running(course, deadlines, workers) for course in seen)
        return tuple(sorted(made, key=lambda each: (each.course.procedure.opened_on, each.label)))

    @cached_property
    def agreements(self) -> tuple[tuple[Consent, Organisation], ...]:
        """Her agreements in force today, with the organisations they name: the latest of each."""
        query = (
            sa.select(Consent, Organisation)
            .join(Organisation, Organisation.id == Consent.organisation_id)
            .where(Consent.person_id == self.person.id, Consent.deleted.is_(False), Organisation.deleted.is_(False))
            .order_by(Organisation.name, Consent.given_on)
        )
        rows = [(row[0], row[1]) for row in self.session.execute(query) if row[0].in_force_on(self.day)]
        return tuple({organisation.id: (consent, organisation) for consent, organisation in rows}.values())

    @property
    def running(self) -> tuple[Running, ...]:
        """Those procedures that are not over."""
        return tuple(each for each in self.procedures if not each.stage.closed)

    @property
    def version(self) -> int:
        """How many gestures made the dossier what it is: a paper with a greater version is more recent."""
        counted = sa.select(sa.func.count(sa.distinct(Change.gesture))).where(Change.person_id == self.person.id)
        return self.session.scalars(counted).one()

    def values_of(self, each: Running) -> dict[str, Any]:
        """The values by data path that the criteria and documents of a procedure look at."""
        procedure = each.course.procedure
        found = values.of_procedure(self.session, procedure, self.day, self.office.worker_id)
        return found | {f"procedure.answers.{key}": value for key, value in each.course.answers.items()}

    def received(self, each: Running) -> frozenset[str]:
        """The supporting documents of a procedure that have been received."""
        query = sa.select(SupportingDocument.document).where(
            SupportingDocument.procedure_id == each.id,
            SupportingDocument.status == "received",
            SupportingDocument.deleted.is_(False),
        )
        return frozenset(self.session.scalars(query))

    def _running(self, course: standing.Course, deadlines: Sequence[Deadline], workers: dict[UUID, Worker]) -> Running:
        procedure = course.procedure
        left = [pair for pair in self.referrals if pair[0].procedure_id == procedure.id]
        sent = [pair for pair in left if self.reader.may_know_of(pair[1])]
        ours = self.own.kind in course.edition.addressed_to
        return Running(
            course=course,
            passed=passed_on(self.session, course, self.day),
            deadlines=tuple(row for row in deadlines if row.procedure_id == procedure.id),
            worker=workers.get(procedure.worker_id) if procedure.worker_id else None,
            sent=sent[-1][0] if sent else None,
            addressee=sent[-1][1] if sent else None,
            decider=sent[-1][1].name if sent else self.own.name if ours else course.edition.decided_by,
        )

    def _deadlines(self, ids: Sequence[UUID]) -> Sequence[Deadline]:
        query = sa.select(Deadline).where(Deadline.procedure_id.in_(ids))
        return self.session.scalars(query.order_by(Deadline.due, Deadline.key)).all()

    def _workers(self, ids: Sequence[UUID | None]) -> dict[UUID, Worker]:
        query = sa.select(Worker).where(Worker.id.in_({each for each in ids if each}))
        return {row.id: row for row in self.session.scalars(query)}
