# SPDX-License-Identifier: AGPL-3.0-or-later
"""Noting an event: which one, when, and what its scheme asks with it. Also correcting or withdrawing one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.schemes.definitions import EventKind
from app.services import procedures
from app.services.procedure_view import EventView, ProcedureView
from app.ui.desk import Desk
from app.ui.details import Details
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label

WIDTH = 480


class NotingDialog(Dialog):
    """Notes one of the events a procedure may have now. `noted` is the label of the event once done."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        view: ProcedureView,
        event: str = "",
        known: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(parent, "Noter un événement", WIDTH)
        self.desk, self.view, self.known = desk, view, known or {}
        self.noted = ""
        self.kinds: dict[str, EventKind] = {kind.id: kind for kind in view.offered}
        self.which = ChoiceField([(kind.id, kind.label) for kind in view.offered], "choisir l’événement")
        self.what = Field("Ce qui s’est passé", self.which)
        self.date = editors.DateEditor(desk.office.today)
        self.on = Field("Date", self.date)
        self.help = Label("", "label", "ink2", wrap=True)
        self.details = Details(desk)
        self.save = Button("Noter", "principal", "check")
        self.close_button = Button("Renoncer")
        self.arrange()
        self.which.chosen.connect(self.choose)
        self.save.clicked.connect(self.note)
        self.close_button.clicked.connect(self.reject)
        self.date.set_value(desk.office.today())
        if event in self.kinds:
            self.which.set_value(event)
        elif len(self.kinds) == 1:
            self.which.set_value(next(iter(self.kinds)))
        self.choose(self.which.value())

    def arrange(self) -> None:
        """Put the parts in their order."""
        self.stack.addWidget(Label(f"{self.view.short_title} · {self.view.person}", "body", "ink2", wrap=True))
        for part in (self.what, self.on, self.help, self.details):
            self.stack.addWidget(part)
        self.put(self.save, self.close_button)

    def choose(self, event: object) -> None:
        """Show what the chosen event asks."""
        kind = self.kinds.get(str(event)) if event else None
        self.help.say(kind.help if kind else "")
        self.help.setVisible(bool(kind and kind.help))
        asks = kind.asks if kind else ()
        known = {ask.id: self.known[ask.id] for ask in asks if ask.id in self.known}
        self.details.show_asks(asks, known, self.view.person_title)
        self.save.say(kind.button if kind else "Noter")
        if kind is None:
            self.save.forbid("Choisissez d’abord ce qui s’est passé.")
        else:
            self.save.allow()
            self.date.setFocus(Qt.FocusReason.OtherFocusReason)

    def note(self) -> None:
        """Note it, or say why not beside the field."""
        kind = self.kinds[str(self.which.value())]
        self.on.clear_reason()
        day = self.date.value()
        if day is None:
            self.on.refuse("À remplir.")
            return
        values = self.details.values()
        if self.details.lacks(values):
            return
        if self.desk.attempt(self.refuse, procedures.note_event, self.view.id, kind.id, day, values) is not None:
            self.noted = kind.label
            self.accept()

    def refuse(self, field: str, sentence: str) -> None:
        """Say why."""
        self.details.fields.get(field, self.on).refuse(sentence)


class CorrectionDialog(Dialog):
    """Corrects the date or details of an event, or takes it away."""

    def __init__(self, parent: QWidget, desk: Desk, view: ProcedureView, event: EventView) -> None:
        super().__init__(parent, event.label, WIDTH)
        self.desk, self.noted_event = desk, event
        self.withdrawn = False
        kind = view.edition.events.get(event.name)
        self.date = editors.DateEditor(desk.office.today)
        self.date.set_value(event.on)
        self.on = Field("Date", self.date)
        self.details = Details(desk)
        self.details.show_asks(kind.asks if kind else (), dict(event.details), view.person_title)
        save, withdraw, close = Button("Corriger", "principal"), Button("Retirer", "withdraw"), Button("Fermer")
        save.clicked.connect(self.correct)
        withdraw.clicked.connect(self.withdraw)
        close.clicked.connect(self.reject)
        self.stack.addWidget(self.on)
        self.stack.addWidget(self.details)
        self.put(save, withdraw, close)

    def correct(self) -> None:
        """Write the correction."""
        day = self.date.value()
        values = self.details.values()
        if day is not None and self.desk.attempt(
            self.refuse, procedures.correct_event, self.noted_event.id, day, values
        ):
            self.accept()

    def withdraw(self) -> None:
        """Take the event away."""
        if self.desk.attempt(self.refuse, procedures.withdraw_event, self.noted_event.id) is not None:
            self.withdrawn = True
            self.accept()

    def refuse(self, field: str, sentence: str) -> None:
        """Say why."""
        self.details.fields.get(field, self.on).refuse(sentence)


def event_of(view: ProcedureView, event: UUID) -> EventView | None:
    """An event of the view by its id."""
    return next((each for each in view.events if each.id == event), None)
