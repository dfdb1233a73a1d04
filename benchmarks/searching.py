# SPDX-License-Identifier: AGPL-3.0-or-later
"""Searching as one types: every beginning of what someone would type, over 20,000 and 200,000 people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from app.models.person import Person
from app.services import search
from app.services.office import Office
from benchmarks import vaults
from benchmarks.figures import Figure, median, milliseconds, percentile
from benchmarks.statements import say_again, statements_of

MANY, FEW = 200_000, 20_000
PEOPLE = 60
LONGEST = 12
BAR_MS = 16.0
OVER_FLOOR_MS = 2.0
GROWTH = 1.5


@dataclass(frozen=True)
class Typed:
    """How long each keystroke took, through the service and as the same SQL alone; milliseconds."""

    service: list[float]
    floor: list[float]


def measure() -> list[Figure]:
    """`search` and `search_growth`."""
    large, small = type_queries(MANY), type_queries(FEW)
    p99, floor = percentile(large.service, 0.99), percentile(large.floor, 0.99)
    said = (
        f"{len(large.service)} keystrokes, p50 {median(large.service):.2f} ms, SQL alone {median(large.floor):.2f} ms"
    )
    growth = median(large.service) / median(small.service)
    bare = median(large.floor) / median(small.floor)
    return [
        Figure.of("search", p99, "ms", floor=floor, bar=min(BAR_MS, floor + OVER_FLOOR_MS), said=said),
        Figure.of("search_growth", growth, "×", floor=bare, bar=GROWTH, said=f"p50 {median(small.service):.2f} ms"),
    ]


def type_queries(people: int) -> Typed:
    """Type every query, letter by letter, then the same on a bare connection."""
    folder = vaults.demonstration(people).folder
    typed = Typed([], [])
    with vaults.opened(folder) as office:
        queries = [keystrokes(query) for query in queries_of(office)]
        sent = {text: statements_of(partial(search.find, office, text)) for query in queries for text in query}
        fresh = vaults.reopened(folder, office)
        bare = vaults.bare_connection(folder)
        search.find(fresh, "a")
        say_again(bare, sent[queries[0][0]])
        for query in queries:
            typed.service.extend(milliseconds(partial(search.find, fresh, text)) for text in query)
            typed.floor.extend(say_again(bare, sent[text]) for text in query)
        fresh.vault.close()
        bare.close()
    return typed


def keystrokes(query: str) -> list[str]:
    """What the field holds after each letter."""
    return [query[:length] for length in range(1, min(len(query), LONGEST) + 1) if not query[:length].endswith(" ")]


def queries_of(office: Office) -> list[str]:
    """What is typed to find people drawn at random: names in both orders, beginnings, birth dates, telephones, numbers.

    A part of them is misheard, and a part belongs to nobody.
    """
    draw = random.Random(vaults.SEED)
    with office.reading() as session:
        ids = session.scalars(sa.select(Person.id).order_by(Person.id)).all()
        chosen = draw.sample(ids, PEOPLE)
        people = session.scalars(sa.select(Person).where(Person.id.in_(chosen)).order_by(Person.id)).all()
    queries = [draw.choice(ways(person)) for person in people for _ in range(4)]
    return [*queries, "zzyzx", "wqk", "00000", "31/12/1899", "a b", "le", "d'"]


def ways(person: Person) -> Sequence[str]:
    """The ways of asking for one person."""
    surname, first, birth = person.birth_name.lower(), person.first_names.lower(), person.birth
    year, month, day = birth.split("-")
    return (
        surname,
        first,
        f"{surname[:4]} {first}",
        f"{first[:3]} {surname}",
        f"{first} {surname[:2]}",
        f"{day}/{month}/{year}",
        year,
        person.phone or surname,
        person.file_number,
        surname.replace("e", "ai", 1),
        f"{surname} {year}",
    )
