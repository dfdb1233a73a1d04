# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is chosen before a referral leaves: to whom, how, when, under which agreement; and what its form lacks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.services import address_book, referral_drafts, referrals
from app.services.referral_view import ReferralView
from app.ui.desk import Desk
from app.ui.forms import Gaps
from app.ui.new_organisation import NewOrganisation
from app.ui.referrals.agreement import AgreementPart
from app.ui.referrals.official import OfficialPart
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column, grid, row

CHANNEL_HELPS = {
    "given_to_person": "Elle emporte les papiers\u00a0: un bordereau lui sert de preuve de dépôt.",
    "protected_email": "Une messagerie sécurisée\u00a0: un courriel ordinaire ne protège pas ces données.",
}


class DraftPane(QWidget):
    """The left pane of a draft. Signals: `wanted(path)` to fill what the form lacks; `opened(QWidget)` when something
    was opened that may be out of sight."""

    wanted = Signal(str)
    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.view: ReferralView | None = None
        channels = desk.office.catalogue.vocabularies["channel"].choices.values()
        self.addressee = Field("Organisme", ChoiceField((), "choisir l’organisme"))
        self.address = Label("", "label", "ink2", wrap=True)
        self.add_button = Button("Ajouter un organisme", icon="plus")
        self.new = NewOrganisation(desk)
        self.channel = Field("Par", ChoiceField([(each.code, each.label) for each in channels]))
        self.expected = Field("Réponse souhaitée avant le", editors.DateEditor(desk.office.today), optional=True)
        self.sent_on = Field("Envoyée le", editors.DateEditor(desk.office.today))
        self.sent_on.editor.set_value(desk.office.today())
        self.agreement = AgreementPart(desk)
        self.official = OfficialPart(desk)
        self.gaps = Gaps()
        self.withdraw_button = Button("Retirer le brouillon", "withdraw", "trash", small=True)
        self.complete = Notice("ok", "Le formulaire est complet.", icon="circle-check")
        self.arrange()
        self.wire()

    def arrange(self) -> None:
        """Put the sections in the order of the work."""
        stack = column(self, gap=18, margins=(16, 12, 16, 24))
        whom = column(gap=8)
        whom.addWidget(SectionHeading("Destinataire"))
        choice = row(gap=8)
        choice.addWidget(self.addressee, 1)
        choice.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        whom.addLayout(choice)
        whom.addWidget(self.address)
        whom.addWidget(self.new)
        self.new.hide()
        stack.addLayout(whom)
        how = column(gap=8)
        how.addWidget(SectionHeading("Envoi"))
        fields = grid()
        fields.addWidget(self.channel, 0, 0, 1, 2)
        fields.addWidget(self.sent_on, 1, 0, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.expected, 1, 1, Qt.AlignmentFlag.AlignTop)
        fields.setColumnStretch(0, 1)
        fields.setColumnStretch(1, 1)
        how.addLayout(fields)
        stack.addLayout(how)
        stack.addWidget(self.agreement)
        what = column(gap=8)
        what.addWidget(SectionHeading("Formulaire"))
        what.addWidget(self.gaps)
        what.addWidget(self.complete)
        stack.addLayout(what)
        stack.addWidget(self.official)
        stack.addWidget(self.withdraw_button, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addStretch(1)

    def wire(self) -> None:
        """Connect the parts."""
        self.addressee.editor.chosen.connect(self.choose_addressee)
        self.add_button.clicked.connect(self.open_new)
        self.new.added.connect(self.take_new)
        self.new.given_up.connect(self.close_new)
        self.channel.editor.chosen.connect(self.choose_channel)
        self.expected.editor.edited.connect(self.expect)
        self.gaps.wanted.connect(self.wanted)
        self.agreement.opened.connect(self.opened)

    def show_view(self, view: ReferralView) -> None:
        """Show a draft; what is being typed stays."""
        other = self.view is None or self.view.line.id != view.line.id
        self.view = view
        self.offer_addressees(view)
        lines = (view.addressee.unit, view.addressee.address, view.addressee.place)
        self.address.say(", ".join(part for part in lines if part))
        self.address.setVisible(bool(self.address.text()))
        self.channel.editor.set_value(view.channel)
        self.channel.advice = CHANNEL_HELPS.get(view.channel, "")
        self.channel.clear_reason()
        if not self.expected.editor.hasFocus():
            self.expected.editor.set_value(view.line.expected_by)
        if other:
            self.sent_on.editor.set_value(self.desk.office.today())
            self.new.offer(view.kinds)
            self.close_new()
        self.official.show_referral(view.line.id)
        if view.readiness is not None:
            self.agreement.show_view(view, view.readiness)
            self.gaps.show_gaps(view.readiness.missing)
            self.complete.setVisible(not view.readiness.missing)

    def offer_addressees(self, view: ReferralView) -> None:
        """Offer the organisations that the scheme addresses, and the one already chosen."""
        known = list(self.desk.read(address_book.organisations, view.kinds) or ())
        if view.addressee.id not in {each.id for each in known}:
            known.insert(0, view.addressee)
        self.addressee.editor.offer([(each.id, each.name) for each in known])
        self.addressee.editor.set_value(view.addressee.id)

    def choose_addressee(self, organisation: object) -> None:
        """Keep to whom it goes."""
        self.addressee.clear_reason()
        if self.view is not None and isinstance(organisation, UUID):
            self.desk.attempt(self.refuse_addressee, referral_drafts.choose_addressee, self.view.line.id, organisation)

    def refuse_addressee(self, _field: str, sentence: str) -> None:
        """Say why beside the addressee."""
        self.addressee.refuse(sentence)

    def open_new(self) -> None:
        """Open the fields of a new organisation."""
        self.new.show()
        self.add_button.hide()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit(self.new)

    def close_new(self) -> None:
        """Close them."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.new.isAncestorOf(focused)
        self.new.hide()
        self.add_button.show()
        if had_focus:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_new(self, organisation: object) -> None:
        """Send to the organisation that was just added."""
        self.choose_addressee(organisation)
        self.close_new()

    def choose_channel(self, channel: object) -> None:
        """Keep how it leaves."""
        if self.view is not None:
            self.desk.attempt(self.refuse_channel, referrals.choose_channel, self.view.line.id, str(channel))

    def refuse_channel(self, _field: str, sentence: str) -> None:
        """Say why beside the channel."""
        self.channel.refuse(sentence)

    def expect(self, by: object) -> None:
        """Keep by when an answer is wished."""
        self.expected.clear_reason()
        if self.view is not None:
            day = by if isinstance(by, date) else None
            self.desk.attempt(self.refuse_day, referral_drafts.expect_answer, self.view.line.id, day)

    def refuse_day(self, _field: str, sentence: str) -> None:
        """Say why beside the day."""
        self.expected.refuse(sentence)

    def refuse_sending(self, field: str, sentence: str) -> None:
        """Say beside the right field why it may not leave."""
        if field == "agreement":
            self.agreement.lacking.say(sentence)
            self.agreement.record_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            {"sent_on": self.sent_on, "channel": self.channel}.get(field, self.addressee).refuse(sentence)

    def flush(self) -> None:
        """Keep the day being typed."""
        if self.expected.editor.hasFocus():
            self.expected.editor.read()
