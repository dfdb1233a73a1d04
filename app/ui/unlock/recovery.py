# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening with the printed recovery key, and choosing a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.ui.unlock.panel import Panel
from app.ui.widgets.buttons import Button, Link
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.secret import SecretField
from app.ui.widgets.spacing import row

if TYPE_CHECKING:
    from pathlib import Path


class RecoveryPanel(Panel):
    """Signals: `unlocked(Unlocked, folder)`, `left`."""

    unlocked = Signal(object, object)
    left = Signal()
    about_vault = True

    def __init__(self, folder: Path, identifier: str = "") -> None:
        super().__init__()
        self.folder = folder
        self.say_title("Ouvrir avec la clé de secours", "Elle a été imprimée à la création du coffre.")
        self.key = Field("Clé de secours", LineEdit(), help="Espaces et minuscules ne comptent pas.")
        self.identifier = Field("Votre identifiant", LineEdit(identifier))
        self.password = SecretField("Nouveau mot de passe", help="Dix caractères au moins\u00a0; une phrase convient.")
        self.again = SecretField("Nouveau mot de passe, encore")
        self.open = Button("Ouvrir", "principal")
        self.back = Link("Revenir")
        for part in (self.key, self.identifier, self.password, self.again):
            self.content.addWidget(part)
            self.content.addSpacing(12)
        line = row(gap=16)
        line.addWidget(self.open)
        line.addWidget(self.back)
        line.addStretch(1)
        self.content.addLayout(line)
        self.open.clicked.connect(self.unlock)
        self.again.editor.returnPressed.connect(self.unlock)
        self.back.clicked.connect(self.left)
        self.setFocusProxy(self.key.editor)

    def unlock(self) -> None:
        """Try the key that was typed."""
        if self.open.forbidden or not self.is_filled():
            return
        from app.ui.unlock.work import Recovering

        self.open.forbid("Ouverture en cours.")
        texts = (self.key.editor.text(), self.identifier.editor.text(), self.password.editor.text())
        self.work = Recovering(self.folder, *texts)
        self.work.opened.connect(self.pass_on)
        self.work.refused.connect(self.refuse)
        self.work.start()

    def is_filled(self) -> bool:
        """Say what is missing, field by field; whether nothing is."""
        fields = (self.key, self.identifier, self.password)
        for field in (*fields, self.again):
            field.clear_reason()
        wrong = [field for field in fields if not field.editor.text().strip()]
        for field in wrong:
            field.refuse("À remplir.")
        if self.password.editor.text() != self.again.editor.text():
            self.again.refuse("Les deux mots de passe ne sont pas les mêmes.")
            wrong.append(self.again)
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def pass_on(self, unlocked: object) -> None:
        """Tell that the vault is open."""
        self.open.allow()
        self.unlocked.emit(unlocked, self.folder)

    def refuse(self, sentence: str, field: str) -> None:
        """Say why beside the field it is about."""
        self.open.allow()
        places = {"recovery_key": self.key, "identifier": self.identifier, "password": self.password}
        place = places.get(field, self.key)
        place.refuse(sentence)
        place.editor.setFocus(Qt.FocusReason.OtherFocusReason)
