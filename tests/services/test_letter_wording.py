# SPDX-License-Identifier: AGPL-3.0-or-later
"""The wording of a letter: which fields it may name, how they are read, and how a wrong one is said."""

from __future__ import annotations

from datetime import date

import pytest

from app.french.dates import PartialDate
from app.french.names import fold
from app.schemes.paths import PATHS
from app.services import letter_specimen
from app.services.catalogues import shipped
from app.services.letter_filling import DOTS, LEFT_OUT, Known, fill, fill_lines
from app.services.letter_wording import Agreement, LetterField, canonical, field_named, fields, read


def known(allowed=None, course=None, **values):
    return Known(
        {name.replace("__", "."): each for name, each in values.items()}, shipped().vocabularies, allowed, course
    )


LEA = {"person__title": "mme", "person__birth_name": "Marchetti", "person__birth_date": PartialDate(2002, 3, 12)}


def test_fields_are_those_of_the_closed_list_in_french():
    found = fields()
    assert found["personne.nom de naissance"].path == "person.birth_name"
    assert found["personne.nom de naissance"].mark == "{personne.nom de naissance}"
    assert len({fold(name) for name in found}) == len(found)
    ours = {"person.full_name", "letter.date", "procedure.title", "procedure.stage"}
    assert {field.path for field in found.values()} - ours <= set(PATHS)
    assert not any("members[]." in field.path or field.data.type == "sign" for field in found.values())
    assert all(name == name.strip() and not set(name) & set("{}|:,") for name in found)


@pytest.mark.parametrize(
    "typed",
    ["personne.nom de naissance", " Personne . NOM de Naissance ", "personne nom de naissance", "person.birth_name"],
)
def test_a_field_is_understood_however_it_is_typed(typed):
    found = field_named(typed)
    assert found is not None
    assert found.path == "person.birth_name"
    assert canonical(f"a {{{typed}}} b") == "a {personne.nom de naissance} b"


def test_a_wording_is_read_in_order():
    pieces = read("Mme {personne.nom de naissance}, {né|née} ici").pieces
    assert [type(each) for each in pieces] == [str, LetterField, str, Agreement, str]
    assert read("Sans champ.").pieces == ("Sans champ.",)
    assert read("").pieces == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Bonjour,\n{personne.nom de naisance}", 2, "{personne.nom de naissance}"),
        ("{personne.nom}", 1, "{personne.nom"),
        ("{la couleur du cheval}", 1, "« la couleur du cheval » n’est pas un champ. Choisissez-le dans la liste"),
        ("a\nb\nc {personne.âge", 3, "sa pareille"),
        ("un }", 1, "sa pareille"),
        ("{}", 1, "ne nomme aucun champ"),
        ("{né|}", 1, "ne nomme aucun champ"),
    ],
)
def test_a_wrong_field_is_said_with_its_line(text, line, words):
    (fault,) = read(text).faults
    assert fault.line == line
    assert words in fault.sentence


def test_every_fault_is_found():
    assert [fault.line for fault in read("{x}\nbon\n{y} et {z}").faults] == [1, 3, 3]


def test_values_are_said_as_in_a_sentence():
    assert fill("{né|née} le {personne.date de naissance}", known(**LEA)).text == "née le 12 mars 2002"
    assert fill("{né|née}", known(person__title="m")).text == "né"
    rent = known(housing__rent=46000, letter__date=date(2026, 2, 1))
    assert fill("{logement.loyer mensuel} au {lettre.date}", rent).text == "460\u00a0€ au 1er février 2026"
    single = known(person__title="mme", person__family_status="divorced")
    assert fill("Elle est {personne.situation familiale}.", single).text == "Elle est divorcée."
    assert fill("{personne.situation familiale}, dit-elle.", single).text == "Divorcée, dit-elle."
    assert (
        fill("{personne.date de naissance}", known(person__birth_date=PartialDate(1975, about=True))).text
        == "vers 1975"
    )


def test_what_is_not_known_is_a_line_of_dots_and_is_listed_once():
    filled = fill("{personne.prénoms}, {Personne.prénoms}, {destinataire.commune}, {né|née}", known())
    assert filled.text.count(DOTS) == 4
    assert filled.missing == ("Prénoms", "Le destinataire\u00a0: commune", "Civilité")
    assert fill("{personne.prénoms}", known(person__first_names="Léa")).missing == ()


def test_what_the_agreement_does_not_cover_is_left_out_and_listed():
    lea = dict(LEA, resources__total=106450, procedure__title="Un recours")
    text = "{personne.nom de naissance} {ressources.total mensuel} {démarche.dispositif}"
    assert fill(text, known(**lea)).left_out == ()
    filled = fill(text, known(frozenset({"identité"}), "logement", **lea))
    assert filled.text == f"Marchetti {LEFT_OUT} {LEFT_OUT}"
    assert filled.left_out == ("Ses ressources\u00a0: total mensuel", "La démarche\u00a0: dispositif")
    assert fill(text, known(frozenset({"logement"}), "logement", **lea)).text == f"{LEFT_OUT} {LEFT_OUT} Un recours"
    assert "1" not in fill(text, known(frozenset(), "logement", **lea)).text


def test_a_signature_leaves_out_the_lines_of_which_nothing_is_known():
    signed = known(worker__name="Camille Aubry")
    assert fill_lines("{intervenant.nom}\n{intervenant.fonction}\n\nPour la directrice", signed) == (
        "Camille Aubry",
        "Pour la directrice",
    )


def test_french_spaces_are_set_in_what_is_printed():
    assert fill("Objet : demande ; merci !", known()).text == "Objet\u00a0: demande\u202f; merci\u202f!"


def test_the_one_who_does_not_exist_has_a_value_for_each_field_about_her():
    about = ("person.", "household.", "housing.", "resources.", "procedure.")
    wanted = {field.path for field in fields().values() if field.path.startswith(about)}
    assert len(wanted) > 40
    assert wanted <= set(letter_specimen.VALUES)
    said = Known(letter_specimen.VALUES, shipped().vocabularies)
    everything = "\n".join(field.mark for field in fields().values() if field.path in wanted)
    assert fill(everything, said).missing == ()
