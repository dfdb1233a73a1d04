# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms: what they ask, of whom, and what they still lack."""

from __future__ import annotations

from datetime import date

import pytest

from app.schemes import forms
from app.schemes.paths import CATEGORIES, PATHS, find, group_of


@pytest.fixture(scope="module")
def small_form(small, card):
    return small.form(card.current)


@pytest.fixture(scope="module")
def dalo_form(real, dalo):
    return real.form(dalo.current)


def field(form, path, rubric=None):
    return next(each for each in form.fields() if each.path == path and (rubric is None or each.rubric == rubric))


def lacking(form, values):
    return [(gap.path, gap.row) for gap in forms.missing(form, values)]


def test_a_field_takes_what_it_does_not_say_from_its_path(small_form):
    name = field(small_form, "person.birth_name")
    assert (name.label, name.type, name.category, name.required) == ("Nom de naissance", "text", "identité", True)
    link = field(small_form, "household.members[].link")
    assert (link.key, [each.code for each in link.choices]) == ("link", ["enfant", "autre"])


def test_a_choice_may_be_asked_as_yes_or_no(small_form):
    french = field(small_form, "person.nationality")
    assert (french.type, french.yes_for, french.choices) == ("bool", {"french"}, ())


def test_what_is_required_and_empty_is_missing(small_form):
    assert lacking(small_form, {}) == [("person.birth_name", None), ("household.members[]", None)]
    rows = [{"name": "Marchetti"}, {"name": ""}]
    full = {"person.birth_name": "Marchetti", "household.members[]": rows}
    assert lacking(small_form, full) == [("household.members[].name", 1)]
    assert forms.missing(small_form, full)[0].label == "Nom"
    assert lacking(small_form, {**full, "household.members[]": [{"name": "Marchetti"}]}) == []


def test_a_repeated_group_that_is_not_required_may_stay_empty(small_form):
    full = {"person.birth_name": "Marchetti", "household.members[]": [{"name": "Marchetti"}]}
    assert lacking(small_form, {**full, "procedure.answers.books[]": [{}]}) == [("procedure.answers.books[].title", 0)]


def test_a_field_is_asked_only_when_its_condition_holds_for_sure(small_form):
    number = field(small_form, "person.permit_number")
    assert not forms.shown(number, {})
    assert not forms.shown(number, {"person.nationality": "french"})
    assert forms.shown(number, {"person.nationality": "other"})
    full = {"person.birth_name": "Marchetti", "household.members[]": [{"name": "Marchetti"}]}
    assert lacking(small_form, {**full, "person.nationality": "other"}) == [("person.permit_number", None)]


@pytest.mark.parametrize(("value", "empty"), [(None, True), ("", True), ([], True), (False, False), (0, False)])
def test_no_and_zero_are_answers(value, empty):
    assert forms.is_empty(value) is empty


def test_answers_of_a_group_keep_their_fields_and_lists(small_form, card):
    motive = field(small_form, "procedure.answers.books[].motive")
    assert [each.label for each in motive.choices] == ["Livres en retard", "Autre"]
    reasons = field(small_form, "procedure.answers.reasons")
    assert [each.code for each in reasons.choices] == ["near", "reader", "room"]


def test_the_official_numbers_are_only_those_that_were_verified(dalo_form):
    numbers = [section.rubric for section in dalo_form.sections] + [each.rubric for each in dalo_form.fields()]
    assert {number for number in numbers if number} == {"1", "2", "3", "3.1", "3.2", "3.3"}
    assert [section.rubric for section in dalo_form.sections[:3]] == ["1", "2", "3"]


def test_the_situations_offered_are_those_of_the_edition(real, dalo):
    def offered(day):
        form = real.form(dalo.edition_on(day))
        return [each.code for each in field(form, "procedure.answers.situations").choices]

    assert "S8_disability_unsuitable" in offered(date(2026, 1, 1))
    assert "S8_disability_unsuitable" not in offered(date(2013, 6, 1))
    assert offered(date(2013, 6, 1))[0] == "S1_abnormal_delay"


def test_the_form_says_which_official_edition_it_follows(dalo):
    assert dalo.current.official_form == "Cerfa n°\u00a015036*01"
    assert dalo.edition_on(date(2013, 6, 1)).official_form is None


def test_every_field_about_the_person_has_a_category(dalo_form):
    for each in dalo_form.fields():
        about_her = each.path.startswith(("person.", "household.", "housing.", "resources", "procedure.answers."))
        assert (each.category in CATEGORIES) is about_her, each.path


def test_a_form_knows_no_edition_but_those_that_name_it(small, card):
    assert small.form(card.edition_on(date(2015, 1, 1))) is None
    assert small.form(card.current, "certificate") is None


def test_paths_are_a_closed_list():
    assert find("person.birth_name") is PATHS["person.birth_name"]
    assert find("person.shoe_size") is None
    assert find("procedure.events.acknowledged.on").type == "date"
    assert find("procedure.deadlines.DALO_DEC.due").type == "date"
    assert find("procedure.answers.whatever") is None
    assert group_of("household.members[].name") == "household.members[]"
    assert group_of("household.size") is None
    assert all(each.category in (*CATEGORIES, None) for each in PATHS.values())
