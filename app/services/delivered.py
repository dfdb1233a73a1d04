# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a paper that the service itself delivers is made from: its form, the procedure’s values, who delivers it.

The form says what goes where by the names of its sections; no scheme is known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents.blocks import Cell, Frame
from app.documents.paper import Imprint
from app.french.dates import say_form
from app.models.derived import Deadline
from app.models.person import Person
from app.models.procedure import Procedure
from app.schemes.definitions import Edition
from app.schemes.events import Event
from app.schemes.forms import FormDefinition, Section, shown
from app.services import form_sheet, standing, values
from app.services.naming import civil_name
from app.services.office import Office
from app.services.paper_heads import notice, own_service, sender_of
from app.services.refusals import Refusal, Refused

NOTICE = (
    "Ces données servent à cette démarche. La personne peut les lire et les faire corriger en s’adressant au service."
)
PERSON, BODY = "person", "body"
EVENTS = "procedure.events."
ASKED = frozenset({"sent", "review"})
"""The shades of the stages where a request waits for its decision."""


class Delivered:
    """A procedure and the form of one of its papers. Rows belong to the session."""

    def __init__(self, session: Session, office: Office, procedure_id: UUID, paper: str) -> None:
        (course,) = standing.courses(session, office.catalogue, [procedure_id]) or (None,)
        if course is None:
            raise Refused(Refusal.UNKNOWN_ID, "procedure")
        self.session, self.course, self.day = session, course, office.today()
        self.form = _form(office, course.edition, paper)
        self.own = own_service(session)
        if self.own.kind not in course.edition.addressed_to:
            raise Refused(Refusal.DELIVERED_ELSEWHERE, "paper", decider=course.edition.decided_by.rstrip("."))
        self.sender = sender_of(session)
        self.person = session.get_one(Person, course.procedure.person_id)
        self.values = known_values(session, course, self.day, office.worker_id)

    @property
    def name(self) -> str:
        """« Mme Léa Marchetti »."""
        person = self.person
        return civil_name(person.title, person.first_names, person.birth_name, person.use_name)

    @property
    def imprint(self) -> Imprint:
        """Its date and the rules it was made under; no number: it is handed over, not sent."""
        rules = f"règles au {say_form(self.course.edition.valid_from)}"
        return Imprint("", self.day, notice(NOTICE, self.own), rules, numbered=False)

    @property
    def signatory(self) -> Frame:
        """Who signs for the service."""
        by = f"Pour l’organisme, {self.own.manager}" if self.own.manager else "Pour l’organisme"
        return Frame(by, ("Signature et cachet",))

    def section(self, name: str) -> Section:
        """The section of that name. Refused when the form has none: the scheme has no such paper."""
        found = self.optional(name)
        if found is None:
            raise Refused(Refusal.NO_SUCH_PAPER, "paper", title=self.form.title)
        return found

    def optional(self, name: str) -> Section | None:
        """The section of that name, or None when it has none or it is not shown here."""
        found = (each for each in self.form.sections if each.id == name and shown(each, self.values))
        return next(found, None)

    def cells(self, name: str) -> tuple[Cell, ...]:
        """The values of a section under their labels."""
        return form_sheet.cells(self.section(name).fields, self.values)

    def sentences(self, name: str) -> tuple[str, ...]:
        """The fixed sentences of a section; nothing when the form has no such section."""
        section = self.optional(name)
        return tuple(field.label for field in section.fields if field.type == "text_only") if section else ()


def known_values(session: Session, course: standing.Course, day: date, worker_id: UUID | None) -> Mapping[str, Any]:
    """Every value of a procedure by data path, dates of events and answers as dates."""
    known = values.of_procedure(session, course.procedure, day, worker_id)
    known |= values.by_path(course.answers)
    for event in course.events:
        known |= {f"procedure.events.{event.name}.{key}": value for key, value in event.details.items()}
    return known


def of_this_round(known: Mapping[str, Any], course: standing.Course) -> dict[str, Any]:
    """The same values, with the events of the present request only: those of earlier ones would be copied as new.

    A request that follows the last decision is a new round; otherwise the round is the one that decision ended.
    """
    kept = {path: value for path, value in known.items() if not path.startswith(EVENTS)}
    for event in _round(course):
        kept |= {f"{EVENTS}{event.name}.on": event.on}
        kept |= {f"{EVENTS}{event.name}.{key}": value for key, value in event.details.items()}
    return kept


def _round(course: standing.Course) -> Sequence[Event]:
    kinds, stages = course.edition.events, course.edition.stages
    events = [event for event in course.events if event.name in kinds and event.name != standing.CONTACT]
    decided = [place for place, event in enumerate(events) if kinds[event.name].sort == "decision"]
    if not decided:
        return events
    later = events[decided[-1] + 1 :]
    reached = [to for event in later if (to := kinds[event.name].to) is not None]
    asked_again = any(stages[to].shade in ASKED for to in reached if to in stages)
    if asked_again:
        return later
    start = decided[-2] + 1 if len(decided) > 1 else 0
    return events[start : decided[-1] + 1]


def deadline_of(session: Session, procedure: Procedure, key: str) -> Deadline | None:
    """The deadline of that id in a procedure, running or not."""
    query = sa.select(Deadline).where(Deadline.procedure_id == procedure.id, Deadline.key == key)
    return session.scalars(query.limit(1)).first()


def _form(office: Office, edition: Edition, paper: str) -> FormDefinition:
    form = office.catalogue.form(edition, paper) if paper in edition.papers else None
    if form is None:
        raise Refused(Refusal.NO_SUCH_PAPER, "paper", title=edition.short_title)
    return form
