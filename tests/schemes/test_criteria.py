# SPDX-License-Identifier: AGPL-3.0-or-later
"""Criteria in three values, the question to ask next, the documents a situation asks for."""

from __future__ import annotations

from datetime import date

import pytest

from app.french.dates import PartialDate
from app.schemes.conditions import AllOf, AnyOf, Clause, NoneOf
from app.schemes.criteria import assess, conclude, documents_asked, facts_on

TODAY = date(2026, 11, 24)


def assessed(scheme, values, criterion, today=TODAY):
    edition = scheme.current
    return next(each for each in assess(edition, facts_on(edition, values, today)) if each.id == criterion)


def known(value):
    """A comparison that holds, does not, or cannot be told."""
    return Clause("a" if value is not None else "b", "is", value)


@pytest.mark.parametrize(
    ("parts", "all_of", "any_of", "none_of"),
    [
        ((True, True), True, True, False),
        ((True, False), False, True, False),
        ((True, None), None, True, False),
        ((False, None), False, None, None),
        ((False, False), False, False, True),
        ((None, None), None, None, None),
    ],
)
def test_three_values_combine_without_guessing(parts, all_of, any_of, none_of):
    clauses = tuple(known(part) for part in parts)
    facts = {"a": True}
    assert AllOf(clauses).holds(facts) is all_of
    assert AnyOf(clauses).holds(facts) is any_of
    assert NoneOf(clauses).holds(facts) is none_of


@pytest.mark.parametrize(
    ("op", "value", "fact", "expected"),
    [
        ("is", "french", "french", True),
        ("is", True, False, False),
        ("is_not", "french", "eu", True),
        ("one_of", ["a", "b"], "b", True),
        ("not_one_of", ["a", "b"], "b", False),
        ("contains", "a", ["a", "c"], True),
        ("contains", "b", ["a", "c"], False),
        ("at_least", 6, 6, True),
        ("more_than", 6, 6, False),
        ("at_most", 6, 6, True),
        ("less_than", 16, 15.5, True),
        ("known", None, "x", True),
        ("known", None, "", None),
        ("is", "x", None, None),
        ("more_than", 6, "seven", False),
    ],
)
def test_each_comparison(op, value, fact, expected):
    assert Clause("f", op, value).holds({"f": fact}) is expected


def test_more_than_six_months_is_true_the_day_after(dalo):
    hosted = {"housing.status": "shelter", "housing.since": date(2026, 5, 24)}
    assert assessed(dalo, hosted, "S4a_hosted_6m").verdict == "unlikely"
    the_day_after = assessed(dalo, hosted, "S4a_hosted_6m", date(2026, 11, 25))
    assert (the_day_after.verdict, the_day_after.because) == ("likely", "6 mois sans interruption")


def test_what_is_not_known_is_asked(dalo):
    asked = assessed(dalo, {"person.housing_request_on": date(2024, 6, 18)}, "S1_abnormal_delay")
    assert asked.verdict == "unknown"
    assert asked.asks == "Quel est le délai fixé par le préfet\u202f?"
    assert asked.path == "procedure.answers.prefect_delay"
    assert asked.because == ""


def test_the_abnormal_delay_compares_two_facts(dalo):
    values = {
        "person.housing_request_on": date(2024, 6, 18),
        "procedure.answers.prefect_delay": 24,
        "procedure.answers.adapted_proposal": False,
    }
    found = assessed(dalo, values, "S1_abnormal_delay")
    assert found.verdict == "likely"
    assert found.because == "demande depuis 29 mois, délai fixé par le préfet\u00a0: 24 mois"
    assert assessed(dalo, {**values, "procedure.answers.prefect_delay": 36}, "S1_abnormal_delay").verdict == "unlikely"
    assert (
        assessed(dalo, {**values, "procedure.answers.adapted_proposal": True}, "S1_abnormal_delay").verdict
        == "unlikely"
    )


@pytest.mark.parametrize(
    ("people", "enough", "not_enough"), [(1, 9, 8), (2, 16, 15), (3, 25, 24), (7, 61, 60), (8, 70, 69), (9, 70, 69)]
)
def test_overcrowding_follows_the_legal_surfaces(dalo, people, enough, not_enough):
    with_child = {"housing.occupants": people, "household.has_minor": True}
    assert assessed(dalo, {**with_child, "housing.surface": not_enough}, "S6_overcrowded").verdict == "likely"
    roomy = assessed(dalo, {**with_child, "housing.surface": enough}, "S6_overcrowded")
    assert roomy.verdict == "unlikely"
    assert f"{enough} m² pour {people}, seuil {enough} m²" in roomy.because.replace("\u00a0", " ")


def test_overcrowding_without_child_nor_disability_counts_only_as_unfit_since_2023(dalo):
    values = {
        "housing.surface": 10,
        "housing.occupants": 2,
        "household.has_minor": False,
        "household.has_disability": False,
    }
    assert assessed(dalo, values, "S6_overcrowded").verdict == "unlikely"
    assert assessed(dalo, values, "S5_unfit").verdict == "likely"
    before = dalo.edition_on(date(2023, 9, 30))
    assert {each.id: each.verdict for each in assess(before, values)}["S5_unfit"] == "unknown"


def test_the_disability_situation_exists_only_since_2022(dalo):
    def ids(day):
        return {each.id for each in dalo.edition_on(day).criteria}

    assert "S8_disability_unsuitable" in ids(date(2022, 2, 23))
    assert "S8_disability_unsuitable" not in ids(date(2022, 2, 22))


def test_the_first_open_question_is_the_one_that_can_settle(card):
    assert assessed(card, {"housing.surface": 4}, "room").path == "household.size"
    near = assessed(card, {"person.town": "Ailleurs"}, "near")
    assert (near.path, near.asks) == ("housing.since", "Depuis quand\u202f?")
    sea = assessed(card, {}, "reader")
    assert sea.asks == "La personne aime-t-elle la mer\u202f?"


def test_age_is_taken_from_a_birth_known_in_part(card):
    grown = assessed(card, {"person.birth_date": PartialDate(1978)}, "adult")
    assert (grown.verdict, grown.because) == ("likely", "48 ans")
    assert assessed(card, {"person.birth_date": date(2010, 11, 25)}, "adult").verdict == "unlikely"
    assert assessed(card, {"person.birth_date": "1978"}, "adult").verdict == "unknown"


def test_groups_say_all_needed_or_one_enough(card):
    def concluded(values):
        edition = card.current
        found = conclude(edition, assess(edition, facts_on(edition, values, TODAY)))
        return {each.group.id: each.verdict for each in found}

    assert concluded({}) == {"needed": "unknown", "reasons": "unknown"}
    assert concluded({"person.town": "Saint-Martin"})["reasons"] == "likely"
    nothing = {
        "person.town": "Ailleurs",
        "housing.since": TODAY,
        "procedure.answers.likes_sea": True,
        "housing.surface": 1,
        "household.size": 1,
    }
    assert concluded(nothing)["reasons"] == "unlikely"
    assert concluded({"person.birth_date": date(2015, 1, 1)})["needed"] == "unlikely"


def test_a_criterion_never_says_entitled(dalo):
    told = [each.label + each.because + each.help for each in assess(dalo.current, {})]
    assert told
    assert not any("a droit" in each or "éligible" in each for each in told)


def test_documents_depend_on_the_situation(dalo):
    def asked(values):
        return {each.document.id: each.asked for each in documents_asked(dalo.current, values)}

    assert asked({})["identity"] == "yes"
    assert asked({})["permit"] == "perhaps"
    assert asked({"person.nationality": "french"})["permit"] == "no"
    assert asked({"person.nationality": "other"})["permit"] == "yes"
    evicted = asked({"procedure.answers.situations": ["S3_eviction"]})
    assert (evicted["eviction"], evicted["hosting"]) == ("yes", "no")


def test_facts_already_reckoned_by_the_caller_are_kept(card):
    facts = facts_on(card.current, {"months_since housing.since": 8, "housing.since": TODAY}, TODAY)
    assert facts["months_since housing.since"] == 8


def test_a_number_is_told_as_it_is_printed(dalo):
    facts = {"person.housing_request_number": "045062401837211045"}
    told = [each.because.replace("\u00a0", " ") for each in assess(dalo.current, facts)]
    assert "numéro unique 045 0624 018372 11045" in told
