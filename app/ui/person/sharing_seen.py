# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a partner would see if a paper were printed today, framed; below, what stays here."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.services import seen
from app.services.consents import ConsentView
from app.services.seen import Seen
from app.ui.desk import Desk
from app.ui.gestures import people as gestures
from app.ui.widgets.buttons import Button, box
from app.ui.widgets.labels import Fact, Label, SectionHeading
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, emptied

NOTES = "Notes de travail"


class SeenPane(QWidget):
    """The preview of what leaves, in words; the paper itself is one button away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.person_id: UUID | None = None
        self.organisation_id: UUID | None = None
        self.heading = Label("", "section", weight=600, wrap=True)
        self.when = Label("si vous imprimez aujourd’hui", "label", "ink2", wrap=True)
        self.frame = Framed()
        self.kept_heading = SectionHeading("Reste ici")
        self.kept = SideList("Ce qui reste ici", "canvas", fitted=True, flat=True, rules=True)
        self.kept.setFocusPolicy(self.kept.focusPolicy())
        self.paper_button = Button("Voir le papier", icon="printer")
        self.paper_button.clicked.connect(self.show_paper)
        stack = column(self, gap=8, margins=(16, 14, 16, 16))
        for part in (self.heading, self.when, self.frame, self.paper_button):
            stack.addWidget(part)
        stack.addSpacing(12)
        for part in (self.kept_heading, self.kept):
            stack.addWidget(part)
        stack.addStretch(1)

    def show_partner(self, person_id: UUID, organisation_id: UUID, name: str, consent: ConsentView | None) -> None:
        """Show what an organisation would see, whatever the person said about it."""
        self.person_id, self.organisation_id = person_id, organisation_id
        found = self.desk.read(seen.seen_by, person_id, organisation_id)
        if found is None:
            return
        self.heading.say(f"Ce que verra {name}" if found.lines else f"{name} ne voit rien")
        self.when.setVisible(bool(found.lines))
        self.frame.show_seen(found)
        self.frame.setVisible(bool(found.lines))
        self.paper_button.setVisible(consent is not None and consent.in_force)
        words = self.desk.office.catalogue.vocabularies["data_category"]
        refused = "refusé" if consent is not None and consent.refused else "pas demandé"
        items = [SideItem(each, words.label_of(each), aside=refused) for each in found.kept]
        items.append(SideItem("notes", NOTES, "jamais envoyées à un partenaire"))
        self.kept.show_rows(items)

    def show_paper(self) -> None:
        """Show the coordination sheet of this partner."""
        if self.person_id is not None and self.organisation_id is not None:
            gestures.print_coordination(self, self.desk, self.person_id, self.organisation_id)


class Framed(QWidget):
    """The frame of what leaves: a title and its facts, theme by theme."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = column(self, gap=8, margins=12)

    def show_seen(self, found: Seen) -> None:
        """Show the themes."""
        emptied(self.stack)
        for each in found.lines:
            self.stack.addWidget(Fact(each.label, each.text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        box(QPainter(self), QRectF(self.rect()), "surface", "line2", 5)
