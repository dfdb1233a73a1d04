# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a spreadsheet of any usual kind (.xlsx, .ods, .xls, .csv), told by its content and not by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exchange.apart import read_apart
from app.exchange.reading import fits_here, is_small, load, read_here
from app.exchange.sheet import GivenUp, Progress, Row, Sheet, Stopped, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["GivenUp", "Row", "Sheet", "Unreadable", "read"]


def read(
    path: Path, *, sheet: str | None = None, progress: Progress | None = None, stopped: Stopped | None = None
) -> Sheet:
    """Read one sheet of a file: the one named, or else the first shown that holds something.

    `progress` is called with the rows read and the rows in all. Raises Unreadable with a French sentence when the file
    cannot be taken, GivenUp when `stopped` answered True. A large file, or one whose reader cannot be bounded, is read
    in a child process: the caller's thread only waits, and other threads run on.
    """
    found = _read_here(path, sheet, stopped) or read_apart(path, sheet=sheet, progress=progress, stopped=stopped)
    if progress is not None:
        progress(len(found.rows), len(found.rows))
    return found


def _read_here(path: Path, sheet: str | None, stopped: Stopped | None) -> Sheet | None:
    """Read a small file; None when it is better read apart."""
    if not is_small(path):
        return None
    content = load(path)
    return read_here(content, sheet=sheet, stopped=stopped) if fits_here(content) else None
