# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes wrong: a band for what the machine refuses, one dialog for our bugs, with a report that names nobody."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from app import VERSION
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column, row


class TroubleBand(Notice):
    """What the machine refuses, said across the page until it works again. Signal: `retried`, for « Réessayer »."""

    retried = Signal()

    def __init__(self) -> None:
        self.again = Button("Réessayer", icon="refresh", small=True)
        super().__init__("late", "", action=self.again)
        self.again.clicked.connect(self.retried)
        self.hide()

    def say_trouble(self, sentence: str, unsaved: int) -> None:
        """Say the trouble, and how many fields wait to be saved."""
        kept = {0: "", 1: " Un champ attend d’être enregistré\u00a0: il est gardé à l’écran."}
        several = f" {unsaved} champs attendent d’être enregistrés\u00a0: ils sont gardés à l’écran."
        said = sentence + kept.get(unsaved, several)
        self.say(said)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))


class BugWatch(QObject):
    """Shows the dialog for any error nobody expected."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        """Write the report where programs write, without the error's own text, and show it."""
        report = report_of(kind, trace)
        sys.stderr.write(report + "\n")
        BugDialog(report, self.window).exec()


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
