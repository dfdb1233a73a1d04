# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ctrl+E, the text, Escape: a contact is noted; after a lock the text is intact; mail handed over is one gesture."""

from __future__ import annotations

import pytest

from app.services import drafts, encounters


@pytest.mark.parametrize("tab", ["", "situation", "history"])
def test_a_contact_is_noted_from_any_tab_without_the_mouse(opens, office, lea, tab):
    camille = opens()
    camille.shows(lea.person, tab)
    camille.presses("Ctrl+E")
    camille.types("Vient chercher son courrier. « Je dors mieux. »")
    camille.presses("Escape")
    (noted,) = encounters.of_person(office, lea.person)
    assert noted.text == "Vient chercher son courrier. « Je dors mieux. »"
    assert (noted.kind, noted.on.isoformat()) == ("visit", "2026-11-24")
    assert camille.sees("Dernier contact le 24 nov.")
    assert drafts.mine(office) == ()
    camille.presses("Ctrl+Z")
    assert encounters.of_person(office, lea.person) == ()


def test_after_a_lock_the_text_is_intact(opens, office, lea):
    camille = opens()
    camille.shows(lea.person)
    camille.presses("Ctrl+E")
    camille.types("Elle demande où en est la commission.")
    camille.window.centralWidget().lock()
    assert encounters.of_person(office, lea.person) == ()

    again = opens()
    again.shows(lea.person)
    again.presses("Ctrl+E")
    assert again.value("Texte") == "Elle demande où en est la commission."
    again.presses("Escape")
    assert encounters.of_person(office, lea.person)[0].text == "Elle demande où en est la commission."
    assert drafts.mine(office) == ()


def test_going_elsewhere_and_back_loses_nothing(opens, office, lea):
    camille = opens()
    camille.shows(lea.person)
    camille.presses("Ctrl+E")
    camille.types("À suivre")
    camille.presses("Ctrl+2")
    camille.presses("Ctrl+E")
    assert camille.value("Texte") == "À suivre"


def test_an_empty_page_is_closed_by_escape_and_writes_nothing(opens, office, lea):
    camille = opens()
    camille.shows(lea.person)
    camille.presses("Ctrl+E")
    camille.presses("Escape")
    assert encounters.of_person(office, lea.person) == ()
    assert camille.sees("Aucun contact noté.")


def test_mail_handed_over_is_one_gesture(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "encounters")
    camille.clicks("Courrier remis")
    (noted,) = encounters.of_person(office, lea.person)
    assert noted.kind == "mail_out"
    assert camille.sees("Dernier contact le 24 nov.")


def test_the_page_says_that_she_may_read_it(opens, lea):
    camille = opens()
    camille.shows(lea.person, "encounters")
    assert camille.sees("La personne peut lire ces pages")


def test_a_social_security_number_in_a_note_is_refused_and_the_text_stays(opens, office, lea):
    camille = opens()
    camille.shows(lea.person)
    camille.presses("Ctrl+E")
    camille.types("Son numéro : 2 99 13 99 999 999 42")
    camille.presses("Escape")
    assert encounters.of_person(office, lea.person) == ()
    assert camille.reason("Texte").startswith("Ceci ressemble à un numéro de sécurité sociale")
    assert "2 99 13" in camille.value("Texte")
    assert all("999" not in draft.text for draft in drafts.mine(office))


def test_a_contact_written_by_mistake_is_taken_away_and_given_back(opens, office, lea):
    encounters.note(office, lea.person, "call", "Un appel.")
    camille = opens()
    camille.shows(lea.person, "encounters")
    camille.clicks("Retirer")
    assert encounters.of_person(office, lea.person) == ()
    camille.presses("Ctrl+Z")
    assert len(encounters.of_person(office, lea.person)) == 1
