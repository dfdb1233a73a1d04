# SPDX-License-Identifier: AGPL-3.0-or-later
"""The question before what cannot be undone, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.guard import Guard
from app.ui.widgets.labels import Label

WIDTH = 420


class Confirmation(Dialog):
    """A title, what will be lost, and two buttons whose words say what they do; Escape keeps everything.

    The focus is on the button that keeps. `asked()` opens it and returns whether the worker went on.
    """

    def __init__(self, parent: QWidget | None, title: str, loss: str, go: str, keep: str = "Ne rien changer") -> None:
        super().__init__(parent, title, WIDTH)
        self.setAccessibleDescription(loss)
        self.go, self.keep = Button(go, "withdraw"), Button(keep)
        self.go.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        self.stack.addWidget(Label(loss, "body", "ink2", wrap=True, stressed=True))
        self.put(self.keep, self.go, right=True)

    def asked(self) -> bool:
        """Open the question and wait; the focus then goes back where it was."""
        with Guard(self.parentWidget()):
            self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.exec() == QDialog.DialogCode.Accepted
