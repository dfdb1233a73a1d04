# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new dossier: three fields. People who may be the same are pointed out before; they never prevent anything."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.french.dates import say_birth
from app.french.typography import typeset
from app.services import duplicates, people, sheet
from app.services.duplicates import Likeness
from app.services.person_lines import PersonLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.people import model
from app.ui.record import typed_in
from app.ui.widgets.buttons import Button
from app.ui.widgets.date_field import BirthField
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface

LOOK_AFTER = 250  # milliseconds without a letter before looking for the same person
FORM, LIST = 400, 420
STACKED = 860
LIKELY = ("exact", "very_likely")
LEVELS = {"exact": ("git-merge", "lost"), "very_likely": ("git-merge", "lost"), "possible": ("user-search", "ink2")}


class Creation(QWidget):
    """Signals: `created(id)`, `opened(id)` someone already here, `closed` without creating."""

    created = Signal(object)
    opened = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pointed_out: set[UUID] = set()
        labels = {name: field.label for name, field in sheet.fields_of("person").items()}
        self.fields: dict[str, Field[Any]] = {
            "birth_name": Field(labels["birth_name"], LineEdit()),
            "first_names": Field(labels["first_names"], LineEdit()),
            "birth": Field(labels["birth"], BirthField(desk.office.today)),
        }
        self.save = Button("Créer le dossier", "principal", "user-plus")
        self.close_button = Button("Renoncer")
        self.heading = SectionHeading("Peut-être déjà là")
        self.list = SideList("Personnes qui sont peut-être la même", "canvas", fitted=True, flat=True, rules=True)
        self.help = Label("Entrée ouvre son dossier. Si c’est quelqu’un d’autre, créez le dossier.", "label", "ink2")
        self.help.setWordWrap(True)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(LOOK_AFTER)
        self.arrange()
        self.wire()

    def arrange(self) -> None:
        """Put the fields at the left, who may be the same at the right."""
        self.form, self.others = QWidget(), QWidget()
        form = column(self.form, gap=12)
        form.addWidget(Label("Nouveau dossier", "title", weight=600))
        for field in self.fields.values():
            form.addWidget(field)
        buttons = row(gap=8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        form.addLayout(buttons)
        form.addStretch(1)
        others = column(self.others, gap=6)
        for part in (self.heading, self.list, self.help):
            others.addWidget(part)
        others.addStretch(1)
        inside = QWidget()
        self.line = row(inside, gap=40, margins=24)
        self.line.addWidget(self.form)
        self.line.addWidget(self.others)
        self.line.addStretch(1)
        column(self).addWidget(ScrolledSurface(inside, "canvas"))
        self.settle()

    def wire(self) -> None:
        """Connect the parts."""
        for field in self.fields.values():
            field.editor.textChanged.connect(self.timer.start)
            field.editor.returnPressed.connect(self.enter)
        self.timer.timeout.connect(self.look)
        self.save.clicked.connect(self.create)
        self.close_button.clicked.connect(self.closed)
        self.list.opened.connect(self.opened)

    def begin(self, text: str) -> None:
        """Start from what was searched."""
        for name, value in model.guessed(text).items():
            self.fields[name].editor.setText(value)
            self.fields[name].clear_reason()
        self.look()
        first = next((one for one in self.fields.values() if not one.editor.text()), self.fields["birth_name"])
        first.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.editor.selectAll()

    def typed(self) -> dict[str, str]:
        """What stands in the three fields."""
        return {name: typed_in(field.editor) for name, field in self.fields.items()}

    def look(self) -> None:
        """Look for people who may be the same."""
        self.timer.stop()
        typed = self.typed()
        found = self.desk.read(duplicates.likely, typed["birth_name"], typed["first_names"], typed["birth"]) or ()
        self.list.show_rows([item(each) for each in found])
        self.pointed_out = {each.line.id for each in found if each.level in LIKELY}
        self.others.setVisible(bool(found))
        self.save.say("Créer quand même" if found else "Créer le dossier")

    def enter(self) -> None:
        """Enter in a field: make the dossier, or go to who is likely to be the same; the button then makes it."""
        self.look()
        if self.pointed_out:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.create()

    def create(self) -> None:
        """Make the dossier; someone likely to be the same and not shown yet is shown first."""
        before = self.pointed_out
        self.look()
        if self.pointed_out - before:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for field in self.fields.values():
            field.clear_reason()
        changes = self.desk.attempt(self.refuse, people.create_person, self.typed())
        if changes is not None:
            for field in self.fields.values():
                field.editor.clear()
            self.timer.stop()
            self.created.emit(changes.created)

    def refuse(self, field: str, sentence: str) -> None:
        """Say why beside the field, and go to it."""
        place = self.fields.get(field, self.fields["birth_name"])
        place.refuse(sentence)
        place.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape comes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def settle(self) -> None:
        """Put the two parts side by side, or one under the other."""
        stacked = self.width() < STACKED or theme.scale() > 1.4
        self.line.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        for part, width in ((self.form, FORM), (self.others, LIST)):
            part.setMinimumWidth(0 if stacked else theme.px(width))
            part.setMaximumWidth(16_777_215 if stacked else theme.px(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()


def followed(line: PersonLine) -> str:
    """« suivie par Nadia Benali »."""
    word = {"mme": "suivie par", "m": "suivi par"}.get(line.title or "", "avec")
    return f"{word} {line.lead}" if line.lead else ""


def item(each: Likeness) -> SideItem:
    """Someone who may be the same: who, born when, followed by whom, and why."""
    line = each.line
    icon, token = LEVELS[each.level]
    parts = [say_birth(line.birth) if line.birth else "", line.town, followed(line)]
    second = " · ".join(part for part in parts if part)
    return SideItem(
        str(line.id), model.full(line), typeset(f"{second}\n{each.because}"), icon=icon, icon_token=token, strong=True
    )
