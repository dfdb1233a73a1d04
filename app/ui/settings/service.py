# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Le service »: the organisation's own sheet, which heads every paper."""

from __future__ import annotations

from typing import ClassVar

from app.services import address_book
from app.ui.desk import Desk
from app.ui.record import RecordFields
from app.ui.settings.section import Section
from app.ui.widgets.labels import Label, SectionHeading

SAID = "Ces lignes sont en tête des papiers. Chaque champ est enregistré dès que vous le quittez."
HELPS = {
    "department": "Sert aux délais qui changent d’un département à l’autre.",
    "data_protection_contact": "Imprimé au bas des papiers\u00a0: à qui écrire pour ses données.",
}
PARTS = (
    ("", ("name", "unit:3 kind:3", "siret:3 manager:3")),
    ("Adresse", ("address", "postal_code:2 town:2 department:2")),
    ("Joindre le service", ("phone:3 email:3", "data_protection_contact")),
    ("Agrément", ("accreditation:3 accreditation_prefecture:3",)),
)


class ServiceSection(Section):
    """The sheet of the service."""

    title: ClassVar[str] = "Le service"
    nouns: ClassVar[frozenset[str]] = frozenset({"organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stack.addWidget(Label(SAID, "body", "ink2", wrap=True))
        self.parts: list[RecordFields] = []
        for heading, lines in PARTS:
            if heading:
                self.stack.addWidget(SectionHeading(heading))
            part = RecordFields(desk, "organisation", lines, helps=HELPS)
            self.parts.append(part)
            self.stack.addWidget(part)
        self.stack.addStretch(1)
        self.setFocusProxy(self.parts[0].fields["name"])

    def refresh(self) -> None:
        """Read the sheet again."""
        own = self.desk.read(address_book.own)
        if own is not None:
            for part in self.parts:
                part.show_record(own.id, None)

    def leave(self) -> None:
        """Save what is being typed."""
        for part in self.parts:
            part.flush()
