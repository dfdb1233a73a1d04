# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether the file that was opened still stands at its place: a key is pulled out, a shared folder goes and comes back.

A file removed or moved while it is open would go on taking writes that nobody finds again. What stands there later is
taken for the same vault only when it holds the last entry that was acknowledged.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.models.journal import Change, Replica
from app.storage.troubles import Trouble, Unavailable, engine_errors

_CHANGE = cast("sa.Table", Change.__table__)
_REPLICA = cast("sa.Table", Replica.__table__)
End = tuple[UUID, int, bytes]
"""The end of a device's chain: the device, its latest `seq`, the chain after it."""


class Presence:
    """The file of an open vault. `end` is the latest that this vault is known to hold; None while nothing is known."""

    def __init__(self, path: Path) -> None:
        self.end: End | None = None
        self._path = path
        self._file = _identity(path)

    def note_end(self, reader: sa.Engine) -> None:
        """Learn where the chain ends, from the database itself."""
        with reader.connect() as connection:
            row = connection.execute(sa.select(_REPLICA)).one()
            self.end = row.device, row.seq, row.chain

    def check(self) -> None:
        """Raise `Unavailable` when the file that was opened is not there any more, or is another."""
        if self.is_gone():
            raise Unavailable(Trouble.VAULT_MISSING)

    def is_gone(self) -> bool:
        """Whether the file is not there any more, or is another (a database on a server is always there)."""
        return self._file is not None and _identity(self._path) != self._file

    def is_back(self, reader: sa.Engine) -> bool:
        """Whether what stands there now, read by new connections, is this vault with all it had; then it is kept."""
        found = _identity(self._path)
        if found is None or not self._holds_the_end(reader):
            return False
        self._file = found
        return True

    def _holds_the_end(self, reader: sa.Engine) -> bool:
        if self.end is None:
            return False
        device, seq, chain = self.end
        entry = sa.select(_CHANGE.c.chain).where(_CHANGE.c.device == device, _CHANGE.c.seq == seq)
        try:
            with engine_errors(), reader.connect() as connection:
                if seq:
                    return connection.execute(entry).scalar() == chain
                return connection.execute(sa.select(_REPLICA.c.device)).scalar() == device
        except (Unavailable, DBAPIError):
            return False


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at `path`, whatever its content; None when there is none (or none of ours: PostgreSQL)."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
