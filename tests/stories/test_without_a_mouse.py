# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the locked vault to a DALO recourse out of the printer, without a single click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLineEdit

from app.security.derivation import Parameters
from app.services import accounts, address_book, pathways, people, procedures, referral_register
from app.services.accounts import NewWorker
from app.services.catalogues import shipped
from app.services.office import Office
from app.ui.application import MainWindow
from tests.services.lea import COMMISSION, made
from tests.stories.test_opening_the_vault import unlocks
from tests.stories.test_referring import comes_back, goes_to, is_asked

PASSWORD = "une phrase de passe"
LEA = {"birth_name": "Marchetti", "first_names": "Léa", "birth": "12/03/2002", "title": "mme"}


@pytest.fixture
def folder(tmp_path):
    """A vault with one person, her recourse and the commission that will read it."""
    worker = NewWorker("camille", "Camille Aubry", title="mme")
    unlocked = accounts.create_vault(tmp_path / "coffre", worker, PASSWORD, "CCAS", parameters=Parameters()).unlocked
    office = Office(unlocked.vault, unlocked.worker_id, shipped())
    person = made(people.create_person(office, LEA).created)
    pathways.open_pathway(office, person)
    procedures.open_procedure(office, person, "dalo", department="38")
    address_book.create_organisation(office, COMMISSION)
    unlocked.vault.close()
    return tmp_path / "coffre"


def test_a_recourse_is_found_prepared_sent_and_printed_by_the_keyboard_alone(sits, folder, tmp_path):
    camille = sits(MainWindow(folder))
    unlocks(camille, "camille", PASSWORD)
    camille.waits_for("Camille Aubry")
    assert camille.focus().accessibleName() == "Chercher une personne"
    camille.types("marc")
    camille.presses("Return")
    camille.waits_for("Léa Marchetti")
    camille.presses("Ctrl+4")
    assert camille.focus().accessibleName() == "Démarches"
    camille.presses("Return")
    camille.waits_for("Préparer l’envoi")
    goes_to(camille, "Préparer l’envoi")
    camille.presses("Return")
    camille.waits_for("Aucun accord à recueillir")
    comes_back(camille)
    goes_to(camille, "Envoyer")
    camille.presses("Return")
    is_asked(camille)
    camille.qtbot.waitUntil(lambda: camille.focus().accessibleName() == "Imprimer…")
    paper = tmp_path / "recours.pdf"
    accepts_the_system_s_dialog(paper)
    camille.presses("Return")
    camille.qtbot.waitUntil(paper.is_file)
    assert paper.read_bytes().startswith(b"%PDF")
    camille.waits_for("Rien n’est encore revenu.")
    frame = camille.window.centralWidget()
    (line,) = referral_register.all_lines(frame.desk.office)
    assert (line.person, line.addressee, line.sent_on is not None) == (
        "Léa Marchetti",
        COMMISSION["name"],
        True,
    )
    comes_back(camille)
    camille.window.close()


def accepts_the_system_s_dialog(to):
    """Wait for the system's dialog and press its button, on a printer that writes in a file."""

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QPrintDialog):
            dialog.findChild(QLineEdit, "filename").setText(str(to))
            dialog.accept()
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
