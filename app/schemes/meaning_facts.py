# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks what looks at data: criteria, supporting documents, answers, and the conditions of forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from app.schemes import paths
from app.schemes.conditions import MEASURES
from app.schemes.meaning import choice_list_faults
from app.schemes.sight import rows_of, table_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.schemes.lines import Path
    from app.schemes.meaning import Surroundings
    from app.schemes.shape_check import Wrong
    from app.schemes.sight import Sight, Table

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_COMBINED: Final = ("all", "any", "none")
_NUMBERS: Final = ("int", "months", "area", "money")
_DATES: Final = ("date", "birth")


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The data a condition may look at: the closed list, and the answers of a scheme, as {id: its row}."""

    answers: dict[str, Table]
    tables: frozenset[str]
    table: Table
    around: Surroundings

    @staticmethod
    def of(sight: Sight, around: Surroundings) -> KnownFacts:
        """Take what an edition of a scheme declares."""
        answers = {text_of(row, "id"): row for _, row in sight.rows("answers")}
        return KnownFacts(answers, frozenset(table_of(sight.table, "tables")), sight.table, around)

    def type_of(self, path: str) -> str | None:
        """Give the type of a path, None when there is no such data."""
        if path.startswith(paths.ANSWERS):
            return self._type_of_answer(path.removeprefix(paths.ANSWERS))
        known = paths.find(path)
        return known.type if known else None

    def codes_of(self, path: str) -> set[str] | None:
        """Give the codes a path may hold, None when it is not chosen from a list."""
        if path.startswith(paths.ANSWERS):
            answer = self.answers.get(path.removeprefix(paths.ANSWERS), {})
            if "criteria_group" in answer:
                group = text_of(answer, "criteria_group")
                criteria = rows_of(self.table, "criteria")
                return {text_of(row, "id") for row in criteria if text_of(row, "group") == group}
            return self.around.choices(self.table, text_of(answer, "vocabulary"))
        known = paths.find(path)
        return self.around.choices(self.table, known.vocabulary) if known and known.vocabulary else None

    def _type_of_answer(self, key: str) -> str | None:
        group, dot, field = key.partition("[].")
        row = self.answers.get(group.removesuffix("[]"))
        if row is None or not dot:
            return text_of(row, "type") if row else None
        return next((text_of(each, "type") for each in rows_of(row, "fields") if text_of(each, "id") == field), None)


def criterion_faults(sight: Sight, around: Surroundings) -> Iterator[Wrong]:
    """Check groups, conditions and the reasons said in few words."""
    known = KnownFacts.of(sight, around)
    groups = sight.ids("criteria_groups")
    for path, row in sight.rows("criteria"):
        if text_of(row, "group") not in groups:
            yield (*path, "group"), f"Ce groupe n’existe pas : « {text_of(row, 'group')} »."
        if not any(key in row for key in _COMBINED):
            yield path, "Il manque une condition : « all », « any » ou « none »."
        yield from condition_faults(known, row, path, nested=True)
        for key in ("likely", "unlikely"):
            for name in PLACEHOLDER.findall(text_of(row, key)):
                if not _is_said(known, name):
                    yield (*path, key), f"Cette donnée n’existe pas : « {{{name}}} »."


def _is_said(known: KnownFacts, name: str) -> bool:
    measure, _, path = name.rpartition(" ")
    return name in known.tables or (measure in ("", *MEASURES) and known.type_of(path) is not None)


def document_faults(sight: Sight, around: Surroundings) -> Iterator[Wrong]:
    """Check the conditions under which documents are asked."""
    known = KnownFacts.of(sight, around)
    for path, row in sight.rows("documents"):
        yield from condition_faults(known, row, path, nested=True)
        group = text_of(row, "for_each")
        if group and known.type_of(group) != "group":
            yield (*path, "for_each"), f"Ce groupe n’existe pas : « {group} »."


def answer_faults(sight: Sight, around: Surroundings) -> Iterator[Wrong]:
    """Check the lists and fields of the answers."""
    groups = sight.all_ids("criteria_groups")
    for path, row in sight.rows("answers"):
        yield from choice_list_faults(sight.table, around, row, path, ("enum", "multi"))
        if "criteria_group" in row and text_of(row, "criteria_group") not in groups:
            yield (*path, "criteria_group"), f"Ce groupe n’existe pas : « {text_of(row, 'criteria_group')} »."
        if text_of(row, "type") == "hand":
            yield (*path, "type"), "« hand » n’est jamais gardé : il ne s’écrit que dans un formulaire."
        if (text_of(row, "type") == "group") != bool(rows_of(row, "fields")):
            yield path, "Un « group », et lui seul, a des « fields »."
        for place, field in enumerate(rows_of(row, "fields")):
            yield from choice_list_faults(sight.table, around, field, (*path, "fields", place), ("enum", "multi"))


def condition_faults(known: KnownFacts, row: Table, path: Path, *, nested: bool = False) -> Iterator[Wrong]:
    """Check a condition and all it holds; `nested` when the row is more than a condition (a criterion, a document)."""
    combined = [key for key in _COMBINED if key in row]
    if len(combined) > 1 or (combined and "fact" in row):
        yield path, "Un seul de « all », « any », « none » ou « fact » à la fois."
    for key in combined:
        if not rows_of(row, key):
            yield (*path, key), f"« {key} » est vide."
        for place, part in enumerate(rows_of(row, key)):
            yield from condition_faults(known, part, (*path, key, place))
    if "fact" in row:
        yield from _clause_faults(known, row, path)
    elif not combined and not nested:
        yield path, "Il manque la donnée à comparer : « fact »."


def _clause_faults(known: KnownFacts, row: Table, path: Path) -> Iterator[Wrong]:
    for key in ("fact", "other_fact", "by"):
        if key in row and known.type_of(text_of(row, key)) is None:
            yield (*path, key), f"Cette donnée n’existe pas : « {text_of(row, key)} »."
    yield from _measure_faults(known, row, path)
    if ("table" in row) != ("by" in row):
        yield path, "« table » et « by » vont ensemble."
    if "table" in row and text_of(row, "table") not in known.tables:
        yield (*path, "table"), f"Ce tableau n’existe pas : « {text_of(row, 'table')} »."
    compared = [key for key in ("value", "other_fact", "table") if key in row]
    if "op" not in row:
        yield path, "Il manque « op », la façon de comparer."
    elif len(compared) != (0 if row["op"] == "known" else 1):
        yield path, "On compare avec une seule chose : « value », « other_fact » ou « table » (aucune pour « known »)."
    elif "value" in row and known.type_of(text_of(row, "fact")):
        yield from _value_faults(known, row, (*path, "value"))


def _measure_faults(known: KnownFacts, row: Table, path: Path) -> Iterator[Wrong]:
    measure, kind = text_of(row, "measure"), known.type_of(text_of(row, "fact"))
    if measure == "count" and kind not in (None, "multi"):
        yield (*path, "measure"), "« count » demande plusieurs choix (« multi »)."
    if measure not in ("", "count") and kind not in (None, *_DATES):
        yield (*path, "measure"), f"« {measure} » demande une date."


def _value_faults(known: KnownFacts, row: Table, path: Path) -> Iterator[Wrong]:
    op, value, kind = row["op"], row["value"], known.type_of(text_of(row, "fact"))
    if op in ("one_of", "not_one_of"):
        if not isinstance(value, list):
            yield path, f"« {op} » attend une liste, entre crochets."
            return
        values = cast("list[object]", value)
    else:
        values = [value]
    codes = None if "measure" in row else known.codes_of(text_of(row, "fact"))
    for each in values:
        if codes is not None and each not in codes:
            yield path, f"Ce choix n’est pas dans la liste : « {each} »."
    numeric = "measure" in row or kind in _NUMBERS
    if numeric and not all(isinstance(each, int | float) and not isinstance(each, bool) for each in values):
        yield path, "Un nombre est attendu."
    if kind == "bool" and not all(isinstance(each, bool) for each in values):
        yield path, "true (oui) ou false (non) est attendu."
