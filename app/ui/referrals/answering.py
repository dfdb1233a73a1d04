# SPDX-License-Identifier: AGPL-3.0-or-later
"""An answer arrives: one of four, its date, what its event asks; then the deadlines it has moved."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from app.french.dates import say_long
from app.schemes.definitions import EventKind
from app.services import procedure_view, referrals
from app.services.procedure_view import ProcedureView
from app.services.referral_register import ReferralLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.details import Details
from app.ui.referrals import model
from app.ui.referrals.answered import Answered
from app.ui.referrals.four_answers import FourAnswers
from app.ui.routes import Route
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface

WIDTH = 520
WRITTEN_ON = "La date écrite sur la réponse."


class AnswerDialog(QDialog):
    """Records what came back for one referral. Enter records; the deadlines that moved are then shown."""

    def __init__(self, parent: QWidget, desk: Desk, line: ReferralLine) -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("answer")
        self.desk, self.line = desk, line
        self.before: ProcedureView | None = desk.read(procedure_view.view, line.procedure_id)
        self.kinds: tuple[EventKind, ...] = ()
        self.answers = FourAnswers()
        self.date = editors.DateEditor(desk.office.today)
        self.date.set_value(desk.office.today())
        self.on = Field("Date", self.date, help=WRITTEN_ON)
        self.which = editors.ChoiceEditor([])
        self.meaning = Field("Ce que dit la réponse", self.which)
        self.nothing_moves = Notice("info", "")
        self.details = Details(desk)
        self.note = Field("Note", editors.LongEditor(lines=2), optional=True)
        self.save = Button("Enregistrer la réponse", "principal", "check")
        self.close_button = Button("Renoncer")
        self.pages = QStackedWidget()
        self.answered = Answered(desk)
        self.arrange()
        self.wire()
        self.settle()

    def arrange(self) -> None:
        """Put the questions in their order; what came of them stands behind."""
        content = QWidget()
        stack = column(content, gap=12, margins=(24, 24, 24, 8))
        stack.addWidget(Label("Noter la réponse", "heading", weight=600))
        stack.addWidget(Label(self.about(), "body", "ink2", wrap=True))
        parts = (self.answers, self.on, self.meaning, self.nothing_moves, self.details, self.note)
        for part in parts:
            stack.addWidget(part)
        stack.addStretch(1)
        asking = QWidget()
        whole = column(asking)
        whole.addWidget(ScrolledSurface(content), 1)
        foot = row(gap=8, margins=(24, 8, 24, 24))
        foot.addWidget(self.save)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        whole.addLayout(foot)
        self.pages.addWidget(asking)
        self.pages.addWidget(self.answered)
        column(self).addWidget(self.pages)
        self.resize(theme.px(WIDTH), theme.px(560))

    def wire(self) -> None:
        """Connect the parts."""
        self.answers.chosen.connect(self.settle)
        self.answers.typed.connect(self.go_to_date)
        self.answers.accepted.connect(self.record)
        self.date.edited.connect(self.settle)
        self.which.edited.connect(self.show_asks)
        self.save.clicked.connect(self.record)
        self.close_button.clicked.connect(self.reject)
        self.answered.closed.connect(self.accept)
        self.answered.left.connect(self.go_to_procedure)

    def about(self) -> str:
        """« A0198 · Léa Marchetti · Recours DALO », to whom and when."""
        line = self.line
        sent = f"envoyée le {say_long(line.sent_on)}" if line.sent_on else ""
        first = " · ".join((model.short_number(line.number), line.person, line.procedure))
        return f"{first}\n{line.addressee}, {sent}"

    def settle(self, _value: object = None) -> None:
        """Show what the answer chosen may mean on its day, and what that asks."""
        answer, day = self.answers.value(), self.date.value()
        kinds = self.desk.read(referrals.events_for_answer, self.line.id, answer, day) if answer else ()
        self.kinds = kinds or ()
        kept = self.which.value()
        self.which.offer([(kind.id, kind.label) for kind in self.kinds])
        self.which.set_value(kept if len(self.kinds) > 1 else next((kind.id for kind in self.kinds), None))
        self.meaning.setVisible(len(self.kinds) > 1)
        self.nothing_moves.setVisible(answer is not None and not self.kinds)
        if answer is not None and not self.kinds and self.before is not None:
            self.nothing_moves.say(model.nothing_moves_said(self.before))
        if answer is None:
            self.save.forbid("Choisissez d’abord l’une des quatre réponses.")
        else:
            self.save.allow()
        self.show_asks()

    def show_asks(self, _value: object = None) -> None:
        """Show what the event asks besides its date."""
        kind = self.kind()
        self.on.advice = kind.help if kind and kind.help else WRITTEN_ON
        self.on.clear_reason()
        asks = kind.asks if kind else ()
        if list(self.details.asks) != list(asks):
            self.details.show_asks(asks)
        self.details.setVisible(bool(asks))

    def kind(self) -> EventKind | None:
        """The event the answer means, None when it moves nothing or is not chosen yet."""
        return next((kind for kind in self.kinds if kind.id == self.which.value()), None)

    def go_to_date(self, _answer: str) -> None:
        """Go on to the date, ready to be typed over."""
        self.date.setFocus(Qt.FocusReason.TabFocusReason)
        self.date.selectAll()

    def record(self) -> None:
        """Record the answer, or say why not beside the field."""
        answer, day = self.answers.value(), self.date.value()
        for field in (self.on, self.meaning, self.note):
            field.clear_reason()
        if answer is None:
            self.answers.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.date.refused or day is None:
            self.on.refuse(self.date.sentence or "À remplir.")
        elif len(self.kinds) > 1 and self.kind() is None:
            self.meaning.refuse("Précisez laquelle de ces décisions.")
            self.which.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.write(answer, day)

    def write(self, answer: referrals.Answer, day: date) -> None:
        """Write the answer and the event it means."""
        kind = self.kind()
        changes = self.desk.attempt(
            self.refuse,
            referrals.record_answer,
            self.line.id,
            answer,
            day,
            event=kind.id if kind else None,
            details=self.details.values() if kind else {},
            note=self.note.editor.value(),
        )
        if changes is not None:
            words, number = model.ANSWERS[answer][0], model.short_number(self.line.number)
            self.desk.announced.emit(f"Réponse notée pour {number}\u00a0: {words.rstrip('…')}.", True)
            self.show_what_moved()

    def show_what_moved(self) -> None:
        """Show where the procedure stands now and its new deadlines."""
        after = self.desk.read(procedure_view.view, self.line.procedure_id)
        if after is None:
            self.accept()
            return
        self.answered.show_view(self.before, after)
        self.pages.setCurrentWidget(self.answered)
        self.answered.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, field: str, sentence: str) -> None:
        """Say why beside the field; a detail that lacks gets the focus."""
        places = {"on": self.on, "note": self.note, **self.details.fields}
        lacking = next((self.details.fields[ask.id] for ask in self.details.asks if self.lacks(ask.id)), self.on)
        place = places.get(field, lacking)
        place.refuse(sentence)
        place.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def lacks(self, ask: str) -> bool:
        """Whether a detail is asked for and was not given."""
        needed = next(each for each in self.details.asks if each.id == ask).required
        return needed and self.details.given.get(ask) in (None, "")

    def go_to_procedure(self) -> None:
        """Close, and open the procedure."""
        procedure: UUID = self.line.procedure_id
        self.accept()
        self.desk.go(Route("procedure", procedure))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record on Enter, wherever the focus is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pages.currentWidget() is not self.answered:
            self.record()
        else:
            super().keyPressEvent(event)
