# SPDX-License-Identifier: AGPL-3.0-or-later
"""What commands print: one JSON value, or lines for people; errors as one sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from app.french.typography import typeset
from app.services.refusals import Refusal, Refused


def emit(value: Any) -> None:
    """Print one JSON value: ISO dates, ids as text, null for unknown."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def say(lines: Iterable[str]) -> None:
    """Print lines for people."""
    for line in lines:
        print(line)


def fail(sentence: str, status: int) -> int:
    """Say why on stderr; gives the status back."""
    print(typeset(sentence), file=sys.stderr)
    return status


def write_new(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file that was asked for with -o. Refused when it exists, unless forced."""
    if path.exists() and not force:
        raise Refused(Refusal.FILE_EXISTS, "o", path=path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
