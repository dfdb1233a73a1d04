# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one background lane: long work, one piece at a time, with its progress and a way to stop it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

SWITCH_S = 0.001
"""How long work may keep the window's thread waiting for its turn; 5 ms, the usual, adds up in one painting."""


class Stopped(Exception):
    """The worker stopped the work; what it had begun was given back."""


class Task(QObject):
    """One piece of work. Signals arrive in the window's thread, in order: `progressed`, then one of the other three.

    What the work says crosses to the window's thread first and is announced from there: whoever connects before
    returning to the event loop hears all of it, however short the work.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    _said = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()
        self._said.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    def stop(self) -> None:
        """Ask the work to end; it answers by `stopped`."""
        self._stop.set()

    def is_stopped(self) -> bool:
        """What the work asks from time to time."""
        return self._stop.is_set()

    def tell(self, done: int, total: int) -> None:
        """What the work calls to say how far it is."""
        self._said.emit("progressed", (done, total))

    def end(self, how: str, value: object = None) -> None:
        """What the lane calls, from its thread, once the work is over: « finished », « failed » or « stopped »."""
        self._said.emit(how, () if how == "stopped" else (value,))

    def _announce(self, what: str, values: tuple[Any, ...]) -> None:
        getattr(self, what).emit(*values)


class Lane(QObject):
    """Runs tasks one after the other, off the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lane")
        sys.setswitchinterval(SWITCH_S)
        self._tasks: set[Task] = set()

    def run(self, work: Callable[[Task], Any]) -> Task:
        """Start `work(task)`; connect the task's signals before returning to the event loop."""
        task = Task()
        self._tasks.add(task)
        task.finished.connect(self._forget)
        task.failed.connect(self._forget)
        task.stopped.connect(self._forget)
        self._executor.submit(self._work, task, work)
        return task

    def close(self) -> None:
        """Stop what runs and wait for it; nothing is started any more."""
        for task in self._tasks:
            task.stop()
        self._executor.shutdown(wait=True, cancel_futures=True)

    @staticmethod
    def _work(task: Task, work: Callable[[Task], Any]) -> None:
        try:
            value = work(task)
        except Stopped:
            task.end("stopped")
        except Exception as error:  # handed to the window’s thread, which tells the kinds apart
            task.end("failed", error)
        else:
            task.end("finished", value)

    def _forget(self, _value: object = None) -> None:
        sender = self.sender()
        if isinstance(sender, Task):
            self._tasks.discard(sender)
