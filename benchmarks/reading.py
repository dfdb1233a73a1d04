# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a dossier of 500 journal entries and 12 procedures: data and painted page."""

from __future__ import annotations

from app.ui.routes import Route
from benchmarks import dossiers, vaults
from benchmarks.figures import Figure, median
from benchmarks.statements import say_again, statements_of
from benchmarks.windows import application, frame_on, going_ms, settle

PEOPLE = 20_000
SOME = 3
TIMES = 8
BAR_MS = 80.0


def measure() -> list[Figure]:
    """`dossier`: one after the other, from the list of people; the floor is its SQL on a bare connection."""
    app = application()
    with vaults.copied(PEOPLE, "dossier") as folder, vaults.opened(folder) as office:
        large = [dossiers.write_large(office, rank) for rank in range(SOME)]
        frame = frame_on(office)
        frame.go(Route("people"))
        settle()
        first = going_ms(frame, Route("person", large[0]))
        seen: list[float] = []
        for rank in range(1, TIMES * SOME):
            frame.go(Route("people"))
            settle()
            seen.append(going_ms(frame, Route("person", large[rank % SOME])))
        frame.go(Route("people"))
        settle()
        sent = statements_of(lambda: going_ms(frame, Route("person", large[0])))
        bare = vaults.bare_connection(folder)
        floor = median([say_again(bare, sent) for _ in range(TIMES)])
        bare.close()
    said = f"the first one, with the making of the page: {first:.0f} ms; {len(sent)} statements"
    del app
    return [Figure.of("dossier", median(seen), "ms", floor=floor, bar=BAR_MS, said=said)]
