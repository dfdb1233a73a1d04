# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks what a scheme's blocks must agree on: editions that follow one another, stages that can be reached, names
that exist. The deadlines are checked in `meaning_deadlines`, what looks at data in `meaning_facts`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.schemes.departments import DEPARTMENTS
from app.schemes.events import OPENED
from app.schemes.sight import IDENTIFIED, Sight, rows_of, table_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.schemes.lines import Path
    from app.schemes.shape_check import Wrong
    from app.schemes.sight import Table
    from app.schemes.vocabularies import Vocabularies

_ID: Final = re.compile(r"[A-Za-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a file may name outside itself: the shared lists of choices, the forms and schemes that exist."""

    vocabularies: Vocabularies
    forms: frozenset[str]
    schemes: frozenset[str]

    def choices(self, table: Table, vocabulary: str) -> set[str] | None:
        """Give the codes of a list, one of the scheme's own or a shared one; None when there is no such list."""
        own = [row for row in rows_of(table, "vocabularies") if text_of(row, "id") == vocabulary]
        if own:
            return {text_of(choice, "code") for row in own for choice in rows_of(row, "choices")}
        return set(self.vocabularies[vocabulary].choices) if vocabulary in self.vocabularies else None


def edition_faults(table: Table) -> Iterator[Wrong]:
    """Check that the editions follow one another, and that each `since` and `until` names one of them."""
    editions = rows_of(table, "editions")
    places = {text_of(edition, "id"): place for place, edition in enumerate(editions)}
    yield from _twice(((("editions", place), text_of(row, "id")) for place, row in enumerate(editions)), "édition")
    for place, edition in enumerate(editions):
        yield from _dates_of_edition(editions, place, edition)
    yield from _closing_faults(table, editions)
    for block, rows in table.items():
        if isinstance(rows, list) and block != "editions":
            for place, row in enumerate(rows_of(table, block)):
                yield from _period_faults(places, row, (block, place))


def _closing_faults(table: Table, editions: list[Table]) -> Iterator[Wrong]:
    closing = table_of(table, "closed_to_entries")
    day, first = closing.get("on"), editions[0].get("valid_from") if editions else None
    if isinstance(day, date) and isinstance(first, date) and day <= first:
        yield ("closed_to_entries", "on"), "Le dispositif est fermé avant d’avoir commencé."
    if closing.get("verified") is True and "source" not in closing:
        yield ("closed_to_entries",), "La date est dite vérifiée : il manque « source »."


def _dates_of_edition(editions: list[Table], place: int, edition: Table) -> Iterator[Wrong]:
    first, last = edition.get("valid_from"), edition.get("valid_to")
    if not isinstance(first, date):
        return
    if isinstance(last, date) and last < first:
        yield ("editions", place, "valid_to"), "L’édition finit avant d’avoir commencé."
    if place == 0:
        return
    before = editions[place - 1].get("valid_to")
    at = ("editions", place, "valid_from")
    if not isinstance(before, date):
        yield ("editions", place - 1), "Une édition est suivie d’une autre : il lui manque « valid_to »."
    elif first <= before:
        yield at, "L’édition recouvre la précédente."
    elif first > before + timedelta(days=1):
        yield at, f"Entre le {before:%d/%m/%Y} et le {first:%d/%m/%Y}, aucune édition n’est en vigueur."


def _period_faults(places: dict[str, int], row: Table, at: Path) -> Iterator[Wrong]:
    if not hasattr(row, "get"):
        return
    for key in ("since", "until"):
        if row.get(key) is not None and text_of(row, key) not in places:
            yield (*at, key), f"L’édition « {text_of(row, key)} » n’existe pas."
    since, until = places.get(text_of(row, "since")), places.get(text_of(row, "until"))
    if since is not None and until is not None and until < since:
        yield (*at, "until"), "La règle finit avant d’avoir commencé."


def identity_faults(sight: Sight) -> Iterator[Wrong]:
    """Check that identifiers are well written, and used once in an edition."""
    for block in IDENTIFIED:
        rows = [(path, text_of(row, "id")) for path, row in sight.rows(block)]
        yield from _twice(rows, "identifiant")
        for path, name in rows:
            if not _ID.fullmatch(name):
                yield (*path, "id"), f"Un identifiant s’écrit sans espace ni accent : « {name} »."


def _twice(rows: Iterable[tuple[Path, str]], what: str) -> Iterator[Wrong]:
    seen: Counter[str] = Counter()
    for path, name in rows:
        seen[name] += 1
        if seen[name] == 2:
            yield (*path, "id"), f"Deux fois le même {what} : « {name} »."


def place_faults(sight: Sight, around: Surroundings) -> Iterator[Wrong]:
    """Check départements, organisations, lists of outcomes and forms."""
    table = sight.table
    for path, row in sight.rows("territories"):
        yield from _departments((*path, "departments"), texts_of(row, "departments"))
    yield from _departments(("not_in",), texts_of(table, "not_in"))
    kinds = around.choices(table, "organisation_kind") or set()
    for place, kind in enumerate(texts_of(table, "addressed_to")):
        if kind not in kinds:
            yield ("addressed_to", place), f"Ce genre d’organisme n’existe pas : « {kind} »."
    for key in ("outcomes", "motives"):
        if key in table and around.choices(table, text_of(table, key)) is None:
            yield (key,), f"Cette liste n’existe pas : « {text_of(table, key)} »."
    at: Path = ("editions", sight.place)
    edition = rows_of(table, "editions")[sight.place]
    for path, row in (((), table), (at, edition)):
        if "channel" in row and text_of(row, "channel") not in (around.choices(table, "channel") or ()):
            yield (*path, "channel"), f"Ce moyen d’envoi n’existe pas : « {text_of(row, 'channel')} »."
    yield from _form_faults(edition, at, around)


def _departments(at: Path, codes: list[str]) -> Iterator[Wrong]:
    for place, code in enumerate(codes):
        if code not in DEPARTMENTS:
            yield (*at, place), f"Ce département n’existe pas : « {code} »."


def _form_faults(edition: Table, at: Path, around: Surroundings) -> Iterator[Wrong]:
    forms = {("form",): text_of(edition, "form")} if "form" in edition else {}
    named: dict[tuple[str, ...], str] = {
        ("paper_forms", paper): str(form) for paper, form in table_of(edition, "paper_forms").items()
    }
    for key, form in (forms | named).items():
        if form not in around.forms:
            yield (*at, *key), f"Ce formulaire n’existe pas : « {form} »."


def stage_faults(sight: Sight) -> Iterator[Wrong]:
    """Check that every stage belongs to a known step and can be reached from the first one."""
    steps = sight.all_ids("steps")
    reached = _reachable(sight)
    for path, row in sight.rows("stages"):
        step = text_of(row, "step")
        if step and step not in steps:
            yield (*path, "step"), f"Ce rond n’existe pas : « {step} »."
        if text_of(row, "id") not in reached:
            yield path, f"Rien ne mène à l’étape « {text_of(row, 'id')} »."


def _reachable(sight: Sight) -> set[str]:
    """Follow events and silences from the first stage, until nothing new is reached."""
    stages = [text_of(row, "id") for _, row in sight.rows("stages")]
    closed = {text_of(row, "id") for _, row in sight.rows("stages") if row.get("closed")}
    moves = [(set(texts_of(row, "from")), text_of(row, "to")) for _, row in sight.rows("events")]
    reached = set(stages[:1]) | {text_of(row, "lapses_to") for _, row in sight.rows("deadlines")}
    while True:
        live = reached - closed
        new = {to for sources, to in moves if sources & reached or ("any" in sources and live)} - reached
        if not new:
            return reached
        reached |= new


def event_faults(sight: Sight, around: Surroundings) -> Iterator[Wrong]:
    """Check where events come from and lead to, what they ask, and what the four answers mean."""
    stages = sight.ids("stages")
    known = sight.all_ids("stages") | {"any", "closed"}
    for path, row in sight.rows("events"):
        if text_of(row, "id") == OPENED:
            yield (*path, "id"), f"« {OPENED} » désigne déjà l’ouverture de la démarche."
        for place, source in enumerate(texts_of(row, "from")):
            if source not in known:
                yield (*path, "from", place), f"Cette étape n’existe pas : « {source} »."
        to = text_of(row, "to")
        if to and to not in stages | {"previous"}:
            yield (*path, "to"), f"Cette étape n’existe pas : « {to} »."
        for place, ask in enumerate(rows_of(row, "asks")):
            yield from choice_list_faults(sight.table, around, ask, (*path, "asks", place), ("enum",))
    events = sight.all_ids("events")
    for reply, names in table_of(sight.table, "replies").items():
        for place, name in enumerate(texts_of(table_of(sight.table, "replies"), reply)):
            if names and name not in events:
                yield ("replies", reply, place), f"Cet événement n’est pas déclaré : « {name} »."


def choice_list_faults(
    table: Table, around: Surroundings, row: Table, at: Path, chosen: tuple[str, ...]
) -> Iterator[Wrong]:
    """Check that what is chosen from a list says which list, and that the list exists."""
    vocabulary = text_of(row, "vocabulary")
    if vocabulary and around.choices(table, vocabulary) is None:
        yield (*at, "vocabulary"), f"Cette liste n’existe pas : « {vocabulary} »."
    if text_of(row, "type") in chosen and not vocabulary and "criteria_group" not in row:
        yield (
            at,
            f"Un choix doit dire dans quelle liste : il manque « vocabulary » ({text_of(row, 'id')}).",
        )
