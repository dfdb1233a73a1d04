# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping a dossier: each field is saved when it is left, a refusal keeps its text, undo gives back."""

from __future__ import annotations

from app.services import drafts, households, housings, people, resources
from app.services.sheet import view
from app.ui.widgets.choice_field import ChoiceField
from tests.stories.someone import plainly

NIR = "2 99 13 99 999 999 42"


def kept(office, lea, field):
    return plainly(view(office, "person", lea.person)[field].text)


def test_a_field_is_saved_when_it_is_left_and_given_back_by_undo(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "situation", "contact")
    camille.fills("Téléphone", "0199004242")
    camille.leaves()
    assert kept(office, lea, "phone") == "01 99 00 42 42"
    assert camille.value("Téléphone") == "01 99 00 42 42"
    assert camille.sees("Enregistré à 10:42")
    camille.presses("Ctrl+Z")
    assert kept(office, lea, "phone") == "01 99 00 31 07"
    assert camille.value("Téléphone") == "01 99 00 31 07"


def test_what_is_refused_stays_beside_its_reason_even_after_a_lock(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "situation")
    camille.fills("Date de naissance", "31/02/1980")
    camille.leaves()
    assert camille.reason("Date de naissance") == "Cette date n’existe pas : le 31 février."
    assert kept(office, lea, "birth") == "12/03/2002"
    camille.fills("Lieu de naissance", "Orléans")
    camille.leaves()
    assert kept(office, lea, "birth_place") == "Orléans", "the rest is saved"
    assert camille.value("Date de naissance") == "31/02/1980"
    camille.window.centralWidget().lock()

    again = opens()
    again.shows(lea.person, "situation")
    assert again.value("Date de naissance") == "31/02/1980"
    assert again.reason("Date de naissance") == "Cette date n’existe pas : le 31 février."
    again.fills("Date de naissance", "12/03/2002")
    again.leaves()
    assert again.reason("Date de naissance") == ""
    assert drafts.mine(office) == ()


def test_a_social_security_number_is_kept_nowhere(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "situation", "contact")
    camille.fills("Comment la joindre sans risque", f"Le matin. Son numéro : {NIR}")
    camille.leaves()
    assert camille.reason("Comment la joindre sans risque").startswith("Ceci ressemble à un numéro de sécurité sociale")
    assert NIR in camille.value("Comment la joindre sans risque"), "the text stays on screen"
    assert kept(office, lea, "safe_contact") == ""
    (draft,) = drafts.mine(office)
    assert "Le matin" in draft.text
    assert "999" not in draft.text


def test_what_is_unusual_is_kept_and_said(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "situation", "contact")
    camille.fills("Téléphone", "le 12, puis demander Lina")
    camille.leaves()
    assert "forme habituelle" in camille.reason("Téléphone")
    assert "12" in kept(office, lea, "phone")


def test_what_is_being_typed_goes_to_its_draft(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "situation")
    camille.fills("Lieu de naissance", "Orl")
    camille.qtbot.waitUntil(lambda: bool(drafts.mine(office)), timeout=3000)
    assert drafts.mine(office)[0].text == "Orl"
    assert kept(office, lea, "birth_place") == ""
    camille.leaves()
    assert kept(office, lea, "birth_place") == "Orl"
    assert drafts.mine(office) == ()


def test_choices_agree_with_the_person(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "situation")
    camille.chooses("Situation familiale", "Divorcée")
    assert kept(office, lea, "family_status") == "divorced"


def test_a_resource_is_added_and_counted(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "situation", "resources")
    assert camille.sees("1 064 €")
    (adding,) = [one for one in camille.all(ChoiceField) if one.accessibleName() == "Ajouter une ressource"]
    at = adding.findText("Prime d’activité")
    adding.setCurrentIndex(at)
    adding.activated.emit(at)
    assert camille.focus() is camille.field("Montant par mois").editor
    camille.types("221,50")
    camille.leaves()
    budget = resources.of_person(office, lea.person)
    assert budget.total == 106_400 + 22_150
    assert camille.sees("1 285,50 €")


def test_moving_ends_the_dwelling_before(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "situation", "housing")
    assert camille.sees("Logement actuel")

    def moves(dialog):
        dialog.fills("Entrée dans le nouveau logement le", "01/11/2026")
        dialog.clicks("Changer de logement")

    camille.answers(moves)
    camille.clicks("Changer de logement")
    now, before = housings.of_person(office, lea.person)
    assert (now.since.isoformat(), before.until.isoformat()) == ("2026-11-01", "2026-10-31")
    camille.chooses("Statut d’occupation", "Hébergée chez un tiers")
    assert camille.sees("Tous les logements notés")
    assert housings.current(office, lea.person).status == "third_party"


def test_someone_joins_the_household_and_leaves_it(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "household")
    assert camille.sees("Personne d’autre dans le ménage.")

    def adds(dialog):
        assert dialog.value("Nom") == "Marchetti"
        dialog.fills("Prénoms", "Karim")
        dialog.fills("Nom", "Delorme")
        dialog.clicks("Ajouter au ménage")
        assert dialog.reason("Lien avec la personne") == "À choisir."
        dialog.chooses("Lien avec la personne", "Concubin")
        dialog.clicks("Ajouter au ménage")

    camille.answers(adds)
    camille.presses("Ctrl+N")
    assert camille.sees("Karim Delorme")
    assert households.of_person(office, lea.person).size == 2

    def leaves(dialog):
        dialog.fills("Dernier jour dans le ménage", "hier")
        dialog.clicks("Noter le départ")

    camille.answers(leaves)
    camille.clicks("Quitte le ménage…")
    assert camille.sees("Ont quitté le ménage")
    assert households.of_person(office, lea.person).past[0].until.isoformat() == "2026-11-23"
    camille.presses("Ctrl+Z")
    assert households.of_person(office, lea.person).size == 2


def test_a_child_is_born(opens, office, lea):
    households.add_member(office, lea.person, {"first_names": "Lina", "birth": "04/05/2020"}, "enfant")
    camille = opens()
    camille.shows(lea.person, "household")

    def notes(dialog):
        dialog.fills("Prénoms", "Noé")
        dialog.fills("Date de naissance", "05/11/2026")
        dialog.leaves()
        dialog.clicks("Ajouter au ménage")

    camille.answers(notes)
    camille.clicks("Noter une naissance")
    assert camille.sees("2 enfants")
    born = households.of_person(office, lea.person).members[-1]
    assert (born.name, born.since.isoformat(), born.dependant) == ("Noé Marchetti", "2026-11-05", True)


def test_a_member_with_a_dossier_is_linked_to_it(opens, office, lea):
    other = people.create_person(
        office, {"birth_name": "Marchetti", "first_names": "Lina", "birth": "04/05/2006"}
    ).created
    camille = opens()
    camille.shows(lea.person, "household")

    def adds(dialog):
        dialog.fills("Prénoms", "Lina")
        dialog.fills("Date de naissance", "04/05/2006")
        dialog.leaves()
        assert dialog.sees("A peut-être déjà un dossier")
        dialog.clicks("Lina Marchetti, 04/05/2006")
        dialog.chooses("Lien avec la personne", "Frère")
        dialog.clicks("Ajouter au ménage")

    camille.answers(adds)
    camille.presses("Ctrl+N")
    assert camille.sees("Nom et naissance sont tenus dans son propre dossier.")
    assert households.of_person(office, lea.person).members[0].dossier_id == other
    camille.clicks("Ouvrir son dossier")
    assert camille.sees("Lina Marchetti")
    assert camille.sees("20 ans")
