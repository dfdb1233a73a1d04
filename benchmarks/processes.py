# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starting a program and hearing what it says it has seen."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import vaults


@dataclass(frozen=True)
class Heard:
    """What a program said, in order, and when it was started, on the clock it speaks of."""

    started: float
    said: tuple[dict[str, Any], ...]

    @property
    def first_ms(self) -> float:
        """From the process's start to the first thing it said."""
        return (self.said[0]["at"] - self.started) * 1000


def bare_window() -> Heard:
    """A bare window, painted."""
    return run("bare_window")


def program(folder: Path, goal: str) -> Heard:
    """Maillon on a vault, until a goal is reached."""
    return run("whole_program", str(folder), *vaults.account(folder), goal)


def run(child: str, *arguments: str) -> Heard:
    """Start one of the children and wait for its end."""
    command = [sys.executable, "-m", f"benchmarks.children.{child}", *arguments]
    started = perf_counter()
    done = subprocess.run(command, cwd=vaults.ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=120)
    return Heard(started, tuple(json.loads(line) for line in done.stdout.splitlines()))
