# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one does with a paper: see it, print it through the system's dialog, save it as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from app.services.due import DueList
    from app.ui.desk import Desk

DOTS_PER_INCH = 300
POINTS_PER_INCH = 72


def save_pdf(parent: QWidget, desk: Desk, pdf: bytes, name: str) -> bool:
    """Ask where to save a paper, and write it there; whether it was written."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "Enregistrer le papier", f"{name}.pdf", "PDF (*.pdf)")
    if not chosen:
        return False
    try:
        Path(chosen).write_bytes(pdf)
    except OSError:
        desk.announced.emit("Ce fichier n’a pas pu être écrit. Choisissez un autre dossier.", False)
        return False
    desk.announced.emit(f"Papier enregistré\u00a0: {Path(chosen).name}.", False)
    return True


def print_pdf(parent: QWidget, pdf: bytes) -> bool:
    """Print through the system's dialog, at 300 dots per inch on the full page; whether it was sent."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setResolution(DOTS_PER_INCH)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_pages(printer, pdf)
    return True


def paint_pages(printer: QPrinter, pdf: bytes) -> None:
    """Draw every page of a PDF on a printer, from memory."""
    import pypdfium2
    from PySide6.QtGui import QImage

    document = pypdfium2.PdfDocument(pdf)
    painter = QPainter(printer)
    for rank, page in enumerate(document):
        if rank:
            printer.newPage()
        bitmap = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH)  # pyright: ignore[reportArgumentType] - a float, says its manual
        picture = bitmap.to_pil().convert("RGB")
        raw = picture.tobytes()
        image = QImage(raw, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
        painter.drawImage(QRectF(printer.pageLayout().fullRectPixels(DOTS_PER_INCH)), image)
    painter.end()
    document.close()


def print_due_list(parent: QWidget, desk: Desk, found: DueList) -> None:
    """Show the list of what falls due as a paper, to print or save."""
    from app.services import office_papers
    from app.ui.widgets.paper_dialog import PaperDialog

    pdf = desk.read(office_papers.due_list, found)
    if pdf is not None:
        PaperDialog(parent, desk, pdf, "echeances").exec()


def prepare_referral(parent: QWidget, desk: Desk, procedure_id: UUID) -> None:
    """Prepare a sending: choose the addressee, then the referral's page opens on the draft."""
    from app.ui.gestures import referrals

    referrals.prepare(parent, desk, procedure_id)
