# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of the main pages of a demonstration, taken without a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.services import demonstration
from app.services.office import Office
from app.ui import theme
from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.unlock.page import UnlockPage
from app.ui.window import Frame

SIZE = (1366, 738)
SETTLED = 600  # milliseconds: the paper preview waits for a pause before it is laid out


def take(folder: Path, output: Path) -> list[Path]:
    """Grab the unlock screen and the main pages into `output`; the files written."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.install(app)
    qInstallMessageHandler(_say)
    entrance = UnlockPage(folder)
    entrance.complete()
    written = [_grab(entrance, output / "deverrouillage.png")]
    desk = Desk(demonstration.opened(folder))
    frame = Frame(desk)
    window = QMainWindow()
    window.setCentralWidget(frame)
    for name, route in _routes(desk.office):
        frame.show_route(route)
        written.append(_grab(window, output / f"{name}.png"))
    desk.close()
    return written


def _routes(office: Office) -> Iterator[tuple[str, Route]]:
    first = demonstration.shown(office)
    yield "aujourdhui", Route("today")
    yield "personnes", Route("people", place="lea mar")
    yield "parcours", Route("person", first.person_id)
    yield "situation", Route("person", first.person_id, "situation")
    yield "demarche", Route("procedure", first.procedure_id)
    yield "orientation", Route("referral", first.id)
    yield "orientations", Route("referrals")
    yield "reglages", Route("settings")


def _say(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for what it cannot do without a screen."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def _grab(widget: QWidget, path: Path) -> Path:
    widget.resize(*SIZE)
    widget.show()
    loop = QEventLoop()
    QTimer.singleShot(SETTLED, loop.quit)
    loop.exec()
    path.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(path))
    return path
