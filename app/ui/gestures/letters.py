# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on the letters of the service, shared by pages, menus and shortcuts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from app.services import letters

if TYPE_CHECKING:
    from app.services.letters import TemplateView
    from app.ui.desk import Desk

SHARED_NAME = "modeles-de-lettres.toml"


def write_letter(
    parent: QWidget,
    desk: Desk,
    person_id: UUID,
    *,
    procedure_id: UUID | None = None,
    organisation_id: UUID | None = None,
) -> bool:
    """Write a letter about a person: choose the template and the addressee, see it, print it; whether it was."""
    from app.ui.person.letter import LetterDialog

    return bool(LetterDialog(parent, desk, person_id, procedure_id, organisation_id).exec())


def write_template(parent: QWidget, desk: Desk, template: TemplateView | None = None) -> UUID | None:
    """Write a template, new or not; its id once kept."""
    from app.ui.settings.template import TemplateDialog

    dialog = TemplateDialog(parent, desk, template)
    dialog.exec()
    return dialog.saved


def withdraw_template(desk: Desk, template: TemplateView) -> bool:
    """Take a template out of the list; undo gives it back."""
    if desk.run(letters.withdraw, template.id) is None:
        return False
    desk.announced.emit(f"Modèle retiré\u00a0: {template.title}.", True)
    return True


def share_templates(parent: QWidget, desk: Desk) -> bool:
    """Write every template to a file to share; whether it was written."""
    text = desk.read(letters.shared)
    chosen, _ = QFileDialog.getSaveFileName(parent, "Partager les modèles", SHARED_NAME, "Modèles (*.toml)")
    if not chosen or text is None:
        return False
    try:
        Path(chosen).write_text(text, "utf-8")
    except OSError:
        desk.announced.emit("Ce fichier n’a pas pu être écrit. Choisissez un autre dossier.", False)
        return False
    desk.announced.emit(f"Modèles enregistrés\u00a0: {Path(chosen).name}.", False)
    return True


def take_in_templates(parent: QWidget, desk: Desk) -> bool:
    """Add the templates of a shared file; whether any was."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Reprendre des modèles", "", "Modèles (*.toml)")
    content = content_of(desk, Path(chosen)) if chosen else None
    changes = desk.run(letters.take_in, content) if content is not None else None
    if changes is None:
        return False
    said = "Modèles ajoutés." if changes.touched else "Ces modèles sont déjà là."
    desk.announced.emit(said, bool(changes.touched))
    return bool(changes.touched)


def content_of(desk: Desk, path: Path) -> bytes | None:
    """The bytes of a file, or None when it cannot be read, which is said."""
    try:
        return path.read_bytes()
    except OSError:
        desk.announced.emit("Ce fichier ne se lit pas. Choisissez-en un autre.", False)
        return None
