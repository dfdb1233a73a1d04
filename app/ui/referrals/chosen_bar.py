# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done with the lines ticked in the register."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.services.referral_register import ReferralLine
from app.services.referrals import NEEDS_NO_AGREEMENT
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import Surface

FILED = "Ce que la personne dépose elle-même ne se relance pas par lettre\u00a0: décochez ces lignes."
NOT_PENDING = "Cochez des orientations qui attendent une réponse."
TWICE = "Deux relances ont déjà été faites\u00a0: décochez ces lignes, et reprenez contact autrement."

PAPERS = {
    "referral": "Les fiches d’orientation",
    "all": "Tous les papiers de chaque envoi",
    "reply_slip": "Les coupons-réponse",
    "deposit_slip": "Les bordereaux de dépôt",
}


class ChosenBar(Surface):
    """Signals: `papers_asked(str)` with a kind of batch, `letters_asked()`, `noted()` for reminders already made,
    `released()` to tick nothing any more.
    """

    papers_asked = Signal(str)
    letters_asked = Signal()
    noted = Signal()
    released = Signal()

    def __init__(self) -> None:
        super().__init__("select", "bottom", "line2")
        self.count = Label("", "body", stressed=True)
        self.papers = Button("Imprimer…", icon="printer", small=True)
        self.menu = QMenu(self)
        for kind, words in PAPERS.items():
            self.menu.addAction(words).setData(kind)
        self.letters = Button("Imprimer les relances", icon="printer", small=True)
        self.note = Button("Noter des relances…", icon="mail-forward", small=True)
        self.release = Button("Ne plus choisir", "quiet", small=True)
        holder = QWidget()
        flow = FlowLayout(holder, gap=8, line_gap=6)
        for part in (self.count, self.papers, self.letters, self.note, self.release):
            flow.addWidget(part)
        column(self, margins=(16, 6, 16, 7)).addWidget(holder)
        self.papers.clicked.connect(self.offer_papers)
        self.menu.triggered.connect(self.ask_papers)
        self.letters.clicked.connect(self.letters_asked)
        self.note.clicked.connect(self.noted)
        self.release.clicked.connect(self.released)
        self.hide()

    def offer_papers(self) -> None:
        """Ask which papers."""
        self.menu.popup(self.papers.mapToGlobal(QPoint(0, self.papers.height())))

    def ask_papers(self, action: QAction) -> None:
        """Announce which papers are wanted."""
        self.papers_asked.emit(action.data())

    def show_lines(self, lines: Sequence[ReferralLine]) -> None:
        """Say how many are ticked, and what can be done with them."""
        self.setVisible(bool(lines))
        count = len(lines)
        self.count.say(f"*{count}* {'orientation choisie' if count == 1 else 'orientations choisies'}")
        pending = all(line.pending for line in lines)
        filed = any(line.channel_code == NEEDS_NO_AGREEMENT for line in lines)
        twice = any(line.reminded_again_on is not None for line in lines)
        self.letters.forbid(NOT_PENDING if not pending else FILED if filed else TWICE if twice else "")
        self.note.forbid(NOT_PENDING if not pending else TWICE if twice else "")
