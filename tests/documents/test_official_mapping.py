# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mapping files: what is read, and what is said of a file that cannot be."""

from __future__ import annotations

import pytest

from app.documents.official_mapping import MappingFault, Spot, read_mapping

GOOD = """
id = "essai"
title = "Formulaire d’essai"
number = "1*01"
[[edition]]
sha256 = ["00ff"]
fingerprint = { pages = 2, fields = 3, contains = ["nom"] }
[[edition.field]]
pdf = "nom"
value = ["person.birth_name", "person.use_name"]
[[edition.field]]
pdf = ["jour", "mois", "annee"]
value = "person.birth_date"
split = "JJ MM AAAA"
[[edition.field]]
pdf = "sexe"
value = "person.title"
states = { mme = "/1", m = "/2" }
[[edition.field]]
pdf = "decision"
known = { "procedure.events.granted.on" = "/1" }
[[edition.field]]
pdf = "adresse"
value = ["service.name", "service.postal_code service.town"]
before = { "service.name" = "chez " }
join = ", "
[[edition.field]]
page = 4
x = 140
y = 715.5
width = 200
boxes = 5
step = 14.2
value = "person.postal_code"
"""


def test_a_mapping_is_read():
    mapping = read_mapping(GOOD)
    [edition] = mapping.editions
    assert (mapping.id, mapping.number, edition.pages, edition.contains) == ("essai", "1*01", 2, ("nom",))
    name, day, title, decision, address, place = edition.mapped
    assert decision.known == (("procedure.events.granted.on", "/1"),)
    assert (address.join, address.before) == (", ", (("service.name", "chez "),))
    assert name.paths == ("person.birth_name", "person.use_name")
    assert (day.names, day.split) == (("jour", "mois", "annee"), "JJ MM AAAA")
    assert title.states == (("mme", "/1"), ("m", "/2"))
    assert place.spot == Spot(4, 140, 715.5, 200, 10, 5, 14.2)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('id = "essai"', "id = 3", "id doit être un texte"),
        ('id = "essai"', "id = ", "TOML"),
        ('value = "person.title"', "", "il manque value"),
        ('split = "JJ MM AAAA"', 'split = "HH MM"', "demande 2 champs"),
        ('split = "JJ MM AAAA"', 'split = "AAAA"', "le découpage AAAA"),
        ("pages = 2", 'pages = "deux"', "pages doit être un nombre"),
        ("pages = 2", "pages = 2.5", "pages doit être un nombre entier"),
        ('pdf = "nom"\n', "", "ni nom sur le formulaire"),
        ('pdf = "nom"\n', "pdf = 4\n", "pdf doit être un texte"),
        ("x = 140\n", "", "x doit être un nombre"),
        ("[[edition]]", "[[autre]]", "il manque la liste edition"),
        ("fingerprint", "empreinte", "il manque la table fingerprint"),
    ],
)
def test_a_fault_is_said_in_french_with_the_file(before, after, words):
    assert before in GOOD
    with pytest.raises(MappingFault) as fault:
        read_mapping(GOOD.replace(before, after), "essai.toml")
    assert fault.value.sentence.startswith("essai.toml")
    assert words in fault.value.sentence
