# SPDX-License-Identifier: AGPL-3.0-or-later
"""Choosing to whom a procedure is sent, among the organisations its scheme addresses; one may be added in place."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.services import referral_view
from app.services.address_book import OrganisationLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import referrals as gestures
from app.ui.new_organisation import NewOrganisation
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface

WIDTH = 520


class AddresseeDialog(QDialog):
    """The short address book of one scheme; the draft's page opens once an organisation is chosen."""

    def __init__(self, parent: QWidget, desk: Desk, procedure_id: UUID, known: Sequence[OrganisationLine]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.procedure_id = desk, procedure_id
        self.list = SideList("Destinataires", fitted=True, flat=True, rules=True)
        self.nobody = Label("Le carnet d’adresses n’a encore aucun organisme de ce genre. Ajoutez-le ici.", wrap=True)
        self.new = NewOrganisation(desk, desk.read(referral_view.kinds_addressed, procedure_id) or ())
        self.choose_button = Button("Choisir", "principal", "check")
        self.add_button = Button("Ajouter un organisme", icon="plus")
        self.close_button = Button("Renoncer")
        self.arrange()
        self.list.opened.connect(self.choose)
        self.choose_button.clicked.connect(self.choose_current)
        self.add_button.clicked.connect(self.show_new)
        self.close_button.clicked.connect(self.reject)
        self.new.added.connect(self.take)
        self.new.given_up.connect(self.hide_new)
        self.show_known(known)

    def arrange(self) -> None:
        """Put the list over the new organisation."""
        content = QWidget()
        stack = column(content, gap=12, margins=(24, 24, 24, 8))
        stack.addWidget(Label("À qui envoyer", "heading", weight=600))
        for part in (self.list, self.nobody, self.new):
            stack.addWidget(part)
        stack.addStretch(1)
        whole = column(self)
        whole.addWidget(ScrolledSurface(content), 1)
        foot = row(gap=8, margins=(24, 8, 24, 24))
        for button in (self.choose_button, self.add_button, self.close_button):
            foot.addWidget(button)
        foot.addStretch(1)
        whole.addLayout(foot)
        self.resize(theme.px(WIDTH), theme.px(480))

    def show_known(self, known: Sequence[OrganisationLine]) -> None:
        """Show the organisations, or ask for the first one."""
        self.list.show_rows([item(each) for each in known])
        self.list.setVisible(bool(known))
        self.nobody.setVisible(not known)
        self.choose_button.setVisible(bool(known))
        if known:
            self.list.set_value(str(known[0].id))
            self.hide_new()
        else:
            self.show_new()

    def show_new(self) -> None:
        """Open the fields of a new organisation."""
        self.new.show()
        self.add_button.setVisible(False)
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_new(self) -> None:
        """Close them."""
        self.new.hide()
        self.add_button.setVisible(True)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, organisation: str) -> None:
        """Prepare the sending to an organisation of the list."""
        self.take(UUID(organisation))

    def choose_current(self) -> None:
        """Prepare the sending to the one chosen."""
        if self.list.value():
            self.choose(self.list.value())

    def take(self, organisation: object) -> None:
        """Prepare the sending and close."""
        if isinstance(organisation, UUID):
            self.accept()
            gestures.prepare_for(self.desk, self.procedure_id, organisation)


def item(organisation: OrganisationLine) -> SideItem:
    """An organisation of the list."""
    second = " · ".join(part for part in (organisation.kind_label, organisation.unit, organisation.place) if part)
    aside = "notre service" if organisation.own else ""
    return SideItem(str(organisation.id), organisation.name, second, aside, "building-community")
