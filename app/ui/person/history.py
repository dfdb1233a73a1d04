# SPDX-License-Identifier: AGPL-3.0-or-later
"""Historique: who changed what, when, before and after; any gesture may be taken back, by a new gesture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.french.dates import say_short
from app.services import accesses, history, procedure_view, undoing
from app.services.procedure_view import ProcedureLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import procedures
from app.ui.person import history_lines
from app.ui.person.history_gesture import GesturePane
from app.ui.person.history_lines import Line
from app.ui.person.tab import Tab
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface, Surface
from app.ui.widgets.table import Column, TableView

PANE = 284
PANE_BELOW = 860
LARGE_TEXT = 1.4
FILTERS = (("all", "Tout"), ("changes", "Modifications"), ("papers", "Papiers remis"), ("accesses", "Consultations"))


class HistoryTab(Tab):
    """The gestures by day, latest first; the one chosen at the right."""

    nouns: ClassVar[frozenset[str]] = frozenset(
        {"person", "household_member", "housing", "resource", "pathway", "procedure", "procedure_event", "consent"}
        | {"procedure_answer", "supporting_document", "encounter", "referral", "referral_answer"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines: dict[str, Line] = {}
        self.chips = FilterChips("Ce que l’historique montre", [(key, words, None) for key, words in FILTERS])
        self.chips.chosen.connect(self.filter)
        columns = (
            Column("Quand", history_lines.when, 76),
            Column("Qui", history_lines.who, 140, 1, rank=2),
            Column("Geste", history_lines.what, 200, 2),
            Column("Ce qui a changé", history_lines.changed, 300, 4, rank=1),
            Column("Poste", history_lines.device, 90, rank=3),
        )
        self.table = TableView("Historique du dossier", columns)
        self.table.chosen.connect(self.show_chosen)
        self.table.opened.connect(self.enter)
        self.pane = GesturePane(desk)
        self.pane.back.clicked.connect(self.take_back)
        self.proof_button = Button("Imprimer comme preuve de dates", icon="printer", small=True)
        self.proof_button.clicked.connect(self.print_proof)
        self.menu = QMenu(self)
        self.menu.setAccessibleName("De quelle démarche")
        self.empty = EmptyState("history", "Rien de tel dans l’historique.", "Choisissez « Tout » pour le voir entier.")
        self.arrange()
        theme.changes.changed.connect(self.settle)

    def arrange(self) -> None:
        """Put the filters above the table, the gesture chosen at the right."""
        strip = Surface()
        line = row(strip, gap=16, margins=(16, 8, 16, 8))
        line.addWidget(self.chips, 1)
        line.addWidget(self.proof_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        holder = QWidget()
        column(holder, margins=24).addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(holder)
        left = QWidget()
        stack = column(left)
        stack.addWidget(strip)
        stack.addWidget(self.body, 1)
        self.side = Surface("canvas", "left")
        column(self.side, margins=(1, 1, 0, 0)).addWidget(ScrolledSurface(self.pane, "canvas"))
        whole = row(self, gap=0)
        whole.addWidget(left, 1)
        whole.addWidget(self.side)

    def refresh(self, person_id: UUID) -> None:
        """Read the history again; the gesture chosen stays chosen."""
        done = self.desk.read(history.of_dossier, person_id) or ()
        seen = self.desk.read(accesses.of_person, person_id) or ()
        made = history_lines.lines(done, seen)
        self.lines = {each.id: each for each in made}
        self.pane.show_proof(len(done))
        self.filter(self.chips.value())

    def filter(self, key: str) -> None:
        """Show the gestures of a kind."""
        kept = [each for each in self.lines.values() if key in ("all", each.sort)]
        self.table.show_rows(history_lines.by_day(kept, self.desk.office.today()))
        if kept and self.table.value() not in [each.id for each in kept]:
            self.table.set_value(kept[0].id)
        self.body.setCurrentIndex(0 if kept else 1)
        self.show_chosen(self.table.value() if kept else "")

    def show_chosen(self, key: str) -> None:
        """Show a gesture at the right."""
        self.pane.show_line(self.lines.get(key))

    def enter(self, _key: str) -> None:
        """Go to what takes the gesture back."""
        if self.pane.back.isVisible():
            self.pane.back.setFocus(Qt.FocusReason.TabFocusReason)

    def take_back(self) -> None:
        """Give back what the gesture chosen replaced, by a new gesture; or say why it cannot be."""
        chosen = self.lines.get(self.table.value())
        if chosen is None or chosen.gesture is None:
            return
        if self.desk.attempt(self.pane.refuse, undoing.undo, chosen.gesture) is not None:
            self.desk.announced.emit(f"Annulé\u00a0: {chosen.label}.", True)

    def print_proof(self) -> None:
        """Print the dates of a procedure; when there are several, ask which."""
        found = self.desk.read(procedure_view.of_person, self.person_id) if self.person_id is not None else None
        if found is None or self.person_id is None:
            return
        if not found:
            self.desk.announced.emit("Aucune démarche n’est ouverte\u00a0: il n’y a pas de dates à prouver.", False)
        elif len(found) == 1:
            procedures.print_proof(self, self.desk, self.person_id, found[0].id)
        else:
            self.offer(found)

    def offer(self, found: Sequence[ProcedureLine]) -> None:
        """Ask of which procedure."""
        day = self.desk.office.today()
        self.menu.clear()
        for each in found:
            action = self.menu.addAction(f"{each.title}, ouverte le {say_short(each.opened_on, day)}")
            action.setData(str(each.id))
            action.triggered.connect(self.print_chosen)
        self.menu.popup(self.proof_button.mapToGlobal(QPoint(0, self.proof_button.height())))
        self.menu.setActiveAction(self.menu.actions()[0])

    def print_chosen(self) -> None:
        """Print the dates of the procedure chosen."""
        action = self.sender()
        if isinstance(action, QAction) and self.person_id is not None:
            procedures.print_proof(self, self.desk, self.person_id, UUID(str(action.data())))

    def focus_first(self) -> None:
        """Go to the list."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Keep the right column only where it fits."""
        narrow = self.width() < PANE_BELOW or theme.scale() > LARGE_TEXT
        self.side.setVisible(not narrow)
        self.side.setFixedWidth(theme.px(PANE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()
