# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office: everything a verb needs to do its work — the vault, who works, the catalogue, the clock."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.schemes.catalogue import Catalogue
from app.services import cards, standing
from app.services.changes import NOTHING, Changes
from app.storage.capture import WritingSession
from app.storage.journal import Gesture
from app.storage.vault import Vault

PARIS = ZoneInfo("Europe/Paris")


@dataclass
class Writing:
    """One gesture being written. `changes` is its news, complete once the `with` block has ended."""

    session: WritingSession
    catalogue: Catalogue
    changes: Changes = field(default=NOTHING)
    created: UUID | None = None
    _touched: set[tuple[str, UUID]] = field(default_factory=lambda: set[tuple[str, UUID]]())
    _persons: set[UUID] = field(default_factory=lambda: set[UUID]())

    def settle(self) -> None:
        """Rewrite the derived tables for what was written so far; a long gesture does it piece by piece."""
        self.session.flush()
        recorder = self.session.recorder
        standing.restate(self.session, self.catalogue, recorder.touched, recorder.persons)
        cards.restate(self.session, recorder.touched, recorder.persons)
        self._touched |= recorder.touched
        self._persons |= recorder.persons
        recorder.touched.clear()
        recorder.persons.clear()

    def close(self, gesture: Gesture) -> None:
        """Say what the gesture touched, once it is committed."""
        if self._touched:
            touched, persons = frozenset(self._touched), frozenset(self._persons)
            self.changes = Changes(gesture.id, gesture.verb, touched, persons, self.created)


@dataclass(frozen=True)
class Office:
    """An unlocked vault and the worker who works in it."""

    vault: Vault
    worker_id: UUID
    catalogue: Catalogue

    def now(self) -> datetime:
        """The time in France, by the vault's clock."""
        return datetime.fromtimestamp(self.vault.clock() / 1000, PARIS)

    def today(self) -> date:
        """The day in France, by the vault's clock."""
        return self.now().date()

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A session for reading; what comes out of it are frozen rows."""
        with self.vault.reading() as session:
            yield session

    @contextmanager
    def writing(self, verb: str, *, undoes: UUID | None = None) -> Generator[Writing]:
        """One gesture, one transaction; derived tables are rewritten before it is committed."""
        gesture = Gesture(verb, self.worker_id, undoes)
        with self.vault.writing(gesture) as session:
            writing = Writing(session, self.catalogue)
            yield writing
            writing.settle()
        writing.close(gesture)
