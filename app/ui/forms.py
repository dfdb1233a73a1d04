# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form's definition as widgets: sections, fields of their types, what is missing, what is refused and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.schemes import paths
from app.schemes.forms import FormDefinition, FormField, Missing, Section, shown
from app.schemes.vocabularies import Vocabularies
from app.services import cautions
from app.services.provenance import Origin
from app.services.wording import caution_sentence
from app.ui.form_origins import OriginLine
from app.ui.form_rows import ListOfRows, OwnRows, is_typed_here
from app.ui.widgets import editors
from app.ui.widgets.buttons import LongLink
from app.ui.widgets.date_field import TypedDate
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column, grid

SPANS = {"full": 6, "half": 3, "third": 2}
WHOLE_LINE = editors.LONG | {"multi", "email"}
LONG_LABEL = 36  # letters, with « facultatif »: a longer one asks for the whole line
OPTIONAL = len("  facultatif")
NOT_TYPED = frozenset({"sign", "stamp", "text_only", "hand", "documents", "group"})


DRAFT_AFTER = 1000  # milliseconds: what is typed goes to its draft each second
Texts = Mapping[str, tuple[str, str]]
"""What waits in fields, by path: the text, and the reason why, empty while it is only being typed."""


class FormView(QWidget):
    """The form. A text that was refused, or is being typed, stays beside its reason whatever is shown again.

    Signals: `filled(path, value)` when a field is left, `elsewhere(path)` to fill a list in the dossier, `waited(path,
    text, reason)` for what is to be kept as a draft (an empty text: nothing waits any more), `chosen(path, choice)`
    between the dossier and this form only, `reached(path)` when a field gets the keyboard,
    `row_asked(section, rank)` (-1: one more) and `row_withdrawn(section, rank)` for the rows that are typed here.
    """

    reached = Signal(str)
    row_asked = Signal(object, int)
    row_withdrawn = Signal(object, int)

    filled = Signal(str, object)
    chosen = Signal(str, str)
    elsewhere = Signal(str)
    waited = Signal(str, str, str)

    def __init__(self, today: Callable[[], date], vocabularies: Vocabularies) -> None:
        super().__init__()
        self.today, self.vocabularies = today, vocabularies
        self.drawn: list[tuple[str, str]] = []
        self.lists: dict[str, ListOfRows | OwnRows] = {}
        self.definition: FormDefinition | None = None
        self.fields: dict[str, Field[Any]] = {}
        self.checks: dict[str, str] = {}
        self.values: Mapping[str, Any] = {}
        self.stack = column(self, gap=14, margins=(16, 12, 16, 24))
        self.origins: dict[str, OriginLine] = {}
        self.gaps = Gaps()
        self.gaps.wanted.connect(self.focus_path)
        self.sections: list[QWidget] = []
        self.waiting: dict[str, tuple[str, str]] = {}
        self.typing: set[str] = set()
        self.presenting = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(DRAFT_AFTER)
        self.timer.timeout.connect(self.keep_typing)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.tell_reached)

    def show_form(
        self, form: FormDefinition, values: Mapping[str, Any], missing: Sequence[Missing], drafts: Texts | None = None
    ) -> None:
        """Show a form; the same form keeps its widgets, its focus and what is being typed.

        `drafts` are given when another thing is shown: all that waited for the one before is let go.
        """
        self.values = values
        if drafts is not None:
            self.let_go()
        kept = dict(drafts or {}) | self.waiting | {path: (self.typed(path), "") for path in self.typing}
        wanted = [(section.id, field.path) for section, field in shown_fields(form, values)]
        rebuilt = self.definition is not form or wanted != self.drawn
        if rebuilt:
            self.rebuild(form, values)
            self.drawn = wanted
        self.presenting = True
        for path, field in self.fields.items():
            if path in kept and (rebuilt or drafts is not None):
                self.show_waiting(path, *kept[path])
            elif path not in kept and (not field.editor.hasFocus() or drafts is not None):
                field.editor.present(self.values.get(path))
                self.warn(path)
        self.presenting = False
        self.refresh_lists()
        self.gaps.show_gaps(missing)

    def show_origins(self, origins: Mapping[str, Origin], corrected: str = "") -> None:
        """Say beside each field where its value comes from; `corrected` was just written in the dossier from here."""
        for path, field in self.fields.items():
            origin = origins.get(path)
            field.say_origin(origin.said if origin else "")
            self.origins[path].show_origin(origin)
        if corrected in self.origins:
            self.origins[corrected].say_corrected()

    def warn(self, path: str) -> None:
        """Say what is unusual about a value that was kept."""
        caution = cautions.about(self.checks.get(path), self.values.get(path))
        if caution is not None:
            self.fields[path].doubt(caution_sentence(caution))

    def let_go(self) -> None:
        """Forget what waits and what is being typed: it belongs to something else."""
        self.waiting.clear()
        self.typing.clear()
        for field in self.fields.values():
            field.clear_reason()

    def show_waiting(self, path: str, text: str, reason: str) -> None:
        """Show what waits in a field instead of its value, with the reason why."""
        field = self.fields[path]
        field.editor.present(self.values.get(path))
        if isinstance(field.editor, LineEdit):
            field.editor.setText(text)
        elif isinstance(field.editor, editors.LongEditor):
            field.editor.set_value(text)
        if reason:
            self.waiting[path] = (text, reason)
            field.refuse(reason)
        elif path not in self.typing:
            field.doubt("Brouillon repris, pas encore enregistré.")

    def rebuild(self, form: FormDefinition, values: Mapping[str, Any]) -> None:
        """Draw the sections that are shown with these values."""
        self.definition = form
        focused = next((path for path, field in self.fields.items() if field.editor.hasFocus()), "")
        while self.stack.count():
            item = self.stack.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.gaps:
                widget.deleteLater()
        self.fields.clear()
        self.origins.clear()
        self.lists.clear()
        self.stack.addWidget(self.gaps)
        for section in form.sections:
            if shown(section, values):
                self.add_section(section, values)
        self.stack.addStretch(1)
        if focused:
            self.focus_path(focused)

    def add_section(self, section: Section, values: Mapping[str, Any]) -> None:
        """Draw one section: its heading, then its fields, or its rows with a way to the list."""
        typed = [field for field in section.fields if field.type not in NOT_TYPED and shown(field, values)]
        fields = list({field.path: field for field in reversed(typed)}.values())[::-1]
        if not fields and section.repeated is None:
            return
        holder = QWidget()
        stack = column(holder, gap=10)
        aside = f"rubrique {section.rubric}" if section.rubric else ""
        stack.addWidget(SectionHeading(section.title, aside))
        if section.help:
            stack.addWidget(Label(section.help, "label", "ink2", wrap=True))
        if section.repeated is not None:
            stack.addWidget(self.rows_of(section, section.repeated))
        else:
            stack.addLayout(self.lay_out(fields))
        self.stack.addWidget(holder)

    def rows_of(self, section: Section, group: str) -> QWidget:
        """The rows of a repeated section."""
        if not is_typed_here(section):
            listed = self.lists[group] = ListOfRows(section)
            listed.asked.connect(self.elsewhere)
            return listed
        own = self.lists[group] = OwnRows(section)
        own.asked.connect(self.row_asked)
        own.withdrawn.connect(self.row_withdrawn)
        return own

    def lay_out(self, fields: Sequence[FormField]) -> Any:
        """Put fields side by side by their widths."""
        made = grid()
        line, at = 0, 0
        for field in fields:
            long = len(field.label) + (0 if field.required else OPTIONAL) > LONG_LABEL
            span = 6 if field.type in WHOLE_LINE or long else min(SPANS[field.width], 3)
            if at + span > 6:
                line, at = line + 1, 0
            shown_field = self.field(field)
            shown_field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # columns stay equal
            made.addWidget(shown_field, line, at, 1, span, Qt.AlignmentFlag.AlignTop)
            at += span
        for rank in range(6):
            made.setColumnStretch(rank, 1)
        return made

    def field(self, field: FormField) -> Field[Any]:
        """The widget of one field; a choice that the paper asks as yes or no is typed as the choice it is."""
        known = paths.find(field.path) if field.yes_for else None
        kind = known.type if known else field.type
        editor = editors.make(kind, self.today, self.options(field, known))
        label = known.label if known else field.label
        label = f"{field.rubric}\u00a0{label}" if field.rubric and not known else label
        made: Field[Any] = Field(label, editor, optional=not field.required, help=field.help)
        editor.setProperty("path", field.path)
        editor.edited.connect(self.tell)
        if isinstance(editor, editors.LongEditor):
            editor.textChanged.connect(self.note_typing)
        elif isinstance(editor, LineEdit):
            editor.textEdited.connect(self.note_typing)
        if isinstance(editor, TypedDate):
            editor.misread.connect(self.hold_misread)
            editor.understood.connect(self.hold_reason)
        self.fields[field.path] = made
        if field.format:
            self.checks[field.path] = field.format
        self.origins[field.path] = line = OriginLine(field.path, label)
        line.chosen.connect(self.chosen)
        made.put_below(line)
        return made

    def options(self, field: FormField, known: paths.DataPath | None) -> list[tuple[str, str]]:
        """The choices of a field."""
        if known is not None and known.vocabulary is not None:
            return [(choice.code, choice.label) for choice in self.vocabularies[known.vocabulary].choices.values()]
        return [(choice.code, choice.label) for choice in field.choices]

    def refresh_lists(self) -> None:
        """Show the rows of the repeated sections again."""
        for group, rows in self.lists.items():
            rows.show_rows(cast("Sequence[Mapping[str, Any]]", self.values.get(group, ())))

    def tell(self, value: object) -> None:
        """Announce what a field was given."""
        editor = self.sender()
        path = str(editor.property("path"))
        self.waiting.pop(path, None)
        self.typing.discard(path)
        self.fields[path].clear_reason()
        self.filled.emit(path, value)

    def refuse(self, path: str, sentence: str) -> None:
        """Say why beside the field; what was typed stays, and is a draft."""
        field = self.fields.get(path)
        if field is not None:
            self.waiting[path] = (self.typed(path), sentence)
            field.refuse(sentence)
            self.waited.emit(path, *self.waiting[path])

    def typed(self, path: str) -> str:
        """What stands in a field."""
        editor = self.fields[path].editor if path in self.fields else None
        return editors.typed_in(editor) if isinstance(editor, LineEdit | editors.LongEditor) else ""

    def hold_misread(self, sentence: str) -> None:
        """Keep a text that is no date beside the reason why."""
        if not self.presenting:
            path = str(self.sender().property("path"))
            self.typing.discard(path)
            self.refuse(path, sentence)

    def hold_reason(self) -> None:
        """Keep the reason of a date that reads well and yet was refused; let it go once it is written otherwise."""
        path = str(self.sender().property("path"))
        if self.presenting or path not in self.waiting:
            return
        text, reason = self.waiting[path]
        if self.typed(path) == text:
            self.fields[path].refuse(reason)
        else:
            self.waiting.pop(path)
            self.waited.emit(path, "", "")

    def note_typing(self) -> None:
        """Keep a draft within a second."""
        if not self.presenting:
            self.typing.add(str(self.sender().property("path")))
            if not self.timer.isActive():
                self.timer.start()

    def keep_typing(self) -> None:
        """Tell what is being typed, so that it is kept."""
        for path in tuple(self.typing):
            if path in self.fields:
                before, reason = self.waiting.get(path, ("", ""))
                text = self.typed(path)
                if path not in self.waiting and editors.is_as_kept(self.fields[path].editor):
                    text = ""
                self.waited.emit(path, text, reason if text == before else "")

    def focus_path(self, path: str) -> None:
        """Bring a field in sight and give it the focus; a list leads to the dossier."""
        field, rows = self.fields.get(path), self.lists.get(f"{path.partition('[]')[0]}[]")
        if field is not None:
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(rows, OwnRows):
            rows.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.elsewhere.emit(path)

    def tell_reached(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Announce the field that has just got the keyboard."""
        if now is not None and self.isAncestorOf(now):
            path = next((path for path, field in self.fields.items() if field.isAncestorOf(now)), "")
            self.reached.emit(path)

    def flush(self) -> None:
        """Announce what is being typed without waiting for the focus to leave."""
        for field in self.fields.values():
            editor = field.editor
            if editor.hasFocus() and isinstance(editor, TypedDate):
                editor.read()
            elif editor.hasFocus() and hasattr(editor, "tell"):
                editor.tell()


class Gaps(Notice):
    """What the form still lacks, each one click away. Signal: `wanted(path)`."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("soon", "")
        self.links = QWidget()
        self.flow = FlowLayout(self.links, gap=12, line_gap=4)
        self.stack.addWidget(self.links)

    def show_gaps(self, missing: Sequence[Missing]) -> None:
        """List what is missing; nothing is shown when nothing is."""
        while self.flow.count():
            item = self.flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        seen = {gap.path: gap.label for gap in missing}
        self.setVisible(bool(seen))
        count = len(seen)
        self.say(f"Il manque {count} {'réponse' if count == 1 else 'réponses'} avant d’imprimer\u00a0:")
        for path, label in seen.items():
            link = LongLink(label, "label", token="soon")
            link.setProperty("path", path)
            link.clicked.connect(self.ask)
            self.flow.addWidget(link)

    def ask(self) -> None:
        """Ask for the field of the link."""
        self.wanted.emit(str(self.sender().property("path")))


def shown_fields(form: FormDefinition, values: Mapping[str, Any]) -> list[tuple[Section, FormField]]:
    """What is asked with these values, in order."""
    sections = [section for section in form.sections if shown(section, values)]
    return [(section, field) for section in sections for field in section.fields if shown(field, values)]
