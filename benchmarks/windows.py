# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame on a vault, in this process: going to a page, and waiting until it is painted."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.services.office import Office
from app.ui import theme
from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.window import Frame

SIZE = (1366, 738)
PATIENCE_S = 30.0


class Paints(QObject):
    """Counts how often the window has been painted."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.count = 0
        frame.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """An update request paints all that has changed."""
        if event.type() == QEvent.Type.UpdateRequest:
            self.count += 1
        return False


def application() -> QApplication:
    """The one Qt application, dressed as the program's."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    made = QApplication([])
    theme.install(made)
    return made


def frame_on(office: Office) -> Frame:
    """The program's frame, shown; the application is kept by its caller."""
    frame = Frame(Desk(office))
    frame.resize(*SIZE)
    frame.show()
    settle()
    return frame


def painted_ms(frame: Frame, work: Callable[[], object]) -> float:
    """How long a piece of work takes until what it changed is painted and nothing waits, in milliseconds."""
    settle()
    paints = Paints(frame)
    start = perf_counter()
    work()
    while not paints.count and perf_counter() - start < PATIENCE_S:
        QCoreApplication.processEvents()
    took = (perf_counter() - start) * 1000
    assert paints.count, "nothing was painted"
    frame.removeEventFilter(paints)
    return took


def going_ms(frame: Frame, route: Route) -> float:
    """How long a page takes to be there, read and painted."""
    return painted_ms(frame, lambda: frame.go(route))


def settle() -> None:
    """Let everything that waits be done, so that it weighs on nothing else."""
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    for _ in range(5):
        QCoreApplication.processEvents()
