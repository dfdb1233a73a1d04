# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding people by the beginnings of words: one ordinary table of folded tokens, the same on both engines.

Each row repeats all the tokens of its person, so that the other words of a query are checked within the range scan of
the rarest one. Work stays bounded: a scan stops at the wanted number of people (house.md §4, « Searching names »).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa

from app.french.names import fold, sound_key, tokens
from app.models.derived import NameToken, SoundToken
from app.models.person import Person

FIELDS = frozenset(
    {"birth_name", "use_name", "first_names", "birth", "phone", "housing_request_number", "file_number"}
    | {"former_number", "deleted"}
)
"""The fields of a person that the index reads."""

_NAMES = cast("sa.Table", NameToken.__table__)
_SOUNDS = cast("sa.Table", SoundToken.__table__)
_LAST = "\U0010ffff"
_CENSUS = 2000
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{1,4}))?$")


def index_people(connection: sa.Connection, people: Collection[Person], *, fresh: bool = False) -> None:
    """Write the index rows of these people, in the transaction that changes them. `fresh`: they have none yet."""
    if not people:
        return
    if not fresh:
        ids = [person.id for person in people]
        connection.execute(_NAMES.delete().where(_NAMES.c.person_id.in_(ids)))
        connection.execute(_SOUNDS.delete().where(_SOUNDS.c.person_id.in_(ids)))
    present = [person for person in people if not person.deleted]
    names = [row for person in present for row in name_rows(person)]
    sounds = [row for person in present for row in sound_rows(person)]
    for table, rows in ((_NAMES, names), (_SOUNDS, sounds)):
        for start in range(0, len(rows), 8000):
            connection.execute(table.insert(), rows[start : start + 8000])


def name_rows(person: Person) -> list[dict[str, Any]]:
    """The token rows of a person."""
    words = sorted({*_name_words(person), *_number_words(person)})
    names = " " + " ".join(words)
    return [{"token": word, "person_id": person.id, "names": names} for word in words]


def sound_rows(person: Person) -> list[dict[str, Any]]:
    """The sound-alike rows of a person."""
    parts = {*_name_words(person), person.birth_name, person.use_name}
    keys = sorted({key for part in parts if (key := sound_key(part))})
    joined = " " + " ".join(keys) + " "
    return [{"key": key, "person_id": person.id, "joined": joined} for key in keys]


def _name_words(person: Person) -> set[str]:
    return set(tokens(f"{person.birth_name} {person.use_name} {person.first_names}"))


def _number_words(person: Person) -> Iterable[str]:
    for number in (person.phone, person.housing_request_number, person.file_number, person.former_number):
        if number:
            yield _compact(number)
    if person.birth:
        yield "".join(reversed(person.birth.strip("~").split("-")))


def _compact(text: str) -> str:
    return "".join(one for one in fold(text) if one.isalnum())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a query: names folded, numbers and dates joined (« 2/3/1990 » gives « 02031990 »)."""
    words: list[str] = []
    joining = False
    for raw in text.split():
        if not any(one.isdigit() for one in raw):
            words.extend(tokens(raw))
            joining = False
            continue
        number = _date_word(raw) or _compact(raw)
        if joining and number.isdigit():
            words[-1] += number
        elif number:
            words.append(number)
        joining = number.isdigit()
    return tuple(words)


def _date_word(raw: str) -> str | None:
    match = _DATE.match(raw)
    if match is None:
        return None
    day, month, year = match.groups()
    return day.zfill(2) + (month.zfill(2) + year if year else month)


@dataclass(frozen=True)
class Scan:
    """The SQL a search needs: one range of tokens and the words still to be found beside them."""

    driver: str
    others: tuple[str, ...]


def plan(connection: sa.Connection, words: Sequence[str]) -> Scan:
    """Choose the word with the fewest people as the range to scan; counts stop at a bound."""
    if len(words) == 1:
        return Scan(words[0], ())
    ranked = sorted((_census(connection, word), -len(word), word) for word in words)
    driver = ranked[0][2]
    rest = list(words)
    rest.remove(driver)
    return Scan(driver, tuple(rest))


def _census(connection: sa.Connection, word: str) -> int:
    rows = sa.select(sa.literal(1)).where(*_beginning(word)).limit(_CENSUS).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(rows)).scalar_one()


def _beginning(word: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (_NAMES.c.token >= word, _NAMES.c.token < word + _LAST)


def scan_people(connection: sa.Connection, scan: Scan, limit: int) -> list[UUID]:
    """At most `limit` people of a scan, in the order of the token that matched."""
    query = sa.select(_NAMES.c.person_id).where(*_beginning(scan.driver))
    for word in scan.others:
        query = query.where(_NAMES.c.names.contains(f" {word}", autoescape=False))
    found = connection.execute(query.order_by(_NAMES.c.token, _NAMES.c.person_id).limit(limit * 2)).scalars()
    return list(dict.fromkeys(found))[:limit]


def find_people(connection: sa.Connection, text: str, limit: int = 50) -> list[UUID]:
    """People whose names, birth date, telephone or numbers begin with every word of `text`, in any order."""
    words = words_of(text)
    return scan_people(connection, plan(connection, words), limit) if words else []


def find_sound_alikes(connection: sa.Connection, text: str, limit: int = 20) -> list[UUID]:
    """People with a name that sounds like each whole word of `text` (two letters and more)."""
    keys = [key for word in words_of(text) if len(word) > 2 and word.isalpha() and (key := sound_key(word))]
    if not keys:
        return []
    query = sa.select(_SOUNDS.c.person_id).where(_SOUNDS.c.key == max(keys, key=len))
    for key in keys:
        query = query.where(_SOUNDS.c.joined.contains(f" {key} ", autoescape=False))
    return list(connection.execute(query.limit(limit)).scalars())
