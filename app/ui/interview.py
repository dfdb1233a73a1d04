# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mode entretien (F9): while the person sits beside the screen, only her own pages are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.services import procedure_view, referral_view
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import row

if TYPE_CHECKING:
    from app.ui.window import Frame

NOBODY = "Ouvrez d’abord le dossier de la personne."
ELSEWHERE = "Mode entretien\u00a0: seules les pages de cette personne s’ouvrent. Quittez-le (F9) pour aller ailleurs."


class Interview(QObject):
    """Hides the rail, the search and every page about anyone else; the window keeps its lock."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.frame = frame
        self.person_id: UUID | None = None
        self.strip = QWidget()
        line = row(self.strip, gap=16)
        line.addWidget(Label("Mode entretien", "body", weight=600))
        self.leave_button = Button("Quitter le mode entretien", icon="logout", small=True)
        self.leave_button.setToolTip("Quitter le mode entretien (F9)")
        self.leave_button.clicked.connect(self.leave)
        line.addWidget(self.leave_button)
        bar = frame.bar.layout()
        if isinstance(bar, QBoxLayout):
            bar.insertWidget(0, self.strip)
        self.strip.hide()
        QShortcut(QKeySequence("F9"), frame).activated.connect(self.toggle)

    @property
    def on(self) -> bool:
        """Whether the person sits beside the screen."""
        return self.person_id is not None

    def toggle(self) -> None:
        """F9: begin with the person shown, or leave."""
        if self.on:
            self.leave()
            return
        person_id = self.person_of(self.frame.here)
        if person_id is None:
            self.frame.announce(NOBODY, False)
            return
        self.person_id = person_id
        self.frame.announcement.leave()
        self.settle()
        self.frame.focus_page()

    def leave(self) -> None:
        """Show everything again."""
        self.person_id = None
        self.settle()
        self.frame.focus_page()

    def settle(self) -> None:
        """Hide what is not hers, or show it again."""
        self.frame.rail.setVisible(not self.on)
        self.frame.bar.search.setVisible(not self.on)
        self.strip.setVisible(self.on)

    def allows(self, route: Route) -> bool:
        """Whether a place may be shown now; said when it may not."""
        if not self.on or route.page == "help" or self.person_of(route) == self.person_id:
            return True
        self.frame.announce(ELSEWHERE, False)
        return False

    def person_of(self, route: Route) -> UUID | None:
        """Whose page a route leads to; None when it is not about one person."""
        desk = self.frame.desk
        if route.page == "person":
            return route.id
        if route.page == "procedure" and route.id is not None:
            found = desk.read(procedure_view.view, route.id)
            return found.person_id if found is not None else None
        if route.page == "referral" and route.id is not None:
            referral = desk.read(referral_view.view, route.id)
            return referral.line.person_id if referral is not None else None
        return None
