# SPDX-License-Identifier: AGPL-3.0-or-later
"""F9: while she sits beside the screen, only her own pages are shown."""

from __future__ import annotations

from app.services import people


def test_only_her_pages_are_shown_until_one_leaves(opens, office, lea):
    other = people.create_person(office, {"birth_name": "Belkacem", "first_names": "Nora", "birth": "1975"}).created
    camille = opens()
    camille.shows(lea.person)
    assert camille.sees("Personnes")
    camille.presses("F9")
    assert camille.sees("Mode entretien")
    assert not camille.sees("Personnes")
    assert not camille.sees("Chercher une personne")
    assert camille.window.windowTitle() == ""

    camille.shows(other)
    assert camille.sees("seules les pages de cette personne s’ouvrent")
    assert not camille.sees("Nora Belkacem")
    camille.presses("Alt+2")
    assert camille.sees("Léa Marchetti")
    camille.presses("Alt+Left")
    assert camille.sees("Léa Marchetti")
    camille.presses("Ctrl+2")
    assert camille.sees("Nom de naissance"), "her own tabs stay open"

    camille.clicks("Quitter le mode entretien")
    assert camille.sees("Personnes")
    camille.shows(other)
    assert camille.sees("Nora Belkacem")


def test_her_procedure_opens_too(opens, lea):
    camille = opens()
    camille.shows(lea.person)
    camille.presses("F9")
    from app.ui.routes import Route

    camille.window.centralWidget().go(Route("procedure", lea.recourse))
    assert camille.sees("Critères") or camille.sees("Échéances")
    assert camille.window.centralWidget().here.page == "procedure"


def test_without_anyone_on_screen_it_says_what_to_do(opens, lea):
    camille = opens()
    camille.presses("Alt+2")
    camille.presses("F9")
    assert camille.sees("Ouvrez d’abord le dossier de la personne.")
    assert camille.sees("Orientations")
