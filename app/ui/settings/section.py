# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the sections of the settings share: a heading, a way to run slow verbs, news that concern them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refused
from app.services.wording import sentence
from app.storage.troubles import Unavailable
from app.ui.desk import Desk
from app.ui.lane import Task
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column

OnRefusal = Callable[[str, str], None]


class Section(QWidget):
    """One section of the settings. Subclasses fill `refresh`, and say which `nouns` concern them."""

    title: ClassVar[str] = ""
    nouns: ClassVar[frozenset[str]] = frozenset()
    widest: ClassVar[int] = 760
    """How wide it may be, in pixels at 100 %."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.slow: SlowVerb | None = None
        self.stack = column(self, gap=12, margins=(24, 16, 24, 24))
        self.stack.addWidget(Label(self.title, "heading", weight=600))

    def refresh(self) -> None:
        """Read again what the section shows."""

    def open_place(self, place: str) -> None:
        """Show what a route names within the section."""

    def leave(self) -> None:
        """What is being typed is saved or kept as a draft."""

    def run_slowly(
        self, work: Callable[[Office, Task], object], done: Callable[[object], None], refused: OnRefusal
    ) -> Task:
        """Run what derives keys or reads a whole vault in the background; `done` takes what it gives."""
        self.slow = SlowVerb(self.desk, work, done, refused)
        return self.slow.task


class SlowVerb:
    """One slow verb in the lane: its news is told, its refusal goes beside a field, its trouble across the page."""

    def __init__(
        self, desk: Desk, work: Callable[[Office, Task], object], done: Callable[[object], None], refused: OnRefusal
    ) -> None:
        self.desk, self.work, self.done, self.refused = desk, work, done, refused
        self.task = desk.lane.run(self.begin)
        self.task.finished.connect(self.finish)
        self.task.failed.connect(self.fail)

    def begin(self, task: Task) -> object:
        """Do it, in the lane's thread."""
        return self.work(self.desk.office, task)

    def finish(self, value: object) -> None:
        """Tell the news, then the section."""
        if isinstance(value, Changes):
            self.desk.tell(value)
        self.done(value)

    def fail(self, error: object) -> None:
        """Say why not."""
        if isinstance(error, Refused):
            self.refused(error.field, sentence(error))
        elif isinstance(error, Unavailable):
            self.refused("", "")
            self.desk.troubled.emit(sentence(error))
        elif isinstance(error, BaseException):
            raise error
