# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which lines of the register are shown: a state by chips, one procedure, one addressee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.referral_register import ReferralLine
from app.ui.referrals import model
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.flow import FlowLayout


class Filters(QWidget):
    """Signal: `changed()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        options = [(key, word, 0) for key, (word, _) in model.FILTERS.items()]
        self.chips = FilterChips("Orientations montrées", options, "all")
        self.procedure = ChoiceField((), "Démarche\u00a0: toutes", small=True)
        self.addressee = ChoiceField((), "Destinataire\u00a0: tous", small=True)
        self.procedure.setAccessibleName("Démarche")
        self.addressee.setAccessibleName("Destinataire")
        flow = FlowLayout(self, gap=8, line_gap=8)
        for part in (self.chips, self.procedure, self.addressee):
            flow.addWidget(part)
        self.chips.chosen.connect(self.tell)
        self.procedure.chosen.connect(self.tell)
        self.addressee.chosen.connect(self.tell)

    def tell(self, _value: object = None) -> None:
        """Announce another choice."""
        self.changed.emit()

    def offer(self, lines: Sequence[ReferralLine], day: date) -> None:
        """Count the lines of each state and offer the procedures and addressees there are."""
        for key, (_, kept) in model.FILTERS.items():
            self.chips.count(key, sum(kept(line, day) for line in lines))
        everything: list[tuple[object, str]] = [(None, "Toutes")]
        self.procedure.offer(everything + model.choices_of(lines, procedure_of))
        everyone: list[tuple[object, str]] = [(None, "Tous")]
        self.addressee.offer(everyone + model.choices_of(lines, addressee_of))

    def kept(self, lines: Sequence[ReferralLine], day: date) -> list[ReferralLine]:
        """The lines to show."""
        keep = model.FILTERS[self.chips.value() or "all"][1]
        procedure, addressee = self.procedure.value(), self.addressee.value()
        return [
            line
            for line in lines
            if keep(line, day) and procedure in (None, line.procedure) and addressee in (None, line.addressee)
        ]


def procedure_of(line: ReferralLine) -> str:
    """What the procedures are told apart by."""
    return line.procedure


def addressee_of(line: ReferralLine) -> str:
    """What the addressees are told apart by."""
    return line.addressee
