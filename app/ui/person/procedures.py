# SPDX-License-Identifier: AGPL-3.0-or-later
"""Démarches: each with its stage and what falls due next, open ones first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.french.dates import say_distance, say_short
from app.french.typography import typeset
from app.services import continuations, procedure_view
from app.services.procedure_view import ProcedureLine
from app.ui import person_words
from app.ui.deadline_items import DEADLINE_LOOKS
from app.ui.desk import Desk
from app.ui.gestures import procedures as gestures
from app.ui.person.tab import Tab
from app.ui.proposals import Proposals
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.rows import Group
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import Surface
from app.ui.widgets.table import Cell, Column, TableView


@dataclass(frozen=True)
class Line:
    """A procedure ready to be read."""

    id: str
    title: Cell
    stage: Cell
    since: Cell
    due: Cell


class ProceduresTab(Tab):
    """The list of procedures and « Ouvrir une démarche »."""

    nouns: ClassVar[frozenset[str]] = frozenset(
        {"procedure", "procedure_event", "procedure_answer", "encounter", "continuation", "person"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.summary = Label("", "label", "ink2", wrap=True)
        self.open_button = Button("Ouvrir une démarche", icon="plus", small=True)
        self.open_button.clicked.connect(self.make_new)
        columns = (
            Column("Démarche", lambda line: line.title, 220, 2),
            Column("Étape", lambda line: line.stage, 220, 1),
            Column("Depuis", lambda line: line.since, 110, rank=2),
            Column("Prochaine échéance", lambda line: line.due, 250, 3, rank=1),
        )
        self.table = TableView("Démarches", columns, two_lines=True)
        self.table.opened.connect(self.open_procedure)
        start = Button("Ouvrir une démarche", "principal", "plus")
        start.clicked.connect(self.make_new)
        self.empty = EmptyState(
            "clipboard-text",
            "Aucune démarche pour l’instant.",
            "Une démarche suit un dispositif, du premier rendez-vous à la décision\u00a0: ses étapes, ses échéances, "
            "ses pièces et ses papiers.",
            start,
        )
        self.arrange()

    def arrange(self) -> None:
        """Put the strip above the table."""
        stack = column(self)
        self.proposals = Proposals(self.desk, apart=True)
        self.strip_of_proposals = Surface("surface", "bottom", "line")
        column(self.strip_of_proposals, margins=(16, 10, 16, 12)).addWidget(self.proposals)
        strip = Surface("surface", "bottom", "line")
        line = row(strip, gap=16, margins=(16, 7, 16, 7))
        line.addWidget(self.summary, 1)
        line.addWidget(self.open_button)
        stack.addWidget(strip)
        self.strip = strip
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        holder = QWidget()
        column(holder, margins=24).addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(holder)
        stack.addWidget(self.body, 1)
        stack.addWidget(self.strip_of_proposals)

    def refresh(self, person_id: UUID) -> None:
        """Read the procedures again."""
        found = self.desk.read(procedure_view.of_person, person_id) or ()
        day = self.desk.office.today()
        live = [line(each, day) for each in found if not each.closed]
        over = [line(each, day) for each in found if each.closed]
        rows: list[Group | Line] = [*live]
        if over:
            rows += [Group("Terminées", len(over)), *over]
        self.table.show_rows(rows)
        self.summary.say(summary(len(live), len(over)))
        proposals = self.desk.read(continuations.of_person, person_id) or ()
        self.proposals.show_proposals(proposals)
        self.strip_of_proposals.setVisible(bool(proposals))
        self.strip.setVisible(bool(found))
        self.body.setCurrentIndex(0 if found else 1)

    def open_procedure(self, procedure: str) -> None:
        """Open one."""
        self.desk.go(Route("procedure", UUID(procedure)))

    def make_new(self) -> None:
        """Open a procedure in a scheme."""
        if self.person_id is not None:
            gestures.open_new(self, self.desk, self.person_id)

    def focus_first(self) -> None:
        """Go to the list, or to what starts it."""
        shown = self.table if self.body.currentIndex() == 0 else self.empty.button
        if shown is not None:
            shown.setFocus(Qt.FocusReason.TabFocusReason)


def line(each: ProcedureLine, day: date) -> Line:
    """One procedure in words."""
    return Line(
        id=str(each.id),
        title=Cell(each.title, f"ouverte le {say_short(each.opened_on, day)}", strong=True),
        stage=Cell(each.stage, state=person_words.SHADES[each.shade]),
        since=Cell(say_short(each.since, day), token="ink2"),
        due=next_due(each, day),
    )


def next_due(each: ProcedureLine, day: date) -> Cell:
    """What falls due next, and when."""
    if each.next_due is None:
        return Cell("aucune", token="ink2")
    icon, token = DEADLINE_LOOKS[each.next_state or "upcoming"]
    when = f"{say_short(each.next_due, day)}, {say_distance(each.next_due, day)}"
    return Cell(each.next_label, typeset(when), icon=icon, icon_token=token)


def summary(live: int, over: int) -> str:
    """« 3 démarches en cours, 2 terminées »."""
    said = f"{live} {'démarche' if live < 2 else 'démarches'} en cours"
    return f"{said}, {over} {'terminée' if over < 2 else 'terminées'}" if over else said
