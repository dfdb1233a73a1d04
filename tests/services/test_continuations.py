# SPDX-License-Identifier: AGPL-3.0-or-later
"""What procedures lead to: proposed once, opened in one gesture or set aside; links kept; undo of each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.models.continuation import Continuation
from app.models.person import Person
from app.models.procedure import Procedure
from app.models.worker import Worker
from app.services import continuations, history, pathways, procedure_view, procedures, verification
from app.services.refusals import Refusal
from tests.services.desk import create, get, refused, undo

ORDERED = date(2026, 11, 3)
A_DAY = 86_400_000


@pytest.fixture
def person(office):
    made = create(office)
    pathways.open_pathway(office, made)
    return made


@pytest.fixture
def eviction(office, person):
    """An eviction decided on 6 October, the order to vacate received on 3 November."""
    made = procedures.open_procedure(office, person, "eviction_prevention", date(2026, 9, 1), "38").created
    procedures.note_event(office, made, "summoned", date(2026, 9, 10), {"hearing_on": date(2026, 10, 6)})
    procedures.note_event(office, made, "eviction_ordered", date(2026, 10, 6))
    procedures.note_event(office, made, "order_to_vacate", ORDERED)
    return made


def keys(office, procedure):
    return {each.key for each in continuations.of_procedure(office, procedure)}


def proposal(office, procedure, key):
    return next(each for each in continuations.of_procedure(office, procedure) if each.key == key)


def test_an_order_to_vacate_proposes_the_recourse_and_says_why(office, eviction):
    found = proposal(office, eviction, "dalo")
    assert (found.scheme, found.title, found.since) == ("dalo", "Recours DALO", ORDERED)
    assert found.cause == "Commandement de quitter les lieux reçu"
    assert found.why == "CCH, art.\u00a0R. 441-14-1"
    assert found.urgent
    assert not found.demanded


def test_the_procedure_opened_is_filled_beforehand_and_both_know_it(office, person, eviction):
    made = continuations.open_proposed(office, eviction, "dalo").created
    procedure = get(office, Procedure, made)
    assert (procedure.scheme, procedure.department, procedure.opened_on) == ("dalo", "38", office.today())
    opened, source = procedure_view.view(office, made), procedure_view.view(office, eviction)
    assert opened.values["procedure.answers.eviction_judgment"] is True
    assert (opened.follows.procedure_id, opened.follows.title) == (eviction, "Prévention de l’expulsion")
    assert [(link.procedure_id, link.title) for link in source.followed_by] == [(made, "Recours DALO")]
    assert "dalo" not in keys(office, eviction)


def test_undo_takes_back_the_procedure_and_proposes_it_again(office, eviction):
    made = continuations.open_proposed(office, eviction, "dalo").created
    undo(office)
    assert "dalo" in keys(office, eviction)
    assert get(office, Procedure, made).deleted
    assert procedure_view.view(office, eviction).followed_by == ()


def test_a_scheme_already_open_is_not_proposed(office, person, eviction):
    procedures.open_procedure(office, person, "dalo", date(2026, 10, 1), "38")
    assert "dalo" not in keys(office, eviction)
    with refused(Refusal.UNKNOWN_ID):
        continuations.open_proposed(office, eviction, "dalo")


def test_a_recourse_that_ended_before_is_proposed_again_and_one_opened_since_is_not(office, person, eviction):
    before = procedures.open_procedure(office, person, "dalo", date(2026, 2, 2), "38").created
    procedures.note_event(office, before, "withdrawn", date(2026, 3, 2))
    assert "dalo" in keys(office, eviction)
    since = procedures.open_procedure(office, person, "dalo", date(2026, 11, 4), "38").created
    procedures.note_event(office, since, "withdrawn", date(2026, 11, 5))
    assert "dalo" not in keys(office, eviction)


def test_where_the_scheme_does_not_apply_it_is_not_proposed(office, person):
    made = procedures.open_procedure(office, person, "eviction_prevention", date(2026, 9, 1), "976").created
    procedures.note_event(office, made, "summoned", date(2026, 9, 10), {"hearing_on": date(2026, 10, 6)})
    procedures.note_event(office, made, "eviction_ordered", date(2026, 10, 6))
    assert "dalo" not in keys(office, made)
    assert "over_indebtedness" in keys(office, made)


def test_not_now_brings_it_back_in_a_month_and_unsuitable_does_not(office, clock, eviction):
    continuations.set_aside(office, eviction, "dalo", "later")
    assert "dalo" not in keys(office, eviction)
    clock.now += 30 * A_DAY
    assert "dalo" not in keys(office, eviction)
    clock.now += A_DAY
    assert "dalo" in keys(office, eviction)
    continuations.set_aside(office, eviction, "dalo", "unsuitable")
    clock.now += 90 * A_DAY
    assert "dalo" not in keys(office, eviction)


def test_setting_aside_is_undone_and_told_in_the_history(office, person, eviction):
    continuations.set_aside(office, eviction, "dalo", "unsuitable")
    told = history.of_dossier(office, person)[0]
    assert told.label == "Proposition écartée"
    undo(office)
    assert "dalo" in keys(office, eviction)


def test_a_new_notice_brings_back_what_was_set_aside(office, person):
    made = procedures.open_procedure(office, person, "eviction_prevention", date(2026, 9, 1), "38").created
    procedures.note_event(office, made, "summoned", date(2026, 9, 10), {"hearing_on": date(2026, 10, 6)})
    procedures.note_event(office, made, "eviction_ordered", date(2026, 10, 6))
    continuations.set_aside(office, made, "dalo", "unsuitable")
    assert "dalo" not in keys(office, made)
    procedures.note_event(office, made, "order_to_vacate", office.today())
    with office.writing("continuation_set_aside") as work:  # the day before the order
        row = work.session.scalars(sa.select(Continuation)).one()
        row.on = office.today() - timedelta(days=1)
    assert "dalo" in keys(office, made)


def test_what_the_law_demands_is_not_set_aside(office, eviction):
    found = proposal(office, eviction, "dalo_information")
    assert (found.demanded, found.event, found.title) == (True, "dalo_information", "Noter la remise de la fiche DALO")
    with refused(Refusal.DEMANDED):
        continuations.set_aside(office, eviction, "dalo_information", "later")
    with refused(Refusal.UNKNOWN_CHOICE):
        continuations.set_aside(office, eviction, "dalo", "never")
    procedures.note_event(office, eviction, "dalo_information", office.today())
    assert "dalo_information" not in keys(office, eviction)


def test_a_person_sees_what_is_demanded_first_and_each_scheme_once(office, person, eviction):
    other = procedures.open_procedure(office, person, "social_housing_request", date(2024, 3, 4), "38").created
    procedures.note_event(office, other, "registered", date(2024, 3, 4), {"prefect_delay": 24})
    assert {"dalo"} <= keys(office, other) & keys(office, eviction)
    found = continuations.of_person(office, person)
    assert found[0].demanded
    assert [each.scheme for each in found].count("dalo") == 1


def test_urgent_proposals_are_those_of_the_people_one_follows(office, colleague, person, eviction):
    found = continuations.urgent(office)
    assert {each.key for each in found} == {"dalo", "dalo_information"}
    with office.reading() as session:
        assert found[0].person.endswith(session.get_one(Person, person).birth_name)
    assert continuations.urgent(colleague) == ()


def test_the_dossier_stays_proved(office, eviction):
    continuations.set_aside(office, eviction, "over_indebtedness", "later")
    continuations.open_proposed(office, eviction, "dalo")
    assert all(finding.sound for finding in verification.verify(office))


def test_a_recourse_without_a_number_proposes_the_housing_request(office, person, eviction):
    made = continuations.open_proposed(office, eviction, "dalo").created
    assert proposal(office, made, "number").scheme == "social_housing_request"
    with office.writing("field_set") as work:
        work.session.get_one(Person, person).housing_request_number = "0380126000123GDPUB"
    assert "number" not in keys(office, made)


def test_a_refused_domiciliation_asks_for_the_orientation_it_lacks(office, person):
    made = procedures.open_procedure(office, person, "domiciliation", date(2026, 10, 1), "38").created
    procedures.note_event(office, made, "requested", date(2026, 10, 1))
    with office.writing("field_set") as work:
        work.session.get_one(Worker, office.worker_id).role = "manager"
    procedures.note_event(office, made, "refused", date(2026, 11, 2), {"motive": "SATURATION", "reasons": "Complet."})
    found = proposal(office, made, "orientation")
    assert (found.demanded, found.urgent, found.why) == (True, True, "CASF, art.\u00a0L. 264-4")
    procedures.note_event(office, made, "oriented", date(2026, 11, 5), {"kind": "asso", "to": "Le Relais"})
    assert continuations.of_procedure(office, made) == ()
