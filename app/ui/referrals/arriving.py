# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Une réponse arrive »: its number is typed as it stands on the paper, Enter opens the four answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.french.dates import say_long
from app.services import referral_register
from app.services.referral_register import ReferralLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.referrals import model
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import FieldLabel, LineEdit, Reason, wear_state
from app.ui.widgets.spacing import column, row

WIDTH = 132
HINT = "N°, ex. A0198"


class Arriving(QWidget):
    """A number and its button. Signal: `found(object)` with the id of the referral that awaits an answer."""

    found = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.number = LineEdit(hint=HINT)
        self.number.setAccessibleName("Numéro de l’orientation")
        self.label: QLabel = FieldLabel("Une réponse arrive", self.number)
        self.button = Button("Noter la réponse", "principal", "mail-opened")
        self.reason = Reason()
        self.reason.hide()
        line = row(gap=8)
        line.addWidget(self.label)
        line.addWidget(self.number)
        line.addWidget(self.button)
        stack = column(self, gap=2)
        stack.addLayout(line)
        stack.addWidget(self.reason, 0, Qt.AlignmentFlag.AlignRight)
        self.number.returnPressed.connect(self.seek)
        self.button.clicked.connect(self.seek)
        self.number.textEdited.connect(self.forget_reason)
        self.setFocusProxy(self.number)
        theme.changes.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Take the width of a number at the text size in force."""
        self.number.setFixedWidth(theme.px(WIDTH))

    def seek(self) -> None:
        """Find the referral of that number, or say why not."""
        typed = self.number.text().strip()
        if not typed:
            self.refuse("Tapez le numéro écrit sur le papier.")
            return
        lines = list(self.desk.read(referral_register.all_by_number, typed) or ())
        why_not = self.why_not(typed, lines)
        if why_not:
            self.refuse(why_not)
        else:
            self.number.clear()
            self.found.emit(lines[0].id)

    def why_not(self, typed: str, lines: Sequence[ReferralLine]) -> str:
        """Why no answer can be noted for what was found; empty when one can."""
        if not lines:
            return f"Aucune orientation ne porte le numéro {typed}."
        if len(lines) > 1:
            return f"Plusieurs orientations\u00a0: {', '.join(line.number for line in lines)}. Tapez le numéro entier."
        if lines[0].cancelled_on is not None:
            return f"L’envoi {model.short_number(lines[0].number)} a été annulé le {say_long(lines[0].cancelled_on)}."
        return ""

    def refuse(self, sentence: str) -> None:
        """Say why beside the number; what was typed stays."""
        self.reason.say_reason("refused", sentence)
        self.reason.show()
        self.number.setAccessibleDescription(sentence)
        wear_state(self.number, "refused")
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.number.selectAll()

    def forget_reason(self) -> None:
        """Take the reason away as soon as another number is typed."""
        self.reason.hide()
        self.number.setAccessibleDescription("")
        wear_state(self.number, "")
