# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of many referrals as one PDF, made in the background: shown once ready, given up on demand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.exchange.sheet import GivenUp
from app.services import batch_papers, reminders
from app.services.batch_papers import Batch, Kind
from app.services.office import Office
from app.ui.desk import Desk
from app.ui.lane import Stopped, Task
from app.ui.referrals import model
from app.ui.referrals.reminding import ReminderDialog
from app.ui.widgets.paper_dialog import PaperDialog

NAMES: dict[Kind, str] = {
    "referral": "orientations",
    "all": "papiers",
    "reply_slip": "coupons-reponse",
    "deposit_slip": "bordereaux-de-depot",
}
MOST_NAMED = 5


class Printing(QObject):
    """Makes the PDF of some referrals; `kind` is None for the letters that ask again. It belongs to its page."""

    def __init__(self, parent: QWidget, desk: Desk, referral_ids: Sequence[UUID], kind: Kind | None) -> None:
        super().__init__(parent)
        self.page, self.desk, self.referral_ids = parent, desk, referral_ids
        self.kind: Kind | None = kind

    def start(self) -> None:
        """Start, and show how far it is."""
        task = self.desk.start(self.work)
        task.finished.connect(self.show_paper)
        for ending in (task.finished, task.failed, task.stopped):
            ending.connect(self.end)
        self.desk.worked.emit("Impression en préparation", task)

    def work(self, office: Office, task: Task) -> Batch:
        """Make it, in the lane."""
        try:
            if self.kind is None:
                pdf = reminders.letters(office, self.referral_ids, progress=task.tell, stopped=task.is_stopped)
                return Batch(pdf, tuple(self.referral_ids), ())
            return batch_papers.batch(office, self.referral_ids, self.kind, progress=task.tell, stopped=task.is_stopped)
        except GivenUp:
            raise Stopped from None

    def show_paper(self, made: object) -> None:
        """Show it, to print or save, and say what has no such paper."""
        if not isinstance(made, Batch):
            return
        count = len(made.printed)
        if self.kind is None:
            ReminderDialog(self.page, self.desk, made.pdf, made.printed).open()
            return
        said = f"{count} {'orientation' if count == 1 else 'orientations'}"
        dialog = PaperDialog(self.page, self.desk, made.pdf, NAMES[self.kind], said)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        if made.without:
            self.desk.announced.emit(without_said(made.without), False)

    def end(self, _value: object = None) -> None:
        """Leave the page."""
        self.deleteLater()


def without_said(numbers: Sequence[str]) -> str:
    """« Sans ce papier : A0012, A0011. »."""
    named = ", ".join(model.short_number(number) or "un brouillon" for number in numbers[:MOST_NAMED])
    more = len(numbers) - MOST_NAMED
    return f"Sans ce papier\u00a0: {named}{f' et {more} autres' if more > 0 else ''}."
