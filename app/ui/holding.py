# SPDX-License-Identifier: AGPL-3.0-or-later
"""One window per vault: a small file in its folder keeps the others out; commands may still run beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QSysInfo

from app.services.wording import trouble_sentence
from app.storage.troubles import Trouble

LOCK = "window.lock"


@dataclass(frozen=True)
class Held:
    """Why a vault cannot be had; `forcible` when what holds it may have broken off on another computer."""

    sentence: str
    forcible: bool = False


class Holding:
    """The hold of this window on the vault of a folder."""

    def __init__(self, folder: Path) -> None:
        self.file = QLockFile(str(folder / LOCK))
        self.file.setStaleLockTime(0)  # an hour without a key is no sign that the window is gone

    def take(self) -> Held | None:
        """Hold the vault; why not, when it cannot be. A window that died on this computer holds nothing."""
        if self.file.tryLock(0):
            return None
        if self.file.error() != QLockFile.LockError.LockFailedError:
            return Held(trouble_sentence(Trouble.READ_ONLY))
        _process, computer, _program = self.file.getLockInfo()
        if computer and computer != QSysInfo.machineHostName():
            where = f"Ce coffre est déjà ouvert sur un autre poste, «\u00a0{computer}\u00a0». Fermez-y Maillon."
            return Held(where, forcible=True)
        return Held(trouble_sentence(Trouble.OPEN_ELSEWHERE))

    def release(self) -> None:
        """Let another window have the vault."""
        self.file.unlock()

    def give_up(self) -> None:
        """Take away the hold of a window that broke off elsewhere."""
        self.file.setStaleLockTime(1)
        self.file.removeStaleLockFile()
