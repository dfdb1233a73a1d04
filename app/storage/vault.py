# SPDX-License-Identifier: AGPL-3.0-or-later
"""The vault: a folder with an encrypted database. `reading()` and `writing()` are its only doors."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.journal import Replica
from app.storage import engine as engines
from app.storage import places, upgrade
from app.storage.capture import WritingSession
from app.storage.journal import Gesture, Recorder
from app.storage.presence import Presence
from app.storage.troubles import Trouble, Unavailable, engine_errors

DATABASE = "maillon.db"
KEYRING = "keyring.json"
ATTACHMENTS = "attachments"
BACKUPS = "backups"
SMALLEST = 4096
"""Bytes: one page; what is shorter is no database, or not a whole one."""

Milliseconds = Callable[[], int]


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


class Vault:
    """An open vault. Sessions live for milliseconds; frozen rows come out, ids go in."""

    def __init__(self, reader: sa.Engine, writer: sa.Engine, folder: Path, clock: Milliseconds = now_ms) -> None:
        self.folder = folder
        self.clock = clock
        self.elsewhere = False
        """Put back, or copied: it takes a new device before it writes."""
        self._reader = reader
        self._writer = writer
        self._presence = Presence(folder / DATABASE)

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A session that sees one state of the vault and cannot change it."""
        with self._answering(), Session(self._reader, autoflush=False, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, gesture: Gesture) -> Generator[WritingSession]:
        """One transaction for one gesture: committed whole with its journal, or not at all."""
        with self._answering(), WritingSession(self._writer, autoflush=False, expire_on_commit=False) as session:
            moved = self.elsewhere and places.is_elsewhere(self.folder)
            if moved:
                places.take_new_device(session.connection())
            recorder = session.recorder = Recorder(session.connection(), gesture, self.clock())
            try:
                yield session
                session.flush()
                recorder.close()
            finally:
                recorder.release()
            self._presence.check()
            session.commit()
            self._presence.end = recorder.end
            if moved:
                self.elsewhere = False
                places.note(self.folder)

    def backup_to(self, target: Path) -> None:
        """Write a whole copy under the same key, in one step, while others may read and write."""
        with self._answering(), self._reader.connect() as connection:
            engines.copy_into(connection, target)

    def close(self) -> None:
        """Give the file back; the vault is not used afterwards."""
        self._reader.dispose()
        self._writer.dispose()

    def lay_out(self, replica: Mapping[str, object]) -> None:
        """Make the tables of a new vault, which is that device."""
        upgrade.migrate(self._writer)
        with engine_errors():
            with self._writer.begin() as connection:
                connection.execute(sa.insert(Replica).values(**replica))
            self._presence.note_end(self._reader)

    def bring_up_to_date(self) -> None:
        """Before anything else is done: refuse a file that is not whole, migrate an older one, note what it holds."""
        with engine_errors():
            _refuse_truncated(self._reader, self.folder / DATABASE)
            upgrade.bring_up_to_date(self._reader, self._writer, self.folder / BACKUPS)
            self._presence.note_end(self._reader)

    @contextmanager
    def _answering(self) -> Generator[None]:
        """The vault is at its place, and what the engine says of its file is told as it is."""
        self._find_again()
        try:
            with engine_errors():
                yield
        except Unavailable as unavailable:
            if unavailable.trouble in (Trouble.DISK_FAILING, Trouble.VAULT_MISSING):
                self.close()  # what was opened may never answer again, even once the disk does
            if unavailable.trouble in (Trouble.DISK_FAILING, Trouble.NOT_A_VAULT, Trouble.VAULT_DAMAGED):
                self._presence.check()
            if unavailable.trouble is Trouble.NOT_A_VAULT:
                raise Unavailable(Trouble.VAULT_DAMAGED) from unavailable
            raise

    def _find_again(self) -> None:
        if self._presence.is_gone():
            self.close()
            if not self._presence.is_back(self._reader):
                raise Unavailable(Trouble.VAULT_MISSING)


def create(folder: Path, key: bytes, *, device_name: str = "", clock: Milliseconds = now_ms) -> Vault:
    """Make an empty vault in `folder`, which must be empty or absent (a key ring may be there already)."""
    with engine_errors():
        for name in (folder, folder / ATTACHMENTS, folder / BACKUPS):
            name.mkdir(parents=True, exist_ok=True)
        path = folder / DATABASE
        if path.exists():
            raise Unavailable(Trouble.READ_ONLY, "a vault is already there")
        engines.make_file(path, key)
    vault = Vault(engines.reading_engine(path, key), engines.writing_engine(path, key), folder, clock)
    try:
        vault.lay_out({"device": uuid4(), "name": device_name, "letter": "A", "seq": 0, "hlc": 0, "chain": b""})
    except BaseException:
        vault.close()
        raise
    return vault


def open_vault(folder: Path, key: bytes, *, clock: Milliseconds = now_ms) -> Vault:
    """Open the vault of `folder`, bringing it up to date first when it is older.

    Raises `Unavailable`: nothing there, not this vault's file, damaged, made by a newer Maillon.
    """
    path = folder / DATABASE
    with engine_errors():
        if not path.is_file():
            raise Unavailable(Trouble.VAULT_MISSING)
        if path.stat().st_size < SMALLEST:
            raise Unavailable(Trouble.VAULT_DAMAGED)
    vault = Vault(engines.reading_engine(path, key), engines.writing_engine(path, key), folder, clock)
    try:
        vault.bring_up_to_date()
    except BaseException:
        vault.close()
        raise
    return vault


def _refuse_truncated(reader: sa.Engine, path: Path) -> None:
    with reader.connect() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        size = int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
    log = path.with_name(path.name + "-wal")
    waiting = log.exists() and log.stat().st_size > 0
    if not waiting and path.stat().st_size < pages * size:
        raise Unavailable(Trouble.VAULT_DAMAGED)
