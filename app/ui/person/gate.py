# SPDX-License-Identifier: AGPL-3.0-or-later
"""Before the dossier of a person someone else follows: who she is, who follows her, and why one opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.french.dates import say_birth
from app.french.typography import typeset
from app.services import accesses
from app.services.person_lines import PersonLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column
from app.ui.widgets.ticks import RadioDot

NOTED = "La consultation et son motif sont gardés un an. La personne peut les demander."


class Gate(QWidget):
    """Asks for one of four motives. Signal: `given(str)`, its code."""

    given = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.name = Label("", "title", weight=600, wrap=True)
        self.known = Label("", "body", "ink2", wrap=True)
        self.motives = {
            code: RadioDot(choice.label)
            for code, choice in desk.office.catalogue.vocabularies[accesses.MOTIVES].choices.items()
        }
        self.open = Button("Ouvrir le dossier", "principal", "folder-open")
        self.open.clicked.connect(self.give)
        stack = column(self, gap=8, margins=24)
        stack.addWidget(self.name)
        stack.addWidget(self.known)
        stack.addSpacing(theme.px(12))
        stack.addWidget(Label("Pourquoi ouvrez-vous ce dossier\u202f?", "section", weight=600, wrap=True))
        holder = QWidget()
        holder.setAccessibleName("Motif")
        dots = column(holder, gap=4)
        for dot in self.motives.values():
            dot.toggled.connect(self.settle)
            dots.addWidget(dot)
        stack.addWidget(holder)
        stack.addWidget(Label(NOTED, "label", "ink2", wrap=True))
        stack.addSpacing(theme.px(6))
        stack.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addStretch(1)

    def ask(self, line: PersonLine) -> None:
        """Show what may be told of a person, nothing chosen."""
        self.name.say(line.name)
        birth = f"Naissance : {say_birth(line.birth)} · " if line.birth else ""
        self.known.say(typeset(f"{birth}Parcours suivi par {line.lead}"))
        for dot in self.motives.values():
            dot.setAutoExclusive(False)
            dot.setChecked(False)
            dot.setAutoExclusive(True)
        self.settle()

    def chosen(self) -> str:
        """The motive chosen, empty when none is."""
        return next((code for code, dot in self.motives.items() if dot.isChecked()), "")

    def settle(self) -> None:
        """Wait for a motive."""
        if self.chosen():
            self.open.allow()
        else:
            self.open.forbid("Choisissez d’abord un motif.")

    def give(self) -> None:
        """Tell the motive."""
        self.given.emit(self.chosen())

    def focus_first(self) -> None:
        """Go to the first motive."""
        next(iter(self.motives.values())).setFocus(Qt.FocusReason.TabFocusReason)
