# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every tab of a dossier shares: it shows one person, goes stale, refreshes when seen."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.services.changes import Changes
from app.ui.desk import Desk


class Tab(QWidget):
    """A tab of the dossier. Subclasses fill `refresh` and say which `nouns` concern them.

    Signal: `gone_to(str)` asks for another tab, by its key.
    """

    nouns: ClassVar[frozenset[str]] = frozenset()
    gone_to = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.person_id: UUID | None = None
        self.feminine = False
        self.place = ""
        self.stale = True

    def show_person(self, person_id: UUID, *, feminine: bool, place: str = "") -> None:
        """Show a person; words about her agree in the feminine or not. `place` is what to go to, if anything."""
        if person_id != self.person_id:
            self.leave()
            self.person_id, self.stale = person_id, True
        self.feminine, self.place = feminine, place or self.place
        self.refresh_if_seen()

    def take(self, changes: Changes) -> None:
        """Go stale when something shown here has changed."""
        if not self.nouns.isdisjoint(changes.nouns()):
            self.stale = True

    def refresh_if_seen(self) -> None:
        """Refresh a stale tab that is on screen, then go to the place asked for."""
        if self.person_id is None or not self.isVisible():
            return
        if self.stale:
            self.stale = False
            self.refresh(self.person_id)
        if self.place:
            place, self.place = self.place, ""
            self.go_to_place(place)

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh when shown."""
        super().showEvent(event)
        self.refresh_if_seen()

    def refresh(self, person_id: UUID) -> None:
        """Read again what is shown, keeping focus, choice and what is being typed."""

    def go_to_place(self, place: str) -> None:
        """Go to a field or a part of the tab."""

    def leave(self) -> None:
        """Keep what is being typed."""

    def make_new(self) -> None:
        """Ctrl+N: the new thing of this tab."""

    def focus_first(self) -> None:
        """Give the focus to what one uses first here."""
        self.setFocus()
