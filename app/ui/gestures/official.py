# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one does with official forms: bring a blank, let a referral leave on it, describe one that nobody knew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from app.french.dates import say_long
from app.french.typography import typeset
from app.services import official_blanks
from app.services.official_blanks import KeptBlank
from app.ui.routes import Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.desk import Desk

KINDS = "Formulaires PDF (*.pdf)"
LARGEST = 25 * 1024 * 1024
UNREAD = "Ce fichier n’a pas pu être lu. Vérifiez qu’il est toujours à sa place, puis recommencez."
TOO_HEAVY = "Ce fichier dépasse 25\u00a0Mo. Téléchargez de nouveau le formulaire, sans ses notices ni ses images."


def file_in(dragged: QMimeData) -> Path | None:
    """The one file that is being dropped, None when it is anything else."""
    found = [url.toLocalFile() for url in dragged.urls() if url.isLocalFile()] if dragged.hasUrls() else []
    return Path(found[0]) if len(found) == 1 else None


def choose(parent: QWidget, desk: Desk, refused: Callable[[str, str], None], referral_id: UUID) -> None:
    """Ask for the blank form, and let the referral leave on it."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Choisir le formulaire officiel vierge", "", KINDS)
    if chosen:
        drop(desk, refused, referral_id, Path(chosen))


def drop(desk: Desk, refused: Callable[[str, str], None], referral_id: UUID, path: Path) -> None:
    """Let the referral leave on the blank of that file; one that nobody described opens its description."""
    content = read(path)
    if isinstance(content, str):
        refused("official", content)
        return
    changes = desk.attempt(refused, official_blanks.drop, referral_id, content, path.name)
    if changes is None or changes.created is None:
        return
    kept = desk.read(official_blanks.view, changes.created)
    if kept is not None and not kept.mapped:
        describe(desk, kept.id, referral_id)
    elif kept is not None:
        desk.announced.emit(f"{kept.name} rempli. Relisez l’aperçu.", True)


def fill_for(button: QWidget, desk: Desk, procedure_id: UUID) -> None:
    """Fill an official form of a procedure: one of the blanks kept, or a file; a file is asked for when none is."""
    kept = desk.read(official_blanks.kept_for, procedure_id) or ()
    if not kept:
        choose_for(button, desk, procedure_id)
        return
    menu = QMenu(button)
    for each in kept:
        words = typeset(f"{each.name}, gardé le {say_long(each.kept_on)}")
        menu.addAction(words, partial(show_filled, button, desk, procedure_id, each))
    menu.addAction("Choisir un fichier…", partial(choose_for, button, desk, procedure_id))
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def choose_for(parent: QWidget, desk: Desk, procedure_id: UUID) -> None:
    """Ask for the blank form of a procedure, keep it and fill it."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Choisir le formulaire officiel vierge", "", KINDS)
    if not chosen:
        return
    content = read(Path(chosen))
    if isinstance(content, str):
        desk.announced.emit(content, False)
        return
    changes = desk.run(official_blanks.keep, procedure_id, content, Path(chosen).name)
    kept = desk.read(official_blanks.view, changes.created) if changes and changes.created else None
    if kept is not None:
        show_filled(parent, desk, procedure_id, kept)


def show_filled(parent: QWidget, desk: Desk, procedure_id: UUID, kept: KeptBlank) -> None:
    """Show a form filled for a procedure, to print or save; one that nobody described is described first."""
    from app.services import official_papers
    from app.ui.widgets.paper_dialog import PaperDialog

    if not kept.mapped:
        describe(desk, kept.id)
        return
    content = desk.read(official_blanks.content, kept.id)
    pdf = desk.read(official_papers.fill, procedure_id, content) if content is not None else None
    if pdf is not None:
        dialog = PaperDialog(parent, desk, pdf, kept.name.replace("*", "-").replace(" ", "-").lower(), kept.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def read(path: Path) -> bytes | str:
    """The content of a file, or why it was not read."""
    try:
        return TOO_HEAVY if path.stat().st_size > LARGEST else path.read_bytes()
    except OSError:
        return UNREAD


def use(desk: Desk, refused: Callable[[str, str], None], referral_id: UUID, blank_id: UUID) -> None:
    """Let the referral leave on a blank that is kept; its description opens when nothing is written on it yet."""
    if desk.attempt(refused, official_blanks.use, referral_id, blank_id) is None:
        return
    kept = desk.read(official_blanks.view, blank_id)
    if kept is not None and not kept.mapped:
        describe(desk, blank_id, referral_id)


def set_aside(desk: Desk, referral_id: UUID) -> None:
    """Let the referral leave on our own form instead."""
    if desk.run(official_blanks.set_aside, referral_id) is not None:
        desk.announced.emit("Formulaire officiel mis de côté. Il reste gardé pour une autre fois.", True)


def describe(desk: Desk, blank_id: UUID, referral_id: UUID | None = None) -> None:
    """Open the page where each field of a form is given what it receives."""
    desk.go(Route("official", blank_id, place=str(referral_id or "")))


def read_text(path: Path) -> str | None:
    """The text of a file, None when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def save_text(desk: Desk, path: Path, text: str) -> bool:
    """Write a text where the worker chose; whether it was written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        desk.announced.emit("Ce fichier n’a pas pu être écrit. Choisissez un autre dossier.", False)
        return False
    desk.announced.emit(f"Réglage enregistré\u00a0: {path.name}.", False)
    return True
