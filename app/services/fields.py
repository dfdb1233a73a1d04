# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields of each kind of record: their name on screen, how they are typed, which list they choose from.

What a column's type says is not repeated: only what it cannot say is declared in `_SPECIAL`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import sqlalchemy as sa

from app import RESOURCES
from app.french.typography import typeset
from app.models.tables import FACTS
from app.storage.entries import columns_of

FieldKind = Literal[
    "text",
    "long_text",
    "name",
    "date",
    "birth",
    "phone",
    "email",
    "postal_code",
    "department",
    "siret",
    "housing_request",
    "choice",
    "money",
    "area",
    "number",
    "yes_no",
    "link",
    "other",
]
LONGEST = {"text": 300, "name": 100, "long_text": 20_000}


@dataclass(frozen=True)
class Field:
    """One field. `vocabulary` names the list of a choice; `required` ones are never emptied."""

    entity: str
    name: str
    label: str
    kind: FieldKind
    vocabulary: str = ""
    required: bool = False

    @property
    def longest(self) -> int:
        """How many characters it takes."""
        return LONGEST.get(self.kind, LONGEST["text"])


@cache
def fields_of(entity: str) -> Mapping[str, Field]:
    """Every field of a kind of record, by name, in the order of its table. Raises KeyError for an unknown kind."""
    labels = labels_of(entity)
    return {name: _field(entity, name, column, labels[name]) for name, column in columns_of(entity).items()}


def name_of(entity: str) -> str:
    """What a kind of record is called: « Logement »."""
    return labels_of(entity)["_"]


@cache
def labels_of(entity: str) -> Mapping[str, str]:
    """The names of a record's fields, in French."""
    return {name: typeset(label) for name, label in _wording()[entity].items()}


@cache
def _wording() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((RESOURCES / "wording" / "fields.toml").read_text(encoding="utf-8"))


def _field(entity: str, name: str, column: sa.Column[Any], label: str) -> Field:
    kind, vocabulary = _SPECIAL.get(f"{entity}.{name}", (None, ""))
    return Field(entity, name, label, kind or _usual(column), vocabulary, f"{entity}.{name}" in REQUIRED)


def _usual(column: sa.Column[Any]) -> FieldKind:
    for type_, kind in _BY_TYPE:
        if isinstance(column.type, type_):
            return kind
    return "other"


_BY_TYPE: tuple[tuple[type[Any], FieldKind], ...] = (
    (sa.Boolean, "yes_no"),
    (sa.Date, "date"),
    (sa.Uuid, "link"),
    (sa.Integer, "number"),
    (sa.Text, "text"),
)

REQUIRED = frozenset(
    {
        "person.birth_name",
        "person.first_names",
        "person.birth",
        "resource.kind",
        "encounter.kind",
        "encounter.on",
        "household_member.link",
        "organisation.name",
        "organisation.kind",
        "worker.name",
    }
)

_SPECIAL: dict[str, tuple[FieldKind, str]] = {
    "person.title": ("choice", "civility"),
    "person.birth_name": ("name", ""),
    "person.use_name": ("name", ""),
    "person.first_names": ("name", ""),
    "person.birth": ("birth", ""),
    "person.phone": ("phone", ""),
    "person.email": ("email", ""),
    "person.address": ("long_text", ""),
    "person.postal_code": ("postal_code", ""),
    "person.safe_contact": ("long_text", ""),
    "person.family_status": ("choice", "family_status"),
    "person.nationality": ("choice", "nationality"),
    "person.permit_kind": ("choice", "permit_kind"),
    "person.legal_protection": ("choice", "legal_protection"),
    "person.housing_request_number": ("housing_request", ""),
    "person.work_situation": ("choice", "work_situation"),
    "person.own_words": ("long_text", ""),
    "household_member.name": ("name", ""),
    "household_member.first_names": ("name", ""),
    "household_member.title": ("choice", "civility"),
    "household_member.birth": ("birth", ""),
    "household_member.link": ("choice", "household_link"),
    "housing.status": ("choice", "occupancy_status"),
    "housing.kind": ("choice", "housing_kind"),
    "housing.surface": ("area", ""),
    "housing.rent": ("money", ""),
    "housing.charges": ("money", ""),
    "housing.aid": ("money", ""),
    "housing.note": ("long_text", ""),
    "resource.kind": ("choice", "resource_kind"),
    "resource.amount": ("money", ""),
    "encounter.kind": ("choice", "contact_kind"),
    "encounter.text": ("long_text", ""),
    "procedure.note": ("long_text", ""),
    "procedure_event.details": ("other", ""),
    "procedure_answer.value": ("other", ""),
    "supporting_document.status": ("choice", "document_status"),
    "continuation.answer": ("choice", "continuation_answer"),
    "consent.basis": ("choice", "sharing_basis"),
    "consent.categories": ("choice", "data_category"),
    "referral.channel": ("choice", "channel"),
    "referral.snapshot": ("other", ""),
    "organisation.kind": ("choice", "organisation_kind"),
    "organisation.address": ("long_text", ""),
    "organisation.postal_code": ("postal_code", ""),
    "organisation.department": ("department", ""),
    "organisation.phone": ("phone", ""),
    "organisation.email": ("email", ""),
    "organisation.siret": ("siret", ""),
    "organisation.note": ("long_text", ""),
    "worker.title": ("choice", "civility"),
    "worker.phone": ("phone", ""),
    "worker.email": ("email", ""),
}

assert all(key.partition(".")[0] in FACTS for key in (*_SPECIAL, *REQUIRED))
