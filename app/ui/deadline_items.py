# SPDX-License-Identifier: AGPL-3.0-or-later
"""A procedure's deadlines as items of a narrow list: on its page, and after an answer has moved them."""

from __future__ import annotations

from datetime import date

from app.french.dates import say_distance, say_short
from app.french.typography import typeset
from app.services.procedure_view import DeadlineView
from app.ui.widgets.side_list import SideItem

DEADLINE_LOOKS = {
    "overdue": ("flag-exclamation", "late"),
    "advised": ("clock-exclamation", "soon"),
    "soon": ("clock-exclamation", "soon"),
    "upcoming": ("flag", "accent"),
    "kept": ("circle-check", "ok"),
    "lost": ("flag-off", "lost"),
    "elapsed": ("hourglass", "lost"),
}


def deadline_item(deadline: DeadlineView, day: date) -> SideItem:
    """A deadline: its date, then why and what if nothing is done."""
    icon, token = DEADLINE_LOOKS[deadline.state]
    closed = deadline.closed_on
    when = f"{say_short(closed, day)}" if closed else say_short(deadline.due, day)
    why = "à vérifier" if not deadline.verified else deadline.why
    below = [why]
    if closed is None:
        below.insert(0, say_distance(deadline.due, day) + (", délai en pause" if deadline.suspended else ""))
        below.append(deadline.consequence)
    else:
        below = [typeset(f"attendu le {say_short(deadline.due, day)} · {why}")]
    return SideItem(
        id=str(deadline.id),
        title=deadline.label,
        second="\n".join(part for part in below if part),
        aside=when,
        icon=icon,
        icon_token=token,
        aside_token=token,
        strong=closed is None,
    )
