# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery key of a new vault, shown once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column
from app.ui.widgets.ticks import TickBox

FIRST = "Imprimez ou recopiez d’abord la clé, puis cochez la case."
SAID = (
    "Elle ouvre le coffre si un mot de passe est oublié. Elle n’est montrée qu’une fois\u00a0: imprimez-la et "
    "gardez-la sous enveloppe, loin de ce poste."
)


class KeyNotice(QWidget):
    """The recovery key, to print now. Signal: `kept`."""

    kept = Signal()

    def __init__(self, key: str, vault: str, organisation: str, leave: str = "Entrer dans le coffre") -> None:
        super().__init__()
        self.key, self.vault, self.organisation = key, vault, organisation
        self.shown = Label(key, "heading", weight=600, wrap=True)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.shown.setAccessibleName(f"Clé de secours\u00a0: {key}")
        self.print_button = Button("Imprimer la feuille…", icon="printer")
        self.save = Button("Enregistrer la feuille en PDF…", icon="download")
        self.told = Label("", "label", "ok", wrap=True)
        self.sure = TickBox("La clé est imprimée ou recopiée.")
        self.enter = Button(leave, "principal")
        self.enter.forbid(FIRST)
        self.print_button.clicked.connect(self.print_sheet)
        self.save.clicked.connect(self.save_sheet)
        self.sure.toggled.connect(self.allow)
        self.enter.clicked.connect(self.kept)
        self.arrange()
        self.setFocusProxy(self.print_button)

    def arrange(self) -> None:
        """Put the parts in their order."""
        stack = column(self, gap=12)
        stack.addWidget(Label(SAID, token="ink2", wrap=True))
        for part in (self.shown, self.print_button, self.save, self.told, self.sure, self.enter):
            stack.addWidget(part)

    def allow(self, sure: bool) -> None:
        """Let the worker in once she says the key is kept."""
        self.enter.forbid("" if sure else FIRST)

    def sheet(self) -> bytes:
        """The sheet of the key."""
        from app.services.keys import recovery_sheet

        return recovery_sheet(self.key, self.vault, self.organisation)

    def print_sheet(self) -> None:
        """Send the sheet to a printer; nothing is left on the disk."""
        from app.ui.gestures.papers import print_pdf

        if print_pdf(self, self.sheet()):
            self.tell("ok", "Feuille envoyée à l’imprimante.")

    def save_sheet(self) -> None:
        """Ask where the sheet is to be written."""
        title = "Enregistrer la clé de secours"
        chosen, _ = QFileDialog.getSaveFileName(self, title, "cle-de-secours.pdf", "PDF (*.pdf)")
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Write the sheet, or say that it cannot be written there."""
        try:
            path.write_bytes(self.sheet())
        except OSError:
            self.tell("late", "La feuille ne peut pas être écrite à cet endroit\u00a0: choisissez-en un autre.")
        else:
            self.tell("ok", "Feuille enregistrée\u00a0: imprimez-la, puis supprimez le fichier.")

    def tell(self, token: str, sentence: str) -> None:
        """Say what has been done, or not."""
        self.told.tint(token)
        self.told.say(sentence)
