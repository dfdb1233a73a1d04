# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists written for a spreadsheet (.xlsx, .csv): every column, and nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import re
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, cast

from app.exchange.delimited import FORMULA_START
from app.exchange.sheet import LONGEST_CELL, text_of
from app.french.dates import PartialDate, say_birth

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | bool | date | PartialDate | None


@dataclass(frozen=True)
class Table:
    """A list to write: its title (the name of the sheet), its headings, and its rows, which may be a generator."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_xlsx(path: Path, table: Table) -> None:
    """Write the list as an .xlsx, whole or not at all. Raises OSError when it cannot be written.

    Rows go to the disk as they come, beside the file and nowhere else: what is exported leaves no copy elsewhere.
    """
    from xlsxwriter.exceptions import XlsxWriterException

    with _whole(path) as (draft, folder):
        try:
            _fill_workbook(draft, folder, table)
        except XlsxWriterException as fault:
            raise OSError(str(fault)) from fault


def write_csv(path: Path, table: Table) -> None:
    """Write the list as a CSV every spreadsheet opens (UTF-8 with its mark, `;`), whole or not at all.

    A text that would be computed (= + - @, tab or return first) is kept a text by a `'` before it, which
    `spreadsheet.read` takes off again. Raises OSError.
    """
    with _whole(path) as (draft, _), draft.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow([_inert(heading) for heading in table.headings])
        writer.writerows([_inert(_text(value)) for value in row] for row in table.rows)


@contextmanager
def _whole(path: Path) -> Generator[tuple[Path, Path]]:
    """Give a file to write in a folder of its own beside `path`; it takes the name of `path` when all went well."""
    with TemporaryDirectory(prefix=".maillon-", dir=path.parent) as name:
        folder = Path(name)
        draft = folder / path.name
        yield draft, folder
        draft.replace(path)


_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _clean(text: str) -> str:
    text = _NO_CHARACTER.sub("", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _inert(text: str) -> str:
    text = _clean(text)
    return f"'{text}" if FORMULA_START.match(text) else text


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    return say_birth(value) if isinstance(value, PartialDate) else text_of(value)


# In a workbook

_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_FIRST_YEAR = 1901
_MOST_DIGITS = 10**15


def _fill_workbook(draft: Path, folder: Path, table: Table) -> None:
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "tmpdir": str(folder),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(str(draft), options) as book:
        pen = _Pen(cast("_Book", book), _FORBIDDEN_IN_TITLE.sub(" ", table.title)[:31].strip() or "Liste")
        pen.head(table.headings)
        for number, row in enumerate(table.rows, start=1):
            pen.write(number, row)


class _Book(Protocol):
    """What is used of xlsxwriter's workbook, whose own annotations are incomplete."""

    def add_worksheet(self, name: str) -> Worksheet: ...

    def add_format(self, properties: dict[str, object]) -> Format: ...


class _Pen:
    """Writes cells each in its own type, so that no text is ever taken for a formula."""

    def __init__(self, book: _Book, title: str) -> None:
        self._page = book.add_worksheet(title)
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "quote_prefix": True})
        self._day = book.add_format({"num_format": "dd/mm/yyyy"})
        self._quoted = book.add_format({"quote_prefix": True})

    def head(self, headings: Sequence[str]) -> None:
        """Write the headings, kept in sight, each column about as wide as its heading."""
        for column, heading in enumerate(headings):
            self._page.set_column(column, column, min(40, max(12, len(heading) + 2)))
        self._page.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            self._page.write_string(0, column, _clean(heading), self._bold)

    def write(self, number: int, row: Sequence[Value]) -> None:
        """Write one row."""
        for column, value in enumerate(row):
            self._write(number, column, value)

    def _write(self, number: int, column: int, value: Value) -> None:
        day = _day(value)
        if day is not None:
            self._page.write_datetime(number, column, datetime.combine(day, time()), self._day)
        elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST_DIGITS:
            self._page.write_number(number, column, value)
        elif text := _clean(_text(value)):
            self._page.write_string(number, column, text, self._quoted if FORMULA_START.match(text) else None)


def _day(value: Value) -> date | None:
    """Give the day to write as a date; a spreadsheet knows none before 1900."""
    if isinstance(value, PartialDate):
        value = value.earliest if value.precision == "day" else None
    return value if isinstance(value, date) and value.year >= _FIRST_YEAR else None
