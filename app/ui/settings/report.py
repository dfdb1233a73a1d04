# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a folder of schemes would bring, before anything is installed: what it adds, overrides, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.french.typography import typeset
from app.services.local_catalogue import LocalFile, Report
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import Notice

WIDTH = 620
SHAKEN = (
    "Avec ce dossier, ces fichiers fournis ne tiendraient plus : prévenez la personne qui l’a écrit. Ce qu’ils "
    "décrivent ne serait plus proposé."
)
KINDS = {"schemes": "dispositif", "forms": "formulaire", "vocabularies": "liste de choix", "situations": "situations"}


class ReportDialog(Dialog):
    """Accepted when the worker installs the folder."""

    def __init__(self, parent: QWidget | None, report: Report) -> None:
        super().__init__(parent, "Ce que ce dossier apporte", WIDTH)
        self.stack.addWidget(Label(str(report.source), "label", "ink2", wrap=True))
        for title, effect in (("S’ajoutent", "added"), ("Remplacent ceux fournis", "overriding")):
            self.tell(title, [each for each in report.used if each.effect == effect])
        wrong = [each for each in report.files if each.faults]
        if wrong:
            self.stack.addWidget(SectionHeading("Ont une faute, seront mis de côté", str(len(wrong))))
        for fault in faults_of(wrong):
            self.stack.addWidget(Notice("soon", fault))
        if report.shaken:
            self.stack.addWidget(Notice("late", typeset(SHAKEN)))
        for fault in report.shaken:
            self.stack.addWidget(Notice("late", str(fault)))
        self.install = Button("Installer", "principal", "check")
        self.close_button = Button("Renoncer")
        self.install.clicked.connect(self.accept)
        self.close_button.clicked.connect(self.reject)
        if not report.used:
            self.install.forbid("Rien dans ce dossier ne peut servir.")
        self.put(self.install, self.close_button)

    def tell(self, title: str, files: list[LocalFile]) -> None:
        """List the files of one effect."""
        if files:
            self.stack.addWidget(SectionHeading(title, str(len(files))))
        for each in files:
            self.stack.addWidget(Label(typeset(f"{each.title} ({KINDS[each.kind]})"), "body", wrap=True))


def faults_of(files: list[LocalFile]) -> Iterator[str]:
    """Each fault, with its file and line."""
    for each in files:
        yield from map(str, each.faults)
