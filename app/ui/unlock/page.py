# SPDX-License-Identifier: AGPL-3.0-or-later
"""The unlock screen: what may be said before the vault is open is about the vault, never about people.

Painting its password field is what the worker waits for: the right half, help and other ways in are made afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui import theme
from app.ui.unlock.panel import Panel
from app.ui.unlock.password import PasswordPanel
from app.ui.widgets.spacing import row

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from app.services.accounts import Unlocked
    from app.ui.unlock.vault_side import VaultSide

NARROW_BELOW = 1000
LARGEST_BESIDE = 1.4


class UnlockPage(QWidget):
    """Unlocks the vault of a folder, or leads to another way in. Signals: `unlocked(Unlocked, folder)`, `forced`."""

    unlocked = Signal(object, object)
    forced = Signal()

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self.side: VaultSide | None = None
        self.stack = QStackedWidget()
        self.before_help: QWidget | None = None
        self.password = PasswordPanel(folder)
        self.password.unlocked.connect(self.unlocked)
        self.password.forced.connect(self.forced)
        self.password.recovery_wanted.connect(self.show_recovery)
        self.password.other_wanted.connect(self.show_choice)
        self.password.help_wanted.connect(self.show_help)
        self.stack.addWidget(self.password)
        self.line = row(self, gap=0)
        self.line.addWidget(self.stack, 45)
        theme.changes.changed.connect(self.measure)
        if folder is None:
            self.show_choice()

    def complete(self) -> None:
        """Add the right half, once the first screen is painted."""
        from app.ui.unlock.vault_side import VaultSide

        if self.side is None:
            self.password.complete()
            self.side = VaultSide()
            self.line.addWidget(self.side, 55)
        self.tell_vault()
        self.measure()

    def tell_vault(self) -> None:
        """Say at the right what is known of the vault, or what a vault is."""
        if self.side is not None:
            known = self.stack.currentWidget() is self.password or self.recovers()
            self.side.show_vault(self.password.folder if known else None)

    def recovers(self) -> bool:
        """Whether the vault is being opened with the recovery key."""
        return getattr(self.stack.currentWidget(), "about_vault", False)

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Go through the controls as they are read, with Tab and Shift+Tab."""
        from app.ui.widgets.tab_order import step

        return step(self, forward=forward)

    def measure(self) -> None:
        """Keep the right half only where it fits."""
        if self.side is not None:
            self.side.setVisible(self.width() >= NARROW_BELOW and theme.scale() <= LARGEST_BESIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's width."""
        super().resizeEvent(event)
        self.measure()

    def focus_first(self) -> None:
        """Put the caret where one types first."""
        panel = self.stack.currentWidget()
        if isinstance(panel, PasswordPanel):
            panel.focus_first()
        elif panel is not None:
            panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        """Show the empty password field again."""
        self.password.reset()
        self.show_panel(self.password)
        self.focus_first()

    def open_folder(self, folder: Path) -> None:
        """Unlock another vault."""
        self.password.identifier.editor.clear()
        self.password.use(folder)
        self.show_panel(self.password)
        self.focus_first()

    def show_choice(self) -> None:
        """Offer to create a vault or to open another one."""
        from app.ui.unlock.choice import ChoicePanel

        folder = self.password.folder
        panel = ChoicePanel(leaves=folder is not None and is_vault(folder))
        panel.create_wanted.connect(self.show_creation)
        panel.folder_chosen.connect(self.open_folder)
        panel.left.connect(self.reset)
        self.show_panel(panel)

    def show_creation(self) -> None:
        """Create a vault."""
        from app.ui.unlock.creation import CreationPanel

        panel = CreationPanel()
        panel.created.connect(self.take_new)
        panel.left.connect(self.show_choice)
        self.show_panel(panel)

    def take_new(self, unlocked: Unlocked, folder: Path) -> None:
        """Go into the vault that has just been created; it is the one to unlock from now on."""
        self.password.use(folder)
        self.unlocked.emit(unlocked, folder)

    def show_recovery(self) -> None:
        """Open with the printed recovery key."""
        from app.ui.unlock.recovery import RecoveryPanel

        if self.password.folder is None:
            return
        panel = RecoveryPanel(self.password.folder, self.password.identifier.editor.text())
        panel.unlocked.connect(self.unlocked)
        panel.left.connect(self.reset)
        self.show_panel(panel)

    def show_help(self) -> None:
        """Read the help of this screen, in its place; what was being typed waits behind it."""
        from app.ui.unlock.guide import GuidePanel

        if isinstance(self.stack.currentWidget(), GuidePanel):
            return
        self.before_help = self.stack.currentWidget()
        panel = GuidePanel()
        panel.left.connect(self.leave_help)
        self.stack.addWidget(panel)
        self.stack.setCurrentWidget(panel)
        panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_help(self) -> None:
        """Come back to what was being done."""
        if self.before_help is not None:
            self.show_panel(self.before_help)
            self.focus_first()

    def show_panel(self, panel: QWidget) -> None:
        """Show a panel instead of the one before."""
        before = self.stack.currentWidget()
        if self.stack.indexOf(panel) < 0:
            self.stack.addWidget(panel)
            if isinstance(panel, Panel):
                panel.help_wanted.connect(self.show_help)
        self.stack.setCurrentWidget(panel)
        if before not in (None, panel, self.password):
            self.stack.removeWidget(before)
            before.deleteLater()
        self.tell_vault()
        panel.setFocus(Qt.FocusReason.OtherFocusReason)


def is_vault(folder: Path) -> bool:
    """Whether a folder looks like a vault, told without opening anything."""
    try:
        return (folder / "keyring.json").is_file()
    except OSError:
        return False
