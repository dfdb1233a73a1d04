# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole name written in one cell, cut where people cut it: « MARCHETTI Léa », « Mme DIALLO née BA Aminata »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.french.names import fold


@dataclass(frozen=True)
class FullName:
    """The parts of a name. `unsure` says that nothing in the writing tells where the surname ends."""

    birth_name: str
    first_names: str
    use_name: str = ""
    title: str = ""
    unsure: bool = False


def cut(text: str) -> FullName:
    """Cut a whole name into its parts; the surname is what is in capitals, or before the comma, or else comes first."""
    title, words = _without_title(text.split())
    own, birth = _around_birth_name(words)
    if birth:
        return _married(title, own, birth)
    surname, first_names, unsure = _parted(own)
    return FullName(surname, first_names, title=title, unsure=unsure)


_TITLES = {
    "m": "m",
    "mr": "m",
    "monsieur": "m",
    "mme": "mme",
    "mlle": "mme",
    "melle": "mme",
    "madame": "mme",
    "mademoiselle": "mme",
}
_PARTICLES = frozenset(fold("de du des la le les da das dos di del della van von den der").split()) | frozenset(
    fold("el al ben bel ould aït abou saint sainte st ste").split()
)


def _without_title(words: Sequence[str]) -> tuple[str, list[str]]:
    title = _TITLES.get(fold(words[0]), "") if len(words) > 1 else ""
    return title, list(words[1:] if title else words)


def _around_birth_name(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part what stands before « née » from what follows."""
    place = next((place for place, word in enumerate(words) if place and _is_born(word)), None)
    return (list(words), []) if place is None else (list(words[:place]), list(words[place + 1 :]))


def _is_born(word: str) -> bool:
    return fold(word.strip("(),")) in ("nee", "ne e") or word.lower() == "né"


def _married(title: str, own: Sequence[str], birth: Sequence[str]) -> FullName:
    """« DIALLO née BA Aminata » or « DIALLO Aminata née BA »: the first names are on one side only."""
    use_name, first_before, unsure_before = _parted(own) if len(own) > 1 else (own[0], "", False)
    birth_words = [word.strip("()") for word in birth]
    birth_name, first_after, unsure_after = (
        (" ".join(birth_words), "", False) if first_before or len(birth_words) < 2 else _parted(birth_words)
    )
    return FullName(birth_name, first_before or first_after, use_name, title, unsure_before or unsure_after)


def _parted(words: Sequence[str]) -> tuple[str, str, bool]:
    """Give surname, first names, and whether that was a guess."""
    text = " ".join(words)
    if "," in text:
        surname, _, rest = text.partition(",")
        return surname.strip(), rest.replace(",", " ").strip(), False
    capitals = [_in_capitals(word) for word in words]
    if any(capitals) and not all(capitals):
        return _by_capitals(words, capitals)
    return _by_place(words)


def _in_capitals(word: str) -> bool:
    letters = re.sub(r"\W|\d|_", "", word)
    return len(letters) > 1 and letters == letters.upper() and letters != letters.lower()


def _by_capitals(words: Sequence[str], capitals: Sequence[bool]) -> tuple[str, str, bool]:
    """Take the run of capitals as the surname, with the small particles that lead to it: « de LA TOUR Jean »."""
    start = capitals.index(True)
    while start and fold(words[start - 1]) in _PARTICLES:
        start -= 1
    end = start
    while end < len(words) and (capitals[end] or fold(words[end]) in _PARTICLES):
        end += 1
    return " ".join(words[start:end]), " ".join([*words[:start], *words[end:]]), any(capitals[end:])


def _by_place(words: Sequence[str]) -> tuple[str, str, bool]:
    """Take the first word as the surname, with the particles before it: a guess."""
    end = 1
    while end < len(words) - 1 and fold(words[end - 1]) in _PARTICLES:
        end += 1
    return " ".join(words[:end]), " ".join(words[end:]), len(words) > 1
