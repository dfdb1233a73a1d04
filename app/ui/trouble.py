# SPDX-License-Identifier: AGPL-3.0-or-later
"""The third kind of error, our bugs: one dialog, and a report to copy that holds no personal data."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from app import VERSION
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row


def watch_for_bugs(window: QWidget) -> None:
    """Show the dialog for any error nobody expected."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        BugDialog(report_of(kind, trace), window).exec()

    sys.excepthook = caught


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What helps to mend it: version, system, kind of error and the lines of our code. Never the error's own text."""
    lines = [f"Maillon {VERSION}, Python {platform.python_version()}, {platform.system()} {platform.release()}"]
    lines.append(kind.__name__)
    lines += [f"  {frame.name}, line {frame.lineno}, {frame.filename}" for frame in traceback.extract_tb(trace)]
    return "\n".join(lines)


class BugDialog(QDialog):
    """Says what was not saved, and offers the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        stack = column(self, gap=12, margins=24)
        stack.addWidget(Label("Maillon n’a pas su finir ce geste", "heading", weight=600))
        said = "La dernière modification n’a pas été enregistrée ; tout ce qui précède l’est."
        stack.addWidget(Label(said.replace(" ;", "\u202f;"), wrap=True))
        stack.addWidget(Field("Compte rendu, sans donnée personnelle, à transmettre à qui vous aide", self.report), 1)
        buttons = row(gap=8)
        copy, close = Button("Copier le compte rendu", icon="copy"), Button("Fermer", "principal")
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.accept)
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        stack.addLayout(buttons)
        self.resize(640, 420)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put the report in the clipboard."""
        QApplication.clipboard().setText(self.report.toPlainText())
