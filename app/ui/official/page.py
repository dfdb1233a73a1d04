# SPDX-License-Identifier: AGPL-3.0-or-later
"""Describing an official form that nobody knew: its fields, what each receives, the very page filled beside them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar, cast
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.french.typography import typeset
from app.services import official_describing, official_mappings
from app.services.official_describing import Described, FieldLine, Kind
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import official as gestures
from app.ui.official.canvas import FieldsView
from app.ui.official.editor import FieldEditor
from app.ui.page import Page
from app.ui.routes import PageName, Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.editors import TextEditor
from app.ui.widgets.field import Field
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.paper_preview import PaperPreview
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, grid
from app.ui.widgets.surface import ScrolledSurface, Splitter
from app.ui.widgets.ticks import TickBox

FILLED_AFTER = 250  # milliseconds without a change before the form is filled again
BESIDE_ABOVE = 1000
BESIDE_SCALE = 1.4
LIST_HEIGHT = 220
PAPER_HEIGHT = 240
KINDS = "Réglage de formulaire (*.toml)"
NEW_BOX = QRectF(60, 60, 200, 18)
FLAT = (
    "Ce PDF n’a aucun champ. Tracez chaque zone à la souris sur la page, ou ajoutez-en une, puis déplacez-la avec "
    "les flèches (Maj pour l’agrandir, Ctrl pour aller plus vite)."
)
FIELDED = (
    "Choisissez un champ dans la liste ou sur la page, puis ce qu’il reçoit. Tracez une zone là où il en manque une."
)


class OfficialPage(Page):
    """The page of one form; its place is the referral whose dossier fills the preview."""

    name: ClassVar[PageName] = "official"
    nouns: ClassVar[frozenset[str]] = frozenset({"official_mapping", "official_field", "official_blank", "referral"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.described: Described | None = None
        self.head = PageHead("Formulaire officiel")
        self.add_button = Button("Ajouter une zone", icon="plus")
        self.take_button = Button("Charger un réglage…", icon="upload")
        self.share_button = Button("Enregistrer le réglage…", icon="download")
        self.done_button = Button("Terminer", "principal", "check")
        self.head.put(self.add_button, self.done_button)
        self.refusal = Notice("late", "")
        self.strays = Notice("soon", "")
        self.how = Label("", "label", "ink2", wrap=True)
        self.title = Field("Titre du formulaire", TextEditor())
        self.number = Field("Numéro", TextEditor(), optional=True)
        self.heading = SectionHeading("Champs")
        self.chips = FilterChips("Champs montrés", [("all", "Tous", None), ("left", "À régler", None)])
        self.list = SideList("Champs du formulaire", rules=True)
        self.editor = FieldEditor()
        self.specimen = TickBox("Remplir l’aperçu avec des valeurs d’exemple")
        self.canvas = FieldsView()
        self.preview = PaperPreview("Page", self.canvas)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(FILLED_AFTER)
        self.arrange()
        self.wire()

    def arrange(self) -> None:
        """Put the fields at the left and the page at the right, or one over the other where the room is short."""
        content = QWidget()
        stack = self.stack = column(content, gap=12, margins=(16, 12, 16, 24))
        for part in (self.refusal, self.strays, self.how):
            stack.addWidget(part)
        naming = grid()
        naming.addWidget(self.title, 0, 0, Qt.AlignmentFlag.AlignTop)
        naming.addWidget(self.number, 0, 1, Qt.AlignmentFlag.AlignTop)
        naming.setColumnStretch(0, 3)
        naming.setColumnStretch(1, 2)
        stack.addLayout(naming)
        files = QWidget()
        line = FlowLayout(files)
        line.addWidget(self.take_button)
        line.addWidget(self.share_button)
        for part in (self.heading, self.chips, self.list, self.editor, self.specimen, files):
            stack.addWidget(part)
        stack.addStretch(1)
        self.refusal.hide()
        self.panes = Splitter("official")
        self.left = ScrolledSurface(content)
        self.panes.addWidget(self.left)
        self.panes.addWidget(self.preview)
        self.panes.setSizes([theme.px(440), theme.px(740)])
        whole = column(self)
        whole.addWidget(self.head)
        whole.addWidget(self.panes, 1)
        theme.changes.changed.connect(self.measure)
        self.measure()

    def wire(self) -> None:
        """Connect the parts."""
        self.head.went_up.connect(self.go_up)
        self.done_button.clicked.connect(self.finish)
        self.add_button.clicked.connect(self.make_new)
        self.take_button.clicked.connect(self.take_file)
        self.share_button.clicked.connect(self.share)
        self.title.editor.edited.connect(self.describe)
        self.number.editor.edited.connect(self.describe)
        self.chips.chosen.connect(self.show_lines)
        self.list.chosen.connect(self.choose)
        self.list.opened.connect(self.edit)
        self.editor.assigned.connect(self.assign)
        self.editor.released.connect(self.release)
        self.editor.characterised.connect(self.characterise)
        self.specimen.toggled.connect(self.fill)
        self.canvas.chosen.connect(self.choose_on_page)
        self.canvas.drawn.connect(self.place)
        self.canvas.reshaped.connect(self.reshape)
        self.canvas.removed.connect(self.remove)
        self.timer.timeout.connect(self.fill)
        for keys, slot in (("F6", self.next_pane), ("Shift+F6", self.next_pane)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def referral_id(self) -> UUID | None:
        """The referral one came from."""
        return UUID(self.route.place) if self.route.place else None

    def refresh(self) -> None:
        """Read the form again."""
        if self.route.id is None:
            return
        described = self.desk.read(official_describing.view, self.route.id)
        if described is None:
            return
        other = self.described is None or self.described.blank_id != described.blank_id
        self.described = described
        self.head.show_way(("referral", "Orientation")) if self.route.place else self.head.show_way()
        self.head.say(described.title, f"n° {described.number}" if described.number else "")
        self.how.say(FLAT if described.flat else FIELDED)
        named = ", ".join(described.strays)
        self.strays.say(typeset(f"Ce réglage parle de champs que ce PDF n’a pas : {named}."))
        self.strays.setVisible(bool(described.strays))
        for field, text in ((self.title, described.title), (self.number, described.number)):
            if other or not field.editor.hasFocus():
                field.editor.present(text)
        self.specimen.setVisible(bool(self.route.place))
        self.editor.offer(described.choices)
        self.canvas.show_lines(described.lines)
        self.show_lines()
        if other:
            self.choose(described.lines[0].key if described.lines else "")
            self.fill()
        self.timer.start()

    def show_lines(self, _key: str = "") -> None:
        """List the fields, all of them or those that receive nothing."""
        if self.described is None:
            return
        left = self.described.unmapped
        self.heading.say("Champs", left_said(self.described))
        self.chips.count("all", len(self.described.lines))
        self.chips.count("left", len(left))
        shown = left if self.chips.value() == "left" else self.described.lines
        self.list.show_rows([item(line) for line in shown])
        self.list.setVisible(bool(shown))
        self.measure()
        self.editor.show_line(self.line(self.canvas.key))

    def line(self, key: str) -> FieldLine | None:
        """The field of that key."""
        lines = self.described.lines if self.described else ()
        return next((line for line in lines if line.key == key), None)

    def choose(self, key: str) -> None:
        """Choose a field of the list: it is shown on the page."""
        self.canvas.choose(key)
        if self.list.value() != key:
            self.list.set_value(key)
        self.editor.show_line(self.line(key))

    def choose_on_page(self, key: str) -> None:
        """Choose a field of the page: it is shown in the list."""
        self.chips.set_value("all")
        self.show_lines()
        self.choose(key)

    def edit(self, _key: str) -> None:
        """Go and choose what the field receives."""
        self.editor.room.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def assign(self, path: str, also: str, part: str, states: object) -> None:
        """Give the field chosen what was chosen."""
        line = self.line(self.canvas.key)
        if line is not None and self.described is not None:
            boxes = cast("dict[str, str]", states)
            verb = partial(official_describing.assign, also=also, part=part, states=boxes)
            self.desk.attempt(self.editor.refuse, verb, self.described.form, line, path)

    def release(self) -> None:
        """Leave the field chosen empty, or take the box away."""
        self.remove(self.canvas.key)

    def remove(self, key: str) -> None:
        """Leave a field empty, or take a box away."""
        line = self.line(key)
        if line is not None and line.field_id is not None:
            self.desk.attempt(self.editor.refuse, official_describing.release, line)
            said = "Zone supprimée." if line.placed else "Ce champ restera vide."
            self.desk.announced.emit(said, True)

    def characterise(self, kind: str, cells: int, label: str) -> None:
        """Say what the box chosen is."""
        line = self.line(self.canvas.key)
        if line is not None and self.described is not None:
            what = (self.described.form, line, cast("Kind", kind), cells, label)
            self.desk.attempt(self.editor.refuse, official_describing.characterise, *what)

    def make_new(self) -> None:
        """Add a box in sight; the arrows then move it."""
        self.place(self.canvas.current(), QRectF(NEW_BOX))
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, page: int, rectangle: QRectF) -> None:
        """Put a new box on a page."""
        if self.described is None:
            return
        changes = self.desk.attempt(
            self.refuse, official_describing.place, self.described.blank_id, page, numbers(rectangle)
        )
        if changes is not None and changes.created is not None:
            self.choose_on_page(f"spot:{changes.created}")

    def reshape(self, key: str, page: int, rectangle: QRectF) -> None:
        """Write down where a box has come."""
        line = self.line(key)
        if line is not None and self.described is not None:
            where = (self.described.blank_id, line, page, numbers(rectangle))
            self.desk.attempt(self.refuse, official_describing.reshape, *where)

    def describe(self, _text: object = None) -> None:
        """Name the form as it is printed on it."""
        if self.described is not None:
            self.title.clear_reason()
            title, number = self.title.editor.text(), self.number.editor.text()
            self.desk.attempt(
                self.refuse_title, official_mappings.describe, self.described.form, title=title, number=number
            )

    def refuse_title(self, _field: str, sentence: str) -> None:
        """Say why beside the title."""
        self.title.refuse(sentence)

    def refuse(self, _field: str, sentence: str) -> None:
        """Say why at the top of the column."""
        self.refusal.say(sentence)
        self.refusal.show()

    def fill(self, _on: object = None) -> None:
        """Fill the form again, with the dossier or with fictitious values."""
        if self.described is None:
            return
        who = None if self.specimen.isChecked() else self.referral_id
        pdf = self.desk.read(official_describing.preview, self.described.blank_id, who)
        if pdf is not None:
            self.preview.show_pdf(pdf, "rempli avec le dossier" if who else "rempli avec des valeurs d’exemple")

    def take_file(self) -> None:
        """Take over a description that another office shared."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Charger un réglage", "", KINDS)
        if not chosen or self.described is None:
            return
        self.refusal.hide()
        text = gestures.read_text(Path(chosen))
        if text is None:
            self.refuse("file", gestures.UNREAD)
        elif self.desk.attempt(self.refuse, official_mappings.take, self.described.form, text, Path(chosen).name):
            self.desk.announced.emit("Réglage chargé. Relisez l’aperçu.", True)

    def share(self) -> None:
        """Save the description as a file, without anything of a person."""
        if self.described is None:
            return
        name = f"{self.described.form}.toml"
        chosen, _ = QFileDialog.getSaveFileName(self, "Enregistrer le réglage", name, KINDS)
        text = self.desk.read(official_describing.export, self.described.form) if chosen else None
        if text is not None:
            gestures.save_text(self.desk, Path(chosen), text)

    def go_up(self, _place: str) -> None:
        """Go back to the referral."""
        if self.referral_id is not None:
            self.desk.go(Route("referral", self.referral_id))

    def finish(self) -> None:
        """Go back where the form is used."""
        self.leave()
        if self.referral_id is not None:
            self.go_up("")
        else:
            self.desk.returned.emit()

    def leave(self) -> None:
        """Keep what is being typed or moved."""
        self.canvas.settle()
        for field in (self.title, self.number, self.editor.label, self.editor.cells):
            if field.editor.hasFocus():
                field.editor.tell()

    def print_shown(self) -> None:
        """Ctrl+P: the form as it is filled."""
        from app.ui.widgets.paper_dialog import PaperDialog

        if self.canvas.papers is not None:
            dialog = PaperDialog(self, self.desk, self.canvas.papers.pdf, "formulaire")
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def focus_first(self) -> None:
        """Go to the fields, or to what adds one."""
        listed = self.described is not None and self.described.lines
        (self.list if listed else self.add_button).setFocus(Qt.FocusReason.TabFocusReason)

    def next_pane(self) -> None:
        """F6: from the fields to the page, and back."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.preview.isAncestorOf(focused)
        (self.list if inside else self.canvas).setFocus(Qt.FocusReason.TabFocusReason)

    def measure(self) -> None:
        """Keep some fields and some of the page in sight; the page stands among the fields where the room is short."""
        wanted = self.list.heightForWidth(max(self.list.width(), theme.px(LIST_HEIGHT)))
        self.list.setFixedHeight(min(theme.px(LIST_HEIGHT), max(wanted, theme.px(60))))
        beside = self.window().width() >= BESIDE_ABOVE and theme.scale() <= BESIDE_SCALE
        within = self.panes.indexOf(self.preview) < 0
        if beside and within:
            self.stack.removeWidget(self.preview)
            self.preview.setMinimumHeight(0)
            self.panes.addWidget(self.preview)
        elif not beside:
            self.preview.setMinimumHeight(theme.px(PAPER_HEIGHT))
            if not within:
                self.stack.insertWidget(self.stack.indexOf(self.editor), self.preview)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the page beside the fields only where both fit."""
        super().resizeEvent(event)
        self.measure()


def numbers(rectangle: QRectF) -> tuple[float, float, float, float]:
    """A rectangle as four numbers."""
    return rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height()


def item(line: FieldLine) -> SideItem:
    """A field of the list: what it is called, what it receives."""
    icon = "check" if line.receives else "circle-dashed"
    page = f"p.\u00a0{line.places[0].page + 1}" if line.places else ""
    named = "" if line.placed or line.label == line.name else line.name
    second = " · ".join(part for part in (named, line.receives or "ne reçoit rien") if part)
    return SideItem(line.key, line.label, second, page, icon, "ok" if line.receives else "ink2")


def left_said(described: Described) -> str:
    """« 12 à régler sur 51 »."""
    left, count = len(described.unmapped), len(described.lines)
    return f"{left} à régler sur {count}" if left else "tous réglés" if count else ""
