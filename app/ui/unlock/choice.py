# SPDX-License-Identifier: AGPL-3.0-or-later
"""First start: create a vault, or open one that exists."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.ui.unlock.page import Panel, is_vault
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label


class ChoicePanel(Panel):
    """Signals: `create_wanted`, `folder_chosen(Path)`."""

    create_wanted = Signal()
    folder_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.say_title("Bienvenue", "Les dossiers de votre équipe vivent dans un coffre\u00a0: un dossier chiffré.")
        self.create_button = Button("Créer un coffre", "principal", "plus")
        self.open_button = Button("Ouvrir un coffre existant…", icon="folder-open")
        self.said = Label("", "label", "late", 500, wrap=True)
        for part in (self.create_button, self.open_button, self.said):
            self.content.addWidget(part)
            self.content.addSpacing(8)
        self.create_button.clicked.connect(self.create_wanted)
        self.open_button.clicked.connect(self.choose)
        self.setFocusProxy(self.create_button)

    def choose(self) -> None:
        """Ask for the folder of a vault."""
        chosen = QFileDialog.getExistingDirectory(self, "Choisir le dossier du coffre")
        if not chosen:
            return
        if is_vault(Path(chosen)):
            self.folder_chosen.emit(Path(chosen))
        else:
            self.said.say(
                "Ce dossier n’est pas un coffre de Maillon\u00a0: choisissez celui qui contient « keyring.json »."
            )
