# SPDX-License-Identifier: AGPL-3.0-or-later
"""One referral: what is chosen before it leaves, or what came back since; at the right, the very papers."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.services import papers, referral_view
from app.services.referral_view import ReferralView
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import official
from app.ui.gestures import referrals as gestures
from app.ui.page import Page
from app.ui.referrals import model
from app.ui.referrals.draft import DraftPane
from app.ui.referrals.papers import PapersPane
from app.ui.referrals.sent import SentPane
from app.ui.routes import PageName, Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.pastille import Pastille
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import ScrolledSurface, Splitter

PREVIEW_AFTER = 250  # milliseconds without a change before the paper is laid out again
PREVIEW_ABOVE = 1200
PREVIEW_SCALE = 1.4


class ReferralPage(Page):
    """The page of one referral; the place « answer » opens the four answers."""

    name: ClassVar[PageName] = "referral"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"referral", "referral_answer", "consent", "organisation", "procedure", "procedure_event", "procedure_answer"}
        | {
            "official_blank",
            "official_mapping",
            "official_field",
            "supporting_document",
            "person",
            "household_member",
            "housing",
            "resource",
            "worker",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: ReferralView | None = None
        self.opened: QWidget = self
        self.head = PageHead()
        self.state = Pastille("draft")
        self.head.put_beside(self.state)
        self.papers_button = Button("Voir les papiers", icon="file-text")
        self.print_button = Button("Imprimer", icon="printer")
        self.send_button = Button("Envoyer", "principal", "send")
        self.answer_button = Button("Noter la réponse", "principal", "mail-opened")
        self.head.put(self.papers_button, self.print_button, self.send_button, self.answer_button)
        self.draft, self.sent = DraftPane(desk), SentPane(desk)
        self.left = QStackedWidget()
        self.papers = PapersPane()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PREVIEW_AFTER)
        self.setAcceptDrops(True)
        self.arrange()
        self.wire()

    def arrange(self) -> None:
        """Put the choices at the left and the papers at the right."""
        stack = column(self)
        stack.addWidget(self.head)
        self.draft_scroll = ScrolledSurface(self.draft)
        for pane in (self.draft_scroll, ScrolledSurface(self.sent)):
            self.left.addWidget(pane)
        self.panes = Splitter("referral")
        self.panes.addWidget(self.left)
        self.panes.addWidget(self.papers)
        self.panes.setStretchFactor(0, 1)
        self.panes.setStretchFactor(1, 1)
        self.panes.setSizes([theme.px(560), theme.px(620)])
        stack.addWidget(self.panes, 1)

    def wire(self) -> None:
        """Connect the parts."""
        self.head.went_up.connect(self.go_up)
        self.papers_button.clicked.connect(self.print_shown)
        self.print_button.clicked.connect(self.print_shown)
        self.draft.withdraw_button.clicked.connect(self.withdraw)
        self.send_button.clicked.connect(self.send)
        self.answer_button.clicked.connect(self.answer)
        self.draft.wanted.connect(self.go_to_field)
        self.draft.opened.connect(self.bring_in_sight)
        self.papers.chosen.connect(self.show_paper)
        self.timer.timeout.connect(self.show_paper)
        for keys, slot in (("F6", self.next_pane), ("Shift+F6", self.next_pane)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def go_to(self, route: Route) -> None:
        """Show a referral and give it the keyboard; the place « answer » opens the four answers."""
        other = route != self.route
        super().go_to(route)
        if route.place == "answer":
            QTimer.singleShot(0, self.answer)
        elif other:
            QTimer.singleShot(0, self.focus_first)

    def refresh(self) -> None:
        """Read the referral again."""
        if self.route.id is None:
            return
        view = self.desk.read(referral_view.view, self.route.id)
        if view is None:
            return
        self.view = view
        self.head.show_way(("person", view.line.person), ("procedure", view.line.procedure))
        self.head.say(model.head_title(view), model.head_line(view))
        self.state.show_state(model.STATES[view.line.state][0], model.state_words(view.line, self.desk.office.today()))
        self.left.setCurrentIndex(0 if view.is_draft else 1)
        if view.is_draft:
            self.draft.show_view(view)
        else:
            self.sent.show_view(view)
        self.settle_buttons(view)
        self.papers.offer(view.papers)
        self.timer.start()

    def settle_buttons(self, view: ReferralView) -> None:
        """Show the buttons of what can be done now."""
        draft = view.is_draft
        self.send_button.setVisible(draft)
        self.print_button.setVisible(not draft)
        self.papers_button.setVisible(draft and not self.papers.isVisibleTo(self))
        self.answer_button.setVisible(not draft and view.line.cancelled_on is None)
        lacking = view.readiness is not None and view.readiness.agreement_needed and view.readiness.agreement is None
        if lacking:
            self.send_button.forbid("Il manque l’accord de la personne. Recueillez-le d’abord.")
        else:
            self.send_button.allow()

    def show_paper(self, _kind: str = "") -> None:
        """Lay the chosen paper out again, as it would leave or as it left."""
        if self.view is None or not self.papers.isVisible():
            return
        printed = self.desk.read(papers.preview, self.view.line.id, self.papers.value())
        if printed is not None:
            self.papers.show_pdf(printed.pdf, self.view.line.number or "brouillon")

    def send(self) -> None:
        """Send: freeze the papers, give the number, offer to print."""
        if self.view is not None and self.view.is_draft:
            self.draft.flush()
            field = self.draft.sent_on
            field.clear_reason()
            if field.editor.refused:
                field.refuse(field.editor.sentence)
            else:
                gestures.send(self, self.desk, self.draft.refuse_sending, self.view.line.id, field.editor.value())

    def answer(self) -> None:
        """Note what came back."""
        if self.view is not None:
            gestures.answer(self, self.desk, self.view.line.id)

    def withdraw(self) -> None:
        """Give up the draft, and go back to its procedure."""
        if self.view is not None:
            line, self.view = self.view.line, None
            self.desk.go(Route("procedure", line.procedure_id))
            gestures.withdraw_draft(self.desk, line)

    def make_new(self) -> None:
        """Ctrl+N: what comes next here, an answer."""
        if self.view is not None and not self.view.is_draft:
            self.answer()

    def print_shown(self) -> None:
        """Ctrl+P: all the papers, to print or save."""
        if self.view is not None:
            gestures.print_papers(self, self.desk, self.view.line.id)

    def bring_in_sight(self, part: QWidget) -> None:
        """Scroll to what has just been opened in the draft, once it has its place."""
        self.opened = part
        QTimer.singleShot(0, self.scroll_to_opened)

    def scroll_to_opened(self) -> None:
        """Scroll to its end first, and then to its start."""
        part = self.opened
        for corner in (part.rect().bottomLeft(), part.rect().topLeft()):
            place = part.mapTo(self.draft, corner)
            self.draft_scroll.ensureVisible(place.x(), place.y(), 0, theme.px(16))

    def go_to_field(self, path: str) -> None:
        """Go and fill what the form lacks."""
        if self.view is not None:
            self.desk.go(Route("procedure", self.view.line.procedure_id, place=path))

    def go_up(self, place: str) -> None:
        """Go back to the procedure, or to the person."""
        if self.view is not None:
            line = self.view.line
            route = Route("person", line.person_id) if place == "person" else Route("procedure", line.procedure_id)
            self.desk.go(route)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.draft.flush()
        self.sent.flush()

    def focus_first(self) -> None:
        """Go to the addressee, or to the answer."""
        draft = self.view is None or self.view.is_draft
        first: QWidget = self.draft.addressee if draft else self.answer_button
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def next_pane(self) -> None:
        """F6: from the choices to the papers, and back."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.papers.isAncestorOf(focused)
        if inside or not self.papers.isVisible():
            self.focus_first()
        else:
            self.papers.setFocus(Qt.FocusReason.TabFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file over a draft: its blank official form."""
        if self.view is not None and self.view.is_draft and official.file_in(event.mimeData()) is not None:
            self.draft.official.drop_zone.light(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file went away."""
        self.draft.official.drop_zone.light(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the blank that was dropped."""
        self.draft.official.drop_zone.light(False)
        path = official.file_in(event.mimeData())
        if path is not None:
            self.draft.official.take(path)
            self.bring_in_sight(self.draft.official)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the papers beside the choices only where they fit; a button shows them otherwise."""
        super().resizeEvent(event)
        fits = self.window().width() >= PREVIEW_ABOVE and theme.scale() <= PREVIEW_SCALE
        self.papers.setVisible(fits)
        if self.view is not None:
            self.settle_buttons(self.view)
        if fits:
            self.timer.start()
