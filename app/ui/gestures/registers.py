# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one does with the register of referrals: print it, export it, with names or with initials."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.services import office_papers, register_export

if TYPE_CHECKING:
    from app.services.referral_register import ReferralLine
    from app.ui.desk import Desk

KINDS = {"Classeur (*.xlsx)": ".xlsx", "Texte séparé par des points-virgules (*.csv)": ".csv"}


def print_register(parent: QWidget, desk: Desk, lines: Sequence[ReferralLine], *, leaves_service: bool) -> None:
    """Show the register as a paper, to print or save."""
    from app.ui.widgets.paper_dialog import PaperDialog

    pdf = desk.read(office_papers.register, lines, leaves_service=leaves_service)
    if pdf is not None:
        said = "avec les initiales" if leaves_service else "avec les noms"
        dialog = PaperDialog(parent, desk, pdf, "registre", said)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def export_register(parent: QWidget, desk: Desk, lines: Sequence[ReferralLine], *, leaves_service: bool) -> None:
    """Ask where, and write the register as a file for a spreadsheet."""
    name, kind = QFileDialog.getSaveFileName(parent, "Exporter le registre", "orientations.xlsx", ";;".join(KINDS))
    if not name:
        return
    path = Path(name)
    path = path if path.suffix.lower() in KINDS.values() else path.with_name(path.name + KINDS.get(kind, ".xlsx"))
    said = desk.read(register_export.write, lines, path, leaves_service=leaves_service)
    if said is not None:
        desk.announced.emit(f"Registre exporté\u00a0: {path.name}. {said}", False)
