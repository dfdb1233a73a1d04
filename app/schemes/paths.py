# SPDX-License-Identifier: AGPL-3.0-or-later
"""The closed list of data paths: what a form may ask, a criterion look at and a paper print.

A path that ends with `[]` repeats; the fields of one row are written after it: `household.members[].name`. The answers
of a procedure (`procedure.answers.<key>`) are not listed here: each scheme declares its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, get_args

Category = Literal[
    "identité",
    "ménage",
    "logement",
    "droits",
    "ressources",
    "emploi",
    "santé",
    "famille",
    "mobilité",
    "langue",
    "justice",
]
"""The one list of categories of personal data, on which the person's agreement to share is given."""

CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)

DataType = Literal[
    "text",
    "longtext",
    "date",
    "birth",
    "time",
    "bool",
    "enum",
    "multi",
    "int",
    "months",
    "area",
    "money",
    "phone",
    "email",
    "address",
    "code",
    "group",
    "documents",
    "sign",
    "stamp",
    "text_only",
    "hand",
]
"""How a value is typed and written. `birth` is a date that may lack its day or month, `area` is in m², `money` in
cents, `code` a checked identifier, `text_only` a printed sentence, `hand` boxes
printed empty, for what the law forbids to keep."""

TYPES: Final[tuple[DataType, ...]] = get_args(DataType)


@dataclass(frozen=True, slots=True)
class DataPath:
    """One piece of data. `category` is None for what is not about the person (the service, the addressee)."""

    path: str
    type: DataType
    label: str
    category: Category | None = None
    vocabulary: str | None = None

    @property
    def question(self) -> str:
        """What to ask when it is not known yet."""
        return f"{self.label}\N{NARROW NO-BREAK SPACE}?"


def find(path: str) -> DataPath | None:
    """Give what a path means, or None when the list has no such path.

    The date of an event, one of its details and the end of a deadline are paths of any procedure; whether the scheme
    has such an event is for the checker to say.
    """
    return PATHS.get(path) or _of_procedure(path)


def group_of(path: str) -> str | None:
    """Give the repeated group a path belongs to: `household.members[]` for `household.members[].name`."""
    group, dot, _ = path.partition("[].")
    return f"{group}[]" if dot else None


EVENT_PATH: Final = re.compile(r"procedure\.events\.(?P<event>\w+)\.(?P<detail>\w+)")
DEADLINE_PATH: Final = re.compile(r"procedure\.deadlines\.(?P<deadline>\w+)\.due")
ANSWERS: Final = "procedure.answers."


def _of_procedure(path: str) -> DataPath | None:
    if match := EVENT_PATH.fullmatch(path):
        return DataPath(path, "date" if match["detail"] == "on" else "text", "Date de l’événement")
    if DEADLINE_PATH.fullmatch(path):
        return DataPath(path, "date", "Date de l’échéance")
    return None


def _paths(prefix: str, category: Category | None, *rows: tuple[str, ...]) -> list[DataPath]:
    """Read rows of (name, type, label, vocabulary or nothing) under one prefix."""
    return [_path(prefix + name, category, *rest) for name, *rest in rows]


def _path(path: str, category: Category | None, kind: str, label: str, vocabulary: str = "") -> DataPath:
    known: dict[str, DataType] = {each: each for each in TYPES}
    return DataPath(path, known[kind], label, category, vocabulary or None)


PATHS: Final[dict[str, DataPath]] = {
    each.path: each
    for each in [
        *_paths(
            "person.",
            "identité",
            ("title", "enum", "Civilité", "civility"),
            ("birth_name", "text", "Nom de naissance"),
            ("use_name", "text", "Nom d’usage"),
            ("first_names", "text", "Prénoms"),
            ("birth_date", "birth", "Date de naissance"),
            ("birth_place", "text", "Lieu de naissance"),
            ("age", "int", "Âge"),
            ("nationality", "enum", "Nationalité", "nationality"),
            ("phone", "phone", "Téléphone"),
            ("email", "email", "Courriel"),
            ("address", "address", "Adresse du courrier"),
            ("care_of", "text", "Courrier : chez"),
            ("postal_code", "code", "Code postal"),
            ("town", "text", "Commune"),
        ),
        *_paths("person.", "ménage", ("family_status", "enum", "Situation familiale", "family_status")),
        *_paths(
            "person.",
            "droits",
            ("permit_kind", "enum", "Titre de séjour", "permit_kind"),
            ("permit_number", "text", "Numéro du titre de séjour"),
            ("permit_until", "date", "Titre valable jusqu’au"),
            ("legal_protection", "enum", "Mesure de protection", "legal_protection"),
        ),
        *_paths(
            "person.",
            "logement",
            ("housing_request_number", "code", "Numéro unique de la demande de logement social"),
            ("housing_request_on", "date", "Première demande le"),
            ("housing_request_renewed_on", "date", "Dernier renouvellement le"),
            ("own_words", "longtext", "Demande, dans les mots de la personne"),
        ),
        *_paths("person.", "emploi", ("work_situation", "enum", "Situation d’emploi", "work_situation")),
        *_paths("person.", "langue", ("language", "text", "Langue parlée")),
        *_paths(
            "household.",
            "ménage",
            ("size", "int", "Nombre de personnes du ménage"),
            ("minors", "int", "Nombre d’enfants mineurs"),
            ("has_minor", "bool", "Au moins un enfant mineur"),
            ("type", "enum", "Composition du ménage", "household_type"),
            ("members[]", "group", "Personnes du ménage"),
            ("members[].name", "text", "Nom"),
            ("members[].first_names", "text", "Prénoms"),
            ("members[].title", "enum", "Civilité", "civility"),
            ("members[].birth_date", "birth", "Date de naissance"),
            ("members[].link", "enum", "Lien avec la personne", "household_link"),
            ("members[].dependant", "bool", "À charge"),
            ("members[].to_house", "bool", "À loger"),
            ("everyone[]", "group", "Personnes à loger, la personne comprise"),
            ("everyone[].name", "text", "Nom"),
            ("everyone[].first_names", "text", "Prénoms"),
            ("everyone[].title", "enum", "Civilité", "civility"),
            ("everyone[].birth_date", "birth", "Date de naissance"),
            ("everyone[].link", "enum", "Lien avec la personne", "household_link"),
            ("everyone[].dependant", "bool", "À charge"),
        ),
        *_paths(
            "household.",
            "santé",
            ("has_disability", "bool", "Handicap de la personne ou de quelqu’un à sa charge"),
            ("members[].disability", "bool", "Handicap"),
            ("everyone[].disability", "bool", "Handicap"),
        ),
        *_paths(
            "household.",
            "droits",
            ("members[].permit", "enum", "Titre de séjour", "permit_kind"),
            ("everyone[].permit", "enum", "Titre de séjour", "permit_kind"),
        ),
        *_paths(
            "housing.",
            "logement",
            ("status", "enum", "Statut d’occupation", "occupancy_status"),
            ("kind", "enum", "Type de logement", "housing_kind"),
            ("structure", "text", "Structure"),
            ("since", "date", "Date d’entrée"),
            ("surface", "area", "Surface, en m²"),
            ("rooms", "int", "Nombre de pièces"),
            ("occupants", "int", "Nombre d’occupants"),
            ("rent", "money", "Loyer mensuel"),
            ("charges", "money", "Charges mensuelles"),
            ("aid", "money", "Aide au logement"),
            ("landlord", "text", "Bailleur"),
        ),
        *_paths(
            "resources",
            "ressources",
            ("[]", "group", "Ressources"),
            ("[].kind", "enum", "Nature", "resource_kind"),
            ("[].amount", "money", "Montant mensuel"),
            ("[].since", "date", "Depuis le"),
            ("[].holder", "text", "Qui la perçoit"),
            (".total", "money", "Total mensuel des ressources"),
        ),
        *_paths(
            "worker.",
            None,
            ("name", "text", "Nom de l’intervenant social"),
            ("function", "text", "Fonction"),
            ("phone", "phone", "Téléphone"),
            ("email", "email", "Courriel"),
        ),
        *_paths(
            "service.",
            None,
            ("name", "text", "Organisme"),
            ("unit", "text", "Service"),
            ("address", "address", "Adresse"),
            ("postal_code", "code", "Code postal"),
            ("town", "text", "Commune"),
            ("phone", "phone", "Téléphone"),
            ("email", "email", "Courriel"),
            ("accreditation", "text", "Numéro d’agrément"),
            ("accreditation_prefecture", "text", "Préfecture ayant délivré l’agrément"),
            ("manager", "text", "Responsable"),
        ),
        *_paths(
            "addressee.",
            None,
            ("name", "text", "Destinataire"),
            ("unit", "text", "Service"),
            ("address", "address", "Adresse"),
            ("postal_code", "code", "Code postal"),
            ("town", "text", "Commune"),
        ),
        *_paths(
            "procedure.",
            None,
            ("opened_on", "date", "Démarche ouverte le"),
            ("department", "code", "Département"),
            ("kind", "text", "Genre de démarche"),
            ("documents[]", "documents", "Pièces"),
        ),
        *_paths("signature.", None, ("person", "sign", "Signature"), ("service", "sign", "Signature du service")),
        *_paths("stamp.", None, ("service", "stamp", "Cachet")),
        *_paths("", None, ("text", "text_only", "Mention")),
    ]
}
