# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of a selection in one PDF: in the order asked, counted, stopped, and never a paper that is not there."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.exchange.sheet import GivenUp
from app.services import batch_papers, papers, referrals
from app.services.refusals import Refusal
from tests.documents.reading import pages_text, whole_text
from tests.services.desk import entries_written, refused
from tests.services.lea import agree, draft, sent, write_lea


@pytest.fixture
def lea(office):
    return write_lea(office)


def to_shelter(office, lea):
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    referrals.send(office, referral, sent_on=date(2026, 11, 24))
    return referral


def numbered(pdf):
    """The number each page bears at its top, once for pages that follow."""
    found = [word for page in pages_text(pdf) for word in page.split() if word.startswith("FO-38-")]
    return list(dict.fromkeys(word.strip(",.;·")[-5:] for word in found))


def test_the_main_papers_come_in_the_order_asked_each_with_its_own_pages(office, lea):
    first, second = sent(office, lea), sent(office, lea)
    made = batch_papers.batch(office, [second, first])
    assert made.printed == (second, first)
    assert numbered(made.pdf) == ["A0002", "A0001"]
    alone = [papers.preview(office, each).pdf for each in (second, first)]
    assert pages_text(made.pdf) == [page for pdf in alone for page in pages_text(pdf)]


def test_all_the_papers_of_each_stay_together(office, lea):
    first, second = sent(office, lea), sent(office, lea)
    made = batch_papers.batch(office, [first, second], "all")
    together = [page for each in (first, second) for page in pages_text(papers.together(office, each))]
    assert pages_text(made.pdf) == together
    assert len(together) > len(pages_text(batch_papers.batch(office, [first, second]).pdf))


def test_reply_slips_are_those_of_the_schemes_that_have_one(office, lea):
    agree(office, lea)
    recourse, address = sent(office, lea), to_shelter(office, lea)
    made = batch_papers.batch(office, [recourse, address], "reply_slip")
    assert (made.printed, made.without) == ((address,), ("FO-38-2026-A0001",))
    assert "Coupon-réponse" in whole_text(made.pdf)
    assert numbered(made.pdf) == ["A0002"]
    with refused(Refusal.NO_SUCH_PAPER, "kind"):
        batch_papers.batch(office, [recourse], "reply_slip")


def test_a_draft_prints_as_it_would_leave_and_nothing_is_written(office, lea):
    referral = draft(office, lea)
    before = entries_written(office)
    assert "Projet, sans numéro" in whole_text(batch_papers.batch(office, [referral]).pdf)
    assert entries_written(office) == before


def test_each_is_printed_once_and_one_unknown_refuses_all(office, lea):
    referral = sent(office, lea)
    assert batch_papers.batch(office, [referral, referral]).printed == (referral,)
    with refused(Refusal.UNKNOWN_ID):
        batch_papers.batch(office, [referral, uuid4()])


def test_progress_counts_them_and_stopping_gives_nothing(office, lea):
    both, told = [sent(office, lea), sent(office, lea)], []
    batch_papers.batch(office, both, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    told.clear()
    with pytest.raises(GivenUp):
        batch_papers.batch(office, both, progress=lambda *at: told.append(at), stopped=lambda: len(told) == 1)
    assert told == [(1, 2)]
