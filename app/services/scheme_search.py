# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding a scheme by the words of the office: « loyer impayé », « carte vitale »; schemes by family otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from app import RESOURCES
from app.french.names import fold
from app.models.procedure import Procedure
from app.schemes.catalogue import Catalogue
from app.schemes.chart import LANE_NAMES, LaneId
from app.schemes.definitions import Edition, Scheme
from app.services.local_catalogue import is_local
from app.services.office import Office

OFTEN = 4
"""How many of the schemes a worker opens most are offered first."""


@dataclass(frozen=True)
class SchemeLine:
    """A scheme in a list: its family, whether nobody enters it any more, whether it is the structure's own."""

    id: str
    short_title: str
    title: str
    lane: LaneId
    closed: bool
    local: bool

    @property
    def family(self) -> str:
        """The family as it is read: « Logement et hébergement »."""
        return LANE_NAMES[self.lane]


class SchemeIndex:
    """The schemes of a catalogue, ready to be searched at each letter. Made once per screen: it reads every title."""

    def __init__(self, catalogue: Catalogue) -> None:
        found = [_line(catalogue, scheme) for scheme in catalogue.schemes.values()]
        order = list(LANE_NAMES)
        by_family = sorted(found, key=lambda line: (order.index(line.lane), line.closed, fold(line.short_title)))
        self.lines: Mapping[str, SchemeLine] = {line.id: line for line in by_family}
        self._texts = {name: _texts(catalogue.schemes[name]) for name in self.lines}

    def find(self, text: str) -> tuple[SchemeLine, ...]:
        """The schemes that all these words mean, the surest first; every one, by family, without a word."""
        words = [_stem(word) for word in fold(text).split()]
        if not words:
            return tuple(self.lines.values())
        ranked = [(rank, line) for line in self.lines.values() if (rank := self._rank(line.id, words)) is not None]
        return tuple(line for _rank, line in sorted(ranked, key=lambda one: one[0]))

    def _rank(self, scheme: str, words: list[str]) -> int | None:
        """0 when its title says them, 1 the words of the office, 2 its rules; None when some word is nowhere."""
        told = ""
        for rank, text in enumerate(self._texts[scheme]):
            told += text
            if all(f" {word}" in told for word in words):
                return rank
        return None


def often_opened(office: Office) -> tuple[str, ...]:
    """The ids of the schemes that this worker opens most, the latest first among equals."""
    count, last = sa.func.count(), sa.func.max(Procedure.opened_on)
    query = (
        sa.select(Procedure.scheme)
        .where(Procedure.worker_id == office.worker_id, Procedure.deleted.is_(False))
        .group_by(Procedure.scheme)
        .order_by(count.desc(), last.desc(), Procedure.scheme)
        .limit(OFTEN)
    )
    with office.reading() as session:
        return tuple(session.scalars(query))


def _line(catalogue: Catalogue, scheme: Scheme) -> SchemeLine:
    closed = scheme.closing is not None
    local = is_local(catalogue, scheme.id)
    return SchemeLine(scheme.id, scheme.short_title, scheme.current.title, scheme.lane, closed, local)


def _texts(scheme: Scheme) -> tuple[str, str, str]:
    """What is looked at, folded: its titles, the words of the office and its summary, then its rules."""
    shown = scheme.current
    titles = f"{scheme.id} {shown.short_title} {shown.title} {shown.plain_title} {LANE_NAMES[shown.lane]}"
    words = f"{_words().get(scheme.id, '')} {shown.summary}"
    return _folded(titles), _folded(words), _folded(" ".join(_rules(shown)))


def _rules(edition: Edition) -> Iterator[str]:
    yield from (each.label for each in edition.criteria)
    yield from (each.label for each in edition.documents)
    yield from (each.label for each in edition.events.values())
    yield from (each.label for each in edition.deadlines.values())


def _folded(text: str) -> str:
    return f" {fold(text)} "


def _stem(word: str) -> str:
    """A word without the mark of its plural."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


@cache
def _words() -> Mapping[str, str]:
    return tomllib.loads((RESOURCES / "wording" / "scheme_words.toml").read_text("utf-8"))
