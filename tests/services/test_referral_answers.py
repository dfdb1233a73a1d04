# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from datetime import date

import pytest

from app.models.worker import Worker
from app.services import (
    procedure_view,
    procedures,
    referral_answers,
    referral_register,
    referral_view,
    referrals,
    undoing,
)
from app.services.refusals import Refusal, Refused
from tests.services.conftest import SERVICE
from tests.services.lea import agree, draft, sent, write_lea

FILED = date(2026, 9, 14)
RECEIVED = date(2026, 9, 21)


@pytest.fixture
def lea(office):
    return write_lea(office)


@pytest.fixture
def referral(office, lea):
    return sent(office, lea, FILED)


def stage(office, lea):
    return procedure_view.view(office, lea.recourse).stage


def meant(office, referral, answer, on=None):
    return [kind.id for kind in referrals.events_for_answer(office, referral, answer, on)]


def test_sending_notes_that_she_filed(office, lea, referral):
    assert (stage(office, lea).id, stage(office, lea).since) == ("filed", FILED)


def answers(office, referral):
    return [answer.answer for answer in referral_view.view(office, referral).answers]


def state(office, referral):
    (line,) = referral_register.all_lines(office, referral_id=referral)
    return line.state


def test_cancelling_withdraws_the_filing_it_noted_and_no_other(either_office):
    office, lea = either_office, write_lea(either_office)
    first, second = sent(office, lea, FILED), sent(office, lea, FILED)
    referrals.cancel(office, second)
    assert stage(office, lea).id == "filed"
    assert (state(office, first), state(office, second)) == ("waiting", "cancelled")
    referrals.cancel(office, first)
    assert stage(office, lea).id == "draft"
    undoing.undo(office)
    assert (stage(office, lea).id, state(office, first)) == ("filed", "waiting")
    referrals.cancel(office, first)
    assert stage(office, lea).id == "draft"


def filings(office, lea):
    view = procedure_view.view(office, lea.recourse)
    return [(event.on, event.details.get("channel")) for event in view.events if event.name == "filed"]


def test_of_two_sendings_of_one_day_the_one_that_stands_keeps_the_filing(either_office):
    office, lea = either_office, write_lea(either_office)
    first, second = sent(office, lea, FILED), sent(office, lea, FILED)
    (noted,) = filings(office, lea)
    referrals.cancel(office, first)
    assert (stage(office, lea).id, filings(office, lea)) == ("filed", [noted])
    assert (state(office, first), state(office, second)) == ("cancelled", "waiting")
    referrals.cancel(office, second)
    assert (stage(office, lea).id, filings(office, lea)) == ("draft", [])
    undoing.undo(office)
    assert (stage(office, lea).id, filings(office, lea)) == ("filed", [noted])


def test_the_filing_takes_the_day_and_the_channel_of_the_sending_that_stands(office, lea):
    first = sent(office, lea, FILED)
    second = draft(office, lea)
    referrals.send(office, second, sent_on=date(2026, 9, 16), channel="registered")
    assert filings(office, lea) == [(FILED, "given_to_person")]
    cancelled = referrals.cancel(office, first)
    assert filings(office, lea) == [(date(2026, 9, 16), "registered")]
    assert "procedure_event" in cancelled.nouns()
    undoing.undo(office)
    assert filings(office, lea) == [(FILED, "given_to_person")]


def test_once_the_first_is_cancelled_the_third_leaves_the_filing_to_the_second(office, lea):
    first, second, third = (sent(office, lea, FILED) for _ in range(3))
    for gone in (first, third):
        referrals.cancel(office, gone)
        assert stage(office, lea).id == "filed"
    referrals.cancel(office, second)
    assert stage(office, lea).id == "draft"


def test_cancelling_leaves_the_filing_that_was_noted_by_hand(office, lea):
    procedures.note_event(office, lea.recourse, "filed", FILED)
    referral = sent(office, lea, FILED)
    referrals.cancel(office, referral)
    assert (stage(office, lea).id, state(office, referral)) == ("filed", "cancelled")


@pytest.mark.parametrize("came", [("received", "missing"), ("missing", "received"), ("yes", "no"), ("no", "yes")])
@pytest.mark.parametrize("again", range(3))
def test_answers_of_one_day_stay_as_they_were_written(office, referral, came, again):
    for answer in came:
        referrals.record_answer(office, referral, answer, RECEIVED, event=None)
    assert answers(office, referral) == list(came)
    assert state(office, referral) == came[-1]
    referrals.record_answer(office, referral, "received", date(2026, 9, 18), event=None)
    assert answers(office, referral) == ["received", *came]
    assert state(office, referral) == came[-1]


def test_an_answer_is_one_gesture_and_undo_gives_back_event_answer_and_deadlines(either_office):
    office, lea = either_office, write_lea(either_office)
    referral = sent(office, lea, FILED)
    before = procedure_view.view(office, lea.recourse).deadlines
    written = referrals.record_answer(office, referral, "received", RECEIVED)
    assert procedure_view.view(office, lea.recourse).deadlines != before
    assert (stage(office, lea).id, state(office, referral)) == ("acknowledged", "received")
    assert undoing.last_undoable(office).id == written.gesture
    undoing.undo(office)
    assert procedure_view.view(office, lea.recourse).deadlines == before
    assert (stage(office, lea).id, state(office, referral)) == ("filed", "waiting")
    undoing.redo(office)
    assert (stage(office, lea).id, state(office, referral)) == ("acknowledged", "received")


def test_what_an_unknown_referral_may_be_answered_is_refused(office, lea):
    with pytest.raises(Refused) as refused:
        meant(office, lea.person, "received")
    assert refused.value.reason is Refusal.NOT_SENT


def test_a_receipt_moves_the_procedure_and_starts_its_delay_in_one_gesture(office, lea, referral):
    changes = referrals.record_answer(office, referral, "received", RECEIVED, details={"number": "045 2026 0731"})
    assert {"referral_answer", "procedure_event"} <= changes.nouns()
    assert (stage(office, lea).id, stage(office, lea).since) == ("acknowledged", RECEIVED)
    due = {each.due for each in procedure_view.view(office, lea.recourse).deadlines if each.awaits == "them"}
    assert date(2026, 12, 21) in due
    undoing.undo(office)
    assert stage(office, lea).id == "filed"
    assert referral_view.view(office, referral).answers == ()


def test_a_receipt_is_not_an_answer(office, referral):
    referrals.record_answer(office, referral, "received", RECEIVED)
    (line,) = referral_register.all_lines(office)
    assert (line.state, line.answered_on, line.pending) == ("received", None, True)
    assert line.legal_due == date(2026, 12, 21)


def test_a_yes_that_may_mean_two_decisions_asks_which(office, lea, referral):
    referrals.record_answer(office, referral, "received", RECEIVED)
    assert meant(office, referral, "yes") == ["recognised_housing", "recognised_hosting"]
    with pytest.raises(Refused) as refused:
        referrals.record_answer(office, referral, "yes", date(2026, 11, 20))
    assert refused.value.reason is Refusal.WHICH_EVENT
    assert stage(office, lea).id == "acknowledged"
    referrals.record_answer(office, referral, "yes", date(2026, 11, 20), event="recognised_housing")
    (line,) = referral_register.all_lines(office)
    assert (line.state, line.answered_on, line.legal_due) == ("yes", date(2026, 11, 20), None)
    assert stage(office, lea).id == "recognised_housing"


def test_what_an_answer_may_mean_follows_the_day_it_bears(office, lea, referral):
    assert meant(office, referral, "received") == ["acknowledged"]
    referrals.record_answer(office, referral, "received", RECEIVED)
    assert meant(office, referral, "received") == []
    assert meant(office, referral, "received", date(2026, 9, 18)) == ["acknowledged"]


def test_an_answer_may_be_noted_without_moving_the_procedure(office, lea, referral):
    procedures.note_event(office, lea.recourse, "acknowledged", RECEIVED)
    with pytest.raises(Refused):
        referrals.record_answer(office, referral, "received", date(2026, 9, 25))
    referrals.record_answer(office, referral, "received", date(2026, 9, 25), event=None)
    (answer,) = referral_view.view(office, referral).answers
    assert (answer.answer, answer.on, answer.event) == ("received", date(2026, 9, 25), "")
    assert stage(office, lea).since == RECEIVED


def test_an_answer_says_what_it_meant_and_why(office, referral):
    referrals.record_answer(office, referral, "received", RECEIVED)
    motive = next(iter(office.catalogue.schemes["dalo"].current.motives.choices))
    referrals.record_answer(office, referral, "no", date(2026, 11, 20), event="rejected", details={"motive": motive})
    answers = referral_view.view(office, referral).answers
    assert [answer.event for answer in answers] == ["Accusé de réception reçu", "Décision\u00a0: recours rejeté"]
    assert answers[1].motive == office.catalogue.schemes["dalo"].current.motives.label_of(motive)


@pytest.mark.parametrize(
    ("on", "reason"), [(date(2026, 9, 13), Refusal.BEFORE_SENDING), (date(2026, 11, 25), Refusal.DAY_TO_COME)]
)
def test_an_answer_comes_after_the_sending_and_not_tomorrow(office, referral, on, reason):
    with pytest.raises(Refused) as refused:
        referrals.record_answer(office, referral, "received", on)
    assert refused.value.reason is reason


def test_no_social_security_number_is_kept_in_the_note_of_an_answer(office, referral):
    with pytest.raises(Refused) as refused:
        referrals.record_answer(office, referral, "received", RECEIVED, note="dossier 2 85 05 78 006 084 91")
    assert (refused.value.reason, refused.value.field) == (Refusal.NIR, "note")
    assert referral_view.view(office, referral).answers == ()


def test_a_draft_and_a_cancelled_sending_have_no_answer(office, lea):
    referral = draft(office, lea)
    with pytest.raises(Refused) as refused:
        referrals.record_answer(office, referral, "yes", date(2026, 11, 24))
    assert refused.value.reason is Refusal.NOT_SENT
    referrals.send(office, referral)
    referrals.cancel(office, referral)
    with pytest.raises(Refused) as refused:
        referrals.record_answer(office, referral, "yes", date(2026, 11, 24))
    assert refused.value.reason is Refusal.NOT_SENT


def test_another_body_decides_by_its_own_people_and_ours_by_our_own_rules(office, lea):
    agree(office, lea)
    other = referrals.prepare(office, lea.address, lea.shelter).created
    ours = referrals.prepare(office, lea.address, SERVICE).created
    for referral in (other, ours):
        referrals.send(office, referral)
    referrals.record_answer(office, other, "received", date(2026, 11, 24))
    assert meant(office, ours, "yes") == []
    assert meant(office, other, "yes") == ["granted"]
    details = {"valid_from": date(2026, 11, 24)}
    with pytest.raises(Refused):
        referrals.record_answer(office, ours, "yes", date(2026, 11, 24), event="granted", details=details)
    referrals.record_answer(office, other, "yes", date(2026, 11, 24), event="granted", details=details)
    assert procedure_view.view(office, lea.address).stage.id == "granted"


def test_a_manager_of_our_service_decides_in_our_name(office, lea):
    with office.writing("account_changed") as work:
        work.session.get_one(Worker, office.worker_id).role = "manager"
    ours, today = referrals.prepare(office, lea.address, SERVICE).created, date(2026, 11, 24)
    referrals.send(office, ours)
    referrals.record_answer(office, ours, "received", today)
    assert meant(office, ours, "yes") == ["granted"]
    referrals.record_answer(office, ours, "yes", today, details={"valid_from": today})
    assert procedure_view.view(office, lea.address).stage.id == "granted"


def test_the_latest_answer_is_taken_away_with_its_event(either_office):
    office, lea = either_office, write_lea(either_office)
    referral = sent(office, lea, FILED)
    referrals.record_answer(office, referral, "received", RECEIVED)
    referrals.record_answer(office, referral, "no", date(2026, 11, 20), event="rejected")
    receipt, refusal = referral_view.view(office, referral).answers
    assert stage(office, lea).id == "rejected"
    with pytest.raises(Refused) as refused:
        referral_answers.withdraw(office, receipt.id)
    assert refused.value.reason is Refusal.ANSWERED_SINCE
    referral_answers.withdraw(office, refusal.id)
    assert (stage(office, lea).id, state(office, referral)) == ("acknowledged", "received")
    undoing.undo(office)
    assert (stage(office, lea).id, state(office, referral)) == ("rejected", "no")
    referral_answers.withdraw(office, refusal.id)
    referral_answers.withdraw(office, receipt.id)
    assert (stage(office, lea).id, answers(office, referral)) == ("filed", [])
    with pytest.raises(Refused) as refused:
        referral_answers.withdraw(office, receipt.id)
    assert refused.value.reason is Refusal.UNKNOWN_ID


def test_an_answer_whose_event_was_already_withdrawn_goes_too(office, lea, referral):
    referrals.record_answer(office, referral, "received", RECEIVED)
    (noted,) = [event for event in procedure_view.view(office, lea.recourse).events if event.name == "acknowledged"]
    procedures.withdraw_event(office, noted.id)
    (answer,) = referral_view.view(office, referral).answers
    referral_answers.withdraw(office, answer.id)
    assert (stage(office, lea).id, answers(office, referral)) == ("filed", [])


def test_a_decision_of_our_own_service_is_not_taken_away_by_who_may_not_take_it(office, lea):
    def become(role):
        with office.writing("account_changed") as work:
            work.session.get_one(Worker, office.worker_id).role = role

    become("manager")
    ours, today = referrals.prepare(office, lea.address, SERVICE).created, date(2026, 11, 24)
    referrals.send(office, ours)
    referrals.record_answer(office, ours, "received", today)
    referrals.record_answer(office, ours, "yes", today, details={"valid_from": today})
    granted = referral_view.view(office, ours).answers[-1]
    become("worker")
    with pytest.raises(Refused):
        referral_answers.withdraw(office, granted.id)
    assert procedure_view.view(office, lea.address).stage.id == "granted"
    become("manager")
    referral_answers.withdraw(office, granted.id)
    assert procedure_view.view(office, lea.address).stage.id == "requested"
