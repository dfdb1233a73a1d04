# SPDX-License-Identifier: AGPL-3.0-or-later
"""The memory that stays resident once 50,000 people are unlocked and ten dossiers have been opened."""

from __future__ import annotations

from benchmarks import vaults
from benchmarks.figures import Figure
from benchmarks.processes import bare_window, program

PEOPLE = 50_000
BAR_MB = 250.0


def measure() -> list[Figure]:
    """`memory`: beside what a bare window holds."""
    seen = program(vaults.demonstration(PEOPLE).folder, "memory")
    floor = bare_window().said[0]["resident"]
    said = f"{seen.said[0]['resident']:.0f} MB once unlocked"
    return [Figure.of("memory", seen.said[-1]["resident"], "MB", floor=floor, bar=BAR_MB, said=said)]
