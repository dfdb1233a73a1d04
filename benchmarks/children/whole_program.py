# SPDX-License-Identifier: AGPL-3.0-or-later
"""The program itself, from its start to the password field, then unlocked two seconds later, then ten dossiers opened.

`python -m benchmarks.children.whole_program VAULT PASSWORD start|unlock|statements|memory`
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent

from app.ui import application
from benchmarks.children.watching import FirstPaint, leave, tell

PAUSE_MS = 2000
BETWEEN_MS = 200
DOSSIERS = 10


class Watched(application.MainWindow):
    """The window, and someone who looks at it."""

    goal = "start"
    identifier = ""
    password = ""
    derived = 0.0
    began = 0.0
    watches: list[FirstPaint]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Look at the password field."""
        super().showEvent(event)
        self.watches = [FirstPaint(self.entrance.password.secret.editor, self.field_painted)]

    def field_painted(self) -> None:
        """The first goal is reached if one can type."""
        field = self.entrance.password.secret.editor
        focusable = field.isVisible() and field.isEnabled() and field.focusPolicy() != Qt.FocusPolicy.NoFocus
        if self.goal == "start":
            tell(focusable=focusable, law_read="app.schemes.catalogue" in sys.modules)
            leave()
        QTimer.singleShot(PAUSE_MS, self.type_password)

    def type_password(self) -> None:
        """Type the identifier and the password, then Enter; the key derivation is timed apart."""
        self.time_derivation()
        panel = self.entrance.password
        panel.identifier.editor.setText(self.identifier)
        panel.secret.editor.setText(self.password)
        self.began = perf_counter()
        panel.secret.editor.returnPressed.emit()

    def time_derivation(self) -> None:
        """Put a watch around the derivation."""
        from app.security import keyring

        derive: Any = keyring.derive_from_password

        def timed(*given: Any) -> Any:
            start = perf_counter()
            derived = derive(*given)
            self.derived += perf_counter() - start
            return derived

        vars(keyring)["derive_from_password"] = timed

    def enter(self, *given: Any) -> None:
        """Look at the search field of the frame."""
        super().enter(*given)
        assert self.frame is not None
        self.watches.append(FirstPaint(self.frame.bar.search, self.frame_painted))

    def frame_painted(self) -> None:
        """The vault is open and one can search."""
        assert self.frame is not None
        tell(began=self.began, derived=self.derived, focused=self.frame.bar.search.hasFocus())
        if self.goal == "unlock":
            leave()
        self.people = some_people(self.frame.desk.office)
        QTimer.singleShot(BETWEEN_MS, self.open_next)

    def open_next(self) -> None:
        """Open one dossier after the other, as one does in a morning."""
        from app.ui.routes import Route

        assert self.frame is not None
        if not self.people:
            tell()
            leave()
        self.frame.go(Route("person", self.people.pop()))
        QTimer.singleShot(BETWEEN_MS, self.open_next)


def some_people(office: Any) -> list[UUID]:
    """Ten people who have procedures, the same each time."""
    from app.services import due

    lines = due.today(office)
    everyone = (*lines.overdue, *lines.advised, *lines.this_week, *lines.within_week, *lines.within_month)
    return list(dict.fromkeys(line.person_id for line in everyone))[:DOSSIERS]


def main(vault: str, identifier: str, password: str, goal: str) -> None:
    """Run the program as `maillon --vault VAULT` does."""
    Watched.goal, Watched.identifier, Watched.password = goal, identifier, password
    vars(application)["MainWindow"] = Watched
    application.run(["--vault", str(Path(vault))])


main(*sys.argv[1:])
