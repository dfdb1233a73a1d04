# SPDX-License-Identifier: AGPL-3.0-or-later
"""Identifier and password: how a vault is opened every day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from app.ui import preferences
from app.ui.unlock.panel import Panel
from app.ui.widgets.buttons import Button, Link
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.labels import Label
from app.ui.widgets.secret import SecretField
from app.ui.widgets.spacing import row

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.accounts import Unlocked

DEMONSTRATION = "demonstration.json"


class PasswordPanel(Panel):
    """Signals: `unlocked(Unlocked, folder)`, `recovery_wanted`, `other_wanted`, `forced` (open although held)."""

    unlocked = Signal(object, object)
    recovery_wanted = Signal()
    other_wanted = Signal()
    forced = Signal()

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self.folder = folder
        self.whose = self.say_title("Ouvrir le coffre de l’équipe")
        self.demonstration = Label("", "body", "ink2", wrap=True, stressed=True)
        self.identifier = Field("Identifiant", LineEdit())
        self.secret = SecretField("Mot de passe")
        self.secret.editor.eye.hide()
        self.open = Button("Ouvrir", "principal")
        self.hint = Label("Entrée", "label", "ink2")
        self.force = Link("Maillon n’y est plus ouvert\u00a0: ouvrir quand même", "label")
        self.recovery = Link("Ouvrir avec la clé de secours imprimée")
        self.other = Link("Ouvrir ou créer un autre coffre")
        self.arrange()
        self.wire()
        self.use(folder)

    def arrange(self) -> None:
        """Put the parts in their order."""
        content = self.content
        for part in (self.demonstration, self.identifier, self.secret):
            content.addWidget(part)
            content.addSpacing(12)
        content.addWidget(self.force)
        line = row(gap=16)
        line.addWidget(self.open)
        line.addWidget(self.hint)
        line.addStretch(1)
        content.addSpacing(4)
        content.addLayout(line)
        content.addSpacing(24)
        content.addWidget(Label("Mot de passe oublié\u202f?", "label", "ink2"))
        content.addWidget(self.recovery)
        content.addSpacing(12)
        content.addWidget(self.other)
        self.force.hide()

    def wire(self) -> None:
        """Connect the parts."""
        self.identifier.editor.returnPressed.connect(self.secret.editor.setFocus)
        self.secret.editor.returnPressed.connect(self.unlock)
        self.open.clicked.connect(self.unlock)
        self.force.clicked.connect(self.forced)
        self.recovery.clicked.connect(self.recovery_wanted)
        self.other.clicked.connect(self.other_wanted)
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        self.timer.timeout.connect(self.count_down)

    def use(self, folder: Path | None) -> None:
        """Unlock the vault of this folder from now on."""
        self.folder = folder
        whose = preferences.organisation_of(folder) if folder else ""
        self.whose.say(whose)
        self.whose.setVisible(bool(whose))
        account = demonstration_account(folder)
        self.demonstration.setVisible(account is not None)
        if account is not None:
            said = f"Identifiant\u00a0: *{account[0]}*. Mot de passe\u00a0: *{account[1]}*"
            self.demonstration.say(f"Coffre de démonstration, personnes fictives. {said}")
        self.reset()

    def complete(self) -> None:
        """Add what the first painting did without."""
        self.secret.editor.eye.show()

    def reset(self) -> None:
        """Forget the password that was typed; the identifier stays for the next opening."""
        self.secret.editor.clear()
        self.secret.editor.hide_again()
        self.identifier.clear_reason()
        self.secret.clear_reason()
        self.force.hide()
        self.open.say("Ouvrir")
        self.open.allow()
        self.count_down()

    def focus_first(self) -> None:
        """Go to what has to be typed: the password, when the identifier is there already."""
        field = self.secret if self.identifier.editor.text() else self.identifier
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def unlock(self) -> None:
        """Try what was typed; the derivation takes a second, off the window's thread."""
        if self.folder is None or self.open.forbidden or not self.is_filled():
            return
        from app.ui.unlock.work import Opening

        self.open.say("Ouverture…")
        self.open.forbid("Ouverture en cours.")
        self.opening = Opening(self.folder, self.identifier.editor.text(), self.secret.editor.text())
        self.opening.opened.connect(self.pass_on)
        self.opening.refused.connect(self.refuse)
        self.opening.start()

    def is_filled(self) -> bool:
        """Say what is missing, field by field; whether nothing is."""
        self.identifier.clear_reason()
        self.secret.clear_reason()
        if not self.secret.editor.text():
            self.secret.refuse("Tapez votre mot de passe.")
            self.secret.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.identifier.editor.text().strip():
            self.identifier.refuse("Tapez votre identifiant.")
            self.identifier.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not (self.identifier.tone or self.secret.tone)

    def pass_on(self, unlocked: Unlocked) -> None:
        """Tell that the vault is open, keeping nothing of the password."""
        folder = self.folder
        self.reset()
        self.unlocked.emit(unlocked, folder)

    def refuse(self, sentence: str, _field: str = "") -> None:
        """Say why it did not open, and wait if one must."""
        self.open.say("Ouvrir")
        self.open.allow()
        self.secret.refuse(sentence)
        self.secret.editor.selectAll()
        self.secret.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.count_down()

    def refuse_held(self, sentence: str, *, forcible: bool) -> None:
        """Say that another window has this vault; `forcible` when that window may be one that broke off elsewhere."""
        self.refuse(sentence)
        self.force.setVisible(forcible)

    def count_down(self) -> None:
        """Make the button wait as long as the growing delay asks."""
        left = seconds_to_wait(self.folder)
        if left > 0:
            said = f"Réessayez dans {max(1, round(left))}\u00a0s."
            self.open.forbid(said)
            self.hint.say(said)
            self.timer.start()
        elif self.timer.isActive():
            self.timer.stop()
            self.open.allow()
            self.hint.say("Entrée")


def seconds_to_wait(folder: Path | None) -> float:
    """How long the next try must wait; read from the folder, without the heavy rooms."""
    if folder is None or not (folder / "refusals.json").exists():
        return 0.0
    from datetime import UTC, datetime

    from app.security.delays import read_refusals

    return read_refusals(folder).seconds_left(datetime.now(UTC))


def demonstration_account(folder: Path | None) -> tuple[str, str] | None:
    """The identifier and password of a demonstration vault, which says them itself."""
    if folder is None or not (folder / DEMONSTRATION).is_file():
        return None
    import json

    try:
        said = json.loads((folder / DEMONSTRATION).read_text("utf-8"))
        return str(said["identifier"]), str(said["password"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
