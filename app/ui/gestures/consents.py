# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on an agreement to share, shared by page, menu and shortcut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from app.services import consents, person_papers

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.consents import ConsentView
    from app.ui.desk import Desk


def record(
    parent: QWidget, desk: Desk, person_id: UUID, before: ConsentView | None = None, organisation: UUID | None = None
) -> None:
    """Record what the person agrees to share with an organisation, or that she refuses; `before` is replaced."""
    from app.ui.person.agreement import AgreementDialog

    dialog = AgreementDialog(parent, desk, person_id, before, organisation)
    if dialog.exec():
        desk.announced.emit("Refus noté." if dialog.refused else "Accord noté.", True)


def print_recorded(parent: QWidget, desk: Desk, consent: ConsentView, person_id: UUID) -> None:
    """Show an agreement, or a refusal, as it was recorded, to print and sign."""
    from app.ui.gestures import people

    pdf = desk.read(person_papers.agreement, consent.id)
    if pdf is not None:
        people.show(parent, desk, person_id, pdf, "accord-de-partage")


def print_to_sign(
    parent: QWidget,
    desk: Desk,
    refused: Callable[[str, str], None],
    person_id: UUID,
    organisation: UUID,
    categories: Sequence[str],
    purpose: str,
) -> None:
    """Show an agreement before it is recorded, its day left to write by hand; nothing is kept."""
    from app.services.refusals import Refused
    from app.services.wording import sentence
    from app.ui.gestures import people

    try:
        pdf = person_papers.agreement_to_sign(desk.office, person_id, organisation, categories, purpose=purpose)
    except Refused as refusal:
        refused(refusal.field, sentence(refusal))
        return
    people.show(parent, desk, person_id, pdf, "accord-a-signer")


def withdraw(desk: Desk, consent: ConsentView) -> None:
    """Note that the person takes her agreement back."""
    if desk.run(consents.withdraw, consent.id) is not None:
        desk.announced.emit(f"Retrait noté\u00a0: plus rien ne part vers {consent.organisation}.", True)
