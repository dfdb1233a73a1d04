# SPDX-License-Identifier: AGPL-3.0-or-later
"""Partenaires: the short address book, a list and the sheet of the organisation chosen, saved as one types."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.services import address_book
from app.services.address_book import OrganisationLine
from app.services.changes import Changes
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import partners as gestures
from app.ui.new_organisation import NewOrganisation
from app.ui.page import Page
from app.ui.partners import model
from app.ui.partners.sheet import OrganisationSheet
from app.ui.routes import PageName, Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import LineEdit
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.side_list import SideList
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import ScrolledSurface, Splitter, Surface

STACKED_BELOW = 720
START = "Ajoutez les organismes à qui vous écrivez\u00a0: une orientation choisit parmi eux son destinataire."


class PartnersPage(Page):
    """The address book; the route’s id is the organisation to show."""

    name: ClassVar[PageName] = "partners"
    nouns: ClassVar[frozenset[str]] = frozenset({"organisation", "referral", "referral_answer"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines: dict[str, OrganisationLine] = {}
        self.head = PageHead("Partenaires")
        self.add_button = Button("Ajouter un organisme", "principal", "plus")
        self.export_button = Button("Exporter les réponses", icon="download")
        self.head.put(self.export_button, self.add_button)
        self.filter = LineEdit(hint="Filtrer par nom, genre ou ville", icon="filter")
        self.filter.setAccessibleName("Filtrer les organismes")
        self.list = SideList("Organismes", "canvas", rules=True)
        self.none_kept = Label("Aucun organisme ne correspond.", "label", "ink2", wrap=True)
        self.sheet = OrganisationSheet(desk)
        self.new = NewOrganisation(desk)
        self.right = QStackedWidget()
        self.empty = EmptyState("address-book", "Le carnet d’adresses est vide.", START)
        self.arrange()
        self.wire()

    def arrange(self) -> None:
        """Put the list at the left and the sheet at the right."""
        left = Surface("canvas")
        stack = column(left, gap=8, margins=(0, 10, 0, 0))
        holder = QWidget()
        column(holder, margins=(16, 0, 16, 0)).addWidget(self.filter)
        stack.addWidget(holder)
        stack.addWidget(self.none_kept)
        stack.addWidget(self.list, 1)
        adding = QWidget()
        form = column(adding, gap=12, margins=(16, 12, 16, 24))
        form.addWidget(self.empty)
        form.addWidget(self.new)
        form.addStretch(1)
        for part in (self.sheet, adding):
            self.right.addWidget(ScrolledSurface(part))
        self.panes = Splitter("partners")
        self.panes.addWidget(left)
        self.panes.addWidget(self.right)
        self.panes.setStretchFactor(1, 1)
        self.panes.setSizes([theme.px(380), theme.px(800)])
        page = column(self)
        page.addWidget(self.head)
        page.addWidget(self.panes, 1)

    def wire(self) -> None:
        """Connect the parts."""
        self.add_button.clicked.connect(self.make_new)
        self.export_button.clicked.connect(self.export_figures)
        self.filter.textEdited.connect(self.show_list)
        self.filter.returnPressed.connect(self.go_to_list)
        self.list.chosen.connect(self.show_chosen)
        self.list.opened.connect(self.go_to_sheet)
        self.new.added.connect(self.show_added)
        self.new.given_up.connect(self.close_new)
        self.sheet.withdraw_button.clicked.connect(self.withdraw)
        for keys, slot in (
            ("F6", self.next_pane),
            ("Shift+F6", self.next_pane),
            ("F2", self.go_to_sheet),
            ("Ctrl+F", self.focus_first),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def refresh(self) -> None:
        """Read the address book again, keeping the organisation chosen and what is being typed."""
        found = self.desk.read(address_book.organisations)
        if found is None:
            return
        self.lines = {str(line.id): line for line in found}
        self.head.say("Partenaires", model.summary(found))
        self.show_list()
        wanted = str(self.route.id) if self.route.id else self.list.value()
        if wanted in self.lines:
            self.list.set_value(wanted)
        nobody = all(line.own for line in found)
        self.empty.setVisible(nobody)
        if nobody:
            self.right.setCurrentIndex(1)
        self.show_chosen(self.list.value())

    def show_list(self, _text: str = "") -> None:
        """Show the organisations that the filter keeps."""
        kept = self.list.value()
        found = model.matching(tuple(self.lines.values()), self.filter.text())
        self.list.show_rows([model.item(line) for line in found])
        ids = [str(line.id) for line in found]
        if ids:
            self.list.set_value(kept if kept in ids else ids[0])
        self.none_kept.setVisible(bool(self.lines) and not found)

    def show_chosen(self, key: str) -> None:
        """Show the sheet of an organisation."""
        line = self.lines.get(key)
        if line is not None:
            self.sheet.show_organisation(line)

    def go_to_list(self) -> None:
        """Leave the filter for the list."""
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to_sheet(self, _key: str = "") -> None:
        """Go to the first field of the sheet."""
        self.right.setCurrentIndex(0)
        self.sheet.focus_first()

    def make_new(self) -> None:
        """Ctrl+N: a new organisation."""
        self.leave()
        self.right.setCurrentIndex(1)
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_added(self, organisation: object) -> None:
        """Show the sheet of the organisation that was just added."""
        self.filter.clear()
        if isinstance(organisation, UUID):
            self.show_list()
            self.list.set_value(str(organisation))
        self.go_to_sheet()

    def close_new(self) -> None:
        """Come back to the sheet."""
        self.right.setCurrentIndex(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw(self) -> None:
        """Take the organisation chosen out of the address book."""
        line = self.lines.get(self.list.value())
        if line is not None:
            gestures.withdraw(self.desk, line)

    def export_figures(self) -> None:
        """Write what every organisation answered to a file."""
        gestures.export_figures(self, self.desk)

    def go_to(self, route: Route) -> None:
        """Show the address book, on the organisation of the route if it names one."""
        super().go_to(route)
        if route.id is not None and str(route.id) in self.lines:
            self.list.set_value(str(route.id))
            self.right.setCurrentIndex(0)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.sheet.flush()

    def focus_first(self) -> None:
        """Go to the filter."""
        self.filter.setFocus(Qt.FocusReason.TabFocusReason)

    def next_pane(self) -> None:
        """F6: from the list to the sheet, and back."""
        focused = QApplication.focusWidget()
        if focused is not None and self.right.isAncestorOf(focused):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.right.currentIndex():
            self.new.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.sheet.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Withdraw on Delete, when the list has the keyboard."""
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.withdraw()
        else:
            super().keyPressEvent(event)

    def take(self, changes: Changes) -> None:
        """Stay on the organisation chosen by hand, whatever the route said first."""
        if self.route.id is not None and self.list.value():
            self.route = Route(self.name)
        super().take(changes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list over the sheet where the width is short."""
        super().resizeEvent(event)
        upright = self.width() < theme.px(STACKED_BELOW)
        self.panes.setOrientation(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
