# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a procedure: which scheme, from which day, in which département."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.french.dates import say_long
from app.french.typography import typeset
from app.schemes.definitions import Scheme
from app.services import procedures, scheme_search
from app.ui.desk import Desk
from app.ui.scheme_picker import SchemePicker
from app.ui.widgets import editors
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import grid

WIDTH = 560


class OpeningDialog(Dialog):
    """Opens a procedure for a person; `created` is its id once done."""

    def __init__(self, parent: QWidget, desk: Desk, person_id: UUID) -> None:
        super().__init__(parent, "Ouvrir une démarche", WIDTH)
        self.desk, self.person_id = desk, person_id
        self.created: UUID | None = None
        self.schemes = desk.office.catalogue.schemes
        often = desk.read(scheme_search.often_opened) or ()
        self.scheme = Field("Dispositif", SchemePicker(scheme_search.SchemeIndex(desk.office.catalogue), often))
        self.summary = Label("", "label", "ink2", wrap=True)
        self.date = editors.DateEditor(desk.office.today)
        self.date.set_value(desk.office.today())
        self.opened = Field("Ouverte le", self.date, help="Une démarche suit les règles du jour où elle est ouverte.")
        self.department = Field("Département", LineEdit(procedures.own_department(desk.office)))
        self.save = Button("Ouvrir la démarche", "principal", "plus")
        close = Button("Renoncer")
        stack = self.stack
        stack.addWidget(self.scheme)
        stack.addWidget(self.summary)
        fields = grid()
        fields.addWidget(self.opened, 0, 0, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.department, 0, 1, Qt.AlignmentFlag.AlignTop)
        stack.addLayout(fields)
        self.put(self.save, close)
        self.save.clicked.connect(self.open_procedure)
        close.clicked.connect(self.reject)
        self.scheme.editor.chosen.connect(self.choose)
        self.scheme.editor.opened.connect(self.open_chosen)
        self.choose(None)
        self.scheme.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, scheme: object) -> None:
        """Say what the chosen scheme is."""
        found = self.schemes.get(str(scheme)) if scheme else None
        self.summary.say("\n".join(told(found)) if found else "")
        if found is None:
            self.save.forbid("Choisissez d’abord un dispositif.")
        else:
            self.save.allow()

    def open_chosen(self, _scheme: str) -> None:
        """Enter or a double click in the list opens the procedure."""
        self.save.press()

    def open_procedure(self) -> None:
        """Open it, or say why not beside the field."""
        for field in (self.scheme, self.opened, self.department):
            field.clear_reason()
        changes = self.desk.attempt(
            self.refuse,
            procedures.open_procedure,
            self.person_id,
            str(self.scheme.editor.value() or ""),
            self.date.value(),
            self.department.editor.text().strip().upper(),
        )
        if changes is not None:
            self.created = changes.created
            self.accept()

    def refuse(self, field: str, sentence: str) -> None:
        """Say why."""
        places = {"opened_on": self.opened, "department": self.department}
        places.get(field, self.scheme).refuse(sentence)


def told(scheme: Scheme) -> Iterator[str]:
    """What a scheme is, and until when it could be entered."""
    yield scheme.current.summary
    if scheme.closing:
        since = say_long(scheme.closing.on)
        yield typeset(f"Plus aucune entrée depuis le {since} : seule une démarche ouverte avant peut être reprise ici.")
