# SPDX-License-Identifier: AGPL-3.0-or-later
"""Aujourd’hui over 20,000 open procedures, all of them followed by the worker: data and painted page."""

from __future__ import annotations

from app.services import due
from app.ui.routes import Route
from benchmarks import dossiers, vaults
from benchmarks.figures import Figure, median, milliseconds
from benchmarks.statements import say_again, statements_of
from benchmarks.windows import application, frame_on, going_ms

TIMES = 7
BAR_MS = 300.0


def measure() -> list[Figure]:
    """`today`: a new page each time; the floor is its SQL on a bare connection."""
    folder = dossiers.followed_vault()
    app = application()
    with vaults.opened(folder) as office:
        assert dossiers.open_procedures(office) >= dossiers.FOLLOWED
        seen: list[float] = []
        for _ in range(TIMES):
            frame = frame_on(office)
            seen.append(going_ms(frame, Route("today")))
            frame.deleteLater()
        read = median([milliseconds(lambda: due.today(office)) for _ in range(TIMES)])
        found = due.today(office)
        sent = statements_of(lambda: due.today(office))
    bare = vaults.bare_connection(folder)
    floor = median([say_again(bare, sent) for _ in range(TIMES)])
    count = sum(map(len, (found.overdue, found.advised, found.this_week, found.within_week, found.within_month)))
    said = f"{count} lines, read {read:.0f} ms, first {seen[0]:.0f} ms"
    del app
    return [Figure.of("today", median(seen), "ms", floor=floor, bar=BAR_MS, said=said)]
