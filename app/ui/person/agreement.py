# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recording an agreement: with whom, which themes, what for, how it was given, until when; or that she refused."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.schemes.calendar import add_months
from app.schemes.paths import CATEGORIES
from app.services import address_book, consents
from app.services.consents import ConsentView
from app.ui.desk import Desk
from app.ui.gestures import consents as gestures
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column, grid
from app.ui.widgets.ticks import RadioDot, TickBox

WIDTH = 560
NOTICE = (
    "Rien n’est coché d’avance. Si la personne dit non, elle reste accompagnée\u00a0: "
    "certaines demandes ne pourront pas partir, et vous lui direz lesquelles."
)


class AgreementDialog(Dialog):
    """What the person agrees to share, in her words and the day she said it; `refused` tells that she said no."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        person_id: UUID,
        before: ConsentView | None = None,
        organisation: UUID | None = None,
    ) -> None:
        super().__init__(parent, "Accord de partage", WIDTH)
        self.desk, self.person_id, self.before = desk, person_id, before
        partners = [(each.id, each.name) for each in desk.read(address_book.organisations) or () if not each.own]
        self.partner = Field("Partenaire", ChoiceField(partners, "choisir l’organisme"))
        self.yes = RadioDot("La personne accepte de partager", ticked=True)
        self.no = RadioDot("La personne refuse")
        self.boxes = {each: TickBox(each.capitalize()) for each in CATEGORIES}
        self.themes = QWidget()
        self.reason = Field("Ce qu’elle accepte de partager", self.themes)
        self.purpose = Field("À quoi cela sert", LineEdit(), optional=True)
        self.means = Field("Comment elle l’a dit", LineEdit(hint="à l’oral, puis signé"), optional=True)
        self.given = Field("Le", editors.DateEditor(desk.office.today))
        self.until = Field("Valable jusqu’au", editors.DateEditor(desk.office.today))
        self.save = Button("Noter l’accord", "principal", "check")
        self.paper = Button("Imprimer à signer", icon="printer")
        self.close_button = Button("Renoncer")
        self.arrange()
        self.fill(organisation or (before.organisation_id if before else None))
        self.yes.toggled.connect(self.settle)
        self.save.clicked.connect(self.record)
        self.paper.clicked.connect(self.print_to_sign)
        self.close_button.clicked.connect(self.reject)

    @property
    def refused(self) -> bool:
        """Whether the person said no."""
        return self.no.isChecked()

    def arrange(self) -> None:
        """Put the parts in their order."""
        stack = self.stack
        stack.addWidget(Notice("info", NOTICE))
        stack.addWidget(self.partner)
        answers = QWidget()
        answer = column(answers, gap=2)
        answer.addWidget(self.yes)
        answer.addWidget(self.no)
        stack.addWidget(answers)
        flow = FlowLayout(self.themes, gap=18, line_gap=6)
        for box in self.boxes.values():
            flow.addWidget(box)
        stack.addWidget(self.reason)
        fields = grid()
        for at, field in enumerate((self.purpose, self.means, self.given, self.until)):
            fields.addWidget(field, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        stack.addLayout(fields)
        self.put(self.save, self.paper, self.close_button)

    def fill(self, organisation: UUID | None) -> None:
        """Start from the agreement to be replaced, or from nothing ticked."""
        self.partner.editor.set_value(organisation)
        self.partner.editor.setEnabled(organisation is None)
        today = self.desk.office.today()
        self.given.editor.set_value(today)
        self.until.editor.set_value(add_months(today, consents.USUAL_MONTHS))
        if self.before is not None:
            self.purpose.editor.setText(self.before.purpose)
            for category in self.before.categories:
                self.boxes[category].setChecked(True)

    def settle(self, accepted: bool) -> None:
        """Keep what an answer needs."""
        for part in (self.reason, self.purpose, self.until, self.paper):
            part.setVisible(accepted)
        self.save.say("Noter l’accord" if accepted else "Noter le refus")

    def record(self) -> None:
        """Record it, or say why not beside the field."""
        for field in (self.partner, self.reason, self.given, self.until):
            field.clear_reason()
        partner = self.partner.editor.value()
        if not isinstance(partner, UUID):
            self.partner.refuse("À remplir.")
            return
        changes = self.desk.attempt(
            self.refuse,
            consents.record,
            self.person_id,
            partner,
            [] if self.refused else [each for each, box in self.boxes.items() if box.isChecked()],
            given_on=self.given.editor.value(),
            valid_until=None if self.refused else self.until.editor.value(),
            means=self.means.editor.text().strip(),
            purpose=self.purpose.editor.text().strip(),
            refused=self.refused,
            replaces=self.before.id if self.before else None,
        )
        if changes is not None:
            self.accept()

    def print_to_sign(self) -> None:
        """Print what is ticked, to be signed before it is recorded."""
        partner = self.partner.editor.value()
        for field in (self.partner, self.reason):
            field.clear_reason()
        if not isinstance(partner, UUID):
            self.partner.refuse("À remplir.")
            return
        ticked = [each for each, box in self.boxes.items() if box.isChecked()]
        purpose = self.purpose.editor.text().strip()
        gestures.print_to_sign(self, self.desk, self.refuse, self.person_id, partner, ticked, purpose)

    def refuse(self, field: str, sentence: str) -> None:
        """Say why."""
        places = {"categories": self.reason, "given_on": self.given, "valid_until": self.until}
        places.get(field, self.partner).refuse(sentence)
