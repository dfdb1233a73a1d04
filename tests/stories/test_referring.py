# SPDX-License-Identifier: AGPL-3.0-or-later
"""Referring someone: prepared, agreed to, sent, answered, undone; with the pointer, then with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow

from app.services import procedure_view, referral_register
from app.services.catalogues import shipped
from app.services.office import Office
from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.window import Frame
from tests.engines import Clock, new_vault
from tests.services.conftest import CAMILLE, open_office
from tests.services.lea import sent, write_lea


@pytest.fixture
def office(tmp_path):
    vault = new_vault(tmp_path / "vault", Clock())
    open_office(vault)
    yield Office(vault, CAMILLE, shipped())
    vault.close()


@pytest.fixture
def lea(office):
    return write_lea(office)


@pytest.fixture
def window(office, lea, qtbot):
    made = QMainWindow()
    made.setCentralWidget(Frame(Desk(office, made)))
    return made


@pytest.fixture
def camille(window, sits):
    return sits(window)


def state(office):
    (line,) = referral_register.all_lines(office)
    return line.state


def comes_back(camille):
    """Be in the main window again, once a dialog has gone: here no window manager does it."""
    camille.window.activateWindow()
    camille.qtbot.waitUntil(camille.window.isActiveWindow)


def is_asked(camille):
    """Wait for a dialog to have the keyboard."""
    camille.qtbot.waitUntil(lambda: (asked := QApplication.activeModalWidget()) is not None and asked.isActiveWindow())


def goes_to(camille, name):
    """Reach a control with the Tab key alone."""
    for _ in range(80):
        if getattr(camille.focus(), "accessibleName", str)() == name:
            return
        camille.presses("Tab")
    pytest.fail(f"« {name} » is out of reach of the keyboard")


def test_a_request_is_prepared_agreed_to_sent_answered_and_undone(camille, window, office, lea):
    window.centralWidget().show_route(Route("procedure", lea.address))
    camille.clicks("Préparer l’envoi")
    camille.waits_for("À qui envoyer")
    assert camille.sees("Association Le Relais")
    camille.clicks("Choisir")
    camille.waits_for("Aucun accord de la personne ne couvre Association Le Relais.")
    assert camille.button("Envoyer").forbidden

    camille.clicks("Recueillir l’accord")
    camille.clicks("Identité")
    camille.clicks("Ménage")
    camille.clicks("Enregistrer l’accord")
    camille.waits_for("Accord donné le 24 novembre 2026, valable jusqu’au 24 novembre 2027 : identité, ménage.")

    camille.clicks("Envoyer")
    camille.waits_for("Envoi noté sous le numéro FO-38-2026-A0001.")
    camille.clicks("Fermer")
    camille.waits_for("Orientation A0001")
    assert camille.sees("Rien n’est encore revenu.")

    camille.clicks("Noter la réponse")
    camille.clicks("Bien reçu")
    camille.clicks("Enregistrer la réponse")
    camille.waits_for("C’est noté")
    assert camille.sees("Domiciliation : Demande en instruction depuis le 24 novembre 2026.")
    assert camille.sees("CASF, art.")
    camille.clicks("Fermer")
    camille.waits_for("Accusé de réception")
    comes_back(camille)
    assert camille.button("Annuler l’envoi").forbidden

    camille.presses("Ctrl+Z")
    camille.waits_for("Rien n’est encore revenu.")
    assert procedure_view.view(office, lea.address).stage.id == "draft"
    comes_back(camille)
    camille.presses("Ctrl+Z")
    camille.waits_for("Le numéro FO-38-2026-A0001 reste au registre.")
    assert state(office) == "cancelled"


def test_what_she_files_herself_needs_no_agreement_and_one_addressee_no_choice(camille, window, office, lea):
    window.centralWidget().show_route(Route("procedure", lea.recourse))
    camille.clicks("Préparer l’envoi")
    camille.waits_for("Aucun accord à recueillir : la personne emporte ses papiers et les dépose.")
    assert camille.sees("Secrétariat, 12 rue des Oseraies, 38000 Grenoble")
    camille.clicks("Envoyer")
    camille.waits_for("Envoi noté sous le numéro")
    camille.clicks("Fermer")
    assert procedure_view.view(office, lea.recourse).stage.id == "filed"


def test_what_the_form_lacks_is_one_click_away(camille, window, lea):
    window.centralWidget().show_route(Route("procedure", lea.recourse))
    camille.clicks("Préparer l’envoi")
    camille.waits_for("Retirer le brouillon")
    camille.waits_for("Situation familiale")
    camille.clicks("Situation familiale")
    camille.waits_for("Échéances")
    camille.qtbot.waitUntil(lambda: camille.focus().property("path") == "person.family_status")


def test_an_answer_arrives_and_is_typed_by_its_number(camille, window, office, lea):
    sent(office, lea)
    window.centralWidget().go_to_page("referrals")
    assert camille.focus().accessibleName() == "Numéro de l’orientation"
    camille.types("99")
    camille.presses("Return")
    camille.waits_for("Aucune orientation ne porte le numéro 99.")
    camille.types("1")
    camille.presses("Return")
    camille.qtbot.waitUntil(lambda: camille.focus().accessibleName() == "Bien reçu")
    camille.types("1")
    assert camille.focus().accessibleName() == "Date"
    camille.presses("Return")
    camille.waits_for("Recours DALO : En instruction depuis le 24 novembre 2026.")
    assert camille.sees("24 févr. 2027")
    camille.qtbot.waitUntil(lambda: camille.focus().accessibleName() == "Fermer")
    camille.presses("Return")
    comes_back(camille)
    assert camille.focus().accessibleName() == "Numéro de l’orientation"
    assert state(office) == "received"


def test_the_whole_is_within_reach_of_the_keyboard(camille, window, office, lea):
    frame = window.centralWidget()
    frame.show_route(Route("procedure", lea.address))
    frame.page("procedure").focus_first()
    goes_to(camille, "Préparer l’envoi")
    camille.presses("Space")
    is_asked(camille)
    assert camille.focus().accessibleName() == "Destinataires"
    camille.presses("Return")
    camille.waits_for("Retirer le brouillon")
    comes_back(camille)
    camille.qtbot.waitUntil(lambda: camille.focus().accessibleName() == "Organisme")
    goes_to(camille, "Recueillir l’accord")
    camille.presses("Space")
    assert camille.focus().accessibleName() == "Identité"
    camille.presses("Space")
    goes_to(camille, "Enregistrer l’accord")
    camille.presses("Return")
    camille.waits_for("Accord donné le 24 novembre 2026")
    goes_to(camille, "Envoyer")
    camille.presses("Space")
    camille.qtbot.waitUntil(lambda: camille.focus().accessibleName() == "Imprimer…")
    camille.presses("Escape")
    camille.waits_for("Orientation A0001")
    comes_back(camille)
    goes_to(camille, "Noter la réponse")
    camille.presses("Return")
    camille.qtbot.waitUntil(lambda: camille.focus().accessibleName() == "Bien reçu")
    camille.presses("Down")
    camille.presses("Up")
    camille.presses("Return")
    camille.waits_for("C’est noté")
    camille.presses("Return")
    assert state(office) == "received"


def test_a_partner_is_added_where_he_lacks(camille, window, office, lea):
    from app.services import address_book

    address_book.withdraw(office, lea.commission)
    window.centralWidget().show_route(Route("procedure", lea.recourse))
    camille.clicks("Préparer l’envoi")
    camille.waits_for("Le carnet d’adresses n’a encore aucun organisme de ce genre.")
    is_asked(camille)
    camille.clicks("Ajouter")
    camille.waits_for("Nom : à remplir.")
    camille.fills("Nom", "Commission du Rhône")
    camille.fills("Service ou secrétariat", "Secrétariat")
    camille.clicks("Ajouter")
    camille.waits_for("Préparer l’envoi")
    camille.waits_for("Commission du Rhône")
    (line,) = referral_register.all_lines(office)
    assert (line.addressee, line.state) == ("Commission du Rhône", "draft")


def test_the_same_organisation_may_be_written_to_again_after_a_cancelled_sending(camille, window, office, lea):
    referral = sent(office, lea)
    window.centralWidget().show_route(Route("referral", referral))
    camille.clicks("Annuler l’envoi")
    camille.waits_for("Envoi annulé. Le numéro FO-38-2026-A0001 reste au registre.")
    camille.fills("Motif de l’annulation", "Mauvais formulaire")
    camille.focus().clearFocus()
    camille.clicks("Préparer un nouvel envoi")
    camille.waits_for("Préparer l’envoi")
    assert sorted(line.state for line in referral_register.all_lines(office)) == ["cancelled", "draft"]
