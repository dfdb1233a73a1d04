# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter template being written: its title, for whom, for which schemes, its wording, and the real paper."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.french.typography import typeset
from app.services import letter_papers, letters
from app.services.letter_papers import LetterPaper
from app.services.letters import TemplateView, Wanted
from app.ui.desk import Desk
from app.ui.letter_window import LetterWindow
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import Segments
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.confirmation import Confirmation
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import emptied
from app.ui.wording_area import WordingArea

SAID = (
    "Un champ s’écrit entre accolades et se remplit depuis le dossier : {personne.nom complet}. Deux mots séparés par "
    "une barre s’accordent avec la personne : {né|née}."
)
FICTITIOUS = "une personne fictive"
TO = (("any", "Les deux"), ("partner", "Un partenaire"), ("person", "La personne"))
USUAL = "Vide : la signature du service, écrite dans Réglages."


class TemplateDialog(LetterWindow):
    """Writes a template, new or not; `saved` is its id once kept."""

    def __init__(self, parent: QWidget, desk: Desk, template: TemplateView | None = None) -> None:
        super().__init__(parent, desk, "Modèle de lettre" if template else "Nouveau modèle de lettre")
        self.template = template
        self.saved: UUID | None = None
        self.chosen: list[str] = []
        self.title = Field("Titre", LineEdit(), help="Le nom du modèle dans les listes ; il ne s’imprime pas.")
        self.addressee = Segments("À qui", TO)
        self.titles = titles(desk)
        self.schemes = Field("Dispositifs", ChoiceField((), "ajouter un dispositif"), help="Aucun choisi : pour tous.")
        self.chips = QWidget()
        self.flow = FlowLayout(self.chips, gap=6, line_gap=6)
        self.signature = Field("Signature", WordingArea(lines=2, most=6), optional=True, help=USUAL)
        self.seen = Field("Aperçu avec", ChoiceField())
        self.places |= {"title": self.title, "schemes": self.schemes, "signature": self.signature}
        self.save = Button("Enregistrer le modèle", "principal", "check")
        self.close_button = Button("Renoncer")
        self.arrange()
        self.offer()
        self.show_wanted(template.wanted if template else Wanted("", ""))
        self.before = self.wanted()
        self.wire()

    def arrange(self) -> None:
        """Put the fields in the order of writing."""
        self.stack.addWidget(self.title)
        self.stack.addWidget(Label("À qui", "label", "ink2"))
        self.stack.addWidget(self.addressee, 0, Qt.AlignmentFlag.AlignLeft)
        self.stack.addWidget(self.schemes)
        self.stack.addWidget(self.chips)
        self.put_wording()
        self.stack.addWidget(Label(typeset(SAID), "label", "ink2", wrap=True))
        self.stack.addWidget(self.signature)
        self.stack.addWidget(self.seen)
        self.stack.addStretch(1)
        self.put(self.save, self.close_button)

    def wire(self) -> None:
        """Connect the parts."""
        self.save.clicked.connect(self.keep)
        self.close_button.clicked.connect(self.reject)
        self.schemes.editor.chosen.connect(self.add_scheme)
        self.addressee.chosen.connect(self.timer_start)
        self.seen.editor.chosen.connect(self.timer_start)
        self.watch(self.signature)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.keep)
        self.title.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self) -> None:
        """Offer the schemes, and on whom the letter may be judged."""
        self.schemes.editor.offer(sorted(self.titles.items(), key=lambda each: each[1]))
        last = self.desk.read(letter_papers.last_opened)
        on: list[tuple[object, str]] = [("", FICTITIOUS)]
        self.seen.editor.offer([*on, (last[0], f"le dossier ouvert en dernier\u00a0: {last[1]}")] if last else on)
        self.seen.editor.set_value("")

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what a template says."""
        self.title.editor.setText(wanted.title)
        self.addressee.set_value(wanted.addressee)
        self.chosen = list(wanted.schemes)
        self.show_chips()
        self.subject.editor.set_value(wanted.subject)
        self.body.editor.set_value(wanted.body)
        self.signature.editor.set_value(wanted.signature)

    def wanted(self) -> Wanted:
        """What is typed now."""
        return Wanted(
            self.title.editor.text(),
            self.body.editor.toPlainText(),
            self.subject.editor.toPlainText(),
            self.addressee.value(),
            tuple(self.chosen),
            self.signature.editor.toPlainText(),
        )

    def paper(self) -> LetterPaper:
        """The letter for someone who does not exist, or for the person chosen, to her."""
        person = self.seen.editor.value()
        if isinstance(person, UUID):
            return letter_papers.draft(self.desk.office, self.wanted(), person)
        return letter_papers.specimen(self.desk.office, self.wanted())

    def timer_start(self, _value: object = None) -> None:
        """Lay the paper out again soon."""
        self.timer.start()

    def add_scheme(self, scheme: object) -> None:
        """Write the template for one more scheme."""
        if str(scheme) not in self.chosen:
            self.chosen.append(str(scheme))
        self.schemes.editor.set_value(None)
        self.show_chips()

    def remove_scheme(self) -> None:
        """Write the template for one scheme less."""
        self.chosen.remove(str(self.sender().property("scheme")))
        self.show_chips()
        self.schemes.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chips(self) -> None:
        """Show the schemes chosen, each with the way to take it off."""
        emptied(self.flow)
        for each in self.chosen:
            chip = Button(self.titles.get(each, each), "quiet", "x", small=True)
            chip.setAccessibleName(f"Retirer {chip.text()}")
            chip.setProperty("scheme", each)
            chip.clicked.connect(self.remove_scheme)
            self.flow.addWidget(chip)
        self.chips.setVisible(bool(self.chosen))

    def keep(self) -> None:
        """Keep the template, or say why not beside the field."""
        for field in self.places.values():
            field.clear_reason()
        known = self.template.id if self.template else None
        changes = self.desk.attempt(self.refuse_and_go, letters.write, self.wanted(), known)
        if changes is not None:
            self.saved = changes.created or known
            self.desk.announced.emit("Modèle de lettre enregistré.", bool(changes.touched))
            self.accept()

    def refuse_and_go(self, field: str, said: str) -> None:
        """Say why beside the field, and go there."""
        self.refuse(field, said)
        self.places.get(field, self.body).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Leave; what was typed is asked about first."""
        leaves = (
            self.wanted() == self.before
            or Confirmation(
                self,
                "Quitter sans enregistrer",
                "Ce que vous avez écrit dans ce modèle est perdu.",
                "Quitter",
                "Continuer",
            ).asked()
        )
        if leaves:
            super().reject()


def titles(desk: Desk) -> dict[str, str]:
    """The short title of each scheme, by id."""
    return {name: scheme.short_title for name, scheme in desk.office.catalogue.schemes.items()}
