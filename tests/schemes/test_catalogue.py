# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue that is shipped is right; a faulty file is set aside and hides nothing else."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import RESOURCES
from app.french import typography
from app.schemes import catalogue, explain, schema, situations, vocabularies
from app.schemes.file_format import SHAPES
from app.schemes.said import said
from tests.schemes.library_card import SCHEME, lay_out


def test_no_shipped_file_has_a_fault(real):
    assert {"dalo"} <= set(real.schemes)
    assert [str(fault) for fault in catalogue.check(RESOURCES)] == []
    assert real.set_aside == ()


def test_each_edition_shipped_has_the_form_it_names(real):
    named = [edition for scheme in real.schemes.values() for edition in scheme.editions if edition.form]
    assert named
    assert all(real.form(edition) for edition in named)


def test_nothing_unverified_shows_an_article(real):
    rules = [
        rule
        for scheme in real.schemes.values()
        for edition in scheme.editions
        for rule in (*edition.deadlines.values(), *edition.criteria)
    ]
    assert any(not rule.verified for rule in rules)
    assert any(rule.basis for rule in rules)
    assert not [rule.id for rule in rules if rule.basis and not rule.verified]


def test_a_faulty_file_is_set_aside_and_hides_no_other(tmp_path):
    folder = lay_out(tmp_path, scheme=SCHEME.replace('lane = "family"', 'lane = "garden"'))
    found = catalogue.load(RESOURCES, folder)
    assert "library_card" not in found.schemes
    assert "dalo" in found.schemes
    assert [fault.file.name for fault in found.set_aside] == ["library_card.toml"]
    with pytest.raises(KeyError):
        found.schemes["library_card"]


def test_a_file_that_cannot_be_read_is_set_aside_too(tmp_path):
    folder = lay_out(tmp_path, scheme='id = "library_card', form="x = 1")
    found = catalogue.load(RESOURCES, folder)
    assert set(found.schemes) == set(catalogue.load(RESOURCES).schemes)
    assert {fault.file.parent.name for fault in found.set_aside} == {"schemes", "forms"}


def test_a_slip_of_typography_is_said_but_hides_nothing(tmp_path):
    folder = lay_out(tmp_path, scheme=SCHEME.replace('label = "Demandée"', 'label = "Demandé(e)"'))
    found = catalogue.load(RESOURCES, folder)
    assert "library_card" in found.schemes
    assert [fault.file.name for fault in catalogue.check(RESOURCES, folder)] == ["library_card.toml"]


def test_a_later_folder_takes_the_place_of_the_same_file(tmp_path):
    changed = lay_out(tmp_path, scheme=SCHEME.replace('"Carte de lecture"', '"Carte dorée"'))
    assert catalogue.load(RESOURCES, changed).schemes["library_card"].short_title == "Carte dorée"


def test_a_folder_of_schemes_alone_can_be_checked(tmp_path):
    (tmp_path / "library_card.toml").write_text(SCHEME.replace('form = "library_card"\n', ""), encoding="utf-8")
    assert "library_card" in catalogue.load(RESOURCES, tmp_path).schemes


def test_an_edition_may_give_another_name(card):
    assert [edition.title for edition in card.editions] == ["Carte de prêt", "Carte de lecture de la médiathèque"]
    assert [edition.reservations for edition in card.editions] == [("Le règlement de 2010 n’a pas été relu.",), ()]


# Texts


def test_texts_typed_with_ordinary_spaces_are_shown_well_set(real):
    shown = [text for scheme in real.schemes.values() for part in explain.explain(scheme).parts for text in part.lines]
    assert any("\u00a0:" in text for text in shown)
    assert [text for text in shown if typography.faults(text)] == []


@given(st.text(st.sampled_from(" :;!?«»'’.,()-€%°nart oeu123/m²hLRkgo"), max_size=30))
def test_the_short_way_gives_what_typesetting_gives(text):
    assert said(text) == typography.typeset(text)
    assert said(said(text)) == typography.typeset(text)


def test_every_shipped_text_is_set_as_typesetting_would(real):
    texts = [
        match for file in RESOURCES.rglob("*.toml") for match in re.findall(r'"([^"\n]+)"', file.read_text("utf-8"))
    ]
    assert len(texts) > 1000
    assert [text for text in texts if said(text) != typography.typeset(text)] == []


def test_a_choice_agrees_with_the_person():
    words = vocabularies.load(RESOURCES / "vocabularies")
    assert words.label("family_status", "married") == "Marié"
    assert words.label("family_status", "married", feminine=True) == "Mariée"
    assert words.label("family_status", "single", feminine=True) == "Célibataire"
    assert words.label("family_status", "of_another_time") == "of_another_time"
    with pytest.raises(KeyError):
        words.label("unknown_list", "x")


# Schemas for editors


@pytest.mark.parametrize("shape", schema.SCHEMAS)
def test_the_schema_kept_for_editors_is_the_one_of_the_format(shape):
    kept = (RESOURCES / "schemes" / f"{shape}.schema.json").read_text(encoding="utf-8")
    assert kept == schema.schema_text(shape)


@pytest.mark.parametrize("shape", schema.SCHEMAS)
def test_every_reference_of_a_schema_is_defined(shape):
    text = schema.schema_text(shape)
    defined = set(json.loads(text)["$defs"])
    assert set(re.findall(r'"#/\$defs/(\w+)"', text)) == defined
    assert defined


def test_every_key_of_the_format_is_told_in_the_guide():
    guide = (RESOURCES / "schemes" / "README.md").read_text(encoding="utf-8")
    keys = {key for shape in SHAPES.values() for key in shape}
    assert len(keys) > 100
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", guide)) == []
    words = {word for shape in SHAPES.values() for key in shape.values() for word in key.allowed}
    assert sorted(word for word in words if not re.search(rf"(?<!\w){word}(?!\w)", guide)) == []


# The page of a scheme


def test_the_page_tells_everything_one_must_know(dalo):
    page = explain.explain(dalo).text().replace("\u00a0", " ").replace("\u202f", " ")
    for told in (
        "Qui décide : La commission de médiation",
        "vérifiées le 21 novembre 2026",
        "acknowledged : Accusé de réception reçu",
        "3 mois à partir de « Accusé de réception reçu » (CCH, art. R. 441-15)",
        "2 mois francs à partir de",
        "à confirmer auprès de la préfecture",
        "4 mois à partir de la fin de RELOG, HEB, TRANS sans réponse (à vérifier)",
    ):
        assert told in page, told
    assert "778-2" not in page
    assert "DALO_DEC_2013" not in page


def test_the_page_of_an_older_edition_tells_its_own_rules(dalo):
    page = explain.explain(dalo, dalo.editions[0]).text()
    assert "DALO_DEC_2013" in page
    assert "Logement non adapté au handicap" not in page


# Worked situations


def test_worked_situations_come_true(real):
    worked = situations.read(real)
    assert worked
    assert {each.id: situations.mismatches(each) for each in worked if situations.mismatches(each)} == {}


def test_each_situation_shows_its_reckoning_and_expects_something(real):
    worked = situations.read(real)
    assert all(len(each.reckoning) > 40 for each in worked)
    assert all(each.expected for each in worked)
    assert len({(each.scheme.id, each.id) for each in worked}) == len(worked)


SITUATION = """\
scheme = "library_card"
[[situations]]
id = "lent"
title = "Carte accordée"
reckoning = "Un an moins un jour à partir du 2 mars 2026 : le 1er mars 2027."
opened = 2026-02-02
events = [{ name = "asked", on = 2026-02-03 }, { name = "granted", on = 2026-03-02 }]
answers = { likes_sea = true }
facts = { "housing.surface" = 4 }
[situations.expect]
edition = "2020"
stage = "granted"
since = 2026-03-02
closed = false
due = { VALID = 2027-03-01 }
absent = ["CONTEST"]
open = ["VALID", "RENEW", "ABSENCE"]
suspended = []
closed_on = { ANSWER = 2026-03-02 }
criteria = { reader = "unlikely", room = "unknown" }
asks = { room = "household.size" }
"""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "", None),
        ('edition = "2020"', 'edition = "2010"', "édition : attendu 2010, trouvé 2020."),
        ('stage = "granted"', 'stage = "asked"', "étape : attendu asked, trouvé granted."),
        ("since = 2026-03-02", "since = 2026-03-03", "étape depuis le : attendu 03/03/2026, trouvé 02/03/2026."),
        ("closed = false", "closed = true", "démarche finie : attendu oui, trouvé non."),
        ("VALID = 2027-03-01", "VALID = 2027-03-02", "VALID, due : attendu 02/03/2027, trouvé 01/03/2027."),
        ("VALID = 2027-03-01", "CONTEST = 2027-03-02", "CONTEST : attendue, elle n’est pas là."),
        ('absent = ["CONTEST"]', 'absent = ["VALID"]', "VALID : elle ne devrait pas être là (01/03/2027)."),
        ('open = ["VALID", "RENEW", "ABSENCE"]', 'open = ["VALID"]', "attendu VALID, trouvé ABSENCE, RENEW, VALID."),
        ("suspended = []", 'suspended = ["ABSENCE"]', "attendu ABSENCE, trouvé rien."),
        ('reader = "unlikely"', 'reader = "likely"', "reader : attendu likely, trouvé unlikely."),
        ('"household.size"', '"housing.surface"', "room : attendu housing.surface, trouvé household.size."),
        ("ANSWER = 2026-03-02", "ANSWER = 2026-03-01", "ANSWER, closed_on : attendu 01/03/2026, trouvé 02/03/2026."),
    ],
)
def test_a_situation_that_does_not_come_true_is_told(tmp_path, before, after, told):
    assert before in SITUATION
    folder = lay_out(tmp_path)
    (folder / "schemes" / "situations").mkdir()
    file = folder / "schemes" / "situations" / "library_card.toml"
    file.write_text(SITUATION.replace(before, after) if before else SITUATION, encoding="utf-8")
    worked = [each for each in situations.read(catalogue.load(RESOURCES, folder)) if each.id == "lent"]
    assert len(worked) == 1
    found = [re.sub("[\u00a0\u202f]", " ", each) for each in situations.mismatches(worked[0])]
    assert [told in each for each in found] == ([True] if told else [])


def test_a_situation_that_names_nothing_known_is_a_fault(tmp_path):
    folder = lay_out(tmp_path)
    (folder / "schemes" / "situations").mkdir()
    file = folder / "schemes" / "situations" / "library_card.toml"
    file.write_text(
        SITUATION.replace('name = "asked"', 'name = "begged"').replace("VALID =", "VALUE ="), encoding="utf-8"
    )
    found = [fault.sentence for fault in catalogue.load(RESOURCES, folder).check(file)]
    assert [word for word in ("begged", "VALUE") if any(word in sentence for sentence in found)] == ["begged", "VALUE"]
