# SPDX-License-Identifier: AGPL-3.0-or-later
"""Orientations: the register of what was sent and what came back, and the place where an answer is typed by number."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from app.services import referral_register
from app.services.batch_papers import KINDS, Kind
from app.services.office_papers import answers_said
from app.services.referral_register import ReferralLine
from app.ui.desk import Desk
from app.ui.gestures import referrals as gestures
from app.ui.gestures import registers
from app.ui.page import Page
from app.ui.referrals.arriving import Arriving
from app.ui.referrals.chosen_bar import ChosenBar
from app.ui.referrals.filters import Filters
from app.ui.referrals.register_table import RegisterTable
from app.ui.routes import PageName, Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import ScrolledSurface, Surface

LINE = "Registre de ce qui a été envoyé, à qui, et de ce qui est revenu"
START = (
    "Une orientation se prépare depuis une démarche\u00a0: ouvrez une personne, puis sa démarche, et choisissez "
    "«\u00a0Préparer l’envoi\u00a0». Elle reçoit ici son numéro."
)


class ReferralsPage(Page):
    """The register of referrals."""

    name: ClassVar[PageName] = "referrals"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"referral", "referral_answer", "procedure", "procedure_event", "person", "organisation"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines: dict[str, ReferralLine] = {}
        self.head = PageHead("Orientations", LINE)
        self.export_button = Button("Exporter", icon="download")
        self.print_button = Button("Imprimer le registre", icon="printer")
        self.head.put(self.export_button, self.print_button)
        self.arriving, self.filters, self.chosen = Arriving(desk), Filters(), ChosenBar()
        self.table = RegisterTable()
        self.foot = Label("", "label", "ink2", wrap=True)
        self.nothing = Label("Aucune orientation de ce genre. Choisissez un autre filtre.", "body", "ink2", wrap=True)
        self.body = QStackedWidget()
        self.start = Button("Chercher une personne", icon="search")
        self.empty = EmptyState("send", "Rien n’a encore été envoyé.", START, self.start)
        self.print_menu, self.export_menu, self.row_menu = QMenu(self), QMenu(self), QMenu(self)
        self.arrange()
        self.fill_menus()
        self.wire()

    def arrange(self) -> None:
        """Put the number and the filters over the table."""
        self.strip = Surface("surface", "bottom")
        line = column(self.strip, gap=8, margins=(16, 8, 16, 8))
        line.addWidget(self.arriving, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(self.filters)
        listing = QWidget()
        stack = column(listing)
        stack.addWidget(self.chosen)
        stack.addWidget(self.table, 1)
        foot = Surface("canvas", "top", "line")
        column(foot, margins=(16, 5, 16, 6)).addWidget(self.foot)
        stack.addWidget(foot)
        for part in (listing, self.framed(self.nothing), self.framed(self.empty)):
            self.body.addWidget(part)
        content = QWidget()
        below_head = column(content)
        below_head.addWidget(self.strip)
        below_head.addWidget(self.body, 1)
        page = column(self)
        page.addWidget(self.head)
        page.addWidget(ScrolledSurface(content), 1)

    def framed(self, part: QWidget) -> QWidget:
        """A part at the top left of where the table would be."""
        holder = Surface("surface")
        column(holder, margins=(16, 24, 16, 16)).addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def fill_menus(self) -> None:
        """Say, before names leave, whether they may."""
        self.print_menu.addAction("Pour le service, avec les noms", self.print_inside)
        self.print_menu.addAction("Pour l’extérieur, avec les initiales", self.print_outside)
        self.export_menu.addAction("Pour le service, avec les noms", self.export_inside)
        self.export_menu.addAction("Pour l’extérieur, avec les initiales", self.export_outside)
        self.row_menu.addAction("Ouvrir l’orientation", self.open_current)
        self.answer_action = self.row_menu.addAction("Noter la réponse", self.answer_current)
        self.remind_action = self.row_menu.addAction("Noter une relance…", self.remind_current)
        self.row_menu.addAction("Ouvrir la démarche", self.open_procedure)
        self.row_menu.addAction("Ouvrir le dossier de la personne", self.open_person)

    def wire(self) -> None:
        """Connect the parts."""
        self.arriving.found.connect(self.answer)
        self.filters.changed.connect(self.show_lines)
        self.table.opened.connect(self.open_line)
        self.table.ticked.connect(self.show_chosen)
        self.table.menu_asked.connect(self.offer_menu)
        self.chosen.papers_asked.connect(self.print_papers)
        self.chosen.letters_asked.connect(self.print_reminders)
        self.chosen.noted.connect(self.note_reminders)
        self.chosen.released.connect(self.table.untick)
        self.print_button.clicked.connect(self.print_shown)
        self.export_button.clicked.connect(self.offer_export)
        self.start.clicked.connect(self.go_to_people)
        for keys in ("F6", "Shift+F6"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.next_pane)

    def refresh(self) -> None:
        """Read the register again, keeping filters, ticks and the chosen line."""
        found = self.desk.read(referral_register.all_lines)
        if found is None:
            return
        self.lines = {str(line.id): line for line in found}
        self.filters.offer(found, self.desk.office.today())
        self.show_lines()

    def show_lines(self) -> None:
        """Show the lines that the filters keep."""
        day = self.desk.office.today()
        kept = self.filters.kept(tuple(self.lines.values()), day)
        self.table.show_lines(kept, day)
        self.body.setCurrentIndex(0 if kept else 1 if self.lines else 2)
        for part in (self.print_button, self.export_button, self.strip):
            part.setVisible(bool(self.lines))
        self.foot.say(answers_said(kept))
        self.show_chosen()

    def shown(self) -> list[ReferralLine]:
        """The lines on screen."""
        return self.filters.kept(tuple(self.lines.values()), self.desk.office.today())

    def show_chosen(self, _ids: object = None) -> None:
        """Offer what can be done with the lines ticked."""
        self.chosen.show_lines(self.table.ticked_lines())

    def answer(self, referral_id: object) -> None:
        """Open the four answers; the next number may then be typed."""
        if isinstance(referral_id, UUID):
            dialog = gestures.answer(self, self.desk, referral_id)
            if dialog is not None:
                dialog.destroyed.connect(self.focus_first)

    def open_line(self, key: str) -> None:
        """Open a referral."""
        self.desk.go(Route("referral", UUID(key)))

    def offer_menu(self, key: str, place: QPoint) -> None:
        """Offer what can be done with a line."""
        line = self.lines[key]
        self.answer_action.setVisible(line.sent_on is not None and line.cancelled_on is None)
        self.remind_action.setVisible(line.pending)
        self.row_menu.popup(place)

    def open_current(self) -> None:
        """Open the line chosen."""
        self.open_line(self.table.value())

    def answer_current(self) -> None:
        """Note what came back for the line chosen."""
        self.answer(self.lines[self.table.value()].id)

    def remind_current(self) -> None:
        """Note that the addressee of the line chosen was asked again."""
        gestures.note_reminder(self, self.desk, [self.lines[self.table.value()].id])

    def open_procedure(self) -> None:
        """Open the procedure of the line chosen."""
        self.desk.go(Route("procedure", self.lines[self.table.value()].procedure_id))

    def open_person(self) -> None:
        """Open the person of the line chosen."""
        self.desk.go(Route("person", self.lines[self.table.value()].person_id))

    def print_papers(self, kind: str) -> None:
        """Show the papers of the lines ticked, in their order."""
        chosen: Kind = next(each for each in KINDS if each == kind)
        gestures.print_batch(self, self.desk, [line.id for line in self.table.ticked_lines()], chosen)

    def print_reminders(self) -> None:
        """Show the letters to the addressees of the lines ticked."""
        gestures.print_reminders(self, self.desk, [line.id for line in self.table.ticked_lines()])

    def note_reminders(self) -> None:
        """Note that the addressees of the lines ticked were asked again."""
        gestures.note_reminder(self, self.desk, [line.id for line in self.table.ticked_lines()])

    def print_shown(self) -> None:
        """Ctrl+P: ask whether names may be printed."""
        if self.lines:
            self.print_menu.popup(below(self.print_button))

    def offer_export(self) -> None:
        """Ask whether names may be in the file."""
        self.export_menu.popup(below(self.export_button))

    def print_inside(self) -> None:
        """Print the lines shown, with names."""
        registers.print_register(self, self.desk, self.shown(), leaves_service=False)

    def print_outside(self) -> None:
        """Print the lines shown, with initials."""
        registers.print_register(self, self.desk, self.shown(), leaves_service=True)

    def export_inside(self) -> None:
        """Write the lines shown to a file, with names."""
        registers.export_register(self, self.desk, self.shown(), leaves_service=False)

    def export_outside(self) -> None:
        """Write the lines shown to a file, with initials."""
        registers.export_register(self, self.desk, self.shown(), leaves_service=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Withdraw the draft chosen on Delete; what has left is cancelled on its own page."""
        line = self.lines.get(self.table.value())
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus() and line is not None and line.state == "draft":
            gestures.withdraw_draft(self.desk, line)
        else:
            super().keyPressEvent(event)

    def go_to_people(self) -> None:
        """Go and look for someone."""
        self.desk.go(Route("people"))

    def focus_first(self) -> None:
        """Go to the number of the answer that arrives."""
        (self.arriving if self.lines else self.start).setFocus(Qt.FocusReason.TabFocusReason)

    def next_pane(self) -> None:
        """F6: from the number to the table, and back."""
        focused = QApplication.focusWidget()
        in_table = focused is self.table or (focused is not None and self.table.isAncestorOf(focused))
        (self.arriving if in_table else self.table).setFocus(Qt.FocusReason.TabFocusReason)


def below(button: QWidget) -> QPoint:
    """Where the menu of a button opens."""
    return button.mapToGlobal(QPoint(0, button.height()))
