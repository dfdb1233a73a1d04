# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who of a list is already in the vault: told by names and birth, or by a number that agrees with a name.

The vault is read once, whatever the length of the list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.exchange.drafts import IdentityKey, PersonDraft
from app.french.names import fold, tokens
from app.models.person import Person

Why = Literal["names", "former_number", "housing_request_number"]
_DAY_KNOWN = len("1990-03-02")
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Known:
    """Someone a line may be: names folded, `birth` as it is kept. `id` in the vault, or else the number of her line."""

    birth_name: str
    use_name: str
    first_names: str
    birth: str
    former_number: str
    housing_request_number: str
    id: UUID | None = None
    line: int | None = None

    @property
    def keys(self) -> Iterable[IdentityKey]:
        """By what she is told: her use name only beside a whole date of birth."""
        yield IdentityKey(self.birth_name, self.first_names, self.birth)
        if self.use_name and len(self.birth) == _DAY_KNOWN:
            yield IdentityKey(self.use_name, self.first_names, self.birth)


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a line already is, and what tells it."""

    known: Known
    why: Why


@dataclass
class Matches:
    """The people a list may name again: those of the vault, then those of its own lines as they are taken."""

    by_key: dict[IdentityKey, Known] = field(default_factory=lambda: dict[IdentityKey, Known]())
    by_number: dict[tuple[Why, str], list[Known]] = field(default_factory=lambda: dict[tuple[Why, str], list[Known]]())

    def add(self, known: Known) -> None:
        """Let later lines be compared with her; the first of two who cannot be told apart is kept."""
        for key in known.keys:
            if key.birth or known.line is None:
                self.by_key.setdefault(key, known)
        for number in _numbers(known):
            self.by_number.setdefault(number, []).append(known)

    def find(self, person: Known) -> Match | None:
        """Whom this person already is, if anyone."""
        for key in person.keys:
            if key.birth_name and key.first_names and (found := self.by_key.get(key)) is not None:
                return Match(found, "names")
        for number in _numbers(person):
            for found in self.by_number.get(number, ()):
                if _agree(person, found):
                    return Match(found, number[0])
        return None


def of_draft(draft: PersonDraft, line: int) -> Known:
    """The person of a line, as she is compared."""
    names = (fold(draft.birth_name), fold(draft.use_name), fold(draft.first_names))
    birth = draft.birth_date.iso if draft.birth_date is not None else ""
    former, request = (draft.values.get(f"person.{name}") for name in ("former_number", "housing_request_number"))
    return Known(*names, birth, _number(former), _number(request), line=line)


def in_vault(session: Session, people: Collection[Known]) -> Matches:
    """The people of the vault who share a birth or a number with one of these. One query."""
    births = {person.birth for person in people}
    numbers = {number for person in people for number in _numbers(person)}
    matches = Matches()
    query = sa.select(
        Person.id,
        Person.birth_name,
        Person.use_name,
        Person.first_names,
        Person.birth,
        Person.former_number,
        Person.housing_request_number,
    ).where(Person.deleted.is_(False))
    rows = session.connection().execute(query.order_by(Person.id), execution_options={"yield_per": _ROWS_AT_ONCE})
    for one, birth_name, use_name, first_names, birth, former, request in rows:
        of_row: tuple[tuple[Why, str], ...] = (
            ("former_number", _number(former)),
            ("housing_request_number", _number(request)),
        )
        if birth in births or not numbers.isdisjoint(of_row):
            names = (fold(birth_name), fold(use_name), fold(first_names))
            matches.add(Known(*names, birth, of_row[0][1], of_row[1][1], id=one))
    return matches


def _numbers(known: Known) -> list[tuple[Why, str]]:
    both: tuple[tuple[Why, str], ...] = (
        ("former_number", known.former_number),
        ("housing_request_number", known.housing_request_number),
    )
    return [one for one in both if one[1]]


def _number(text: object) -> str:
    return "".join(str(text).split()).upper() if text else ""


def _agree(one: Known, other: Known) -> bool:
    """Whether two people who bear the same number are one: a couple has one request, two tools both have a file 12."""
    if set(tokens(one.first_names)).isdisjoint(tokens(other.first_names)):
        return False
    if one.birth and one.birth == other.birth:
        return True
    surnames = set(tokens(f"{other.birth_name} {other.use_name}"))
    return not surnames.isdisjoint(tokens(f"{one.birth_name} {one.use_name}"))
