# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on an agreement to share, shared by page, menu and shortcut."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from app.services import consents

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


def withdraw(desk: Desk, consent: ConsentView) -> None:
    """Note that the person takes her agreement back."""
    if desk.run(consents.withdraw, consent.id) is not None:
        desk.announced.emit(f"Retrait noté\u00a0: plus rien ne part vers {consent.organisation}.", True)
