# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conditions over named facts, in three values: they hold (True), they do not (False), it cannot be told yet (None).

A fact is missing from the mapping, or None, as long as nobody knows it: nothing is ever concluded from silence.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from app.schemes.definitions import Table

Operator = Literal[
    "is",
    "is_not",
    "one_of",
    "not_one_of",
    "contains",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "known",
]
OPERATORS: Final[tuple[Operator, ...]] = get_args(Operator)

Measure = Literal["months_since", "days_since", "age", "count"]
MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)

_COMPARED: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
}


@dataclass(frozen=True)
class Clause:
    """One comparison: a fact with a value, with another fact, or with a number of a table.

    `fact` is a data path; `key` names the number that a measure takes from it (« months_since housing.since »).
    """

    fact: str
    op: Operator
    value: object = None
    measure: Measure | None = None
    other_fact: str | None = None
    table: Table | None = None
    by: str | None = None
    ask: str = ""

    @property
    def key(self) -> str:
        """The name under which the caller gives the compared fact."""
        return f"{self.measure} {self.fact}" if self.measure else self.fact

    def holds(self, facts: Mapping[str, object]) -> bool | None:
        """Compare; None when one of the facts it needs is not known."""
        known = facts.get(self.key)
        if known is None or known == "":
            return None
        if self.op == "known":
            return True
        reference = self._reference(facts)
        return None if reference is None else _compare(self.op, known, reference)

    def missing(self, facts: Mapping[str, object]) -> str | None:
        """Give the path of the first fact it needs and does not have."""
        needed = ((self.key, self.fact), (self.other_fact, self.other_fact), (self.by, self.by))
        return next((path for key, path in needed if key and facts.get(key) in (None, "")), None)

    def _reference(self, facts: Mapping[str, object]) -> object:
        if self.other_fact:
            return facts.get(self.other_fact)
        if self.table and self.by:
            count = facts.get(self.by)
            return self.table.at(count) if isinstance(count, int) else None
        return self.value


@dataclass(frozen=True)
class AllOf:
    """Holds when every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Mapping[str, object]) -> bool | None:
        """False as soon as one part is false, True when all hold."""
        unknown = False
        for part in self.parts:
            held = part.holds(facts)
            if held is False:
                return False
            unknown = unknown or held is None
        return None if unknown else True


@dataclass(frozen=True)
class AnyOf:
    """Holds when one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Mapping[str, object]) -> bool | None:
        """True as soon as one part holds, False when none does."""
        unknown = False
        for part in self.parts:
            held = part.holds(facts)
            if held:
                return True
            unknown = unknown or held is None
        return None if unknown else False


@dataclass(frozen=True)
class NoneOf:
    """Holds when no part holds."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Mapping[str, object]) -> bool | None:
        """Turn round what `AnyOf` says."""
        held = AnyOf(self.parts).holds(facts)
        return None if held is None else not held


Condition = Clause | AllOf | AnyOf | NoneOf


def clauses(condition: Condition) -> Iterator[Clause]:
    """Give every comparison of a condition, in the order of the file."""
    if isinstance(condition, Clause):
        yield condition
    else:
        for part in condition.parts:
            yield from clauses(part)


def deciding_gap(condition: Condition, facts: Mapping[str, object]) -> tuple[Clause, str] | None:
    """Give the first comparison that still leaves the condition open, with the path of the fact to ask."""
    if condition.holds(facts) is not None:
        return None
    if isinstance(condition, Clause):
        path = condition.missing(facts)
        return (condition, path) if path else None
    gaps = (deciding_gap(part, facts) for part in condition.parts)
    return next((gap for gap in gaps if gap), None)


def _compare(op: Operator, known: object, reference: object) -> bool:
    if op in _COMPARED:
        return isinstance(known, int | float) and isinstance(reference, int | float) and _COMPARED[op](known, reference)
    if op in ("one_of", "not_one_of"):
        return _within(known, reference) is (op == "one_of")
    if op == "contains":
        return _within(reference, known)
    return (known == reference) is (op == "is")


def _within(item: object, collection: object) -> bool:
    return isinstance(collection, list | tuple | set | frozenset) and item in collection
