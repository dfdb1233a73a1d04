# SPDX-License-Identifier: AGPL-3.0-or-later
"""Creating a vault: its folder, its first worker, then the recovery key, shown once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui import theme
from app.ui.unlock.panel import Panel
from app.ui.widgets.buttons import Button, Link
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.recovery_key import KeyNotice
from app.ui.widgets.secret import SecretField
from app.ui.widgets.spacing import column, grid, row

ONE_COLUMN_FROM = 1.4


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
        self.password = SecretField("Mot de passe", help="Dix caractères au moins\u00a0; une phrase convient.")
        self.again = SecretField("Mot de passe, encore")
        self.fields = grid()
        self.form = self.lay_form()
        self.content.addWidget(self.form)
        self.setFocusProxy(self.organisation.editor)
        theme.changes.changed.connect(self.lay_fields)

    def lay_form(self) -> QWidget:
        """Put the folder, the fields and the buttons one under the other."""
        holder = QWidget()
        stack = column(holder, gap=12)
        place = row(gap=8)
        place.addWidget(self.folder, 1)
        self.browse = Button("Choisir…", small=True)
        self.browse.clicked.connect(self.choose_folder)
        place.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignBottom)
        stack.addLayout(place)
        stack.addLayout(self.fields)
        self.lay_fields()
        line = row(gap=16)
        self.create_button = Button("Créer le coffre", "principal")
        self.create_button.clicked.connect(self.make)
        self.again.editor.returnPressed.connect(self.make)
        self.back = Link("Revenir")
        self.back.clicked.connect(self.left)
        line.addWidget(self.create_button)
        line.addWidget(self.back)
        line.addStretch(1)
        stack.addSpacing(4)
        stack.addLayout(line)
        return holder

    def lay_fields(self) -> None:
        """Put the fields two by two, or one under the other when the text is large."""
        fields = (self.organisation, self.name, self.function, self.identifier, self.password, self.again)
        wide = {self.organisation, self.identifier}
        single = theme.scale() > ONE_COLUMN_FROM
        for field in fields:
            self.fields.removeWidget(field)
        line = place = 0
        for field in fields:
            across = 2 if single or field in wide else 1
            self.fields.addWidget(field, line, place, 1, across, Qt.AlignmentFlag.AlignTop)
            place = (place + across) % 2
            line += place == 0

    def choose_folder(self) -> None:
        """Ask for an empty folder."""
        chosen = QFileDialog.getExistingDirectory(self, "Choisir un dossier vide", self.folder.editor.text())
        if chosen:
            self.folder.editor.setText(chosen)

    def make(self) -> None:
        """Create the vault, off the window's thread."""
        if self.create_button.forbidden or not self.is_filled():
            return
        from app.services.accounts import NewWorker
        from app.ui.unlock.work import Creating

        self.create_button.say("Création…")
        self.create_button.forbid("Création en cours.")
        texts = (self.identifier, self.name, self.function)
        worker = NewWorker(*(field.editor.text() for field in texts))
        self.work = Creating(self.place(), worker, self.password.editor.text(), self.organisation.editor.text())
        self.work.opened.connect(self.show_key)
        self.work.refused.connect(self.refuse)
        self.work.start()

    def place(self) -> Path:
        """The folder that was typed."""
        return Path(self.folder.editor.text().strip()).expanduser()

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
        self.create_button.say("Créer le coffre")
        self.create_button.allow()
        places = {"folder": self.folder, "identifier": self.identifier, "name": self.name, "password": self.password}
        place = places.get(field, self.folder)
        place.refuse(sentence)
        place.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_key(self, made: object) -> None:
        """Show the recovery key in place of the form, once."""
        from app.services.accounts import Created

        assert isinstance(made, Created)
        self.made = made
        self.form.hide()
        self.title.say("Votre clé de secours")
        for field in (self.password, self.again):
            field.editor.clear()
        self.notice = KeyNotice(made.recovery_key, self.place().name, self.organisation.editor.text())
        self.notice.kept.connect(self.finish)
        self.content.addWidget(self.notice)
        self.notice.show()
        self.notice.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Go into the vault."""
        self.created.emit(self.made.unlocked, self.place())
