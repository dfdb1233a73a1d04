# SPDX-License-Identifier: AGPL-3.0-or-later
"""A field saved in a dossier of 500 entries (journal, index, commit), beside an empty commit of the same kind."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from app.services import sheet
from benchmarks import dossiers, vaults
from benchmarks.figures import Figure, median, milliseconds, percentile

PEOPLE = 20_000
TIMES = 400
BAR_MS = 15.0
FIELDS = (
    ("town", "Bréchamp"),
    ("phone", "01 99 00 12 {:02d}"),
    ("birth_name", "Beaumont"),
    ("address", "{} rue Haute"),
)


def measure() -> list[Figure]:
    """`save`: fields in turn, names included, which the search index follows."""
    with vaults.copied(PEOPLE, "save") as folder, vaults.opened(folder) as office:
        person = dossiers.write_large(office, 0)
        bare = vaults.bare_connection(folder, vaults.engine.OTHER_CACHE_KIB)
        saves: list[float] = []
        commits: list[float] = []
        for rank in range(TIMES):
            name, value = FIELDS[rank % len(FIELDS)]
            text = value.format(rank % 100) if "{" in value else f"{value}-{chr(97 + rank % 26)}"
            saves.append(milliseconds(lambda name=name, text=text: saved(office, person, name, text)))
            commits.append(empty_commit(bare))
        bare.close()
    said = f"p50 {median(saves):.1f} ms, empty commit p50 {median(commits):.2f} ms"
    floor = percentile(commits, 0.95)
    return [Figure.of("save", percentile(saves, 0.95), "ms", floor=floor, bar=BAR_MS, said=said)]


def saved(office: Any, person: Any, name: str, text: str) -> None:
    """One field saved; it must be something new."""
    assert sheet.set_field(office, "person", person, name, text).touched


def empty_commit(bare: Any) -> float:
    """A transaction in WAL with full synchronisation that changes nothing but one byte; milliseconds."""
    start = perf_counter()
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("UPDATE replica SET name = name")
    bare.execute("COMMIT")
    return (perf_counter() - start) * 1000
