# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is on the disk at every step of a piece of work: what a process killed there (`kill -9`) would leave.

The folder is copied before each file operation in it and after each statement of any engine. Another process reads the
very same bytes when the first one is killed at that moment: neither its locks nor its memory are in the copy.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

INSTRUCTIONS = 2000  # of SQLite’s machine between two copies
FILE_OPERATIONS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link"}


@dataclass
class Moments:
    """The copies of `folder`, in order, under `copies`; `steps` says after what each was taken."""

    folder: Path
    copies: Path
    steps: list[str] = field(default_factory=list)
    copying: bool = False

    @property
    def all(self) -> list[Path]:
        """Every copy, the earliest first; the folder itself may not have been there yet."""
        return [self.copies / f"{number:04}" for number in range(len(self.steps))]

    def keep(self, step: str) -> None:
        """Copy what is there now."""
        if self.copying:
            return
        self.copying = True
        copy = self.copies / f"{len(self.steps):04}"
        self.steps.append(step)
        if self.folder.exists():
            shutil.copytree(self.folder, copy)
        self.copying = False


_watching: list[Moments] = []


@contextmanager
def moments_of(folder: Path, copies: Path) -> Iterator[Moments]:
    """Copy the folder at each step of what the block does in it, its end included."""
    moments = Moments(folder, copies)
    _watching.append(moments)
    event.listen(sa.Engine, "after_cursor_execute", _after_statement)
    event.listen(sa.Pool, "connect", _within_statements)
    try:
        yield moments
    finally:
        event.remove(sa.Engine, "after_cursor_execute", _after_statement)
        event.remove(sa.Pool, "connect", _within_statements)
        _watching.remove(moments)
    moments.keep("end")


def _after_statement(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
    for moments in _watching:
        moments.keep(statement.strip().split("\n")[0][:60])


def _within_statements(connection: Any, _record: object) -> None:
    """A long statement (a whole copy) has moments of its own."""
    connection.set_progress_handler(_progress, INSTRUCTIONS)


def _progress() -> int:
    for moments in _watching:
        moments.keep("within")
    return 0


def _before_file_operation(name: str, arguments: tuple[object, ...]) -> None:
    if name not in FILE_OPERATIONS or not _watching:
        return
    for moments in _watching:
        if any(str(one).startswith(str(moments.folder)) for one in arguments):
            moments.keep(f"{name} {Path(str(arguments[0])).name}")


sys.addaudithook(_before_file_operation)
