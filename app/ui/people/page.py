# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personnes: everyone one follows; as one types in the search, who it may be; a new dossier only after the lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.french.typography import typeset
from app.services import people, programmes, search
from app.services.people import Filter
from app.services.person_lines import PersonLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import people as gestures
from app.ui.page import Page
from app.ui.people import model
from app.ui.people.creation import Creation
from app.ui.people.model import PeopleRows, PersonRow
from app.ui.people.summary import Summary
from app.ui.routes import PageName, Route
from app.ui.widgets.buttons import Button, Link
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.rows import ROW
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface, Surface
from app.ui.widgets.table import TableView

PANE = 292
PANE_BELOW = 1200
LARGE_TEXT = 1.4
SUMMED_UP_AFTER = 60  # milliseconds: the column follows the choice, not each letter
FILTERS: Sequence[tuple[Filter, str]] = (
    ("all", "Toutes les personnes"),
    ("mine", "Suivies par moi"),
    ("no_contact", "Sans contact depuis 3 mois"),
    ("no_lead", "Sans référent"),
    ("in_programme", "Dans un programme"),
)
START = "Créez un premier dossier, trois champs suffisent, ou apportez votre liste : un tableur, tel qu’il est."
KEYS = "Haut, Bas : choisir · Entrée : ouvrir · Échap : effacer"


class PeoplePage(Page):
    """The list of people. `route.place` is what is typed in the search."""

    name: ClassVar[PageName] = "people"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"person", "pathway", "procedure", "procedure_event", "encounter", "household_member"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filter: Filter | None = None
        self.usual: Filter | None = None
        self.counts: dict[str, int] = {}
        self.chips = FilterChips("Quelles personnes", [(key, typeset(words), None) for key, words in FILTERS])
        self.chips.chosen.connect(self.choose_filter)
        self.count = Label("", "label", "ink2")
        columns = model.columns(desk.office.today)
        self.rows = PeopleRows(columns, self.read_more)
        self.table = TableView("Personnes", model=self.rows, two_lines=True)
        self.table.chosen.connect(self.wait_summary)
        self.table.opened.connect(self.open_person)
        self.summary = Summary(desk)
        self.summary.opened.connect(self.open_person)
        self.creation = Creation(desk)
        self.creation.created.connect(self.show_created)
        self.creation.opened.connect(self.open_person)
        self.creation.closed.connect(self.close_creation)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SUMMED_UP_AFTER)
        self.timer.timeout.connect(self.sum_up)
        self.footer = Footer()
        self.footer.newcomer.clicked.connect(self.make_new)
        self.footer.bring.clicked.connect(self.go_to_import)
        self.body = QStackedWidget()
        self.arrange()
        theme.changes.changed.connect(self.settle)

    def arrange(self) -> None:
        """Put the filters above the list, the person chosen at the right, what creates at the bottom."""
        strip = Surface("canvas", "bottom")
        line = row(strip, gap=16, margins=(16, 8, 16, 8))
        line.addWidget(self.chips, 1)
        line.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        left = QWidget()
        stack = column(left)
        stack.addWidget(strip)
        stack.addWidget(self.table, 1)
        stack.addWidget(self.make_nobody(), 1)
        stack.addWidget(self.footer)
        self.side = Surface("surface", "left")
        column(self.side, margins=(1, 0, 0, 0)).addWidget(ScrolledSurface(self.summary))
        lists = QWidget()
        whole = row(lists, gap=0)
        whole.addWidget(left, 1)
        whole.addWidget(self.side)
        self.lists = lists
        for page in (lists, self.creation, self.make_empty()):
            self.body.addWidget(page)
        column(self).addWidget(self.body)

    def make_nobody(self) -> QWidget:
        """What is said when the search, or a filter, holds nobody."""
        self.nobody = QWidget()
        self.nobody_words = EmptyState("user-search", "", "")
        column(self.nobody, margins=24).addWidget(self.nobody_words, 0, Qt.AlignmentFlag.AlignTop)
        return self.nobody

    def make_empty(self) -> QWidget:
        """What a new vault says first."""
        create, bring = (
            Button("Créer un dossier", "principal", "user-plus"),
            Button("Importer une liste", icon="upload"),
        )
        create.clicked.connect(self.make_new)
        bring.clicked.connect(self.go_to_import)
        self.create_first = create
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(create)
        flow.addWidget(bring)
        self.empty = QWidget()
        stack = column(self.empty, gap=12, margins=24)
        stack.addWidget(EmptyState("users", "Ce coffre n’a encore personne.", typeset(START)))
        holder = column(margins=(32, 0, 0, 0))
        holder.addWidget(buttons)
        stack.addLayout(holder)
        stack.addStretch(1)
        return self.empty

    def go_to(self, route: Route) -> None:
        """Show who is searched; the creation that was open is left."""
        if route.place != self.route.place and self.body.currentWidget() is self.creation:
            self.body.setCurrentWidget(self.lists)
        super().go_to(route)

    @property
    def text(self) -> str:
        """What is searched."""
        return self.route.place.strip()

    def refresh(self) -> None:
        """Search again, or list everyone of the filter again."""
        kept = self.table.value()
        page = self.desk.read(people.list_people, self.usual_filter(), 0, model.PAGE)
        if page is None:
            return
        self.counts = {str(key): count for key, count in page.counts.items()}
        for key, _ in FILTERS:
            self.chips.count(key, None if key == "all" else self.counts[key])
        if self.text:
            self.show_found()
        else:
            self.show_everyone(page.total, page.rows)
        if kept:
            self.table.set_value(kept)
        if not self.table.currentIndex().isValid() and self.rows.rowCount():
            self.table.setCurrentIndex(self.rows.index(0, 0))
        if self.body.currentWidget() is not self.creation:
            self.body.setCurrentWidget(self.lists if self.counts["all"] else self.empty)
        self.footer.offer(self.text)
        self.wait_summary()

    def usual_filter(self) -> Filter:
        """The filter of the whole list: one's own people when there are any."""
        if self.usual is None:
            page = self.desk.read(people.list_people, "mine", 0, 1)
            self.usual = "mine" if page is not None and page.total else "all"
        return self.usual

    def show_everyone(self, total: int, first: Sequence[PersonLine]) -> None:
        """Show everyone of the filter."""
        self.filter = None
        self.chips.set_value(self.usual_filter())
        self.rows.show_everyone(total, first)
        everyone = self.counts["all"]
        self.count.say(counted(total, everyone))
        self.say_nobody(total, "Personne dans ce filtre.", "« Toutes les personnes » montre tout le monde.")

    def show_found(self) -> None:
        """Show who may be searched."""
        found = self.desk.read(search.find, self.text)
        if found is None:
            return
        filter_ = self.filter or "all"
        self.chips.set_value(filter_)
        office = self.desk.office
        within = self.desk.read(programmes.ids_in) if filter_ == "in_programme" else None
        shown = model.groups(found, model.passes(filter_, office.worker_id, office.today(), within or frozenset()))
        self.rows.show_rows(shown)
        number = sum(isinstance(each, PersonRow) for each in shown)
        self.count.say(counted(number, self.counts["all"]))
        self.say_nobody(number, typeset(f"Personne ne correspond à « {self.text} »."), "Entrée crée son dossier.")
        first = next((each for each in shown if isinstance(each, PersonRow)), None)
        if first is not None and self.rows.place_of(self.table.value()) < 0:
            self.table.set_value(first.id)

    def say_nobody(self, number: int, missing: str, start: str) -> None:
        """Show the list, or say that nobody is in it."""
        self.table.setVisible(bool(number))
        self.nobody.setVisible(not number)
        self.nobody_words.missing.say(typeset(missing))
        self.nobody_words.start.say(typeset(start))

    def read_more(self, offset: int) -> Sequence[PersonLine]:
        """Another page of everyone."""
        page = self.desk.read(people.list_people, self.usual_filter(), offset, model.PAGE)
        return page.rows if page is not None else ()

    def choose_filter(self, key: str) -> None:
        """Keep some people only: of those found, or of everyone."""
        wanted: Filter = next(name for name, _ in FILTERS if name == key)
        if self.text:
            self.filter = wanted
        else:
            self.usual = wanted
        self.refresh()

    def chosen(self) -> PersonLine | None:
        """The person chosen."""
        index = self.table.currentIndex()
        found = index.data(ROW) if index.isValid() else None
        return found.line if isinstance(found, PersonRow) else None

    def wait_summary(self, _key: str = "") -> None:
        """Sum up the person chosen in a moment."""
        self.timer.start()

    def sum_up(self) -> None:
        """Show the person chosen at the right."""
        if self.side.isVisible():
            self.summary.show_person(self.chosen())

    def open_person(self, key: str) -> None:
        """Open a dossier."""
        gestures.open_dossier(self.desk, UUID(key))

    def open_first(self) -> None:
        """Enter in the search: open the person chosen, else create the one nobody is."""
        chosen = self.chosen()
        if chosen is not None:
            self.open_person(str(chosen.id))
        elif self.text or not self.counts.get("all"):
            self.make_new()

    def make_new(self) -> None:
        """Ctrl+N: a new dossier, from what is searched."""
        self.body.setCurrentWidget(self.creation)
        self.creation.begin(self.text)

    def close_creation(self) -> None:
        """Come back to the list."""
        self.body.setCurrentWidget(self.lists if self.counts.get("all") else self.empty)
        self.focus_first()

    def show_created(self, created: object) -> None:
        """Go to the dossier just made."""
        self.body.setCurrentWidget(self.lists)
        self.desk.announced.emit("Dossier créé.", True)
        if isinstance(created, UUID):
            gestures.open_dossier(self.desk, created, "situation")

    def go_to_import(self) -> None:
        """Bring a list."""
        self.desk.go(Route("import"))

    def focus_first(self) -> None:
        """Go to the list, or to what starts it."""
        if self.body.currentWidget() is self.creation:
            self.creation.fields["birth_name"].editor.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.body.currentWidget() is self.empty:
            self.create_first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            (self.table if self.rows.rowCount() else self.footer.newcomer).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F6 goes from the list to the person chosen and back."""
        if event.key() == Qt.Key.Key_F6 and self.side.isVisible():
            there = self.table if self.side.isAncestorOf(self.focusWidget()) else self.summary.open_button
            there.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def settle(self) -> None:
        """Keep the right column only where it fits."""
        narrow = self.window().width() < PANE_BELOW or theme.scale() > LARGE_TEXT
        self.side.setVisible(not narrow)
        self.side.setFixedWidth(theme.px(PANE))
        self.footer.hint.setVisible(not narrow)
        self.wait_summary()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()


class Footer(Surface):
    """Under the list: nobody is the one? create her; or bring a list."""

    def __init__(self) -> None:
        super().__init__("surface", "top")
        self.words = Label("", "body", "ink2")
        self.newcomer, self.bring = Link(""), Link("Importer une liste")
        self.hint = Label(typeset(KEYS), "label", "ink2")
        inside = QWidget()
        flow = FlowLayout(inside, gap=12)
        for part in (self.words, self.newcomer, self.bring):
            flow.addWidget(part)
        line = row(self, gap=16, margins=(16, 10, 16, 10))
        line.addWidget(inside, 1)
        line.addWidget(self.hint)

    def offer(self, text: str) -> None:
        """Offer to create who was searched."""
        self.words.say("Personne ne correspond\u202f?" if text else "Quelqu’un de nouveau\u202f?")
        self.newcomer.say(f"Créer «\u00a0{text}\u00a0»" if text else "Créer un dossier")
        self.bring.setVisible(not text)


def counted(number: int, everyone: int) -> str:
    """« 7 sur 1 248 »."""
    return f"{grouped(number)} sur {grouped(everyone)}"


def grouped(number: int) -> str:
    """« 1 248 », with narrow spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")
