# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding people by the beginnings of words: one ordinary table of folded tokens, the same on both engines.

Each row repeats all the tokens of its person, so that the other words of a query are checked within the range scan of
the rarest one. Work stays bounded: a scan stops at the wanted number of people (house.md §4, « Searching names »).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa

from app.french.names import fold, sound_key, tokens
from app.models.base import Fact
from app.models.derived import MemberToken, NameOrder, NameToken, SoundToken
from app.models.household import HouseholdMember
from app.models.person import Person
from app.storage.bulk import batched, insert_rows

FIELDS: dict[type[Fact], frozenset[str]] = {
    Person: frozenset(
        {"birth_name", "use_name", "first_names", "birth", "phone", "housing_request_number", "file_number"}
        | {"former_number", "deleted"}
    ),
    HouseholdMember: frozenset({"name", "first_names", "deleted"}),
}
"""The fields that the index reads, by kind of fact."""

SomeFact = TypeVar("SomeFact", bound=Fact)
_NAMES = cast("sa.Table", NameToken.__table__)
_SOUNDS = cast("sa.Table", SoundToken.__table__)
_ORDER = cast("sa.Table", NameOrder.__table__)
_MEMBERS = cast("sa.Table", MemberToken.__table__)
_LAST = "\U0010ffff"
_CENSUS = 5000
_TOKENS_OF_ONE = 3
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{1,4}))?$")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$")
_LONG_NUMBER = 13


def bears(fact: Fact, changed: Iterable[str]) -> bool:
    """Whether the index reads one of these fields of that fact."""
    return bool(FIELDS.get(type(fact), frozenset()).intersection(changed))


def index_facts(connection: sa.Connection, facts: Iterable[Fact], *, fresh: bool = False) -> None:
    """Write the index rows of these facts, in the transaction that changes them. `fresh`: they have none yet."""
    people: list[Person] = []
    members: list[HouseholdMember] = []
    for fact in facts:
        if isinstance(fact, Person):
            people.append(fact)
        elif isinstance(fact, HouseholdMember):
            members.append(fact)
    _rewrite(connection, _NAMES, _NAMES.c.person_id, people, name_rows, fresh=fresh)
    _rewrite(connection, _ORDER, _ORDER.c.person_id, people, order_rows, fresh=fresh)
    _rewrite(connection, _SOUNDS, _SOUNDS.c.person_id, people, sound_rows, fresh=fresh)
    _rewrite(connection, _MEMBERS, _MEMBERS.c.member_id, members, member_rows, fresh=fresh)


def _rewrite(
    connection: sa.Connection,
    table: sa.Table,
    owner: sa.Column[Any],
    facts: Sequence[SomeFact],
    rows_of: Callable[[SomeFact], Sequence[tuple[Any, ...]]],
    *,
    fresh: bool,
) -> None:
    if not fresh:
        for some in batched([fact.id for fact in facts]):
            connection.execute(table.delete().where(owner.in_(some)))
    insert_rows(connection, table, (row for fact in facts for row in rows_of(fact)))


def name_rows(person: Person) -> list[tuple[str, UUID, str]]:
    """The token rows of a person; none when she is withdrawn."""
    if person.deleted:
        return []
    words = sorted({*_name_words(person), *_number_words(person)})
    names = " " + " ".join(words)
    return [(word, person.id, names) for word in words]


def sound_rows(person: Person) -> list[tuple[str, UUID, str]]:
    """The sound-alike rows of a person; none when she is withdrawn."""
    if person.deleted:
        return []
    parts = {*_name_words(person), person.birth_name, person.use_name}
    keys = sorted({key for part in parts if (key := sound_key(part))})
    joined = " " + " ".join(keys) + " "
    return [(key, person.id, joined) for key in keys]


def order_rows(person: Person) -> list[tuple[UUID, str]]:
    """The one row that gives a person her place in lists; none when she is withdrawn."""
    if person.deleted:
        return []
    return [(person.id, f"{fold(person.use_name or person.birth_name)} {fold(person.first_names)}")]


def member_rows(member: HouseholdMember) -> list[tuple[str, UUID, UUID, str]]:
    """The token rows of a member of a household who is only known by name."""
    if member.deleted:
        return []
    words = sorted(set(tokens(f"{member.name} {member.first_names}")))
    names = " " + " ".join(words)
    return [(word, member.id, member.person_id, names) for word in words]


def _name_words(person: Person) -> set[str]:
    return set(tokens(f"{person.birth_name} {person.use_name} {person.first_names}"))


def _number_words(person: Person) -> Iterable[str]:
    for number in (person.phone, person.housing_request_number, person.file_number, person.former_number):
        if word := _compact(number):
            yield word
    if person.birth:
        yield birth_word(person.birth)


def birth_word(birth: str) -> str:
    """The token of a birth as it is kept: « 1990-03-02 » gives « 02031990 »."""
    return "".join(reversed(birth.strip("~").split("-")))


def _compact(text: str) -> str:
    return "".join(one for one in fold(text) if one.isalnum())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a query: names folded, numbers and dates joined (« 2/3/1990 » gives « 02031990 »)."""
    words: list[str] = []
    joining = False
    for raw in text.split():
        if not any(one.isdigit() for one in raw):
            if joining and len(words[-1]) >= _LONG_NUMBER and raw.isalpha():
                words[-1] += fold(raw)
            else:
                words.extend(tokens(raw))
            joining = False
            continue
        number = _date_word(raw) or _compact(raw)
        if joining and number[0].isdigit():
            words[-1] += number
        elif number:
            words.append(number)
        joining = number.isdigit()
    return tuple(dict.fromkeys(words))


def _date_word(raw: str) -> str | None:
    if match := _YEAR_FIRST.match(raw):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.match(raw):
        day, month, year = match.groups()
    else:
        return None
    day = day.zfill(2) if day else ""
    half_typed = not year and month in ("0", "1")
    return day + (month if half_typed else month.zfill(2)) + (year or "")


@dataclass(frozen=True)
class Scan:
    """The SQL a search needs: one range of tokens and the words still to be found beside them."""

    driver: str
    others: tuple[str, ...]


def plan(connection: sa.Connection, words: Sequence[str], table: sa.Table = _NAMES) -> Scan:
    """Choose the word with the fewest people as the range to scan; counts stop at a bound."""
    if len(words) == 1:
        return Scan(words[0], ())
    counts = connection.execute(sa.select(*(_census(table, word) for word in words))).one()
    ranked = sorted(zip(counts, (-len(word) for word in words), words, strict=True))
    driver = ranked[0][2]
    return Scan(driver, tuple(word for word in words if word != driver))


def _census(table: sa.Table, word: str) -> sa.ScalarSelect[int]:
    rows = sa.select(sa.literal(1)).where(*_beginning(table, word)).limit(_CENSUS).subquery()
    return sa.select(sa.func.count()).select_from(rows).scalar_subquery()


def _beginning(table: sa.Table, word: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (table.c.token >= word, table.c.token < word + _LAST)


def _holds(connection: sa.Connection, column: sa.Column[str], text: str) -> sa.ColumnElement[bool]:
    """Whether a column holds a text, to the letter: each engine has its own word for it, both faster than LIKE."""
    place = sa.func.strpos if connection.dialect.name == "postgresql" else sa.func.instr
    return place(column, text) > 0


def scan_people(connection: sa.Connection, scan: Scan, limit: int) -> list[UUID]:
    """At most `limit` people of a scan, in the order of the token that matched."""
    query = sa.select(_NAMES.c.person_id).where(*_beginning(_NAMES, scan.driver))
    for word in scan.others:
        query = query.where(_holds(connection, _NAMES.c.names, f" {word}"))
    query = query.order_by(_NAMES.c.token, _NAMES.c.person_id).limit(limit * _TOKENS_OF_ONE)
    return list(dict.fromkeys(connection.execute(query).scalars()))[:limit]


def find_people(connection: sa.Connection, text: str, limit: int = 50) -> list[UUID]:
    """People whose names, birth date, telephone or numbers begin with every word of `text`, in any order."""
    words = words_of(text)
    return scan_people(connection, plan(connection, words), limit) if words else []


def find_members(connection: sa.Connection, text: str, limit: int = 20) -> list[tuple[UUID, UUID]]:
    """Members of households known by name only, found as people are: (member, the person whose dossier names her)."""
    words = words_of(text)
    if not words:
        return []
    scan = plan(connection, words, _MEMBERS)
    query = sa.select(_MEMBERS.c.member_id, _MEMBERS.c.person_id).where(*_beginning(_MEMBERS, scan.driver))
    for word in scan.others:
        query = query.where(_holds(connection, _MEMBERS.c.names, f" {word}"))
    query = query.order_by(_MEMBERS.c.token, _MEMBERS.c.member_id).limit(limit * _TOKENS_OF_ONE)
    return list(dict.fromkeys((row.member_id, row.person_id) for row in connection.execute(query)))[:limit]


def find_sound_alikes(connection: sa.Connection, text: str, limit: int = 20) -> list[UUID]:
    """People with a name that sounds like each word of `text` (three letters and more), or like all of them in one."""
    words = [word for word in words_of(text) if word.isalpha()]
    keys = [key for word in words if len(word) > 2 and (key := sound_key(word))]
    found = _sounding(connection, keys, limit) if keys else []
    whole = sound_key("".join(words))
    if len(words) > 1 and len(found) < limit and whole:
        found += _sounding(connection, [whole], limit)
    return list(dict.fromkeys(found))[:limit]


def _sounding(connection: sa.Connection, keys: Sequence[str], limit: int) -> list[UUID]:
    driver = max(keys, key=len)
    query = sa.select(_SOUNDS.c.person_id).where(_SOUNDS.c.key == driver)
    for key in keys:
        if key != driver:
            query = query.where(_holds(connection, _SOUNDS.c.joined, f" {key} "))
    return list(connection.execute(query.order_by(_SOUNDS.c.person_id).limit(limit)).scalars())
