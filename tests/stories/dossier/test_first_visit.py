# SPDX-License-Identifier: AGPL-3.0-or-later
"""A first visit: three fields, even « vers 1975 »; someone already here is seen before anything is created."""

from __future__ import annotations

from app.services import dossier, people
from app.services.sheet import view


def everyone(office):
    return people.list_people(office).rows


def test_an_empty_vault_says_what_to_do_first(opens):
    camille = opens()
    camille.presses("Alt+2")
    assert camille.sees("Ce coffre n’a encore personne.")
    assert camille.focus() is camille.button("Créer un dossier")
    assert camille.button("Importer une liste")


def test_three_fields_are_enough_and_the_keyboard_too(opens, office):
    camille = opens()
    camille.searches("nora belkacem")
    camille.presses("Return")
    assert camille.value("Nom de naissance") == "Belkacem"
    assert camille.value("Prénoms") == "Nora"
    assert camille.focus() is camille.field("Date de naissance").editor
    camille.types("vers 1975")
    camille.presses("Return")
    assert camille.sees("environ 51 ans")
    (made,) = everyone(office)
    assert (made.name, made.birth.iso) == ("Nora Belkacem", "~1975")
    camille.presses("Ctrl+Z")
    assert everyone(office) == ()


def test_a_date_that_does_not_exist_is_refused_beside_its_field_and_kept(opens, office):
    camille = opens()
    camille.presses("Alt+2")
    camille.presses("Ctrl+N")
    camille.fills("Nom de naissance", "Belkacem")
    camille.fills("Prénoms", "Nora")
    camille.fills("Date de naissance", "31/02/1980")
    camille.presses("Return")
    assert camille.reason("Date de naissance") == "Cette date n’existe pas : le 31 février."
    assert camille.value("Date de naissance") == "31/02/1980"
    assert everyone(office) == ()
    camille.fills("Date de naissance", "28/02/1980")
    camille.presses("Return")
    assert len(everyone(office)) == 1


def test_someone_already_here_is_pointed_out_and_opened_instead(opens, office, lea):
    camille = opens()
    camille.searches("lea marketti")
    assert camille.sees("Nom proche à l’oreille : 1 personne")
    camille.presses("Ctrl+N")
    camille.types("12/03/2002")
    camille.presses("Return")
    assert camille.sees("Peut-être déjà là")
    assert camille.sees("Léa Marchetti")
    assert len(everyone(office)) == 1, "shown before anything is created"
    camille.presses("Return")
    assert camille.sees("24 ans, née le 12 mars 2002")
    assert len(everyone(office)) == 1


def test_a_likely_duplicate_never_prevents_anything(opens, office, lea):
    camille = opens()
    camille.searches("lea marketti 12/03/2002")
    camille.presses("Ctrl+N")
    camille.clicks("Créer quand même")
    assert {one.birth_name for one in everyone(office)} == {"Marchetti", "Marketti"}


def test_escape_comes_back_to_what_was_searched(opens, office, lea):
    camille = opens()
    camille.searches("lea")
    camille.presses("Ctrl+N")
    assert camille.sees("Nouveau dossier")
    camille.presses("Escape")
    assert camille.sees("Créer « lea »")
    assert len(everyone(office)) == 1


def test_a_pathway_is_opened_with_the_lead_she_agreed_to(opens, office):
    created = people.create_person(office, {"birth_name": "Belkacem", "first_names": "Nora", "birth": "1975"}).created
    camille = opens()
    camille.shows(created)
    assert camille.sees("Personne ne suit encore ce parcours")
    camille.answers(lambda dialog: dialog.clicks("Ouvrir le parcours"))
    camille.clicks("Ouvrir son parcours")
    assert dossier.header(office, created).lead == "Camille Aubry"
    assert not camille.sees("Personne ne suit encore ce parcours")
    assert people.list_people(office, "mine").total == 1
    assert view(office, "person", created)["birth"].text == "1975"
