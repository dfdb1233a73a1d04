# SPDX-License-Identifier: AGPL-3.0-or-later
"""What leaves is frozen: the same papers come back, whatever the dossier becomes."""

from __future__ import annotations

import hashlib
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from app.models.referral import Referral
from app.services import papers, procedures, referral_drafts, referrals, reminders, sheet
from app.services.refusals import Refusal, Refused
from tests.services.lea import agree, draft, sent, write_lea


@pytest.fixture
def lea(office):
    return write_lea(office)


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_every_paper_of_the_scheme_is_there_and_they_print_together(office, lea):
    referral = draft(office, lea)
    kinds = [each.kind for each in papers.all_of(office, referral)]
    assert kinds == ["referral_form", "social_note", "documents_list", "deposit_slip"]
    whole = PdfReader(BytesIO(papers.together(office, referral)))
    apart = sum(len(PdfReader(BytesIO(each.pdf)).pages) for each in papers.all_of(office, referral))
    assert len(whole.pages) == apart
    assert "Bordereau de dépôt" in whole.pages[-1].extract_text()


def test_all_the_papers_of_a_sending_stay_as_they_left(office, lea):
    referral = sent(office, lea)
    before = {each.kind: each.pdf for each in papers.all_of(office, referral)}
    sheet.set_field(office, "person", lea.person, "birth_name", "Martin")
    document = office.catalogue.schemes["dalo"].current.documents[0].id
    procedures.set_document(office, lea.recourse, document, status="received")
    assert {each.kind: each.pdf for each in papers.all_of(office, referral)} == before
    other = draft(office, lea)
    assert "Martin" in text_of(papers.preview(office, other).pdf)
    with office.reading() as session:
        row = session.get_one(Referral, referral)
        assert row.pdf_digest == hashlib.sha256(before["referral_form"]).hexdigest()


def test_a_cancelled_sending_says_so_on_every_paper(office, lea):
    referral = sent(office, lea)
    assert "annulée" not in text_of(papers.together(office, referral))
    referrals.cancel(office, referral)
    for each in papers.all_of(office, referral):
        assert "annulée" in text_of(each.pdf), each.kind


def test_a_scheme_with_a_request_prints_it_rather_than_its_entry_form(office, lea):
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    agree(office, lea, "identité", "ménage", "logement")
    main = papers.preview(office, referral)
    assert (main.kind, main.title) == ("request", "Demande d’élection de domicile")
    assert "Marchetti" in text_of(main.pdf)
    assert papers.draft(office, lea.address).kind == "request"
    assert papers.draft(office, lea.recourse).kind == "referral_form"


def test_the_reply_slip_names_her_by_initials_and_says_by_when(office, lea):
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    agree(office, lea)
    referral_drafts.expect_answer(office, referral, date(2026, 12, 15))
    slip = text_of(papers.preview(office, referral, "reply_slip").pdf)
    assert "L. M., née en 2002" in slip
    assert "15 décembre 2026" in slip
    assert "Marchetti" not in slip


def test_a_paper_that_does_not_exist_is_refused(office, lea):
    with pytest.raises(Refused) as refused:
        papers.preview(office, draft(office, lea), "poem")
    assert refused.value.reason is Refusal.UNKNOWN_CHOICE


def test_reminders_name_her_by_initials_one_letter_each(office, lea):
    agree(office, lea)
    both: list[UUID] = []
    for _ in range(2):
        both.append(referrals.prepare(office, lea.address, lea.shelter).created)
        referrals.send(office, both[-1])
    letters = PdfReader(BytesIO(reminders.letters(office, both)))
    assert len(letters.pages) == 2
    first = letters.pages[0].extract_text()
    assert "A0001" in first
    assert "A0002" in letters.pages[1].extract_text()
    assert "L. M., née en 2002" in first
    assert "Marchetti" not in first
    assert "Le Relais" in first


def test_nobody_writes_in_her_place_for_what_she_filed_herself(office, lea):
    with pytest.raises(Refused) as refused:
        reminders.letters(office, [sent(office, lea)])
    assert refused.value.reason is Refusal.FILED_BY_PERSON


def test_reminders_are_noted_in_one_gesture(office, lea):
    referral = sent(office, lea)
    changes = reminders.note(office, [referral])
    assert changes.ids("referral") == {referral}
    with office.reading() as session:
        assert session.get_one(Referral, referral).reminded_on == date(2026, 11, 24)
    for ids, on, reason in (
        ([draft(office, lea)], None, Refusal.NOT_SENT),
        ([referral], date(2026, 11, 25), Refusal.DAY_TO_COME),
    ):
        with pytest.raises(Refused) as refused:
            reminders.note(office, ids, on)
        assert refused.value.reason is reason
