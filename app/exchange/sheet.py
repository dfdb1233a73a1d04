# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a spreadsheet is once read: rows of cells, each row with the number its user sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Cell = str | int | float | bool | date | None
Progress = Callable[[int, int], None]
"""Called with the lines done and the lines in all (0 while not known)."""
Stopped = Callable[[], bool]
"""Asked now and then; True gives the work up."""

MOST_LINES = 100_000
MOST_COLUMNS = 702
MOST_CELLS = 10_000_000
LONGEST_CELL = 32_767
LOCKED = "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis réessayez."
TOO_MANY_LINES = "Ce fichier compte plus de 100\u202f000 lignes\u00a0: partagez-le en plusieurs fichiers."


class Unreadable(Exception):
    """The file cannot be taken; `sentence` says why and what to do, in French, ready to show."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class GivenUp(Exception):
    """The work was stopped by its caller; nothing is kept of it."""


class Row(NamedTuple):
    """One row that holds something: its number in the spreadsheet (from 1) and its cells, from column A."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows that hold something, the other sheets one may choose, and what is worth saying of it."""

    name: str
    rows: tuple[Row, ...]
    choices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Give the number of columns, up to the last that holds something."""
        return max((len(row.cells) for row in self.rows), default=0)


def letter_of(index: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    while index >= 0:
        letters = chr(65 + index % 26) + letters
        index = index // 26 - 1
    return letters


def index_of(letters: str) -> int:
    """Give the index of a column from its name; raises ValueError when it is not one."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        raise ValueError(f"not a column name: {letters!r}")
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def text_of(cell: Cell) -> str:
    """Write a cell as its user reads it: « 02/03/1990 » for a date, « oui » for a box, without outer spaces."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
    if isinstance(cell, float):
        return repr(cell).replace(".", ",")
    return str(cell)


def kept(number: int, cells: list[Cell]) -> Row | None:
    """Make a row without its empty end; None when nothing is left."""
    filled = len(cells)
    while filled and (cells[filled - 1] is None or _blank(cells[filled - 1])):
        filled -= 1
    return Row(number, tuple(cells[:filled])) if filled else None


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()
