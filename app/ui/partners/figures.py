# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one organisation made of what it was sent, under its sheet: counts, the delay, and what each of them means."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.french.typography import typeset
from app.services import partner_figures
from app.services.partner_figures import PartnerFigures
from app.ui.desk import Desk
from app.ui.widgets.labels import Fact, Label, SectionHeading
from app.ui.widgets.spacing import column, grid

NAMES = (
    "Envoyées",
    "Accusés de réception",
    "Acceptées",
    "Refusées",
    "Réorientées",
    "Sans réponse",
    "Délai médian",
)
COLUMNS = 3
NOTHING = "Rien n’a encore été envoyé à cet organisme."


class Figures(QWidget):
    """Reads the figures of an organisation and shows them; hidden for the service itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.nothing = Label(NOTHING, "body", "ink2", wrap=True)
        self.facts = {name: Fact(name) for name in NAMES}
        self.meanings = Label(typeset("\n".join(partner_figures.DEFINITIONS)), "small", "ink2", wrap=True)
        stack = column(self, gap=8)
        stack.addWidget(SectionHeading("Réponses à ce que vous lui envoyez"))
        stack.addWidget(self.nothing)
        self.table = QWidget()
        places = grid(line_gap=10)
        for rank, fact in enumerate(self.facts.values()):
            places.addWidget(fact, rank // COLUMNS, rank % COLUMNS, Qt.AlignmentFlag.AlignTop)
            places.setColumnStretch(rank % COLUMNS, 1)
        inner = column(self.table, gap=10)
        inner.addLayout(places)
        inner.addWidget(self.meanings)
        stack.addWidget(self.table)

    def show_organisation(self, organisation_id: UUID, *, own: bool) -> None:
        """Show the figures of an organisation."""
        self.setVisible(not own)
        found = None if own else self.desk.read(partner_figures.of_partner, organisation_id)
        self.nothing.setVisible(found is None)
        self.table.setVisible(found is not None)
        if found is not None:
            for name, words in said(found).items():
                self.facts[name].say(words)


def said(figures: PartnerFigures) -> dict[str, str]:
    """The figures in words."""
    counts = (figures.sent, figures.received, figures.accepted, figures.refused, figures.redirected, figures.waiting)
    words = [*map(str, counts), partner_figures.median_said(figures)]
    return dict(zip(NAMES, words, strict=True))
