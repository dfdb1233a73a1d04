# SPDX-License-Identifier: AGPL-3.0-or-later
"""Under a field of a form: whether its value is the dossier's or this form's alone, and how to choose the other way."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.provenance import Origin
from app.ui.widgets.buttons import LongLink
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label

Choice = Literal["form_only", "correct", "follow"]

CORRECTED = "Corrigé aussi dans le dossier."
LABELS: dict[Choice, str] = {
    "form_only": "Seulement dans ce formulaire",
    "correct": "Corriger aussi le dossier",
    "follow": "Reprendre le dossier",
}


class OriginLine(QWidget):
    """One sentence and the choices left. Signal: `chosen(path, choice)`."""

    chosen = Signal(str, str)

    def __init__(self, path: str, name: str) -> None:
        super().__init__()
        self.path = path
        self.sentence = Label("", "label", "ink2")
        self.links = {choice: LongLink(words, "label") for choice, words in LABELS.items()}
        flow = FlowLayout(self, gap=12, line_gap=2)
        flow.addWidget(self.sentence)
        for choice, link in self.links.items():
            link.setProperty("choice", choice)
            link.setAccessibleName(f"{link.text()}\u00a0: {name}")
            link.clicked.connect(self.choose)
            flow.addWidget(link)
        self.hide()

    def say_corrected(self) -> None:
        """The dossier has just been corrected from this form; that may be taken back."""
        self.say(CORRECTED, "form_only")

    def show_origin(self, origin: Origin | None) -> None:
        """Say what the dossier holds when this form says otherwise; nothing when they agree."""
        if origin is None or origin.dossier is None:
            self.hide()
        elif origin.correctable:
            self.say(says(origin.dossier), "correct", "follow")
        else:
            self.say(says(origin.dossier), "follow")

    def say(self, sentence: str, *choices: Choice) -> None:
        """Say a sentence and offer these choices."""
        self.sentence.say(sentence)
        for choice, link in self.links.items():
            link.setVisible(choice in choices)
        self.show()

    def choose(self) -> None:
        """Announce the choice of the link."""
        self.chosen.emit(self.path, str(self.sender().property("choice")))


def says(dossier: str) -> str:
    """What the dossier says, in words."""
    return f"Le dossier dit\u00a0: {dossier}." if dossier else "Le dossier ne le dit pas."
