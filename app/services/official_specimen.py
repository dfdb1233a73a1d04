# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fictitious values for a form that is being described without any dossier: nobody is called so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from app.services.official_checks import PathChoice

if TYPE_CHECKING:
    from app.documents.official_values import Scalar, Value

NAMES: dict[str, Scalar] = {
    "birth_name": "Łuczak-Œuvré",
    "use_name": "Dupré",
    "name": "Service d’exemple",
    "first_names": "Éléonore",
    "birth_place": "Saint-Étienne",
    "nationality": "française",
    "phone": "01 99 00 00 00",
    "email": "nom@exemple.fr",
    "address": "3 rue de l’Exemple",
    "postal_code": "99999",
    "town": "Exempleville",
    "department": "99",
}
DAY = date(1990, 3, 12)
LONG = "Texte d’exemple, assez long pour que l’on voie comment il se range sur plusieurs lignes dans cette case."


def values(choices: Sequence[PathChoice]) -> dict[str, Value]:
    """A value for every piece of data of the closed list."""
    from app.documents.official_values import WRITTEN

    found: dict[str, Value] = {}
    for choice in choices:
        if choice.each:
            found[choice.path] = tuple({name: _part(name, rank) for name, _ in choice.each} for rank in range(2))
        elif choice.choices:
            found[choice.path], found[choice.path + WRITTEN] = choice.choices[0]
        else:
            found[choice.path] = _scalar(choice)
    return found


def _scalar(choice: PathChoice) -> Scalar:
    named = NAMES.get(choice.path.rpartition(".")[2])
    if named is not None:
        return named
    by_type: dict[str, Scalar] = {
        "date": date(2026, 11, 24),
        "birth": DAY,
        "time": time(14, 30),
        "bool": True,
        "int": 3,
        "months": "12\u00a0mois",
        "area": "42",
        "money": "1\u202f064\u00a0€",
        "longtext": LONG,
    }
    return by_type.get(choice.type, "Exemple")


def _part(name: str, rank: int) -> Scalar:
    return date(2015 + rank, 6, 1) if name.endswith("date") else {"name": "Dupré"}.get(name, ("Noé", "Inès")[rank])
