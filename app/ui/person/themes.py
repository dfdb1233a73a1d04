# SPDX-License-Identifier: AGPL-3.0-or-later
"""The themes of « Situation »: what each is called, which fields it holds, which data it is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One theme: fields of the person's own record by lines, and the categories of data that open procedures use."""

    key: str
    title: str
    icon: str
    categories: tuple[str, ...]
    lines: tuple[str, ...] = ()
    entities: tuple[str, ...] = ("person",)

    @property
    def fields(self) -> frozenset[str]:
        """The names of its fields."""
        return frozenset(part.partition(":")[0] for line in self.lines for part in line.split())


THEMES = (
    Theme(
        "identity",
        "Identité",
        "id",
        ("identité", "ménage", "langue"),
        ("title:2 birth_name:4", "first_names:3 use_name:3", "birth:3 birth_place:3", "family_status:3 language:3"),
    ),
    Theme(
        "contact",
        "Coordonnées",
        "phone",
        ("identité",),
        ("phone:3 phone_note:3", "email", "safe_contact", "care_of", "address", "postal_code:2 town:4"),
    ),
    Theme(
        "rights",
        "Droits, administratif",
        "certificate",
        ("droits",),
        ("nationality:3 legal_protection:3", "permit_kind", "permit_number:3 permit_until:3"),
    ),
    Theme(
        "housing",
        "Logement, hébergement",
        "home",
        ("logement",),
        ("housing_request_number", "housing_request_on:3 housing_request_renewed_on:3"),
        ("person", "housing"),
    ),
    Theme("resources", "Ressources, budget", "wallet", ("ressources",), (), ("resource",)),
    Theme("employment", "Emploi, formation", "briefcase", ("emploi",), ("work_situation",)),
)

HELPS = {
    "safe_contact": "Par exemple\u00a0: appeler seulement entre 9 h et 11 h, ne pas laisser de message.",
}


def theme_of(entity: str, field: str) -> Theme | None:
    """The theme in which a field is kept."""
    for theme in THEMES:
        if field in theme.fields if entity == "person" else entity in theme.entities:
            return theme
    return None
