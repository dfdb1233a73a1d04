# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who follows a pathway: the référent the person agreed to, and since when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services import colleagues, pathways
from app.services.changes import Changes
from app.services.dossier import Header
from app.ui.desk import Desk
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label


class LeadDialog(Dialog):
    """Opens the pathway when there is none, else gives it another référent."""

    def __init__(self, parent: QWidget, desk: Desk, header: Header) -> None:
        opening = header.pathway_id is None
        super().__init__(parent, "Ouvrir son parcours" if opening else "Changer de référent")
        self.desk, self.header = desk, header
        everyone = desk.read(colleagues.colleagues) or ()
        options = [(each.id, f"{each.name} (vous)" if each.me else each.name) for each in everyone]
        self.lead = Field("Suivi par", ChoiceField(options))
        self.lead.editor.set_value(header.lead_id or desk.office.worker_id)
        self.agreed: Field[Any] = Field(
            "Accord de la personne le",
            editors.DateEditor(desk.office.today),
            optional=True,
            help="Le jour où la personne a accepté ce suivi.",
        )
        self.agreed.editor.set_value(desk.office.today())
        self.save = Button("Ouvrir le parcours" if opening else "Changer de référent", "principal", "user-check")
        self.close_button = Button("Renoncer")
        self.save.clicked.connect(self.do)
        self.close_button.clicked.connect(self.reject)
        self.stack.addWidget(Label(header.name, "body", "ink2"))
        self.stack.addWidget(self.lead)
        self.stack.addWidget(self.agreed)
        self.put(self.save, self.close_button)
        self.lead.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self) -> None:
        """Write it, or say why not."""
        self.agreed.editor.read()
        lead = self.lead.editor.value()
        if isinstance(lead, UUID) and not self.agreed.editor.refused and self.write(lead) is not None:
            self.accept()

    def write(self, lead: UUID) -> Changes | None:
        """Open the pathway, or change who follows it."""
        agreed = self.agreed.editor.value()
        if self.header.pathway_id is None:
            return self.desk.attempt(self.refuse, pathways.open_pathway, self.header.id, lead, agreed)
        return self.desk.attempt(self.refuse, pathways.change_lead, self.header.pathway_id, lead, agreed)

    def refuse(self, field: str, sentence: str) -> None:
        """Say why beside the field."""
        (self.agreed if field in ("agreed_on", "on") else self.lead).refuse(sentence)
