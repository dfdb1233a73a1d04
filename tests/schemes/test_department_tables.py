# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delays fixed by each préfet: read by département, corrected by an office, absent where nobody knows them."""

from __future__ import annotations

import pytest

from app import RESOURCES
from app.schemes import catalogue, explain
from tests.schemes.library_card import SCHEME, lay_out
from tests.schemes.test_deadlines import dues, reckoned

TABLE = """
[[department_tables]]
id = "waits"
label = "Attente d’un livre"
checked_on = 2026-11-21
rows = [
  { department = "34", months = 6, source = "médiathèque de l’Hérault" },
  { department = "2A", months = 13, source = "médiathèque de Corse" },
]

[[deadlines]]
id = "BOOK"
label = "Livre attendu"
kind = "legal"
awaits = "them"
starts = ["asked"]
length = 1
unit = "months"
length_by = "waits"
verified = true
source = "règlement"
consequence = "Rien n’est perdu."
"""


@pytest.fixture
def tried(tmp_path):
    lay_out(tmp_path, scheme=SCHEME + TABLE)
    return catalogue.load(RESOURCES, tmp_path).schemes["library_card"]


@pytest.mark.parametrize(
    ("department", "settings", "due"),
    [
        # Six months from 31 August reach 31 February, which there is not.
        ("34", {}, "2027-02-28"),
        ("2A", {}, "2027-09-30"),
        ("38", {}, None),
        ("", {}, None),
        ("38", {"table.waits": {"38": 3}}, "2026-11-30"),
        ("34", {"table.waits": {"34": 3}}, "2026-11-30"),
        ("34", {"table.waits": {"38": 3}}, "2027-02-28"),
        ("34", {"table.others": {"34": 3}}, "2027-02-28"),
    ],
)
def test_the_length_is_that_of_the_departement(tried, department, settings, due):
    found = reckoned(tried, department, asked="2026-08-31", settings=settings)
    assert "ANSWER" in found
    assert dues(found).get("BOOK") == due
    assert due is None or found["BOOK"].to_confirm


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"2A"', '"20"', "Ce département n’existe pas : « 20 »."),
        ('"2A"', '"34"', "Deux fois le même département : « 34 »."),
        ("months = 13", "months = 0", "Un nombre de mois va de 1 à 120."),
        ("months = 13", "months = 121", "Un nombre de mois va de 1 à 120."),
        (', source = "médiathèque de Corse"', "", "Il manque « source »"),
        ('length_by = "waits"', 'length_by = "wait"', "Ce tableau n’existe pas : « wait »."),
        ('unit = "months"', 'unit = "weeks"', "Un tableau par département compte en mois."),
    ],
)
def test_a_faulty_table_is_said(tmp_path, before, after, said):
    assert TABLE.count(before) == 1
    lay_out(tmp_path, scheme=SCHEME + TABLE.replace(before, after))
    found = [fault.sentence.replace("\u00a0", " ") for fault in catalogue.load(RESOURCES, tmp_path).set_aside]
    assert any(said in sentence for sentence in found)


def test_the_table_is_told_with_its_sources_and_what_is_not_known(tried):
    told = explain.explain(tried).text().replace("\u00a0", " ")
    assert "Attente d’un livre, relu le 21 novembre 2026 – à confirmer auprès de la préfecture" in told
    assert "– 34 : 6 mois (médiathèque de l’Hérault)" in told
    assert "– autres départements : inconnu" in told
    assert "– selon le département (« Attente d’un livre ») à partir de « Demande déposée »" in told
