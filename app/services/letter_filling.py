# SPDX-License-Identifier: AGPL-3.0-or-later
"""A wording and what is known of the dossier, as the text of a letter: what lacks is a line of dots, and is said.

A letter for a partner holds only what the person's agreement covers; what is left out is said before printing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from app.french.dates import PartialDate, say_birth, say_long
from app.french.typography import typeset
from app.schemes.vocabularies import Vocabularies
from app.services.letter_wording import Agreement, LetterField, Piece, read
from app.services.saying import in_words, is_feminine

DOTS = "…" * 12
LEFT_OUT = "(non communiqué)"
TITLE = "person.title"
_IN_A_SENTENCE = frozenset(
    {"family_status", "work_situation", "occupancy_status", "housing_kind", "household_type", "legal_protection"}
)
"""Lists whose words go on in a sentence: « il est en recherche d’emploi », without a capital."""


@dataclass(frozen=True)
class Known:
    """What a letter may say: the values by path, the lists, and the categories that may leave (None for all).

    `course` is the category of the procedure the letter is about, if it is about one.
    """

    values: Mapping[str, Any]
    lists: Vocabularies
    allowed: frozenset[str] | None = None
    course: str | None = None

    def covers(self, field: LetterField) -> bool:
        """Whether the agreement lets this field leave."""
        category = self.course if field.path.startswith("procedure.") else field.category
        return self.allowed is None or category is None or category in self.allowed


@dataclass(frozen=True)
class Filled:
    """A text ready to print, what is still to be completed and what is left out, in French words."""

    text: str
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def fill(wording: str, known: Known) -> Filled:
    """Fill a wording. A faulty field, which saving refuses, is printed as dots and listed rather than failing."""
    made = _Filling(known)
    text = "".join(made.said(piece) for piece in read(wording).pieces)
    return Filled(typeset(text), tuple(dict.fromkeys(made.missing)), tuple(dict.fromkeys(made.left_out)))


def fill_lines(wording: str, known: Known) -> tuple[str, ...]:
    """Fill a wording line by line, without those of which nothing is known: the block of a signature."""
    lines: list[str] = []
    for line in wording.splitlines():
        filled = fill(line, known)
        fields = [piece for piece in read(line).pieces if not isinstance(piece, str)]
        nothing = fields and len(filled.missing) + len(filled.left_out) >= len(fields)
        if filled.text.strip() and not nothing:
            lines.append(filled.text.strip())
    return tuple(lines)


def called(field: LetterField) -> str:
    """How a field is listed: « Date de naissance », « Le destinataire : commune »."""
    if field.path.startswith("person."):
        return field.label
    return typeset(f"{field.heading} : {field.name.partition('.')[2]}")


class _Filling:
    """One text being filled."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.missing: list[str] = []
        self.left_out: list[str] = []
        self.before = ""

    def said(self, piece: Piece) -> str:
        """The words of a piece."""
        words = self._said(piece)
        self.before = words or self.before
        return words

    def _said(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return piece
        if isinstance(piece, Agreement):
            return self._agreed(piece)
        words = self._words(piece)
        if not words:
            self.missing.append(called(piece))
            return DOTS
        if not self.known.covers(piece):
            self.left_out.append(called(piece))
            return LEFT_OUT
        return words

    def _agreed(self, piece: Agreement) -> str:
        if not self.known.values.get(TITLE):
            self.missing.append("Civilité")
            return DOTS
        return piece.feminine if is_feminine(self.known.values) else piece.masculine

    def _words(self, field: LetterField) -> str:
        value = self.known.values.get(field.path)
        if isinstance(value, date):
            return say_long(value)
        if isinstance(value, PartialDate):
            return say_long(value.earliest) if value.precision == "day" else say_birth(value)
        if field.path.endswith("[]"):
            return _listed(cast("Sequence[Mapping[str, Any]]", value or ()))
        data = field.data
        vocabulary = self.known.lists[data.vocabulary] if data.vocabulary else None
        words = in_words(data.type, value, vocabulary, feminine=is_feminine(self.known.values))
        inside = self.before.rstrip(" \u00a0")[-1:] not in ("", "\n", ".", "!", "?")
        lowered = data.type == "bool" or data.vocabulary in _IN_A_SENTENCE
        return words[:1].lower() + words[1:] if inside and lowered and not words[1:2].isupper() else words


def _listed(rows: Sequence[Mapping[str, Any]]) -> str:
    """« Karim Benali et Lina Benali »."""
    names = [" ".join(part for part in (row.get("first_names", ""), row.get("name", "")) if part) for row in rows]
    return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
