# SPDX-License-Identifier: AGPL-3.0-or-later
"""The long work of an import, done in the background lane."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.exchange.sheet import GivenUp, Sheet
from app.services import imports
from app.ui.lane import Stopped, Task

if TYPE_CHECKING:
    from app.services.changes import Changes
    from app.services.imports import ImportPlan
    from app.services.office import Office


class Planning:
    """Reads a file, or takes a sheet again with other columns, and judges its lines."""

    def __init__(self, source: Path | Sheet, mapping: Mapping[str, str | None]) -> None:
        self.source, self.mapping = source, mapping

    def __call__(self, office: Office, task: Task) -> ImportPlan:
        """Do it."""
        try:
            return imports.plan(office, self.source, self.mapping, progress=task.tell, stopped=task.is_stopped)
        except GivenUp:
            raise Stopped from None


class Writing:
    """Writes the good lines of a plan as one gesture."""

    def __init__(self, plan: ImportPlan) -> None:
        self.plan = plan

    def __call__(self, office: Office, task: Task) -> Changes:
        """Do it."""
        try:
            return imports.write(office, self.plan, progress=task.tell, stopped=task.is_stopped)
        except GivenUp:
            raise Stopped from None
