# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a vault stands. A vault put back from a copy, or copied elsewhere, is another device before it writes.

Two vaults that wrote under one device would give one place in the journal, and one number on paper, to two things.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import cast
from uuid import uuid4

import sqlalchemy as sa

from app.models.journal import Replica

PLACE = "place"
"""The file that says where the vault stood when it last wrote; copies are made without it."""
_DATABASE = "maillon.db"
_REPLICA = cast("sa.Table", Replica.__table__)


def note(folder: Path) -> None:
    """Remember that the vault stands here. A folder that cannot be written is told by whatever needs to write."""
    with suppress(OSError):
        (folder / PLACE).write_text(" ".join(_here(folder)), "ascii")


def is_elsewhere(folder: Path) -> bool:
    """Whether this is not the folder the vault stood in: neither the same path nor, as when moved, the same file."""
    try:
        known = (folder / PLACE).read_text("ascii").split()
        return len(known) != 2 or not any(a == b for a, b in zip(known, _here(folder), strict=True))
    except (OSError, ValueError):
        return True


def take_new_device(connection: sa.Connection) -> None:
    """Make this vault a device of its own: a new id, the next letter, a chain that begins. The clock goes on."""
    letter: str = connection.execute(sa.select(_REPLICA.c.letter)).scalar_one()
    following = chr(ord(letter) + 1) if "A" <= letter < "Z" else "Z"
    connection.execute(_REPLICA.update(), {"device": uuid4(), "letter": following, "seq": 0, "chain": b""})


def _here(folder: Path) -> tuple[str, str]:
    """The path of the folder, unreadable, and the number of the database's file on its disk."""
    path = blake2b(str(folder.resolve()).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return path, str((folder / _DATABASE).stat().st_ino)
