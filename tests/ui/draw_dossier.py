# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws the pages of people and dossiers, to be looked at beside the pictures of the design. Not a test.

python -m tests.ui.draw_dossier FOLDER [page …]      pages: people search create person:TAB, one look: person:TAB@dark
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.services import accounts, demonstration, search
from app.services.catalogues import shipped
from app.services.office import Office
from app.ui import theme
from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.window import Frame

DAY = date(2026, 11, 24)
LOOKS = {
    "light": (1366, 697, False, 1.0),
    "dark": (1366, 697, True, 1.0),
    "1000": (1000, 697, False, 1.0),
    "200": (1366, 697, False, 2.0),
    "1920": (1920, 1040, False, 1.0),
}
TABS = ("pathway", "situation", "household", "procedures", "encounters", "sharing", "history")


def vault_folder() -> Path:
    """The demonstration's vault, made once."""
    folder = Path(tempfile.gettempdir()) / "maillon-pictures"
    if not folder.exists():
        demonstration.make(folder, people=60, seed=1, on=DAY)
    return folder


def open_frame(folder: Path) -> Frame:
    """The window on a copy of that vault, at 10:42."""
    copy = Path(tempfile.mkdtemp()) / "vault"
    shutil.copytree(folder, copy)
    clock = demonstration.Draw(1, DAY).clock
    identifier = demonstration.dossiers()["worker"]["identifier"]
    unlocked = accounts.unlock(copy, identifier, demonstration.PASSWORD, clock=clock)
    return Frame(Desk(Office(unlocked.vault, unlocked.worker_id, shipped())))


def show(frame: Frame, page: str) -> None:
    """Go to a page."""
    words = {"people": "", "search": "lea mar", "create": "lea marchetti 12/03/2002"}
    if page in words:
        frame.go(Route("people", place=words[page]))
        frame.bar.search.setText(words[page])
        if page == "create":
            frame.page("people").make_new()
        return
    _, _, tab = page.partition(":")
    tab, _, place = tab.partition(":")
    found = search.find(frame.desk.office, "lea marchetti")
    frame.go(Route("person", found.by_name[0].id, tab, "" if place == "new" else place))
    if place == "new":
        frame.page("person").make_new()


def main(folder: Path, pages: list[str]) -> None:
    """Draw each page in each look."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.install(app)
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages or ["people", "search", *(f"person:{tab}" for tab in TABS)]:
        page, _, only = page.partition("@")
        for name, (width, height, dark, scale) in LOOKS.items():
            if only and only != name:
                continue
            theme.use(dark, scale)
            frame = open_frame(vault_folder())
            frame.resize(width, height)
            frame.show()
            show(frame, page)
            for _ in range(5):
                app.processEvents()
            frame.grab().save(str(folder / f"{page.replace(':', '-')}-{name}.png"))
            frame.desk.close()
            frame.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
