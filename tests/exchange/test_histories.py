# SPDX-License-Identifier: AGPL-3.0-or-later
"""The columns of a scheme become a procedure its own catalogue understands, or go to the note: nothing is lost."""

from __future__ import annotations

import datetime

import pytest

from app import RESOURCES
from app.exchange.histories import ProcedureDraft
from app.exchange.targets import load
from app.schemes import catalogue
from app.schemes.events import Event
from app.schemes.procedures import stage_of
from tests.exchange.judging import TODAY, line_of

STATUS, START = "Statut de la domiciliation", "Date début dom actuelle"
END, CONTACT = "Date de fin de domiciliation", "Date de dernier passage"


def stage_after(procedure: ProcedureDraft) -> str:
    """The stage to which the events lead, by the rules of the scheme itself, on their last day."""
    edition = catalogue.load(RESOURCES).schemes[procedure.scheme].edition_on(procedure.opened_on)
    events = [Event(event.name, event.on, event.details) for event in procedure.events]
    last = procedure.events[-1].on
    return stage_of(edition, events, opened=procedure.opened_on, department="69", today=last).id


def test_the_rules_name_what_their_scheme_knows():
    schemes = catalogue.load(RESOURCES).schemes
    for history in load().histories:
        edition = schemes[history.scheme].edition_on(TODAY)
        assert set(history.labels) - set(history.keys) - noted(history.scheme) <= set(edition.answers)
        for turn in history.turns:
            for rule in turn.events:
                assert set(rule.details) <= {ask.id for ask in edition.events[rule.name].asks}
                assert {rule.on, *rule.details.values()} <= set(history.keys)


def noted(scheme: str) -> set[str]:
    prefix = f"procedure.{scheme}."
    return {target.path.removeprefix(prefix) for target in load().patterns if target.noted}


@pytest.mark.parametrize(
    ("key", "vocabulary"),
    [
        ("request_type", "request_types"),
        ("commune_link", "commune_links"),
        ("residence", "residences"),
        ("instability_cause", "instability_causes"),
        ("reason", "reasons"),
        ("refusal_motive", "refusal_motives"),
        ("end_motive", "strike_off_motives"),
    ],
)
def test_the_codes_of_a_column_are_codes_of_the_scheme(key: str, vocabulary: str):
    target = load().find(f"procedure.domiciliation.{key}")
    assert target is not None
    known = catalogue.load(RESOURCES).schemes["domiciliation"].edition_on(TODAY).vocabulary(vocabulary)
    assert known is not None
    assert set(target.accepted) <= set(known.choices)


def test_a_valid_domiciliation_is_granted():
    line = line_of(**{STATUS: "VALIDE", START: "02/03/2026", END: "01/03/2027", CONTACT: "03/11/2026"})
    (procedure,) = line.procedures
    assert procedure.opened_on == datetime.date(2026, 3, 2)
    assert [event.name for event in procedure.events] == ["requested", "granted", "contact"]
    assert procedure.events[1].details == {"valid_from": datetime.date(2026, 3, 2)}
    assert stage_after(procedure) == "granted"
    assert line.person.values == {}


def test_a_refused_request_is_refused():
    (procedure,) = line_of(**{STATUS: "REFUS", END: "09/08/2026", "Motif du refus": "SATURATION"}).procedures
    assert procedure.events[-1].details == {"motive": "SATURATION"}
    assert stage_after(procedure) == "refused"


def test_an_ended_domiciliation_is_ended():
    (procedure,) = line_of(
        **{STATUS: "RADIE", START: "02/03/2026", END: "09/08/2026", "Motif de radiation": "ENTREE_LOGEMENT"}
    ).procedures
    assert [event.name for event in procedure.events] == ["requested", "granted", "struck_off"]
    assert procedure.events[-1].details == {"motive": "ENTREE_LOGEMENT"}
    assert stage_after(procedure) == "struck_off"


@pytest.mark.parametrize("end", ["01/03/2027", "02/03/2027"])
def test_an_end_a_year_after_is_what_the_scheme_says_by_itself(end: str):
    assert line_of(**{START: "02/03/2026", END: end}).person.values == {}


@pytest.mark.parametrize("end", ["28/02/2027", "03/03/2027", "02/03/2028"])
def test_any_other_end_is_kept_in_the_note(end: str):
    line = line_of(**{START: "02/03/2026", END: end})
    assert line.person.values == {"note": f"Domiciliation, fin, radiation ou refus\u00a0: {end}"}
    assert [event.name for event in line.procedures[0].events] == ["requested", "granted"]


@pytest.mark.parametrize("end", ["27/02/2025", "28/02/2025"])
def test_a_leap_day_lasts_a_year_too(end: str):
    assert line_of(**{START: "29/02/2024", END: end}).person.values == {}


def test_without_a_beginning_nothing_is_invented_and_nothing_lost():
    line = line_of(**{STATUS: "VALIDE", CONTACT: "03/11/2026", "Situation résidentielle": "HOTEL"})
    assert line.procedures == ()
    assert str(line.person.values["note"]).splitlines() == [
        "Domiciliation, statut\u00a0: VALIDE",
        "Domiciliation, dernier passage\u00a0: 03/11/2026",
        "Domiciliation, situation résidentielle\u00a0: HOTEL",
    ]


def test_a_contact_before_the_opening_goes_to_the_note():
    line = line_of(**{START: "02/03/2026", CONTACT: "01/03/2026"})
    assert [event.name for event in line.procedures[0].events] == ["requested", "granted"]
    assert line.person.values == {"note": "Domiciliation, dernier passage\u00a0: 01/03/2026"}


def test_a_list_without_any_scheme_opens_no_procedure():
    assert line_of(Ville="Lyon").procedures == ()
