# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days of the year, ends of months, spells added up: rules put into the invented scheme, dates counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from app import RESOURCES
from app.schemes import catalogue, explain
from app.schemes.calendar import Season, end_of_delay, season_around
from app.schemes.criteria import assess, facts_on
from app.schemes.definitions import Length
from tests.schemes.library_card import SCHEME, lay_out
from tests.schemes.test_deadlines import D, reckoned

WINTER = Season((11, 1), (3, 31))
HEAD = 'id = "TRIED"\nlabel = "Essai"\nkind = "legal"\nawaits = "us"\nverified = true\nsource = "règlement"\n'
HEAD += 'consequence = "Rien n’est perdu."\n'


@pytest.fixture
def tried(tmp_path):
    """Give the invented scheme with one more deadline, written as in a file."""

    def read(rule):
        folder = lay_out(tmp_path, scheme=f"{SCHEME}\n[[deadlines]]\n{HEAD}{rule}\n")
        found = catalogue.load(RESOURCES, folder)
        assert found.set_aside == ()
        return found.schemes["library_card"]

    return read


@pytest.fixture
def faults(tmp_path):
    """Say what is wrong with one more deadline."""

    def read(rule):
        folder = lay_out(tmp_path, scheme=f"{SCHEME}\n[[deadlines]]\n{HEAD}{rule}\n")
        said = [fault.sentence for fault in catalogue.load(RESOURCES, folder).set_aside]
        return [sentence.replace("\u00a0", " ").replace("\u202f", " ") for sentence in said]

    return read


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        # Six months from 28 February 2013 are reached on 28 August: the last day is the 27th.
        ("2013-02-28", 6, "months_less_a_day", "2013-08-27"),
        # There is no 31 February: the end of the month, less a day.
        ("2026-08-31", 6, "months_less_a_day", "2027-02-27"),
        ("2026-03-02", 36, "months_less_a_day", "2029-03-01"),
        # The last day of the second month after 14 January 2024, a leap year, and after its last day.
        ("2024-01-14", 1, "end_of_month", "2024-02-29"),
        ("2024-01-31", 2, "end_of_month", "2024-03-31"),
        ("2026-11-30", 2, "end_of_month", "2027-01-31"),
        ("2026-03-01", 5, "day_of_next_month", "2026-04-05"),
        ("2026-12-31", 1, "day_of_next_month", "2027-01-01"),
        # There is no 31 February: its last day.
        ("2026-01-31", 31, "day_of_next_month", "2026-02-28"),
        ("2026-01-31", 0, "days", "2026-01-31"),
    ],
)
def test_each_unit_ends_on_its_day(start, count, unit, expected):
    assert end_of_delay(D(start), Length(count, unit)) == D(expected)


@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        ("2026-07-05", "2026-11-01", "2027-03-31"),
        ("2026-10-31", "2026-11-01", "2027-03-31"),
        ("2026-11-01", "2026-11-01", "2027-03-31"),
        ("2027-01-15", "2026-11-01", "2027-03-31"),
        ("2027-03-31", "2026-11-01", "2027-03-31"),
        ("2027-04-01", "2027-11-01", "2028-03-31"),
    ],
)
def test_a_period_over_the_new_year(day, begins, ends):
    assert season_around(D(day), WINTER) == (D(begins), D(ends))


def test_a_period_within_a_year_and_29_february():
    assert season_around(D("2026-06-02"), Season((2, 29), (6, 1))) == (D("2027-02-28"), D("2027-06-01"))
    assert season_around(D("2024-02-01"), Season((2, 29), (6, 1)))[0] == D("2024-02-29")


TRUCE = 'starts = ["granted"]\nlength = 0\nunit = "days"\ntruce = { from = "11-01", to = "03-31" }'


def test_a_truce_waits_for_its_first_day(tried):
    summer = reckoned(tried(TRUCE), granted="2026-07-05")["TRIED"]
    assert (summer.due, summer.opens_on) == (D("2027-03-31"), D("2026-10-31"))
    assert [summer.is_open(D(day)) for day in ("2026-07-05", "2026-10-31", "2026-11-01", "2027-03-31")] == [
        False,
        False,
        True,
        True,
    ]
    winter = reckoned(tried(TRUCE), granted="2027-01-15")["TRIED"]
    assert winter.due == D("2027-03-31")
    assert winter.is_open(D("2027-01-15"))


def test_the_same_day_only_when_a_date_is_noted(tried):
    card = tried(
        'starts = ["granted"]\nstart_detail = "valid_from"\nlength = 0\nunit = "days"\n'
        '[deadlines.when.detail]\nvalid_from = ["noted"]'
    )
    noted = {"granted": {"valid_from": date(2026, 9, 7)}}
    assert reckoned(card, details=noted, granted="2026-09-01")["TRIED"].due == D("2026-09-07")
    bare = reckoned(card, granted="2026-09-01")
    assert "VALID" in bare
    assert "TRIED" not in bare


SPELLS = 'starts = ["excused"]\nclosed_by = ["visit"]\nlength = 36\nunit = "months"\ncumulated = true'


def test_the_earlier_spells_are_deducted(tried):
    card = tried(SPELLS)
    alone = reckoned(card, granted="2023-01-02", excused="2024-06-03")["TRIED"]
    assert alone.due == D("2027-06-03")
    # From 1 to 31 March, thirty days; from 1 to 11 September, ten: forty days less than 3 June 2027, 24 April.
    both = reckoned(
        card,
        granted="2023-01-02",
        excused=["2023-03-01", "2023-09-01", "2024-06-03"],
        visit=["2023-03-31", "2023-09-11"],
    )["TRIED"]
    assert (both.due, both.closed_on) == (D("2027-04-24"), None)


def test_a_rule_that_would_end_after_another_is_not_there(tried):
    rule = 'starts = ["granted"]\nlength = {}\nunit = "years"\n[deadlines.when]\nends_before = "VALID"'
    assert "TRIED" not in reckoned(tried(rule.format(1)), granted="2026-09-01")
    weeks = rule.format(3).replace("years", "weeks")
    assert reckoned(tried(weeks), granted="2026-09-01")["TRIED"].due == D("2026-09-22")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (TRUCE, None),
        (TRUCE.replace("11-01", "11-31"), "comme 11-01 : « 11-31 »"),
        (TRUCE.replace("03-31", "le 31 mars"), "comme 11-01 : « le 31 mars »"),
        (TRUCE.replace(', to = "03-31"', ""), "Il manque « to »"),
        (TRUCE.replace('"days"', '"months"'), "Une longueur est d’au moins 1 (0 pour des jours : le jour même)."),
        (SPELLS.replace('closed_by = ["visit"]\n', ""), "« cumulated » demande « starts » et « closed_by »."),
        (TRUCE + '\n[deadlines.when]\nends_before = "VALIDD"', "Cette échéance n’existe pas : « VALIDD »."),
        (TRUCE + '\n[deadlines.when]\nends_before = "TRIED"', "dépendent l’une de l’autre"),
    ],
)
def test_a_faulty_rule_is_said(faults, rule, said):
    found = faults(rule)
    assert found == [] if said is None else any(said in sentence for sentence in found)


def test_these_rules_are_told_in_words(tried):
    def told(rule):
        return explain.explain(tried(rule)).text().replace("\u00a0", " ").replace("\u202f", " ")

    assert "la période qui va du 1er novembre au 31 mars, à partir de « Carte" in told(TRUCE)
    assert "périodes d’avant déduites" in told(SPELLS)
    rule = 'starts = ["granted"]\nlength = {}\nunit = "{}"'
    assert "– le 5 du mois suivant à partir de « Carte accordée »" in told(rule.format(5, "day_of_next_month"))
    assert "– dernier jour du 2e mois qui suit à partir de" in told(rule.format(2, "end_of_month"))
    assert "– 6 mois moins un jour à partir de" in told(rule.format(6, "months_less_a_day"))


COUNTED = """
[[criteria]]
id = "enough"
group = "needed"
label = "Deux raisons au moins"
verified = true
source = "règlement"
all = [{ fact = "procedure.answers.ticked", measure = "count", op = "at_least", value = 2 }]

[[answers]]
id = "ticked"
type = "multi"
category = "famille"
label = "Raisons"
vocabulary = "motives"
"""


@pytest.mark.parametrize(
    ("ticked", "verdict"), [(["a", "b"], "likely"), (["a"], "unlikely"), ([], "unknown"), (None, "unknown")]
)
def test_ticked_choices_are_counted(tmp_path, ticked, verdict):
    lay_out(tmp_path, scheme=SCHEME + COUNTED)
    edition = catalogue.load(RESOURCES, tmp_path).schemes["library_card"].current
    facts = facts_on(edition, {"procedure.answers.ticked": ticked}, D("2026-11-24"))
    assert {each.id: each.verdict for each in assess(edition, facts)}["enough"] == verdict


def test_only_choices_are_counted(tmp_path):
    lay_out(tmp_path, scheme=SCHEME + COUNTED.replace('"multi"', '"text"'))
    said = [fault.sentence.replace("\u00a0", " ") for fault in catalogue.load(RESOURCES, tmp_path).set_aside]
    assert said == ["« count » demande plusieurs choix (« multi »)."]
