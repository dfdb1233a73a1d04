# SPDX-License-Identifier: AGPL-3.0-or-later
"""Connections to the encrypted file: raw key first, explicit transactions, one large reading cache.

The key goes through `creator=`, never into a URL (the URL form derives a passphrase in each thread).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as _untyped
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from app.security.durable import put_in_place

sqlcipher: Any = _untyped
READING_CACHE_KIB = 32 * 1024
OTHER_CACHE_KIB = 4 * 1024


def reading_engine(path: Path, key: bytes) -> sa.Engine:
    """Connections that cannot write; the first holds the large cache."""
    return _engine(path, key, _Caches(READING_CACHE_KIB), "BEGIN DEFERRED", "PRAGMA query_only=ON")


def writing_engine(path: Path, key: bytes) -> sa.Engine:
    """Connections whose transactions take the write lock at once, so that a second writer waits instead of failing."""
    return _engine(path, key, _Caches(OTHER_CACHE_KIB), "BEGIN IMMEDIATE")


class _Caches:
    """The page cache of each new connection, in KiB: the first as asked, the others small."""

    def __init__(self, first: int) -> None:
        self._first = self._next = first

    def give_back(self, _engine: sa.Engine) -> None:
        """Start again when all connections were closed: the next one is the first."""
        self._next = self._first

    def take(self) -> int:
        """The size for the connection being opened."""
        size, self._next = self._next, OTHER_CACHE_KIB
        return size


def make_file(path: Path, key: bytes) -> None:
    """Make an empty encrypted file at `path`."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    prepare(connection, key)
    connection.close()


def copy_into(connection: sa.Connection, target: Path) -> None:
    """Write a whole copy of the database under the same key, from a reading connection without a transaction.

    SQLite neither replaces a copy it could not finish nor waits for the disk: the copy has its name once it is whole.
    """
    raw: Any = connection.connection.driver_connection
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    raw.execute("PRAGMA query_only=OFF")
    try:
        raw.execute("VACUUM INTO ?", (str(part),))
        put_in_place(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        raw.execute("PRAGMA query_only=ON")


def _engine(path: Path, key: bytes, caches: _Caches, begin: str, *pragmas: str) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=_opener(path, key, caches, pragmas),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=4,
        hide_parameters=True,  # an error’s text must carry no personal data
    )

    event.listen(engine, "engine_disposed", caches.give_back)

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:  # pyright: ignore[reportUnusedFunction]  # because the engine calls it
        connection.exec_driver_sql(begin)

    return engine


def _opener(path: Path, key: bytes, caches: _Caches, pragmas: tuple[str, ...]) -> Callable[[], Any]:
    def opened() -> Any:
        connection = sqlcipher.connect(
            f"file:{path.absolute().as_posix()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
        prepare(connection, key, caches.take())
        for pragma in pragmas:
            connection.execute(pragma)
        return connection

    return opened


def prepare(connection: Any, key: bytes, cache_kib: int = OTHER_CACHE_KIB) -> None:
    """Unlock a raw connection and set what every connection of ours relies on."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA busy_timeout=5000")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute(f"PRAGMA cache_size=-{cache_kib}")
