# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printed recovery key, from inside the vault: trying it, or printing another one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.services import colleagues, recovery
from app.services.office import Office
from app.ui import theme
from app.ui.desk import Desk
from app.ui.lane import Task
from app.ui.settings.section import SlowVerb
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.recovery_key import KeyNotice
from app.ui.widgets.secret import SecretField
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface

SAID = "Elle ouvre le coffre quand un mot de passe est oublié. Essayez une fois celle que vous avez imprimée."
AGAIN = "L’ancienne feuille n’ouvrira plus rien."


class RecoverySection(QWidget):
    """Two gestures on the recovery key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.key = Field("Clé de secours imprimée", LineEdit(), help="Espaces et minuscules ne comptent pas.")
        self.try_button = Button("Essayer la clé", icon="key")
        self.own = SecretField("Votre mot de passe", help=AGAIN)
        self.renew_button = Button("Imprimer une nouvelle clé", icon="printer")
        stack = column(self, gap=10)
        stack.addWidget(SectionHeading("Clé de secours"))
        stack.addWidget(Label(SAID, "body", "ink2", wrap=True))
        for field, button in ((self.key, self.try_button), (self.own, self.renew_button)):
            stack.addWidget(field)
            line = row()
            line.addWidget(button)
            line.addStretch(1)
            stack.addLayout(line)
        self.try_button.clicked.connect(self.try_key)
        self.key.editor.returnPressed.connect(self.try_key)
        self.renew_button.clicked.connect(self.renew)
        self.own.editor.returnPressed.connect(self.renew)

    def leave(self) -> None:
        """Forget what was typed: neither a key nor a password is ever kept."""
        for field in (self.key, self.own):
            field.editor.clear()
            field.clear_reason()

    def try_key(self) -> None:
        """Check the printed key against this vault."""
        self.key.clear_reason()
        if not self.key.editor.text().strip():
            self.key.refuse("Recopiez la clé imprimée.")
            return
        self.slow = SlowVerb(self.desk, Trial(self.key.editor.text()), self.say_right, self.refuse_key)

    def say_right(self, _value: object) -> None:
        """Say that the key is the right one."""
        self.key.editor.clear()
        self.desk.announced.emit("Cette clé ouvre bien ce coffre. Remettez-la sous enveloppe.", False)

    def refuse_key(self, _field: str, said: str) -> None:
        """Say why it does not open."""
        if said:
            self.key.refuse(said)
        self.key.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def renew(self) -> None:
        """Make another key, to print at once."""
        self.own.clear_reason()
        if self.renew_button.forbidden:
            return
        if not self.own.editor.text():
            self.own.refuse("Tapez votre mot de passe.")
            return
        self.renew_button.forbid("Un instant.")
        self.slow = SlowVerb(self.desk, Renewal(self.own.editor.text()), self.show_key, self.refuse_renewal)

    def show_key(self, key: object) -> None:
        """Show the new key, once."""
        self.renew_button.allow()
        self.leave()
        service = self.desk.read(colleagues.service_name) or ""
        KeyDialog(self, str(key), self.desk.office.vault.folder.name, service).exec()

    def refuse_renewal(self, _field: str, said: str) -> None:
        """Say why not."""
        self.renew_button.allow()
        if said:
            self.own.refuse(said)
        self.own.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class KeyDialog(QDialog):
    """A new key, shown once; it closes once it is printed or copied."""

    def __init__(self, parent: QWidget, key: str, vault: str, organisation: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        self.setAccessibleName("Votre nouvelle clé de secours")
        self.notice = KeyNotice(key, vault, organisation, "Fermer")
        self.notice.kept.connect(self.accept)
        content = QWidget()
        stack = column(content, gap=12, margins=24)
        stack.addWidget(Label("Votre nouvelle clé de secours", "heading", weight=600))
        stack.addWidget(self.notice)
        stack.addStretch(1)
        column(self).addWidget(ScrolledSurface(content))
        self.resize(theme.px(520), theme.px(440))

    def reject(self) -> None:
        """Keep the key in sight until it is kept somewhere."""


class Trial:
    """A key to try, as the lane runs it."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __call__(self, office: Office, _task: Task) -> None:
        """Try it."""
        recovery.try_key(office, self.key)


class Renewal:
    """One's own password, as the lane runs it."""

    def __init__(self, password: str) -> None:
        self.password = password

    def __call__(self, office: Office, _task: Task) -> str:
        """Make another key."""
        return recovery.renew(office, self.password)
