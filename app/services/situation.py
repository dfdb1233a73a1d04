# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person’s situation in a few words per domain: facts of the dossier, without judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from app.documents.coordination_sheet import Domain
from app.french.amounts import euros
from app.french.dates import say_form
from app.french.typography import typeset
from app.schemes.paths import Category
from app.services.dossier_shared import SharedDossier


def facts_by_domain(dossier: SharedDossier) -> tuple[Domain, ...]:
    """One line per domain that the reader may read and about which something is known."""
    words = dossier.vocabularies["data_category"]
    made: list[Domain] = []
    for category, tell in _TELLERS:
        if dossier.reader.may_read(category):
            said = ", ".join(tell(dossier))
            if said:
                made.append(Domain(words.label_of(category), typeset(said[:1].upper() + said[1:])))
    return tuple(made)


def household_links(dossier: SharedDossier) -> tuple[str, ...]:
    """« enfant, à charge » for each other member of the household."""
    links = dossier.vocabularies["household_link"]
    return tuple(
        links.label_of(each.link, feminine=each.title == "mme").lower() + (", à charge" if each.dependant else "")
        for each in dossier.members
    )


def _housing(dossier: SharedDossier) -> Iterator[str]:
    known = dossier.values
    if status := known.get("housing.status"):
        yield _word(dossier, "occupancy_status", status)
    if structure := known.get("housing.structure"):
        yield str(structure)
    if since := known.get("housing.since"):
        yield f"depuis le {say_form(since)}"
    if surface := known.get("housing.surface"):
        yield f"{str(surface).replace('.', ',')} m²"
    if rooms := known.get("housing.rooms"):
        yield f"{rooms}\u00a0{'pièce' if rooms == 1 else 'pièces'}"
    if status and (occupants := known.get("housing.occupants")):
        yield f"{occupants}\u00a0{'occupant' if occupants == 1 else 'occupants'}"
    if first := known.get("person.housing_request_on"):
        renewed = known.get("person.housing_request_renewed_on")
        again = f", renouvelée le {say_form(renewed)}" if renewed else ""
        yield f"demande de logement social du {say_form(first)}{again}"


def _rights(dossier: SharedDossier) -> Iterator[str]:
    known = dossier.values
    if permit := known.get("person.permit_kind"):
        until = known.get("person.permit_until")
        yield _word(dossier, "permit_kind", permit) + (f" jusqu’au {say_form(until)}" if until else "")
    protection = known.get("person.legal_protection")
    if protection and protection != "none":
        yield _word(dossier, "legal_protection", protection).lower()


def _resources(dossier: SharedDossier) -> Iterator[str]:
    """The total, then each kind; the kind of contract is for those who may read about employment."""
    total = dossier.values.get("resources.total")
    if total is not None:
        yield f"{euros(total)} par mois"
    for row in dossier.values.get("resources[]", ()):
        amount = f" {euros(row['amount'])}" if row["amount"] is not None else ""
        yield _kind(dossier, row["kind"]) + amount


def _kind(dossier: SharedDossier, kind: str) -> str:
    known = kind if dossier.reader.may_read("emploi") else {"subsidised_contract": "salary"}.get(kind, kind)
    word = _word(dossier, "resource_kind", known)
    return word[:1].lower() + word[1:] if word[1:2].islower() else word


def _employment(dossier: SharedDossier) -> Iterator[str]:
    if situation := dossier.values.get("person.work_situation"):
        yield _word(dossier, "work_situation", situation)


def _health(dossier: SharedDossier) -> Iterator[str]:
    if dossier.values.get("household.has_disability"):
        yield "handicap d’une personne du ménage, à prendre en compte pour le logement"


def _household(dossier: SharedDossier) -> Iterator[str]:
    if status := dossier.values.get("person.family_status"):
        yield _word(dossier, "family_status", status)
    minors = dossier.values.get("household.minors", 0)
    if minors:
        yield f"{minors}\u00a0{'enfant mineur' if minors == 1 else 'enfants mineurs'}"


def _language(dossier: SharedDossier) -> Iterator[str]:
    if language := dossier.values.get("person.language"):
        yield str(language)


_TELLERS: tuple[tuple[Category, Callable[[SharedDossier], Iterator[str]]], ...] = (
    ("logement", _housing),
    ("droits", _rights),
    ("ressources", _resources),
    ("emploi", _employment),
    ("santé", _health),
    ("ménage", _household),
    ("langue", _language),
)


def _word(dossier: SharedDossier, vocabulary: str, code: Any) -> str:
    return dossier.vocabularies.label(vocabulary, str(code), feminine=dossier.feminine)
