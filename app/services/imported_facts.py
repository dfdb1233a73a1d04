# SPDX-License-Identifier: AGPL-3.0-or-later
"""A line of a list as facts to write: the person, her household, her procedures; what has no place goes to a note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.exchange.drafts import Line, MemberDraft
from app.exchange.histories import EventDraft, ProcedureDraft
from app.exchange.sheet import text_of
from app.exchange.values import Value
from app.french.dates import PartialDate, say_birth
from app.french.names import tokens
from app.models.base import Fact
from app.models.encounter import Encounter
from app.models.household import Household, HouseholdMember
from app.models.organisation import Organisation
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure, ProcedureAnswer, ProcedureEvent
from app.models.worker import Worker
from app.schemes.definitions import Edition
from app.schemes.faults import SchemeRefusal
from app.schemes.vocabularies import Vocabulary
from app.services.fields import LONGEST as LONGEST_OF
from app.services.office import Office
from app.services.saying_imports import said
from app.services.standing import CONTACT
from app.services.typing_in import clean
from app.storage.entries import columns_of, written

PERSON = "person."
NOTE, REFERENT, HOUSEHOLD_TYPE = "note", "referent", "household.type"
_VISIT = "visit"
LONGEST = LONGEST_OF["long_text"]


@dataclass(frozen=True)
class Desk:
    """What every line is written with: the day, the worker, the office's département, who her colleagues are."""

    office: Office
    today: date
    source: str
    department: str
    workers: Mapping[frozenset[str], UUID]
    lead_id: UUID

    @classmethod
    def of(cls, session: Session, office: Office, source: str, lead_id: UUID | None) -> Desk:
        """Read it once for a whole list."""
        own = session.scalars(sa.select(Organisation.department).where(Organisation.own)).first()
        rows = session.execute(sa.select(Worker.id, Worker.name).where(Worker.deleted.is_(False), Worker.active))
        workers = {frozenset(tokens(row.name)): row.id for row in rows}
        return cls(office, office.today(), source, own or "", workers, lead_id or office.worker_id)

    def worker_named(self, name: Value | None) -> UUID | None:
        """The colleague of this name, first name first or last."""
        return self.workers.get(frozenset(tokens(name))) if isinstance(name, str) else None


def facts_of(line: Line, desk: Desk, file_number: str, person_id: UUID) -> list[Fact]:
    """Everything to write for one line, ids set."""
    remarks: list[str] = []
    facts: list[Fact] = [_person(line, file_number, person_id)]
    facts += _household(line.members, person_id)
    facts += _followed(line, desk, person_id, remarks)
    facts += _notes(_noted(line, desk, remarks), desk, person_id)
    return facts


def _person(line: Line, file_number: str, person_id: UUID) -> Person:
    draft = line.person
    columns = columns_of("person")
    others: dict[str, Any] = {
        name: clean(value, keep_lines=name == "address") if isinstance(value, str) else value
        for path, value in draft.values.items()
        if path.startswith(PERSON) and (name := path.removeprefix(PERSON)) in columns
    }
    return Person(
        id=person_id,
        file_number=file_number,
        title=draft.title or None,
        birth_name=_name(draft.birth_name),
        use_name=_name(draft.use_name),
        first_names=_name(draft.first_names),
        birth=_iso(draft.birth_date),
        **others,
    )


def _household(members: Sequence[MemberDraft], person_id: UUID) -> Iterator[Fact]:
    if not members:
        return
    household = Household(id=uuid4())
    yield household
    for member in members:
        yield HouseholdMember(
            household_id=household.id,
            person_id=person_id,
            name=_name(member.name),
            first_names=_name(member.first_names),
            birth=_iso(member.birth_date),
            link=member.link,
        )


def _followed(line: Line, desk: Desk, person_id: UUID, remarks: list[str]) -> Iterator[Fact]:
    """Her pathway and her procedures; a pathway alone when the list says who follows her."""
    named = desk.worker_named(line.person.values.get(REFERENT))
    told = [(draft, edition) for draft in line.procedures if (edition := _edition(draft, desk, remarks))]
    if not told and named is None:
        return
    opened = min((draft.opened_on for draft, _ in told), default=desk.today)
    pathway = Pathway(id=uuid4(), person_id=person_id, lead_id=named or desk.lead_id, opened_on=opened)
    yield pathway
    for draft, edition in told:
        yield from _procedure(draft, edition, desk, pathway, remarks)


def _edition(draft: ProcedureDraft, desk: Desk, remarks: list[str]) -> Edition | None:
    """The rules the procedure was opened under; without them, all it says goes to the note."""
    scheme = desk.office.catalogue.schemes[draft.scheme]
    if draft.opened_on <= desk.today and desk.department not in scheme.current.not_in:
        try:
            return scheme.edition_on(draft.opened_on)
        except SchemeRefusal:
            pass
    for event in draft.events:
        remarks.extend(_told_event(scheme.current, event))
    remarks.extend(_told_answer(scheme.current, key, value) for key, value in draft.answers.items())
    return None


def _procedure(
    draft: ProcedureDraft, edition: Edition, desk: Desk, pathway: Pathway, remarks: list[str]
) -> Iterator[Fact]:
    owner: dict[str, Any] = {"procedure_id": uuid4(), "person_id": pathway.person_id}
    yield Procedure(
        id=owner["procedure_id"],
        person_id=pathway.person_id,
        pathway_id=pathway.id,
        scheme=draft.scheme,
        edition=edition.valid_from,
        opened_on=draft.opened_on,
        department=desk.department,
        worker_id=pathway.lead_id,
    )
    for rank, event in enumerate(draft.events):
        if event.on > desk.today or (event.name != CONTACT and event.name not in edition.events):
            remarks.extend(_told_event(edition, event))
        elif event.name == CONTACT:
            yield _contact(event, desk, pathway.person_id)
        else:
            yield ProcedureEvent(
                **owner, name=event.name, on=event.on, details=_details(event, edition, remarks), rank=rank
            )
    for key, value in draft.answers.items():
        answer = edition.answers.get(key)
        if answer is None or not _in_list(answer.vocabulary, value):
            remarks.append(_told_answer(edition, key, value))
        else:
            yield ProcedureAnswer(**owner, key=key, value=written(value))


def _contact(event: EventDraft, desk: Desk, person_id: UUID) -> Encounter:
    """The last time she was seen, in the register where contacts are: the scheme counts it from there."""
    return Encounter(person_id=person_id, worker_id=desk.office.worker_id, kind=_VISIT, on=event.on, source=desk.source)


def _details(event: EventDraft, edition: Edition, remarks: list[str]) -> dict[str, Any]:
    asks = {ask.id: ask for ask in edition.events[event.name].asks}
    kept: dict[str, Any] = {}
    for name, value in event.details.items():
        if name in asks and _in_list(asks[name].vocabulary, value):
            kept[name] = written(value)
        else:
            remarks.append(_told_detail(edition, event, name, value))
    return kept


def _in_list(vocabulary: Vocabulary | None, value: Value) -> bool:
    return vocabulary is None or value in vocabulary.choices


# What goes to the note


def _noted(line: Line, desk: Desk, remarks: Sequence[str]) -> list[str]:
    """What the file says and no field holds, one remark a line."""
    values = line.person.values
    noted: list[str] = []
    if isinstance(name := values.get(REFERENT), str) and desk.worker_named(name) is None:
        noted.append(said("noted.referent", name=name))
    if isinstance(code := values.get(HOUSEHOLD_TYPE), str):
        label = desk.office.catalogue.vocabularies["household_type"].label_of(code)
        noted.append(said("noted.household", label=label))
    noted += remarks
    if isinstance(note := values.get(NOTE), str):
        noted += note.splitlines()
    return [line for line in (clean(one) for one in noted) if line]


def _notes(remarks: Sequence[str], desk: Desk, person_id: UUID) -> Iterator[Encounter]:
    """A note dated the day of the import; several when one would be too long."""
    pieces: list[str] = []
    for remark in remarks:
        for start in range(0, len(remark), LONGEST):
            piece = remark[start : start + LONGEST]
            if pieces and len(pieces[-1]) + len(piece) < LONGEST:
                pieces[-1] = f"{pieces[-1]}\n{piece}"
            else:
                pieces.append(piece)
    for text in pieces:
        yield Encounter(
            person_id=person_id,
            worker_id=desk.office.worker_id,
            kind=NOTE,
            on=desk.today,
            text=text,
            source=desk.source,
            with_person=False,
        )


def _told_event(edition: Edition, event: EventDraft) -> Iterator[str]:
    kind = edition.events.get(event.name)
    label = kind.label if kind is not None else event.name
    yield said("noted.event", scheme=edition.short_title, event=label, day=text_of(event.on))
    for name, value in event.details.items():
        yield _told_detail(edition, event, name, value)


def _told_detail(edition: Edition, event: EventDraft, name: str, value: Value) -> str:
    kind = edition.events.get(event.name)
    ask = next((ask for ask in kind.asks if ask.id == name), None) if kind is not None else None
    label = ask.label if ask is not None else name
    return _told_value(edition, label, ask.vocabulary if ask is not None else None, value)


def _told_answer(edition: Edition, key: str, value: Value) -> str:
    answer = edition.answers.get(key)
    if answer is None:
        return _told_value(edition, key, None, value)
    return _told_value(edition, answer.label, answer.vocabulary, value)


def _told_value(edition: Edition, label: str, vocabulary: Vocabulary | None, value: Value) -> str:
    if isinstance(value, PartialDate):
        text = say_birth(value)
    elif isinstance(value, str) and vocabulary is not None:
        text = vocabulary.label_of(value)
    else:
        text = text_of(value)
    return said("noted.value", scheme=edition.short_title, label=label, value=text)


def _name(text: str) -> str:
    return clean(text).replace("'", "’")


def _iso(birth: PartialDate | None) -> str:
    return birth.iso if birth is not None else ""
