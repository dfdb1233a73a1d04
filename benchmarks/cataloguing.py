# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole catalogue, from the folders to the last form, in a process that has read none of it."""

from __future__ import annotations

from pathlib import Path

from app import RESOURCES
from app.schemes import catalogue
from app.schemes.compiled import Compiled
from app.services import catalogues
from benchmarks import vaults
from benchmarks.figures import Figure, median, milliseconds
from benchmarks.processes import program

PEOPLE = 20_000
TIMES = 9
BAR_MS = 80.0


def measure() -> list[Figure]:
    """`catalogue`: as it is installed; the floor is reading the same files, the words tell what compiling saves."""
    assert not catalogue.compile_to(catalogues.COMPILED, RESOURCES)
    read = [milliseconds(lambda: everything(catalogues.COMPILED)) for _ in range(TIMES)]
    from_sources = milliseconds(lambda: everything(None))
    files = catalogue.law_files(RESOURCES)
    floor = median([milliseconds(lambda: [file.read_bytes() for file in files]) for _ in range(TIMES)])
    before = program(vaults.demonstration(PEOPLE).folder, "start").said[0]["law_read"]
    said = f"{len(files)} files, first {read[0]:.0f} ms, not compiled {from_sources:.0f} ms"
    said += ", READ BEFORE THE PASSWORD FIELD" if before else ", none of it before the password field"
    return [Figure.of("catalogue", median(read), "ms", floor=floor, bar=BAR_MS, also=not before, said=said)]


def everything(ready: Path | None) -> Compiled:
    """Open the catalogue and read every scheme, every form and every list of it."""
    found = catalogue.load(RESOURCES, ready=ready)
    assert not found.set_aside
    return Compiled(dict(found.schemes), found.every_form(), found.vocabularies)
