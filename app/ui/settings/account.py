# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Mon compte »: who one is on papers, and one's password."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt

from app.services import accounts
from app.services.changes import Changes
from app.services.office import Office
from app.ui.desk import Desk
from app.ui.lane import Task
from app.ui.record import RecordFields
from app.ui.settings.section import Section
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.secret import SecretField
from app.ui.widgets.spacing import row

SAID = "Votre nom et votre téléphone sont imprimés sur les papiers que vous préparez."
DIFFERENT = "Les deux mots de passe ne sont pas les mêmes."


class AccountSection(Section):
    """The worker's own sheet."""

    title: ClassVar[str] = "Mon compte"
    nouns: ClassVar[frozenset[str]] = frozenset({"worker"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stack.addWidget(Label(SAID, "body", "ink2", wrap=True))
        self.fields = RecordFields(desk, "worker", ("title:2 name:4", "function", "phone:3 email:3"))
        self.stack.addWidget(self.fields)
        self.old = SecretField("Mot de passe d’aujourd’hui")
        self.new = SecretField("Nouveau mot de passe", help="Dix caractères au moins\u00a0; une phrase convient.")
        self.again = SecretField("Nouveau mot de passe, encore")
        self.change = Button("Changer de mot de passe", icon="key")
        self.change.clicked.connect(self.change_password)
        self.again.editor.returnPressed.connect(self.change_password)
        self.stack.addSpacing(8)
        self.stack.addWidget(SectionHeading("Mot de passe"))
        for field in (self.old, self.new, self.again):
            self.stack.addWidget(field)
        line = row()
        line.addWidget(self.change)
        line.addStretch(1)
        self.stack.addLayout(line)
        self.stack.addStretch(1)
        self.setFocusProxy(self.fields.fields["name"])

    def refresh(self) -> None:
        """Read the sheet again."""
        self.fields.show_record(self.desk.office.worker_id, None)

    def leave(self) -> None:
        """Save what is being typed; passwords are kept nowhere."""
        self.fields.flush()
        self.empty()

    def empty(self) -> None:
        """Forget the passwords typed."""
        for field in (self.old, self.new, self.again):
            field.editor.clear()
            field.clear_reason()

    def change_password(self) -> None:
        """Change it, in the background: keys are derived three times."""
        for field in (self.old, self.new, self.again):
            field.clear_reason()
        if self.new.editor.text() != self.again.editor.text():
            self.again.refuse(DIFFERENT)
            self.again.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.change.forbid("Changement en cours.")
        self.run_slowly(PasswordChange(self.old.editor.text(), self.new.editor.text()), self.say_changed, self.refuse)

    def say_changed(self, _changes: object) -> None:
        """Say that it is done."""
        self.change.allow()
        self.empty()
        self.desk.announced.emit("Mot de passe changé.", False)

    def refuse(self, field: str, said: str) -> None:
        """Say why not, beside the password concerned."""
        self.change.allow()
        place = self.old if field == accounts.OWN else self.new
        if said:
            place.refuse(said)
            place.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class PasswordChange:
    """The verb and what was typed for it, as the lane runs it."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new

    def __call__(self, office: Office, _task: Task) -> Changes:
        """Do it."""
        return accounts.change_password(office, self.old, self.new)
