# SPDX-License-Identifier: AGPL-3.0-or-later
"""Journal entries in French: each field by its name, each value in words, before and after."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.amounts import euros
from app.french.dates import PartialDate, say_birth, say_form
from app.french.identifiers import say_phone
from app.french.typography import typeset
from app.models.base import Fact
from app.models.household import HouseholdMember
from app.models.journal import Change
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.procedure import Procedure, ProcedureAnswer, ProcedureEvent, SupportingDocument
from app.models.tables import FACTS
from app.models.worker import Worker
from app.schemes.definitions import Edition
from app.schemes.questions import question
from app.services.fields import Field, fields_of, name_of
from app.services.naming import full_name
from app.services.office import Office
from app.services.saying import in_words
from app.services.standing import edition_of
from app.services.wording import REPLIES
from app.storage.bulk import batched
from app.storage.entries import Entry, read_value

HIDDEN = frozenset({"snapshot", "pdf_digest", "slot", "rank", "edition", "key", "digest", "content"})
"""Fields that say nothing to anyone; the question of an answer is the name of its field."""


@dataclass(frozen=True)
class Step:
    """One field of a gesture: its record and its name in French, what it was, what it became. `name` is its code."""

    record: str
    field: str
    before: str
    after: str
    entity: str = ""
    entity_id: UUID | None = None
    name: str = ""


class Sayer:
    """Says entries in French; what they name is read together when it is made."""

    def __init__(self, session: Session, office: Office, entries: Collection[Entry]) -> None:
        self._office = office
        self._lists = office.catalogue.vocabularies
        self._facts = _facts(session, entries)
        self._before = _before(session, entries)
        self._names = _names(session, entries)
        self._editions = _editions(session, office, self._facts.values())
        self._people = _people(session, self._facts.values())

    def steps(self, entries: Sequence[Entry], only: str = "") -> tuple[Step, ...]:
        """What these entries changed, in their order; the field `only` alone when one is given."""
        return tuple(step for entry in entries for step in self._entry(entry) if only in ("", step.name))

    def _entry(self, entry: Entry) -> Iterator[Step]:
        fields = fields_of(entry.entity)
        record = self._record(entry)
        for name, value in entry.fields.items():
            if name not in fields or not self._is_shown(entry, fields[name]):
                continue
            before, after = self._was(entry, fields[name]), self._says(entry, fields[name], value)
            if before != after or not entry.replaced:
                label = self._label(entry, fields[name])
                yield Step(record, label, before, after, entry.entity, entry.entity_id, name)

    def _is_shown(self, entry: Entry, field: Field) -> bool:
        if field.name in HIDDEN or (field.kind == "link" and field.name not in _NAMED):
            return False
        return bool(entry.replaced) or field.name != "deleted"

    def _record(self, entry: Entry) -> str:
        """« Logement », « Pièce : avis d’imposition »."""
        name = name_of(entry.entity)
        fact = self._facts.get(entry.entity_id)
        if isinstance(fact, SupportingDocument):
            return typeset(f"{name} : {self.document(fact, fact.document)}")
        if isinstance(fact, ProcedureEvent):
            return typeset(f"{name} : {self.event(fact, fact.name)}")
        if isinstance(fact, Procedure):
            return typeset(f"{name} : {fact.label or self.scheme(fact, fact.scheme)}")
        return name

    def _label(self, entry: Entry, field: Field) -> str:
        fact = self._facts.get(entry.entity_id)
        if isinstance(fact, ProcedureAnswer) and field.name == "value":
            edition = self._editions.get(fact.procedure_id)
            answer = question(edition, fact.key) if edition is not None else None
            return answer.label if answer is not None else fact.key
        return field.label

    def _was(self, entry: Entry, field: Field) -> str:
        ids = entry.replaced.get(field.name, ())
        return self._says(entry, field, self._before.get(ids[0], {}).get(field.name)) if ids else ""

    def _says(self, entry: Entry, field: Field, value: Any) -> str:
        if value is None or value == "" or value == [] or value == {}:
            return ""
        special = _SPECIAL.get(f"{field.entity}.{field.name}")
        if special is not None:
            return special(self, self._facts.get(entry.entity_id), value)
        if field.kind == "link":
            return self._names.get(read_value(entry.entity, field.name, value), "")
        if field.vocabulary:
            return in_words("enum", value, self._lists[field.vocabulary], feminine=self._feminine(entry))
        return _PLAIN.get(field.kind, str)(value)

    def _feminine(self, entry: Entry) -> bool:
        """Whether words agree in the feminine: with the member herself, or with the person of the dossier."""
        fact = self._facts.get(entry.entity_id)
        if isinstance(fact, HouseholdMember):
            return fact.title == "mme"
        return fact is not None and fact.dossier_id in self._people

    # What only the catalogue knows the name of; each takes the record and what is kept of it

    def scheme(self, _fact: Fact | None, code: str) -> str:
        """The short title of a scheme."""
        scheme = self._office.catalogue.schemes.get(code)
        return scheme.short_title if scheme is not None else code

    def event(self, fact: Fact | None, code: str) -> str:
        """The label of an event of a procedure."""
        edition = self._edition(fact)
        kind = edition.events.get(code) if edition is not None else None
        return kind.label if kind is not None else code

    def details(self, fact: Fact | None, kept: Mapping[str, Any]) -> str:
        """What was said with an event, one detail a line."""
        edition = self._edition(fact)
        kind = edition.events.get(fact.name) if edition is not None and isinstance(fact, ProcedureEvent) else None
        asks = {ask.id: ask for ask in kind.asks} if kind is not None else {}
        said: list[str] = []
        for key, value in kept.items():
            ask = asks.get(key)
            words = in_words(ask.type, value, ask.vocabulary) if ask is not None else str(value)
            if words:
                said.append(typeset(f"{ask.label if ask is not None else key} : {words}"))
        return "\n".join(said)

    def answer(self, fact: Fact | None, value: Any) -> str:
        """An answer of a form; of a repeated group, how many lines it has."""
        edition = self._edition(fact)
        known = question(edition, fact.key) if edition is not None and isinstance(fact, ProcedureAnswer) else None
        if known is None:
            return str(value)
        if known.type == "group":
            count = len(cast("list[Any]", value))
            return f"{count}\u00a0ligne{'s' if count > 1 else ''}"
        return in_words(known.type, value, known.vocabulary)

    def document(self, fact: Fact | None, code: str) -> str:
        """The label of a supporting document."""
        edition = self._edition(fact)
        kinds = edition.documents if edition is not None else ()
        return next((kind.label for kind in kinds if kind.id == code), code)

    def reply(self, _fact: Fact | None, code: str) -> str:
        """One of the four answers to a referral."""
        return typeset(REPLIES.get(code, code))

    def _edition(self, fact: Fact | None) -> Edition | None:
        procedure = getattr(fact, "procedure_id", None)
        return self._editions.get(procedure) if procedure is not None else None


_NAMED = frozenset({"lead_id", "worker_id", "organisation_id", "member_id"})
_SPECIAL: dict[str, Callable[[Sayer, Fact | None, Any], str]] = {
    "procedure.scheme": Sayer.scheme,
    "procedure_event.name": Sayer.event,
    "procedure_event.details": Sayer.details,
    "procedure_answer.value": Sayer.answer,
    "supporting_document.document": Sayer.document,
    "referral_answer.answer": Sayer.reply,
}


def _said_date(value: str) -> str:
    return say_form(date.fromisoformat(value))


def _said_area(value: int) -> str:
    return f"{value / 100:g}".replace(".", ",") + "\u00a0m²"


_PLAIN: dict[str, Callable[[Any], str]] = {
    "date": _said_date,
    "birth": lambda value: say_birth(PartialDate.from_iso(value)),
    "money": euros,
    "area": _said_area,
    "phone": say_phone,
    "yes_no": lambda value: "oui" if value else "non",
}


def _facts(session: Session, entries: Collection[Entry]) -> dict[UUID, Fact]:
    """The records as they are now, withdrawn ones too."""
    found: dict[UUID, Fact] = {}
    for entity in {entry.entity for entry in entries}:
        table: Any = FACTS[entity]
        ids = list({entry.entity_id for entry in entries if entry.entity == entity})
        for some in batched(ids):
            found |= {row.id: row for row in session.scalars(sa.select(table).where(table.id.in_(some)))}
    return found


def _before(session: Session, entries: Collection[Entry]) -> dict[UUID, Mapping[str, Any]]:
    """What the entries replaced by these said: {change id: fields}."""
    found: dict[UUID, Mapping[str, Any]] = {}
    for some in batched(list({one for entry in entries for ids in entry.replaced.values() for one in ids})):
        for row in session.execute(sa.select(Change.id, Change.body).where(Change.id.in_(some))):
            found[row.id] = Entry.read(row.body).fields if row.body is not None else {}
    return found


def _names(session: Session, entries: Collection[Entry]) -> dict[UUID, str]:
    """Workers, organisations, and the members of households who have a dossier, by id."""
    names = {row.id: row.name for row in session.execute(sa.select(Worker.id, Worker.name))}
    names |= {row.id: row.name for row in session.execute(sa.select(Organisation.id, Organisation.name))}
    members = {UUID(one) for entry in entries if (one := entry.fields.get("member_id"))}
    query = sa.select(Person.id, Person.first_names, Person.birth_name, Person.use_name).where(Person.id.in_(members))
    for row in session.execute(query) if members else ():
        names[row.id] = full_name(row.first_names, row.birth_name, row.use_name)
    return names


def _editions(session: Session, office: Office, facts: Collection[Fact]) -> dict[UUID, Edition]:
    """The edition of each procedure concerned."""
    ids = list({one for fact in facts if (one := getattr(fact, "procedure_id", None)) is not None})
    found: dict[UUID, Edition] = {}
    for some in batched(ids):
        for row in session.scalars(sa.select(Procedure).where(Procedure.id.in_(some))):
            if (edition := edition_of(office.catalogue, row)) is not None:
                found[row.id] = edition
    return found


def _people(session: Session, facts: Collection[Fact]) -> frozenset[UUID]:
    """Those of the people concerned for whom words agree in the feminine."""
    found: set[UUID] = set()
    for some in batched(list({one for fact in facts if (one := fact.dossier_id) is not None})):
        found.update(session.scalars(sa.select(Person.id).where(Person.id.in_(some), Person.title == "mme")))
    return frozenset(found)
