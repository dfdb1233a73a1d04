# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet of one organisation: its fields, saved as they are left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.address_book import OrganisationLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.partners.figures import Figures
from app.ui.record import RecordFields
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column

WIDTH = 720
WHO = ("name:6", "kind:3 unit:3")
WHERE = ("address:6", "postal_code:2 town:3 department:1")
REACH = ("phone:3 email:3", "manager:3 siret:3")
SHARING = ("bound_by_secrecy:3", "note:6")
OUTSIDE = "Sans secret professionnel, un organisme ne reçoit rien d’autre que ce que la personne apporte elle-même."
HELPS = {"bound_by_secrecy": OUTSIDE}
LABELS = {"department": "Dép."}


class OrganisationSheet(QWidget):
    """Groups of fields of one organisation."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.title = Label("", "heading", weight=600, wrap=True)
        self.own = Notice("info", "C’est votre service\u00a0: ces lignes sont en tête de vos papiers.")
        self.groups: list[RecordFields] = []
        self.withdraw_button = Button("Retirer du carnet", "withdraw", "trash")
        stack = column(self, gap=16, margins=(16, 12, 16, 24))
        stack.addWidget(self.title)
        stack.addWidget(self.own)
        for heading, lines in (("", WHO), ("Adresse", WHERE), ("Joindre", REACH), ("Partage", SHARING)):
            fields = RecordFields(desk, "organisation", lines, LABELS, HELPS)
            self.groups.append(fields)
            part = column(gap=8)
            if heading:
                part.addWidget(SectionHeading(heading))
            part.addWidget(fields)
            stack.addLayout(part)
        self.figures = Figures(desk)
        stack.addWidget(self.figures)
        stack.addWidget(self.withdraw_button, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addStretch(1)
        theme.changes.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Keep the columns readable at the text size in force."""
        self.setMaximumWidth(theme.px(WIDTH))

    def show_organisation(self, line: OrganisationLine) -> None:
        """Show an organisation; the same one keeps its focus and what is being typed."""
        self.title.say(line.name)
        self.own.setVisible(line.own)
        self.withdraw_button.setVisible(not line.own)
        for fields in self.groups:
            fields.show_record(line.id, None)
        self.figures.show_organisation(line.id, own=line.own)

    def focus_first(self) -> None:
        """Go to the name."""
        self.groups[0].focus_field("name")

    def flush(self) -> None:
        """Save what is being typed."""
        for fields in self.groups:
            fields.flush()
