# SPDX-License-Identifier: AGPL-3.0-or-later
"""What commands print: one JSON value, or lines for people; errors as one sentence, and the status they end with."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from app.french.typography import typeset

DONE, REFUSED, MISTYPED, UNAVAILABLE, BUG = 0, 1, 2, 3, 70


class Stop(Exception):
    """A command ends here, with one French sentence and its status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def mistyped(sentence: str, command: str) -> Stop:
    """The command line was not understood; the sentence names the help of the command."""
    return Stop(f"Commande non comprise : {sentence} Aide : {command} --help", MISTYPED)


def speak_utf8() -> None:
    """Write UTF-8 whatever the terminal says of itself; what has no letter is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - a text stream


def emit(value: Any) -> None:
    """Print one JSON value: ISO dates, ids as text, null for unknown."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def say(lines: Iterable[str]) -> None:
    """Print lines for people."""
    for line in lines:
        print(line)


def fail(sentence: str, status: int) -> int:
    """Say why on stderr, in one line; gives the status back."""
    with suppress(OSError):  # whoever listened has gone
        print(" ".join(typeset(sentence).split("\n")), file=sys.stderr, flush=True)
    return status


def warn(sentence: str) -> None:
    """Say on stderr what is worth knowing of what was done all the same."""
    with suppress(OSError):
        print(typeset(sentence), file=sys.stderr, flush=True)


def flush() -> None:
    """Hand over what was printed. Raises OSError when the output takes no more."""
    if sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison] - a program without a console has none
        sys.stdout.flush()


def turn_aside() -> None:
    """Let what is left go nowhere, so that the end of the program does not complain a second time."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
