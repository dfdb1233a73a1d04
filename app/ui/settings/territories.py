# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lists of départements that rules speak of, to be confirmed with the préfecture and corrected here."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.french.typography import typeset
from app.services import territories
from app.services.changes import Changes
from app.services.office import Office
from app.services.territories import TerritoryView
from app.ui.desk import Desk
from app.ui.lane import Task
from app.ui.settings.section import SlowVerb
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, emptied

LISTS_SAID = (
    "À confirmer auprès de la préfecture. Codes ou noms, séparés par des virgules ; un champ vidé reprend la liste "
    "fournie. Les échéances sont recomptées aussitôt."
)


class TerritoriesPane(QWidget):
    """One field per list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.slow: SlowVerb | None = None
        self.fields: dict[str, Field[LineEdit]] = {}
        self.holder = QWidget()
        self.lines = column(self.holder, gap=8)
        stack = column(self, gap=8, margins=(0, 4, 0, 0))
        stack.addWidget(Label(typeset(LISTS_SAID), "label", "ink2", wrap=True))
        stack.addWidget(self.holder)
        stack.addStretch(1)

    def refresh(self) -> None:
        """Read the lists again."""
        self.show_lists(self.desk.read(territories.territories) or ())

    def show_lists(self, found: Iterable[TerritoryView]) -> None:
        """Show the lists of départements; one that is being typed in stays."""
        views = list(found)
        if list(self.fields) != [view.id for view in views]:
            emptied(self.lines)
            self.fields = {view.id: self.field(view) for view in views}
            for field in self.fields.values():
                self.lines.addWidget(field)
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
        self.refresh()

    def refuse(self, field: str, said: str) -> None:
        """Say why not beside the list."""
        if field in self.fields and said:
            self.fields[field].refuse(said)

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
