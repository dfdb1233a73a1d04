# SPDX-License-Identifier: AGPL-3.0-or-later
"""A record's fields, read as they are typed and saved one by one: the one verb behind every field of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.models.base import Fact
from app.models.encounter import WITHOUT_PERSON, Encounter
from app.models.person import Person
from app.models.tables import FACTS
from app.services import drafts, typing_in
from app.services.cautions import Caution, Kept
from app.services.changes import NOTHING, Changes
from app.services.fields import Field, fields_of
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.wording import sentence

__all__ = [
    "EDITABLE",
    "Field",
    "FieldView",
    "Kept",
    "caution_about",
    "check_order",
    "fields_of",
    "read_fields",
    "set_field",
    "view",
]

EDITABLE = frozenset(
    {"person", "household", "household_member", "housing", "resource", "encounter", "organisation", "worker"}
)
"""The records whose fields are saved one by one from a page."""

_SET_BY_VERBS = frozenset(
    {"file_number", "deleted", "own_words_on", "own", "active", "identifier", "with_person", "slot", "role"}
)
_ORDERED = (("since", "until"), ("housing_request_on", "housing_request_renewed_on"))


@dataclass(frozen=True)
class FieldView:
    """A field as its page shows it: `text` as it is typed, `draft` and `reason` when something typed still waits."""

    field: Field
    text: str
    value: Any
    draft: str = ""
    reason: str = ""


def set_field(office: Office, entity: str, entity_id: UUID, field: str, text: str) -> Changes:
    """Save what was typed in one field; NOTHING when it says what is already kept.

    What is kept although unusual comes as `Kept`, with its caution. What cannot be taken is Refused and stays as a
    draft beside its reason; a NIR stays nowhere.
    """
    known = _field(entity, field)
    place = drafts.place_of(entity, entity_id, field)
    try:
        value, caution = typing_in.read(office, known, text)
        changes = _save(office, known, entity_id, value)
    except Refused as refused:
        _keep_draft(office, place, entity, entity_id, text, refused)
        raise
    return Kept(**vars(changes), caution=caution) if caution is not None and changes is not NOTHING else changes


def view(office: Office, entity: str, entity_id: UUID) -> dict[str, FieldView]:
    """Every field of a record as its page shows it, with the worker's own drafts. Raises Refused for an unknown id."""
    with office.reading() as session:
        record = one(session, entity, entity_id)
        values = {name: getattr(record, name) for name in fields_of(entity)}
        person_id = record.dossier_id
    waiting = {line.place: line for line in (drafts.of(office, person_id) if person_id else drafts.mine(office))}
    return {
        name: _view(field, values[name], waiting.get(drafts.place_of(entity, entity_id, name)))
        for name, field in fields_of(entity).items()
    }


def caution_about(office: Office, view: FieldView) -> Caution | None:
    """What is unusual about the value a field shows, as it was said when it was saved."""
    try:
        return typing_in.read(office, view.field, view.text)[1] if view.text else None
    except Refused:
        return None


def read_fields(office: Office, entity: str, typed: Mapping[str, str], required: Sequence[str] = ()) -> dict[str, Any]:
    """The values of several fields typed together, for a record about to be made. Raises Refused at the first fault."""
    for name in required:
        if not typed.get(name, "").strip():
            raise Refused(Refusal.FIELD_REQUIRED, name, label=_field(entity, name).label)
    values = {name: typing_in.read(office, _field(entity, name), text)[0] for name, text in typed.items()}
    check_order(values)
    return values


def check_order(values: Mapping[str, Any]) -> None:
    """Refuse an end before its start."""
    for start, end in _ORDERED:
        first, last = values.get(start), values.get(end)
        if isinstance(first, date) and isinstance(last, date) and last < first:
            raise Refused(Refusal.END_BEFORE_START, end)


def one(session: Session, entity: str, entity_id: UUID) -> Fact:
    """A record that is there. Raises Refused when it is not, or was withdrawn."""
    record = session.get(FACTS[entity], entity_id)
    if record is None or record.deleted:
        raise Refused(Refusal.UNKNOWN_ID)
    return record


def _field(entity: str, name: str) -> Field:
    known = fields_of(entity).get(name) if entity in EDITABLE else None
    if known is None or known.name in _SET_BY_VERBS:
        raise Refused(Refusal.UNKNOWN_ID, name)
    return known


def _save(office: Office, field: Field, entity_id: UUID, value: Any) -> Changes:
    place = drafts.place_of(field.entity, entity_id, field.name)
    with office.reading() as session:
        record = one(session, field.entity, entity_id)
        if getattr(record, field.name) == value:
            drafts.drop(office, place)
            return NOTHING
        check_order(
            {name: getattr(record, name) for pair in _ORDERED for name in pair if hasattr(record, name)}
            | {field.name: value}
        )
    with office.writing("field_set") as work:
        record = one(work.session, field.entity, entity_id)
        setattr(record, field.name, value)
        _set_what_follows(office, record, field.name)
        drafts.drop_within(work.session, office, place)
    return work.changes


def _set_what_follows(office: Office, record: Fact, field: str) -> None:
    """Fields that no one types: the day of the person’s words, whether a contact was with her."""
    if isinstance(record, Person) and field == "own_words":
        record.own_words_on = office.today() if record.own_words else None
    if isinstance(record, Encounter) and field == "kind":
        record.with_person = record.kind not in WITHOUT_PERSON


def _keep_draft(office: Office, place: str, entity: str, entity_id: UUID, text: str, refused: Refused) -> None:
    if refused.reason is Refusal.UNKNOWN_ID:
        return
    with office.reading() as session:
        record = session.get(FACTS[entity], entity_id)
        person_id = record.dossier_id if record is not None else None
    rest = drafts.without_nir(text)
    drafts.keep(office, place, rest, person_id=person_id, reason=sentence(refused))


def _view(field: Field, value: Any, draft: drafts.DraftLine | None) -> FieldView:
    text = typing_in.shown(field, value)
    return FieldView(field, text, value, draft.text, draft.reason) if draft else FieldView(field, text, value)
