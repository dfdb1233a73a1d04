# SPDX-License-Identifier: AGPL-3.0-or-later
"""Work of the unlock screens done off the window's thread: deriving keys takes a second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.services import accounts
from app.services.refusals import Refused
from app.services.wording import sentence
from app.storage.troubles import Unavailable

BUG = "Maillon n’a pas su finir ce geste. Rien n’a été modifié."


class Slow(QObject):
    """Runs one piece of work in a thread. Signals: `opened(result)` or `refused(sentence, field)`."""

    opened = Signal(object)
    refused = Signal(str, str)
    failed = Signal(object)

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work = work
        self.failed.connect(self.fail)

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, name="unlock", daemon=True).start()

    def fail(self, error: Exception) -> None:
        """Let the window's thread meet a bug of ours, having given the form back."""
        self.refused.emit(BUG, "")
        raise error

    def _run(self) -> None:
        try:
            self.opened.emit(self._work())
        except Refused as refused:
            self.refused.emit(sentence(refused), refused.field)
        except Unavailable as trouble:
            self.refused.emit(sentence(trouble), "")
        except Exception as error:
            self.failed.emit(error)


class Opening(Slow):
    """Unlocks a vault with an identifier and a password."""

    def __init__(self, folder: Path, identifier: str, password: str) -> None:
        super().__init__(lambda: accounts.unlock(folder, identifier, password))


class Recovering(Slow):
    """Unlocks a vault with the recovery key and gives an account a new password."""

    def __init__(self, folder: Path, key: str, identifier: str, password: str) -> None:
        super().__init__(lambda: accounts.unlock_with_recovery(folder, key, identifier, password))


class Creating(Slow):
    """Creates a vault with its first worker."""

    def __init__(self, folder: Path, worker: accounts.NewWorker, password: str, organisation: str) -> None:
        super().__init__(lambda: accounts.create_vault(folder, worker, password, organisation))
