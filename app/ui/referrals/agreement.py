# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement that a sending needs: needed or not, in force until when, recorded in place; what will not leave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.french.typography import typeset
from app.schemes.calendar import add_months
from app.schemes.paths import CATEGORIES
from app.services import consents
from app.services.referral_view import ReferralView
from app.services.referrals import NEEDS_NO_AGREEMENT, Readiness
from app.ui.desk import Desk
from app.ui.referrals import model
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column, grid
from app.ui.widgets.ticks import TickBox


class AgreementPart(QWidget):
    """The agreement of one draft. Signal: `opened(QWidget)` when its form was opened."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.view: ReferralView | None = None
        self.none_needed = Notice("info", "", icon="shield-check")
        self.in_force = Notice("ok", "", icon="shield-check")
        self.lacking = Notice("soon", "")
        self.record_button = Button("Recueillir l’accord", icon="pencil")
        self.record_button.clicked.connect(self.open_form)
        self.form = AgreementForm(desk)
        self.form.done.connect(self.close_form)
        self.kept_heading = SectionHeading("Ne sera pas sur le papier")
        self.kept = Label("", "label", "ink2", wrap=True)
        stack = column(self, gap=8)
        stack.addWidget(SectionHeading("Accord de partage"))
        for part in (self.none_needed, self.in_force, self.lacking):
            stack.addWidget(part)
        stack.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addWidget(self.form)
        stack.addSpacing(4)
        stack.addWidget(self.kept_heading)
        stack.addWidget(self.kept)
        self.form.hide()

    def show_view(self, view: ReferralView, readiness: Readiness) -> None:
        """Show where the agreement of a draft stands; the form stays open on the same one."""
        if self.view is None or (self.view.line.id, self.view.addressee.id) != (view.line.id, view.addressee.id):
            self.form.hide()
        self.view = view
        needed, given = readiness.agreement_needed, readiness.agreement
        self.none_needed.say(none_needed_said(view))
        self.none_needed.setVisible(not needed)
        self.in_force.say(model.agreement_said(given) if given else "")
        self.in_force.setVisible(needed and given is not None)
        name = view.addressee.name
        self.lacking.say(f"Aucun accord de la personne ne couvre {name}. Rien ne peut partir sans lui.")
        self.lacking.setVisible(needed and given is None)
        self.record_button.say("Modifier l’accord" if given else "Recueillir l’accord")
        self.record_button.setVisible(needed and self.form.isHidden())
        left_out = readiness.left_out if given is not None else ()
        self.kept_heading.say("Ne sera pas sur le papier", str(len(left_out)))
        self.kept.say(", ".join(left_out))
        for part in (self.kept_heading, self.kept):
            part.setVisible(bool(left_out))

    def open_form(self) -> None:
        """Ask what the person agrees to share, in place."""
        if self.view is not None and self.view.readiness is not None:
            self.form.start(self.view, self.view.readiness)
            self.form.show()
            self.record_button.hide()
            self.form.setFocus(Qt.FocusReason.OtherFocusReason)
            self.opened.emit(self.form)

    def close_form(self) -> None:
        """Close it; the focus goes back to the button that opens it."""
        self.form.hide()
        self.record_button.setVisible(True)
        self.record_button.setFocus(Qt.FocusReason.OtherFocusReason)


class AgreementForm(QWidget):
    """What the person agrees to share with one organisation, or that she refuses. Signal: `done()`."""

    done = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.view: ReferralView | None = None
        self.asked: Sequence[str] = ()
        labels = desk.office.catalogue.vocabularies["data_category"]
        self.boxes = {each: TickBox(labels.label_of(each)) for each in CATEGORIES}
        self.themes = QWidget()
        self.shared = Field("Ce que la personne accepte de partager", self.themes, help="Rien n’est coché d’avance.")
        self.tick_asked = Button("Cocher ce que demande le formulaire", "quiet", "list-check", small=True)
        self.given = Field("Donné le", editors.DateEditor(desk.office.today))
        self.until = Field("Valable jusqu’au", editors.DateEditor(desk.office.today))
        self.means = Field("Comment elle l’a dit", LineEdit(hint="à l’oral, puis signé"), optional=True)
        self.save = Button("Enregistrer l’accord", icon="check")
        self.refuse_button = Button("La personne refuse")
        self.close_button = Button("Renoncer", "quiet")
        self.arrange()
        self.tick_asked.clicked.connect(self.tick_what_is_asked)
        self.save.clicked.connect(self.record)
        self.refuse_button.clicked.connect(self.record_refusal)
        self.close_button.clicked.connect(self.done)

    def arrange(self) -> None:
        """Put the boxes over the dates."""
        flow = FlowLayout(self.themes, gap=18, line_gap=6)
        for box in self.boxes.values():
            flow.addWidget(box)
        stack = column(self, gap=10)
        stack.addWidget(self.shared)
        stack.addWidget(self.tick_asked, 0, Qt.AlignmentFlag.AlignLeft)
        fields = grid()
        fields.addWidget(self.given, 0, 0, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.until, 0, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.means, 1, 0, 1, 2)
        stack.addLayout(fields)
        buttons = QWidget()
        line = FlowLayout(buttons)
        for button in (self.save, self.refuse_button, self.close_button):
            line.addWidget(button)
        stack.addWidget(buttons)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def start(self, view: ReferralView, readiness: Readiness) -> None:
        """Start with nothing ticked, or with what was agreed before."""
        self.view, self.asked = view, readiness.categories
        before = readiness.agreement.categories if readiness.agreement else ()
        for category, box in self.boxes.items():
            box.setChecked(category in before)
        today = self.desk.office.today()
        self.given.editor.set_value(today)
        self.until.editor.set_value(add_months(today, consents.USUAL_MONTHS))
        self.means.editor.clear()
        self.forget_reasons()
        self.tick_asked.setVisible(bool(self.asked))
        self.tick_asked.setToolTip(typeset(f"Le formulaire demande : {', '.join(self.asked)}."))

    def tick_what_is_asked(self) -> None:
        """Tick the categories the form asks for, once the person has agreed to them."""
        for category in self.asked:
            self.boxes[category].setChecked(True)

    def record(self) -> None:
        """Record the agreement."""
        self.write([each for each, box in self.boxes.items() if box.isChecked()], refused=False)

    def record_refusal(self) -> None:
        """Record that she said no."""
        self.write([], refused=True)

    def write(self, categories: Sequence[str], *, refused: bool) -> None:
        """Record what she said, or say why not beside the field."""
        self.forget_reasons()
        if self.view is None:
            return
        changes = self.desk.attempt(
            self.refuse,
            consents.record,
            self.view.line.person_id,
            self.view.addressee.id,
            categories,
            given_on=self.given.editor.value(),
            valid_until=None if refused else self.until.editor.value(),
            means=self.means.editor.text().strip(),
            purpose=self.view.line.procedure,
            refused=refused,
        )
        if changes is not None:
            self.desk.announced.emit("Refus noté\u00a0: rien ne partira." if refused else "Accord enregistré.", True)
            self.done.emit()

    def forget_reasons(self) -> None:
        """Take the reasons away."""
        for field in (self.shared, self.given, self.until, self.means):
            field.clear_reason()

    def refuse(self, field: str, sentence: str) -> None:
        """Say why."""
        places = {"given_on": self.given, "valid_until": self.until, "means": self.means}
        places.get(field, self.shared).refuse(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record on Enter, give up on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.record()
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


def none_needed_said(view: ReferralView) -> str:
    """Why no agreement is asked for."""
    if view.addressee.own:
        return "Aucun accord à recueillir\u00a0: rien ne sort du service."
    if view.channel == NEEDS_NO_AGREEMENT:
        return "Aucun accord à recueillir\u00a0: la personne emporte ses papiers et les dépose."
    return "Aucun accord à recueillir\u00a0: cette demande est celle de la personne."
