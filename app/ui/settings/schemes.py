# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Dispositifs »: each scheme in plain French, what is verified of it, and the lists of départements to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.french.dates import say_long
from app.french.typography import typeset
from app.schemes.explain import Explanation, explain
from app.services import territories
from app.services.changes import Changes
from app.services.office import Office
from app.services.territories import TerritoryView
from app.ui.desk import Desk
from app.ui.lane import Task
from app.ui.settings.section import Section, SlowVerb
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.pastille import Pastille
from app.ui.widgets.spacing import column, emptied

DOUBTS = "À vérifier"
SAID = "Maillon explique et compte les délais ; il ne dit jamais qui peut prétendre à quoi."
ASIDE = "Fichiers mis de côté"
LISTS = "Listes de départements"
LISTS_SAID = (
    "À confirmer auprès de la préfecture. Codes ou noms, séparés par des virgules ; un champ vidé reprend la liste "
    "fournie. Les échéances sont recomptées aussitôt."
)


class SchemesSection(Section):
    """One page per scheme, then the lists."""

    title: ClassVar[str] = "Dispositifs"
    nouns: ClassVar[frozenset[str]] = frozenset({"setting"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.schemes = dict(desk.office.catalogue.schemes)
        self.stack.addWidget(Label(typeset(SAID), "body", "ink2", wrap=True))
        order = sorted(self.schemes.values(), key=lambda scheme: scheme.short_title)
        self.choice = FilterChips("Dispositifs", [(each.id, each.short_title, None) for each in order])
        self.choice.chosen.connect(self.show_scheme)
        self.page, self.lists, self.aside = QWidget(), QWidget(), QWidget()
        self.fields: dict[str, Field[LineEdit]] = {}
        for part in (self.choice, self.page, self.lists, self.aside):
            self.stack.addWidget(part)
        for holder in (self.page, self.lists, self.aside):
            column(holder, gap=8)
        self.stack.addStretch(1)
        self.setFocusProxy(self.choice)

    def refresh(self) -> None:
        """Show the scheme chosen, the lists, and what was set aside."""
        self.show_scheme(self.choice.value())
        self.show_lists(self.desk.read(territories.territories) or ())
        self.show_aside()

    def show_scheme(self, scheme: str) -> None:
        """Show the page of one scheme."""
        stack = layout_of(self.page)
        emptied(stack)
        if scheme in self.schemes:
            tell(stack, explain(self.schemes[scheme], ids=False))

    def show_lists(self, found: Iterable[TerritoryView]) -> None:
        """Show the lists of départements; one that is being typed in stays."""
        views = list(found)
        if list(self.fields) != [view.id for view in views]:
            stack = layout_of(self.lists)
            emptied(stack)
            self.fields = {view.id: self.field(view) for view in views}
            stack.addWidget(SectionHeading(LISTS))
            stack.addWidget(Label(typeset(LISTS_SAID), "label", "ink2", wrap=True))
            for field in self.fields.values():
                stack.addWidget(field)
        for view in views:
            field = self.fields[view.id]
            field.say_origin("corrigée ici" if view.corrected else "")
            if not field.editor.hasFocus():
                field.editor.setText(view.text)

    def field(self, view: TerritoryView) -> Field[LineEdit]:
        """The field of one list."""
        advice = [", ".join(view.schemes)]
        advice += ["à confirmer auprès de la préfecture"] if view.to_confirm else []
        advice += [view.source] if view.source else []
        made = Field(view.label, LineEdit(view.text), help=typeset(" · ".join(advice)))
        made.editor.setProperty("territory", view.id)
        made.editor.editingFinished.connect(self.keep_list)
        return made

    def keep_list(self) -> None:
        """Keep a list that was changed; every procedure it concerns is reckoned again, in the background."""
        editor = self.sender()
        views = {view.id: view for view in self.desk.read(territories.territories) or ()}
        view = views.get(str(editor.property("territory")))
        if view is not None and isinstance(editor, LineEdit) and editor.text().strip() != view.text:
            self.fields[view.id].clear_reason()
            self.slow = SlowVerb(self.desk, Correction(view.id, editor.text()), self.say_kept, self.refuse)

    def say_kept(self, _changes: object) -> None:
        """Say that the deadlines follow."""
        self.desk.announced.emit("Liste enregistrée. Les échéances sont recomptées.", False)

    def refuse(self, field: str, said: str) -> None:
        """Say why not beside the list."""
        if field in self.fields and said:
            self.fields[field].refuse(said)

    def show_aside(self) -> None:
        """List the files of the catalogue that are not used, and why."""
        stack = layout_of(self.aside)
        emptied(stack)
        faults = self.desk.office.catalogue.set_aside
        if faults:
            stack.addWidget(SectionHeading(ASIDE, str(len({fault.file for fault in faults}))))
        for fault in faults:
            stack.addWidget(Notice("soon", str(fault)))

    def leave(self) -> None:
        """Keep the list being typed."""
        for field in self.fields.values():
            if field.editor.hasFocus():
                field.editor.clearFocus()


class Correction:
    """A list as it was typed, as the lane runs it."""

    def __init__(self, territory: str, text: str) -> None:
        self.territory, self.text = territory, text

    def __call__(self, office: Office, _task: Task) -> Changes:
        """Keep it."""
        return territories.set_territory(office, self.territory, self.text)


def tell(stack: QVBoxLayout, page: Explanation) -> None:
    """Write the page of a scheme; what is not verified stands apart."""
    stack.addWidget(Label(page.title, "section", weight=600, wrap=True))
    stack.addWidget(Pastille("accepted", f"Vérifié le {say_long(page.checked_on)}"))
    for part in page.parts:
        if part.title == DOUBTS:
            stack.addWidget(Notice("soon", "\n".join(part.lines), DOUBTS, icon="help-circle"))
    for part in page.parts:
        if part.title != DOUBTS:
            stack.addSpacing(8)
            stack.addWidget(SectionHeading(part.title))
            for line in part.lines:
                stack.addWidget(Label(line.removeprefix("– "), "body", *look(line), wrap=True, inset=air(line)))


def look(line: str) -> tuple[str, int | None]:
    """The colour and weight of a line: what a deadline or a condition is called, or what is said of it."""
    return ("ink2", None) if line.startswith("– ") else ("ink", None)


def air(line: str) -> tuple[int, int, int, int]:
    """What is said of the line above stands a little to the right."""
    return (16, 0, 0, 0) if line.startswith("– ") else (0, 2, 0, 0)


def layout_of(holder: QWidget) -> QVBoxLayout:
    """The column of a holder."""
    found = holder.layout()
    assert isinstance(found, QVBoxLayout)
    return found
