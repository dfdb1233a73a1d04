# SPDX-License-Identifier: AGPL-3.0-or-later
"""Aujourd’hui: what falls due in the dossiers one follows, overdue first; at the right, what is awaited."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services import continuations, due
from app.services.continuations import Proposal
from app.services.due import DueLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import calendars, papers
from app.ui.gestures import continuations as proposal_gestures
from app.ui.home import model
from app.ui.home.aside import Aside
from app.ui.page import Page
from app.ui.routes import PageName, Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.deadlines import DeadlineList
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.spacing import column, row

MORE = 200  # lines read in each group when one asks for the rest
ASIDE_BELOW = 1200
ASIDE_SCALE = 1.4


class TodayPage(Page):
    """The first page of the day."""

    name: ClassVar[PageName] = "today"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"procedure", "procedure_event", "procedure_answer", "encounter", "referral", "referral_answer", "consent"}
        | {"pathway", "person", "continuation"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines: dict[str, DueLine] = {}
        self.proposals: dict[str, Proposal] = {}
        self.most = due.MOST
        self.head = PageHead()
        self.print_button = Button("Imprimer la liste", icon="printer")
        self.print_button.clicked.connect(self.print_shown)
        self.aside_button = Button("Réponses attendues", icon="inbox")
        self.aside_button.clicked.connect(self.show_aside)
        self.calendar_button = Button("Vers un agenda", icon="calendar-plus")
        self.calendar_button.clicked.connect(self.export_calendar)
        self.head.put(self.aside_button, self.calendar_button, self.print_button)
        self.list = DeadlineList()
        self.list.acted.connect(self.act)
        self.list.opened.connect(self.open_line)
        self.aside = Aside(desk)
        self.body = QStackedWidget()
        self.empty = self.make_empty()
        self.body.addWidget(self.list)
        self.body.addWidget(self.empty)
        self.arrange()

    def arrange(self) -> None:
        """Put the list at the left and what is awaited at the right."""
        stack = column(self, gap=0)
        stack.addWidget(self.head)
        line = row(gap=0)
        line.addWidget(self.body, 1)
        line.addWidget(self.aside)
        stack.addLayout(line, 1)

    def make_empty(self) -> QWidget:
        """What is shown when nothing falls due."""
        find = Button("Chercher une personne", "principal", "search")
        find.clicked.connect(self.go_to_people)
        holder = QWidget()
        stack = column(holder, margins=(16, 24, 16, 16))
        self.nothing = EmptyState("sun", "Rien d’urgent aujourd’hui.", "", find)
        stack.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def refresh(self) -> None:
        """Read what falls due again, keeping the chosen line."""
        found = self.desk.read(due.today, most=self.most)
        if found is None:
            return
        self.lines = {str(line.id): line for line in model.all_lines(found)}
        urgent = self.desk.read(continuations.urgent) or ()
        self.proposals = {model.key_of(each): each for each in urgent}
        kept = self.list.value()
        self.list.show_groups(model.with_proposals(model.groups(found), urgent, found.day), model.counts(found))
        if kept in self.lines or kept in self.proposals:
            self.list.set_value(kept)
        self.head.say(model.title(found), model.summary(found))
        self.nothing.start.say(model.next_sentence(found))
        self.body.setCurrentWidget(self.list if self.lines or self.proposals else self.empty)
        self.aside.refresh()
        self.desk.counted.emit(found.pressing)

    def export_calendar(self) -> None:
        """Write what is to come to a calendar file."""
        calendars.export(self, self.desk)

    def focus_first(self) -> None:
        """Go to the first line."""
        (self.list if self.lines or self.proposals else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self, line_id: str) -> None:
        """Do the gesture of a line: its procedure opens on the event or the paper that its button names."""
        line = self.lines.get(line_id)
        if line_id in self.proposals:
            proposal_gestures.accept(self.desk, self.proposals[line_id])
        elif line is None:
            self.show_more()
        else:
            self.desk.go(Route("procedure", line.procedure_id, place=line.act or ""))

    def open_line(self, line_id: str) -> None:
        """Open the person of a line."""
        if line_id in self.lines:
            self.desk.go(Route("person", self.lines[line_id].person_id))
        elif line_id in self.proposals:
            self.desk.go(Route("procedure", self.proposals[line_id].procedure_id))

    def show_more(self) -> None:
        """Read more lines of each group, and choose the first that has come."""
        place = self.list.currentIndex().row()
        self.most += MORE
        self.refresh()
        self.list.setCurrentIndex(self.list.nearest(place))

    def print_shown(self) -> None:
        """Print the list, whole."""
        found = self.desk.read(due.today, most=None)
        if found is not None:
            papers.print_due_list(self, self.desk, found)

    def go_to_people(self) -> None:
        """Go and look for someone."""
        self.desk.go(Route("people"))

    def show_aside(self) -> None:
        """Open or close the column of what is awaited, where it does not fit beside the list."""
        self.aside.setVisible(not self.aside.isVisible())
        if self.aside.isVisible():
            self.aside.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the right column only where it fits."""
        super().resizeEvent(event)
        narrow = self.window().width() < ASIDE_BELOW or theme.scale() > ASIDE_SCALE
        self.aside_button.setVisible(narrow)
        self.aside.setVisible(not narrow)
