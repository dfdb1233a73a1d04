# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lists of choices: each code with the French words that are shown for it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.schemes.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Choice:
    """One choice. `feminine` is empty when the label suits everyone; `help` is a caution shown below it."""

    code: str
    label: str
    feminine: str = ""
    help: str = ""
    verified: bool = True

    def said(self, *, feminine: bool = False) -> str:
        """Give the label, agreed with the person."""
        return (feminine and self.feminine) or self.label


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of choices, in the order in which they are offered."""

    id: str
    label: str
    choices: Mapping[str, Choice]
    verified: bool = True

    def label_of(self, code: str, *, feminine: bool = False) -> str:
        """Give the French word of a code. A code of another edition, unknown here, is given back as it is."""
        choice = self.choices.get(code)
        return choice.said(feminine=feminine) if choice else code


class Vocabularies:
    """All the lists that schemes and screens share, by id."""

    def __init__(self, lists: Iterable[Vocabulary]) -> None:
        self.by_id: Mapping[str, Vocabulary] = {each.id: each for each in lists}

    def __getitem__(self, vocabulary: str) -> Vocabulary:
        return self.by_id[vocabulary]

    def __contains__(self, vocabulary: object) -> bool:
        return vocabulary in self.by_id

    def label(self, vocabulary: str, code: str, *, feminine: bool = False) -> str:
        """Give the French word of a code; raises KeyError when the vocabulary does not exist."""
        return self.by_id[vocabulary].label_of(code, feminine=feminine)


def load(*folders: Path) -> Vocabularies:
    """Read every `*.toml` of these folders (`resources/vocabularies`); the files are those the checker accepts."""
    files = [file for folder in folders for file in sorted(folder.glob("*.toml"))]
    return Vocabularies(vocabulary(tomllib.loads(file.read_text(encoding="utf-8-sig"))) for file in files)


def vocabulary(table: Mapping[str, Any]) -> Vocabulary:
    """Build a vocabulary from its table, read in a file of its own or in the one of a scheme."""
    verified = bool(table.get("verified", True))
    choices = [_choice(row, verified=verified) for row in table["choices"]]
    return Vocabulary(table["id"], said(table["label"]), {choice.code: choice for choice in choices}, verified)


def _choice(row: Mapping[str, Any], *, verified: bool) -> Choice:
    return Choice(
        code=row["code"],
        label=said(row["label"]),
        feminine=said(row.get("feminine", "")),
        help=said(row.get("help", "")),
        verified=bool(row.get("verified", verified)),
    )
