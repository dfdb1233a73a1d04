# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon demo DIR --people 200000`, as a process, beside the same rows written by a bare connection."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks import vaults
from benchmarks.figures import Figure, milliseconds

PEOPLE = 200_000
BAR_S = 300.0
BATCH = 10_000


def measure() -> list[Figure]:
    """`demo_200000`: made again when the kept one was not made by this code."""
    made = vaults.demonstration(PEOPLE, by_this_code=True)
    floor = milliseconds(lambda: copy_bare(made.folder)) / 1000
    return [Figure.of("demo_200000", made.seconds, "s", floor=floor, bar=BAR_S)]


def copy_bare(folder: Path) -> None:
    """Write every row of the vault in a new file of the same tables, in transactions of ten thousand rows."""
    target = vaults.WORK / "bare.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    vaults.engine.make_file(target, vaults.key_of(folder))
    source, copy = vaults.bare_connection(folder), vaults.engine.sqlcipher.connect(str(target), isolation_level=None)
    vaults.engine.prepare(copy, vaults.key_of(folder), 64 * 1024)
    copy.execute("PRAGMA foreign_keys=OFF")
    kinds = source.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    for _, name, sql in sorted(kinds, key=lambda row: row[0] != "table"):
        if not name.startswith("sqlite_"):
            copy.execute(sql)
    for kind, name, _ in kinds:
        if kind == "table" and not name.startswith("sqlite_"):
            copy_table(source, copy, name)
    source.close()
    copy.close()
    for path in target.parent.glob("bare.db*"):
        path.unlink()


def copy_table(source: Any, copy: Any, name: str) -> None:
    """Write one table's rows."""
    cursor = source.execute(f'SELECT * FROM "{name}"')
    marks = ",".join("?" * len(cursor.description))
    while rows := cursor.fetchmany(BATCH):
        copy.execute("BEGIN IMMEDIATE")
        copy.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        copy.execute("COMMIT")
