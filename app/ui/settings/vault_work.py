# SPDX-License-Identifier: AGPL-3.0-or-later
"""The long work on a vault, done in the background lane, and its findings in French."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.french.amounts import say_number
from app.services import backups, verification
from app.services.office import Office
from app.services.wording import FINDINGS
from app.storage.verification import Finding
from app.ui.lane import Stopped, Task


class Proof:
    """Proves the vault, part after part."""

    def __call__(self, office: Office, task: Task) -> tuple[Finding, ...]:
        """Do it; stopped between two parts."""
        found: list[Finding] = []
        for finding in verification.findings(office):
            found.append(finding)
            task.tell(len(found), verification.STEPS)
            if task.is_stopped():
                raise Stopped
        return tuple(found)


class CopyWork:
    """Copies the vault into a folder."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __call__(self, office: Office, _task: Task) -> Path:
        """Do it."""
        return backups.back_up(office, self.target)


def said_of(found: Sequence[Finding]) -> str:
    """« 1 248 fiches, 18 402 entrées du journal. »."""
    counts = {finding.name: finding.count for finding in found}
    return f"{say_number(counts.get('facts', 0))} fiches, {say_number(counts.get('chain', 0))} entrées du journal."


def wrong_of(wrong: Sequence[Finding]) -> str:
    """« À revoir : la recherche, 3 différences. »."""
    parts = ", ".join(f"{FINDINGS[each.name]} ({each.wrong})" for each in wrong)
    return f"À revoir\u00a0: {parts}."
