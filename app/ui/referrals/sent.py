# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of a referral that has left: its number, its dates, what came back, and what can still be done."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.french.dates import say_distance, say_long
from app.services import referral_drafts
from app.services.referral_view import ReferralView
from app.services.referrals import NEEDS_NO_AGREEMENT
from app.ui.desk import Desk
from app.ui.gestures import letters as letter_gestures
from app.ui.gestures import referrals as gestures
from app.ui.referrals import model
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Fact, Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.side_list import SideList
from app.ui.widgets.spacing import column, grid

WHEN = ("Réponse souhaitée", "Date légale", "À suivre")
FACTS = ("Numéro", "Envoyée le", "Par", "Destinataire", *WHEN, "Accord", "Préparée par")
MOST = 2
"""How many reminders are made before one takes contact otherwise."""


class SentPane(QWidget):
    """The left pane of a referral that has left. Signal: `answered()` to note what came back."""

    answered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.view: ReferralView | None = None
        self.cancelled = Notice("soon", "", icon="ban")
        self.reason = Field("Motif de l’annulation", editors.TextEditor(), optional=True)
        self.again_button = Button("Préparer un nouvel envoi", icon="send")
        self.facts = {name: Fact(name) for name in FACTS}
        self.heading = SectionHeading("Ce qui est revenu")
        self.answers = SideList("Ce qui est revenu", fitted=True, flat=True, rules=True)
        self.nothing = Label("", "body", "ink2", wrap=True)
        self.withdraw_answer_button = Button("Retirer la dernière réponse", "withdraw", "trash")
        self.letter_button = Button("Imprimer la relance", icon="printer", small=True)
        self.chase = Notice("soon", "", icon="mail-forward", action=self.letter_button)
        self.reminders_heading = SectionHeading("Relances")
        self.reminders = SideList("Relances", fitted=True, flat=True, rules=True)
        self.remind_button = Button("Relancer", icon="mail-forward")
        self.write_button = Button("Écrire une lettre…", icon="mail")
        self.cancel_button = Button("Annuler l’envoi", "withdraw", "ban")
        self.menu = QMenu(self)
        self.letter_action = self.menu.addAction("Imprimer la lettre de relance", self.print_reminder)
        self.note_action = self.menu.addAction("Noter une relance déjà faite…", self.note_reminder)
        self.again_action = self.menu.addAction("Réimprimer la dernière relance", self.print_again)
        self.withdraw_action = self.menu.addAction("Retirer la dernière relance", self.withdraw_reminder)
        self.arrange()
        self.reason.editor.edited.connect(self.say_why)
        self.again_button.clicked.connect(self.prepare_again)
        self.remind_button.clicked.connect(self.remind)
        self.letter_button.clicked.connect(self.print_reminder)
        self.withdraw_answer_button.clicked.connect(self.withdraw_answer)
        self.write_button.clicked.connect(self.write_letter)
        self.cancel_button.clicked.connect(self.cancel)

    def arrange(self) -> None:
        """Put the facts over what came back."""
        stack = column(self, gap=16, margins=(16, 12, 16, 24))
        stack.addWidget(self.cancelled)
        stack.addWidget(self.reason)
        stack.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addWidget(self.chase)
        self.places = grid(line_gap=10)
        self.places.setColumnStretch(0, 1)
        self.places.setColumnStretch(1, 1)
        stack.addLayout(self.places)
        back = column(gap=6)
        for part in (self.heading, self.answers, self.nothing):
            back.addWidget(part)
        back.addWidget(self.withdraw_answer_button, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addLayout(back)
        again = column(gap=6)
        for part in (self.reminders_heading, self.reminders):
            again.addWidget(part)
        stack.addLayout(again)
        buttons = QWidget()
        line = FlowLayout(buttons)
        line.addWidget(self.remind_button)
        line.addWidget(self.write_button)
        line.addWidget(self.cancel_button)
        stack.addWidget(buttons)
        stack.addStretch(1)

    def show_view(self, view: ReferralView) -> None:
        """Show a referral that has left."""
        self.view = view
        day, line = self.desk.office.today(), view.line
        gone = line.cancelled_on is not None
        if line.cancelled_on is not None:
            when = say_long(line.cancelled_on)
            self.cancelled.say(f"Envoi annulé le {when}. Le numéro {line.number} reste au registre.")
        for part in (self.cancelled, self.reason, self.again_button):
            part.setVisible(gone)
        if not self.reason.editor.hasFocus():
            self.reason.editor.present(view.cancel_reason)
        self.show_facts(self.said(view, day))
        self.answers.show_rows([model.answer_item(each, day) for each in view.answers])
        self.answers.setVisible(bool(view.answers))
        self.heading.say("Ce qui est revenu", str(len(view.answers)) if view.answers else "")
        self.nothing.say("Rien n’est revenu avant l’annulation." if gone else waiting_said(view, day))
        self.nothing.setVisible(not view.answers)
        self.withdraw_answer_button.setVisible(bool(view.answers) and not gone)
        self.cancel_button.setVisible(not gone)
        if view.answers:
            self.cancel_button.forbid("Une réponse est déjà notée\u00a0: retirez-la d’abord.")
        else:
            self.cancel_button.allow()
        self.show_reminders(view, day)

    def write_letter(self) -> None:
        """Write a letter to the addressee, about this referral's procedure."""
        if self.view is not None:
            line = self.view.line
            letter_gestures.write_letter(
                self, self.desk, line.person_id, procedure_id=line.procedure_id, organisation_id=self.view.addressee.id
            )

    def show_reminders(self, view: ReferralView, day: date) -> None:
        """Show the reminders made, the one whose day has come, and what can be done about them."""
        line, made = view.line, bool(view.reminders)
        by_letter, left = view.channel != NEEDS_NO_AGREEMENT, len(view.reminders) < MOST
        self.reminders.show_rows([model.reminder_item(each, day) for each in view.reminders])
        for part in (self.reminders_heading, self.reminders):
            part.setVisible(made)
        said = model.chase_now_said(line, day)
        self.chase.say(said)
        self.chase.setVisible(bool(said))
        self.letter_button.setVisible(line.to_chase(day))
        self.letter_action.setText(f"Imprimer la {'seconde' if made else 'première'} relance")
        self.letter_action.setVisible(line.pending and by_letter and left)
        self.note_action.setVisible(line.pending and left)
        self.again_action.setVisible(made and by_letter)
        self.withdraw_action.setVisible(made)
        self.remind_button.setVisible((line.pending or made) and line.cancelled_on is None)

    def show_facts(self, said: dict[str, str]) -> None:
        """Show what is known, two facts a line, and leave no hole."""
        for name, value in said.items():
            self.places.removeWidget(self.facts[name])
            self.facts[name].say(value)
            self.facts[name].setVisible(bool(value))
        known = [self.facts[name] for name, value in said.items() if value]
        for rank, fact in enumerate(known):
            self.places.addWidget(fact, rank // 2, rank % 2, Qt.AlignmentFlag.AlignTop)

    def said(self, view: ReferralView, day: date) -> dict[str, str]:
        """The facts in words; an empty one is not shown."""
        line = view.line
        return {
            "Numéro": line.number,
            "Envoyée le": say_long(line.sent_on) if line.sent_on else "",
            "Par": line.channel,
            "Destinataire": ", ".join(part for part in (view.addressee.name, view.addressee.unit) if part),
            "Réponse souhaitée": f"avant le {say_long(line.expected_by)}" if line.expected_by else "",
            "Date légale": f"{say_long(line.legal_due)}, {say_distance(line.legal_due, day)}" if line.legal_due else "",
            "À suivre": "" if model.chase_now_said(line, day) else model.chase_said(line),
            "Accord": "aucun accord nécessaire" if view.channel == NEEDS_NO_AGREEMENT else ", ".join(view.agreed),
            "Préparée par": view.worker,
        }

    def say_why(self, reason: object) -> None:
        """Keep why it was cancelled."""
        self.reason.clear_reason()
        if self.view is not None:
            self.desk.attempt(self.refuse, referral_drafts.say_why_cancelled, self.view.line.id, str(reason))

    def refuse(self, _field: str, sentence: str) -> None:
        """Say why beside the field."""
        self.reason.refuse(sentence)

    def prepare_again(self) -> None:
        """Prepare another sending to the same organisation."""
        if self.view is not None:
            gestures.prepare_for(self.desk, self.view.line.procedure_id, self.view.addressee.id)

    def remind(self) -> None:
        """Offer the letter, to note a reminder already made, and to take one away."""
        self.menu.popup(self.remind_button.mapToGlobal(QPoint(0, self.remind_button.height())))

    def print_reminder(self) -> None:
        """Show the letter."""
        if self.view is not None:
            gestures.print_reminders(self, self.desk, [self.view.line.id])

    def note_reminder(self) -> None:
        """Note a reminder made by telephone or otherwise."""
        if self.view is not None:
            gestures.note_reminder(self, self.desk, [self.view.line.id])

    def print_again(self) -> None:
        """Show the letter of the latest reminder."""
        if self.view is not None:
            gestures.print_reminder_again(self, self.desk, self.view.line.id)

    def withdraw_reminder(self) -> None:
        """Take away the latest reminder."""
        if self.view is not None:
            gestures.withdraw_reminder(self.desk, self.view.line.id)

    def withdraw_answer(self) -> None:
        """Take away the latest answer."""
        if self.view is not None and self.view.answers:
            gestures.withdraw_answer(self.desk, self.view.answers[-1].id)

    def cancel(self) -> None:
        """Cancel the sending."""
        if self.view is not None:
            gestures.cancel(self.desk, self.view.line.id)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.reason.editor.hasFocus():
            self.reason.editor.tell()


def waiting_said(view: ReferralView, day: date) -> str:
    """« Rien n’est encore revenu, depuis 47 jours. »."""
    sent = view.line.sent_on
    days = (day - sent).days if sent else 0
    since = f", depuis {days} {'jour' if days < 2 else 'jours'}" if days else ""
    return f"Rien n’est encore revenu{since}."
