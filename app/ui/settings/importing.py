# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Importer un fichier »: what it is, and the way to its page."""

from __future__ import annotations

from typing import ClassVar

from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.settings.section import Section
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import row

SAID = (
    "Reprenez une liste tenue dans un tableur\u00a0: xlsx, ods, xls ou csv. Chaque ligne reçoit un verdict avant toute "
    "écriture, et l’import entier s’annule par Ctrl+Z."
)


class ImportSection(Section):
    """The way to the import."""

    title: ClassVar[str] = "Importer un fichier"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stack.addWidget(Label(SAID, "body", "ink2", wrap=True))
        self.start = Button("Importer un fichier", "principal", "file-import")
        self.start.clicked.connect(self.go)
        line = row()
        line.addWidget(self.start)
        line.addStretch(1)
        self.stack.addLayout(line)
        self.stack.addStretch(1)
        self.setFocusProxy(self.start)

    def go(self) -> None:
        """Go to the page of the import."""
        self.desk.go(Route("import"))
