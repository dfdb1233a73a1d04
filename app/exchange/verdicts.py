# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each line of a sheet judged by itself: what it says, and what has to be corrected, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from app import RESOURCES
from app.exchange.columns import Column, Columns, lines_of
from app.exchange.drafts import Fault, IdentityKey, Line, MemberDraft, PersonDraft
from app.exchange.full_names import cut
from app.exchange.histories import History, ProcedureDraft
from app.exchange.sheet import Cell, GivenUp, Progress, Row, Sheet, Stopped, text_of
from app.exchange.targets import Target, load
from app.exchange.values import NOTHING, Reading, Value, read_cell
from app.french.dates import PartialDate, age_on, say_birth
from app.french.identifiers import looks_like_iban, looks_like_nir
from app.french.names import fold

NIR_REASON = "Ceci ressemble à un numéro de sécurité sociale\u00a0: Maillon ne le garde pas. Retirez-le du fichier."
_IBAN_REASON = "Ceci ressemble à un numéro de compte bancaire\u00a0: est-ce utile\u202f?"
_SHORTEST_NUMBER = 13
_LONGEST_VALUE = 200
_LINES_BETWEEN_NEWS = 200
_CELLS_REMEMBERED = 20_000


def judge(
    sheet: Sheet,
    columns: Columns,
    today: date,
    *,
    progress: Progress | None = None,
    stopped: Stopped | None = None,
    resources: Path = RESOURCES,
) -> tuple[Line, ...]:
    """Judge every line below the headings. Raises GivenUp when `stopped` answered True.

    A line is `ok`, warnings or not, or `to_correct`. No text shaped like a social security number is kept anywhere in
    what is returned.
    """
    rows = lines_of(sheet, columns)
    histories = load(resources).histories
    lines: list[Line] = []
    read = lru_cache(maxsize=_CELLS_REMEMBERED, typed=True)(read_cell)  # of this list alone: forgotten with it
    for done, row in enumerate(rows):
        if done % _LINES_BETWEEN_NEWS == 0:
            _breathe(done, len(rows), progress, stopped)
        line = _Judgement(row, columns, today, read, histories).line()
        if line is not None:
            lines.append(line)
    _breathe(len(rows), len(rows), progress, stopped)
    return tuple(_seen_twice(lines, columns))


def _breathe(done: int, total: int, progress: Progress | None, stopped: Stopped | None) -> None:
    if stopped is not None and stopped():
        raise GivenUp
    if progress is not None:
        progress(done, total)


@dataclass(slots=True)
class _Judgement:
    """One row being read: what was found so far, by path, with the column it came from."""

    row: Row
    columns: Columns
    today: date
    read_cell: Callable[[Cell, Target, date], Reading]
    histories: tuple[History, ...]
    values: dict[str, Value] = field(default_factory=lambda: dict[str, Value]())
    origins: dict[str, Column] = field(default_factory=lambda: dict[str, Column]())
    notes: list[str] = field(default_factory=lambda: list[str]())
    faults: list[Fault] = field(default_factory=lambda: list[Fault]())
    warnings: list[Fault] = field(default_factory=lambda: list[Fault]())

    def line(self) -> Line | None:
        """Read the row; None when nothing that is taken is filled."""
        cells = self.row.cells
        for column in self.columns.columns:
            if column.index < len(cells) and cells[column.index] is not None:
                self._read(column, cells[column.index])
        if not (self.values or self.notes or self.faults):
            return None
        self._name_whole()
        self._check_names()
        self._check_order_of_dates()
        members = tuple(self._members())
        procedures = tuple(self._procedures())
        person = self._person()
        return Line(self.row.number, person, members, procedures, tuple(self.faults), tuple(self.warnings))

    def _read(self, column: Column, cell: Cell) -> None:
        if column.target is not None and column.target.kind == "forbidden":
            return
        text = text_of(cell)
        if len(text) >= _SHORTEST_NUMBER and looks_like_nir(text):
            self.faults.append(Fault(column.letter, column.heading, NIR_REASON))
        elif column.target is not None:
            self._take(column, cell, text)

    def _take(self, column: Column, cell: Cell, text: str) -> None:
        assert column.target is not None
        reading = self.read_cell(cell, column.target, self.today)
        if reading is NOTHING:
            return
        self._remark(column, reading, text)
        if len(text) >= _SHORTEST_NUMBER and looks_like_iban(text):
            self.warnings.append(Fault(column.letter, column.heading, _IBAN_REASON))
        path = column.target.path
        if reading.value is not None and column.target.noted:
            self.notes.append(f"{column.target.noted}\u00a0: {text}")
        elif reading.value is not None and path not in self.values:
            self.values[path], self.origins[path] = reading.value, column
        elif reading.value is not None:
            self.notes.append(f"{column.target.label}\u00a0: {text}")
        if reading.note:
            self.notes.append(reading.note)

    def _remark(self, column: Column, reading: Reading, text: str) -> None:
        if reading.fault:
            self.faults.append(Fault(column.letter, column.heading, reading.fault, text[:_LONGEST_VALUE]))
        if reading.warning:
            self.warnings.append(Fault(column.letter, column.heading, reading.warning, text[:_LONGEST_VALUE]))

    # The person

    def _name_whole(self) -> None:
        """Cut the name written whole in one cell; what a column of its own says comes first."""
        whole = self.values.pop("person.full_name", None)
        if not isinstance(whole, str):
            return
        column = self.origins["person.full_name"]
        parts = cut(whole)
        found = {"birth_name": parts.birth_name, "first_names": parts.first_names, "use_name": parts.use_name}
        for name, value in {**found, "title": parts.title}.items():
            if value and f"person.{name}" not in self.values:
                self.values[f"person.{name}"], self.origins[f"person.{name}"] = value, column
        if parts.unsure:
            said = (
                f"Lu\u00a0: nom «\u00a0{parts.birth_name}\u00a0», prénom «\u00a0{parts.first_names}\u00a0». À vérifier."
            )
            self.warnings.append(Fault(column.letter, column.heading, said, whole))

    def _check_names(self) -> None:
        if not self._text("person.birth_name") and self._text("person.use_name"):
            self.values["person.birth_name"] = self.values.pop("person.use_name")
            self._warn("person.use_name", "Nom de naissance absent\u00a0: le nom d’usage est repris.")
        if fold(self._text("person.use_name")) == fold(self._text("person.birth_name")):
            self.values.pop("person.use_name", None)
        if self._is_missing("person.birth_name"):
            self._fault("person.birth_name", "Il manque le nom.")
        if self._is_missing("person.first_names"):
            self._fault("person.first_names", "Il manque le prénom.")
        if self._is_missing("person.birth_date"):
            self._warn("person.birth_date", "Sans date de naissance, un doublon se voit moins bien.")

    def _check_order_of_dates(self) -> None:
        for path, column in self.origins.items():
            target = column.target
            if target is None or not target.not_before or target.path != path:
                continue
            first, last = self.values.get(target.not_before), self.values.get(path)
            if isinstance(first, date) and isinstance(last, date) and last < first:
                self._fault(path, target.too_early, text_of(last))

    def _person(self) -> PersonDraft:
        birth = self.values.pop("person.birth_date", None)
        rest = {path: value for path, value in self.values.items() if not _ELSEWHERE.match(path)}
        if self.notes:
            rest["note"] = "\n".join(self.notes)
        return PersonDraft(
            self._text("person.birth_name"),
            self._text("person.first_names"),
            self._text("person.use_name"),
            self._text("person.title"),
            birth if isinstance(birth, PartialDate) else None,
            rest,
        )

    def _procedures(self) -> Iterator[ProcedureDraft]:
        for history in self.histories:
            prefix = f"procedure.{history.scheme}."
            values = {
                path.removeprefix(prefix): value
                for path, value in self.values.items()
                if path.startswith(prefix) and not isinstance(value, PartialDate)
            }
            told = history.tell(values)
            self.notes += told.notes
            if told.procedure is not None:
                yield told.procedure

    # Her household

    def _members(self) -> Iterator[MemberDraft]:
        groups: dict[str, dict[str, str]] = {}
        for path in self.values:
            match = _MEMBER.fullmatch(path)
            if match:
                groups.setdefault(match[1], {})[match[2]] = path
        for paths in groups.values():
            if set(paths) - {"link"}:
                yield self._member(paths)

    def _member(self, paths: Mapping[str, str]) -> MemberDraft:
        column = self.origins[next(iter(paths.values()))]
        birth = self.values.get(paths.get("birth_date", ""))
        targets = [self.origins[path].target for path in paths.values()]
        default = next((target.link for target in targets if target and target.link), _OTHER_LINK)
        member = MemberDraft(
            self._text(paths.get("name", "")),
            self._text(paths.get("first_names", "")),
            birth if isinstance(birth, PartialDate) else None,
            self._text(paths.get("link", "")) or default,
            column.letter,
        )
        member = self._named_after_her(member, column)
        self._check_age(member, paths)
        return member

    def _named_after_her(self, member: MemberDraft, column: Column) -> MemberDraft:
        if member.name or not member.first_names or member.link != _CHILD:
            return member
        self.warnings.append(
            Fault(column.letter, column.heading, "Nom de l’enfant absent\u00a0: celui de la personne est repris.")
        )
        return replace(member, name=self._text("person.birth_name"))

    def _check_age(self, member: MemberDraft, paths: Mapping[str, str]) -> None:
        hers = self.values.get("person.birth_date")
        if member.birth_date is None:
            return
        reason = _odd_age(member, hers if isinstance(hers, PartialDate) else None, self.today)
        if reason:
            self._warn(paths["birth_date"], reason, say_birth(member.birth_date))

    # Speaking of a column by its path

    def _text(self, path: str) -> str:
        value = self.values.get(path)
        return value if isinstance(value, str) else ""

    def _column(self, path: str) -> Column | None:
        return self.origins.get(path) or self.columns.column_of(path) or self.columns.column_of("person.full_name")

    def _is_missing(self, path: str) -> bool:
        """Tell whether there is nothing, and nothing said of it yet."""
        column = self.columns.column_of(path)
        letter = column.letter if column else None
        return not self.values.get(path) and all(fault.column != letter for fault in self.faults)

    def _fault(self, path: str, reason: str, value: str = "") -> None:
        self.faults.append(self._said(path, reason, value))

    def _warn(self, path: str, reason: str, value: str = "") -> None:
        self.warnings.append(self._said(path, reason, value))

    def _said(self, path: str, reason: str, value: str) -> Fault:
        column = self._column(path)
        return Fault(column.letter if column else "", column.heading if column else "", reason, value)


_ELSEWHERE = re.compile(r"person\.(birth_name|first_names|use_name|title|birth_date)$|household\.members\[|procedure\.")
_MEMBER = re.compile(r"household\.members\[(.+)\]\.(\w+)")
_CHILD, _PARENT, _OTHER_LINK = "enfant", "parent", "autre"
_YOUNGEST_PARENT = 12
_OLDEST_CHILD_ALONE = 70


def _odd_age(member: MemberDraft, hers: PartialDate | None, today: date) -> str:
    """Say what is odd in an age, or nothing: a child about as old as her, a parent about as young."""
    assert member.birth_date is not None
    born = member.birth_date.year
    if member.link == _CHILD and hers is None and age_on(member.birth_date, today) > _OLDEST_CHILD_ALONE:
        return f"Naissance en {born} pour un enfant\u00a0: à vérifier."
    if member.link == _CHILD and hers is not None and born < hers.year + _YOUNGEST_PARENT:
        return f"Naissance en {born} pour un enfant, en {hers.year} pour la personne\u00a0: à vérifier."
    if member.link == _PARENT and hers is not None and hers.year < born + _YOUNGEST_PARENT:
        return f"Naissance en {born} pour un parent, en {hers.year} pour la personne\u00a0: à vérifier."
    return ""


# Twice in one file


def _seen_twice(lines: Iterable[Line], columns: Columns) -> Iterator[Line]:
    """Point at the second of two lines about one person, and at a number of the old tool given twice."""
    people: dict[IdentityKey, int] = {}
    numbers: dict[str, int] = {}
    for line in lines:
        line = _same_person(line, people, columns)
        yield _same_number(line, numbers, columns)


def _same_person(line: Line, people: dict[IdentityKey, int], columns: Columns) -> Line:
    key = line.person.key
    if not (key.birth_name and key.first_names) or line.faults:
        return line
    first = people.setdefault(key, line.number)
    if first == line.number:
        return line
    column = columns.column_of("person.birth_name") or columns.column_of("person.full_name")
    place = (column.letter, column.heading) if column else ("", "")
    if key.birth:
        fault = Fault(*place, f"Même nom, même prénom et même naissance que la ligne {first}.")
        return replace(line, faults=(fault,), same_as=first)
    warning = Fault(*place, f"Même nom et même prénom que la ligne {first}, sans date de naissance.")
    return replace(line, warnings=(*line.warnings, warning))


def _same_number(line: Line, numbers: dict[str, int], columns: Columns) -> Line:
    number = line.person.values.get("person.former_number")
    column = columns.column_of("person.former_number")
    if not isinstance(number, str) or column is None:
        return line
    first = numbers.setdefault(number, line.number)
    if first == line.number:
        return line
    warning = Fault(column.letter, column.heading, f"Numéro déjà donné à la ligne {first}.", number)
    return replace(line, warnings=(*line.warnings, warning))
