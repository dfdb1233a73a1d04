# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Écrire une lettre »: the template, the addressee, a last word for this letter only, the paper, then print."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.french.typography import typeset
from app.services import address_book, consents, dossier, letter_papers, letters, procedure_view
from app.services.letter_papers import LetterPaper
from app.services.letters import TemplateView, Wanted
from app.ui.desk import Desk
from app.ui.gestures import papers
from app.ui.letter_window import LetterWindow
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import Notice

FREE = Wanted("Lettre", "")
NO_TEMPLATE = "lettre libre, sans modèle"
PERSON = "la personne"
ONCE = "Ce que vous changez ici ne vaut que pour cette lettre ; le modèle reste comme il est."
NONE_YET = "Aucun modèle pour l’instant : ils s’écrivent dans Réglages, « Lettres ». Écrivez ici une lettre libre."


class LetterDialog(LetterWindow):
    """Writes a letter about a person, to her or to a partner; accepted once it was printed or saved."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        person_id: UUID,
        procedure_id: UUID | None = None,
        organisation_id: UUID | None = None,
    ) -> None:
        super().__init__(parent, desk, "Écrire une lettre")
        self.person_id, self.procedure_id = person_id, procedure_id
        self.templates = {each.id: each for each in desk.read(letters.templates) or ()}
        self.template = Field("Modèle", ChoiceField())
        self.addressee = Field("Destinataire", ChoiceField())
        self.signature = ""
        self.about = Label("", "label", "ink2", wrap=True)
        self.caution, self.gaps, self.withheld = Notice("soon", ""), Notice("soon", ""), Notice("info", "")
        self.places |= {"agreement": self.addressee, "person": self.addressee, "organisation": self.addressee}
        self.print_button = Button("Imprimer…", "principal", "printer")
        self.save_button = Button("Enregistrer en PDF…", icon="download")
        self.close_button = Button("Renoncer")
        self.arrange()
        self.offer(organisation_id)
        self.wire()

    def arrange(self) -> None:
        """Put the fields, then what is worth knowing before printing."""
        self.stack.addWidget(self.about)
        self.stack.addWidget(self.template)
        self.stack.addWidget(self.addressee)
        for notice in (self.caution, self.gaps, self.withheld):
            notice.hide()
            self.stack.addWidget(notice)
        self.put_wording()
        self.stack.addWidget(Label(typeset(ONCE if self.templates else NONE_YET), "label", "ink2", wrap=True))
        self.stack.addStretch(1)
        self.put(self.print_button, self.save_button, self.close_button)

    def wire(self) -> None:
        """Connect the parts."""
        self.template.editor.chosen.connect(self.take_template)
        self.addressee.editor.chosen.connect(self.timer_start)
        self.print_button.clicked.connect(self.print_letter)
        self.save_button.clicked.connect(self.save_letter)
        self.close_button.clicked.connect(self.reject)
        self.template.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, organisation_id: UUID | None) -> None:
        """Offer the templates that suit the procedure, and the addressees: those she agreed to first."""
        header = self.desk.read(dossier.header, self.person_id)
        view = self.desk.read(procedure_view.view, self.procedure_id) if self.procedure_id else None
        name = header.name if header is not None else PERSON
        self.about.say(" · ".join(part for part in (name, view.short_title if view else "") if part))
        scheme = view.edition.scheme if view else ""
        to = "partner" if organisation_id else ""
        suiting = [each for each in self.templates.values() if each.suits(scheme, to) or not (scheme or to)]
        self.template.editor.offer([*((each.id, each.title) for each in suiting), ("", NO_TEMPLATE)])
        agreements = self.desk.read(consents.of_person, self.person_id) or ()
        agreed = {each.organisation_id for each in agreements if each.in_force}
        known = [each for each in self.desk.read(address_book.organisations) or () if not each.own]
        known.sort(key=lambda each: each.id not in agreed)
        said = [(each.id, each.name if each.id in agreed else typeset(f"{each.name} (sans accord)")) for each in known]
        self.addressee.editor.offer([("", typeset(f"{name}, la personne")), *said])
        self.addressee.editor.set_value(organisation_id or "")
        self.template.editor.set_value(suiting[0].id if suiting else "")
        self.show_template(suiting[0] if suiting else None, organisation_id)

    def take_template(self, template: object) -> None:
        """Write from another template."""
        found = self.templates.get(template) if isinstance(template, UUID) else None
        self.show_template(found, self.organisation())
        self.timer.start()

    def show_template(self, template: TemplateView | None, organisation_id: UUID | None) -> None:
        """Show the wording of a template; one for the person only, or for a partner only, moves the addressee."""
        wanted = template.wanted if template else FREE
        self.subject.editor.set_value(wanted.subject)
        self.body.editor.set_value(wanted.body)
        self.signature = wanted.signature
        if wanted.addressee == "person" and organisation_id is not None:
            self.addressee.editor.set_value("")
        elif wanted.addressee == "partner" and organisation_id is None:
            self.addressee.editor.set_value(None)

    def organisation(self) -> UUID | None:
        """The partner chosen, None for the person."""
        chosen = self.addressee.editor.value()
        return chosen if isinstance(chosen, UUID) else None

    def wanted(self) -> Wanted:
        """The wording as it is now, under the title of its template."""
        template = self.templates.get(self.template.editor.value())  # pyright: ignore[reportArgumentType] - an id, or nothing
        title = template.title if template else FREE.title
        subject, body = self.subject.editor.toPlainText(), self.body.editor.toPlainText()
        return Wanted(title, body, subject, signature=self.signature)

    def paper(self) -> LetterPaper:
        """The letter as it would be printed."""
        return letter_papers.draft(
            self.desk.office,
            self.wanted(),
            self.person_id,
            procedure_id=self.procedure_id,
            organisation_id=self.organisation(),
        )

    def timer_start(self, _value: object = None) -> None:
        """Lay the paper out again soon."""
        self.timer.start()

    def show_paper(self) -> None:
        """Lay the paper out; say what lacks, what is left out, and how she asked to be reached."""
        self.timer.stop()
        if self.addressee.editor.currentIndex() < 0:
            self.shown = None
            self.preview.clear()
        else:
            super().show_paper()
        paper = self.shown
        missing, left = (paper.missing, paper.left_out) if paper else ((), ())
        tell(self.gaps, "À compléter à la main", ", ".join(missing))
        tell(self.withheld, "Non communiqué, l’accord ne le couvre pas", ", ".join(left))
        tell(self.caution, "Comment la joindre sans risque", paper.caution if paper else "")
        for button in (self.print_button, self.save_button):
            button.forbid(self.why_not())

    def why_not(self) -> str:
        """Why the letter cannot be printed yet."""
        if self.addressee.editor.currentIndex() < 0:
            return "Choisissez d’abord le destinataire."
        if self.shown is None:
            return "Corrigez d’abord ce qui est signalé."
        return "" if self.body.editor.value() else "Écrivez d’abord le texte de la lettre."

    def print_letter(self) -> None:
        """Print through the system's dialog, then note it."""
        self.show_paper()
        if self.shown is not None and not self.why_not() and papers.print_pdf(self, self.shown.pdf):
            self.note(self.shown)

    def save_letter(self) -> None:
        """Save as a PDF, then note it."""
        self.show_paper()
        if self.shown is None or self.why_not():
            return
        if papers.save_pdf(self, self.desk, self.shown.pdf, letter_papers.LETTER):
            self.note(self.shown)

    def note(self, paper: LetterPaper) -> None:
        """Note in the dossier that the letter was printed."""
        wanted = self.wanted()
        noted = self.desk.run(letter_papers.note_printed, wanted, paper, self.person_id, self.procedure_id)
        if noted is not None:
            self.desk.announced.emit("Lettre notée dans les entretiens et notes.", True)
        self.accept()


def tell(notice: Notice, title: str, words: str) -> None:
    """Say something in a notice, or hide it."""
    notice.say(words, typeset(title))
    notice.setVisible(bool(words))
