# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a scheme leads to: when it is proposed, since when, until when; and the faults of what a file declares."""

# ruff: noqa: E501 - a table of faults reads one fault per line

from __future__ import annotations

from datetime import date

import pytest

from app import RESOURCES
from app.schemes import catalogue
from app.schemes.continuations import proposed
from app.schemes.deadlines import deadlines_of
from app.schemes.events import Event
from app.schemes.explain import explain
from app.schemes.procedures import stages_passed
from tests.schemes.library_card import SCHEME, lay_out

OPENED = date(2026, 9, 1)


def led(real, scheme, events=(), today=date(2026, 11, 24), facts=None, opened=OPENED):
    """What a procedure leads to: the ids of its proposals with the day and the cause of each."""
    edition = real.schemes[scheme].edition_on(opened)
    found = deadlines_of(edition, list(events), opened=opened, department="38")
    passed = stages_passed(edition, list(events), found, opened=opened, today=today)
    come = proposed(edition, list(events), found, passed, today=today, facts=facts)
    return {each.rule.id: (each.since, each.cause) for each in come}


JUDGED = [
    Event("summoned", date(2026, 9, 10), {"hearing_on": date(2026, 10, 6)}),
    Event("eviction_ordered", date(2026, 10, 6)),
]
ORDERED = [*JUDGED, Event("order_to_vacate", date(2026, 11, 3))]


def test_a_judgment_then_an_order_to_vacate_propose_the_recourse(real):
    assert "dalo" not in led(real, "eviction_prevention", JUDGED[:1])
    assert led(real, "eviction_prevention", JUDGED)["dalo"] == (date(2026, 10, 6), "Jugement\u00a0: expulsion")
    assert led(real, "eviction_prevention", ORDERED)["dalo"] == (
        date(2026, 11, 3),
        "Commandement de quitter les lieux reçu",
    )


def test_what_is_noted_for_a_later_day_proposes_nothing_yet(real):
    assert "dalo" not in led(real, "eviction_prevention", JUDGED, today=date(2026, 10, 5))
    assert "dalo" in led(real, "eviction_prevention", JUDGED, today=date(2026, 10, 6))


def test_the_information_is_demanded_until_it_was_handed_over(real):
    assert "dalo_information" in led(real, "eviction_prevention", ORDERED)
    handed = [*ORDERED, Event("dalo_information", date(2026, 11, 3))]
    assert "dalo_information" not in led(real, "eviction_prevention", handed)


def test_a_refused_domiciliation_demands_an_orientation_until_one_is_recorded(real):
    asked = Event("requested", date(2026, 9, 2))
    bare = Event("refused", date(2026, 10, 1), {"motive": "SATURATION", "reasons": "Complet."})
    assert led(real, "domiciliation", [asked, bare])["orientation"][0] == date(2026, 10, 1)
    told = Event("refused", date(2026, 10, 1), {"orientation_kind": "asso", "orientation": "Le Relais"})
    assert "orientation" not in led(real, "domiciliation", [asked, told])
    after = Event("oriented", date(2026, 10, 5), {"kind": "asso", "to": "Le Relais"})
    assert "orientation" not in led(real, "domiciliation", [asked, bare, after])


def test_the_end_of_a_subsidised_contract_is_announced_four_months_before(real):
    granted = Event("granted", date(2026, 9, 1), {"aid_from": date(2026, 9, 1), "aid_to": date(2027, 8, 31)})
    signed = Event("signed", date(2026, 9, 2), {"contract": "cdd", "ends_on": date(2027, 8, 31)})
    # The review is advised three months before the end, on 31 May 2027; what follows is proposed a month earlier.
    assert "renewal" not in led(real, "subsidised_contract", [granted, signed], today=date(2027, 4, 29))
    found = led(real, "subsidised_contract", [granted, signed], today=date(2027, 4, 30))
    assert {"renewal", "iae_before", "training"} <= found.keys()
    assert found["renewal"][0] == date(2027, 4, 30)
    asked = Event("renewal_requested", date(2027, 5, 3))
    assert "renewal" not in led(real, "subsidised_contract", [granted, signed, asked], today=date(2027, 5, 4))


def test_what_the_end_of_a_procedure_leads_to_is_said_for_six_months(real):
    over = [Event("granted", OPENED), Event("ended", date(2026, 10, 31))]
    assert "bonus" in led(real, "rsa", over, today=date(2027, 4, 30))
    assert "bonus" not in led(real, "rsa", over, today=date(2027, 5, 1))


def test_a_procedure_that_ended_otherwise_no_longer_proposes(real):
    assert "dalo" not in led(real, "eviction_prevention", [*ORDERED, Event("maintained", date(2026, 11, 20))])


def test_a_condition_hides_what_is_known_not_to_be_needed(real):
    assert "number" in led(real, "dalo")
    assert "number" not in led(real, "dalo", facts={"person.housing_request_number": "0380126000123GDPUB"})


def test_what_must_be_sure_is_not_said_while_nobody_knows(real):
    assert "eviction" not in led(real, "over_indebtedness")
    assert "eviction" not in led(real, "over_indebtedness", facts={"procedure.answers.eviction": False})
    assert "eviction" in led(real, "over_indebtedness", facts={"procedure.answers.eviction": True})


def test_an_abnormally_long_delay_proposes_the_recourse_a_month_before(real):
    registered = Event("registered", date(2024, 3, 4), {"prefect_delay": 33})
    # Thirty-three months from 4 March 2024: 4 December 2026; a month before: 4 November.
    assert "dalo" not in led(real, "social_housing_request", [registered], date(2026, 11, 3), opened=date(2024, 3, 4))
    assert "dalo" in led(real, "social_housing_request", [registered], date(2026, 11, 4), opened=date(2024, 3, 4))


def test_every_answer_given_beforehand_is_one_the_opened_scheme_asks(real):
    given = [
        (scheme.id, rule.scheme, key)
        for scheme in real.schemes.values()
        for edition in scheme.editions
        for rule in edition.leads_to
        for key in rule.answers
    ]
    assert ("eviction_prevention", "dalo", "eviction_judgment") in given
    assert [each for each in given if each[2] not in real.schemes[each[1]].current.answers] == []


def test_the_page_of_a_scheme_tells_what_may_follow(real):
    page = explain(real.schemes["eviction_prevention"], ids=False)
    part = next(part for part in page.parts if part.title == "Ce qui peut suivre")
    assert part.lines[0].startswith("Une décision d’expulsion est une des situations")
    assert part.lines[0].endswith("(CCH, art.\u00a0R. 441-14-1)")
    assert any(line.endswith("(à vérifier)") for line in part.lines)


LEADS = """
[[leads_to]]
id = "sorry"
when = { events = ["refused"], detail = { motive = ["late"] } }
scheme = "dalo"
say = "Une autre carte est possible."
verified = false
source = "usage"
"""
BROKEN = [
    ('scheme = "dalo"', 'scheme = "dallo"', "Ce dispositif n’existe pas\u00a0: «\u00a0dallo\u00a0»."),
    ('scheme = "dalo"', 'scheme = "library_card"', "Un dispositif ne mène pas à lui-même."),
    ('scheme = "dalo"', 'event = "burnt"', "Cet événement n’est pas déclaré\u00a0: «\u00a0burnt\u00a0»."),
    ('scheme = "dalo"', 'scheme = "dalo"\nevent = "asked"', "un seul des deux"),
    ('events = ["refused"]', 'events = ["lost"]', "Cet événement n’est pas déclaré\u00a0: «\u00a0lost\u00a0»."),
    ('events = ["refused"], detail = { motive = ["late"] }', "", "Il manque le moment"),
    ('events = ["refused"], detail = { motive = ["late"] }', 'stages = ["moon"]', "Cette étape n’existe pas\u00a0: «\u00a0moon\u00a0»."),
    ('events = ["refused"], detail = { motive = ["late"] }', 'deadlines = ["NEVER"]', "Cette échéance n’existe pas\u00a0: «\u00a0NEVER\u00a0»."),
    ('detail = { motive = ["late"] }', 'detail = { colour = ["red"] }', "Rien ne demande «\u00a0colour\u00a0»."),
    ('detail = { motive = ["late"] }', 'detail = { motive = ["red"] }', "Ce choix n’est pas dans la liste\u00a0: «\u00a0red\u00a0»."),
    ('detail = { motive = ["late"] }', 'within = { length = 1, unit = "months" }', "«\u00a0within\u00a0» demande «\u00a0deadlines\u00a0»."),
    ("verified = false", "verified = true\ndemanded = true", "Seul un événement à noter peut être exigé."),
    ("verified = false", 'verified = false\nurgent = true\nall = [{ fact = "person.age", op = "at_least", value = 18 }]', "pas de condition ici"),
    ("verified = false", 'verified = false\nall = [{ fact = "person.height", op = "known" }]', "Cette donnée n’existe pas"),
    ("verified = false", 'verified = false\nbasis = "CCH, art. L. 1"', "son article ne doit pas être écrit"),
]  # fmt: skip


def faults(folder, leads):
    lay_out(folder)
    file = folder / "schemes" / "library_card.toml"
    file.write_text(SCHEME + leads, encoding="utf-8")
    return [fault.sentence for fault in catalogue.load(RESOURCES, folder).check(file)]


def test_what_a_scheme_leads_to_is_checked(tmp_path):
    assert faults(tmp_path, LEADS) == []


@pytest.mark.parametrize(("before", "after", "said"), BROKEN)
def test_each_fault_of_what_it_leads_to_is_said(tmp_path, before, after, said):
    assert LEADS.count(before) == 1
    assert any(said in sentence for sentence in faults(tmp_path, LEADS.replace(before, after)))


def test_every_programme_says_how_one_enters_and_leaves_it(real):
    programmes = {name: scheme.current.programme for name, scheme in real.schemes.items() if scheme.current.programme}
    assert len(programmes) == 9
    assert {(each.entry, each.exit, each.reason) for each in programmes.values()} == {("accepted", "ended", "exit")}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ('entry = "born", exit = "refused"', "Cet événement n’est pas déclaré\u00a0: «\u00a0born\u00a0»."),
        ('entry = "asked", exit = "refused", reason = "why"', "La sortie ne demande pas «\u00a0why\u00a0»."),
        ('entry = "asked"', "Il manque «\u00a0exit\u00a0»"),
    ],
)
def test_a_programme_names_events_that_exist(tmp_path, key, said):
    lay_out(tmp_path)
    file = tmp_path / "schemes" / "library_card.toml"
    head = SCHEME.replace('lane = "family"\n', f'lane = "family"\nprogramme = {{ {key} }}\n')
    assert head != SCHEME
    file.write_text(head, encoding="utf-8")
    assert any(said in fault.sentence for fault in catalogue.load(RESOURCES, tmp_path).check(file))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ('handed = "lost", helpers = ["association"]', "Cet événement n’est pas déclaré\u00a0: «\u00a0lost\u00a0»."),
        (
            'handed = "asked", helpers = ["bookshop"]',
            "Ce genre d’organisme n’existe pas\u00a0: «\u00a0bookshop\u00a0».",
        ),
        ('helpers = ["association"]', "Il manque «\u00a0handed\u00a0»"),
    ],
)
def test_an_information_sheet_names_what_exists(tmp_path, key, said):
    lay_out(tmp_path)
    file = tmp_path / "schemes" / "library_card.toml"
    file.write_text(
        SCHEME.replace('lane = "family"\n', f'lane = "family"\ninformation = {{ {key} }}\n'), encoding="utf-8"
    )
    assert any(said in fault.sentence for fault in catalogue.load(RESOURCES, tmp_path).check(file))
