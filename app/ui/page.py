# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every page shares: it goes stale when something it shows has changed, and refreshes when it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.services.changes import Changes
from app.ui.routes import PageName, Route

if TYPE_CHECKING:
    from app.ui.desk import Desk


class Page(QWidget):
    """A page of the window. Subclasses fill `refresh`, say which `nouns` concern them, and how to print or make new."""

    name: ClassVar[PageName]
    nouns: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.route = Route(self.name)
        self._stale = True
        desk.changed.connect(self.take)

    def refresh(self) -> None:
        """Read again what the page shows, keeping selection, focus and scroll position."""

    def concerns(self, changes: Changes) -> bool:
        """Whether these changes touch what the page shows."""
        return not self.nouns.isdisjoint(changes.nouns())

    def go_to(self, route: Route) -> None:
        """Show what the route names; the page may already show it."""
        if route != self.route:
            self.route = route
            self._stale = True
        self.refresh_if_seen()

    def leave(self) -> None:
        """The page is about to be hidden or locked: what is being typed is saved or kept as a draft."""

    def print_shown(self) -> None:
        """Ctrl+P: preview what is on screen."""

    def make_new(self) -> None:
        """Ctrl+N: the new thing of this page."""

    def focus_first(self) -> None:
        """Give the focus to what one uses first here."""
        self.setFocus()

    def take(self, changes: Changes) -> None:
        """Go stale when concerned; refresh at once when seen."""
        if self.concerns(changes):
            self._stale = True
            self.refresh_if_seen()

    def refresh_if_seen(self) -> None:
        """Refresh a stale page that is on screen."""
        if self._stale and self.isVisible():
            self._stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh when shown, if something changed meanwhile."""
        super().showEvent(event)
        self.refresh_if_seen()
