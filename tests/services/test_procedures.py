# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a procedure, noting and correcting its events: what the scheme accepts, from whom, on which day."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.models.pathway import Pathway
from app.models.procedure import Procedure, ProcedureEvent
from app.models.worker import Worker
from app.services import pathways, people, procedure_view, procedures, referrals, undoing
from app.services.refusals import Refusal, Refused
from app.services.wording import sentence
from tests.services.desk import create, entries_written, get, refused, undo
from tests.services.lea import agree, write_lea

TODAY = date(2026, 11, 24)
FILED = date(2026, 8, 24)


@pytest.fixture
def lea(office):
    return write_lea(office)


def become(office, role):
    with office.writing("field_set") as work:
        work.session.get_one(Worker, office.worker_id).role = role


def stage(office, procedure):
    found = procedure_view.view(office, procedure).stage
    return found.id, found.since


def event_ids(office, procedure):
    return {each.name: each.id for each in procedure_view.view(office, procedure).events}


def test_a_first_procedure_opens_the_pathway_and_undo_takes_both_back(office):
    lea = create(office)
    opened = procedures.open_procedure(office, lea, "dalo", FILED, "38")
    assert {"procedure", "pathway"} <= opened.nouns()
    procedure = get(office, Procedure, opened.created)
    assert (procedure.edition, procedure.department, procedure.worker_id) == (
        date(2023, 10, 1),
        "38",
        office.worker_id,
    )
    pathway = get(office, Pathway, procedure.pathway_id)
    assert (pathway.lead_id, pathway.opened_on) == (office.worker_id, FILED)
    assert stage(office, opened.created) == ("draft", FILED)
    undo(office)
    assert procedure_view.of_person(office, lea) == ()
    assert people.line(office, lea).lead_id is None


def test_a_second_procedure_is_in_the_pathway_that_is_open(office, lea):
    assert get(office, Procedure, lea.recourse).pathway_id == get(office, Procedure, lea.address).pathway_id


def test_the_edition_is_the_one_in_force_that_day(office):
    lea = create(office)
    old = procedures.open_procedure(office, lea, "domiciliation", date(2016, 5, 21)).created
    new = procedures.open_procedure(office, lea, "domiciliation", date(2016, 5, 22)).created
    assert [get(office, Procedure, one).edition for one in (old, new)] == [date(2008, 1, 1), date(2016, 5, 22)]


def test_the_department_is_that_of_the_service_unless_another_is_said(office):
    lea = create(office)
    here = procedures.open_procedure(office, lea, "dalo").created
    there = procedures.open_procedure(office, lea, "dalo", department=" 2a ").created
    first = procedures.open_procedure(office, lea, "dalo", department="1").created
    assert [get(office, Procedure, one).department for one in (here, there, first)] == ["38", "2A", "01"]


def test_what_cannot_be_opened_is_refused_and_nothing_is_written(office):
    lea, gone = create(office), create(office, first_names="Inès")
    people.withdraw(office, gone)
    before = entries_written(office)
    with refused(Refusal.UNKNOWN_SCHEME, "scheme"):
        procedures.open_procedure(office, lea, "dallo")
    with refused(Refusal.DAY_TO_COME, "opened_on"):
        procedures.open_procedure(office, lea, "dalo", date(2026, 11, 25))
    with refused(Refusal.MISREAD, "opened_on"):
        procedures.open_procedure(office, lea, "dalo", date(2007, 12, 31))
    with refused(Refusal.UNKNOWN_DEPARTMENT, "department"):
        procedures.open_procedure(office, lea, "dalo", department="99")
    with refused(Refusal.SCHEME_NOT_THERE, "department"):
        procedures.open_procedure(office, lea, "dalo", department="976")
    for person in (uuid4(), gone):
        with refused(Refusal.UNKNOWN_ID):
            procedures.open_procedure(office, person, "dalo")
    assert entries_written(office) == before


def test_an_event_moves_stage_and_deadlines_at_once_and_undo_too(either_office):
    office = either_office
    lea = write_lea(office)
    procedures.note_event(office, lea.recourse, "filed", FILED, {"channel": "registered"})
    changes = procedures.note_event(office, lea.recourse, "acknowledged", date(2026, 8, 31))
    assert changes.persons == {lea.person}
    assert stage(office, lea.recourse) == ("acknowledged", date(2026, 8, 31))
    dues = {each.key: each.due for each in procedure_view.view(office, lea.recourse).deadlines}
    assert dues["DALO_DEC"] == date(2026, 11, 30)
    undo(office)
    assert stage(office, lea.recourse) == ("filed", FILED)
    assert "DALO_DEC" not in {each.key for each in procedure_view.view(office, lea.recourse).deadlines}


def test_events_of_one_day_keep_the_order_in_which_they_were_noted(office, lea):
    day = date(2026, 9, 1)
    procedures.note_event(office, lea.recourse, "filed", day)
    procedures.note_event(office, lea.recourse, "acknowledged", day)
    procedures.withdraw_event(office, event_ids(office, lea.recourse)["filed"])
    procedures.note_event(office, lea.recourse, "incomplete", day)
    procedures.note_event(office, lea.recourse, "completed", day)
    with office.reading() as session:
        ranks = [session.get_one(ProcedureEvent, one).rank for one in event_ids(office, lea.recourse).values()]
    assert len(set(ranks)) == 3
    assert [each.name for each in procedure_view.view(office, lea.recourse).events] == [
        "acknowledged",
        "incomplete",
        "completed",
    ]


def test_what_the_scheme_does_not_accept_is_said_in_its_own_words(office, lea):
    before = entries_written(office)
    with pytest.raises(Refused) as caught:
        procedures.note_event(office, lea.recourse, "completed", TODAY)
    assert "ne peut pas être noté au 24/11/2026" in sentence(caught.value)
    with pytest.raises(Refused) as caught:
        procedures.note_event(office, lea.recourse, "filed", date(2026, 11, 25))
    assert "n’est pas encore passé" in sentence(caught.value)
    with pytest.raises(Refused) as caught:
        procedures.note_event(office, lea.recourse, "fled", TODAY)
    assert "ne connaît pas l’événement" in sentence(caught.value)
    with refused(Refusal.BEFORE_OPENING, "on"):
        procedures.note_event(office, lea.recourse, "filed", date(2026, 8, 23))
    with refused(Refusal.NIR, "number"):
        procedures.note_event(office, lea.recourse, "acknowledged", TODAY, {"number": "2 85 05 78 006 084 91"})
    with refused(Refusal.UNKNOWN_ID, "procedure"):
        procedures.note_event(office, uuid4(), "filed", TODAY)
    assert entries_written(office) == before


def test_a_decision_is_a_manager_s_to_record(office, colleague, lea):
    procedures.note_event(office, lea.address, "requested", date(2026, 11, 3))
    details = {"valid_from": date(2026, 11, 10)}
    with pytest.raises(Refused) as caught:
        procedures.note_event(office, lea.address, "granted", date(2026, 11, 10), details)
    assert "ne peut être noté que par un responsable ou un administrateur" in sentence(caught.value)
    assert "granted" not in {kind.id for kind in procedure_view.view(office, lea.address).offered}
    become(colleague, "manager")
    assert "granted" in {kind.id for kind in procedure_view.view(colleague, lea.address).offered}
    granted = procedures.note_event(colleague, lea.address, "granted", date(2026, 11, 10), details).created
    for attempt in (
        lambda: procedures.correct_event(office, granted, date(2026, 11, 11), details),
        lambda: procedures.withdraw_event(office, granted),
    ):
        with pytest.raises(Refused) as caught:
            attempt()
        assert "que par un responsable" in sentence(caught.value)
    procedures.withdraw_event(colleague, granted)
    assert stage(office, lea.address)[0] == "requested"


def test_what_another_organisation_decided_may_be_corrected_by_who_noted_it(office, lea):
    agree(office, lea)
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    referrals.send(office, referral, sent_on=TODAY)
    referrals.record_answer(office, referral, "received", TODAY)
    details = {"valid_from": TODAY}
    referrals.record_answer(office, referral, "yes", TODAY, details=details)
    granted = event_ids(office, lea.address)["granted"]
    procedures.correct_event(office, granted, TODAY, {"valid_from": date(2026, 11, 25)})
    assert {each.key: each.due for each in procedure_view.view(office, lea.address).deadlines}["DOM_VALID"] == date(
        2027, 11, 24
    )


def test_a_correction_is_reckoned_again_and_can_be_undone(office, lea):
    procedures.note_event(office, lea.recourse, "filed", date(2026, 8, 25))
    noted = procedures.note_event(office, lea.recourse, "acknowledged", date(2026, 8, 31)).created
    procedures.correct_event(office, noted, date(2026, 9, 7), {"number": "038 2026 0731"})
    view = procedure_view.view(office, lea.recourse)
    assert view.stage.since == date(2026, 9, 7)
    assert {each.key: each.due for each in view.deadlines}["DALO_DEC"] == date(2026, 12, 7)
    undoing.undo(office)
    assert stage(office, lea.recourse) == ("acknowledged", date(2026, 8, 31))


def test_a_correction_obeys_the_scheme_and_leaves_the_others_possible(office, lea):
    procedures.note_event(office, lea.recourse, "filed", date(2026, 8, 25))
    noted = procedures.note_event(office, lea.recourse, "acknowledged", date(2026, 8, 31)).created
    asked = procedures.note_event(office, lea.recourse, "incomplete", date(2026, 9, 10)).created
    procedures.note_event(office, lea.recourse, "completed", date(2026, 9, 20))
    before = entries_written(office)
    with refused(Refusal.BEFORE_OPENING, "on"):
        procedures.correct_event(office, noted, date(2026, 8, 23), {})
    with refused(Refusal.DATE_OUT_OF_ORDER, "on"):
        procedures.correct_event(office, asked, date(2026, 9, 21), {})
    for day, details in ((date(2026, 11, 25), {}), (date(2026, 9, 1), {"colour": "blue"})):
        with refused(Refusal.MISREAD):
            procedures.correct_event(office, noted, day, details)
    with refused(Refusal.NIR, "number"):
        procedures.correct_event(office, noted, date(2026, 9, 1), {"number": "2 85 05 78 006 084 91"})
    for verb in (procedures.correct_event, procedures.withdraw_event):
        with refused(Refusal.UNKNOWN_ID):
            verb(office, uuid4(), *((TODAY, {}) if verb is procedures.correct_event else ()))
    assert entries_written(office) == before


def test_an_event_withdrawn_is_reckoned_away_and_comes_back(office, lea):
    procedures.note_event(office, lea.recourse, "filed", FILED)
    noted = procedures.note_event(office, lea.recourse, "acknowledged", date(2026, 8, 31)).created
    procedures.withdraw_event(office, noted)
    assert stage(office, lea.recourse) == ("filed", FILED)
    with refused(Refusal.UNKNOWN_ID):
        procedures.withdraw_event(office, noted)
    undo(office)
    assert stage(office, lea.recourse)[0] == "acknowledged"


def test_a_pathway_has_a_lead_she_agreed_to_and_ends(office, colleague):
    lea = create(office)
    opened = pathways.open_pathway(office, lea, agreed_on=TODAY)
    assert pathways.open_pathway(office, lea).created is None
    assert people.line(office, lea).lead_id == office.worker_id
    pathways.change_lead(office, opened.created, colleague.worker_id, TODAY)
    assert people.line(office, lea).lead_id == colleague.worker_id
    assert not pathways.change_lead(office, opened.created, colleague.worker_id, TODAY).touched
    pathways.close_pathway(office, opened.created, TODAY, "Relogée")
    assert people.line(office, lea).lead_id is None
    undo(office)
    assert people.line(office, lea).lead_id == colleague.worker_id


def test_a_pathway_that_cannot_be_is_refused(office):
    lea = create(office)
    with refused(Refusal.UNKNOWN_ID, "lead"):
        pathways.open_pathway(office, lea, lead_id=uuid4())
    with refused(Refusal.DAY_TO_COME, "opened_on"):
        pathways.open_pathway(office, lea, opened_on=date(2026, 11, 25))
    with refused(Refusal.DAY_TO_COME, "agreed_on"):
        pathways.open_pathway(office, lea, agreed_on=date(2026, 11, 25))
    with refused(Refusal.UNKNOWN_ID):
        pathways.open_pathway(office, uuid4())
    opened = pathways.open_pathway(office, lea, opened_on=date(2026, 11, 2)).created
    assert opened is not None
    with refused(Refusal.UNKNOWN_ID, "lead"):
        pathways.change_lead(office, opened, uuid4())
    with refused(Refusal.UNKNOWN_ID):
        pathways.change_lead(office, uuid4(), office.worker_id)
    with refused(Refusal.UNKNOWN_ID):
        pathways.close_pathway(office, uuid4(), TODAY)
    with refused(Refusal.NIR, "close_reason"):
        pathways.close_pathway(office, opened, TODAY, "2 85 05 78 006 084 91")
    for day in (date(2026, 11, 1), date(2026, 11, 25)):
        with refused(Refusal.DATE_OUT_OF_ORDER, "on"):
            pathways.close_pathway(office, opened, day)
