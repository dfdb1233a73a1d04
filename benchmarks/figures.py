# SPDX-License-Identifier: AGPL-3.0-or-later
"""A measured figure beside its floor and its bar, and how a row of out/bench.json is made of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One row. `bar` is the most that `value` may be, in the same unit; `floor` the physical limit of the same run.

    `said` tells on the terminal what the figures leave out; it is not written.
    """

    name: str
    value: float | None
    unit: str
    floor: float | None
    bar: float | None
    ok: bool
    said: str = ""

    @classmethod
    def of(
        cls, name: str, value: float, unit: str, *, floor: float, bar: float, also: bool = True, said: str = ""
    ) -> Figure:
        """A figure measured at its stated size; `also` is whatever else its bar asks for."""
        return cls(name, value, unit, floor, bar, value <= bar and also, said)

    @classmethod
    def not_run(cls, name: str, why: str = "") -> Figure:
        """A row that was not run, or not at its stated size."""
        return cls(name, None, "", None, None, ok=False, said=why)

    @property
    def ratio(self) -> float | None:
        """How many times its floor the value is."""
        return self.value / self.floor if self.value is not None and self.floor else None

    def as_data(self) -> dict[str, Any]:
        """The row of out/bench.json."""
        row = {key: rounded(value) for key, value in asdict(self).items() if key != "said"}
        kept = ("name", "value", "unit", "floor", "ratio", "bar", "ok")
        return {key: (row | {"ratio": rounded(self.ratio)})[key] for key in kept}


def rounded(value: Any) -> Any:
    """Four figures are enough for any of these measures."""
    return float(f"{value:.4g}") if isinstance(value, float) else value


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which a share (0 to 1) of the values lie: the nearest rank, never an average."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Sequence[float]) -> float:
    """The value in the middle."""
    return percentile(values, 0.5)


def milliseconds(work: Callable[[], object]) -> float:
    """How long one piece of work takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000
