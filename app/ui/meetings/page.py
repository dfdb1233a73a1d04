# SPDX-License-Identifier: AGPL-3.0-or-later
"""Réunions: what comes in a next version, and where decisions are noted meanwhile."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.routes import PageName
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import ScrolledSurface

COMING = (
    "Les réunions arrivent dans une prochaine version\u00a0: l’ordre du jour, les décisions tapées pendant que l’on "
    "parle, le compte rendu."
)
MEANWHILE = (
    (
        "Une décision qui fait avancer une démarche",
        "Ouvrez la démarche, puis «\u00a0Noter un événement\u00a0»\u00a0: ses échéances suivent.",
    ),
    (
        "La réponse d’un organisme",
        "Orientations\u00a0: tapez son numéro, choisissez l’une des quatre réponses.",
    ),
    (
        "Ce qui a été dit, ce que la personne souhaite",
        "Ouvrez le dossier de la personne, onglet Entretiens et notes, avec qui était là.",
    ),
)
TEXT_WIDTH = 720


class MeetingsPage(Page):
    """A plain page: nothing here pretends to work."""

    name: ClassVar[PageName] = "meetings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.content = QWidget()
        stack = column(self.content, gap=16, margins=(16, 24, 16, 24))
        self.empty = EmptyState("messages", "Pas encore de réunions dans Maillon.", COMING)
        stack.addWidget(self.empty)
        stack.addWidget(SectionHeading("En attendant, où noter"))
        for what, where in MEANWHILE:
            part = column(gap=2)
            part.addWidget(Label(what, "body", weight=600, wrap=True))
            part.addWidget(Label(where, "body", "ink2", wrap=True))
            stack.addLayout(part)
        stack.addStretch(1)
        self.text = ScrolledSurface(self.content)
        self.text.setAccessibleName("Réunions")
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page = column(self)
        page.addWidget(PageHead("Réunions", "Ordre du jour, décisions et compte rendu"))
        page.addWidget(self.text, 1)
        theme.changes.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Keep the lines readable at the text size in force."""
        self.content.setMaximumWidth(theme.px(TEXT_WIDTH))

    def focus_first(self) -> None:
        """Give the keyboard the text, to scroll it."""
        self.text.setFocus(Qt.FocusReason.TabFocusReason)
