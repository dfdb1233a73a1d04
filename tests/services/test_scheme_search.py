# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding a scheme by the words of the office."""

from __future__ import annotations

import tomllib

import pytest

from app import RESOURCES
from app.schemes.chart import LANE_NAMES
from app.services import local_catalogue, procedures
from app.services.catalogues import shipped
from app.services.scheme_search import OFTEN, SchemeIndex, often_opened
from tests.schemes.library_card import lay_out
from tests.services.desk import create


@pytest.fixture(scope="module")
def index():
    return SchemeIndex(shipped())


def found(index, text):
    return [line.id for line in index.find(text)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("loyer impayé", {"eviction_prevention", "fsl"}),
        ("Loyers impayes", {"eviction_prevention", "fsl"}),
        ("carte vitale", {"basic_health_cover", "complementary_health"}),
        ("115", {"siao_request", "daho"}),
        ("hlm", {"social_housing_request"}),
        ("DALO", {"dalo"}),
        ("dal", {"dalo"}),
        ("mutuelle", {"complementary_health"}),
        ("avocat", {"legal_aid"}),
        ("handicap", {"programme_disabled_work"}),
        ("numéro unique", {"social_housing_request"}),
        ("crèche", {"early_childhood"}),
        ("dettes", {"over_indebtedness", "budget_advice", "fsl"}),
    ],
)
def test_a_scheme_is_found_by_the_words_of_the_office(index, typed, first):
    assert found(index, typed)[0] in first
    assert first <= set(found(index, typed))


def test_a_title_comes_before_what_the_rules_say(index):
    names = found(index, "surendettement")
    assert names[0] == "over_indebtedness"
    assert len(names) > 1


def test_every_word_must_be_there(index):
    assert found(index, "zzzz") == []
    assert found(index, "hlm zzzz") == []
    assert found(index, "logement social") != found(index, "logement")


def test_without_a_word_every_scheme_is_there_by_family_closed_ones_last(index):
    lines = index.find("  ")
    assert len(lines) == len(shipped().schemes)
    lanes = [line.lane for line in lines]
    assert sorted(lanes, key=list(LANE_NAMES).index) == lanes
    jobs = [line.closed for line in lines if line.lane == "employment"]
    assert True in jobs
    assert sorted(jobs) == jobs


def test_each_shipped_scheme_has_its_words_and_each_word_its_scheme():
    words = tomllib.loads((RESOURCES / "wording" / "scheme_words.toml").read_text("utf-8"))
    assert set(words) == set(shipped().schemes)


def test_a_scheme_of_the_structure_is_found_and_says_so(tmp_path):
    catalogue = local_catalogue.with_folder(lay_out(tmp_path))
    (line,) = SchemeIndex(catalogue).find("carte de lecture")
    assert (line.id, line.local) == ("library_card", True)
    assert not SchemeIndex(catalogue).lines["dalo"].local


def test_what_one_opens_most_comes_first(office, colleague):
    assert often_opened(office) == ()
    lea, ana = create(office), create(office, first_names="Ana")
    for scheme, person in (("fsl", lea), ("dalo", lea), ("dalo", ana), ("rsa", lea), ("mdph", lea), ("iae", lea)):
        procedures.open_procedure(office, person, scheme, department="38")
    assert often_opened(office)[0] == "dalo"
    assert len(often_opened(office)) == OFTEN
    procedures.open_procedure(colleague, lea, "faj", department="38")
    assert often_opened(colleague) == ("faj",)
