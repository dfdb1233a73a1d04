# SPDX-License-Identifier: AGPL-3.0-or-later
"""Long work that no page owns, shown across the window: what it is, how far it is, and a way to stop it."""

from __future__ import annotations

from app.french.amounts import say_number
from app.ui.lane import Task
from app.ui.widgets.progress import Progress
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import Surface

STOPPED = "Arrêté. Rien n’a changé."


class WorkingBand(Surface):
    """Shows one task at a time, once it has lasted a second."""

    def __init__(self) -> None:
        super().__init__("surface", "bottom")
        self.task: Task | None = None
        self.sentence = ""
        self.progress = Progress()
        self.progress.stopped.connect(self.stop)
        column(self, margins=(16, 0, 16, 0)).addWidget(self.progress)

    def follow(self, sentence: str, task: Task) -> None:
        """Follow a task until it ends."""
        self.task, self.sentence = task, sentence
        task.progressed.connect(self.advance)
        task.finished.connect(self.leave)
        task.failed.connect(self.leave)
        task.stopped.connect(self.say_stopped)
        self.progress.start(sentence)

    def advance(self, done: int, total: int) -> None:
        """Say how far it is."""
        words = f"{self.sentence}\u00a0: *{say_number(done)}* sur {say_number(total)}"
        self.progress.advance(done / total if total else 0.0, words)

    def stop(self) -> None:
        """Ask the task to stop."""
        if self.task is not None:
            self.task.stop()

    def leave(self, _value: object = None) -> None:
        """Nothing is under way any more."""
        self.task = None
        self.progress.finish()

    def say_stopped(self) -> None:
        """Say what stopping left."""
        self.task = None
        self.progress.conclude(STOPPED)
