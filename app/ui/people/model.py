# SPDX-License-Identifier: AGPL-3.0-or-later
"""People as rows: who, born when, where, followed by whom, what falls due next; what a search found is marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.french.dates import say_birth, say_short
from app.french.identifiers import say_phone
from app.french.names import fold, tokens
from app.french.typography import typeset
from app.schemes.calendar import add_months
from app.services.people import MONTHS_WITHOUT_CONTACT, Filter
from app.services.person_lines import PersonLine
from app.services.search import Found
from app.ui.deadline_items import DEADLINE_LOOKS
from app.ui.widgets.rows import Group
from app.ui.widgets.table import Cell, Column, TableRows
from app.ui.widgets.words import Run

PAGE = 50
STATE_WORDS = {"overdue": ", dépassée", "advised": ", conseillé"}


@dataclass(frozen=True)
class PersonRow:
    """A person in the list; `words` are what was searched, folded."""

    id: str
    line: PersonLine
    words: tuple[str, ...] = ()


class PeopleRows(TableRows):
    """The people found, or everyone of a filter, read page by page with `read(offset)`."""

    def __init__(self, columns: Sequence[Column], read: Callable[[int], Sequence[PersonLine]]) -> None:
        super().__init__(columns)
        self.read = read
        self.total: int | None = None
        self.pages: dict[int, list[PersonRow]] = {}

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show what was found."""
        self.total = None
        super().show_rows(rows)

    def show_everyone(self, total: int, first: Sequence[PersonLine]) -> None:
        """Show everyone of a filter, the first page already read."""
        self.beginResetModel()
        self.rows, self.total = [], total
        self.pages = {0: [PersonRow(str(each.id), each) for each in first]}
        self.endResetModel()

    def row_at(self, place: int) -> Any:
        """The row at a place, its page read the first time."""
        if self.total is None:
            return super().row_at(place)
        number, at = divmod(place, PAGE)
        if number not in self.pages:
            self.pages[number] = [PersonRow(str(each.id), each) for each in self.read(number * PAGE)]
        page = self.pages[number]
        return page[at] if at < len(page) else page[-1]

    def rowCount(self, parent: Any = None) -> int:
        """How many rows."""
        if parent is not None and parent.isValid():
            return 0
        return len(self.rows) if self.total is None else self.total

    def is_group(self, place: int) -> bool:
        """Whether a place holds a heading: none in the whole list."""
        return self.total is None and super().is_group(place)

    def place_of(self, key: str) -> int:
        """The place of a row among those already read."""
        if self.total is None:
            return super().place_of(key)
        for number, page in self.pages.items():
            at = next((at for at, row in enumerate(page) if row.id == key), -1)
            if at >= 0:
                return number * PAGE + at
        return -1


def columns(day: Callable[[], date]) -> tuple[Column, ...]:
    """The columns, those that fold away first last."""

    def due_next(row: PersonRow) -> Cell:
        return next_due(row.line, day())

    return (
        Column("Personne", named, 210, 3),
        Column("Naissance", born, 110),
        Column("Commune", town, 130, 1, rank=3),
        Column("Référent", lead, 140, 1, rank=2),
        Column("Démarches", procedures, 92, figures=True),
        Column("Prochaine échéance", due_next, 176, 1, rank=1),
    )


def named(row: PersonRow) -> Cell:
    """Her name, what was searched marked; below, how to reach her, or by whom she was found."""
    line = row.line
    if line.via:
        second = typeset(f"dans son ménage : {line.via}")
    else:
        second = " · ".join(part for part in (say_phone(line.phone) if line.phone else "", line.file_number) if part)
    return Cell(tuple(marked(full(line), row.words)), second, strong=True)


def full(line: PersonLine) -> str:
    """« Léa Marchetti », « Inès Moreau, née Benali » when the name of birth is another."""
    if line.use_name and fold(line.use_name) != fold(line.birth_name):
        word = {"mme": "née", "m": "né"}.get(line.title or "", "nom de naissance")
        return f"{line.name}, {word} {line.birth_name}"
    return line.name


def born(row: PersonRow) -> Cell:
    """Her birth, or its year."""
    birth = row.line.birth
    return Cell(say_birth(birth) if birth else "à noter", token="ink" if birth else "soon")


def town(row: PersonRow) -> Cell:
    """Where she lives."""
    return Cell(row.line.town)


def lead(row: PersonRow) -> Cell:
    """Who follows her."""
    return Cell(row.line.lead or "aucun", token="ink" if row.line.lead else "ink2")


def procedures(row: PersonRow) -> Cell:
    """How many procedures are open."""
    return Cell("" if row.line.restricted else str(row.line.open_procedures), figures=True)


def next_due(line: PersonLine, day: date) -> Cell:
    """What falls due next."""
    if line.restricted:
        return Cell("")
    if line.next_due is None or line.next_due_state is None:
        return Cell("aucune", token="ink2")
    icon, token = DEADLINE_LOOKS[line.next_due_state]
    said = say_short(line.next_due, day) + STATE_WORDS.get(line.next_due_state, "")
    return Cell(said, token=token if token != "accent" else "ink", icon=icon, icon_token=token)


def groups(found: Found, kept: Callable[[PersonLine], bool]) -> list[Group | PersonRow]:
    """What a search found, in its order, under headings."""
    words = tokens(found.text)
    first = "Nom, date ou numéro" if any(sign.isdigit() for sign in found.text) else "Nom ou prénom"
    parts = (
        (first, found.by_name),
        ("Nom proche à l’oreille", found.by_sound),
        ("Contact ou ménage", found.by_contact),
    )
    made: list[Group | PersonRow] = []
    for title, lines in parts:
        shown = [each for each in lines if kept(each)]
        if shown:
            several = found.more and lines is found.by_name
            count = f"plus de {len(shown)}" if several else str(len(shown))
            made.append(Group(typeset(f"{title} : {count} {'personne' if len(shown) == 1 else 'personnes'}")))
            made += [PersonRow(str(each.id), each, words) for each in shown]
    return made


def passes(filter_: Filter, worker: UUID, today: date, within: Set[UUID] = frozenset()) -> Callable[[PersonLine], bool]:
    """Whether a person found is one of a filter; `within` are those who are in a programme."""
    since = add_months(today, -MONTHS_WITHOUT_CONTACT)

    def mine(line: PersonLine) -> bool:
        return line.lead_id == worker

    def silent(line: PersonLine) -> bool:
        return mine(line) and (line.last_contact is None or line.last_contact < since)

    def alone(line: PersonLine) -> bool:
        return line.lead_id is None

    def taking_part(line: PersonLine) -> bool:
        return line.id in within

    def anyone(_line: PersonLine) -> bool:
        return True

    kinds: dict[Filter, Callable[[PersonLine], bool]] = {"mine": mine, "no_contact": silent, "no_lead": alone}
    kinds["in_programme"] = taking_part
    return kinds.get(filter_, anyone)


def marked(text: str, words: Sequence[str]) -> list[Run]:
    """The text with the beginnings of its words that were searched marked, in weight 600."""
    runs: list[Run] = []
    at = 0
    while at < len(text):
        starts = at == 0 or not text[at - 1].isalnum()
        length = next((n for word in words if (n := begins(text, at, word))), 0) if starts else 0
        end = at + (length or 1)
        if runs and not length and not runs[-1].mark:
            runs[-1] = Run(runs[-1].text + text[at:end], 600)
        else:
            runs.append(Run(text[at:end], 600, mark=bool(length)))
        at = end
    return runs


def begins(text: str, at: int, word: str) -> int:
    """How many characters of a text, from a place, say a folded word; 0 when they do not."""
    for end in range(at + 1, min(len(text), at + len(word)) + 1):
        if fold(text[at:end]) == word:
            return end - at
    return 0


def guessed(text: str) -> dict[str, str]:
    """What was searched as the fields of a new dossier: « lea mar 12/03/2002 » has a first name, a name, a birth."""
    words = text.split()
    dates = [word for word in words if any(sign.isdigit() for sign in word)]
    names = [word[:1].upper() + word[1:] for word in words if word not in dates]
    return {
        "first_names": names[0] if len(names) > 1 else "",
        "birth_name": " ".join(names[1:] if len(names) > 1 else names),
        "birth": dates[0] if dates else "",
    }
