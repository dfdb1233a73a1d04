# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parcours: the chart of the person's procedures, its table and what falls due."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from app.services import chart
from app.ui.desk import Desk
from app.ui.gestures import procedures as gestures
from app.ui.person.tab import Tab
from app.ui.routes import Route
from app.ui.widgets.chart_panel import ChartPanel
from app.ui.widgets.spacing import column


class PathwayTab(Tab):
    """The chart; opening a bar or a deadline leads to its procedure."""

    nouns: ClassVar[frozenset[str]] = frozenset({"procedure", "procedure_event", "procedure_answer", "encounter"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.panel = ChartPanel()
        self.panel.opened.connect(self.open_procedure)
        column(self).addWidget(self.panel)

    def refresh(self, person_id: UUID) -> None:
        """Draw the chart again."""
        found = self.desk.read(chart.of_person, person_id)
        if found is not None:
            self.panel.show_chart(found)

    def open_procedure(self, procedure: str) -> None:
        """Open the procedure of a bar."""
        self.desk.go(Route("procedure", UUID(procedure)))

    def make_new(self) -> None:
        """Open a procedure."""
        if self.person_id is not None:
            gestures.open_new(self, self.desk, self.person_id)

    def focus_first(self) -> None:
        """Go to the chart."""
        self.panel.focus_first()
