# SPDX-License-Identifier: AGPL-3.0-or-later
"""Giving an account to a colleague: who she is, her first password, and one's own, typed again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.services import accounts
from app.services.accounts import NewWorker
from app.services.changes import Changes
from app.services.office import Office
from app.ui import theme
from app.ui.desk import Desk
from app.ui.lane import Task
from app.ui.settings.section import SlowVerb
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.labels import Label
from app.ui.widgets.secret import SecretField
from app.ui.widgets.spacing import column, grid, row
from app.ui.widgets.surface import ScrolledSurface

WIDTH, HEIGHT = 600, 560
TITLES = (("mme", "Mme"), ("m", "M."))
SAID = "Donnez-lui son identifiant et ce premier mot de passe\u00a0: il se change dans « Mon compte »."


class AccountDialog(QDialog):
    """Opens an account; accepted once it is open."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        self.setAccessibleName("Ajouter un compte")
        self.desk = desk
        roles = desk.office.catalogue.vocabularies["role"].choices.values()
        self.title = Field("Civilité", ChoiceField(TITLES, optional=True), optional=True)
        self.name = Field("Prénom et nom", LineEdit())
        self.function = Field("Fonction", LineEdit(), optional=True)
        self.role = Field("Rôle", ChoiceField([(each.code, each.label) for each in roles]))
        self.role.editor.set_value("worker")
        self.identifier = Field("Identifiant", LineEdit(), help="Ce que la personne tapera pour ouvrir.")
        self.password = SecretField("Premier mot de passe", help="Dix caractères au moins.")
        self.again = SecretField("Premier mot de passe, encore")
        self.own = SecretField("Votre mot de passe à vous")
        self.save = Button("Ouvrir le compte", "principal")
        self.close_button = Button("Renoncer")
        self.arrange()
        self.save.clicked.connect(self.open_account)
        self.own.editor.returnPressed.connect(self.open_account)
        self.close_button.clicked.connect(self.reject)
        self.name.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self) -> None:
        """Put the fields two by two, the buttons below."""
        content = QWidget()
        stack = column(content, gap=12, margins=24)
        stack.addWidget(Label("Ajouter un compte", "heading", weight=600))
        stack.addWidget(Label(SAID, "body", "ink2", wrap=True))
        fields = grid()
        for rank, field in enumerate((self.title, self.name, self.function, self.role, self.identifier)):
            across = 2 if field is self.identifier else 1
            fields.addWidget(field, rank // 2, rank % 2, 1, across, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.password, 3, 0, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.again, 3, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.own, 4, 0, 1, 2, Qt.AlignmentFlag.AlignTop)
        stack.addLayout(fields)
        line = row(gap=8)
        line.addWidget(self.save)
        line.addWidget(self.close_button)
        line.addStretch(1)
        stack.addSpacing(4)
        stack.addLayout(line)
        stack.addStretch(1)
        column(self).addWidget(ScrolledSurface(content))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))

    def open_account(self) -> None:
        """Open it, in the background: keys are derived twice."""
        for field in (self.name, self.identifier, self.password, self.again, self.own):
            field.clear_reason()
        if self.save.forbidden:
            return
        if self.password.editor.text() != self.again.editor.text():
            self.again.refuse("Les deux mots de passe ne sont pas les mêmes.")
            self.again.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.save.forbid("Ouverture en cours.")
        self.slow = SlowVerb(
            self.desk,
            Opening(self.own.editor.text(), self.worker(), self.password.editor.text()),
            self.end,
            self.refuse,
        )

    def worker(self) -> NewWorker:
        """Who was described."""
        title = self.title.editor.value()
        return NewWorker(
            self.identifier.editor.text(),
            self.name.editor.text(),
            self.function.editor.text(),
            title=str(title) if title else None,
            role=str(self.role.editor.value() or "worker"),
        )

    def end(self, _changes: object) -> None:
        """The account is open."""
        self.accept()

    def refuse(self, field: str, said: str) -> None:
        """Say why not, beside the field concerned."""
        self.save.allow()
        places = {"name": self.name, "identifier": self.identifier, "password": self.password, accounts.OWN: self.own}
        place = places.get(field, self.own)
        if said:
            place.refuse(said)
            place.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class Opening:
    """The verb and what was typed for it, as the lane runs it."""

    def __init__(self, own: str, worker: NewWorker, password: str) -> None:
        self.own, self.worker, self.password = own, worker, password

    def __call__(self, office: Office, _task: Task) -> Changes:
        """Do it."""
        return accounts.add_worker(office, self.own, self.worker, self.password)
