# SPDX-License-Identifier: AGPL-3.0-or-later
"""The columns of a file: what each was recognised as, correctable."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import RESOURCES
from app.exchange import targets
from app.exchange.columns import Column
from app.french.typography import typeset
from app.services.imports import ImportPlan
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column

NOT_TAKEN = "ne pas reprendre"


class ColumnsPane(QWidget):
    """One choice per column of the file. Signal: `corrected(dict)`: {letter: path or None}."""

    corrected = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, str | None] = {}
        self.stack = column(self, gap=10, margins=16)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the columns of a plan."""
        while self.stack.count():
            item = self.stack.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        offered: list[tuple[object, str]] = [("", NOT_TAKEN)]
        offered += [(target.path, target.label) for target in targets.load(RESOURCES).offered]
        for lack in plan.columns.lacks:
            self.stack.addWidget(Label(lack, "label", "late", 500, wrap=True))
        for each in plan.columns.columns:
            self.stack.addWidget(self.field(each, offered))
        self.stack.addStretch(1)

    def field(self, each: Column, offered: list[tuple[object, str]]) -> QWidget:
        """The choice of one column, with two of its values."""
        choice = ChoiceField(offered)
        choice.set_value(each.target.path if each.target is not None else "")
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
