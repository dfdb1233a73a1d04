# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on the organisations of the address book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.services import address_book, partner_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.address_book import OrganisationLine
    from app.services.office import Office
    from app.services.partner_figures import PartnerFigures
    from app.ui.desk import Desk


def withdraw(desk: Desk, line: OrganisationLine) -> None:
    """Take an organisation out of the address book."""
    if desk.run(address_book.withdraw, line.id) is not None:
        desk.announced.emit(f"Retiré du carnet d’adresses\u00a0: {line.name}.", True)


def export_figures(parent: QWidget, desk: Desk) -> None:
    """Ask where, and write what every organisation answered as a file for a spreadsheet; nobody is named in it."""
    from app.ui.gestures.registers import KINDS

    found = desk.read(partner_figures.all_partners)
    if found is None:
        return
    if not found:
        desk.announced.emit("Rien n’a encore été envoyé\u00a0: il n’y a pas de réponse à compter.", False)
        return
    name, kind = QFileDialog.getSaveFileName(parent, "Exporter les réponses", "partenaires.xlsx", ";;".join(KINDS))
    if not name:
        return
    path = Path(name)
    path = path if path.suffix.lower() in KINDS.values() else path.with_name(path.name + KINDS.get(kind, ".xlsx"))
    said = desk.read(write_figures, found, path)
    if said is not None:
        desk.announced.emit(f"Réponses exportées\u00a0: {path.name}. {said}", False)


def write_figures(_office: Office, found: Sequence[PartnerFigures], path: Path) -> str:
    """Write the table."""
    return partner_figures.write(found, path)
