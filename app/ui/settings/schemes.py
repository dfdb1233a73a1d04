# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Dispositifs »: each scheme in plain French, the lists of départements to confirm, the structure's own files."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.french.typography import typeset
from app.schemes.catalogue import Catalogue
from app.schemes.explain import Explanation, explain
from app.services import local_catalogue, scheme_search
from app.services.office import Office
from app.ui import theme
from app.ui.desk import Desk
from app.ui.lane import Task
from app.ui.scheme_picker import OWN, SchemePicker
from app.ui.settings.section import Section, SlowVerb
from app.ui.settings.structure import StructurePane
from app.ui.settings.territories import TerritoriesPane
from app.ui.widgets.chips import Segments
from app.ui.widgets.labels import Label
from app.ui.widgets.pastille import Pastille
from app.ui.widgets.scheme_text import SchemeText
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import ScrolledSurface, Splitter

SAID = "Maillon explique et compte les délais ; il ne dit jamais qui peut prétendre à quoi."
VIEWS = (
    ("schemes", "Dispositifs"),
    ("territories", "Listes de départements"),
    ("structure", "Catalogue de la structure"),
)
AFTER = 60  # milliseconds on a scheme before its page is made, so that going through the list makes none
LIST_WIDTH, PAGE_WIDTH = 270, 560
BESIDE_FROM = 520  # pixels at 100 %: the page goes below the list where the section is narrower


class SchemesSection(Section):
    """The schemes at the left and the page of one at the right; the two other views take the whole width."""

    title: ClassVar[str] = "Dispositifs"
    nouns: ClassVar[frozenset[str]] = frozenset({"setting"})
    widest: ClassVar[int] = 1100

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.catalogue: Catalogue | None = None
        self.told: dict[str, Explanation] = {}
        self.wanted = ""
        self.view = Segments("Montrer", VIEWS)
        self.text = SchemeText()
        self.own = Pastille("draft", typeset(OWN))
        self.panes = Splitter("schemes")
        self.picker = SchemePicker(scheme_search.SchemeIndex(desk.office.catalogue))
        self.lists = TerritoriesPane(desk)
        self.structure = StructurePane(desk)
        self.body = QStackedWidget()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(AFTER)
        self.timer.timeout.connect(self.tell_wanted)
        self.arrange()
        self.view.chosen.connect(self.show_view)
        self.picker.chosen.connect(self.show_scheme)
        self.picker.opened.connect(self.enter_page)
        self.structure.renewed.connect(self.renew)
        self.setFocusProxy(self.picker)

    def arrange(self) -> None:
        """Put the choice of a view over the view."""
        self.stack.addWidget(Label(typeset(SAID), "body", "ink2", wrap=True))
        self.stack.addWidget(self.view, 0, Qt.AlignmentFlag.AlignLeft)
        page = QWidget()
        inside = column(page, gap=6, margins=(16, 0, 0, 0))
        inside.addWidget(self.own, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.text, 1)
        self.panes.addWidget(self.picker)
        self.panes.addWidget(page)
        self.panes.setStretchFactor(1, 1)
        self.body.addWidget(self.panes)
        self.body.addWidget(ScrolledSurface(self.lists))
        self.body.addWidget(ScrolledSurface(self.structure))
        self.stack.addWidget(self.body, 1)

    def refresh(self) -> None:
        """Show the view chosen again."""
        self.renew()
        self.show_view(self.view.value())

    def renew(self) -> None:
        """Take the catalogue in force; another one is listed anew."""
        catalogue = self.desk.office.catalogue
        if catalogue is self.catalogue:
            return
        kept = self.picker.value() or ""
        self.catalogue = catalogue
        self.told.clear()
        self.picker.take(scheme_search.SchemeIndex(catalogue))
        self.show_scheme(kept or next(iter(self.picker.index.lines), None))

    def show_view(self, view: str) -> None:
        """Show the schemes, the lists of départements, or the structure's own files."""
        self.view.set_value(view)
        self.body.setCurrentIndex([key for key, _words in VIEWS].index(view))
        if view == "territories":
            self.lists.refresh()
        elif view == "structure":
            self.structure.refresh()

    def open_place(self, place: str) -> None:
        """Show the page of a scheme, or a view."""
        if place in dict(VIEWS):
            self.show_view(place)
        elif place in self.picker.index.lines:
            self.show_view("schemes")
            self.picker.set_value(place)
            self.show_scheme(place)

    def show_scheme(self, scheme: object) -> None:
        """Show the page of one scheme; one that was not told yet is told in the background."""
        name = str(scheme or "")
        if not name or (self.text.page is not None and self.text.page is self.told.get(name)):
            return
        self.wanted = name
        if self.picker.value() != name:
            self.picker.set_value(name)
        self.own.setVisible(local_catalogue.is_local(self.desk.office.catalogue, name))
        self.text.show_explanation(self.told.get(name))
        if name not in self.told:
            self.timer.start()

    def tell_wanted(self) -> None:
        """Make the page of the scheme chosen, in the background."""
        self.slow = SlowVerb(self.desk, Telling(self.wanted), self.take_told, self.say_nothing)

    def take_told(self, told: object) -> None:
        """Keep the page of a scheme, and show it if it is still the one chosen."""
        if isinstance(told, tuple):
            name, page = told
            self.told[name] = page
            if name == self.wanted:
                self.text.show_explanation(page)

    def say_nothing(self, _field: str, _said: str) -> None:
        """A page that cannot be read stays empty: its trouble is said across the page."""

    def enter_page(self, _scheme: str) -> None:
        """Enter in the list goes into the page."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep the list being typed; a page not begun yet is not begun."""
        self.timer.stop()
        self.lists.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the page beside the list, or below where the width is short."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(BESIDE_FROM)
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.panes.orientation() != wanted or event.oldSize().width() < 0:
            self.panes.setOrientation(wanted)
            self.panes.setSizes([theme.px(LIST_WIDTH), theme.px(PAGE_WIDTH)])


class Telling:
    """The page of a scheme, as the lane makes it."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme

    def __call__(self, office: Office, _task: Task) -> tuple[str, Explanation]:
        """Tell it."""
        return self.scheme, explain(office.catalogue.schemes[self.scheme], ids=False)
