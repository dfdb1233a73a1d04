# SPDX-License-Identifier: AGPL-3.0-or-later
"""The letters that ask again for an answer: once printed or saved, the reminders are noted."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk
from app.ui.gestures import referrals as gestures
from app.ui.widgets.paper_dialog import PaperDialog


class ReminderDialog(PaperDialog):
    """The letters, to print or save."""

    def __init__(self, parent: QWidget, desk: Desk, pdf: bytes, referral_ids: Sequence[UUID]) -> None:
        count = len(referral_ids)
        super().__init__(parent, desk, pdf, "relances", "une lettre" if count == 1 else f"{count} lettres")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.referral_ids = referral_ids
        self.accepted.connect(self.note)

    def note(self) -> None:
        """Note the reminders that were printed."""
        gestures.remind(self.desk, self.referral_ids)
