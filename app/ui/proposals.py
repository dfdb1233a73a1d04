# SPDX-License-Identifier: AGPL-3.0-or-later
"""What procedures lead to, as cards: why, since what, the one button that does it, and the way to set it aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.french.dates import say_short
from app.french.typography import typeset
from app.services.continuations import LATER, UNSUITABLE, Proposal
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import continuations as gestures
from app.ui.gestures import procedures
from app.ui.widgets.buttons import Button, Kind, Link, LongLink, box
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.spacing import column, emptied

MOST = 3
"""How many proposals are shown at first where there are more."""
NOW, NEXT = "À faire sans attendre", "Et ensuite"


class Proposals(QWidget):
    """The proposals of a procedure or of a person; nothing at all when there are none.

    `apart`: they come from several procedures, so that each card names its own.
    """

    def __init__(self, desk: Desk, heading: str = NEXT, *, apart: bool = False) -> None:
        super().__init__()
        self.desk, self.apart = desk, apart
        self.heading = SectionHeading(heading)
        self.cards = QWidget()
        self.stack = column(self.cards, gap=8)
        self.more = LongLink("", "label")
        self.more.clicked.connect(self.show_all)
        self.found: Sequence[Proposal] = ()
        self.whole = False
        lines = column(self, gap=6, margins=(0, 8, 0, 8))
        for part in (self.heading, self.cards, self.more):
            lines.addWidget(part)
        self.hide()

    def show_proposals(self, found: Sequence[Proposal]) -> None:
        """Show them, in their order."""
        emptied(self.stack)
        day = self.desk.office.today()
        shown = found if self.whole or len(found) <= MOST + 1 else found[:MOST]
        for each in shown:
            self.stack.addWidget(ProposalCard(self.desk, each, day, apart=self.apart))
        self.found = found
        self.more.setText(f"Montrer les {len(found) - len(shown)} autres")
        self.more.setVisible(len(shown) < len(found))
        self.setVisible(bool(found))

    def show_all(self) -> None:
        """Show the rest, and go to the first of them."""
        self.whole = True
        self.show_proposals(self.found)
        item = self.stack.itemAt(MOST)
        card = item.widget() if item is not None else None
        if isinstance(card, ProposalCard):
            card.button.setFocus(Qt.FocusReason.OtherFocusReason)


class ProposalCard(QWidget):
    """One proposal. What the law demands has no way to be set aside."""

    def __init__(self, desk: Desk, proposal: Proposal, day: date, *, apart: bool) -> None:
        super().__init__()
        self.desk, self.proposal = desk, proposal
        self.button = Button(*act(proposal), small=True)
        self.button.setAccessibleName(f"{self.button.text()}\u00a0: {proposal.title}")
        self.print_button = Button("Imprimer la fiche…", icon="printer", small=True)
        self.print_button.clicked.connect(self.print_sheet)
        self.later, self.never = Link("Pas maintenant", "label"), Link("Ne convient pas", "label")
        self.later.setAccessibleName(f"Pas maintenant\u00a0: {proposal.title}")
        self.never.setAccessibleName(f"Ne convient pas\u00a0: {proposal.title}")
        self.button.clicked.connect(self.accept)
        self.later.clicked.connect(self.put_off)
        self.never.clicked.connect(self.refuse)
        stack = column(self, gap=4, margins=(12, 8, 12, 10))
        if proposal.demanded:
            stack.addWidget(Label("Demandé par un texte", "small", "soon", 600))
        stack.addWidget(Label(proposal.title, "body", "ink", 600, wrap=True))
        stack.addWidget(Label(proposal.say, "label", "ink", wrap=True))
        stack.addWidget(Label(origin(proposal, day, apart=apart), "small", "ink2", wrap=True))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=12, line_gap=4)
        if proposal.paper:
            flow.addWidget(self.print_button)
        flow.addWidget(self.button)
        for link in () if proposal.demanded else (self.later, self.never):
            flow.addWidget(link)
        stack.addWidget(buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.changes.changed.connect(self.update)

    def accept(self) -> None:
        """Do what is proposed."""
        gestures.accept(self.desk, self.proposal)

    def print_sheet(self) -> None:
        """Print what is handed over, then note the day."""
        procedures.print_information(self, self.desk, self.proposal.person_id, self.proposal.procedure_id)

    def put_off(self) -> None:
        """Not now."""
        gestures.set_aside(self.desk, self.proposal, LATER)

    def refuse(self) -> None:
        """Not for her."""
        gestures.set_aside(self.desk, self.proposal, UNSUITABLE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box of the card."""
        painter = QPainter(self)
        back, edge = ("soonbg", "soon") if self.proposal.demanded else ("tint", None)
        box(painter, QRectF(self.rect()), back, edge, 5)


def act(proposal: Proposal) -> tuple[str, Kind, str]:
    """The words, the kind and the icon of the button: the title says what is opened or noted."""
    return ("Noter…", "plain", "pencil") if proposal.event else ("Ouvrir la démarche", "plain", "plus")


def origin(proposal: Proposal, day: date, *, apart: bool) -> str:
    """« Commandement de quitter les lieux reçu, le 3 nov. · CCH, art. R. 441-14-1 »."""
    parts = (
        proposal.procedure if apart else "",
        f"{proposal.cause}, le {say_short(proposal.since, day)}",
        proposal.why,
    )
    return typeset(" · ".join(part for part in parts if part))
