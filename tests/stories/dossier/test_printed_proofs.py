# SPDX-License-Identifier: AGPL-3.0-or-later
"""What proves: the dates of a procedure from its page or from the history, the agreement that the person signs."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.services import consents
from app.ui.routes import Route
from app.ui.widgets.paper_dialog import PaperDialog
from tests.services.lea import agree


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def shows_papers(camille):
    """Read and close the papers that open."""
    papers = []

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PaperDialog):
            papers.append(words_of(dialog.pdf))
            dialog.reject()
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    return papers


def test_the_dates_of_a_procedure_are_printed_from_its_page(opens, lea):
    camille = opens()
    camille.window.centralWidget().go(Route("procedure", lea.recourse))
    papers = shows_papers(camille)
    camille.clicks("Imprimer comme preuve de dates")
    (said,) = papers
    assert "24/08/2026" in said
    assert "Démarche ouverte" in said


def test_the_history_asks_of_which_procedure_when_there_are_several(opens, lea):
    camille = opens()
    camille.shows(lea.person, "history")
    camille.clicks("Imprimer comme preuve de dates")
    papers = shows_papers(camille)
    camille.takes("Recours DALO, ouverte le 24 août")
    assert "24/08/2026" in papers[0]


def test_an_agreement_is_printed_as_it_was_recorded(opens, office, lea):
    agree(office, lea, "identité", "logement")
    camille = opens()
    camille.shows(lea.person, "sharing")
    papers = shows_papers(camille)
    camille.clicks("Imprimer l’accord")
    assert "Association Le Relais" in papers[0]
    assert "Léa" in papers[0]


def test_an_agreement_is_printed_to_be_signed_and_nothing_is_kept(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "sharing")
    papers = []

    def prints(dialog):
        dialog.clicks("Imprimer à signer")
        assert dialog.reason("Partenaire") == "À remplir."
        dialog.chooses("Partenaire", "Association Le Relais")
        dialog.clicks("Imprimer à signer")
        assert dialog.sees("à remplir"), "nothing is ticked yet"
        dialog.clicks("Identité")
        papers.append(shows_papers(dialog))
        dialog.clicks("Imprimer à signer")

    camille.answers(prints)
    camille.presses("Ctrl+N")
    assert "Association Le Relais" in papers[0][0]
    assert consents.of_person(office, lea.person) == ()
