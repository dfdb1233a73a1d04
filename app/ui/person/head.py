# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head of a dossier: who she is, who follows her, what is urgent, what one does first; below, the tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from app.services.dossier import Header
from app.ui import person_words, theme
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label
from app.ui.widgets.pastille import Pastille
from app.ui.widgets.spacing import column, emptied, row
from app.ui.widgets.surface import Surface
from app.ui.widgets.tabs import TabStrip

STACKED = 700
PAPERS = (
    ("coordination", "Fiche de coordination…"),
    ("complete", "Exemplaire de la personne, complet…"),
    ("discreet", "Exemplaire de la personne, discret…"),
    ("letter", "Écrire une lettre…"),
)


GESTURES = (
    ("lead", "Changer de référent…"),
    ("close", "Clore le parcours…"),
    ("calendar", "Échéances vers un agenda…"),
    ("withdraw", "Retirer ce dossier"),
)


class PersonHead(Surface):
    """Signals: `chosen(str)` a tab, `noted` for Ctrl+E, `printed(str)` a paper, `asked(str)` another gesture."""

    chosen = Signal(str)
    noted = Signal()
    printed = Signal(str)
    asked = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__("surface", "bottom")
        self.title = Label("", "title", weight=600)
        self.who = Label("", "body", "ink2", wrap=True)
        self.line = Label("", "label", "ink2", wrap=True, stressed=True)
        self.states = QWidget()
        self.states_flow = FlowLayout(self.states)
        self.menu = self.make_menu("Papiers à imprimer", PAPERS, self.print_chosen)
        self.others = self.make_menu("Autres gestes", GESTURES, self.ask_chosen)
        self.more_button = IconButton("dots", "Autres gestes", edged=True)
        self.more_button.clicked.connect(self.open_others)
        self.lead_button = Button("Ouvrir son parcours", icon="user-check")
        self.lead_button.clicked.connect(self.ask_lead)
        self.print_button = Button("Imprimer", icon="printer")
        self.print_button.setToolTip("Imprimer (Ctrl+P)")
        self.print_button.clicked.connect(self.open_menu)
        self.note_button = Button("Noter un contact", "principal", "pencil")
        self.note_button.setToolTip("Noter un contact (Ctrl+E)")
        self.note_button.clicked.connect(self.noted)
        self.tabs = TabStrip("Onglets du dossier", [(key, words, None) for key, words in tabs])
        self.tabs.chosen.connect(self.chosen)
        self.arrange()
        theme.changes.changed.connect(self.settle)

    def arrange(self) -> None:
        """Put names at the left, buttons and what is urgent at the right, tabs below."""
        names = column(gap=0)
        self.first = row(gap=12)
        self.first.addWidget(self.title)
        self.first.addWidget(self.who, 1)
        names.addLayout(self.first)
        names.addWidget(self.line)
        actions = column(gap=6)
        buttons = row(gap=8)
        self.buttons = buttons
        buttons.addStretch(1)
        buttons.addWidget(self.lead_button)
        buttons.addWidget(self.more_button)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.note_button)
        buttons.addStretch(0)
        actions.addLayout(buttons)
        self.urgent = row(gap=8)
        self.urgent.addStretch(1)
        self.urgent.addWidget(self.states)
        self.urgent.addStretch(0)
        actions.addLayout(self.urgent)
        self.upper = row(gap=16)
        self.upper.addLayout(names, 1)
        self.upper.addLayout(actions)
        stack = column(self, gap=4, margins=(16, 10, 16, 0))
        stack.addLayout(self.upper)
        stack.addWidget(self.tabs)

    def show_header(self, header: Header, day: date) -> None:
        """Show a person."""
        self.title.say(header.name)
        self.who.say(person_words.who(header))
        self.line.say(person_words.line(header, day))
        self.tabs.count("procedures", header.open_procedures or None)
        self.lead_button.setVisible(header.pathway_id is None)
        for action in self.others.actions():
            action.setVisible(action.data() == "withdraw" or header.pathway_id is not None)
        emptied(self.states_flow)
        pressing = person_words.pressing(header, day)
        for state, words in pressing:
            self.states_flow.addWidget(Pastille(state, words))
        self.states.setVisible(bool(pressing))

    def open_menu(self) -> None:
        """Offer the papers."""
        self.menu.popup(self.print_button.mapToGlobal(QPoint(0, self.print_button.height() + theme.px(4))))

    def make_menu(self, name: str, entries: Sequence[tuple[str, str]], chosen: Callable[[], None]) -> QMenu:
        """A menu of gestures."""
        menu = QMenu(self)
        menu.setAccessibleName(name)
        for key, words in entries:
            action = QAction(words, menu)
            action.setData(key)
            action.triggered.connect(chosen)
            menu.addAction(action)
        return menu

    def open_others(self) -> None:
        """Offer the other gestures."""
        self.others.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + theme.px(4))))

    def ask_lead(self) -> None:
        """Ask to open the pathway."""
        self.asked.emit("lead")

    def ask_chosen(self) -> None:
        """Tell which gesture was chosen."""
        action = self.sender()
        if isinstance(action, QAction):
            self.asked.emit(str(action.data()))

    def print_chosen(self) -> None:
        """Tell which paper was chosen."""
        action = self.sender()
        if isinstance(action, QAction):
            self.printed.emit(str(action.data()))

    def settle(self) -> None:
        """Put the buttons under the names where the width is short."""
        stacked = self.width() < theme.px(STACKED)
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self.upper.setDirection(direction)
        self.first.setDirection(direction)
        self.first.setSpacing(0 if stacked else theme.px(12))
        self.title.setWordWrap(stacked)
        for line in (self.buttons, self.urgent):
            line.setStretch(0, 0 if stacked else 1)
            line.setStretch(line.count() - 1, 1 if stacked else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()
