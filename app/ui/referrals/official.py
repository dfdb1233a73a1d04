# SPDX-License-Identifier: AGPL-3.0-or-later
"""The official form of a draft: brought once, offered from then on, with what stays empty and what goes on behind."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.french.dates import say_long
from app.french.typography import typeset
from app.services import official_blanks
from app.services.official_blanks import KeptBlank, OfficialState
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import official as gestures
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column, emptied

CHOOSE = "Utiliser le formulaire officiel…"
IN_USE = "C’est le papier qui part, à la place de notre formulaire."
TO_CHECK = "Ce fichier diffère de celui que Maillon connaît\u00a0: relisez chaque champ sur l’aperçu avant d’imprimer."


class OfficialPart(QWidget):
    """The official form of one draft: a place to drop it, those kept, the one in use."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.referral_id: UUID | None = None
        self.used: KeptBlank | None = None
        self.refusal = Notice("late", "")
        self.drop_zone = DropZone()
        self.choose_button = Button(CHOOSE, icon="file-import")
        self.kept = QWidget()
        self.kept_buttons = FlowLayout(self.kept)
        self.in_use = Notice("ok", "", icon="file-check")
        self.to_check = Notice("soon", TO_CHECK)
        self.annexed = Notice("soon", "")
        self.lacking = Label("", "label", "ink2", wrap=True)
        self.describe_button = Button("Régler les champs", icon="pencil")
        self.set_aside_button = Button("Mettre de côté", icon="x")
        self.arrange()
        self.choose_button.clicked.connect(self.choose)
        self.describe_button.clicked.connect(self.describe)
        self.set_aside_button.clicked.connect(self.set_aside)

    def arrange(self) -> None:
        """Put what is in use over the place where another is dropped."""
        stack = column(self, gap=8)
        stack.addWidget(SectionHeading("Formulaire officiel"))
        for part in (self.refusal, self.in_use, self.to_check, self.annexed, self.lacking):
            stack.addWidget(part)
        buttons = self.buttons = QWidget()
        line = FlowLayout(buttons)
        line.addWidget(self.describe_button)
        line.addWidget(self.set_aside_button)
        stack.addWidget(buttons)
        stack.addWidget(self.kept)
        stack.addWidget(self.drop_zone)
        self.drop_zone.put(self.choose_button)
        self.refusal.hide()

    def show_referral(self, referral_id: UUID) -> None:
        """Show what a draft has of an official form, and what it could have."""
        if referral_id != self.referral_id:
            self.refusal.hide()
        self.referral_id = referral_id
        state = self.desk.read(official_blanks.state, referral_id)
        if state is not None:
            self.show_state(state)

    def show_state(self, state: OfficialState) -> None:
        """Show a state."""
        used = self.used = state.used
        self.in_use.setVisible(used is not None and used.mapped > 0)
        self.in_use.say(IN_USE, used.name if used else "")
        empty = used is not None and not used.mapped
        self.to_check.setVisible(used is not None and not state.certified and not empty)
        self.annexed.say(annexed_said(state))
        self.annexed.setVisible(bool(state.annexed))
        self.lacking.say(lacking_said(state, empty=empty))
        self.lacking.setVisible(bool(self.lacking.text()))
        self.buttons.setVisible(used is not None)
        self.describe_button.setVisible(used is not None and used.own)
        self.drop_zone.say(drop_said(state))
        self.offer([each for each in state.offered if used is None or each.id != used.id])

    def offer(self, offered: list[KeptBlank]) -> None:
        """Offer the blanks that are kept, a button each."""
        emptied(self.kept_buttons)
        for each in offered:
            button = Button(typeset(f"Utiliser : {each.name}, gardé le {say_long(each.kept_on)}"), icon="file-check")
            button.clicked.connect(partial(self.use, each.id))
            self.kept_buttons.addWidget(button)
        self.kept.setVisible(bool(offered))

    def choose(self) -> None:
        """Ask for the blank."""
        if self.referral_id is not None:
            self.refusal.hide()
            gestures.choose(self, self.desk, self.refuse, self.referral_id)

    def take(self, path: Path) -> None:
        """Take the file that was dropped."""
        if self.referral_id is not None:
            self.refusal.hide()
            gestures.drop(self.desk, self.refuse, self.referral_id, path)

    def use(self, blank_id: UUID) -> None:
        """Use a blank that is kept."""
        if self.referral_id is not None:
            self.refusal.hide()
            gestures.use(self.desk, self.refuse, self.referral_id, blank_id)
            self.set_aside_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def describe(self) -> None:
        """Open the page of its fields."""
        if self.used is not None:
            gestures.describe(self.desk, self.used.id, self.referral_id)

    def set_aside(self) -> None:
        """Leave on our own form instead."""
        if self.referral_id is not None:
            gestures.set_aside(self.desk, self.referral_id)
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, _field: str, sentence: str) -> None:
        """Say why the file was not taken."""
        self.refusal.say(sentence)
        self.refusal.show()
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)


class DropZone(QWidget):
    """Where a file may be dropped: a dashed edge around what to do; the page around it takes the file."""

    def __init__(self) -> None:
        super().__init__()
        self.over = False
        self.words = Label("", "label", "ink2", wrap=True)
        self.stack = column(self, gap=8, margins=12)
        self.stack.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.changes.changed.connect(self.update)

    def say(self, words: str) -> None:
        """Say what to drop."""
        self.words.say(words)

    def put(self, button: QWidget) -> None:
        """Add what the keyboard presses instead."""
        self.stack.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def light(self, over: bool) -> None:
        """Show that a file is being held over the page."""
        self.over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent" if self.over else "control"), 2 if self.over else 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("tint") if self.over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


def annexed_said(state: OfficialState) -> str:
    """What goes on on a sheet added."""
    named = ", ".join(state.annexed)
    return typeset(f"Trop long pour sa case, écrit en entier sur une feuille jointe : {named}.") if named else ""


def lacking_said(state: OfficialState, *, empty: bool) -> str:
    """What stays empty on the form."""
    if empty:
        return "Aucun champ de ce formulaire n’est encore réglé\u00a0: c’est notre formulaire qui part."
    return typeset(f"Reste vide sur le formulaire : {', '.join(state.lacking)}.") if state.lacking else ""


def drop_said(state: OfficialState) -> str:
    """What to drop, named as the law names it."""
    if state.used is not None:
        return "Une édition plus récente\u00a0? Déposez-la ici\u00a0: elle prendra la place de celle-ci."
    which = f" ({state.expected})" if state.expected else ""
    return typeset(
        f"Déposez ici le formulaire officiel vierge{which}, en PDF. Il sera rempli, et gardé dans le coffre."
    )
