# SPDX-License-Identifier: AGPL-3.0-or-later
"""From Enter to a usable search field over 50,000 people, two seconds after the first paint, but for the derivation."""

from __future__ import annotations

from benchmarks import vaults
from benchmarks.figures import Figure, median, milliseconds
from benchmarks.processes import Heard, program
from benchmarks.statements import say_again, statements_of

PEOPLE = 50_000
TIMES = 9
BAR_MS = 300.0


def measure() -> list[Figure]:
    """`unlock`: the floor is the same file opened bare, and the SQL of the first page."""
    folder = vaults.demonstration(PEOPLE).folder
    seen = [program(folder, "unlock") for _ in range(TIMES)]
    value = median([unlocking_ms(one) for one in seen])
    focused = all(one.said[0]["focused"] for one in seen)
    derived = median([one.said[0]["derived"] * 1000 for one in seen])
    said = f"derivation {derived:.0f} ms apart"
    return [Figure.of("unlock", value, "ms", floor=opening_floor(), bar=BAR_MS, also=focused, said=said)]


def unlocking_ms(seen: Heard) -> float:
    """How long the unlocking took, in milliseconds, without the derivation."""
    last = seen.said[0]
    return (last["at"] - last["began"] - last["derived"]) * 1000


def opening_floor() -> float:
    """The file opened with the raw key, and what Aujourd’hui reads, on a bare connection."""
    from app.services import due

    folder = vaults.demonstration(PEOPLE).folder
    with vaults.opened(folder) as office:
        sent = statements_of(lambda: due.today(office))

    def bare() -> None:
        connection = vaults.bare_connection(folder)
        say_again(connection, sent)
        connection.close()

    return median([milliseconds(bare) for _ in range(TIMES)])
