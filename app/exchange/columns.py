# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which column holds what: recognised by headings and by contents, then corrected by the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app import RESOURCES
from app.exchange.contents import MOSTLY, are_civilities, kind_of_cells, share_of
from app.exchange.headings import SURE_ENOUGH, Headings, Likeness, known_to
from app.exchange.sheet import Cell, Row, Sheet, letter_of, text_of
from app.exchange.targets import Target, Targets, load
from app.french.identifiers import looks_like_nir

BY_CONTENT = 0.5
"""The confidence in a column known by its cells alone."""

CHOSEN = 1.0

_FIRST_ROWS = 20
_SAMPLED_ROWS = 200
_LONGEST_SAMPLE = 60
_HIDDEN_SAMPLE = "(numéro non affiché)"


@dataclass(frozen=True)
class Column:
    """One column of the file. `target` is None when its cells are not taken; `samples` are its first two values.

    `index` is the place of its cells in a row.
    """

    letter: str
    index: int
    heading: str
    target: Target | None
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet. `heading_row` is the number of the row of headings, None when there is none."""

    heading_row: int | None
    columns: tuple[Column, ...]

    @property
    def recognised(self) -> int:
        """Count the columns that go somewhere."""
        return sum(column.target is not None for column in self.columns)

    @property
    def lacks(self) -> tuple[str, ...]:
        """Say, in French, what no column gives and no person can be created without; empty when all is there."""
        paths = {column.target.path for column in self.columns if column.target is not None}
        lacks: list[str] = []
        if not paths & {"person.birth_name", "person.use_name", "person.full_name"}:
            lacks.append("Aucune colonne ne donne le nom\u00a0: choisissez-la.")
        if not paths & {"person.first_names", "person.full_name"}:
            lacks.append("Aucune colonne ne donne le prénom\u00a0: choisissez-la.")
        return tuple(lacks)

    def column_of(self, path: str) -> Column | None:
        """Give the first column that goes to this path."""
        return next((column for column in self.columns if column.target and column.target.path == path), None)

    def with_choices(self, choices: Mapping[str, str | None], resources: Path = RESOURCES) -> Columns:
        """Correct columns: {letter: path of a target, or None not to take it}.

        A path that takes one column only leaves the column that had it. Raises ValueError on an unknown letter or path.
        """
        targets = load(resources)
        chosen = {letter: _target_of(targets, path) for letter, path in choices.items()}
        if unknown := sorted(set(chosen) - {column.letter for column in self.columns}):
            raise ValueError(f"no such column: {', '.join(unknown)}")
        taken = {target.path for target in chosen.values() if target is not None and not target.many}
        return replace(self, columns=tuple(_corrected(column, chosen, taken) for column in self.columns))


def recognise(sheet: Sheet, resources: Path = RESOURCES) -> Columns:
    """Find the row of headings among the first rows, and what each column holds."""
    targets = load(resources)
    known = known_to(targets)
    heading_row = _heading_row(sheet.rows[:_FIRST_ROWS], known)
    headings = heading_row.cells if heading_row else ()
    number = heading_row.number if heading_row else None
    below = [row for row in sheet.rows if number is None or row.number > number]
    cells = [_cells(below, index) for index in range(sheet.width)]
    texts = [text_of(headings[index]) if index < len(headings) else "" for index in range(sheet.width)]
    found = _assigned(_candidates(texts, cells, known))
    _known_by_content(found, cells, targets)
    columns = [
        Column(letter_of(index), index, text, *_choice(found.get(index)), _samples(cells[index]))
        for index, text in enumerate(texts)
        if text or cells[index]
    ]
    return Columns(number, tuple(columns))


def lines_of(sheet: Sheet, columns: Columns) -> tuple[Row, ...]:
    """Give the rows below the headings."""
    return tuple(row for row in sheet.rows if columns.heading_row is None or row.number > columns.heading_row)


def _target_of(targets: Targets, path: str | None) -> Target | None:
    target = targets.find(path) if path is not None else None
    if path is not None and target is None:
        raise ValueError(f"no such target: {path}")
    return target


def _corrected(column: Column, chosen: Mapping[str, Target | None], taken: set[str]) -> Column:
    if column.letter in chosen:
        return replace(column, target=chosen[column.letter], confidence=CHOSEN)
    if column.target is not None and column.target.path in taken:
        return replace(column, target=None, confidence=0.0)
    return column


# The row of headings


def _heading_row(rows: Sequence[Row], known: Headings) -> Row | None:
    """Give the row with most known headings; a single one is believed beside nothing but words."""
    scored = [(sum(_is_heading(cell, known) for cell in row.cells), row) for row in rows]
    most = max((score for score, _ in scored), default=0)
    row = next((row for score, row in scored if score == most), None)
    if row is None or most == 0:
        return None
    return row if most >= 2 or all(_is_wording(cell) for cell in row.cells) else None


def _is_heading(cell: Cell, known: Headings) -> bool:
    return isinstance(cell, str) and bool(known.alike(cell, thorough=False))


def _is_wording(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not any(character.isdigit() for character in cell))


# The columns


def _cells(rows: Sequence[Row], index: int) -> list[Cell]:
    cells: list[Cell] = []
    for row in rows:
        if index < len(row.cells) and text_of(row.cells[index]):
            cells.append(row.cells[index])
            if len(cells) == _SAMPLED_ROWS:
                break
    return cells


def _candidates(
    texts: Sequence[str], cells: Sequence[Sequence[Cell]], known: Headings
) -> list[tuple[float, int, Likeness]]:
    """Give every likely (score, column, target), best first: a heading that contradicts its cells is believed less."""
    found: list[tuple[float, int, Likeness]] = []
    for index, text in enumerate(texts):
        for likeness in known.alike(text) if text else ():
            share = share_of(likeness.target.kind, cells[index])
            doubtful = share is not None and share <= MOSTLY
            found.append((likeness.score * (0.7 if doubtful else 1.0), index, likeness))
    return sorted(found, key=lambda candidate: (-candidate[0], -candidate[2].words, candidate[1]))


def _assigned(candidates: Sequence[tuple[float, int, Likeness]]) -> dict[int, Likeness]:
    """Give each column its best target, each target to its best column."""
    found: dict[int, Likeness] = {}
    taken: set[str] = set()
    for score, index, likeness in candidates:
        target = likeness.target
        if index in found or target.path in taken or score < SURE_ENOUGH:
            continue
        found[index] = Likeness(target, score)
        if not target.many:
            taken.add(target.path)
    return found


def _known_by_content(found: dict[int, Likeness], cells: Sequence[Sequence[Cell]], targets: Targets) -> None:
    """Complete with columns whose cells speak for themselves; one that holds NIRs is never read, whatever its name."""
    taken = {likeness.target.path for likeness in found.values()}
    for index, column in enumerate(cells):
        kind = kind_of_cells(column)
        path = "never" if kind == "forbidden" else _PATHS_BY_CONTENT.get(kind or "")
        if path is None and are_civilities(column):
            path = "person.title"
        if path is None or (path != "never" and (index in found or path in taken)):
            continue
        target = targets.find(path)
        if target is not None:
            found[index] = Likeness(target, BY_CONTENT)
            taken.add(path)


_PATHS_BY_CONTENT = {
    "email": "person.email",
    "housing_request": "person.housing_request_number",
    "birth": "person.birth_date",
    "phone": "person.phone",
    "postal_code": "person.postal_code",
}


def _choice(likeness: Likeness | None) -> tuple[Target | None, float]:
    return (likeness.target, round(likeness.score, 2)) if likeness is not None else (None, 0.0)


def _samples(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(_sample(text_of(cell)) for cell in cells[:2])


def _sample(text: str) -> str:
    if looks_like_nir(text):
        return _HIDDEN_SAMPLE
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SAMPLE else line[: _LONGEST_SAMPLE - 1] + "…"
