# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Les comptes »: who works in this vault, and giving an account to a colleague."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt

from app.services import colleagues
from app.services.colleagues import ADMINISTRATOR, Colleague
from app.ui.desk import Desk
from app.ui.settings.new_account import AccountDialog
from app.ui.settings.section import Section
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import row

SAID = "Chaque collègue ouvre le coffre avec son identifiant et son mot de passe. Chaque modification porte son nom."
NOT_HERS = "Seule une personne qui administre le coffre ouvre un compte."


class TeamSection(Section):
    """The colleagues of this vault."""

    title: ClassVar[str] = "Les comptes"
    nouns: ClassVar[frozenset[str]] = frozenset({"worker"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stack.addWidget(Label(SAID, "body", "ink2", wrap=True))
        self.list = SideList("Les comptes", fitted=True, flat=True, rules=True)
        self.stack.addWidget(self.list)
        self.add = Button("Ajouter un compte", "principal", "user-plus")
        self.add.clicked.connect(self.add_account)
        line = row()
        line.addWidget(self.add)
        line.addStretch(1)
        self.stack.addLayout(line)
        self.stack.addStretch(1)
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Read who works here again."""
        found = self.desk.read(colleagues.colleagues) or ()
        self.list.show_rows([item(one) for one in found])
        mine = next((one for one in found if one.me), None)
        self.add.forbid("" if mine is not None and mine.role == ADMINISTRATOR else NOT_HERS)

    def add_account(self) -> None:
        """Give a colleague an account."""
        if self.add.forbidden:
            return
        dialog = AccountDialog(self, self.desk)
        if dialog.exec():
            self.desk.announced.emit(f"Compte ouvert pour {dialog.name.editor.text().strip()}.", False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def item(one: Colleague) -> SideItem:
    """A colleague as a line: her name, what she does here, whether she opens the vault."""
    does = ", ".join(part for part in (one.function, one.role_label if one.role != "worker" else "") if part)
    aside = "vous" if one.me else "a un compte" if one.opens else "sans compte"
    return SideItem(str(one.id), one.name, does, aside=aside, icon="user", strong=True)
