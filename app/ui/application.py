# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application: one window that shows the unlock screen, then the frame, and goes back to the first when locked.

Nothing heavy is imported before the password field is painted (half a second of imports): the rest is warmed in a
thread just after.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from app.ui import preferences, theme
from app.ui.unlock.page import UnlockPage

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from app.services.accounts import Unlocked
    from app.ui.holding import Holding
    from app.ui.routes import Route
    from app.ui.window import Frame

SMALLEST = (760, 560)
USUAL = (1366, 738)
STEP = 0.1
MOMENT_MS = 20
WARMED = ("app.ui.window", "app.ui.home.page", "app.ui.people.page", "app.ui.person.page", "app.ui.person.pathway")
"""Imported in the window's thread, one at a time, once the rooms below them are warm."""


def run(arguments: list[str]) -> int:
    """Open the window on the vault of `--vault DIR`, on the last one, or on the choice of one."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Maillon")
    app.setDesktopFileName("maillon")
    choice = preferences.theme_choice()
    theme.prepare(app, dark=choice == "dark", scale=preferences.text_scale(), follow=choice == "system")
    folder = Path(arguments[1]) if arguments[:1] == ["--vault"] and len(arguments) > 1 else preferences.last_vault()
    window = MainWindow(folder)
    window.settled.connect(window.watch_for_bugs)
    theme.dress(app)
    window.show()
    return app.exec()


class MainWindow(QMainWindow):
    """Titled « Maillon » and nothing else: never a person's name. Signal: `settled`, after the first painting."""

    settled = Signal()

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self.setWindowTitle("Maillon")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.frame: Frame | None = None
        self.left: Left | None = None
        self.holding: Holding | None = None
        self.entrance = UnlockPage(folder)
        self.entrance.unlocked.connect(self.enter)
        self.entrance.forced.connect(self.force)
        self.setCentralWidget(self.entrance)
        place = preferences.window_geometry()
        if not place.isEmpty():
            self.restoreGeometry(place)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the focus at once; the rest waits for the first screen to be painted."""
        super().showEvent(event)
        self.entrance.focus_first()
        self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Settle a moment after the window is exposed: it is painted first, and one may already be typing."""
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(MOMENT_MS, self.settle)
        return False

    def settle(self) -> None:
        """Add what the first painting did without, then import the heavy rooms while the password is being typed."""
        if self.windowIcon().isNull():
            from app.ui.warming import Warming

            self.entrance.complete()
            self.bind_keys()
            self.warming = Warming(self, WARMED)
            self.warming.start()
            self.settled.emit()

    def watch_for_bugs(self) -> None:
        """Show the dialog of a bug over this window."""
        from app.ui.trouble import BugWatch

        self.bugs = BugWatch(self)

    def bind_keys(self) -> None:
        """Give the unlock screen the keys of every page that make sense before the vault is open."""
        from PySide6.QtGui import QIcon, QKeySequence, QShortcut

        from app.ui.mark import mark_icon

        self.setWindowIcon(QIcon(mark_icon()))
        keys = {
            "F1": self.entrance.show_help,
            "Ctrl++": self.larger,
            "Ctrl+=": self.larger,
            "Ctrl+-": self.smaller,
            "Ctrl+0": self.usual_size,
        }
        for sequence, slot in keys.items():
            QShortcut(QKeySequence(sequence), self.entrance).activated.connect(slot)

    def enter(self, unlocked: Unlocked, folder: Path) -> None:
        """Show the frame on the vault that has just been unlocked, where the same worker was before it was locked."""
        from app.ui.holding import Holding

        self.holding = Holding(folder)
        refusal = self.holding.take()
        if refusal is not None:
            unlocked.vault.close()
            self.entrance.reset()
            self.entrance.password.refuse_held(refusal.sentence, forcible=refusal.forcible)
            return
        left, self.left = self.left, None
        if left is not None and left.is_of(unlocked, folder):
            self.come_back(left, unlocked)
            return
        if left is not None:
            left.forget()
        self.show_frame(self.open_frame(unlocked, folder), None)

    def open_frame(self, unlocked: Unlocked, folder: Path) -> Frame:
        """Make the frame of a vault."""
        from app.services.local_catalogue import of_vault
        from app.services.office import Office
        from app.ui.desk import Desk
        from app.ui.window import Frame

        desk = Desk(Office(unlocked.vault, unlocked.worker_id, of_vault(folder)), self)
        frame = Frame(desk)
        frame.locked.connect(self.lock)
        frame.text_size.connect(self.resize_text)
        preferences.remember_vault(folder, frame.organisation, desk.office.now())
        return frame

    def come_back(self, left: Left, unlocked: Unlocked) -> None:
        """Go back where the worker was: into the very frame when something there could not be saved."""
        if left.frame is None:
            self.show_frame(self.open_frame(unlocked, left.folder), left.route)
            return
        unlocked.vault.close()
        self.show_frame(left.frame, left.route)
        left.frame.retry()

    def show_frame(self, frame: Frame, route: Route | None) -> None:
        """Show the frame and start to watch for inactivity and for bugs."""
        from app.ui.idle import Idle
        from app.ui.routes import Route

        self.frame = frame
        self.idle = Idle(self)
        self.idle.passed.connect(frame.lock)
        self.takeCentralWidget()
        self.setCentralWidget(frame)
        frame.show()
        frame.show_route(route or Route("today"))
        if route is None:
            frame.focus_search()
        else:
            frame.focus_page()

    def force(self) -> None:
        """Open although a window that broke off on another computer still seems to hold the vault."""
        from app.ui.holding import Holding

        folder = self.entrance.password.folder
        if folder is not None:
            Holding(folder).give_up()
            self.entrance.reset()

    def lock(self) -> None:
        """Close the vault and show the unlock screen again; what was being typed was kept as drafts."""
        if self.frame is None:
            return
        self.idle.deleteLater()
        frame, self.frame = self.frame, None
        self.left = Left(frame, self.entrance.password.folder)
        self.takeCentralWidget()
        self.left.close_if_kept()
        if self.holding is not None:
            self.holding.release()
        self.setCentralWidget(self.entrance)
        self.entrance.show()
        self.entrance.password.use(self.left.folder)
        self.entrance.reset()

    def larger(self) -> None:
        """Make the text larger."""
        self.resize_text(1)

    def smaller(self) -> None:
        """Make the text smaller."""
        self.resize_text(-1)

    def usual_size(self) -> None:
        """Come back to the usual text."""
        self.resize_text(0)

    def resize_text(self, step: int) -> None:
        """Make the text larger, smaller, or usual again (0)."""
        scale = 1.0 if step == 0 else theme.scale() + step * STEP
        theme.use(theme.is_dark(), scale)
        preferences.remember_text_scale(theme.scale())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed, then give the vault back; stay when something could not be kept."""
        if self.frame is not None and not self.frame.may_close():
            event.ignore()
            return
        preferences.remember_window(self.saveGeometry())
        if self.frame is not None:
            self.frame.lock()
        super().closeEvent(event)


class Left:
    """Where a worker was when the vault was locked; the frame itself when something in it could not be saved."""

    def __init__(self, frame: Frame, folder: Path | None) -> None:
        self.route = frame.here
        self.worker_id: UUID = frame.desk.office.worker_id
        self.folder = folder or frame.desk.office.vault.folder
        self.frame: Frame | None = frame

    def close_if_kept(self) -> None:
        """Let the frame go when all that was typed was kept."""
        if self.frame is not None and not self.frame.desk.unsaved:
            self.forget()

    def forget(self) -> None:
        """Close the vault of the frame, if it is still there."""
        if self.frame is not None:
            self.frame.desk.close()
            self.frame.deleteLater()
            self.frame = None

    def is_of(self, unlocked: Unlocked, folder: Path) -> bool:
        """Whether the same worker has opened the same vault again."""
        return unlocked.worker_id == self.worker_id and folder == self.folder
