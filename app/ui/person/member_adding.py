# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adding someone to a household: a first name and a link are enough; someone who has a dossier is linked to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.french.dates import say_birth
from app.services import duplicates, households, sheet
from app.services.duplicates import Likeness
from app.ui.desk import Desk
from app.ui.record import FieldGrid, typed_in
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, emptied
from app.ui.widgets.ticks import RadioDot

WIDTH = 540
CHILD = "enfant"
REQUIRED = ("first_names", "link")


class MemberDialog(Dialog):
    """Names, birth, link and since when. `added` is the name of the one just added."""

    def __init__(self, parent: QWidget, desk: Desk, person_id: UUID, *, newborn: bool = False) -> None:
        super().__init__(parent, "Noter une naissance" if newborn else "Ajouter quelqu’un au ménage", WIDTH)
        self.desk, self.person_id, self.newborn = desk, person_id, newborn
        self.added = ""
        self.fields: dict[str, Field[Any]] = {}
        self.grid = FieldGrid()
        for line in ("first_names:3 name:3", "link:3 title:3", "birth:3 since:3"):
            self.grid.add_line([self.make(part) for part in line.split()])
        self.known = QWidget()
        self.known_stack = column(self.known, gap=4)
        self.dots: dict[UUID | None, RadioDot] = {}
        self.save, self.close_button = Button("Ajouter au ménage", "principal", "user-plus"), Button("Renoncer")
        self.save.clicked.connect(self.add)
        self.close_button.clicked.connect(self.reject)
        self.arrange()
        self.prefill()

    def make(self, part: str) -> tuple[QWidget, int]:
        """One field and the columns it takes."""
        name, _, span = part.partition(":")
        known = sheet.fields_of("household_member")[name]
        kinds = {"date": "date", "birth": "birth"}
        choices = self.desk.office.catalogue.vocabularies[known.vocabulary].choices.values() if known.vocabulary else ()
        options = [(each.code, each.label) for each in choices if each.code != "self"]
        editor = editors.make(kinds.get(known.kind, "text"), self.desk.office.today, options)
        self.fields[name] = Field(known.label, editor, optional=name not in REQUIRED)
        if name in ("first_names", "name", "birth"):
            editor.edited.connect(self.look_for_dossiers)
        return self.fields[name], int(span)

    def arrange(self) -> None:
        """Put the parts in their order."""
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.known)
        self.known.hide()
        self.put(self.save, self.close_button)

    def prefill(self) -> None:
        """Start from what is likely: the person's own name; for a birth, a child."""
        view = self.desk.read(sheet.view, "person", self.person_id)
        if view is not None:
            self.fields["name"].editor.present(view["use_name"].text or view["birth_name"].text)
        if self.newborn:
            self.fields["link"].editor.present(CHILD)
        self.fields["first_names"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> dict[str, str]:
        """What stands in the fields; a child just born is there since birth."""
        typed = {name: typed_in(field.editor) for name, field in self.fields.items()}
        birth = self.fields["birth"].editor.value()
        if self.newborn and not typed["since"] and birth is not None and birth.precision == "day":
            typed["since"] = typed["birth"]
        return typed

    def look_for_dossiers(self, _value: object = None) -> None:
        """Point out people who have a dossier and may be this one."""
        typed = self.typed()
        found = self.desk.read(duplicates.likely, typed["name"], typed["first_names"], typed["birth"]) or ()
        emptied(self.known_stack)
        self.dots = {}
        others = [each for each in found if each.line.id != self.person_id]
        if others:
            self.known_stack.addWidget(Label("A peut-être déjà un dossier", "label", weight=600))
            self.dots[None] = RadioDot("Sans dossier", ticked=True)
            self.dots |= {each.line.id: RadioDot(said(each), each.because) for each in others}
        for dot in self.dots.values():
            self.known_stack.addWidget(dot)
        self.known.setVisible(bool(others))

    def add(self) -> None:
        """Add her, or say why not beside the field."""
        for field in self.fields.values():
            field.clear_reason()
        typed = self.typed()
        link = typed.pop("link")
        if not link:
            self.fields["link"].refuse("À choisir.")
            return
        other = next((one for one, dot in self.dots.items() if dot.isChecked()), None)
        birth = self.fields["birth"].editor.value()
        if self.newborn and birth is not None and birth.precision == "day":
            names = (typed["first_names"], birth.earliest, typed["name"], typed["title"])
            changes = self.desk.attempt(self.refuse, households.born, self.person_id, *names)
        elif other is None:
            changes = self.desk.attempt(self.refuse, households.add_member, self.person_id, typed, link)
        else:
            since = self.fields["since"].editor.value()
            changes = self.desk.attempt(self.refuse, households.add_dossier, self.person_id, other, link, since)
        if changes is not None:
            self.added = typed["first_names"].strip() or typed["name"].strip()
            self.accept()

    def refuse(self, field: str, said: str) -> None:
        """Say why beside the field."""
        self.fields.get(field, self.fields["first_names"]).refuse(said)


def said(each: Likeness) -> str:
    """« Lina Marchetti, 04/05/2020 »."""
    birth = f", {say_birth(each.line.birth)}" if each.line.birth else ""
    return f"{each.line.name}{birth}"
