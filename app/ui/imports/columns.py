# SPDX-License-Identifier: AGPL-3.0-or-later
"""The columns of a file: what each was recognised as, correctable."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app import RESOURCES
from app.exchange import targets
from app.exchange.columns import Column
from app.french.typography import typeset
from app.services.imports import ImportPlan
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row

NOT_TAKEN = "ne pas reprendre"


class ColumnsPane(QWidget):
    """One choice per column of the file. Signal: `corrected(dict)`: {letter: path or None}."""

    corrected = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, str | None] = {}
        self.plan: ImportPlan | None = None
        self.shown: tuple[tuple[str, str], ...] = ()
        self.fields: dict[str, ChoiceField] = {}
        self.lacks = Label("", "label", "late", 500, wrap=True)
        holder = QWidget()
        self.stack = column(holder, gap=10)
        self.stack.addWidget(self.lacks)
        self.stack.addStretch(1)
        across = row(self, margins=16)
        across.addWidget(holder, 3)
        across.addStretch(2)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the columns of a plan, once they are looked at."""
        self.plan = plan
        if self.isVisible():
            self.fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the columns of the plan."""
        super().showEvent(event)
        self.fill()

    def fill(self) -> None:
        """Show what each column was recognised as; the choices stay where they are while the file is the same."""
        plan, self.plan = self.plan, None
        if plan is None:
            return
        self.lacks.setText("\n".join(plan.columns.lacks))
        self.lacks.setVisible(bool(plan.columns.lacks))
        found = plan.columns.columns
        if self.shown != (headed := tuple((each.letter, each.heading) for each in found)):
            self.shown = headed
            self.make_fields(found)
        for each in found:
            self.fields[each.letter].set_value(each.target.path if each.target is not None else "")

    def make_fields(self, columns: Sequence[Column]) -> None:
        """Make a choice for each column."""
        while self.stack.count() > 2:
            item = self.stack.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        offered: list[tuple[object, str]] = [("", NOT_TAKEN)]
        offered += [(target.path, target.label) for target in targets.load(RESOURCES).offered]
        for rank, each in enumerate(columns, start=1):
            self.stack.insertWidget(rank, self.field(each, offered))

    def field(self, each: Column, offered: list[tuple[object, str]]) -> QWidget:
        """The choice of one column, with two of its values."""
        choice = self.fields[each.letter] = ChoiceField(offered)
        choice.setProperty("letter", each.letter)
        choice.chosen.connect(self.correct)
        heading = " ".join(each.heading.split()) or "sans titre"
        samples = ", ".join(sample for sample in each.samples if sample)
        return Field(
            typeset(f"{each.letter} · {heading}"), choice, help=typeset(f"Par exemple : {samples}") if samples else ""
        )

    def correct(self, path: object) -> None:
        """Keep a correction and tell it."""
        letter = str(self.sender().property("letter"))
        self.choices[letter] = str(path) if path else None
        self.corrected.emit(dict(self.choices))
