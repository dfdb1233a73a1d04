# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening with the printed recovery key, and choosing a new password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from app.ui.unlock.page import Panel, SecretEdit
from app.ui.widgets.buttons import Button, Link
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.spacing import row


class RecoveryPanel(Panel):
    """Signals: `unlocked(Unlocked, folder)`, `left`."""

    unlocked = Signal(object, object)
    left = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.say_title("Ouvrir avec la clé de secours", "Elle a été imprimée à la création du coffre.")
        self.key = Field("Clé de secours", LineEdit(), help="Espaces et minuscules ne comptent pas.")
        self.identifier = Field("Votre identifiant", LineEdit())
        self.password = Field("Nouveau mot de passe", SecretEdit(), help="Dix caractères au moins.")
        self.open = Button("Ouvrir", "principal")
        self.back = Link("Revenir")
        for part in (self.key, self.identifier, self.password):
            self.content.addWidget(part)
            self.content.addSpacing(12)
        line = row(gap=16)
        line.addWidget(self.open)
        line.addWidget(self.back)
        line.addStretch(1)
        self.content.addLayout(line)
        self.open.clicked.connect(self.unlock)
        self.password.editor.returnPressed.connect(self.unlock)
        self.back.clicked.connect(self.left)
        self.setFocusProxy(self.key.editor)

    def unlock(self) -> None:
        """Try the key that was typed."""
        from app.ui.unlock.work import Recovering

        if self.open.forbidden:
            return
        for field in (self.key, self.identifier, self.password):
            field.clear_reason()
        self.open.forbid("Ouverture en cours.")
        texts = (self.key.editor.text(), self.identifier.editor.text(), self.password.editor.text())
        self.work = Recovering(self.folder, *texts)
        self.work.opened.connect(self.pass_on)
        self.work.refused.connect(self.refuse)
        self.work.start()

    def pass_on(self, unlocked: object) -> None:
        """Tell that the vault is open."""
        self.unlocked.emit(unlocked, self.folder)

    def refuse(self, sentence: str, field: str) -> None:
        """Say why beside the field it is about."""
        self.open.allow()
        places = {"recovery_key": self.key, "identifier": self.identifier, "password": self.password}
        places.get(field, self.key).refuse(sentence)
