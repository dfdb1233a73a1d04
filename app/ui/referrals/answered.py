# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an answer has moved: where the procedure stands, the deadlines it opened, those it closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.procedure_view import ProcedureView
from app.ui.deadline_items import deadline_item
from app.ui.desk import Desk
from app.ui.referrals import model
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.side_list import SideList
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface


class Answered(QWidget):
    """Signals: `closed()`, `left()` to open the procedure."""

    closed = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.stage = Label("", "body", "ink", wrap=True)
        self.heading = SectionHeading("Échéances qui changent")
        self.deadlines = SideList("Échéances qui changent", fitted=True, flat=True, rules=True)
        self.nothing = Label("Aucune échéance ne change.", "body", "ink2", wrap=True)
        self.close_button = Button("Fermer", "principal", "check")
        self.open_button = Button("Ouvrir la démarche", icon="arrow-right")
        self.close_button.clicked.connect(self.closed)
        self.open_button.clicked.connect(self.left)
        self.arrange()

    def arrange(self) -> None:
        """Put the sentence over the deadlines."""
        content = QWidget()
        stack = column(content, gap=12, margins=(24, 24, 24, 8))
        stack.addWidget(Label("C’est noté", "heading", weight=600))
        for part in (self.stage, self.heading, self.deadlines, self.nothing):
            stack.addWidget(part)
        stack.addStretch(1)
        whole = column(self)
        whole.addWidget(ScrolledSurface(content), 1)
        foot = row(gap=8, margins=(24, 8, 24, 24))
        foot.addWidget(self.close_button)
        foot.addWidget(self.open_button)
        foot.addStretch(1)
        whole.addLayout(foot)
        whole.setAlignment(foot, Qt.AlignmentFlag.AlignBottom)

    def show_view(self, before: ProcedureView | None, after: ProcedureView) -> None:
        """Show what changed between two readings of a procedure."""
        day = self.desk.office.today()
        changed = model.changed_deadlines(before, after)
        self.stage.say(model.stage_said(after))
        self.deadlines.show_rows([deadline_item(each, day) for each in changed])
        self.heading.say("Échéances qui changent", str(len(changed)) if changed else "")
        self.deadlines.setVisible(bool(changed))
        self.nothing.setVisible(not changed)
