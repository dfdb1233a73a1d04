# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on a person, shared by page, menu and shortcut."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from app.services import accesses, people, person_papers
from app.ui.routes import Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.dossier import Header
    from app.ui.desk import Desk


def open_dossier(desk: Desk, person_id: UUID, tab: str = "") -> None:
    """Go to a person's dossier; her page asks why when someone else follows her."""
    desk.go(Route("person", person_id, tab))


def add_member(parent: QWidget, desk: Desk, person_id: UUID, *, newborn: bool = False) -> None:
    """Add someone to the person's household: a child just born, or anyone, with a dossier or not."""
    from app.ui.person.member_adding import MemberDialog

    dialog = MemberDialog(parent, desk, person_id, newborn=newborn)
    if dialog.exec():
        desk.announced.emit(f"{dialog.added}, dans le ménage.", True)


def withdraw(desk: Desk, header: Header) -> None:
    """Take a dossier out of lists and searches; undo gives it back."""
    if desk.run(people.withdraw, header.id) is not None:
        desk.go(Route("people"))
        desk.announced.emit(f"Dossier retiré\u00a0: {header.name}.", True)


def print_paper(parent: QWidget, desk: Desk, header: Header, kind: str) -> None:
    """Show a paper about a person, to print or save: her own copy, complete or discreet, a coordination sheet, or a
    letter of the service.
    """
    if kind == "coordination":
        choose_recipient(parent, desk, header.id)
    elif kind == "letter":
        from app.ui.gestures import letters

        letters.write_letter(parent, desk, header.id)
    else:
        pdf = desk.read(person_papers.person_copy, header.id, kind == "discreet")
        if pdf is not None:
            show(parent, desk, header.id, pdf, "exemplaire")


def choose_recipient(parent: QWidget, desk: Desk, person_id: UUID) -> None:
    """Ask for whom the coordination sheet is, when several may read it; then show it."""
    from app.ui.person.recipient import RecipientDialog

    dialog = RecipientDialog(parent, desk, person_id)
    if dialog.exec():
        print_coordination(parent, desk, person_id, dialog.recipient)


def print_coordination(parent: QWidget, desk: Desk, person_id: UUID, recipient: UUID | None) -> None:
    """Show the coordination sheet of one reader."""
    pdf = desk.read(person_papers.coordination_sheet, person_id, recipient)
    if pdf is not None:
        show(parent, desk, person_id, pdf, "fiche-de-coordination")


def show(parent: QWidget, desk: Desk, person_id: UUID, pdf: bytes, name: str) -> None:
    """Show a paper; once printed or saved, the access is noted."""
    from app.ui.widgets.paper_dialog import PaperDialog

    dialog = PaperDialog(parent, desk, pdf, name)
    dialog.exec()
    if dialog.done_with:
        desk.read(accesses.note, person_id, "printed", name)
