# SPDX-License-Identifier: AGPL-3.0-or-later
"""The left column of a procedure: deadlines with their source, criteria in three values, documents, events."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.french.dates import say_short
from app.services.procedure_view import DocumentView, ProcedureView
from app.ui.deadline_items import deadline_item
from app.ui.desk import Desk
from app.ui.gestures import procedures as gestures
from app.ui.procedures import model
from app.ui.procedures.links import Links
from app.ui.proposals import NOW, Proposals
from app.ui.widgets.buttons import LongLink
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column
from app.ui.widgets.ticks import TickBox


class Side(QWidget):
    """Signals: `asked(path)` when a criterion's question is opened, `event_opened(id)`, `deadline_opened(id)`,
    `information_asked()`, `proof_asked()`, `calendar_asked()`, `letter_asked()`, `scheme_asked()`: how it works;
    `official_asked()`: an official form to fill."""

    asked = Signal(str)
    event_opened = Signal(str)
    deadline_opened = Signal(str)
    information_asked = Signal()
    proof_asked = Signal()
    letter_asked = Signal()
    scheme_asked = Signal()
    calendar_asked = Signal()
    official_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.paths: dict[str, str] = {}
        self.pressing = Proposals(desk, NOW)
        self.next = Proposals(desk)
        self.links = Links(desk)
        self.deadline_heading = SectionHeading("Échéances")
        self.deadlines = SideList("Échéances", fitted=True, flat=True)
        self.no_deadline = Label("Aucune échéance ne court.", "label", "ink2", wrap=True)
        self.criteria = QWidget()
        self.criteria_stack = column(self.criteria, gap=12)
        self.document_heading = SectionHeading("Pièces")
        self.documents = Documents(desk)
        self.event_heading = SectionHeading("Ce qui a été noté")
        self.events = SideList("Ce qui a été noté", fitted=True, flat=True)
        self.events.opened.connect(self.event_opened)
        self.proof_button = LongLink("Imprimer comme preuve de dates", "label")
        self.proof_button.clicked.connect(self.proof_asked)
        self.information_button = LongLink("Imprimer la fiche d’information…", "label")
        self.information_button.clicked.connect(self.information_asked)
        self.letter_button = LongLink("Écrire une lettre…", "label")
        self.letter_button.clicked.connect(self.letter_asked)
        self.scheme_button = LongLink("Comment marche ce dispositif", "label")
        self.scheme_button.clicked.connect(self.scheme_asked)
        self.calendar_button = LongLink("Mettre les échéances dans un agenda…", "label")
        self.calendar_button.clicked.connect(self.calendar_asked)
        self.official_button = LongLink("Remplir un formulaire officiel…", "label")
        self.official_button.clicked.connect(self.official_asked)
        self.deadlines.opened.connect(self.deadline_opened)
        stack = column(self, gap=4, margins=(16, 12, 16, 16))
        for part in (self.links, self.pressing, self.deadline_heading, self.deadlines, self.no_deadline, self.next):
            stack.addWidget(part)
        stack.addSpacing(12)
        stack.addWidget(self.criteria)
        stack.addSpacing(12)
        stack.addWidget(self.document_heading)
        stack.addWidget(self.documents)
        stack.addSpacing(12)
        stack.addWidget(self.event_heading)
        stack.addWidget(self.events)
        stack.addSpacing(4)
        for link in (self.information_button, self.proof_button, self.calendar_button, self.letter_button):
            stack.addWidget(link)
        stack.addWidget(self.official_button)
        stack.addWidget(self.scheme_button)
        stack.addStretch(1)

    def show_view(self, view: ProcedureView) -> None:
        """Show a procedure."""
        day = self.desk.office.today()
        self.information_button.setVisible(view.edition.information is not None)
        self.links.show_links(view)
        self.pressing.show_proposals([each for each in view.proposals if each.urgent or each.demanded])
        self.next.show_proposals([each for each in view.proposals if not (each.urgent or each.demanded)])
        self.deadlines.show_rows([deadline_item(each, day) for each in view.deadlines])
        self.no_deadline.setVisible(not view.deadlines)
        self.show_criteria(view)
        received = sum(1 for each in view.documents if each.status == "received")
        asked = sum(1 for each in view.documents if each.asked == "yes")
        self.document_heading.say("Pièces", f"{received} sur {max(asked, received)}")
        self.documents.show_documents(view)
        self.events.show_rows(
            [
                SideItem(str(each.id), each.label, icon="circle-dot", aside=say_short(each.on, day))
                for each in view.events
            ]
        )
        self.event_heading.setVisible(bool(view.events))

    def show_criteria(self, view: ProcedureView) -> None:
        """Show the criteria, group by group."""
        while self.criteria_stack.count():
            item = self.criteria_stack.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.paths.clear()
        for group in view.criteria:
            holder = QWidget()
            stack = column(holder, gap=2)
            stack.addWidget(wrapped(SectionHeading(group.label)))
            shown = SideList(group.label, fitted=True, flat=True)
            shown.show_rows([model.criterion_item(each) for each in group.criteria])
            shown.opened.connect(self.ask)
            self.paths.update({each.id: each.path for each in group.criteria if each.path})
            stack.addWidget(shown)
            self.criteria_stack.addWidget(holder)

    def ask(self, criterion: str) -> None:
        """Go to the field that answers a criterion's question."""
        if criterion in self.paths:
            self.asked.emit(self.paths[criterion])


def wrapped(heading: SectionHeading) -> SectionHeading:
    """A heading of many words, which goes on below instead of widening the column."""
    heading.heading.setWordWrap(True)
    heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return heading


class Documents(QWidget):
    """The supporting documents, a box each: ticked once received."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.procedure: UUID | None = None
        self.stack = column(self, gap=6)

    def show_documents(self, view: ProcedureView) -> None:
        """Show the documents asked for here."""
        self.procedure = view.id
        while self.stack.count():
            item = self.stack.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        day = self.desk.office.today()
        for each in view.documents:
            received = f"reçue le {say_short(each.received_on, day)}" if each.received_on else ""
            box = TickBox(each.label, received or self.second(each), ticked=each.status == "received")
            box.setProperty("document", each.id)
            box.clicked.connect(self.tick)
            self.stack.addWidget(box)

    def second(self, document: DocumentView) -> str:
        """What is said under a document not received."""
        parts = ["facultative" if document.optional else "", document.situation]
        parts.append("à vérifier" if not document.verified else "")
        return " · ".join(part for part in parts if part)

    def tick(self) -> None:
        """Note that a document came, or did not."""
        box = self.sender()
        if isinstance(box, TickBox) and self.procedure is not None:
            gestures.tick_document(self.desk, self.procedure, str(box.property("document")), box.isChecked())
