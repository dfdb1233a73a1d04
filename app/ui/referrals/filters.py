# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which lines of the register are shown: a state by chips; a period, one procedure, one addressee, who prepared it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.referral_register import ReferralLine
from app.services.register_filter import RegisterFilter, in_group
from app.ui.referrals import model
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.flow import FlowLayout


class Filters(QWidget):
    """Signal: `changed()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        options = [(key, word, 0) for key, word in model.FILTERS.items()]
        self.chips = FilterChips("Orientations montrées", options, "all")
        self.procedure = ChoiceField((), "Démarche\u00a0: toutes", small=True)
        self.addressee = ChoiceField((), "Destinataire\u00a0: tous", small=True)
        self.period = ChoiceField(model.PERIODS, "Envoi\u00a0: toute date", small=True)
        self.worker = ChoiceField((), "Préparées par\u00a0: tous", small=True)
        self.period.setAccessibleName("Période d’envoi")
        self.worker.setAccessibleName("Préparées par")
        self.procedure.setAccessibleName("Démarche")
        self.addressee.setAccessibleName("Destinataire")
        flow = FlowLayout(self, gap=8, line_gap=8)
        for part in (self.chips, *self.choices()):
            flow.addWidget(part)
        self.chips.chosen.connect(self.tell)
        for choice in self.choices():
            choice.chosen.connect(self.tell)

    def choices(self) -> tuple[ChoiceField, ...]:
        """The lists, in their order."""
        return self.period, self.procedure, self.addressee, self.worker

    def tell(self, _value: object = None) -> None:
        """Announce another choice."""
        self.changed.emit()

    def offer(self, lines: Sequence[ReferralLine], day: date) -> None:
        """Count the lines of each state and offer the procedures and addressees there are."""
        for key in model.FILTERS:
            self.chips.count(key, sum(in_group(line, key, day) for line in lines))
        everything: list[tuple[object, str]] = [(None, "Toutes")]
        self.procedure.offer(everything + model.choices_of(lines, procedure_of))
        everyone: list[tuple[object, str]] = [(None, "Tous")]
        self.addressee.offer(everyone + model.choices_of(lines, addressee_of))
        workers = model.choices_of(lines, worker_of)
        self.worker.offer(everyone + workers)
        self.worker.setVisible(len(workers) > 1 or self.worker.value() is not None)

    def kept(self, lines: Sequence[ReferralLine], day: date) -> list[ReferralLine]:
        """The lines to show."""
        procedure, addressee, worker = self.procedure.value(), self.addressee.value(), self.worker.value()
        since, until = model.period_days(self.period.value(), day)
        wanted = RegisterFilter(group=model.group_of(self.chips.value()), since=since, until=until)
        return [
            line
            for line in wanted.kept(lines, day)
            if procedure in (None, line.procedure)
            and addressee in (None, line.addressee)
            and worker in (None, line.worker)
        ]


def procedure_of(line: ReferralLine) -> str:
    """What the procedures are told apart by."""
    return line.procedure


def addressee_of(line: ReferralLine) -> str:
    """What the addressees are told apart by."""
    return line.addressee


def worker_of(line: ReferralLine) -> str:
    """What those who prepared them are told apart by."""
    return line.worker
