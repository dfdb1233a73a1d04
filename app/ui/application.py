# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application: one window that shows the unlock screen, then the frame, and goes back to the first when locked.

Nothing heavy is imported before the password field is painted (its imports alone take half a second): the rest is warmed in a
thread just after.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QLockFile, QTimer
from PySide6.QtGui import QCloseEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from app.ui import preferences, theme
from app.ui.unlock.page import UnlockPage

if TYPE_CHECKING:
    from app.services.accounts import Unlocked
    from app.ui.window import Frame

SMALLEST = (760, 560)
USUAL = (1366, 738)
STEP = 0.1


def run(arguments: list[str]) -> int:
    """Open the window on the vault of `--vault DIR`, on the last one, or on the choice of one."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Maillon")
    app.setDesktopFileName("maillon")
    choice = preferences.theme_choice()
    theme.install(app, dark=choice == "dark", scale=preferences.text_scale(), follow=choice == "system")
    folder = Path(arguments[1]) if arguments[:1] == ["--vault"] and len(arguments) > 1 else preferences.last_vault()
    window = MainWindow(folder)
    window.show()
    return app.exec()


class MainWindow(QMainWindow):
    """Titled « Maillon » and nothing else: never a person's name."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self.setWindowTitle("Maillon")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.frame: Frame | None = None
        self.lock_file: QLockFile | None = None
        self.folder = folder
        self.entrance = UnlockPage(folder)
        self.entrance.unlocked.connect(self.enter)
        self.setCentralWidget(self.entrance)
        self.place = preferences.window_geometry()
        if not self.place.isEmpty():
            self.restoreGeometry(self.place)

    def showEvent(self, event: QShowEvent) -> None:
        """Warm what the unlocking will need, once the first screen is painted."""
        super().showEvent(event)
        QTimer.singleShot(0, self.entrance.focus_first)
        QTimer.singleShot(50, self.warm)

    def warm(self) -> None:
        """Import the heavy rooms in a thread while the password is being typed."""
        from app.ui.mark import mark_icon

        self.setWindowIcon(QIcon(mark_icon()))
        threading.Thread(target=warm_up, name="warm", daemon=True).start()

    def enter(self, unlocked: Unlocked, folder: Path) -> None:
        """Show the frame on the vault that has just been unlocked."""
        from app.services.catalogues import shipped
        from app.services.office import Office
        from app.ui.desk import Desk
        from app.ui.routes import Route
        from app.ui.topbar import Idle
        from app.ui.trouble import watch_for_bugs
        from app.ui.window import Frame

        if not self.hold(folder):
            unlocked.vault.close()
            self.entrance.refuse_open_elsewhere()
            return
        preferences.remember_vault(folder)
        desk = Desk(Office(unlocked.vault, unlocked.worker_id, shipped()), self)
        self.frame = Frame(desk)
        self.frame.locked.connect(self.lock)
        self.frame.text_size.connect(self.resize_text)
        self.idle = Idle(self, preferences.lock_after())
        self.idle.passed.connect(self.frame.lock)
        application().installEventFilter(self.idle)
        watch_for_bugs(self)
        self.entrance.setParent(None)
        self.setCentralWidget(self.frame)
        self.frame.show_route(Route("today"))
        self.frame.focus_search()

    def hold(self, folder: Path) -> bool:
        """Keep other windows out of this vault; commands may still run beside this one."""
        self.lock_file = QLockFile(str(folder / "window.lock"))
        self.lock_file.setStaleLockTime(0)
        return self.lock_file.tryLock(0)

    def lock(self) -> None:
        """Close the vault and show the unlock screen again; what was being typed was kept as drafts."""
        if self.frame is None:
            return
        application().removeEventFilter(self.idle)
        frame, self.frame = self.frame, None
        self.takeCentralWidget()
        frame.desk.close()
        frame.deleteLater()
        if self.lock_file is not None:
            self.lock_file.unlock()
        self.entrance.reset()
        self.setCentralWidget(self.entrance)
        self.entrance.focus_first()

    def resize_text(self, step: int) -> None:
        """Make the text larger, smaller, or usual again (0)."""
        scale = 1.0 if step == 0 else theme.scale() + step * STEP
        theme.use(theme.is_dark(), scale)
        preferences.remember_text_scale(theme.scale())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed, then give the vault back."""
        preferences.remember_window(QByteArray(self.saveGeometry()))
        if self.frame is not None:
            self.frame.lock()
        super().closeEvent(event)


def application() -> QApplication:
    """The running application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def warm_up() -> None:
    """Import what unlocking and the first page need, and load the catalogue."""
    from sqlalchemy.orm import configure_mappers

    from app.models import tables
    from app.services.catalogues import shipped
    from app.services import accounts

    assert tables.FACTS
    assert accounts.SHORTEST_PASSWORD
    configure_mappers()
    shipped()
