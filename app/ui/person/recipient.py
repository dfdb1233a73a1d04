# SPDX-License-Identifier: AGPL-3.0-or-later
"""For whom a coordination sheet is: one print per reader, since the agreement is given reader by reader."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.services import consents
from app.ui.desk import Desk
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column
from app.ui.widgets.ticks import RadioDot

SAID = "Une fiche par destinataire\u00a0: chacun ne lit que ce que l’accord couvre."


class RecipientDialog(Dialog):
    """The service's own copy, or one of the partners an agreement covers. `recipient` is None for the service."""

    def __init__(self, parent: QWidget, desk: Desk, person_id: UUID) -> None:
        super().__init__(parent, "Fiche de coordination")
        found = [each for each in desk.read(consents.of_person, person_id) or () if each.in_force]
        self.choices: dict[UUID | None, RadioDot] = {
            None: RadioDot("Notre service, tout le dossier", "à garder, ne se transmet pas", ticked=True)
        }
        for each in found:
            self.choices[each.organisation_id] = RadioDot(each.organisation, ", ".join(each.categories))
        self.stack.addWidget(Label(SAID, wrap=True))
        holder = QWidget()
        dots = column(holder, gap=4)
        for dot in self.choices.values():
            dots.addWidget(dot)
        self.stack.addWidget(holder)
        self.go, self.close_button = Button("Voir la fiche", "principal", "printer"), Button("Renoncer")
        self.go.clicked.connect(self.accept)
        self.close_button.clicked.connect(self.reject)
        self.put(self.go, self.close_button)

    @property
    def recipient(self) -> UUID | None:
        """Who was chosen."""
        return next((each for each, dot in self.choices.items() if dot.isChecked()), None)
