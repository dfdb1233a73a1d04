# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the process's start to a painted, focusable password field, beside a bare window."""

from __future__ import annotations

from benchmarks import vaults
from benchmarks.figures import Figure, median
from benchmarks.processes import bare_window, program

PEOPLE = 20_000
TIMES = 15
TIMES_THE_FLOOR = 1.6


def measure() -> list[Figure]:
    """`start`: both windows in turn, so that what else the machine does weighs on both."""
    folder = vaults.demonstration(PEOPLE).folder
    bare_window(), program(folder, "start")
    pairs = [(bare_window(), program(folder, "start")) for _ in range(TIMES)]
    floor = median([bare.first_ms for bare, _ in pairs])
    value = median([whole.first_ms for _, whole in pairs])
    focusable = all(whole.said[0]["focusable"] for _, whole in pairs)
    return [Figure.of("start", value, "ms", floor=floor, bar=TIMES_THE_FLOOR * floor, also=focusable)]
