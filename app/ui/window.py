# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame: rail, search, stack of pages. It knows the pages' names and owns no verb."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services import colleagues
from app.services.changes import Changes
from app.ui import pages, preferences, theme
from app.ui.desk import Desk
from app.ui.interview import Interview
from app.ui.letters import LetterWatch
from app.ui.page import Page
from app.ui.rail import Rail
from app.ui.routes import RAIL, PageName, Route
from app.ui.topbar import TopBar
from app.ui.trouble import TroubleBand
from app.ui.widgets.announcement import Announcement
from app.ui.widgets.confirmation import Confirmation
from app.ui.widgets.spacing import column, row
from app.ui.widgets.tab_order import step
from app.ui.working import WorkingBand

NARROW_BELOW = 1000
NARROW_SCALE = 1.7
AZERTY = "&é\"'(-"


class Frame(QWidget):
    """What is shown once the vault is open. Signals: `locked`, `text_size(step)`; titles never name a person."""

    locked = Signal()
    text_size = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.shown: dict[PageName, Page] = {}
        self.past: list[Route] = []
        self.future: list[Route] = []
        self.here = Route("today")
        self.rail, self.bar, self.stack = Rail(), TopBar(), QStackedWidget()
        self.band = TroubleBand()
        self.working = WorkingBand()
        self.organisation = ""
        self.arrange()
        self.say_who()
        self.announcement = Announcement(self.stack, footer=16)
        self.wire()
        self.bind_keys()
        self.interview = Interview(self)
        LetterWatch(self)

    def arrange(self) -> None:
        """Put the rail at the left, the bar above the pages."""
        line = row(self, gap=0)
        line.addWidget(self.rail)
        stack = column(gap=0)
        stack.addWidget(self.bar)
        stack.addWidget(self.band)
        stack.addWidget(self.working)
        stack.addWidget(self.stack, 1)
        line.addLayout(stack, 1)

    def wire(self) -> None:
        """Connect the parts."""
        self.rail.chosen.connect(self.go_to_page)
        self.bar.searched.connect(self.search)
        self.bar.search.moved.connect(self.go_to_results)
        self.bar.search.left.connect(self.focus_page)
        self.bar.search.accepted.connect(self.open_first)
        self.bar.locked.connect(self.lock)
        self.desk.asked.connect(self.go)
        self.desk.returned.connect(self.back)
        self.desk.copied.connect(self.say_who)
        self.desk.announced.connect(self.announce)
        self.desk.saved.connect(self.bar.say_saved)
        self.desk.saved.connect(self.settle_trouble)
        self.desk.troubled.connect(self.take_trouble)
        self.desk.recovered.connect(self.band.hide)
        self.desk.waited.connect(self.bar.say_waiting)
        self.desk.worked.connect(self.working.follow)
        self.desk.changed.connect(self.take_changes)
        self.band.retried.connect(self.retry)
        self.desk.counted.connect(self.rail.count_today)
        self.announcement.undone.connect(self.desk.undo)
        theme.changes.changed.connect(self.measure)

    def bind_keys(self) -> None:
        """Give the keys of the keyboard map that belong to every page."""
        keys = {
            "Ctrl+K": self.focus_search,
            "Alt+Left": self.back,
            "Alt+Right": self.forward,
            "F5": self.refresh,
            "F1": self.help,
            "Ctrl+N": self.make_new,
            "Ctrl+P": self.print_shown,
            "Ctrl+Z": self.desk.undo,
            "Ctrl+Y": self.desk.redo,
            "Ctrl+S": self.say_saved,
            "Ctrl+L": self.lock,
            "Ctrl++": self.larger,
            "Ctrl+=": self.larger,
            "Ctrl+-": self.smaller,
            "Ctrl+0": self.usual_size,
        }
        for sequence, slot in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(slot)
        for rank, page in enumerate(RAIL):
            for sign in (str(rank + 1), AZERTY[rank]):
                shortcut = QShortcut(QKeySequence(f"Alt+{sign}"), self)
                shortcut.setObjectName(page)
                shortcut.activated.connect(self.go_by_key)

    def go(self, route: Route) -> None:
        """Show a page, remembering where one comes from."""
        if not self.interview.allows(route):
            return
        if route != self.here:
            self.past.append(self.here)
            self.future.clear()
        self.show_route(route)

    def show_route(self, route: Route) -> None:
        """Show a page without touching the way back."""
        leaving = self.stack.currentWidget()
        if isinstance(leaving, Page):
            leaving.leave()
        self.here = route
        searched = route.place if route.page == "people" else ""
        if self.bar.search.text() != searched:
            self.bar.search.setText(searched)
        page = self.page(route.page)
        self.stack.setCurrentWidget(page)
        page.go_to(route)
        self.rail.show_chosen(route.page)

    def page(self, name: PageName) -> Page:
        """The page of that name, made the first time."""
        if name not in self.shown:
            page = self.shown[name] = pages.make(name, self.desk)
            page.resize(self.stack.size())  # its lists are measured once, in the width they will have
            self.stack.addWidget(page)
        return self.shown[name]

    def go_to_page(self, name: str) -> None:
        """Go to a place of the rail and give it the focus."""
        wanted: PageName = next(page for page in RAIL if page == name)
        self.go(Route(wanted))
        if self.here.page == wanted:
            self.shown[wanted].focus_first()

    def go_by_key(self) -> None:
        """Go to the place of the key that was pressed."""
        self.go_to_page(self.sender().objectName())

    def back(self) -> None:
        """Go back to the page before."""
        if self.past and self.interview.allows(self.past[-1]):
            self.future.append(self.here)
            self.show_route(self.past.pop())

    def forward(self) -> None:
        """Undo « back »."""
        if self.future and self.interview.allows(self.future[-1]):
            self.past.append(self.here)
            self.show_route(self.future.pop())

    def search(self, text: str) -> None:
        """Look for people as one types, on the people page; « back » leads to where one was before the first letter."""
        if not text and self.here.page != "people":
            return
        show = self.show_route if self.here.page == "people" else self.go
        show(Route("people", place=text))

    def focus_search(self) -> None:
        """Go to the search; again, empty it."""
        field = self.bar.search
        if self.interview.on:
            return
        if field.hasFocus() and field.text():
            field.empty()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def focus_page(self) -> None:
        """Give the focus to the page."""
        self.page(self.here.page).focus_first()

    def go_to_results(self) -> None:
        """Leave the search for the list below it."""
        self.page(self.here.page).focus_first()

    def open_first(self) -> None:
        """Open the first person found."""
        opener = getattr(self.page(self.here.page), "open_first", None)
        if opener is not None:
            opener()

    def say_who(self) -> None:
        """Name the worker and her organisation at the bottom of the rail."""
        who = self.desk.read(colleagues.me)
        self.organisation = self.desk.read(colleagues.service_name) or ""
        self.rail.say_who(who.name if who else "", self.organisation)
        self.rail.say_copy(preferences.copied_at(self.desk.office.vault.folder), self.desk.office.today())

    def take_changes(self, changes: Changes) -> None:
        """Name them again when their sheets have changed."""
        if changes.nouns() & {"worker", "organisation"}:
            self.say_who()

    def take_trouble(self, sentence: str) -> None:
        """Say what the machine refuses, and what waits because of it."""
        self.bar.say_trouble("Pas enregistré" if self.desk.unsaved else "À réessayer")
        self.band.say_trouble(sentence, len(self.desk.unsaved))

    def settle_trouble(self) -> None:
        """Take the trouble away once something was written again and nothing waits."""
        if self.band.isVisibleTo(self) and self.desk.retry():
            self.band.hide()

    def retry(self) -> None:
        """« Réessayer »: save what waits, then read the page again."""
        self.band.hide()
        if self.desk.retry():
            self.refresh()

    def may_close(self) -> bool:
        """Whether all that was typed is kept; when it is not, the worker chooses between staying and losing it."""
        self.leave_all()
        if not self.desk.unsaved:
            return True
        loss = f"{self.band.words.text()} Si vous fermez, ce qui attend est perdu."
        return Confirmation(self, "Tout n’est pas enregistré", loss, "Fermer quand même", "Rester").asked()

    def announce(self, sentence: str, undoable: bool) -> None:
        """Say what has been done, with its way back."""
        self.announcement.announce(sentence, undoable=undoable)

    def refresh(self) -> None:
        """Read the page again."""
        self.page(self.here.page).refresh()

    def help(self) -> None:
        """Open the help of this page."""
        self.go(Route("help", place=self.here.page))

    def make_new(self) -> None:
        """Make the new thing of this page."""
        self.page(self.here.page).make_new()

    def print_shown(self) -> None:
        """Print what is on screen."""
        self.page(self.here.page).print_shown()

    def say_saved(self) -> None:
        """Answer Ctrl+S: there is nothing to save by hand."""
        self.page(self.here.page).leave()
        if not self.desk.unsaved:
            self.announce("Tout est enregistré.", False)

    def lock(self) -> None:
        """Keep what is being typed, then ask to be locked."""
        self.leave_all()
        self.locked.emit()

    def leave_all(self) -> None:
        """Keep what is being typed, on every page."""
        for page in self.shown.values():
            page.leave()

    def larger(self) -> None:
        """Ask for larger text."""
        self.text_size.emit(1)

    def smaller(self) -> None:
        """Ask for smaller text."""
        self.text_size.emit(-1)

    def usual_size(self) -> None:
        """Ask for the usual text."""
        self.text_size.emit(0)

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Go through the controls as they are read, with Tab and Shift+Tab."""
        return step(self, forward=forward)

    def measure(self) -> None:
        """Keep icons only in the rail when the window is narrow or the text large."""
        narrow = self.width() < NARROW_BELOW or theme.scale() > NARROW_SCALE
        self.rail.narrow_down(narrow)
        self.bar.narrow_down(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's width."""
        super().resizeEvent(event)
        self.measure()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed."""
        self.leave_all()
        super().closeEvent(event)
