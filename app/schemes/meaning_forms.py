# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks what forms, lists of choices and worked situations agree on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from app.schemes import paths
from app.schemes.meaning_facts import KnownFacts, condition_faults
from app.schemes.sight import rows_of, table_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.schemes.lines import Path
    from app.schemes.meaning import Surroundings
    from app.schemes.shape_check import Wrong
    from app.schemes.sight import Table


def form_faults(table: Table, scheme: Table | None, around: Surroundings) -> Iterator[Wrong]:
    """Check a form against the data paths and the answers of its scheme (None when it uses none, or it is unknown).

    Nothing more is said of a form whose scheme is unknown: all its answers would seem to be.
    """
    if "scheme" in table and scheme is None:
        yield ("scheme",), f"Ce dispositif n’existe pas : « {text_of(table, 'scheme')} »."
        return
    known = _known_facts(scheme or {}, around)
    seen: Counter[str] = Counter()
    for place, section in enumerate(rows_of(table, "sections")):
        at: Path = ("sections", place)
        seen[text_of(section, "id")] += 1
        if seen[text_of(section, "id")] == 2:
            yield (*at, "id"), f"Deux fois le même identifiant : « {text_of(section, 'id')} »."
        yield from _section_faults(known, section, at)


def _known_facts(scheme: Table, around: Surroundings) -> KnownFacts:
    """A form serves every edition of its scheme: it may use the answers of any of them."""
    answers = {text_of(row, "id"): row for row in rows_of(scheme, "answers")}
    return replace(KnownFacts({}, frozenset(table_of(scheme, "tables")), scheme, around), answers=answers)


def _section_faults(known: KnownFacts, section: Table, at: Path) -> Iterator[Wrong]:
    group = text_of(section, "repeated")
    if group and known.type_of(group) != "group":
        yield (*at, "repeated"), f"Ce groupe n’existe pas : « {group} »."
    if "shown_when" in section:
        yield from condition_faults(known, table_of(section, "shown_when"), (*at, "shown_when"))
    for place, field in enumerate(rows_of(section, "fields")):
        yield from _field_faults(known, field, group or None, (*at, "fields", place))


def _field_faults(known: KnownFacts, field: Table, group: str | None, at: Path) -> Iterator[Wrong]:
    path = text_of(field, "path")
    kind = known.type_of(path)
    if kind is None:
        yield (*at, "path"), f"Cette donnée n’existe pas : « {path} »."
    elif kind == "group":
        yield (*at, "path"), f"« {path} » est un groupe : la section doit le répéter (« repeated »)."
    elif paths.group_of(path) != group and kind not in ("text_only", "sign", "stamp"):
        yield (*at, "path"), _misplaced(path, group)
    if kind == "text_only" and "label" not in field:
        yield at, "Une phrase imprimée s’écrit dans « label »."
    yield from _hand_faults(field, at)
    yield from _choice_faults(known, field, path, at)
    if "shown_when" in field:
        yield from condition_faults(known, table_of(field, "shown_when"), (*at, "shown_when"))


def _hand_faults(field: Table, at: Path) -> Iterator[Wrong]:
    """What is filled by hand is never kept: it has boxes, and no data of its own."""
    combs = field.get("combs")
    if (field.get("type") == "hand") != (combs is not None):
        yield at, "Des cases à remplir à la main : le type « hand » et « combs » vont ensemble."
    elif field.get("type") == "hand" and text_of(field, "path") != "text":
        yield (*at, "path"), "Ce qui se remplit à la main n’est pas gardé : son chemin est « text »."
    elif combs is not None and not 1 <= sum(cast("list[int]", combs)) <= 30:
        yield (*at, "combs"), "De une à trente cases."


def _misplaced(path: str, group: str | None) -> str:
    if group:
        return f"Cette section répète « {group} » : « {path} » n’en fait pas partie."
    return f"« {path} » se répète : sa section doit dire « repeated »."


def _choice_faults(known: KnownFacts, field: Table, path: str, at: Path) -> Iterator[Wrong]:
    vocabulary = text_of(field, "vocabulary")
    codes = known.around.choices(known.table, vocabulary) if vocabulary else known.codes_of(path)
    if vocabulary and codes is None:
        yield (*at, "vocabulary"), f"Cette liste n’existe pas : « {vocabulary} »."
    for key, kept in (("choices", texts_of(field, "choices")), ("as", texts_of(table_of(field, "as"), "yes"))):
        for code in kept:
            if code not in (codes or ()):
                yield (*at, key), f"Ce choix n’est pas dans la liste : « {code} »."


def vocabulary_faults(table: Table) -> Iterator[Wrong]:
    """Check that no code is written twice in a list."""
    seen: Counter[str] = Counter()
    for place, choice in enumerate(rows_of(table, "choices")):
        seen[text_of(choice, "code")] += 1
        if seen[text_of(choice, "code")] == 2:
            yield ("choices", place, "code"), f"Deux fois le même code : « {text_of(choice, 'code')} »."


def situation_faults(table: Table, scheme: Table | None) -> Iterator[Wrong]:
    """Check that worked situations speak of events, deadlines, stages and criteria that their scheme has."""
    if scheme is None:
        yield ("scheme",), f"Ce dispositif n’existe pas : « {text_of(table, 'scheme')} »."
        return
    known = {block: {text_of(row, "id") for row in rows_of(scheme, block)} for block in _SPOKEN_OF}
    for place, situation in enumerate(rows_of(table, "situations")):
        at: Path = ("situations", place)
        for rank, event in enumerate(rows_of(situation, "events")):
            yield from _names_known(known["events"], [text_of(event, "name")], (*at, "events", rank, "name"))
        expected = table_of(situation, "expect")
        stage = text_of(expected, "stage")
        yield from _names_known(known["stages"], [stage] if stage else [], (*at, "expect", "stage"))
        for key in ("due", "after", "closed_on", "criteria", "asks"):
            block = "criteria" if key in ("criteria", "asks") else "deadlines"
            yield from _names_known(known[block], list(table_of(expected, key)), (*at, "expect", key))
        for key in ("absent", "open", "suspended"):
            yield from _names_known(known["deadlines"], texts_of(expected, key), (*at, "expect", key))


_SPOKEN_OF = ("events", "stages", "deadlines", "criteria")


def _names_known(known: set[str], names: list[str], at: Path) -> Iterator[Wrong]:
    for name in names:
        if name not in known:
            yield at, f"Le dispositif ne connaît pas « {name} »."
