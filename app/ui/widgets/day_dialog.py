# SPDX-License-Identifier: AGPL-3.0-or-later
"""A question whose answer is a day: when she left, from when, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.date_field import DateField
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field

Act = Callable[[date, Callable[[str, str], None]], object]

WIDTH = 420


class DayDialog(Dialog):
    """A title, a day and the verb. `act(day, refuse)` does it, or gives None and its sentence beside the field."""

    def __init__(
        self, parent: QWidget, title: str, label: str, verb: str, today: Callable[[], date], act: Act, hint: str = ""
    ) -> None:
        super().__init__(parent, title, WIDTH)
        self.act = act
        self.field = Field(label, DateField(today), help=hint)
        self.field.editor.set_value(today())
        self.save, self.close_button = Button(verb, "principal"), Button("Renoncer")
        self.save.clicked.connect(self.do)
        self.close_button.clicked.connect(self.reject)
        self.stack.addWidget(self.field)
        self.put(self.save, self.close_button)
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
