# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one line of a file says of a person and her household, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.exchange.histories import ProcedureDraft
from app.exchange.values import Value
from app.french.dates import PartialDate
from app.french.names import fold

Verdict = Literal["ok", "to_correct"]


class IdentityKey(NamedTuple):
    """What two records of one person share: folded names, and the date of birth as far as it is known ("" unknown)."""

    birth_name: str
    first_names: str
    birth: str


def identity_of(birth_name: str, first_names: str, birth: str) -> IdentityKey:
    """Give the key by which a person is already there; `birth` in the form of `PartialDate.iso`."""
    return IdentityKey(fold(birth_name), fold(first_names), birth)


@dataclass(frozen=True, slots=True)
class Fault:
    """What one cell has against it. `value` is what it holds; never a social security number."""

    column: str
    heading: str
    reason: str
    value: str = ""

    @property
    def sentence(self) -> str:
        """Say it with its place: « Le 31 février n’existe pas. Colonne F »."""
        return f"{self.reason} Colonne\u00a0{self.column}" if self.column else self.reason


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """One person of the household. `link` is a code of `household_link`; `column` the first of her columns."""

    name: str
    first_names: str
    birth_date: PartialDate | None
    link: str
    column: str


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as her line says. `title` is a code of `civility`, or "".

    `values` holds what else was read, by path of the target: « person.phone », « household.type », « referent », and
    « note »: all that goes to the note, one remark a line.
    """

    birth_name: str = ""
    first_names: str = ""
    use_name: str = ""
    title: str = ""
    birth_date: PartialDate | None = None
    values: Mapping[str, Value] = field(default_factory=lambda: dict[str, Value]())

    @property
    def key(self) -> IdentityKey:
        """Give the key by which she is already there."""
        return identity_of(self.birth_name, self.first_names, self.birth_date.iso if self.birth_date else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file with its verdict in itself; whether she is already there is for the vault to say.

    `same_as` is the number of an earlier line about the same person, when that is all there is against this one.
    """

    number: int
    person: PersonDraft
    members: tuple[MemberDraft, ...] = ()
    procedures: tuple[ProcedureDraft, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    same_as: int | None = None

    @property
    def verdict(self) -> Verdict:
        """Say whether the line can be taken as it is."""
        return "to_correct" if self.faults else "ok"
