# SPDX-License-Identifier: AGPL-3.0-or-later
"""The wording of a letter: plain text with named fields, « {personne.nom de naissance} », and words that agree.

The fields are the closed list of `app.schemes.paths`, by the French words of the list. « {né|née} » agrees with the
person. Accents, capitals and apostrophes do not matter when a field is typed. Nothing else is understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from app.french.names import fold
from app.schemes.paths import PATHS, Category, DataPath

ROOTS: Mapping[str, tuple[str, str]] = {
    "person": ("personne", "La personne"),
    "household": ("ménage", "Son ménage"),
    "housing": ("logement", "Son logement"),
    "resources": ("ressources", "Ses ressources"),
    "procedure": ("démarche", "La démarche"),
    "addressee": ("destinataire", "Le destinataire"),
    "worker": ("intervenant", "L’intervenant social"),
    "service": ("service", "Le service"),
    "letter": ("lettre", "La lettre"),
}
"""The first word of a field, and the heading under which it is offered, by the root of its path."""
SHORTER: Mapping[str, str] = {
    "worker.name": "nom",
    "addressee.name": "nom",
    "service.name": "organisme",
    "person.housing_request_number": "numéro unique",
    "person.address": "adresse",
    "person.care_of": "chez",
    "person.permit_until": "fin du titre de séjour",
    "person.housing_request_on": "date de la demande de logement",
    "person.housing_request_renewed_on": "date du renouvellement de la demande",
    "person.own_words": "demande dans ses mots",
    "procedure.opened_on": "date d’ouverture",
    "procedure.kind": "genre",
    "household.members[]": "autres personnes",
    "household.size": "nombre de personnes",
    "household.minors": "nombre d’enfants mineurs",
    "resources.total": "total mensuel",
    "housing.surface": "surface",
    "service.accreditation_prefecture": "préfecture de l’agrément",
}
"""Names shorter than the label of the list."""
OWN = (
    DataPath("person.full_name", "text", "Nom complet", "identité"),
    DataPath("letter.date", "date", "Date"),
    DataPath("procedure.title", "text", "Dispositif"),
    DataPath("procedure.stage", "text", "Étape"),
)
"""What a letter may also name: the person with her title, its day, what its procedure is called and has come to."""
LISTED = frozenset({"household.members[]"})
"""Repeated groups that a sentence can name."""
_NOT_SAID = frozenset({"group", "documents", "sign", "stamp", "text_only", "hand"})
_BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")


@dataclass(frozen=True)
class LetterField:
    """A field that a wording may name: « personne.nom de naissance », its path, its label and its heading."""

    name: str
    path: str
    label: str
    heading: str
    category: Category | None
    data: DataPath

    @property
    def mark(self) -> str:
        """The field as it is written: « {personne.nom de naissance} »."""
        return f"{{{self.name}}}"


@dataclass(frozen=True)
class Agreement:
    """Words that agree with the person: « {né|née} »."""

    masculine: str
    feminine: str


Piece = str | LetterField | Agreement


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong in a wording: the line, from 1, and a French sentence that names it."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Wording:
    """A wording once read: its pieces in order, and its faults; the pieces of a faulty one hold its bare text."""

    pieces: tuple[Piece, ...]
    faults: tuple[Fault, ...]


@cache
def fields() -> Mapping[str, LetterField]:
    """Every field, by its name, in the order of the list."""
    made = (_field(each) for each in (*PATHS.values(), *OWN) if _is_said(each))
    return {field.name: field for field in sorted(made, key=_place)}


def field_named(text: str) -> LetterField | None:
    """The field that a text names, whatever its accents and capitals; its path is understood too."""
    return _by_key().get(_key(text))


def read(text: str) -> Wording:
    """Read a wording."""
    pieces: list[Piece] = []
    faults: list[Fault] = []
    at = 0
    for match in _BRACES.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        piece = _piece(match)
        if isinstance(piece, str):
            faults.append(Fault(text.count("\n", 0, match.start()) + 1, piece))
            pieces.append(match.group())
        else:
            pieces.append(piece)
    pieces.append(text[at:])
    return Wording(tuple(piece for piece in pieces if piece != ""), tuple(faults))


def canonical(text: str) -> str:
    """The same wording, each field by its exact name."""
    return "".join(_written(piece) for piece in read(text).pieces)


def _written(piece: Piece) -> str:
    if isinstance(piece, LetterField):
        return piece.mark
    return f"{{{piece.masculine}|{piece.feminine}}}" if isinstance(piece, Agreement) else piece


def _piece(match: re.Match[str]) -> Piece:
    """The field or the agreement between two braces; a sentence when it is neither."""
    name = match[1]
    if name is None:
        return "une accolade n’a pas sa pareille. Un champ s’écrit entre deux accolades, sur une seule ligne."
    if name.count("|") == 1:
        masculine, feminine = (word.strip() for word in name.split("|"))
        return Agreement(masculine, feminine) if masculine and feminine else _empty(name)
    found = field_named(name)
    if found is not None:
        return found
    return _unknown(name) if name.strip() else _empty(name)


def _empty(name: str) -> str:
    return f"« {{{name}}} » ne nomme aucun champ."


def _unknown(name: str) -> str:
    names = [_key(field.name) for field in fields().values()]
    near = [each for each in names if each.startswith(_key(name) or " ")]
    near = near or get_close_matches(_key(name), names, n=1, cutoff=0.5)
    advice = f" Le plus proche : {_by_key()[near[0]].mark}." if near else " Choisissez-le dans la liste des champs."
    return f"« {name.strip()} » n’est pas un champ.{advice}"


@cache
def _by_key() -> Mapping[str, LetterField]:
    paths = {_key(field.path): field for field in fields().values()}
    return paths | {_key(field.name): field for field in fields().values()}


def _key(text: str) -> str:
    return fold(text.replace("_", " ").replace(".", " "))


def _is_said(data: DataPath) -> bool:
    """Whether a sentence can hold it: no row of a list, no signature, nothing the law forbids to store."""
    root = data.path.partition(".")[0].removesuffix("[]")
    listed = data.path in LISTED
    return root in ROOTS and (listed or ("[]" not in data.path and data.type not in _NOT_SAID))


def _field(data: DataPath) -> LetterField:
    root, heading = ROOTS[data.path.partition(".")[0]]
    label = SHORTER.get(data.path) or data.label
    words = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    name = words.replace("\u00a0", " ").replace(" : ", " ").replace(",", "").replace(".", "")
    return LetterField(f"{root}.{name}", data.path, data.label, heading, data.category, data)


def _place(field: LetterField) -> int:
    return list(ROOTS).index(field.path.partition(".")[0])
