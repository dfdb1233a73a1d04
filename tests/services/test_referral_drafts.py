# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.services import address_book, referral_drafts, referral_register, referral_view, referrals, undoing
from app.services.refusals import Refusal, Refused
from tests.services.conftest import SERVICE
from tests.services.lea import agree, draft, sent, write_lea


@pytest.fixture
def lea(office):
    return write_lea(office)


def test_a_draft_says_to_whom_how_and_what_is_missing(office, lea):
    view = referral_view.view(office, draft(office, lea))
    assert view.is_draft
    assert (view.addressee.name, view.kinds) == ("Commission de médiation de l’Isère", ("commission_mediation",))
    assert (view.line.state, view.line.number, view.channel) == ("draft", "", "given_to_person")
    assert not view.readiness.agreement_needed
    assert "person.housing_request_number" in {gap.path for gap in view.readiness.missing}
    assert [kind for kind, _ in view.papers] == ["referral_form", "social_note", "documents_list", "deposit_slip"]
    assert dict(view.papers)["deposit_slip"] == "Bordereau de dépôt"


def test_the_addressee_of_a_draft_may_change(office, lea):
    referral = draft(office, lea)
    other = address_book.create_organisation(office, {"name": "Autre secrétariat", "kind": "commission_mediation"})
    referral_drafts.choose_addressee(office, referral, other.created)
    assert referral_view.view(office, referral).addressee.name == "Autre secrétariat"
    assert not referral_drafts.choose_addressee(office, referral, other.created).touched
    undoing.undo(office)
    assert referral_view.view(office, referral).addressee.id == lea.commission


def test_a_way_of_sending_that_the_list_lacks_is_refused_from_the_start(office, lea):
    with pytest.raises(Refused) as refused:
        referrals.prepare(office, lea.recourse, lea.commission, "pigeon")
    assert (refused.value.reason, refused.value.field) == (Refusal.UNKNOWN_CHOICE, "channel")
    assert referral_register.all_lines(office) == ()
    referral = referrals.prepare(office, lea.recourse, lea.commission, "given_to_person").created
    assert [line.id for line in referral_register.all_lines(office)] == [referral]


def test_an_unknown_addressee_is_refused(office, lea):
    referral = draft(office, lea)
    with pytest.raises(Refused) as refused:
        referral_drafts.choose_addressee(office, referral, uuid4())
    assert refused.value.reason is Refusal.UNKNOWN_ID


def test_the_address_book_is_filtered_by_what_the_scheme_addresses(office, lea):
    assert [line.id for line in referral_view.addressees(office, lea.recourse)] == [lea.commission]
    assert [line.id for line in referral_view.addressees(office, lea.address)] == [lea.shelter, SERVICE]
    assert referral_view.kinds_addressed(office, lea.recourse) == ("commission_mediation",)


def test_the_day_an_answer_is_wished_is_kept_and_leaves_with_the_paper(office, lea):
    referral = draft(office, lea)
    referral_drafts.expect_answer(office, referral, date(2026, 12, 15))
    assert not referral_drafts.expect_answer(office, referral, date(2026, 12, 15)).touched
    referrals.send(office, referral)
    assert referral_view.view(office, referral).line.expected_by == date(2026, 12, 15)


def test_no_answer_is_wished_for_a_day_gone_by(office, lea):
    referral = draft(office, lea)
    with pytest.raises(Refused) as refused:
        referral_drafts.expect_answer(office, referral, date(2026, 11, 23))
    assert (refused.value.reason, refused.value.field) == (Refusal.DAY_GONE_BY, "expected_by")


def test_a_draft_given_up_leaves_no_line_and_takes_no_number(office, lea):
    referral = draft(office, lea)
    assert len(referral_register.all_lines(office)) == 1
    referral_drafts.withdraw(office, referral)
    assert referral_register.all_lines(office) == ()
    with pytest.raises(Refused):
        referrals.send(office, referral)
    assert referral_view.view(office, sent(office, lea)).line.number.endswith("A0001")


def test_what_has_left_is_no_draft_any_more(office, lea):
    referral = sent(office, lea)
    for verb, argument in (
        (referral_drafts.choose_addressee, lea.commission),
        (referral_drafts.expect_answer, date(2026, 12, 15)),
    ):
        with pytest.raises(Refused) as refused:
            verb(office, referral, argument)
        assert refused.value.reason is Refusal.ALREADY_SENT
    with pytest.raises(Refused):
        referral_drafts.withdraw(office, referral)


def test_the_draft_already_begun_is_found_again(office, lea):
    assert referral_drafts.draft_of(office, lea.recourse) is None
    referral = draft(office, lea)
    assert referral_drafts.draft_of(office, lea.recourse) == referral
    referrals.send(office, referral)
    assert referral_drafts.draft_of(office, lea.recourse) is None


def test_without_agreement_nothing_of_her_leaves_for_another_service(office, lea):
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    readiness = referral_view.view(office, referral).readiness
    assert readiness.agreement_needed
    assert readiness.agreement is None
    assert "identité" in readiness.categories
    with pytest.raises(Refused) as refused:
        referrals.send(office, referral)
    assert refused.value.reason is Refusal.NO_AGREEMENT


def test_what_her_agreement_does_not_cover_is_said_before(office, lea):
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    agree(office, lea, "logement")
    readiness = referral_view.view(office, referral).readiness
    assert readiness.agreement.categories == ("logement",)
    assert "Nom de naissance" in readiness.left_out
    referrals.send(office, referral)
    assert referral_view.view(office, referral).agreed == ("logement",)


def test_data_that_stays_in_the_service_needs_no_agreement(office, lea):
    referral = referrals.prepare(office, lea.address, SERVICE).created
    assert not referral_view.view(office, referral).readiness.agreement_needed


def test_why_a_sending_was_cancelled_is_kept_beside_its_number(office, lea):
    referral = sent(office, lea)
    with pytest.raises(Refused) as refused:
        referral_drafts.say_why_cancelled(office, referral, "Mauvais destinataire")
    assert refused.value.reason is Refusal.NOT_CANCELLED
    referrals.cancel(office, referral)
    referral_drafts.say_why_cancelled(office, referral, "  Mauvais destinataire ")
    assert referral_view.view(office, referral).cancel_reason == "Mauvais destinataire"
    with pytest.raises(Refused) as refused:
        referral_drafts.say_why_cancelled(office, referral, "2 85 05 78 006 084 91")
    assert refused.value.reason is Refusal.NIR
    undoing.undo(office)
    assert referral_view.view(office, referral).cancel_reason == ""


def test_a_referral_that_is_not_there_is_refused(office):
    with pytest.raises(Refused) as refused:
        referral_view.view(office, uuid4())
    assert refused.value.reason is Refusal.UNKNOWN_ID
