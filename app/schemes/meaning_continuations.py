# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks what a scheme leads to, and what a programme says of its entry and exit: every name must exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.schemes.events import OPENED
from app.schemes.meaning_facts import KnownFacts, condition_faults
from app.schemes.noted import NOT_NOTED
from app.schemes.sight import rows_of, table_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.schemes.lines import Path
    from app.schemes.meaning import Surroundings
    from app.schemes.shape_check import Wrong
    from app.schemes.sight import Sight, Table

_COMBINED = ("all", "any", "none")


def continuation_faults(sight: Sight, around: Surroundings) -> Iterator[Wrong]:
    """Check each `leads_to`: what it proposes, the moment, the conditions."""
    known = KnownFacts.of(sight, around)
    for path, row in sight.rows("leads_to"):
        yield from _target_faults(sight, around, row, path)
        yield from _moment_faults(sight, around, table_of(row, "when"), (*path, "when"))
        yield from condition_faults(known, row, path, nested=True)
        if row.get("urgent") and any(key in row for key in _COMBINED):
            yield (*path, "urgent"), "Ce qui est urgent ne dépend que de la démarche : pas de condition ici."
        if row.get("demanded") and "event" not in row:
            yield (*path, "demanded"), "Seul un événement à noter peut être exigé."


def programme_faults(sight: Sight) -> Iterator[Wrong]:
    """Check that a programme is entered and left by events of the scheme."""
    programme = table_of(sight.table, "programme")
    for key in ("entry", "exit"):
        name = text_of(programme, key)
        if name and name not in sight.ids("events"):
            yield ("programme", key), f"Cet événement n’est pas déclaré : « {name} »."
    reason = text_of(programme, "reason")
    if reason and reason not in _asked(sight, [text_of(programme, "exit")]):
        yield ("programme", "reason"), f"La sortie ne demande pas « {reason} »."


def information_faults(sight: Sight, around: Surroundings) -> Iterator[Wrong]:
    """Check that an information sheet has an event for the day it is handed over, and kinds that exist."""
    information = table_of(sight.table, "information")
    handed = text_of(information, "handed")
    if handed and handed not in sight.ids("events"):
        yield ("information", "handed"), f"Cet événement n’est pas déclaré : « {handed} »."
    kinds = around.choices(sight.table, "organisation_kind") or set()
    for key in ("helpers", "addressed_to"):
        for place, kind in enumerate(texts_of(information, key)):
            if kind not in kinds:
                yield ("information", key, place), f"Ce genre d’organisme n’existe pas : « {kind} »."


def _target_faults(sight: Sight, around: Surroundings, row: Table, path: Path) -> Iterator[Wrong]:
    if ("scheme" in row) == ("event" in row):
        yield path, "Il faut « scheme » (un dispositif à ouvrir) ou « event » (un événement à noter), un seul des deux."
    scheme, event = text_of(row, "scheme"), text_of(row, "event")
    if scheme and scheme == text_of(sight.table, "id"):
        yield (*path, "scheme"), "Un dispositif ne mène pas à lui-même."
    elif scheme and scheme not in around.schemes:
        yield (*path, "scheme"), f"Ce dispositif n’existe pas : « {scheme} »."
    if event and event not in sight.ids("events"):
        yield (*path, "event"), f"Cet événement n’est pas déclaré : « {event} »."


def _moment_faults(sight: Sight, around: Surroundings, when: Table, at: Path) -> Iterator[Wrong]:
    if not any(texts_of(when, key) for key in ("events", "stages", "deadlines")):
        yield at, "Il manque le moment : « events », « stages » ou « deadlines »."
    names = (
        ("events", sight.all_ids("events") | {OPENED}, "Cet événement n’est pas déclaré"),
        ("unless", sight.all_ids("events"), "Cet événement n’est pas déclaré"),
        ("stages", sight.all_ids("stages"), "Cette étape n’existe pas"),
        ("deadlines", sight.all_ids("deadlines"), "Cette échéance n’existe pas"),
    )
    for key, known, sentence in names:
        for place, name in enumerate(texts_of(when, key)):
            if name not in known:
                yield (*at, key, place), f"{sentence} : « {name} »."
    if "within" in when and "deadlines" not in when:
        yield (*at, "within"), "« within » demande « deadlines »."
    asked = _asked(sight, texts_of(when, "events"))
    for name in table_of(when, "detail"):
        allowed = texts_of(table_of(when, "detail"), name)
        yield from _detail_faults(sight, around, asked.get(name), name, allowed, (*at, "detail", name))


def _asked(sight: Sight, events: list[str]) -> dict[str, Table]:
    """What these events ask, by id."""
    return {
        text_of(ask, "id"): ask
        for _, event in sight.rows("events")
        if text_of(event, "id") in events
        for ask in rows_of(event, "asks")
    }


def _detail_faults(
    sight: Sight, around: Surroundings, asked: Table | None, name: str, allowed: list[str], at: Path
) -> Iterator[Wrong]:
    if asked is None:
        yield at, f"Rien ne demande « {name} »."
        return
    choices = (
        {"yes", "no"} if asked.get("type") == "bool" else around.choices(sight.table, text_of(asked, "vocabulary"))
    )
    for place, value in enumerate(allowed):
        if choices is not None and value not in choices | {NOT_NOTED}:
            yield (*at, place), f"Ce choix n’est pas dans la liste : « {value} »."
