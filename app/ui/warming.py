# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the heavy rooms ready while the password is being typed, without holding the window up."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal


class Warming(QObject):
    """Warms the services in a thread, then imports modules of the window in its own thread, one at a time.

    Signal: `warmed`, when there is nothing left to make ready.
    """

    below_ready = Signal()
    warmed = Signal()

    def __init__(self, parent: QObject, modules: Sequence[str]) -> None:
        super().__init__(parent)
        self.modules = list(modules)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.import_next)
        self.below_ready.connect(self.timer.start)

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self.warm_below, name="warm", daemon=True).start()

    def warm_below(self) -> None:
        """Import and settle the rooms below; what fails here fails again, and is told, at the unlocking."""
        with suppress(Exception):
            from app.services.warming import warm

            warm()
        with suppress(RuntimeError):  # the window was closed meanwhile
            self.below_ready.emit()
        with suppress(Exception):
            from app.services.warming import warm_papers

            warm_papers()

    def import_next(self) -> None:
        """Import one module, then let the window breathe."""
        if self.modules:
            with suppress(ImportError):
                import_module(self.modules.pop(0))
        else:
            self.timer.stop()
            gc.freeze()  # what was loaded stays until the end: going over it again would hold a gesture up
            self.warmed.emit()
