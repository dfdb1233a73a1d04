# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the head of a few schemes adds: how a programme is entered and left, the information sheet to hand over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Programme:
    """An experiment that a pathway is tagged with: the events of its entry and exit, and the detail that says why."""

    entry: str
    exit: str
    reason: str = ""


@dataclass(frozen=True)
class Information:
    """An information sheet to hand over: the event that keeps the day, who can help and where to write, by kind."""

    handed: str
    helpers: tuple[str, ...]
    addressed_to: tuple[str, ...]
