# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Ouverte à la suite de », and what a procedure led to: links from one to the other."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.french.dates import say_short
from app.french.typography import typeset
from app.services.procedure_view import ProcedureView
from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.widgets.buttons import LongLink
from app.ui.widgets.spacing import column, emptied


class Links(QWidget):
    """The procedures at both ends; nothing when there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.stack = column(self, gap=2, margins=(0, 0, 0, 6))

    def show_links(self, view: ProcedureView) -> None:
        """Show those of a procedure."""
        emptied(self.stack)
        day = self.desk.office.today()
        ends = [("Ouverte à la suite de", view.follows)] if view.follows else []
        ends += [("A conduit à", link) for link in view.followed_by]
        for words, link in ends:
            made = LongLink(typeset(f"{words} : {link.title}, ouverte le {say_short(link.opened_on, day)}"), "label")
            made.setProperty("procedure", str(link.procedure_id))
            made.clicked.connect(self.follow)
            self.stack.addWidget(made)
        self.setVisible(bool(ends))

    def follow(self) -> None:
        """Go to the other procedure."""
        self.desk.go(Route("procedure", UUID(str(self.sender().property("procedure")))))
