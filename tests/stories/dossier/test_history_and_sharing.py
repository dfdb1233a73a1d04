# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was done is told and taken back; what may be shared is recorded, shown and withdrawn; who looks is noted."""

from __future__ import annotations

from app.services import accesses, consents, pathways, people, sheet
from tests.services.lea import agree


def phone(office, lea):
    return sheet.view(office, "person", lea.person)["phone"].value


def test_a_change_is_told_before_and_after_and_taken_back(opens, office, lea):
    sheet.set_field(office, "person", lea.person, "town", "Grenoble")
    camille = opens()
    camille.shows(lea.person, "history")
    assert camille.sees("Commune : Saint-Martin-des-Ponts puis Grenoble")
    assert camille.sees("Aujourd’hui, mardi 24 novembre")
    camille.clicks("Revenir à Saint-Martin-des-Ponts")
    assert sheet.view(office, "person", lea.person)["town"].value == "Saint-Martin-des-Ponts"
    assert camille.sees("(annulé)")


def test_a_refused_undo_says_why(opens, office, colleague, lea):
    sheet.set_field(office, "person", lea.person, "town", "Grenoble")
    camille = opens()
    camille.shows(lea.person, "history")
    table = camille.window.centralWidget().page("person").tab("history").table
    mine = table.value()
    sheet.set_field(colleague, "person", lea.person, "town", "Fontaine")
    camille.window.centralWidget().refresh()
    table.set_value(mine)
    camille.clicks("Revenir à Saint-Martin-des-Ponts")
    assert camille.sees("Refusé, et pourquoi")
    assert camille.sees("Hélène Vasseur a changé ce champ depuis.")
    assert sheet.view(office, "person", lea.person)["town"].value == "Fontaine"


def test_filters_keep_what_is_asked(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "history")
    assert camille.sees("Dossier créé")
    camille.clicks("Consultations")
    assert camille.sees("Dossier ouvert")
    assert not camille.sees("Dossier créé")


def test_the_chain_is_read_again_on_demand(opens, lea):
    camille = opens()
    camille.shows(lea.person, "history")
    camille.clicks("Vérifier maintenant")
    camille.waits_for("Historique intact")
    assert camille.sees("Historique intact")


def test_an_agreement_is_recorded_shown_and_withdrawn(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "sharing")
    assert camille.sees("Aucun accord de partage.")
    assert camille.sees("mission d’intérêt public")
    assert camille.sees("Accord de la personne, retirable à tout moment.")

    def agrees(dialog):
        dialog.clicks("Noter l’accord")
        assert dialog.reason("Partenaire") == "À remplir."
        dialog.chooses("Partenaire", "Association Le Relais")
        dialog.clicks("Noter l’accord")
        assert dialog.sees("à remplir"), "nothing is ticked beforehand"
        dialog.clicks("Identité")
        dialog.clicks("Logement")
        dialog.clicks("Noter l’accord")

    camille.answers(agrees)
    camille.presses("Ctrl+N")
    assert camille.sees("jusqu’au 24 nov. 2027")
    assert camille.sees("Identité : partagé")
    assert camille.sees("Ressources : rien ne part")
    assert camille.sees("Ce que verra Association Le Relais")
    assert camille.sees("Résidence Les Tilleuls")
    assert not camille.sees("1 064 €")

    camille.clicks("Noter un retrait")
    assert camille.sees("repris le 24 nov.")
    assert camille.sees("Association Le Relais ne voit rien")
    camille.presses("Ctrl+Z")
    assert camille.sees("Identité : partagé")


def test_another_scope_replaces_the_agreement_in_one_gesture(opens, office, lea):
    agree(office, lea, "identité")
    camille = opens()
    camille.shows(lea.person, "sharing")

    def widens(dialog):
        dialog.clicks("Ressources")
        dialog.clicks("Noter l’accord")

    camille.answers(widens)
    camille.clicks("Modifier les thèmes")
    assert camille.sees("Ressources : partagé")
    (now,) = [one for one in consents.of_person(office, lea.person) if one.in_force]
    assert now.categories == ("identité", "ressources")
    camille.presses("Ctrl+Z")
    (now,) = [one for one in consents.of_person(office, lea.person) if one.in_force]
    assert now.categories == ("identité",)


def test_the_dossier_of_someone_else_tells_little_and_asks_why(opens, office, colleague):
    typed = {"birth_name": "Belkacem", "first_names": "Nora", "birth": "03/04/1975", "phone": "0199001111"}
    created = people.create_person(colleague, typed).created
    pathways.open_pathway(colleague, created)
    camille = opens()
    camille.searches("belkacem")
    assert camille.sees("Nora Belkacem")
    assert camille.sees("1975")
    assert camille.sees("Hélène Vasseur")
    assert not camille.sees("03/04/1975")
    assert not camille.sees("01 99 00 11 11")
    camille.presses("Return")
    assert camille.sees("Pourquoi ouvrez-vous ce dossier ?")
    assert camille.button("Ouvrir le dossier").forbidden
    assert not camille.sees("01 99 00 11 11")
    camille.clicks("La personne me le demande")
    camille.clicks("Ouvrir le dossier")
    assert camille.sees("née le 3 avril 1975") or camille.sees("naissance : 3 avril 1975")
    (line,) = accesses.of_person(office, created)
    assert (line.worker, line.motive) == ("Camille Aubry", "La personne me le demande")


def test_opening_a_dossier_is_noted(opens, office, lea):
    camille = opens()
    camille.shows(lea.person)
    camille.shows(lea.person, "situation")
    (line,) = accesses.of_person(office, lea.person)
    assert (line.worker, line.act) == ("Camille Aubry", "opened")
