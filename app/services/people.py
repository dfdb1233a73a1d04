# SPDX-License-Identifier: AGPL-3.0-or-later
"""People: making a dossier from three fields, withdrawing it, listing people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.derived import PersonCard
from app.models.journal import Replica
from app.models.local import Setting
from app.models.person import Person
from app.schemes.calendar import add_months
from app.services import programmes, sheet
from app.services.changes import Changes
from app.services.office import Office
from app.services.person_lines import CARDS, PersonLine, lines_of
from app.services.refusals import Refusal, Refused

Filter = Literal["all", "mine", "no_contact", "no_lead", "in_programme"]
FILTERS: tuple[Filter, ...] = get_args(Filter)
REQUIRED = ("birth_name", "first_names", "birth")
MONTHS_WITHOUT_CONTACT = 3


@dataclass(frozen=True)
class PeoplePage:
    """Some of the people of a filter, by name; `total` of them in all, and how many each filter holds."""

    rows: tuple[PersonLine, ...]
    total: int
    counts: Mapping[Filter, int]


def create_person(office: Office, typed: Mapping[str, str]) -> Changes:
    """Make a dossier from what was typed: names and birth are enough. No pathway is opened.

    Likely duplicates are for `duplicates.likely` to point out before; they never prevent it.
    """
    values = sheet.read_fields(office, "person", typed, REQUIRED)
    with office.writing("person_created") as work:
        (number,) = file_numbers(work.session, office.today(), 1)
        person = Person(**values, file_number=number)
        work.session.add(person)
        work.created = person.id
    return work.changes


def withdraw(office: Office, person_id: UUID) -> Changes:
    """Take a dossier out of lists and searches: made by mistake, or twice. Undo gives it back; nothing is erased."""
    with office.writing("person_withdrawn") as work:
        sheet.one(work.session, "person", person_id).deleted = True
    return work.changes


def list_people(office: Office, filter_: Filter = "all", offset: int = 0, limit: int = 50) -> PeoplePage:
    """A page of people in the order of their names.

    `mine`: those the worker is the référent of; `no_contact`: of those, the ones not met or heard for three months;
    `no_lead`: those nobody is the référent of; `in_programme`: those who are in a programme now.
    """
    with office.reading() as session:
        counts: dict[Filter, int] = {name: _count(session, office, name) for name in FILTERS}
        query: Any = CARDS.where(*_where(office, filter_)).order_by(PersonCard.place, PersonCard.person_id)
        rows = session.connection().execute(query.offset(offset).limit(limit)).all()
        return PeoplePage(lines_of(session, office, rows), counts[filter_], counts)


def line(office: Office, person_id: UUID) -> PersonLine:
    """One person as lists show her. Raises Refused for an unknown id."""
    with office.reading() as session:
        query: Any = CARDS.where(PersonCard.person_id == person_id)
        found = lines_of(session, office, session.connection().execute(query).all())
    if not found:
        raise Refused(Refusal.UNKNOWN_ID)
    return found[0]


def file_numbers(session: Session, today: date, count: int) -> Iterator[str]:
    """The next numbers of this device for new dossiers: « P-2026-0417 », « P-2026-B0417 » on a second device.

    A number is never given twice, even when what bore it was undone. To be called within a gesture.
    """
    letter = session.scalars(sa.select(Replica.letter)).one()
    prefix = f"P-{today.year}-{'' if letter == 'A' else letter}"
    setting = session.get(Setting, ("", f"last_number:{prefix}"))
    if setting is None:
        setting = Setting(worker="", key=f"last_number:{prefix}", value=_last_given(session, prefix))
        session.add(setting)
    last = setting.value or 0
    setting.value = last + count
    return (f"{prefix}{number:04}" for number in range(last + 1, last + count + 1))


def _last_given(session: Session, prefix: str) -> int:
    given = session.scalars(sa.select(Person.file_number).where(Person.file_number.startswith(prefix))).all()
    numbers = (number.removeprefix(prefix) for number in given)
    return max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=0)


def _count(session: Session, office: Office, filter_: Filter) -> int:
    query = sa.select(sa.func.count()).select_from(PersonCard).where(*_where(office, filter_))
    return session.scalars(query).one()


def _where(office: Office, filter_: Filter) -> tuple[sa.ColumnElement[bool], ...]:
    mine = PersonCard.lead_id == office.worker_id
    since = add_months(office.today(), -MONTHS_WITHOUT_CONTACT)
    silent = sa.or_(PersonCard.last_contact.is_(None), PersonCard.last_contact < since)
    conditions: dict[Filter, tuple[sa.ColumnElement[bool], ...]] = {
        "all": (),
        "mine": (mine,),
        "no_contact": (mine, silent),
        "no_lead": (PersonCard.lead_id.is_(None),),
        "in_programme": (PersonCard.person_id.in_(programmes.people_in(office)),),
    }
    return conditions[filter_]
