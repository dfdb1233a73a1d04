# SPDX-License-Identifier: AGPL-3.0-or-later
"""One procedure leads to another, in the words on the screen: a notice to quit, a recourse; a refusal, elsewhere."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QTimer

from app.models.worker import Worker
from app.services import pathways, procedure_view, procedures, undoing
from app.ui.routes import Route


@pytest.fixture
def eviction(office, lea):
    """Léa is summoned, and the judge decides the eviction."""
    pathways.open_pathway(office, lea.person)
    made = procedures.open_procedure(office, lea.person, "eviction_prevention", date(2026, 9, 1), "38").created
    procedures.note_event(office, made, "summoned", date(2026, 9, 10), {"hearing_on": date(2026, 10, 6)})
    procedures.note_event(office, made, "eviction_ordered", date(2026, 10, 6))
    procedures.note_event(office, lea.recourse, "withdrawn", date(2026, 9, 2))
    return made


def goes(camille, procedure):
    camille.window.centralWidget().go(Route("procedure", procedure))


def test_a_notice_to_quit_proposes_the_recourse_which_opens_and_says_what_it_follows(opens, office, lea, eviction):
    camille = opens()
    goes(camille, eviction)

    def notes_the_order(asked):
        asked.chooses("Ce qui s’est passé", "Commandement de quitter les lieux reçu")
        asked.clicks("Noter le commandement")

    camille.answers(notes_the_order)
    camille.clicks("Noter un événement")
    camille.waits_for("À faire sans attendre")
    camille.waits_for("Une décision d’expulsion est une des situations qui fondent un recours DALO.")
    camille.waits_for("Commandement de quitter les lieux reçu, le 24 nov. · CCH, art. R. 441-14-1")

    camille.window.centralWidget().go(Route("today"))
    camille.waits_for("Recours DALO, à la suite de Prévention de l’expulsion")
    goes(camille, eviction)
    camille.waits_for("Pas maintenant")
    camille.clicks("Ouvrir la démarche : Recours DALO")
    camille.waits_for("Démarche ouverte : Recours DALO.")
    camille.waits_for("Ouverte à la suite de : Prévention de l’expulsion, ouverte le 1er sept.")
    recourse = camille.window.centralWidget().page("procedure").route.id
    assert procedure_view.view(office, recourse).department == "38"

    def notes_the_receipt(asked):
        asked.chooses("Ce qui s’est passé", "Accusé de réception reçu")
        asked.waits_for("Numéro de l’accusé de réception")
        asked.fills("Numéro de l’accusé de réception", "0382026000123")
        asked.clicks("Noter l’accusé de réception")

    camille.answers(notes_the_receipt)
    camille.clicks("Noter un événement")
    found = {line.label: line.due for line in procedure_view.view(office, recourse).deadlines}
    assert found["Décision de la commission attendue"] == date(2027, 2, 24)

    camille.waits_for("Ouverte à la suite de : Prévention de l’expulsion, ouverte le 1er sept.")
    camille.clicks("Ouverte à la suite de : Prévention de l’expulsion, ouverte le 1er sept.")
    camille.waits_for("A conduit à : Recours DALO, ouverte le 24 nov.")
    assert not camille.sees("Une décision d’expulsion est une des situations")


def test_what_is_set_aside_comes_back_with_undo(opens, office, eviction):
    camille = opens()
    goes(camille, eviction)
    camille.waits_for("Pas maintenant")
    camille.clicks("Pas maintenant : Recours DALO")
    camille.waits_for("Proposition remise d’un mois.")
    assert not camille.sees("Une décision d’expulsion est une des situations")
    camille.presses("Ctrl+Z")
    camille.waits_for("Une décision d’expulsion est une des situations")
    assert undoing.last_undoable(office) is not None


def test_a_refused_domiciliation_demands_an_orientation_until_it_is_noted(opens, office, lea):
    pathways.open_pathway(office, lea.person)
    with office.writing("field_set") as work:
        work.session.get_one(Worker, office.worker_id).role = "manager"
    made = procedures.open_procedure(office, lea.person, "domiciliation", date(2026, 10, 1), "38").created
    procedures.note_event(office, made, "requested", date(2026, 10, 1))
    procedures.note_event(office, made, "refused", date(2026, 11, 2), {"motive": "SATURATION", "reasons": "Complet."})
    camille = opens()
    camille.window.centralWidget().go(Route("today"))
    said = "Après un refus, la personne est orientée vers un autre organisme."
    camille.waits_for("Domiciliation : noter l’orientation")
    camille.shows(lea.person, "procedures")
    camille.waits_for(said)
    goes(camille, made)
    camille.waits_for("Demandé par un texte")

    def notes_it(asked):
        asked.clicks("Noter l’orientation")
        assert asked.reason("Orientée vers") == "À remplir."
        asked.chooses("Orientée vers", "Un organisme agréé")
        asked.fills("Organisme proposé : nom, adresse, rendez-vous", "Association Le Relais")
        asked.clicks("Noter l’orientation")

    def opens_it():
        camille.answers(notes_it)

    QTimer.singleShot(0, opens_it)
    camille.clicks("Noter… : Noter l’orientation")
    camille.waits_for("Noté : Orientation vers un autre organisme.")
    assert not camille.sees(said)
    camille.window.centralWidget().go(Route("today"))
    assert not camille.sees("Domiciliation : noter l’orientation")


def test_the_information_sheet_is_printed_then_the_day_is_kept_with_those_it_names(opens, office, eviction):
    procedures.note_event(office, eviction, "order_to_vacate", date(2026, 11, 3))
    camille = opens()
    goes(camille, eviction)
    camille.waits_for("Imprimer la fiche…")

    def notes_the_day(asked):
        asked.waits_for("Services et associations indiqués")
        assert asked.value("Services et associations indiqués").startswith("CCAS de Saint-Martin")
        asked.clicks("Noter la remise de la fiche DALO")

    def reads_the_paper(asked):
        assert asked.sees("Imprimer")
        camille.answers(notes_the_day)
        asked.window.close()

    camille.answers(reads_the_paper)
    camille.clicks("Imprimer la fiche…")
    camille.waits_for("Noté : Information sur le DALO remise à la personne.")
    (kept,) = [each for each in procedure_view.view(office, eviction).events if each.name == "dalo_information"]
    assert kept.details["helpers"].startswith("CCAS de Saint-Martin")
    assert not camille.sees("Demandé par un texte")
