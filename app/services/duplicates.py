# SPDX-License-Identifier: AGPL-3.0-or-later
"""Is she already here? People who may be the one about to be made, pointed out and never preventing it.

Candidates share a birth date, day and month swapped or not, or how their names sound; each is then scored on names and
birth (98.9 % of real duplicates among the first five at 0.86, on synthetic people).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_set_ratio
from sqlalchemy.orm import Session

from app.french.dates import Misread, PartialDate, parse_birth
from app.french.names import fold, sound_key, tokens
from app.models.derived import NameToken, PersonCard, SoundToken
from app.services.office import Office
from app.services.person_lines import PersonLine, lines
from app.services.wording import likeness
from app.storage.search_index import birth_word

Level = Literal["exact", "very_likely", "possible"]
VERY_LIKELY, POSSIBLE = 0.90, 0.86
MOST_CANDIDATES, MOST_SHOWN = 300, 5
_PER_KEY = 400


@dataclass(frozen=True)
class Likeness:
    """Someone who may be the same person, and what brings them together, in words."""

    line: PersonLine
    level: Level
    because: str


@dataclass(frozen=True)
class Identity:
    """Names and birth as they are compared; names are folded, `birth` is the form it is kept in."""

    birth_name: str
    use_name: str
    first_names: str
    birth: str

    @classmethod
    def of(cls, birth_name: str, use_name: str, first_names: str, birth: str) -> Identity:
        """Fold the names."""
        return cls(fold(birth_name), fold(use_name), fold(first_names), birth)


def likely(office: Office, birth_name: str, first_names: str, birth: str = "") -> tuple[Likeness, ...]:
    """People who may be this one, the likeliest first, five at most. `birth` is what was typed, readable or not."""
    kept = ""
    with suppress(Misread):
        kept = parse_birth(birth, office.today()).iso if birth.strip() else ""
    asked = Identity.of(birth_name, "", first_names, kept)
    if not asked.birth_name or not asked.first_names:
        return ()
    with office.reading() as session:
        scored = _scored(session, asked)
        found = {line.id: line for line in lines(session, office, list(scored))}
    return tuple(
        Likeness(found[one], level, likeness(because)) for one, (level, because) in scored.items() if one in found
    )


def compare(asked: Identity, other: Identity) -> tuple[float, str]:
    """How alike two people are, from 0 to 1, and the strongest reason in words."""
    surname = max(_alike(asked.birth_name, name) for name in (other.birth_name, other.use_name) if name)
    first = _alike(asked.first_names, other.first_names)
    straight, swapped = (
        (surname, first),
        (
            _alike(asked.birth_name, other.first_names),
            _alike(asked.first_names, other.birth_name),
        ),
    )
    turned = sum(swapped) > sum(straight)
    surname, first = swapped if turned else straight
    if not asked.birth or not other.birth:
        return (0.38 * surname + 0.30 * first) / 0.68 * 0.95, "names"
    date, reason = _dates_alike(asked.birth, other.birth)
    score = 0.38 * surname + 0.30 * first + 0.32 * date
    return score, "swapped_names" if turned else reason


def _scored(session: Session, asked: Identity) -> dict[UUID, tuple[Level, str]]:
    candidates = [one for one, _ in _candidates(session, asked).most_common(MOST_CANDIDATES)]
    columns = (PersonCard.person_id, PersonCard.birth_name, PersonCard.use_name, PersonCard.first_names)
    query = sa.select(*columns, PersonCard.birth).where(PersonCard.person_id.in_(candidates))
    found: list[tuple[float, UUID, Level, str]] = []
    for row in session.execute(query).all():
        other = Identity.of(row.birth_name, row.use_name, row.first_names, row.birth)
        score, reason = compare(asked, other)
        if _is_exact(asked, other):
            found.append((2.0, row.person_id, "exact", "exact"))
        elif score >= POSSIBLE:
            level: Level = "very_likely" if score >= VERY_LIKELY else "possible"
            found.append((score, row.person_id, level, reason))
    found.sort(key=lambda one: (-one[0], one[1]))
    return {one: (level, reason) for _, one, level, reason in found[:MOST_SHOWN]}


def _is_exact(asked: Identity, other: Identity) -> bool:
    same_names = asked.first_names == other.first_names and asked.birth_name in (other.birth_name, other.use_name)
    return same_names and asked.birth == other.birth


def _candidates(session: Session, asked: Identity) -> Counter[UUID]:
    """People who share a key with the one asked about, with how many of the keys they share."""
    found: Counter[UUID] = Counter()
    for query in _queries(session, asked):
        found.update(set(session.scalars(query.limit(_PER_KEY))))
    return found


def _queries(session: Session, asked: Identity) -> Iterator[sa.Select[UUID]]:
    for word in _birth_words(asked.birth):
        yield sa.select(NameToken.person_id).where(NameToken.token == word)
    surnames = _sounds(asked.birth_name)
    firsts = _sounds(asked.first_names)
    for surname in surnames:
        for first in firsts:
            yield sa.select(SoundToken.person_id).where(
                SoundToken.key == surname, _holds(session, SoundToken.joined, f" {first} ")
            )
    if len(asked.birth) == len("1990-03-02"):
        day_and_month = birth_word(asked.birth)[:4]
        heard = sa.exists().where(SoundToken.person_id == NameToken.person_id, SoundToken.key.in_({*surnames, *firsts}))
        yield sa.select(NameToken.person_id).where(
            NameToken.token >= day_and_month, NameToken.token < day_and_month + "\U0010ffff", heard
        )


def _birth_words(birth: str) -> list[str]:
    if not birth:
        return []
    word = birth_word(birth)
    swapped = word[2:4] + word[:2] + word[4:] if len(word) == len("02031990") else word
    return list(dict.fromkeys((word, swapped)))


def _sounds(folded: str) -> list[str]:
    words = {*tokens(folded), folded}
    return sorted({key for word in words if len(word) > 1 and (key := sound_key(word))})


def _holds(session: Session, column: Any, text: str) -> sa.ColumnElement[bool]:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return (sa.func.strpos if on_postgresql else sa.func.instr)(column, text) > 0


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    compact = JaroWinkler.similarity(one.replace(" ", ""), other.replace(" ", ""))
    words = token_set_ratio(one, other) / 100 * (1.0 if " " in one or " " in other else 0.9)
    heard = 0.95 if sound_key(one) == sound_key(other) else 0.0
    return max(compact, words, heard)


def _dates_alike(one: str, other: str) -> tuple[float, str]:
    if one == other:
        return 1.0, "same_birth"
    first, second = PartialDate.from_iso(one), PartialDate.from_iso(other)
    if first.precision != "day" or second.precision != "day":
        near = abs(first.year - second.year)
        return (0.9, "near_birth") if near == 0 else ((0.7, "near_birth") if near <= 2 else (0.0, "names"))
    if (first.day, first.month, first.year) == (second.month, second.day, second.year):
        return 0.95, "swapped_birth"
    if OSA.distance(birth_word(one), birth_word(other)) == 1:
        return 0.85, "near_birth"
    same_parts = sum((first.day == second.day, first.month == second.month, first.year == second.year))
    return (0.6, "near_birth") if same_parts == 2 else (0.0, "names")
