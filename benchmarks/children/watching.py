# SPDX-License-Identifier: AGPL-3.0-or-later
"""Seeing when something is painted, and saying it to the process that waits."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Calls `then` once the widget has been painted with all that is around it."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self.then = then
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Notice the first paint; the whole window is painted before a timer of zero comes."""
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, self.then)
        return False


def tell(**said: Any) -> None:
    """Say what was seen as one line of JSON, with the moment; the clock is the same for all processes."""
    print(json.dumps({"at": perf_counter(), "resident": resident(), **said}), flush=True)


def leave() -> None:
    """End at once, without waiting for threads."""
    sys.stdout.flush()
    os._exit(0)


def resident() -> float:
    """The memory this process holds, in MB."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - a file of the kernel's
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
