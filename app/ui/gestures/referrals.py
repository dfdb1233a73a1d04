# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on a referral, shared by pages, menus and shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt

from app.services import (
    papers,
    referral_answers,
    referral_drafts,
    referral_register,
    referral_view,
    referrals,
    reminders,
)
from app.ui.routes import Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.batch_papers import Kind
    from app.services.referral_register import ReferralLine
    from app.ui.desk import Desk


def prepare(parent: QWidget, desk: Desk, procedure_id: UUID) -> None:
    """Prepare a sending: the page of its draft opens. The only addressee there is needs no choosing."""
    begun = desk.read(referral_drafts.draft_of, procedure_id)
    if begun is not None:
        desk.go(Route("referral", begun))
        return
    known = desk.read(referral_view.addressees, procedure_id)
    if known is not None and len(known) == 1:
        prepare_for(desk, procedure_id, known[0].id)
    elif known is not None:
        from app.ui.referrals.addressee import AddresseeDialog

        AddresseeDialog(parent, desk, procedure_id, known).open()


def prepare_for(desk: Desk, procedure_id: UUID, organisation_id: UUID) -> None:
    """Prepare a sending to an organisation: the page of its draft opens."""
    changes = desk.run(referrals.prepare, procedure_id, organisation_id)
    if changes is not None and changes.created is not None:
        desk.go(Route("referral", changes.created))


def send(
    parent: QWidget, desk: Desk, refused: Callable[[str, str], None], referral_id: UUID, sent_on: date | None
) -> bool:
    """Send: freeze the papers and give the number, then offer to print them; whether it left."""
    changes = desk.attempt(refused, referrals.send, referral_id, sent_on=sent_on)
    if changes is None:
        return False
    line = _line(desk, referral_id)
    number = line.number if line else ""
    desk.announced.emit(f"Envoi noté sous le numéro {number}. Les papiers sont figés.", True)
    print_papers(parent, desk, referral_id)
    return True


def print_papers(parent: QWidget, desk: Desk, referral_id: UUID) -> None:
    """Show all the papers of a referral together, to print or save."""
    from app.ui.widgets.paper_dialog import PaperDialog

    line, pdf = _line(desk, referral_id), desk.read(papers.together, referral_id)
    if line is not None and pdf is not None:
        number = line.number or "brouillon"
        dialog = PaperDialog(parent, desk, pdf, f"orientation-{number}", number)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def answer(parent: QWidget, desk: Desk, referral_id: UUID) -> QWidget | None:
    """Note what came back: the dialog of the four answers opens, and is given back."""
    from app.ui.referrals.answering import AnswerDialog

    line = _line(desk, referral_id)
    if line is None:
        return None
    if line.sent_on is None or line.cancelled_on is not None:
        desk.announced.emit("Cette orientation n’est pas partie, ou son envoi a été annulé.", False)
        return None
    dialog = AnswerDialog(parent, desk, line)
    dialog.open()
    dialog.answers.setFocus()
    return dialog


def note_reminder(parent: QWidget, desk: Desk, referral_ids: Sequence[UUID]) -> QWidget | None:
    """Note a reminder already made: its day and its means are asked; the dialog is given back."""
    if not referral_ids:
        return None
    from app.ui.referrals.reminding import NoteDialog

    dialog = NoteDialog(parent, desk, referral_ids)
    dialog.open()
    return dialog


def withdraw_reminder(desk: Desk, referral_id: UUID) -> None:
    """Take away the latest reminder."""
    if desk.run(reminders.withdraw, referral_id) is not None:
        desk.announced.emit("Relance retirée.", True)


def withdraw_answer(desk: Desk, answer_id: UUID) -> None:
    """Take away the latest answer, with the event it gave the procedure."""
    if desk.run(referral_answers.withdraw, answer_id) is not None:
        desk.announced.emit("Réponse retirée\u00a0; l’étape qu’elle avait notée l’est aussi.", True)


def remind(desk: Desk, referral_ids: Sequence[UUID]) -> None:
    """Note, today, the reminders whose letters were printed."""
    if referral_ids and desk.run(reminders.note, referral_ids) is not None:
        count = len(referral_ids)
        desk.announced.emit("Relance notée." if count == 1 else f"{count} relances notées.", True)


def print_reminder_again(parent: QWidget, desk: Desk, referral_id: UUID) -> None:
    """Show the letter of the latest reminder, as it was."""
    from app.ui.widgets.paper_dialog import PaperDialog

    pdf = desk.read(reminders.letters, [referral_id], again=True)
    if pdf is not None:
        dialog = PaperDialog(parent, desk, pdf, "relance")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def print_reminders(parent: QWidget, desk: Desk, referral_ids: Sequence[UUID]) -> None:
    """Show the letters that ask again; once printed or saved, the reminders are noted."""
    from app.ui.referrals.printing import Printing

    if referral_ids:
        Printing(parent, desk, referral_ids, None).start()


def print_batch(parent: QWidget, desk: Desk, referral_ids: Sequence[UUID], kind: Kind) -> None:
    """Show the papers of several referrals together, to print or save."""
    from app.ui.referrals.printing import Printing

    if referral_ids:
        Printing(parent, desk, referral_ids, kind).start()


def cancel(desk: Desk, referral_id: UUID) -> None:
    """Cancel a sending: its number stays in the register, « annulée »."""
    line = _line(desk, referral_id)
    if line is not None and desk.run(referrals.cancel, referral_id) is not None:
        desk.announced.emit(f"Envoi annulé. Le numéro {line.number} reste au registre.", True)


def withdraw_draft(desk: Desk, line: ReferralLine) -> bool:
    """Give up a draft; whether it was."""
    if desk.run(referral_drafts.withdraw, line.id) is not None:
        desk.announced.emit("Brouillon d’orientation retiré.", True)
        return True
    return False


def _line(desk: Desk, referral_id: UUID) -> ReferralLine | None:
    found = desk.read(referral_register.all_lines, referral_id=referral_id)
    return found[0] if found else None
