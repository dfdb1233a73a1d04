# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bytes of a file turned into a sheet, in this very process."""

from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.exchange.delimited import read_delimited
from app.exchange.kinds import kind_of
from app.exchange.sheet import (
    LOCKED,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LINES,
    TOO_MANY_LINES,
    Cell,
    GivenUp,
    Progress,
    Row,
    Sheet,
    Stopped,
    Unreadable,
    kept,
    letter_of,
)
from app.exchange.workbooks import Package, bounded, has_content, sheets_of, trimmed

if TYPE_CHECKING:
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

LARGEST_FILE = 200_000_000
SMALL_FILE = 1_000_000
_SMALL_UNPACKED = 6_000_000


def read_here(
    content: bytes, *, sheet: str | None = None, progress: Progress | None = None, stopped: Stopped | None = None
) -> Sheet:
    """Read one sheet of a file given by its bytes. Raises Unreadable, GivenUp."""
    kind = kind_of(content)
    if kind == "text":
        rows, notes = read_delimited(content)
        found = Sheet("", tuple(rows), (), notes)
    elif kind == "xlsx":
        found = _from_xlsx(content, sheet, progress, stopped)
    else:
        source = bounded(Package(content)) if kind == "ods" else content
        found = _from_other_workbook(source, sheet, progress, stopped)
    if not found.rows:
        raise Unreadable(_NO_LINE)
    return found


def load(path: Path) -> bytes:
    """Give the bytes of a file. Raises Unreadable with the sentence that says why they cannot be had."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable("Ce fichier pèse plus de 200\u00a0Mo\u00a0: ce n’est sans doute pas une liste.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("Ce fichier n’est plus à cet endroit. Choisissez-le à nouveau.") from None
    except IsADirectoryError:
        raise Unreadable("C’est un dossier. Choisissez un fichier .xlsx, .ods, .xls ou .csv.") from None
    except OSError:
        raise Unreadable(
            "Ce fichier ne s’ouvre pas\u00a0: fermez-le dans les autres logiciels, puis réessayez."
        ) from None
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable("Ce fichier est vide.")
    return content


def is_small(path: Path) -> bool:
    """Tell whether a file is small enough to be looked at here; one that cannot be seen is, so as to say why."""
    try:
        return path.stat().st_size <= SMALL_FILE
    except OSError:
        return True


def fits_here(content: bytes) -> bool:
    """Tell whether reading a small file stays short and bounded here. Raises Unreadable on what is no table."""
    kind = kind_of(content)
    return kind == "text" or (kind == "xlsx" and Package(content).unpacked < _SMALL_UNPACKED)


_NO_LINE = "Ce fichier ne contient aucune ligne."


def _from_xlsx(content: bytes, wanted: str | None, progress: Progress | None, stopped: Stopped | None) -> Sheet:
    package = Package(content)
    every = sheets_of(package)
    choices = [one for one in every if one.shown and has_content(package, one)]
    choices = choices or [one for one in every if not one.shown and has_content(package, one)]
    named = [one for one in every if one.name == wanted] if wanted is not None else choices
    if not named:
        raise Unreadable(_no_such_sheet(wanted))
    rebuilt, _ = trimmed(package, named[0], stopped)
    rows = _rows_of(_opened(rebuilt), named[0].name, progress, stopped)
    return Sheet(named[0].name, rows, tuple(one.name for one in choices))


def _from_other_workbook(
    content: bytes, wanted: str | None, progress: Progress | None, stopped: Stopped | None
) -> Sheet:
    from python_calamine import SheetVisibleEnum

    workbook = _opened(content)
    shown = [one.name for one in workbook.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    names = [name for name in shown or workbook.sheet_names if _sheet(workbook, name).end is not None]
    if wanted is not None and wanted not in workbook.sheet_names:
        raise Unreadable(_no_such_sheet(wanted))
    name = wanted if wanted is not None else next(iter(names), None)
    if name is None:
        raise Unreadable(_no_such_sheet(None))
    return Sheet(name, _rows_of(workbook, name, progress, stopped), tuple(names))


def _no_such_sheet(wanted: str | None) -> str:
    if wanted is None:
        return _NO_LINE
    return f"Ce classeur n’a pas de feuille «\u00a0{wanted}\u00a0»."


def _opened(content: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    with _calamine_faults():
        return CalamineWorkbook.from_filelike(io.BytesIO(content))


def _sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    with _calamine_faults():
        return workbook.get_sheet_by_name(name)


@contextmanager
def _calamine_faults() -> Generator[None]:
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise Unreadable(LOCKED) from None
    except (CalamineError, OSError, ValueError):
        raise Unreadable(_DAMAGED_WORKBOOK) from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # Rust gave up; pyo3 derives it from BaseException
            raise Unreadable(_DAMAGED_WORKBOOK) from None
        raise


_DAMAGED_WORKBOOK = (
    "Ce classeur est abîmé ou incomplet. Ouvrez-le dans votre tableur et enregistrez-le à nouveau en .xlsx."
)


def _rows_of(
    workbook: CalamineWorkbook, name: str, progress: Progress | None, stopped: Stopped | None
) -> tuple[Row, ...]:
    source = _sheet(workbook, name)
    _check_size(source)
    left = source.start[1] if source.start else 0
    rows: list[Row] = []
    for number, values in enumerate(source.iter_rows(), start=1):  # from the first row of the sheet, even empty
        row = kept(number, [None] * left + [_cell(value) for value in values])
        if row is not None:
            _check_row(row)
            rows.append(row)
        if len(rows) > MOST_LINES:
            raise Unreadable(TOO_MANY_LINES)
        if number % 500 == 0:
            _breathe(number, source.total_height, progress, stopped)
    return tuple(rows)


def _check_size(source: CalamineSheet) -> None:
    if source.total_width > MOST_COLUMNS or source.height * source.width > MOST_CELLS:
        far = f"{letter_of(source.total_width - 1)}{source.total_height}"
        raise Unreadable(f"Une cellule est remplie très loin de la liste ({far})\u00a0: effacez-la, puis réessayez.")


def _check_row(row: Row) -> None:
    for index, cell in enumerate(row.cells):
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            raise Unreadable(
                f"La cellule {letter_of(index)}{row.number} contient plus de texte qu’un tableur n’en garde."
            )


def _breathe(done: int, total: int, progress: Progress | None, stopped: Stopped | None) -> None:
    if stopped is not None and stopped():
        raise GivenUp
    if progress is not None:
        progress(done, total)


def _cell(value: float | str | bool | time | date | datetime | timedelta) -> Cell:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return f"{value // timedelta(hours=1)}:{value // timedelta(minutes=1) % 60:02}"
    return value
