# SPDX-License-Identifier: AGPL-3.0-or-later
"""The closed list of what a column may hold, read from resources/exchange/import_columns.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from app import RESOURCES
from app.exchange.histories import History, history
from app.french.names import fold
from app.french.typography import typeset
from app.schemes import vocabularies

if TYPE_CHECKING:
    from pathlib import Path

    from app.schemes.vocabularies import Vocabularies

Kind = Literal[
    "name",
    "full_name",
    "text",
    "note",
    "birth",
    "date",
    "phone",
    "email",
    "postal_code",
    "housing_request",
    "code",
    "yes_no",
    "forbidden",
]
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}

OFFERED_MEMBERS = 6
"""How many people of a household the screen offers; a file may number more."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """What a column may hold. `words` gives the code of each folded word; `accepted` is what a code may be, to show."""

    path: str
    label: str
    kind: Kind
    headings: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    many: bool = False
    words: Mapping[str, str] | None = None
    accepted: tuple[str, ...] = ()
    otherwise: str = ""
    keep: bool = False
    link: str = ""
    noted: str = ""
    not_before: str = ""
    too_early: str = ""

    def numbered(self, number: int) -> Target:
        """Give the target of one person of a household, when this one stands for all of them."""
        if "#" not in self.path:
            return self
        fields = {name: getattr(self, name) for name in self.__slots__}
        fields |= {"path": self.path.replace("#", str(number)), "label": self.label.replace("#", str(number))}
        return Target(**fields)


@dataclass(frozen=True, eq=False)
class Targets:
    """All targets; the words which, in a heading, speak of somebody else than the person; how procedures are told."""

    patterns: tuple[Target, ...]
    words_of_others: frozenset[str]
    histories: tuple[History, ...]

    def find(self, path: str) -> Target | None:
        """Give the target of a path (« household.members[2].name » too), or None."""
        number = re.search(r"\d+(?=\])", path)
        pattern = path[: number.start()] + "#" + path[number.end() :] if number else path
        found = next((target for target in self.patterns if target.path == pattern), None)
        return found.numbered(int(number[0])) if found is not None and number else found

    @property
    def offered(self) -> tuple[Target, ...]:
        """Give what the screen offers for a column, in order, people of the household numbered."""
        return tuple(
            target.numbered(number)
            for target in self.patterns
            for number in range(1, OFFERED_MEMBERS + 1 if "#" in target.path else 2)
        )


@lru_cache(maxsize=2)
def load(resources: Path = RESOURCES) -> Targets:
    """Read the list of targets; their codes come from the vocabularies of the same folder."""
    text = (resources / "exchange" / "import_columns.toml").read_text(encoding="utf-8-sig")
    table = tomllib.loads(text)
    lists = vocabularies.load(resources / "vocabularies")
    patterns = tuple(_target(row, lists) for row in table["targets"])
    labels = {target.path: target.label for target in patterns}
    histories = tuple(history(row, labels) for row in table["procedures"])
    return Targets(patterns, frozenset(table["words_of_others"]), histories)


def _target(row: Mapping[str, Any], lists: Vocabularies) -> Target:
    words, accepted = _codes(row, lists)
    return Target(
        path=row["path"],
        label=typeset(row["label"]),
        kind=_KINDS[row["kind"]],
        headings=tuple(row["headings"]),
        also=tuple(row.get("also", ())),
        many=row.get("many", False),
        words=words,
        accepted=accepted,
        otherwise=row.get("otherwise", ""),
        keep=row.get("keep", False),
        link=row.get("link", ""),
        noted=typeset(row.get("noted", "")),
        not_before=row.get("not_before", ""),
        too_early=typeset(row.get("too_early", "")),
    )


def _codes(row: Mapping[str, Any], lists: Vocabularies) -> tuple[dict[str, str], tuple[str, ...]]:
    if "vocabulary" in row:
        choices = lists[row["vocabulary"]].choices.values()
        codes = [choice.code for choice in choices]
        spoken = {word: choice.code for choice in choices for word in (choice.label, choice.feminine) if word}
        accepted = tuple(choice.label for choice in choices)
    else:
        codes, spoken = list(row.get("codes", ())), dict[str, str]()
        accepted = tuple(codes)
    spoken |= {code: code for code in codes}
    spoken |= {word: code for code, words in row.get("words", {}).items() for word in words}
    return {fold(word): code for word, code in spoken.items()}, accepted
