# SPDX-License-Identifier: AGPL-3.0-or-later
"""Creating a vault: its folder, its first worker, then the recovery key, shown once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.unlock.page import Panel, SecretEdit
from app.ui.widgets.buttons import Button, Link
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, grid, row
from app.ui.widgets.ticks import TickBox


class CreationPanel(Panel):
    """Signals: `created(Unlocked, folder)` once the recovery key was shown, `left`."""

    created = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.say_title("Créer un coffre")
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.folder = Field("Dossier du coffre", LineEdit(str(Path(documents) / "Maillon")))
        self.organisation = Field("Organisme", LineEdit())
        self.name = Field("Vos prénom et nom", LineEdit())
        self.function = Field("Fonction", LineEdit(), optional=True)
        self.identifier = Field("Identifiant", LineEdit(), help="Ce que vous taperez pour ouvrir.")
        self.password = Field("Mot de passe", SecretEdit(), help="Dix caractères au moins\u00a0; une phrase convient.")
        self.again = Field("Mot de passe, encore", SecretEdit())
        self.form = self.lay_form()
        self.content.addWidget(self.form)
        self.setFocusProxy(self.organisation.editor)

    def lay_form(self) -> QWidget:
        """Put the fields two by two."""
        holder = QWidget()
        stack = column(holder, gap=12)
        place = row(gap=8)
        place.addWidget(self.folder, 1)
        self.browse = Button("Choisir…", small=True)
        self.browse.clicked.connect(self.choose_folder)
        place.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignBottom)
        stack.addLayout(place)
        fields = grid()
        pairs = [self.organisation, None, self.name, self.function, self.identifier, None, self.password, self.again]
        for rank, field in enumerate(pairs):
            if field is not None:
                wide = rank + 1 < len(pairs) and pairs[rank + 1] is None
                fields.addWidget(field, rank // 2, rank % 2, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
        stack.addLayout(fields)
        line = row(gap=16)
        self.create_button = Button("Créer le coffre", "principal")
        self.create_button.clicked.connect(self.make)
        self.again.editor.returnPressed.connect(self.make)
        self.back = Link("Revenir")
        self.back.clicked.connect(self.left)
        line.addWidget(self.create_button)
        line.addWidget(self.back)
        line.addStretch(1)
        stack.addLayout(line)
        return holder

    def choose_folder(self) -> None:
        """Ask for an empty folder."""
        chosen = QFileDialog.getExistingDirectory(self, "Choisir un dossier vide", self.folder.editor.text())
        if chosen:
            self.folder.editor.setText(chosen)

    def make(self) -> None:
        """Create the vault, off the window's thread."""
        from app.services.accounts import NewWorker
        from app.ui.unlock.work import Creating

        if self.create_button.forbidden or not self.is_filled():
            return
        self.create_button.forbid("Création en cours.")
        texts = (self.identifier, self.name, self.function)
        worker = NewWorker(*(field.editor.text() for field in texts))
        folder = Path(self.folder.editor.text()).expanduser()
        self.work = Creating(folder, worker, self.password.editor.text(), self.organisation.editor.text())
        self.work.opened.connect(self.show_key)
        self.work.refused.connect(self.refuse)
        self.work.start()

    def is_filled(self) -> bool:
        """Say what is missing, field by field; whether nothing is."""
        wanted = [self.folder, self.organisation, self.name, self.identifier, self.password]
        for field in [*wanted, self.again]:
            field.clear_reason()
        missing = [field for field in wanted if not field.editor.text().strip()]
        for field in missing:
            field.refuse("À remplir.")
        if self.password.editor.text() != self.again.editor.text():
            self.again.refuse("Les deux mots de passe ne sont pas les mêmes.")
            missing.append(self.again)
        if missing:
            missing[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not missing

    def refuse(self, sentence: str, field: str) -> None:
        """Say why beside the field it is about."""
        self.create_button.allow()
        places = {"folder": self.folder, "identifier": self.identifier, "name": self.name, "password": self.password}
        places.get(field, self.folder).refuse(sentence)

    def show_key(self, made: object) -> None:
        """Show the recovery key in place of the form, once."""
        from app.services.accounts import Created

        assert isinstance(made, Created)
        self.made = made
        self.form.hide()
        key = KeyNotice(made.recovery_key, Path(self.folder.editor.text()).name, self.organisation.editor.text())
        key.kept.connect(self.finish)
        self.content.addWidget(key)
        key.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Go into the vault."""
        self.created.emit(self.made.unlocked, Path(self.folder.editor.text()).expanduser())


class KeyNotice(QWidget):
    """The recovery key, to print now. Signal: `kept`."""

    kept = Signal()

    def __init__(self, key: str, vault: str, organisation: str) -> None:
        super().__init__()
        self.key, self.vault, self.organisation = key, vault, organisation
        stack = column(self, gap=12)
        stack.addWidget(Label("Votre clé de secours", "section"))
        said = (
            "Elle ouvre le coffre si un mot de passe est oublié. Elle n’est montrée qu’une fois\u00a0: imprimez-la et "
            "gardez-la sous enveloppe, loin de ce poste."
        )
        stack.addWidget(Label(said, token="ink2", wrap=True))
        shown = Label(key, "heading", weight=600, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        stack.addWidget(shown)
        self.save = Button("Enregistrer la feuille en PDF…", icon="printer")
        self.save.clicked.connect(self.save_sheet)
        stack.addWidget(self.save)
        self.told = Label("", "label", "ok")
        stack.addWidget(self.told)
        self.sure = TickBox("La clé est imprimée ou recopiée.")
        self.enter = Button("Entrer dans le coffre", "principal")
        self.enter.forbid("Imprimez ou recopiez d’abord la clé, puis cochez la case.")
        self.sure.toggled.connect(self.allow)
        self.enter.clicked.connect(self.kept)
        stack.addWidget(self.sure)
        stack.addWidget(self.enter)
        self.setFocusProxy(self.save)

    def allow(self, sure: bool) -> None:
        """Let the worker in once she says the key is kept."""
        if sure:
            self.enter.allow()
        else:
            self.enter.forbid("Imprimez ou recopiez d’abord la clé, puis cochez la case.")

    def save_sheet(self) -> None:
        """Write the sheet of the key where the worker chooses."""
        from app.services.keys import recovery_sheet

        chosen, _ = QFileDialog.getSaveFileName(
            self, "Enregistrer la clé de secours", "cle-de-secours.pdf", "PDF (*.pdf)"
        )
        if chosen:
            Path(chosen).write_bytes(recovery_sheet(self.key, self.vault, self.organisation))
            self.told.say("Feuille enregistrée\u00a0: imprimez-la, puis supprimez le fichier.")
