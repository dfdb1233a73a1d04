# SPDX-License-Identifier: AGPL-3.0-or-later
"""The information sheet that a scheme has handed over: its form read by the names of its sections, and who can help
taken from the address book.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents.blocks import Block, Column, Frame, Panel, Panels, Prose, Section, Table
from app.documents.information import InformationSheet
from app.documents.paper import Imprint
from app.french.dates import say_form
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.procedure import Procedure
from app.models.worker import Worker
from app.schemes.definitions import Edition
from app.schemes.forms import FormDefinition, shown
from app.schemes.forms import Section as FormSection
from app.schemes.programmes import Information
from app.services import form_sheet, standing
from app.services.delivered import NOTICE, known_values
from app.services.naming import civil_name
from app.services.office import Office
from app.services.paper_heads import address_of, named, notice, own_service, reach, sender_of
from app.services.refusals import Refusal, Refused

INFORMATION = "information"
PERSON, WHERE, HELPERS, HANDED = "person", "where", "helpers", "handed"
MOST = 6
"""How many of those who can help are printed besides the service: a page holds no more."""


def sheet(session: Session, office: Office, procedure_id: UUID) -> InformationSheet:
    """The sheet of a procedure. Refused when its scheme has none."""
    (course,) = standing.courses(session, office.catalogue, [procedure_id]) or (None,)
    if course is None:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    edition = course.edition
    form = office.catalogue.form(edition, INFORMATION)
    if form is None or edition.information is None:
        raise Refused(Refusal.NO_SUCH_PAPER, "paper", title=edition.short_title)
    return _Made(session, office, course, form, edition.information).sheet()


def helpers(office: Office, procedure_id: UUID) -> str:
    """The names of those the sheet tells of, in one line: what is kept with the day it was handed over."""
    with office.reading() as session:
        procedure = session.get(Procedure, procedure_id)
        edition = standing.edition_of(office.catalogue, procedure) if procedure is not None else None
        if procedure is None or edition is None or edition.information is None:
            return ""
        found = _of_kinds(session, edition.information.helpers, procedure.department)
        own = own_service(session)
    return ", ".join(each.name for each in (own, *found) if each.name)


class _Made:
    """One sheet being made."""

    def __init__(
        self, session: Session, office: Office, course: standing.Course, form: FormDefinition, said: Information
    ) -> None:
        self.session, self.office, self.course, self.form, self.said = session, office, course, form, said
        self.values = known_values(session, course, office.today(), office.worker_id)
        self.own = own_service(session)
        self.department = course.procedure.department

    def sheet(self) -> InformationSheet:
        person = self.session.get_one(Person, self.course.procedure.person_id)
        name = civil_name(person.title, person.first_names, person.birth_name, person.use_name)
        handed_on = self.values.get(f"procedure.events.{self.said.handed}.on")
        inner = [each for each in self.form.sections if each.id not in (PERSON, HANDED) and shown(each, self.values)]
        return InformationSheet(
            sender=sender_of(self.session),
            imprint=_imprint(self.course.edition, self.office.today(), self.own),
            title=self.form.title,
            status=self.form.note.rstrip("."),
            person=form_sheet.cells(self._section(PERSON).fields, self.values),
            sections=tuple(Section(each.title, self._blocks(each)) for each in inner),
            handed=self._section(HANDED).title,
            signatories=(Frame("La personne", ("Signature",)), Frame("Le service", ("Signature et cachet",))),
            place=self.own.town,
            handed_on=handed_on if isinstance(handed_on, date) else None,
            running=name,
        )

    def _section(self, name: str) -> FormSection:
        found = next((each for each in self.form.sections if each.id == name), None)
        if found is None:
            raise Refused(Refusal.NO_SUCH_PAPER, "paper", title=self.form.title)
        return found

    def _blocks(self, section: FormSection) -> tuple[Block, ...]:
        sentences = [Prose(field.label) for field in section.fields if field.type == "text_only"]
        typed = [
            text
            for field in section.fields
            if field.type == "longtext" and (text := form_sheet.text_of(field, self.values))
        ]
        if section.id == HELPERS:
            return (*sentences, self._helpers(), *(Prose(text) for text in typed))
        if section.id == WHERE:
            return (*sentences, self._where(typed))
        return (*sentences, *(Prose(text) for text in typed))

    def _where(self, typed: Sequence[str]) -> Block:
        """Where to write: what was typed for this procedure, else the address book; else a line to fill in."""
        if typed:
            return Prose("\n".join(typed))
        found = _of_kinds(self.session, self.said.addressed_to, self.department)
        if not found:
            return Table((Column("À compléter : nom et adresse, à demander à la préfecture"),), (), blank_rows=2)
        first = found[0]
        lines = (first.unit, address_of(first), reach(first.phone, first.email))
        return Panels((Panel("", first.name, tuple(line for line in lines if line)),))

    def _helpers(self) -> Block:
        """The service first, with who follows the person, then those of the address book."""
        worker = self.session.get(Worker, self.course.procedure.worker_id or self.office.worker_id)
        whom = named(worker) if worker else ""
        ours = _reached(worker) if worker and worker.phone else _reached(self.own)
        rows = [("\n".join(part for part in (self.own.name, whom) if part), address_of(self.own), ours)]
        for each in _of_kinds(self.session, self.said.helpers, self.department):
            rows.append((each.name, address_of(each), _reached(each)))
        columns = (Column("Qui", 1.5), Column("Où", 1.6), Column("Téléphone, courriel", 1.4))
        return Table(columns, tuple(rows))


def _reached(who: Organisation | Worker) -> str:
    """Her telephone, then her e-mail below it."""
    return "\n".join(part for part in (reach(who.phone, ""), reach("", who.email)) if part)


def _imprint(edition: Edition, day: date, own: Organisation) -> Imprint:
    """Its date and the rules it was made under; no number: it is handed over, not sent."""
    return Imprint("", day, notice(NOTICE, own), f"règles au {say_form(edition.valid_from)}", numbered=False)


def _of_kinds(session: Session, kinds: Sequence[str], department: str) -> list[Organisation]:
    """The organisations of these kinds that one can reach in this département, in the order of the kinds."""
    query = sa.select(Organisation).where(
        Organisation.kind.in_(kinds), Organisation.deleted.is_(False), Organisation.own.is_(False)
    )
    if department:
        query = query.where(Organisation.department.in_(("", department)))
    rows = [each for each in session.scalars(query) if each.phone or each.email or each.address]
    return sorted(rows, key=lambda each: (kinds.index(each.kind), each.name))[:MOST]
