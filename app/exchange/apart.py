# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a large file in a child process, bounded in time and memory.

python-calamine holds Python's lock for as long as it reads, and aborts the process when it cannot allot: apart, neither
the window nor the vault feels it.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol

from app.exchange.reading import load, read_here
from app.exchange.sheet import GivenUp, Progress, Row, Sheet, Stopped, Unreadable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

LONGEST_SECONDS = 60.0
MOST_MEMORY = 3 << 30

_ROWS_PER_MESSAGE = 200
_WAIT_SECONDS = 0.05
_TOO_LONG = "La lecture de ce fichier dure plus d’une minute\u00a0: il est démesuré pour une liste. Rien n’a été pris."
_BROKE_OFF = (
    "Ce fichier n’a pas pu être lu en entier\u00a0: il est abîmé, ou démesuré pour une liste. Rien n’a été pris."
)


def read_apart(
    path: Path, *, sheet: str | None = None, progress: Progress | None = None, stopped: Stopped | None = None
) -> Sheet:
    """Do what `spreadsheet.read` does, in a child process. Raises Unreadable, GivenUp."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(theirs, path, sheet), daemon=True)
    child.start()
    theirs.close()
    try:
        return _gathered(ours, progress, stopped)
    finally:
        child.kill()
        child.join()
        child.close()
        ours.close()


# What the child says, in this order: rows being read, all rows by handfuls, the end; or a refusal alone


@dataclass(frozen=True)
class _Reading:
    done: int
    total: int


@dataclass(frozen=True)
class _Handful:
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _End:
    sheet: Sheet


@dataclass(frozen=True)
class _Refusal:
    sentence: str


@dataclass(frozen=True)
class _Bug:
    trace: str


_Message = _Reading | _Handful | _End | _Refusal | _Bug


class _Ear(Protocol):
    """The end of the pipe that listens, whatever the system calls it."""

    def poll(self, timeout: float) -> bool: ...

    def recv(self) -> _Message: ...


def _gathered(ours: _Ear, progress: Progress | None, stopped: Stopped | None) -> Sheet:
    rows: list[Row] = []
    for message in _messages(ours, stopped):
        match message:
            case _Reading(done, total):
                if progress is not None:
                    progress(done, total)
            case _Handful(some):
                rows.extend(some)
            case _End(frame):
                return Sheet(frame.name, tuple(rows), frame.choices, frame.notes)
            case _Refusal(sentence):
                raise Unreadable(sentence)
            case _Bug(trace):
                raise RuntimeError(f"the child that reads a spreadsheet failed:\n{trace}")
    raise Unreadable(_BROKE_OFF)


def _messages(ours: _Ear, stopped: Stopped | None) -> Iterator[_Message]:
    """Give the child's messages until it closes, breaks off, takes too long or is given up."""
    end = time.monotonic() + LONGEST_SECONDS
    with suppress(EOFError, OSError):
        while True:
            if stopped is not None and stopped():
                raise GivenUp
            if time.monotonic() > end:
                raise Unreadable(_TOO_LONG)
            if ours.poll(_WAIT_SECONDS):
                yield ours.recv()


# In the child


def _serve(theirs: Connection[_Message, _Message], path: Path, sheet: str | None) -> None:
    _bound_memory()
    try:
        found = read_here(load(path), sheet=sheet, progress=lambda done, total: theirs.send(_Reading(done, total)))
        for start in range(0, len(found.rows), _ROWS_PER_MESSAGE):
            theirs.send(_Handful(found.rows[start : start + _ROWS_PER_MESSAGE]))
        theirs.send(_End(Sheet(found.name, (), found.choices, found.notes)))
    except Unreadable as refusal:
        theirs.send(_Refusal(refusal.sentence))
    except MemoryError:
        theirs.send(_Refusal(_BROKE_OFF))
    except Exception as bug:  # said to the parent, which raises it: no value of the file is in a trace of places
        theirs.send(_Bug(f"{type(bug).__name__}\n{''.join(traceback.format_tb(bug.__traceback__))}"))


def _bound_memory() -> None:
    """Let an allotment beyond bounds fail here, in silence, rather than make the whole PC swap."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
