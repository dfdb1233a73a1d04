# SPDX-License-Identifier: AGPL-3.0-or-later
"""A question whose answer is a day: when she left, from when, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.date_field import DateField
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row

Act = Callable[[date, Callable[[str, str], None]], object]


class DayDialog(QDialog):
    """A title, a day and the verb. `act(day, refuse)` does it, or gives None and its sentence beside the field."""

    def __init__(
        self, parent: QWidget, title: str, label: str, verb: str, today: Callable[[], date], act: Act, hint: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        self.setAccessibleName(title)
        self.act = act
        self.field = Field(label, DateField(today), help=hint)
        self.field.editor.set_value(today())
        self.save, self.close_button = Button(verb, "principal"), Button("Renoncer")
        self.save.clicked.connect(self.do)
        self.close_button.clicked.connect(self.reject)
        stack = column(self, gap=12, margins=24)
        stack.addWidget(Label(title, "heading", weight=600, wrap=True))
        stack.addWidget(self.field)
        line = row(gap=8)
        line.addWidget(self.save)
        line.addWidget(self.close_button)
        line.addStretch(1)
        stack.addLayout(line)
        self.setMinimumWidth(theme.px(420))
        self.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.editor.selectAll()

    def do(self) -> None:
        """Do it on the day written, or say why not."""
        self.field.editor.read()
        day = self.field.editor.value()
        if self.field.editor.refused:
            return
        if day is None:
            self.field.refuse("À remplir.")
        elif self.act(day, self.refuse) is not None:
            self.accept()

    def refuse(self, _field: str, sentence: str) -> None:
        """Say why beside the field."""
        self.field.refuse(sentence)
