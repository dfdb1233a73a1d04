# SPDX-License-Identifier: AGPL-3.0-or-later
"""The right column of « Situation »: her own words, the procedures a theme serves, what changed lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.french.dates import say_short
from app.french.typography import typeset
from app.schemes.catalogue import Catalogue
from app.services import procedure_view, sheet
from app.services.history import HistoryLine
from app.services.procedure_view import ProcedureLine
from app.ui import person_words
from app.ui.desk import Desk
from app.ui.person.situation_changes import latest
from app.ui.person.themes import Theme
from app.ui.record import RecordFields
from app.ui.routes import Route
from app.ui.widgets.buttons import Link
from app.ui.widgets.labels import Label, Quote, SectionHeading
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import Surface


class SituationAside(Surface):
    """Beside the fields, or under them where the width is short."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("canvas", "left")
        self.desk = desk
        self.words = OwnWords(desk)
        self.serves_heading = SectionHeading("Sert à")
        self.serves = SideList("Démarches que ce thème sert", "canvas", fitted=True, flat=True)
        self.serves.opened.connect(self.open_procedure)
        self.no_procedure = Label("Aucune démarche ouverte n’utilise ce thème.", "label", "ink2", wrap=True)
        self.changed_heading = SectionHeading("Ce qui a changé")
        self.changed = SideList("Ce qui a changé", "canvas", fitted=True, flat=True)
        self.no_change = Label("Rien n’a changé depuis la création.", "label", "ink2", wrap=True)
        self.stack = column(self, gap=4, margins=(16, 12, 16, 20))
        for part in (self.words, self.serves_heading, self.serves, self.no_procedure):
            self.stack.addWidget(part)
        self.stack.addSpacing(12)
        for part in (self.changed_heading, self.changed, self.no_change):
            self.stack.addWidget(part)
        self.stack.addStretch(1)

    def lay(self, *, under: bool, width: int) -> None:
        """Stand at the right in a width, or under the fields in theirs."""
        self.edges = ["top"] if under else ["left"]
        self.setMinimumWidth(0 if under else width)
        self.setMaximumWidth(16_777_215 if under else width)

    def show_theme(self, person_id: UUID, theme: Theme, done: Sequence[HistoryLine]) -> None:
        """Show what goes with a theme."""
        self.words.show_person(person_id)
        lines = self.desk.read(procedure_view.of_person, person_id) or ()
        items = serving(self.desk.office.catalogue, lines, theme)
        self.serves.show_rows(items)
        self.serves.setVisible(bool(items))
        self.no_procedure.setVisible(not items)
        changes = latest(done, theme, self.desk.office.today())
        self.changed.show_rows(changes)
        self.changed.setVisible(bool(changes))
        self.no_change.setVisible(not changes)

    def open_procedure(self, procedure: str) -> None:
        """Open a procedure that the theme serves."""
        self.desk.go(Route("procedure", UUID(procedure)))


class OwnWords(QWidget):
    """What the person says, quoted; a link opens the field where it is written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.person_id: UUID | None = None
        self.heading = SectionHeading("Ses mots")
        self.quote = Quote()
        self.link = Link("Noter ses mots", "label")
        self.link.clicked.connect(self.write)
        self.field = RecordFields(desk, "person", ("own_words",))
        self.field.hide()
        editor = self.field.fields["own_words"].editor
        editor.left.connect(self.close_field)
        stack = column(self, gap=6, margins=(0, 0, 0, 12))
        for part in (self.heading, self.quote, self.field):
            stack.addWidget(part)
        stack.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)

    def show_person(self, person_id: UUID) -> None:
        """Show the words of a person and the day they were noted."""
        other, self.person_id = person_id != self.person_id, person_id
        views = self.desk.read(sheet.view, "person", person_id)
        if views is None:
            return
        words, noted = str(views["own_words"].value or ""), views["own_words_on"].value
        day = self.desk.office.today()
        self.heading.say("Ses mots", say_short(noted, day) if isinstance(noted, date) and words else "")
        self.quote.say(f"«\u00a0{words}\u00a0»")
        self.link.say("Modifier ses mots" if words else "Noter ses mots")
        if other or views["own_words"].draft:
            self.field.show_record(person_id, person_id)
        self.show_field(bool(views["own_words"].draft) or (not other and self.field.isVisible()))
        if not words:
            self.quote.hide()

    def show_field(self, shown: bool) -> None:
        """Show the field, or the quote and its link."""
        self.field.setVisible(shown)
        self.quote.setVisible(not shown)
        self.link.setVisible(not shown)

    def write(self) -> None:
        """Open the field."""
        if self.person_id is not None:
            self.field.show_record(self.person_id, self.person_id)
            self.show_field(True)
            self.field.focus_field("own_words")

    def close_field(self) -> None:
        """Come back to the quote once the words are saved; a refusal keeps the field open."""
        if not self.field.waiting and self.person_id is not None:
            self.show_field(False)
            self.show_person(self.person_id)


def serving(catalogue: Catalogue, lines: Sequence[ProcedureLine], theme: Theme) -> list[SideItem]:
    """The open procedures whose form asks something of a theme, with the part of the form."""
    items: list[SideItem] = []
    for each in lines:
        scheme = catalogue.schemes.get(each.scheme)
        form = catalogue.form(scheme.current) if scheme is not None and not each.closed else None
        sections = form.sections if form else ()
        part = next((one for one in sections if any(field.category in theme.categories for field in one.fields)), None)
        if part is not None:
            icon, token = person_words.SERVING[each.shade]
            said = f"rubrique {part.rubric}, {part.title.lower()}" if part.rubric else part.title.lower()
            items.append(SideItem(str(each.id), each.title, typeset(said), icon=icon, icon_token=token))
    return items
