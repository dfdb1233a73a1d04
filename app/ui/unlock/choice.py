# SPDX-License-Identifier: AGPL-3.0-or-later
"""First start: create a vault, or open one that exists."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from app.ui.unlock.panel import Panel
from app.ui.widgets.buttons import Button, Link
from app.ui.widgets.labels import Label

NOT_ONE = "Ce dossier n’est pas un coffre de Maillon\u00a0: choisissez celui qui contient «\u00a0keyring.json\u00a0»."


class ChoicePanel(Panel):
    """Signals: `create_wanted`, `folder_chosen(Path)`, `left` (only offered when there is a vault to go back to)."""

    create_wanted = Signal()
    folder_chosen = Signal(object)
    left = Signal()

    def __init__(self, *, leaves: bool = False) -> None:
        super().__init__()
        title = "Ouvrir ou créer un autre coffre" if leaves else "Bienvenue"
        self.say_title(title, "Les dossiers de votre équipe vivent dans un coffre\u00a0: un dossier chiffré.")
        self.create_button = Button("Créer un coffre", "principal", "plus")
        self.open_button = Button("Ouvrir un coffre existant…", icon="folder-open")
        self.said = Label("", "label", "late", 500, wrap=True)
        self.back = Link("Revenir")
        for part in (self.create_button, self.open_button, self.said, self.back):
            self.content.addWidget(part)
            self.content.addSpacing(8)
        self.said.hide()
        self.back.setVisible(leaves)
        self.create_button.clicked.connect(self.create_wanted)
        self.open_button.clicked.connect(self.choose)
        self.back.clicked.connect(self.left)
        self.setFocusProxy(self.create_button)

    def choose(self) -> None:
        """Ask for the folder of a vault."""
        chosen = QFileDialog.getExistingDirectory(self, "Choisir le dossier du coffre")
        if chosen:
            self.take(Path(chosen))

    def take(self, folder: Path) -> None:
        """Open the vault of a folder, or say that there is none in it."""
        with suppress(OSError):
            if any((folder / name).is_file() for name in ("keyring.json", "maillon.db")):
                self.folder_chosen.emit(folder)
                return
        self.said.say(NOT_ONE)
        self.said.show()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
