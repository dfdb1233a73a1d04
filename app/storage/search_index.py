# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding people by the beginnings of words: one ordinary table of folded tokens, the same on both engines.

Each row repeats all the tokens of its person, so that the other words of a query are checked within the range scan of
the rarest one. Work stays bounded: a scan stops at the wanted number of people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa

from app.french.names import fold, sound_key, tokens
from app.models.base import Fact
from app.models.derived import MemberToken, NameToken, SoundToken
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
_MEMBERS = cast("sa.Table", MemberToken.__table__)
_LAST = "\U0010ffff"
_CENSUS = 1000
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
    bounds = {f"{end}{rank}": value for rank, word in enumerate(words) for end, value in _bounds(word)}
    counts = connection.execute(_census(table, len(words)), bounds).one()
    ranked = sorted(zip(counts, (-len(word) for word in words), words, strict=True))
    driver = ranked[0][2]
    return Scan(driver, tuple(word for word in words if word != driver))


def scan_people(connection: sa.Connection, scan: Scan, limit: int) -> list[UUID]:
    """At most `limit` people of a scan, in the order of the token that matched."""
    found = _scanned(connection, _NAMES, scan, limit)
    return [_uuid(one) for one in list(dict.fromkeys(row[0] for row in found))[:limit]]


def find_people(connection: sa.Connection, text: str, limit: int = 50) -> list[UUID]:
    """People whose names, birth date, telephone or numbers begin with every word of `text`, in any order."""
    words = words_of(text)
    return scan_people(connection, plan(connection, words), limit) if words else []


def find_members(connection: sa.Connection, text: str, limit: int = 20) -> list[tuple[UUID, UUID]]:
    """Members of households known by name only, found as people are: (member, the person whose dossier names her)."""
    words = words_of(text)
    if not words:
        return []
    found = _scanned(connection, _MEMBERS, plan(connection, words, _MEMBERS), limit)
    return [(_uuid(member), _uuid(person)) for member, person in list(dict.fromkeys(map(tuple, found)))[:limit]]


def find_sound_alikes(connection: sa.Connection, text: str, limit: int = 20) -> list[UUID]:
    """People with a name that sounds like each word of `text` (three letters and more), or like all of them in one."""
    words = [word for word in words_of(text) if word.isalpha()]
    keys = [key for word in words if len(word) > 2 and (key := sound_key(word))]
    found = _sounding(connection, keys, limit) if keys else []
    whole = sound_key("".join(words))
    if len(words) > 1 and len(found) < limit and whole:
        found += _sounding(connection, [whole], limit)
    return list(dict.fromkeys(found))[:limit]


# The statements are made once for each number of words: making one costs as much as a scan.


@cache
def _census(table: sa.Table, words: int) -> Any:
    return sa.select(*(_counted(table, rank) for rank in range(words)))


def _counted(table: sa.Table, rank: int) -> sa.ScalarSelect[int]:
    here = (table.c.token >= sa.bindparam(f"first{rank}"), table.c.token < sa.bindparam(f"last{rank}"))
    rows = sa.select(sa.literal(1)).select_from(table).where(*here).limit(_CENSUS)
    return sa.select(sa.func.count()).select_from(rows.subquery()).scalar_subquery()


def _scanned(connection: sa.Connection, table: sa.Table, scan: Scan, limit: int) -> Sequence[sa.Row[Any]]:
    values: dict[str, Any] = dict(_bounds(scan.driver))
    values |= {f"word{rank}": f" {word}" for rank, word in enumerate(scan.others)}
    values["most"] = limit * _TOKENS_OF_ONE
    query = _scan_query(table, len(scan.others), connection.dialect.name == "postgresql")
    return connection.execute(query, values).all()


@cache
def _scan_query(table: sa.Table, others: int, on_postgresql: bool) -> Any:
    owners = [column for column in table.columns if column.name in ("member_id", "person_id")]
    query = sa.select(*(sa.type_coerce(column, sa.String) for column in owners)).where(
        table.c.token >= sa.bindparam("first"),
        table.c.token < sa.bindparam("last"),
        *(_holds(table.c.names, sa.bindparam(f"word{rank}"), on_postgresql) for rank in range(others)),
    )
    return query.order_by(table.c.token, owners[0]).limit(sa.bindparam("most", type_=sa.Integer()))


def _bounds(word: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("first", word), ("last", word + _LAST)


def _holds(column: sa.ColumnElement[str], text: sa.BindParameter[Any], on_postgresql: bool) -> sa.ColumnElement[bool]:
    """Whether a column holds a text, to the letter: each engine has its own word for it, both faster than LIKE."""
    return (sa.func.strpos if on_postgresql else sa.func.instr)(column, text) > 0


def _sounding(connection: sa.Connection, keys: Sequence[str], limit: int) -> list[UUID]:
    driver = max(keys, key=len)
    others = [key for key in keys if key != driver]
    values: dict[str, Any] = {"driver": driver, "most": limit}
    values |= {f"word{rank}": f" {key} " for rank, key in enumerate(others)}
    query = _sound_query(len(others), connection.dialect.name == "postgresql")
    return [row[0] for row in connection.execute(query, values).all()]


@cache
def _sound_query(others: int, on_postgresql: bool) -> sa.Select[UUID]:
    return (
        sa.select(_SOUNDS.c.person_id)
        .where(
            _SOUNDS.c.key == sa.bindparam("driver"),
            *(_holds(_SOUNDS.c.joined, sa.bindparam(f"word{rank}"), on_postgresql) for rank in range(others)),
        )
        .order_by(_SOUNDS.c.person_id)
        .limit(sa.bindparam("most", type_=sa.Integer()))
    )


def _uuid(raw: str | UUID) -> UUID:
    """An id as its engine gives it: only those kept are worth making."""
    return UUID(raw) if isinstance(raw, str) else raw
