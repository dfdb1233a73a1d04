# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list of 10,000 lines brought through the page of imports: dry run, then writing, while the window lives on."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import xlsxwriter
from PySide6.QtCore import QCoreApplication, QTimer

from app.services import demonstration
from app.ui.routes import Route
from benchmarks import vaults
from benchmarks.figures import Figure
from benchmarks.statements import heard, say_again
from benchmarks.windows import application, frame_on, settle

PEOPLE = 20_000
LINES = 10_000
BAR_S = 30.0
BLOCKED_MS = 100.0
BEAT_MS = 2
PATIENCE_S = 180.0
HEADINGS = (
    "Civilité",
    "Nom",
    "Prénom",
    "Date de naissance",
    "Téléphone",
    "Adresse",
    "Code postal",
    "Commune",
    "Courriel",
)


class Heart:
    """Beats in the window's thread; the longest time between two beats is how long the window was blocked."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.last = perf_counter()
        self.timer = QTimer()
        self.timer.setInterval(BEAT_MS)
        self.timer.timeout.connect(self.beat)
        self.timer.start()

    def beat(self) -> None:
        """One beat."""
        now = perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now


def measure() -> list[Figure]:
    """`import`: reading, verdicts and writing; the floor is the SQL of the writing on a bare connection."""
    app = application()
    with vaults.copied(PEOPLE, "import") as folder, vaults.opened(folder) as office:
        path = vaults.WORK / "liste.xlsx"
        write_list(path)
        frame = frame_on(office)
        frame.go(Route("import"))
        page: Any = frame.page("import")
        settle()
        heart = Heart()
        planned = until(lambda: page.read(path), lambda: page.plan is not None and page.task is None)
        taken = page.plan.counts["taken"]
        settle()  # she reads the verdicts before she agrees
        with heard() as sent:
            written = until(page.write, lambda: page.task is None)
        settle()
        heart.beat()
        heart.timer.stop()
        assert page.plan.changes.touched, "nothing was written"
        frame.hide()
    floor = bare_writing(sent)
    blocked = heart.longest * 1000
    said = f"dry run {planned:.1f} s, writing {written:.1f} s, {taken} taken, window blocked {blocked:.0f} ms at most"
    also = blocked <= BLOCKED_MS and taken > 0.9 * LINES
    del app
    return [Figure.of("import", planned + written, "s", floor=floor, bar=BAR_S, also=also, said=said)]


def until(begin: Callable[[], object], done: Callable[[], bool]) -> float:
    """Begin a work and let the window live until it is done; seconds."""
    start = perf_counter()
    begin()
    while not done() and perf_counter() - start < PATIENCE_S:
        QCoreApplication.processEvents()
    assert done(), "it never ended"
    return perf_counter() - start


def bare_writing(sent: list[Any]) -> float:
    """The same statements in the same vault, through sqlcipher3 alone; seconds."""
    with vaults.copied(PEOPLE, "import") as folder:
        bare = vaults.bare_connection(folder, 64 * 1024)
        bare.execute("PRAGMA foreign_keys=OFF")
        took = say_again(bare, [each for each in sent if "PRAGMA" not in each.text], "COMMIT")
        bare.close()
    return took / 1000


def write_list(path: Path) -> None:
    """A list as a service keeps it: fictitious people, some accents, some empty cells, dates as dates."""
    draw, lists = random.Random(vaults.SEED + 2), demonstration.names()
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("File active")
    dates = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADINGS)
    for line in range(1, LINES + 1):
        woman = draw.random() < 0.5
        birth = vaults.DAY - timedelta(days=draw.randint(18 * 365, 80 * 365))
        postal_code, town = draw.choice(lists["towns"])
        surname = f"{draw.choice(lists['surnames'])} {draw.choice(lists['surnames'])}".upper()
        sheet.write_row(line, 0, ("Mme" if woman else "M.", surname, draw.choice(lists["women" if woman else "men"])))
        sheet.write_datetime(line, 3, birth, dates)
        phone = f"01 99 00 {draw.randint(0, 99):02d} {draw.randint(0, 99):02d}" if draw.random() < 0.8 else ""
        address = f"{draw.randint(1, 90)} {draw.choice(lists['streets'])}"
        sheet.write_row(line, 4, (phone, address, postal_code, town, f"p{line}@exemple.fr"))
    book.close()
