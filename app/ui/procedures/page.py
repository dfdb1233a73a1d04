# SPDX-License-Identifier: AGPL-3.0-or-later
"""A procedure: stepper, deadlines, criteria and documents at the left, the form in the middle, the very paper at the
right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.schemes.forms import Section
from app.services import filling, papers, procedure_view, provenance
from app.services.procedure_view import ProcedureView
from app.services.provenance import Origin
from app.ui import person_words, theme
from app.ui.desk import Desk
from app.ui.forms import FormView
from app.ui.gestures import calendars, official
from app.ui.gestures import letters as letter_gestures
from app.ui.gestures import papers as paper_gestures
from app.ui.gestures import procedures as gestures
from app.ui.page import Page
from app.ui.procedures import model
from app.ui.procedures.side import Side
from app.ui.routes import PageName, Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.paper_dialog import PaperDialog
from app.ui.widgets.paper_preview import PaperPreview
from app.ui.widgets.pastille import Pastille
from app.ui.widgets.spacing import column
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.surface import ScrolledSurface, Splitter, Surface

PREVIEW_AFTER = 250  # milliseconds without a change before the paper is laid out again
PREVIEW_ABOVE = 1200
PREVIEW_SCALE = 1.4
LEAST = 260  # pixels of height, at 100 %
PLACES = {"household.everyone[]": "household", "household.members[]": "household", "resources[]": "resources"}


class ProcedurePage(Page):
    """The page of one procedure."""

    name: ClassVar[PageName] = "procedure"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"procedure", "procedure_event", "procedure_answer", "supporting_document", "person", "housing", "resource"}
        | {"continuation", "household_member", "encounter", "referral", "referral_answer", "organisation", "worker"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: ProcedureView | None = None
        self.shown: UUID | None = None
        self.corrected: tuple[str, UUID | None] = ("", None)
        self.origins: Mapping[str, Origin] = {}
        self.places: papers.Places = {}
        self.reached = ""
        self.head = PageHead()
        self.state = Pastille("draft")
        self.head.put_beside(self.state)
        self.paper_button = Button("Voir le papier", icon="file-text")
        self.refer_button = Button("Préparer l’envoi", icon="send")
        self.note_button = Button("Noter un événement", "principal", "pencil")
        self.head.put(self.paper_button, self.refer_button, self.note_button)
        self.stepper = Stepper(name="Étapes de la démarche")
        self.side = Side(desk)
        self.form = FormView(desk.office.today, desk.office.catalogue.vocabularies)
        self.preview = PaperPreview()
        self.middle = QStackedWidget()
        self.no_form = EmptyState(
            "file-off", "Pas de formulaire.", "Cette démarche se suit par ses événements et ses échéances."
        )
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PREVIEW_AFTER)
        self.arrange()
        self.wire()

    def arrange(self) -> None:
        """Put the three panes under the head and the stepper."""
        inside = QWidget()
        stack = column(inside, gap=0)
        stack.addWidget(self.head)
        strip = Surface("surface", "bottom")
        column(strip, margins=(16, 8, 16, 8)).addWidget(self.stepper)
        stack.addWidget(strip)
        self.middle.addWidget(ScrolledSurface(self.form, "canvas"))
        holder = QWidget()
        column(holder, margins=24).addWidget(self.no_form, 0, Qt.AlignmentFlag.AlignTop)
        self.middle.addWidget(holder)
        self.panes = Panes("procedure")
        for pane, share in ((ScrolledSurface(self.side), 3), (self.middle, 5), (self.preview, 4)):
            self.panes.addWidget(pane)
            self.panes.setStretchFactor(self.panes.count() - 1, share)
        self.panes.setSizes([theme.px(284), theme.px(480), theme.px(416)])
        stack.addWidget(self.panes, 1)
        self.whole = ScrolledSurface(inside)
        column(self).addWidget(self.whole)
        self.measure()
        theme.changes.changed.connect(self.measure)

    def measure(self) -> None:
        """Keep a few lines of the panes: the page scrolls as a whole where the text is large."""
        self.panes.setMinimumHeight(theme.px(LEAST))

    def wire(self) -> None:
        """Connect the parts."""
        self.head.went_up.connect(self.go_up)
        self.paper_button.clicked.connect(self.print_shown)
        self.refer_button.clicked.connect(self.refer)
        self.note_button.clicked.connect(self.make_new)
        self.stepper.opened.connect(self.note_for_step)
        self.form.filled.connect(self.fill)
        self.form.reached.connect(self.frame)
        self.form.row_asked.connect(self.type_row)
        self.form.row_withdrawn.connect(self.withdraw_row)
        self.form.waited.connect(self.hold)
        self.form.chosen.connect(self.choose_origin)
        self.form.elsewhere.connect(self.go_to_list)
        self.side.asked.connect(self.form.focus_path)
        self.side.deadline_opened.connect(self.act_on_deadline)
        self.side.event_opened.connect(self.correct_event)
        self.side.information_asked.connect(self.print_information)
        self.side.proof_asked.connect(self.print_proof)
        self.side.calendar_asked.connect(self.export_calendar)
        self.side.letter_asked.connect(self.write_letter)
        self.side.official_asked.connect(self.fill_official)
        self.side.scheme_asked.connect(self.explain_scheme)
        self.timer.timeout.connect(self.show_paper)

    def go_to(self, route: Route) -> None:
        """Show a procedure; `place` is a field of its form, or the event to note."""
        if route.id != self.route.id:
            self.form.flush()
        super().go_to(route)
        if route.place and self.view is not None:
            QTimer.singleShot(0, self.open_place)

    def open_place(self) -> None:
        """Open what the route asked for: a field, the paper, or an event."""
        place = self.route.place
        if self.view is None or not place:
            return
        if "." in place:
            self.form.focus_path(place)
        elif place == "print":
            self.refer()
        elif place in {event.id for event in self.view.offered}:
            self.note(place)

    def refresh(self) -> None:
        """Read the procedure again."""
        if self.route.id is None:
            return
        view = self.desk.read(procedure_view.view, self.route.id)
        if view is None:
            return
        self.view = view
        day = self.desk.office.today()
        self.head.show_way(("person", view.person), ("procedures", "Démarches"))
        self.head.say(view.short_title, model.line(view, day))
        self.state.show_state(person_words.SHADES[view.stage.shade], view.stage.label)
        self.stepper.show_steps(model.steps(view, day))
        self.side.show_view(view)
        self.show_form(view)
        self.timer.start()

    def show_form(self, view: ProcedureView) -> None:
        """Show the form, or say that there is none."""
        self.middle.setCurrentIndex(0 if view.form else 1)
        self.paper_button.setVisible(view.form is not None)
        if view.form is None:
            return
        drafts = None
        if self.shown != view.id:
            self.shown = view.id
            drafts = gestures.waiting(self.desk, view.id)
            self.corrected = ("", None)
        self.form.show_form(view.form, view.values, view.missing, drafts)
        self.origins = self.desk.read(provenance.of, view.id) or {}
        self.form.show_origins(self.origins, self.corrected[0])

    def show_paper(self) -> None:
        """Lay the paper out again, as it would be now."""
        if self.view is None or self.view.form is None or not self.preview.isVisible():
            return
        found = self.desk.read(papers.draft_with_places, self.view.id)
        if found is not None:
            printed, self.places = found
            self.preview.show_pdf(printed.pdf, "brouillon")
            self.frame(self.reached)

    def frame(self, path: str) -> None:
        """Surround on the paper the value of the field that is being filled."""
        self.reached = path
        page, place = self.places.get(path, (0, None))
        self.preview.frame(page, QRectF(*place) if place else None)

    def focus_first(self) -> None:
        """Go to the stepper."""
        self.stepper.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.form.flush()

    def make_new(self) -> None:
        """Ctrl+N: note an event."""
        self.note()

    def print_shown(self) -> None:
        """Ctrl+P: the paper, to print or save."""
        if self.view is None or self.view.form is None:
            return
        printed = self.desk.read(papers.draft, self.view.id)
        if printed is not None:
            PaperDialog(self, self.desk, printed.pdf, "brouillon", "brouillon").exec()

    def print_information(self) -> None:
        """The information sheet that is handed over, then the day it is."""
        if self.view is not None:
            gestures.print_information(self, self.desk, self.view.person_id, self.view.id)

    def print_proof(self) -> None:
        """The history of this procedure as proof of its dates."""
        if self.view is not None:
            gestures.print_proof(self, self.desk, self.view.person_id, self.view.id)

    def export_calendar(self) -> None:
        """Write the deadlines of this procedure to a calendar file."""
        if self.view is not None:
            calendars.export(self, self.desk, procedure_id=self.view.id)

    def write_letter(self) -> None:
        """Write a letter about this procedure."""
        if self.view is not None:
            letter_gestures.write_letter(self, self.desk, self.view.person_id, procedure_id=self.view.id)

    def fill_official(self) -> None:
        """Fill an official form of this procedure: its decision, its certificate."""
        if self.view is not None:
            official.fill_for(self.side.official_button, self.desk, self.view.id)

    def explain_scheme(self) -> None:
        """Read how the scheme of this procedure works."""
        if self.view is not None:
            self.desk.go(Route("settings", tab="schemes", place=self.view.edition.scheme))

    def refer(self) -> None:
        """Prepare the sending: the referral's page opens on a draft."""
        if self.view is not None:
            paper_gestures.prepare_referral(self, self.desk, self.view.id)

    def note(self, event: str = "") -> None:
        """Note an event."""
        if self.view is not None:
            gestures.note_event(self, self.desk, self.view, event)

    def note_for_step(self, step: str) -> None:
        """Note the event that leads to a step."""
        if self.view is None:
            return
        stages = {stage.id for stage in self.view.edition.stages.values() if stage.step == step}
        fitting = next((event.id for event in self.view.offered if event.to in stages), "")
        self.note(fitting)

    def act_on_deadline(self, deadline: str) -> None:
        """Do what a deadline calls for."""
        if self.view is not None:
            found = next((each for each in self.view.deadlines if str(each.id) == deadline), None)
            self.note(found.act or "" if found else "")

    def correct_event(self, event: str) -> None:
        """Open an event already noted, to correct or withdraw it."""
        if self.view is not None:
            gestures.correct_event(self, self.desk, self.view, UUID(event))

    def fill(self, path: str, value: object) -> None:
        """Keep what a field was given."""
        if self.view is not None:
            self.corrected = (path if self.corrects(path) else "", None)
            gesture = gestures.fill(self.desk, self.view.id, path, value, self.form.refuse)
            self.corrected = (self.corrected[0] if gesture else "", gesture)

    def corrects(self, path: str) -> bool:
        """Tell whether typing over a field corrects what the dossier said."""
        origin = self.origins.get(path)
        return filling.is_of_dossier(path) and origin is not None and origin.dossier is None

    def choose_origin(self, path: str, choice: str) -> None:
        """Keep a value for this form only, or let form and dossier say the same again."""
        if self.view is not None:
            (_, gesture), self.corrected = self.corrected, ("", None)
            gestures.choose_origin(self.desk, self.view.id, path, choice, gesture, self.form.refuse)

    def hold(self, path: str, text: str, reason: str) -> None:
        """Keep what a field may not be given yet, as a draft."""
        if self.view is not None:
            gestures.hold(self.desk, self.view.id, path, text, reason, self.form)

    def type_row(self, section: Section, rank: int) -> None:
        """Type a row that only this procedure keeps."""
        if self.view is not None:
            gestures.type_row(self, self.desk, self.view, section, rank)

    def withdraw_row(self, section: Section, rank: int) -> None:
        """Take a row away."""
        if self.view is not None:
            gestures.withdraw_row(self.desk, self.view, section, rank)

    def go_to_list(self, path: str) -> None:
        """Go where a list of the dossier is kept."""
        if self.view is not None:
            tab = next((tab for start, tab in PLACES.items() if path.startswith(start)), "situation")
            self.desk.go(Route("person", self.view.person_id, tab))

    def go_up(self, place: str) -> None:
        """Go back to the person, or to her procedures."""
        if self.view is not None:
            self.desk.go(Route("person", self.view.person_id, "procedures" if place == "procedures" else ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the paper beside the form only where it fits; its button shows it otherwise."""
        super().resizeEvent(event)
        fits = self.window().width() >= PREVIEW_ABOVE and theme.scale() <= PREVIEW_SCALE
        self.preview.setVisible(fits)
        upright = self.width() < theme.px(720)
        self.panes.setOrientation(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)


class Panes(Splitter):
    """The panes: they ask for a few lines and take what is left."""

    def sizeHint(self) -> QSize:
        """Ask for a few lines."""
        return QSize(super().sizeHint().width(), theme.px(LEAST))
