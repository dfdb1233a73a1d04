# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much a heading resembles what the list of targets knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from app.exchange.targets import Target, Targets
from app.french.names import fold

EXACT, ALMOST, SECOND, BEGINNING, INSIDE, MISSPELT = 1.0, 0.95, 0.9, 0.85, 0.7, 0.75
SURE_ENOUGH = 0.5

_SMALL_WORDS = frozenset(
    ["de", "du", "des", "d", "la", "le", "les", "l", "un", "une", "et", "ou", "a", "au", "en", "s", "e"]
)
_NUMBER_WORDS = frozenset(["n", "no", "num", "numero", "nr"])
_LEAST_TO_MISSPELL = 8
_CLOSE = 90.0


@dataclass(frozen=True)
class Likeness:
    """A target that a heading may mean, and how surely, from 0 to 1; of two, the one of more words is meant."""

    target: Target
    score: float
    words: int = 0


@dataclass(frozen=True)
class _Known:
    """One heading of the list: its words, and those that matter."""

    target: Target
    words: tuple[str, ...]
    text: str
    weight: tuple[str, ...] = field(default=())


class Headings:
    """The headings of the list, ready to be compared."""

    def __init__(self, targets: Targets) -> None:
        self._others = targets.words_of_others
        self._known = [
            _Known(target, words, heading, _weighty(words))
            for target in targets.patterns
            for heading in target.headings
            for words in [tuple(heading.split("-"))]
        ]
        self._exact = {known.text: known.target for known in self._known}
        self._also = {heading: target for target in targets.patterns for heading in target.also}
        self._almost = {known.weight: known.target for known in reversed(self._known)}

    def alike(self, heading: str, *, thorough: bool = True) -> tuple[Likeness, ...]:
        """Give the targets a heading may mean, best first; without `thorough`, exact and almost exact ones only."""
        best: dict[str, Likeness] = {}
        for words, trust in _readings(heading):
            number, words = _numbered(words)
            for target, score in self._compared(words, thorough=thorough):
                found = Likeness(target.numbered(number), score * trust, len(words))
                if found.score >= max(SURE_ENOUGH, best[found.target.path].score if found.target.path in best else 0):
                    best[found.target.path] = found
        return tuple(sorted(best.values(), key=lambda found: -found.score))

    def _compared(self, words: tuple[str, ...], *, thorough: bool) -> Iterator[tuple[Target, float]]:
        text = "-".join(words)
        if text in self._exact:
            yield self._exact[text], EXACT
            if text in self._also:
                yield self._also[text], SECOND
            return
        almost = self._almost.get(_weighty(words))
        if almost is not None:
            yield almost, ALMOST
        if thorough:
            yield from ((known.target, self._likeness(known, words)) for known in self._known)

    def _likeness(self, known: _Known, words: tuple[str, ...]) -> float:
        extra = len(words) - len(known.words)
        score = 0.0
        if extra > 0 and len(known.weight) > 1 and words[: len(known.words)] == known.words:
            score = BEGINNING - 0.02 * extra
        elif extra > 0 and len(known.weight) > 1 and set(known.weight) <= set(words):
            score = INSIDE - 0.03 * extra
        elif abs(extra) <= 1 and len(known.text) >= _LEAST_TO_MISSPELL:
            likeness = fuzz.ratio(known.text, "-".join(words), score_cutoff=_CLOSE)
            score = MISSPELT * likeness / 100
        return score if not (self._others & set(words)) - set(known.words) else score * 0.5


@lru_cache(maxsize=2)
def known_to(targets: Targets) -> Headings:
    """Prepare the headings of a list once."""
    return Headings(targets)


def _readings(heading: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """Read a heading whole, then without what stands in brackets, then line by line."""
    seen: set[tuple[str, ...]] = set()
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)
    lines = heading.splitlines() if "\n" in heading else []
    for text, trust in ((heading, 1.0), (bare, 0.97), *((line, 0.9) for line in lines)):
        words = _words(text)
        if words and words not in seen:
            seen.add(words)
            yield words, trust


def _words(text: str) -> tuple[str, ...]:
    return tuple("n" if word in _NUMBER_WORDS else word for word in fold(text).split())


def _numbered(words: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= 2]
    if len(numbers) != 1:
        return 1, words
    return numbers[0], tuple("#" if word.isdigit() else word for word in words)


def _weighty(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _SMALL_WORDS)
