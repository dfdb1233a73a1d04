# SPDX-License-Identifier: AGPL-3.0-or-later
"""For whom a coordination sheet is: one print per reader, since the agreement is given reader by reader."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from app.services import consents
from app.ui import theme
from app.ui.desk import Desk
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row
from app.ui.widgets.ticks import RadioDot


class RecipientDialog(QDialog):
    """The service's own copy, or one of the partners an agreement covers. `recipient` is None for the service."""

    def __init__(self, parent: QWidget, desk: Desk, person_id: UUID) -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        found = [each for each in desk.read(consents.of_person, person_id) or () if each.in_force]
        self.choices: dict[UUID | None, RadioDot] = {
            None: RadioDot("Notre service, tout le dossier", "à garder, ne se transmet pas", ticked=True)
        }
        for each in found:
            self.choices[each.organisation_id] = RadioDot(each.organisation, ", ".join(each.categories))
        stack = column(self, gap=10, margins=24)
        stack.addWidget(Label("Fiche de coordination", "heading", weight=600))
        stack.addWidget(Label("Une fiche par destinataire\u00a0: chacun ne lit que ce que l’accord couvre.", wrap=True))
        holder = QWidget()
        dots = column(holder, gap=4)
        for dot in self.choices.values():
            dots.addWidget(dot)
        stack.addWidget(holder)
        self.go, self.close_button = Button("Voir la fiche", "principal", "printer"), Button("Renoncer")
        self.go.clicked.connect(self.accept)
        self.close_button.clicked.connect(self.reject)
        line = row(gap=8)
        line.addWidget(self.go)
        line.addWidget(self.close_button)
        line.addStretch(1)
        stack.addLayout(line)
        self.setMinimumWidth(theme.px(440))

    @property
    def recipient(self) -> UUID | None:
        """Who was chosen."""
        return next((each for each, dot in self.choices.items() if dot.isChecked()), None)
