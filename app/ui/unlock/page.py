# SPDX-License-Identifier: AGPL-3.0-or-later
"""The unlock screen: what may be said before the vault is open is about the vault, never about people."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from app import VERSION
from app.ui import theme
from app.ui.mark import SHAPE, paint_mark
from app.ui.widgets.buttons import Button, Link
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import Surface

if TYPE_CHECKING:
    from app.services.accounts import Unlocked

FORM_WIDTH = 424
DEMONSTRATION = "demonstration.json"


class UnlockPage(QWidget):
    """Unlocks the vault of a folder, or leads to another way in. Signal: `unlocked(Unlocked, folder)`."""

    unlocked = Signal(object, object)

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self.folder = folder
        self.stack = QStackedWidget()
        self.password = PasswordPanel(folder)
        self.password.unlocked.connect(self.pass_on)
        self.password.recovery_wanted.connect(self.show_recovery)
        self.password.other_wanted.connect(self.show_choice)
        self.stack.addWidget(self.password)
        line = row(self, gap=0)
        line.addWidget(self.stack, 45)
        self.side = VaultSide(folder)
        line.addWidget(self.side, 55)
        if folder is None or not is_vault(folder):
            self.show_choice()

    def focus_first(self) -> None:
        """Put the caret where one types first."""
        panel = self.stack.currentWidget()
        if isinstance(panel, PasswordPanel):
            panel.identifier.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif panel is not None:
            panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        """Show the empty password field again."""
        self.password.reset()
        self.stack.setCurrentWidget(self.password)
        self.side.show_vault(self.password.folder)

    def pass_on(self, unlocked: Unlocked, folder: Path) -> None:
        """Tell that the vault is open."""
        self.unlocked.emit(unlocked, folder)

    def open_folder(self, folder: Path) -> None:
        """Unlock another vault."""
        self.password.use(folder)
        self.side.show_vault(folder)
        self.stack.setCurrentWidget(self.password)
        self.focus_first()

    def show_choice(self) -> None:
        """Offer to create a vault or to open another one."""
        from app.ui.unlock.choice import ChoicePanel

        panel = ChoicePanel()
        panel.create_wanted.connect(self.show_creation)
        panel.folder_chosen.connect(self.open_folder)
        self.side.show_vault(None)
        self.show_panel(panel)

    def show_creation(self) -> None:
        """Create a vault."""
        from app.ui.unlock.creation import CreationPanel

        self.side.show_vault(None)
        panel = CreationPanel()
        panel.created.connect(self.pass_on)
        panel.left.connect(self.show_choice)
        self.show_panel(panel)

    def show_recovery(self) -> None:
        """Open with the printed recovery key."""
        from app.ui.unlock.recovery import RecoveryPanel

        if self.password.folder is None:
            return
        panel = RecoveryPanel(self.password.folder)
        panel.unlocked.connect(self.pass_on)
        panel.left.connect(self.reset)
        self.show_panel(panel)

    def show_panel(self, panel: QWidget) -> None:
        """Show a panel instead of the one before."""
        before = self.stack.currentWidget()
        self.stack.addWidget(panel)
        self.stack.setCurrentWidget(panel)
        if before is not None and before is not self.password:
            self.stack.removeWidget(before)
            before.deleteLater()
        panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse_open_elsewhere(self) -> None:
        """Say that another window has this vault."""
        self.password.reset()
        self.password.secret.refuse("Ce coffre est déjà ouvert dans une autre fenêtre de Maillon.")


class Banner(QWidget):
    """The mark and the name, large."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Maillon")
        theme.changes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room of the name."""
        return QSize(theme.px(200), theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark, then the name."""
        painter = QPainter(self)
        height = theme.px(21)
        paint_mark(painter, QRectF(0, (self.height() - height) / 2, height * SHAPE, height))
        font = theme.font("title", 600)
        font.setPixelSize(theme.px(26))
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        start = round(height * SHAPE) + theme.px(12)
        painter.drawText(self.rect().adjusted(start, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "Maillon")


class Panel(Surface):
    """The left half: a narrow column in the middle of the height, with the version at the bottom."""

    def __init__(self) -> None:
        super().__init__("surface")
        self.content = column(gap=0)
        self.holder = QWidget()
        self.holder.setLayout(self.content)
        self.content.addWidget(Banner())
        self.content.addSpacing(28)
        line = row(self, gap=0, margins=(48, 24, 48, 24))
        line.addStretch(1)
        middle = column(gap=0)
        middle.addStretch(2)
        middle.addWidget(self.holder)
        middle.addStretch(3)
        middle.addWidget(Label(f"Maillon {VERSION}", "small", "ink2"))
        line.addLayout(middle, 8)
        line.addStretch(1)
        theme.changes.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Take the width for the text size in force."""
        self.holder.setMaximumWidth(theme.px(FORM_WIDTH))

    def say_title(self, title: str, below: str = "") -> None:
        """Write the title of the panel and the line below it."""
        self.content.addWidget(Label(title, "heading", weight=600, wrap=True))
        if below:
            self.content.addWidget(Label(below, "body", "ink2", wrap=True))
        self.content.addSpacing(20)


class PasswordPanel(Panel):
    """Identifier and password. Signals: `unlocked(Unlocked, folder)`, `recovery_wanted`, `other_wanted`."""

    unlocked = Signal(object, object)
    recovery_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self.folder = folder
        self.say_title("Ouvrir le coffre de l’équipe")
        self.demonstration = Label("", "body", "ink2", wrap=True)
        self.identifier = Field("Identifiant", LineEdit())
        self.secret = Field("Mot de passe", SecretEdit())
        self.open = Button("Ouvrir", "principal")
        self.arrange()
        self.identifier.editor.returnPressed.connect(self.secret.editor.setFocus)
        self.secret.editor.returnPressed.connect(self.unlock)
        self.secret.editor.caps_seen.connect(self.say_caps)
        self.open.clicked.connect(self.unlock)
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        self.timer.timeout.connect(self.count_down)
        self.use(folder)

    def arrange(self) -> None:
        """Put the parts in their order."""
        content = self.content
        for part in (self.demonstration, self.identifier, self.secret):
            content.addWidget(part)
            content.addSpacing(12)
        line = row(gap=16)
        line.addWidget(self.open)
        line.addWidget(Label("Entrée", "label", "ink2"))
        line.addStretch(1)
        content.addSpacing(4)
        content.addLayout(line)
        content.addSpacing(24)
        content.addWidget(Label("Mot de passe oublié\u202f?", "label", "ink2"))
        self.recovery = Link("Ouvrir avec la clé de secours imprimée")
        self.recovery.clicked.connect(self.recovery_wanted)
        content.addWidget(self.recovery)
        content.addSpacing(12)
        self.other = Link("Ouvrir ou créer un autre coffre")
        self.other.clicked.connect(self.other_wanted)
        content.addWidget(self.other)

    def use(self, folder: Path | None) -> None:
        """Unlock the vault of this folder from now on."""
        self.folder = folder
        account = demonstration_account(folder)
        self.demonstration.setVisible(account is not None)
        if account is not None:
            identifier, password = account
            said = f"Identifiant\u00a0: {identifier}. Mot de passe\u00a0: {password}"
            self.demonstration.say(f"Coffre de démonstration, personnes fictives. {said}")

    def reset(self) -> None:
        """Forget what was typed."""
        self.secret.editor.clear()
        self.secret.clear_reason()
        self.open.allow()

    def say_caps(self, on: bool) -> None:
        """Warn that capitals are locked."""
        if on:
            self.secret.doubt("La touche Verr. Maj. est active.")
        else:
            self.secret.clear_reason()

    def unlock(self) -> None:
        """Try what was typed; the derivation takes a second, off the window's thread."""
        from app.ui.unlock.work import Opening

        if self.folder is None or self.open.forbidden:
            return
        self.open.forbid("Ouverture en cours.")
        self.secret.clear_reason()
        self.opening = Opening(self.folder, self.identifier.editor.text(), self.secret.editor.text())
        self.opening.opened.connect(self.pass_on)
        self.opening.refused.connect(self.refuse)
        self.opening.start()

    def pass_on(self, unlocked: Unlocked) -> None:
        """Tell that the vault is open, keeping nothing of the password."""
        self.reset()
        self.unlocked.emit(unlocked, self.folder)

    def refuse(self, sentence: str) -> None:
        """Say why it did not open, and wait if one must."""
        self.open.allow()
        self.secret.refuse(sentence)
        self.secret.editor.selectAll()
        self.secret.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.count_down()

    def count_down(self) -> None:
        """Make the button wait as long as the growing delay asks."""
        from app.services.accounts import seconds_to_wait

        left = seconds_to_wait(self.folder) if self.folder is not None else 0
        if left > 0:
            self.open.forbid(f"Réessayez dans {round(left) or 1}\u00a0s.")
            self.timer.start()
        else:
            self.open.allow()
            self.timer.stop()


class SecretEdit(LineEdit):
    """A password being typed. Signal: `caps_seen(on)` when the capitals look locked."""

    caps_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.caps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Guess the capitals lock from a letter typed without Shift."""
        text = event.text()
        if len(text) == 1 and text.isalpha():
            caps = text.isupper() != bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if caps != self.caps:
                self.caps = caps
                self.caps_seen.emit(caps)
        super().keyPressEvent(event)


class VaultSide(Surface):
    """The right half: facts about the vault that name nobody."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__("canvas", "left")
        self.content = column(self, gap=8, margins=(72, 24, 72, 24))
        self.facts = QWidget()
        self.content.addStretch(2)
        self.content.addWidget(self.facts)
        self.content.addStretch(3)
        self.show_vault(folder)

    def show_vault(self, folder: Path | None) -> None:
        """Write the facts of this folder, or what a vault is when there is none."""
        fresh = QWidget()
        stack = column(fresh, gap=12)
        for sign, title, value in vault_facts(folder) if folder is not None and is_vault(folder) else promises():
            stack.addWidget(SideFact(sign, title, value))
        self.content.replaceWidget(self.facts, fresh)
        self.facts.deleteLater()
        self.facts = fresh


class SideFact(Surface):
    """An icon, a short title and one sentence."""

    def __init__(self, icon: str, title: str, value: str) -> None:
        super().__init__("canvas", "bottom", "line")
        self.icon_name = icon
        self.picture = Label()
        line = row(self, gap=16, margins=(0, 0, 0, 12))
        line.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=0)
        words.addWidget(Label(title, weight=600))
        words.addWidget(Label(value, token="ink2", wrap=True))
        line.addLayout(words, 1)
        theme.changes.changed.connect(self.draw_icon)
        self.draw_icon()

    def draw_icon(self) -> None:
        """Take the colour and size in force."""
        self.picture.setPixmap(theme.pixmap(self.icon_name, "ink2", 18, self.devicePixelRatioF()))


def vault_facts(folder: Path) -> list[tuple[str, str, str]]:
    """What the disk says of a vault: where it is, when it was last written. (icon, title, sentence)."""
    facts = [("database", "Emplacement", str(folder))]
    database = folder / "maillon.db"
    if database.is_file():
        written = datetime.fromtimestamp(database.stat().st_mtime).astimezone()
        facts.insert(0, ("history", "Dernière écriture", f"le {written:%d/%m/%Y} à {written:%H:%M}, sur ce disque"))
    facts.append(("lock", "Fermeture automatique", "Le coffre se verrouille seul après 8 minutes sans activité."))
    facts.append(("shield-check", "Rien ne sort", "Rien ne quitte ce poste sans un geste de votre part."))
    return facts


def promises() -> list[tuple[str, str, str]]:
    """What a vault is, for who has none yet. (icon, title, sentence)."""
    return [
        ("database", "Un coffre", "Un dossier de ce poste ou d’une clé, chiffré en entier. Il marche sans réseau."),
        (
            "key",
            "Deux façons d’ouvrir",
            "Votre mot de passe, ou la clé de secours imprimée une fois, à garder au coffre.",
        ),
        ("users", "Une équipe", "Chaque collègue a son compte\u00a0; chaque modification porte un nom et se défait."),
    ]


def is_vault(folder: Path) -> bool:
    """Whether a folder looks like a vault, told without opening anything."""
    return (folder / "keyring.json").is_file()


def demonstration_account(folder: Path | None) -> tuple[str, str] | None:
    """The identifier and password of a demonstration vault, which says them itself."""
    if folder is None:
        return None
    try:
        said = json.loads((folder / DEMONSTRATION).read_text("utf-8"))
        return str(said["identifier"]), str(said["password"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
