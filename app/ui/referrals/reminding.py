# SPDX-License-Identifier: AGPL-3.0-or-later
"""The letters that ask again for an answer, noted once printed or saved; and reminders made otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services import reminders
from app.ui.desk import Desk
from app.ui.gestures import referrals as gestures
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.paper_dialog import PaperDialog


class ReminderDialog(PaperDialog):
    """The letters, to print or save."""

    def __init__(self, parent: QWidget, desk: Desk, pdf: bytes, referral_ids: Sequence[UUID]) -> None:
        count = len(referral_ids)
        super().__init__(parent, desk, pdf, "relances", "une lettre" if count == 1 else f"{count} lettres")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.referral_ids = referral_ids
        self.accepted.connect(self.note)

    def note(self) -> None:
        """Note the reminders that were printed."""
        gestures.remind(self.desk, self.referral_ids)


class NoteDialog(Dialog):
    """A reminder already made: when, and by what means."""

    def __init__(self, parent: QWidget, desk: Desk, referral_ids: Sequence[UUID]) -> None:
        count = len(referral_ids)
        super().__init__(parent, "Noter une relance" if count == 1 else f"Noter {count} relances")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.referral_ids = desk, referral_ids
        means = desk.office.catalogue.vocabularies[reminders.CHANNELS].choices
        self.on = Field("Relancé le", editors.DateEditor(desk.office.today))
        self.on.editor.set_value(desk.office.today())
        self.means = Field("Par", editors.ChoiceEditor([(code, each.label) for code, each in means.items()]))
        self.means.editor.set_value("phone")
        self.reason = Label("", "label", "late", wrap=True)
        self.save, self.close_button = Button("Noter la relance", "principal", "check"), Button("Renoncer")
        for part in (self.on, self.means, self.reason):
            self.stack.addWidget(part)
        self.reason.hide()
        self.put(self.save, self.close_button)
        self.save.clicked.connect(self.note)
        self.close_button.clicked.connect(self.reject)
        self.on.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.on.editor.selectAll()

    def note(self) -> None:
        """Note it, or say why not beside the field."""
        day = self.on.editor.value()
        for field in (self.on, self.means):
            field.clear_reason()
        self.reason.hide()
        if self.on.editor.refused or day is None:
            self.on.refuse(self.on.editor.sentence or "À remplir.")
        elif self.desk.attempt(self.refuse, reminders.note, self.referral_ids, day, str(self.means.editor.value())):
            count = len(self.referral_ids)
            self.desk.announced.emit("Relance notée." if count == 1 else f"{count} relances notées.", True)
            self.accept()

    def refuse(self, field: str, sentence: str) -> None:
        """Say why: beside the date or the means, or below them for a referral that is not to be asked again."""
        places = {"on": self.on, "channel": self.means}
        if field in places:
            places[field].refuse(sentence)
            places[field].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.reason.say(sentence)
            self.reason.show()
