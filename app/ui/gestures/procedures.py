# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on a procedure, shared by page, menu and shortcut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.services import filling, form_drafts, person_papers, procedures
from app.services.refusals import Refused
from app.services.wording import sentence
from app.storage.troubles import Unavailable
from app.ui.routes import Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.schemes.forms import Section
    from app.services.procedure_view import ProcedureView
    from app.ui.desk import Desk
    from app.ui.forms import FormView

Refuser = Callable[[str, str], None]


def open_new(parent: QWidget, desk: Desk, person_id: UUID) -> None:
    """Choose a scheme and open a procedure in it; its page is shown."""
    from app.ui.procedures.opening import OpeningDialog

    dialog = OpeningDialog(parent, desk, person_id)
    if dialog.exec() and dialog.created is not None:
        desk.go(Route("procedure", dialog.created))


def note_event(
    parent: QWidget, desk: Desk, view: ProcedureView, event: str = "", known: dict[str, Any] | None = None
) -> None:
    """Note an event, the one named if the procedure may have it now; `known` are details already written in."""
    from app.ui.procedures.noting import NotingDialog

    dialog = NotingDialog(parent, desk, view, event, known)
    if dialog.exec():
        desk.announced.emit(f"Noté\u00a0: {dialog.noted}.", True)


def fill(desk: Desk, view_id: UUID, path: str, value: Any, refused: Refuser) -> UUID | None:
    """Keep the value of a field of the form; nothing waits there any more. The gesture, None when nothing was kept."""
    changes = desk.attempt(refused, filling.fill, view_id, path, value)
    if changes is None:
        return None
    desk.read(form_drafts.drop, view_id, path)
    return changes.gesture


def choose_origin(desk: Desk, view_id: UUID, path: str, choice: str, corrected: UUID | None, refused: Refuser) -> None:
    """Keep a value for this form only (giving back the gesture that `corrected` the dossier), or the other way."""
    if choice == "form_only":
        desk.attempt(refused, filling.keep_for_form, view_id, path, corrected)
    elif choice == "correct":
        desk.attempt(refused, filling.correct_dossier, view_id, path)
    else:
        desk.attempt(refused, filling.follow_dossier, view_id, path)


def type_row(parent: QWidget, desk: Desk, view: ProcedureView, section: Section, rank: int) -> None:
    """Type a row of a repeated section, or one more (-1)."""
    from app.ui.procedures.row import RowDialog

    if RowDialog(parent, desk, view.id, section, view.values.get(section.repeated or "", ()), rank).exec():
        desk.announced.emit("Ligne enregistrée.", True)


def withdraw_row(desk: Desk, view: ProcedureView, section: Section, rank: int) -> None:
    """Take a row of a repeated section away."""
    from app.ui.procedures.row import group_of

    rows = [dict(row) for row in view.values.get(section.repeated or "", ())]
    del rows[rank]
    if desk.run(procedures.set_answer, view.id, group_of(section), rows) is not None:
        desk.announced.emit("Ligne retirée.", True)


def hold(desk: Desk, view_id: UUID, path: str, text: str, reason: str, form: FormView) -> None:
    """Keep what is typed in a field and is no fact yet; a text that must not be written anywhere is said at once."""
    try:
        form_drafts.keep(desk.office, view_id, path, text, reason)
    except Refused as refused:
        form.fields[path].refuse(sentence(refused))
    except Unavailable as trouble:
        desk.troubled.emit(sentence(trouble))


def waiting(desk: Desk, view_id: UUID) -> dict[str, tuple[str, str]]:
    """What waits in the form of a procedure, by path: the text and the reason why."""
    found = desk.read(form_drafts.of, view_id) or {}
    return {path: (line.text, line.reason) for path, line in found.items()}


def print_proof(parent: QWidget, desk: Desk, person_id: UUID, procedure_id: UUID) -> None:
    """Show the history of a procedure as proof of its dates, to print or save."""
    from app.ui.gestures import people

    pdf = desk.read(person_papers.history_proof, procedure_id)
    if pdf is not None:
        people.show(parent, desk, person_id, pdf, "preuve-de-dates")


def print_information(parent: QWidget, desk: Desk, person_id: UUID, procedure_id: UUID) -> None:
    """Show the information sheet of a procedure, to print or save; then note the day it is handed over."""
    from app.services import information_paper, procedure_papers, procedure_view
    from app.ui.gestures import people

    pdf = desk.read(procedure_papers.information, procedure_id)
    if pdf is None:
        return
    people.show(parent, desk, person_id, pdf, "fiche-d-information")
    view = desk.read(procedure_view.view, procedure_id)
    handed = view.edition.information.handed if view is not None and view.edition.information else ""
    if view is not None and handed and handed not in {event.name for event in view.events}:
        names = desk.read(information_paper.helpers, procedure_id) or ""
        note_event(parent, desk, view, handed, {"helpers": names})


def tick_document(desk: Desk, procedure_id: UUID, document: str, received: bool) -> None:
    """Note that a supporting document came, or is still to be asked."""
    status = "received" if received else "to_ask"
    day = desk.office.today() if received else None
    if desk.run(procedures.set_document, procedure_id, document, status=status, received_on=day) is not None:
        desk.announced.emit("Pièce reçue." if received else "Pièce à demander.", True)


def withdraw_event(desk: Desk, event_id: UUID, label: str) -> None:
    """Take away an event noted by mistake."""
    if desk.run(procedures.withdraw_event, event_id) is not None:
        desk.announced.emit(f"Retiré\u00a0: {label}.", True)


def correct_event(parent: QWidget, desk: Desk, view: ProcedureView, event: UUID) -> None:
    """Correct an event already noted, or take it away."""
    from app.ui.procedures.noting import CorrectionDialog, event_of

    found = event_of(view, event)
    if found is None:
        return
    dialog = CorrectionDialog(parent, desk, view, found)
    if dialog.exec():
        done = "Retiré" if dialog.withdrawn else "Corrigé"
        desk.announced.emit(f"{done}\u00a0: {found.label}.", True)
