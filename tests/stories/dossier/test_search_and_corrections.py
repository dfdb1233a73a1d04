# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search leaves no trace behind it; what waits for a correction is said without alarm; partners are all there."""

from __future__ import annotations

from app.services import address_book, consents, imports, people, referrals, sheet, undoing
from app.ui.routes import Route
from tests.services.lea import SHELTER, made


def frame(camille):
    return camille.window.centralWidget()


def test_letters_typed_in_the_search_are_one_step_back(opens, lea):
    camille = opens()
    camille.shows(lea.person)
    camille.searches("marchetti")
    assert frame(camille).here == Route("people", place="marchetti")
    camille.presses("Alt+Left")
    assert frame(camille).here == Route("person", lea.person)
    camille.presses("Alt+Right")
    assert frame(camille).here == Route("people", place="marchetti")
    assert frame(camille).bar.search.text() == "marchetti"


def test_escape_empties_the_search_then_goes_back_to_the_page(opens, lea):
    camille = opens()
    camille.shows(lea.person)
    camille.presses("Ctrl+K")
    assert camille.focus() is frame(camille).bar.search
    camille.presses("Esc")
    assert frame(camille).here == Route("person", lea.person), "nothing was searched: one stays"
    assert camille.focus() is not frame(camille).bar.search
    camille.searches("mar")
    camille.presses("Esc")
    assert (frame(camille).bar.search.text(), frame(camille).here) == ("", Route("people"))
    camille.types("mar")
    camille.presses("Return")
    assert frame(camille).here == Route("person", lea.person)
    camille.presses("Ctrl+K")
    camille.presses("Esc")
    assert (frame(camille).bar.search.text(), frame(camille).here) == ("", Route("person", lea.person))


def test_ctrl_z_in_the_search_takes_back_typing_and_no_gesture(opens, office, lea):
    sheet.set_field(office, "person", lea.person, "town", "Grenoble")
    camille = opens()
    camille.searches("marc")
    camille.presses("Ctrl+Z")
    assert frame(camille).bar.search.text() != "marc"
    assert sheet.view(office, "person", lea.person)["town"].value == "Grenoble"
    camille.shows(lea.person)
    frame(camille).focus_page()
    camille.presses("Ctrl+Z")
    assert sheet.view(office, "person", lea.person)["town"].value == "Saint-Martin-des-Ponts"


def test_a_field_to_correct_is_counted_in_the_bar_and_asks_for_no_retry(opens, lea):
    camille = opens()
    camille.shows(lea.person, "situation")
    camille.fills("Date de naissance", "31/02/1980")
    camille.leaves()
    assert camille.sees("1 champ à corriger, le reste est enregistré")
    assert not camille.sees("Réessayer")
    camille.fills("Date de naissance", "12/03/2002")
    camille.leaves()
    assert not camille.sees("à corriger")
    assert camille.sees("Tout est enregistré") or camille.sees("Enregistré à")


def test_what_is_unusual_is_said_again_when_the_dossier_is_opened_again(opens, office, lea):
    camille = opens()
    camille.shows(lea.person, "situation", f"person:{lea.person}:phone")
    camille.fills("Téléphone", "123456")
    camille.leaves()
    said = camille.reason("Téléphone")
    assert said
    other = people.create_person(office, {"birth_name": "Autre", "first_names": "Zoé", "birth": "01/02/1990"}).created
    camille.shows(other, "situation", f"person:{other}:phone")
    assert camille.reason("Téléphone") != said
    camille.shows(lea.person, "situation", f"person:{lea.person}:phone")
    assert camille.reason("Téléphone") == said


def test_a_partner_one_writes_to_is_in_the_grid_before_any_agreement(opens, office, lea):
    made(referrals.prepare(office, lea.address, lea.shelter).created)
    made(referrals.prepare(office, lea.recourse, lea.commission).created)
    camille = opens()
    camille.shows(lea.person, "sharing")
    assert camille.sees(SHELTER["name"])
    assert camille.sees("pas d’accord")
    assert not camille.sees("Commission de médiation de l’Isère"), "what she files herself needs no agreement"
    assert camille.sees("Aucun accord avec Association Le Relais")

    def agrees(dialog):
        dialog.clicks("Identité")
        dialog.clicks("Noter l’accord")

    camille.answers(agrees)
    camille.clicks("Recueillir l’accord")
    assert camille.sees("Identité : partagé")
    (kept,) = consents.of_person(office, lea.person)
    assert kept.organisation_id == lea.shelter


def test_a_long_import_is_undone_in_the_background_and_said(opens, office, lea, tmp_path, monkeypatch):
    from app.ui import desk as desks

    monkeypatch.setattr(desks, "SHORT", 5)
    listed = tmp_path / "liste.csv"
    lines = "\n".join(f"Nouveau{letter};Jean;0{rank}/04/1991" for rank, letter in enumerate("abcdef", start=1))
    listed.write_text(f"Nom;Prénom;Né(e) le\n{lines}\n", "utf-8")
    imports.write(office, imports.plan(office, listed))
    assert people.list_people(office, "all", 0, 50).total == 7
    assert undoing.last_undoable(office).entries > 5
    camille = opens()
    seen = []
    frame(camille).desk.worked.connect(
        lambda _said, task: task.progressed.connect(lambda done, total: seen.append((done, total)))
    )
    camille.presses("Ctrl+Z")
    camille.waits_for("Annulé :")
    assert people.list_people(office, "all", 0, 50).total == 1
    assert seen, "its progress is told"
    assert seen[-1][0] == seen[-1][1]
    camille.presses("Ctrl+Y")
    camille.waits_for("Rétabli.")
    assert people.list_people(office, "all", 0, 50).total == 7
    assert address_book.own(office) is not None
