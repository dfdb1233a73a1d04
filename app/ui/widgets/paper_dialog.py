# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paper to look at before it is printed or saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import papers
from app.ui.widgets.buttons import Button
from app.ui.widgets.paper_preview import PaperPreview
from app.ui.widgets.spacing import column, row


class PaperDialog(QDialog):
    """The very paper, with « Imprimer » and « Enregistrer en PDF »; `done_with` tells that one of them was done."""

    def __init__(self, parent: QWidget, desk: Desk, pdf: bytes, name: str, said: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        self.desk, self.pdf, self.name = desk, pdf, name
        self.done_with = False
        self.preview = PaperPreview()
        self.preview.show_pdf(pdf, said)
        self.print_button = Button("Imprimer…", "principal", "printer")
        self.save_button = Button("Enregistrer en PDF…", icon="download")
        self.close_button = Button("Fermer")
        self.print_button.clicked.connect(self.print_paper)
        self.save_button.clicked.connect(self.save_paper)
        self.close_button.clicked.connect(self.reject)
        stack = column(self)
        stack.addWidget(self.preview, 1)
        foot = row(gap=8, margins=(16, 10, 16, 10))
        foot.addWidget(self.print_button)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        stack.addLayout(foot)
        self.resize(theme.px(760), theme.px(680))
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_paper(self) -> None:
        """Print through the system's dialog."""
        if papers.print_pdf(self, self.pdf):
            self.done_with = True
            self.accept()

    def save_paper(self) -> None:
        """Save where the worker chooses."""
        if papers.save_pdf(self, self.desk, self.pdf, self.name):
            self.done_with = True
            self.accept()
