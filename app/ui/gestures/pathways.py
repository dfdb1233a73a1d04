# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on a pathway, shared by page, menu and shortcut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from app.services import pathways

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.changes import Changes
    from app.services.dossier import Header
    from app.ui.desk import Desk


def open_or_change(parent: QWidget, desk: Desk, header: Header) -> None:
    """Open the person's pathway with the référent she agreed to; or give it another one."""
    from app.ui.person.lead import LeadDialog

    dialog = LeadDialog(parent, desk, header)
    if dialog.exec():
        desk.announced.emit("Référent changé." if header.pathway_id else "Parcours ouvert.", True)


def close(parent: QWidget, desk: Desk, header: Header) -> None:
    """Close the person's pathway on a day; her procedures stay as they are."""
    from app.ui.widgets.day_dialog import DayDialog

    act = partial(close_on, desk, header)
    hint = "Ses démarches restent comme elles sont."
    DayDialog(parent, "Clore le parcours", "Clos le", "Clore", desk.office.today, act, hint).exec()


def close_on(desk: Desk, header: Header, day: date, refuse: Callable[[str, str], None]) -> Changes | None:
    """Close it on that day."""
    assert header.pathway_id is not None
    changes = desk.attempt(refuse, pathways.close_pathway, header.pathway_id, day)
    if changes is not None:
        desk.announced.emit("Parcours clos.", True)
    return changes
