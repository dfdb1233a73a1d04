# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m benchmarks [NAME…]`: measure all rows or some, print them, and write out/bench.json.

Each row is measured in a process of its own, so that what one imports or caches does not weigh on the next. A row that
was not run is written too, with `ok` false.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module

from benchmarks.figures import Figure
from benchmarks.vaults import OUT, ROOT

MODULES: dict[str, tuple[str, ...]] = {
    "starting": ("start",),
    "unlocking": ("unlock",),
    "weighing": ("memory",),
    "cataloguing": ("catalogue",),
    "reckoning": ("deadlines",),
    "reading": ("dossier",),
    "falling_due": ("today",),
    "printing": ("pdf", "pdf_first"),
    "official": ("cerfa",),
    "batching": ("forms_1000", "forms_1000_memory"),
    "saving": ("save",),
    "importing": ("import",),
    "moments": tuple(f"moment_{rank}" for rank in range(1, 10)),
    "searching": ("search", "search_growth"),
    "filling": ("demo_200000",),
}
"""The rows of each module, in the order they are run: heavy ones last."""

ORDER = ("start", "unlock", "search", "search_growth", "dossier", "today", "pdf", "pdf_first", "save", "import")
ORDER += (
    "memory",
    "demo_200000",
    "catalogue",
    "deadlines",
    "cerfa",
    "forms_1000",
    "forms_1000_memory",
    *MODULES["moments"],
)


def main(arguments: list[str]) -> int:
    """Run what is asked; status 1 when a row that was asked for misses its bar."""
    if arguments[:1] == ["--alone"]:
        return measure(arguments[1])
    unknown = set(arguments) - set(ORDER)
    if unknown:
        print(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(ORDER)}.", file=sys.stderr)
        return 2
    wanted = tuple(arguments) or ORDER
    found: dict[str, Figure] = {}
    for module, names in MODULES.items():
        if set(names) & set(wanted):
            found |= {figure.name: figure for figure in apart(module, names)}
            for figure in found.values():
                if figure.name in names:
                    print(line(figure), flush=True)
    rows = [found[name] if name in found else Figure.not_run(name) for name in ORDER]
    OUT.mkdir(exist_ok=True)
    (OUT / "bench.json").write_text(json.dumps([row.as_data() for row in rows], indent=1), "utf-8")
    print("\n" + table([row for row in rows if row.name in wanted or row.name in found]))
    return 0 if all(found[name].ok for name in wanted if name in found) else 1


def apart(module: str, names: tuple[str, ...]) -> list[Figure]:
    """Measure a module's rows in a process of its own; what it could not measure is not run."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(OUT / "bench" / "config")}
    command = [sys.executable, "-m", "benchmarks", "--alone", module]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    rows = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else []
    figures = {row["name"]: Figure(**row) for row in rows}
    return [figures.get(name) or Figure.not_run(name, "could not be measured") for name in names]


def measure(module: str) -> int:
    """Measure a module's rows here, and say them as one line of JSON."""
    figures: list[Figure] = import_module(f"benchmarks.{module}").measure()
    print(json.dumps([vars(figure) for figure in figures]))
    return 0


def table(rows: list[Figure]) -> str:
    """The rows in columns."""
    head = f"{'':14} {'value':>10} {'floor':>10} {'ratio':>7} {'bar':>10}      "
    return "\n".join([head, *map(line, rows)])


def line(row: Figure) -> str:
    """One row in columns."""
    cells = f"{row.name:14} {said(row.value):>10} {said(row.floor):>10} {said(row.ratio):>7} {said(row.bar):>10}"
    return f"{cells} {row.unit:3} {'ok' if row.ok else 'NO'}  {row.said}".rstrip()


def said(value: float | None) -> str:
    """A number that reads at a glance."""
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
