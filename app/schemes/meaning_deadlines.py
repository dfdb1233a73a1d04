# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks the deadlines of a scheme: what starts them, what they depend on, what they claim to be proved by."""

from __future__ import annotations

import re
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Final

from app.schemes.events import OPENED
from app.schemes.file_format import ACTIONS
from app.schemes.noted import NOT_NOTED, NOTED
from app.schemes.sight import rows_of, table_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.schemes.lines import Path
    from app.schemes.meaning import Surroundings
    from app.schemes.shape_check import Wrong
    from app.schemes.sight import Sight, Table

_EVENT_KEYS: Final = ("starts", "suspended_by", "resumed_by", "closed_by")
_DEADLINE_KEYS: Final = ("after", "opens_after", "replaces")
_ARTICLE: Final = re.compile(r"\bart(?:icle|\.)", re.IGNORECASE)
PLAIN_DATE: Final = re.compile(r"\{(\w+)\}")
"""The end of a deadline, in what is told to the person: « {DOM_VALID} »."""
_BACKWARDS_UNITS: Final = ("days", "weeks", "months", "years")


def deadline_faults(sight: Sight, around: Surroundings) -> Iterator[Wrong]:
    """Check every deadline of an edition, then that none depends on itself."""
    for path, row in sight.rows("deadlines"):
        yield from _event_names(sight, row, path)
        yield from _deadline_names(sight, row, path)
        yield from _start_faults(row, path)
        yield from _length_faults(sight, row, path)
        yield from _end_faults(sight, row, path)
        yield from _when_faults(sight, around, row, path)
    yield from _circles(sight)


def plain_faults(sight: Sight) -> Iterator[Wrong]:
    """Check that what is told to the person gives the dates of deadlines that exist, and no article of law."""
    known = sight.all_ids("deadlines")
    for block, keys in (("stages", ("plain",)), ("deadlines", ("plain", "plain_then"))):
        for path, row in sight.rows(block):
            for key in keys:
                said = text_of(row, key)
                for name in PLAIN_DATE.findall(said):
                    if name not in known:
                        yield (*path, key), f"Cette échéance n’existe pas : « {name} »."
                if _ARTICLE.search(said):
                    yield (*path, key), "La copie de la personne ne cite pas d’article."


def proof_faults(sight: Sight) -> Iterator[Wrong]:
    """Check that what is verified says where it was read, and that what is not verified shows no article."""
    for block in ("deadlines", "criteria", "leads_to"):
        for path, row in sight.rows(block):
            yield from _proof_faults(row, path)
    for path, row in sight.rows("documents"):
        if row.get("verified") is False and _ARTICLE.search(text_of(row, "source")):
            yield (*path, "source"), "Un article n’est pas montré tant que la règle n’est pas vérifiée."


def _proof_faults(row: Table, path: Path) -> Iterator[Wrong]:
    verified = row.get("verified")
    if verified is False and "basis" in row:
        yield (*path, "basis"), "La règle n’est pas vérifiée : son article ne doit pas être écrit."
    if verified is True and "basis" not in row and "source" not in row:
        yield (
            path,
            "La règle est dite vérifiée : il manque l’article (« basis ») ou « source ».",
        )
    if verified is False:
        for key in ("source", "consequence", "consequence_after_silence", "help", "likely", "unlikely", "say"):
            if _ARTICLE.search(text_of(row, key)):
                yield (*path, key), "Un article n’est pas montré tant que la règle n’est pas vérifiée."


def _event_names(sight: Sight, row: Table, path: Path) -> Iterator[Wrong]:
    events = sight.all_ids("events")
    for key in _EVENT_KEYS:
        for place, name in enumerate(texts_of(row, key)):
            if name not in events and not (key == "starts" and name == OPENED):
                yield (*path, key, place), f"Cet événement n’est pas déclaré : « {name} »."
    if "notified_by" in row and text_of(row, "notified_by") not in events:
        yield (
            (*path, "notified_by"),
            f"Cet événement n’est pas déclaré : « {text_of(row, 'notified_by')} ».",
        )
    act = text_of(row, "act")
    if act and act not in sight.ids("events") | set(ACTIONS):
        yield (*path, "act"), f"Ni événement ni action : « {act} »."


def _deadline_names(sight: Sight, row: Table, path: Path) -> Iterator[Wrong]:
    known = sight.all_ids("deadlines")
    for key in _DEADLINE_KEYS:
        for place, name in enumerate(texts_of(row, key)):
            if name not in known:
                yield (*path, key, place), f"Cette échéance n’existe pas : « {name} »."
    if "end_of" in row and text_of(row, "end_of") not in known:
        yield (*path, "end_of"), f"Cette échéance n’existe pas : « {text_of(row, 'end_of')} »."


def _start_faults(row: Table, path: Path) -> Iterator[Wrong]:
    if not any(key in row for key in ("starts", "after", "end_of")):
        yield (
            path,
            "Rien ne la fait partir : il manque « starts », « after » ou « end_of ».",
        )
    for key in ("pick", "notified_by", "start_detail", "length_from"):
        if key in row and "starts" not in row:
            yield (*path, key), f"« {key} » demande « starts »."
    if "consequence_after_silence" in row and "after" not in row:
        yield (*path, "consequence_after_silence"), "Cette phrase ne sert qu’avec « after »."


def _length_faults(sight: Sight, row: Table, path: Path) -> Iterator[Wrong]:
    lengths = [((*path, "length"), row), ((*path, "wait", "length"), table_of(row, "wait"))]
    lengths += [((*path, "length_in", at, "length"), each) for at, each in enumerate(rows_of(row, "length_in"))]
    for where, each in lengths:
        count = each.get("length")
        least = 0 if each is row and each.get("unit") == "days" and not row.get("before") else 1
        if isinstance(count, int) and count < least:
            yield where, "Une longueur est d’au moins 1 (0 pour des jours : le jour même)."
    territories = sight.ids("territories")
    for at, each in enumerate(rows_of(row, "length_in")):
        yield from _territory_fault(each, "territory", (*path, "length_in", at), territories)
    if row.get("before") and text_of(row, "unit") not in _BACKWARDS_UNITS:
        yield (*path, "unit"), "Un délai franc, ou moins un jour, ne se compte pas avant une date."
    asked = _details(sight, row)
    for key, kinds in (("length_from", ("months", "int")), ("start_detail", ("date",))):
        if key in row and asked.get(text_of(row, key), {}).get("type") not in kinds:
            yield (
                (*path, key),
                f"Aucun événement de départ ne demande ce détail : « {text_of(row, key)} ».",
            )


def _territory_fault(row: Table, key: str, path: Path, known: frozenset[str]) -> Iterator[Wrong]:
    if key in row and text_of(row, key) not in known:
        yield (*path, key), f"Ce territoire n’existe pas : « {text_of(row, key)} »."


def _details(sight: Sight, row: Table) -> dict[str, Table]:
    """Give what the starting events of a deadline ask."""
    starts = texts_of(row, "starts")
    return {
        text_of(ask, "id"): ask
        for _, event in sight.rows("events")
        if text_of(event, "id") in starts
        for ask in rows_of(event, "asks")
    }


def _end_faults(sight: Sight, row: Table, path: Path) -> Iterator[Wrong]:
    if ("suspended_by" in row) != ("resumed_by" in row):
        yield path, "« suspended_by » et « resumed_by » vont ensemble."
    for key, said in table_of(row, "truce").items():
        if not _is_day_of_year(str(said)):
            yield (*path, "truce", key), f"Un jour de l’année s’écrit mois-jour, comme 11-01 : « {said} »."
    if row.get("cumulated") and not ("starts" in row and "closed_by" in row):
        yield (*path, "cumulated"), "« cumulated » demande « starts » et « closed_by »."
    stage = text_of(row, "lapses_to")
    if stage and stage not in sight.ids("stages"):
        yield (*path, "lapses_to"), f"Cette étape n’existe pas : « {stage} »."


def _is_day_of_year(said: str) -> bool:
    try:
        date.fromisoformat(f"2024-{said}")
    except ValueError:
        return False
    return True


def _when_faults(sight: Sight, around: Surroundings, row: Table, path: Path) -> Iterator[Wrong]:
    when, at = table_of(row, "when"), (*path, "when")
    territories = sight.ids("territories")
    yield from _territory_fault(when, "territory", at, territories)
    yield from _territory_fault(when, "not_territory", at, territories)
    for key in ("within", "ends_before"):
        if key in when and text_of(when, key) not in sight.all_ids("deadlines"):
            yield (*at, key), f"Cette échéance n’existe pas : « {text_of(when, key)} »."
    for key in ("never_after", "running"):
        for place, name in enumerate(texts_of(when, key)):
            if name not in sight.all_ids("events"):
                yield (*at, key, place), f"Cet événement n’est pas déclaré : « {name} »."
    answers = {text_of(answer, "id"): answer for _, answer in sight.rows("answers")}
    for key, known in (("detail", _details(sight, row)), ("answer", answers)):
        for name in table_of(when, key):
            allowed = texts_of(table_of(when, key), name)
            yield from _value_faults(sight, around, known.get(name), name, allowed, (*at, key, name))


def _value_faults(
    sight: Sight, around: Surroundings, asked: Table | None, name: str, allowed: list[str], at: Path
) -> Iterator[Wrong]:
    if asked is None:
        yield at, f"Rien ne demande « {name} »."
        return
    choices = (
        {"yes", "no"} if asked.get("type") == "bool" else around.choices(sight.table, text_of(asked, "vocabulary"))
    )
    for place, value in enumerate(allowed):
        if choices is not None and value not in choices | {NOT_NOTED, NOTED}:
            yield (*at, place), f"Ce choix n’est pas dans la liste : « {value} »."


def dependencies(row: Table) -> set[str]:
    """Give the deadlines that must be reckoned before this one, besides those that replace it."""
    when = table_of(row, "when")
    alone = {text_of(row, "end_of"), text_of(when, "within"), text_of(when, "ends_before")} - {""}
    return alone | set(texts_of(row, "after")) | set(texts_of(row, "opens_after"))


def _circles(sight: Sight) -> Iterator[Wrong]:
    order: TopologicalSorter[str] = TopologicalSorter()
    paths: dict[str, Path] = {}
    for path, row in sight.rows("deadlines"):
        paths.setdefault(text_of(row, "id"), path)
        order.add(text_of(row, "id"), *dependencies(row))
        for replaced in texts_of(row, "replaces"):
            order.add(replaced, text_of(row, "id"))
    try:
        order.prepare()
    except CycleError as circle:
        names = " → ".join(circle.args[1])
        yield paths.get(circle.args[1][0], ("deadlines",)), f"Ces échéances dépendent l’une de l’autre : {names}."
