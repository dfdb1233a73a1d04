# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one does with days to come: put them in a calendar file, which says nothing of anybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from app.services import calendar_export

if TYPE_CHECKING:
    from app.ui.desk import Desk

NOTHING = "Aucune échéance ni aucun rendez-vous à venir\u00a0: il n’y a rien à mettre dans un agenda."


def export(parent: QWidget, desk: Desk, *, person_id: UUID | None = None, procedure_id: UUID | None = None) -> None:
    """Ask where, and write what is to come: of a procedure, of a person, or of the dossiers the worker follows."""
    found = desk.read(calendar_export.calendar, person_id=person_id, procedure_id=procedure_id)
    if found is None:
        return
    if not found.count:
        desk.announced.emit(NOTHING, False)
        return
    name, _ = QFileDialog.getSaveFileName(parent, "Vers un agenda", calendar_export.FILE_NAME, "Agenda (*.ics)")
    if not name:
        return
    path = Path(name) if name.lower().endswith(".ics") else Path(f"{name}.ics")
    made = desk.read(calendar_export.write, path, person_id=person_id, procedure_id=procedure_id)
    if made is not None:
        desk.announced.emit(said(made, path.name), False)


def said(made: calendar_export.Calendar, name: str) -> str:
    """« 3 échéances et 1 rendez-vous dans maillon-agenda.ics, sans aucun nom. »."""
    deadlines = f"{made.deadlines} {'échéance' if made.deadlines < 2 else 'échéances'}"
    meetings = f" et {made.appointments} rendez-vous" if made.appointments else ""
    return f"{deadlines}{meetings} dans {name}, sans aucun nom."
