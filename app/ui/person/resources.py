# SPDX-License-Identifier: AGPL-3.0-or-later
"""What comes in each month: a line per resource, its total, and the fields of the line chosen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.french.amounts import euros
from app.french.dates import say_form
from app.french.typography import typeset
from app.services import resources
from app.services.resources import ResourcesView, ResourceView
from app.ui import theme
from app.ui.desk import Desk
from app.ui.record import RecordFields
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.rows import Group
from app.ui.widgets.spacing import column, row
from app.ui.widgets.table import Cell, Column
from app.ui.widgets.table_fitted import FittedTable

LINES = ("kind:3 amount:3", "since:3 until:3", "holder:3 proof:3")
HELPS = {"holder": "Vide\u00a0: la personne elle-même.", "proof": "Par exemple\u00a0: bulletin d’octobre."}


class ResourcesPanel(QWidget):
    """The table of resources. Choosing one shows its fields; Suppr takes it away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.person_id: UUID | None = None
        self.feminine = False
        self.found: dict[str, ResourceView] = {}
        columns = (
            Column("Ressource", name, 200, 2),
            Column("Par mois", amount, 100, figures=True),
            Column("Depuis", since, 90, rank=2),
            Column("Preuve", proof, 150, 1, rank=1),
        )
        self.table = FittedTable("Ressources", columns)
        self.table.chosen.connect(self.show_chosen)
        self.table.opened.connect(self.enter)
        kinds = desk.office.catalogue.vocabularies["resource_kind"].choices.values()
        self.adding = ChoiceField([(each.code, each.label) for each in kinds], "Ajouter une ressource")
        self.adding.setAccessibleName("Ajouter une ressource")
        self.adding.chosen.connect(self.add_kind)
        self.total = Label("", "body", "ink2", stressed=True, wrap=True)
        self.heading = SectionHeading("")
        self.fields = RecordFields(desk, "resource", LINES, helps=HELPS)
        self.withdraw_button = Button("Retirer cette ressource", "quiet", small=True)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.arrange()

    def arrange(self) -> None:
        """Put the table, what adds to it, the total, then the fields."""
        stack = column(self, gap=10)
        stack.addWidget(self.table)
        foot = row(gap=16)
        foot.addWidget(self.adding)
        foot.addWidget(self.total, 1)
        stack.addLayout(foot)
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self.heading, self.fields):
            stack.addWidget(part)
        stack.addWidget(self.withdraw_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.adding.setMinimumWidth(theme.px(220))

    def show_person(self, person_id: UUID, feminine: bool) -> None:
        """Show the resources of a person; the one chosen stays chosen."""
        self.person_id, self.feminine = person_id, feminine
        budget = self.desk.read(resources.of_person, person_id)
        if budget is None:
            return
        self.found = {str(each.id): each for each in (*budget.current, *budget.coming, *budget.past)}
        self.table.rows.show_rows(rows(budget))
        self.table.setVisible(bool(self.found))
        self.total.say(total(budget))
        if self.table.value() not in self.found and budget.current:
            self.table.set_value(str(budget.current[0].id))
        self.show_chosen(self.table.value())

    def show_chosen(self, key: str) -> None:
        """Show the fields of a resource."""
        chosen = self.found.get(key)
        for part in (self.heading, self.fields, self.withdraw_button):
            part.setVisible(chosen is not None)
        if chosen is not None:
            self.heading.say(chosen.kind_label)
            self.fields.show_record(chosen.id, self.person_id, feminine=self.feminine)

    def enter(self, _key: str) -> None:
        """Go to the fields of the resource chosen."""
        self.fields.focus_field("amount")

    def add(self) -> None:
        """Go to what adds a resource."""
        self.adding.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.adding.showPopup()

    def add_kind(self, kind: object) -> None:
        """Add a resource of a kind; its amount is typed next."""
        self.adding.set_value(None)
        if self.person_id is None or not kind:
            return
        since = say_form(self.desk.office.today().replace(day=1))
        changes = self.desk.run(resources.add, self.person_id, str(kind), {"since": since})
        if changes is not None:
            self.show_person(self.person_id, self.feminine)
            self.table.set_value(str(changes.created))
            self.fields.focus_field("amount")

    def withdraw(self) -> None:
        """Take away a resource written by mistake."""
        key = self.table.value()
        if key in self.found and self.desk.run(resources.remove, self.found[key].id) is not None:
            self.desk.announced.emit("Ressource retirée.", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Suppr takes away the resource chosen, F2 edits it."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.withdraw()
        elif event.key() == Qt.Key.Key_F2 and self.table.hasFocus():
            self.enter("")
        else:
            super().keyPressEvent(event)

    def focus_field(self, field: str) -> bool:
        """Go to a field of the resource chosen; whether there is one."""
        return bool(self.table.value()) and self.fields.focus_field(field)

    def focus_first(self) -> None:
        """Go to the table, or to what adds a first resource."""
        (self.table if self.found else self.adding).setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Save what is being typed."""
        self.fields.flush()


@dataclass(frozen=True)
class Line:
    """A resource as a row."""

    id: str
    view: ResourceView


def rows(budget: ResourcesView) -> list[Group | Line]:
    """This month's resources, then those to come and those that have ended."""
    made: list[Group | Line] = [Line(str(each.id), each) for each in budget.current]
    for title, views in (("À venir", budget.coming), ("Terminées", budget.past)):
        if views:
            made += [Group(title, len(views)), *(Line(str(each.id), each) for each in views)]
    return made


def name(line: Line) -> Cell:
    """What it is, and who receives it."""
    holder = f" · {line.view.holder}" if line.view.holder else ""
    return Cell(line.view.kind_label + holder)


def amount(line: Line) -> Cell:
    """How much a month."""
    known = line.view.amount
    return Cell("à noter", token="soon") if known is None else Cell(euros(known), figures=True)


def since(line: Line) -> Cell:
    """Since which month, « 02/2026 »."""
    day = line.view.since
    return Cell(f"{day:%m/%Y}" if day else "", token="ink2")


def proof(line: Line) -> Cell:
    """What proves it, or that it is still to be asked for."""
    if line.view.proof:
        return Cell(line.view.proof, icon="file-check", icon_token="ok")
    return Cell("à demander", token="soon", icon="help-circle")


def total(budget: ResourcesView) -> str:
    """« Total *1 476 €* · moyenne des trois derniers mois *1 402 €* »."""
    if budget.total is None:
        return "" if budget.current else "Aucune ressource notée ce mois-ci."
    mean = "" if budget.mean is None else f" · moyenne des trois derniers mois *{euros(budget.mean)}*"
    return typeset(f"Total *{euros(budget.total)}* par mois{mean}")
