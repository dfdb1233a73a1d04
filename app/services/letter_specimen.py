# SPDX-License-Identifier: AGPL-3.0-or-later
"""Someone who does not exist, with a value for each field a letter may name: what a template is judged on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.french.dates import PartialDate

PERSON = ("Mme\u00a0Solène Exemple", "8 impasse du Modèle", "38400\u00a0Saint-Martin-des-Ponts")
PARTNER = ("Organisme partenaire", "Service des admissions", "12 rue des Oseraies", "38000\u00a0Grenoble")
"""The lines of an address, the name first."""
VALUES: dict[str, Any] = {
    "person.full_name": PERSON[0],
    "person.title": "mme",
    "person.birth_name": "Exemple",
    "person.use_name": "Modèle",
    "person.first_names": "Solène",
    "person.birth_date": PartialDate(1988, 5, 17),
    "person.birth_place": "Vienne",
    "person.age": 38,
    "person.nationality": "french",
    "person.phone": "0199003101",
    "person.email": "solene@exemple.fr",
    "person.address": PERSON[1],
    "person.care_of": "Mme Patron",
    "person.postal_code": "38400",
    "person.town": "Saint-Martin-des-Ponts",
    "person.family_status": "single",
    "person.permit_kind": "multi_year",
    "person.permit_number": "0000000000",
    "person.permit_until": date(2027, 6, 30),
    "person.legal_protection": "none",
    "person.housing_request_number": "038000000000000000",
    "person.housing_request_on": date(2024, 3, 4),
    "person.housing_request_renewed_on": date(2026, 3, 2),
    "person.own_words": "Un logement où mes deux enfants puissent dormir.",
    "person.work_situation": "SALARIE",
    "person.language": "français",
    "household.size": 3,
    "household.minors": 2,
    "household.has_minor": True,
    "household.has_disability": False,
    "household.type": "FEMME_ISOLE_AVEC_ENFANT",
    "household.members[]": [
        {"name": "Exemple", "first_names": "Malo"},
        {"name": "Exemple", "first_names": "Inès"},
    ],
    "housing.status": "tenant_private",
    "housing.kind": "studio",
    "housing.structure": "Résidence des Saules",
    "housing.since": date(2025, 9, 1),
    "housing.surface": 21,
    "housing.rooms": 1,
    "housing.occupants": 3,
    "housing.rent": 46000,
    "housing.charges": 3500,
    "housing.aid": 21000,
    "housing.landlord": "Bailleur fictif",
    "resources.total": 106450,
    "procedure.title": "Le dispositif de la démarche",
    "procedure.stage": "en cours",
    "procedure.opened_on": date(2026, 10, 5),
    "procedure.department": "38",
    "procedure.kind": "première demande",
}
"""Values in the units of their paths."""


def addressee(lines: Sequence[str]) -> dict[str, Any]:
    """The fields of an addressee, from the lines of her address."""
    code, _, town = lines[-1].partition("\u00a0")
    found = {"addressee.name": lines[0], "addressee.address": lines[-2]}
    found |= {"addressee.unit": lines[1]} if len(lines) > 3 else {}
    return found | {"addressee.postal_code": code, "addressee.town": town}
