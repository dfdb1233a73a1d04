# SPDX-License-Identifier: AGPL-3.0-or-later
"""A procedure's page in words: stepper, deadlines, criteria."""

from __future__ import annotations

from datetime import date

from app.french.dates import say_short
from app.french.typography import typeset
from app.schemes.criteria import VERDICT_NAMES, Assessment
from app.schemes.procedures import StepNow
from app.services.procedure_view import ProcedureView
from app.ui.widgets.side_list import SideItem
from app.ui.widgets.stepper import Step

VERDICT_LOOKS = {
    "likely": ("circle-check", "ok"),
    "unlikely": ("circle-minus", "ink2"),
    "unknown": ("help-circle", "soon"),
}


def line(view: ProcedureView, day: date) -> str:
    """« Commission de médiation · règles au 1er oct. 2023 · ouverte le 24 août »."""
    rules = f"règles au {say_short(view.edition.valid_from, day)}"
    place = f"département {view.department}" if view.department else ""
    return " · ".join(
        part
        for part in (view.decided_by.rstrip("."), place, rules, f"ouverte le {say_short(view.opened_on, day)}")
        if part
    )


def steps(view: ProcedureView, day: date) -> list[Step]:
    """The discs along the top, each with its date or what it is at."""
    return [Step(step.id, step.label, _detail(step, view, day), step.state) for step in view.steps]


def _detail(step: StepNow, view: ProcedureView, day: date) -> str:
    if step.on is None:
        awaited = next((d for d in view.deadlines if d.awaits == "them" and d.closed_on is None and d.due >= day), None)
        following = next((s for s in view.steps if s.state == "to_come"), None)
        return f"avant le {say_short(awaited.due, day)}" if awaited and following is step else ""
    if step.state == "paused":
        return f"en pause depuis le {say_short(view.stage.since, day)}"
    return say_short(step.on, day)


def criterion_item(found: Assessment) -> SideItem:
    """A criterion: likely, unlikely, or the question to ask next."""
    icon, token = VERDICT_LOOKS[found.verdict]
    said = VERDICT_NAMES[found.verdict]
    reason = found.asks if found.verdict == "unknown" else found.because
    second = (
        typeset(f"{said} : {reason}")
        if reason and found.verdict == "unknown"
        else " · ".join(filter(None, (said, reason)))
    )
    return SideItem(found.id, found.label, second, icon=icon, icon_token=token, second_token=token)
