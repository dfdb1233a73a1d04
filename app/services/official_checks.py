# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a mapping may say: the checker of mapping files, and the closed list of data paths of a scheme."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.french.typography import typeset
from app.schemes import paths
from app.schemes.definitions import Edition
from app.schemes.vocabularies import Vocabulary
from app.services.office import Office
from app.services.refusals import Refusal, Refused

if TYPE_CHECKING:
    from app.documents.official_mapping import MappedField

ROOMS = {
    "person": "La personne",
    "household": "Le ménage",
    "housing": "Le logement",
    "resources": "Les ressources",
    "worker": "L’intervenant social",
    "service": "Notre service",
    "addressee": "Le destinataire",
    "procedure": "La démarche",
}
"""The closed list in the order it is offered, by the beginning of its paths."""
NOT_WRITTEN = ("sign", "stamp", "text_only", "hand", "documents")
"""What no field of a form receives."""


@dataclass(frozen=True)
class PathChoice:
    """One piece of data that a field may receive. `choices` are the codes of a list with their labels; `each` the
    parts of a row, by name and label, when it repeats.
    """

    path: str
    label: str
    room: str
    type: str
    choices: tuple[tuple[str, str], ...] = ()
    each: tuple[tuple[str, str], ...] = ()


def choices_of(office: Office, scheme: str, day: date) -> tuple[PathChoice, ...]:
    """The closed list for a scheme: what is known of every procedure, then its own answers, events and deadlines."""
    edition = _edition(office, scheme, day)
    general = [
        _choice(office, edition, each.path, each.label, each.type, each.vocabulary)
        for each in paths.PATHS.values()
        if "[]." not in each.path and each.type not in NOT_WRITTEN and each.path.partition(".")[0].strip("[]") in ROOMS
    ]
    own = list(_of_scheme(office, edition)) if edition is not None else []
    order = list(ROOMS)
    return tuple(sorted((*general, *own), key=lambda each: order.index(each.room)))


def check_field(office: Office, scheme: str, said: dict[str, Any]) -> None:
    """Refuse one field of a mapping that a file could not hold either."""
    from app.documents.official_mapping import MappingFault, field_of

    try:
        mapped = field_of(said)
    except MappingFault as fault:
        raise Refused(Refusal.UNREADABLE_FILE, "field", sentence=fault.sentence) from None
    faults = tuple(_faults_of(mapped, _known_paths(office, scheme)))
    if faults:
        raise Refused(Refusal.UNREADABLE_FILE, "field", sentence=faults[0])


def checked_table(office: Office, scheme: str, text: str, name: str) -> dict[str, Any]:
    """A mapping file as data, once checked. Refused with its first fault, and how many others there are."""
    from app.documents.official_mapping import MappingFault, read_mapping

    try:
        mapping = read_mapping(text, name)
    except MappingFault as fault:
        raise Refused(Refusal.UNREADABLE_FILE, "file", sentence=typeset(fault.sentence)) from None
    if mapping.schemes and scheme not in mapping.schemes:
        raise Refused(Refusal.OTHER_FORM, "file", number=mapping.number, title=_title(office, scheme))
    allowed = _known_paths(office, scheme)
    faults = [fault for each in mapping.editions for field in each.mapped for fault in _faults_of(field, allowed)]
    if faults:
        others = f" ({len(faults) - 1} autre{'s' if len(faults) > 2 else ''} après celle-ci)" if faults[1:] else ""
        raise Refused(Refusal.UNREADABLE_FILE, "file", sentence=typeset(f"{name} : {faults[0]}{others}"))
    return tomllib.loads(text.removeprefix("\ufeff"))


def _faults_of(mapped: MappedField, allowed: set[str]) -> Iterator[str]:
    from app.documents.official_sheet import used_paths

    what = " ".join(mapped.names) or "un champ placé"
    for path in used_paths(mapped):
        if path not in allowed:
            yield f"{what}\u00a0: « {path} » n’est pas une donnée de la liste."
        elif mapped.each and not path.endswith("[]"):
            yield f"{what}\u00a0: « {path} » n’a pas de lignes."
    for part in mapped.each:
        for group in mapped.paths:
            if group.endswith("[]") and not _is_part(group, part):
                yield f"{what}\u00a0: « {part} » n’est pas une partie de « {group} »."


def _is_part(group: str, part: str) -> bool:
    own_rows = group.startswith(paths.ANSWERS)
    return own_rows or paths.find(f"{group}.{part}") is not None


def _known_paths(office: Office, scheme: str) -> set[str]:
    """Every path that a mapping of this scheme may name, whatever the edition of its law."""
    found = {each.path for each in paths.PATHS.values() if each.type not in NOT_WRITTEN}
    known = office.catalogue.schemes.get(scheme)
    for edition in known.editions if known else ():
        found |= {each.path for each in _of_scheme(office, edition)}
    return found


def _of_scheme(office: Office, edition: Edition) -> Iterator[PathChoice]:
    for answer in edition.answers.values():
        path = f"{paths.ANSWERS}{answer.id}" + ("[]" if answer.type == "group" else "")
        parts = tuple((each.id, each.label) for each in answer.fields)
        yield PathChoice(path, answer.label, "procedure", answer.type, _codes(answer.vocabulary), parts)
    for event in edition.events.values():
        start = f"procedure.events.{event.id}."
        yield PathChoice(f"{start}on", typeset(f"{event.label} : date"), "procedure", "date")
        for ask in event.asks:
            yield PathChoice(
                start + ask.id, typeset(f"{event.label} : {ask.label}"), "procedure", ask.type, _codes(ask.vocabulary)
            )
    for deadline in edition.deadlines.values():
        yield PathChoice(f"procedure.deadlines.{deadline.id}.due", deadline.label, "procedure", "date")


def _codes(vocabulary: Vocabulary | None) -> tuple[tuple[str, str], ...]:
    return tuple((each.code, each.label) for each in vocabulary.choices.values()) if vocabulary else ()


def _choice(
    office: Office, edition: Edition | None, path: str, label: str, kind: str, vocabulary: str | None
) -> PathChoice:
    listed = edition.vocabularies.get(vocabulary) if edition and vocabulary else None
    if listed is None and vocabulary:
        listed = office.catalogue.vocabularies[vocabulary]
    parts = tuple(
        (each.path.removeprefix(f"{path}."), each.label)
        for each in paths.PATHS.values()
        if paths.group_of(each.path) == path
    )
    return PathChoice(path, label, path.partition(".")[0].strip("[]"), kind, _codes(listed), parts)


def _edition(office: Office, scheme: str, day: date) -> Edition | None:
    known = office.catalogue.schemes.get(scheme)
    return known.edition_on(day) if known else None


def _title(office: Office, scheme: str) -> str:
    known = office.catalogue.schemes.get(scheme)
    return known.editions[-1].short_title if known else scheme
