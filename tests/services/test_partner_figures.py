# SPDX-License-Identifier: AGPL-3.0-or-later
"""What partners made of what they were sent: kinds of answers apart, and no figure that says more than it can."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.exchange import spreadsheet
from app.exchange.sheet import text_of
from app.models.worker import Worker
from app.services import partner_figures, referral_register, referrals
from app.services.refusals import Refusal
from tests.services.desk import refused
from tests.services.lea import agree, draft, sent, write_lea

SENT = date(2026, 9, 14)


@pytest.fixture
def lea(office):
    written = write_lea(office)
    agree(office, written)
    return written


def decide(office, lea, answer, after):
    """Send to the commission and note its answer so many days after, without moving the procedure."""
    referral = sent(office, lea, SENT)
    referrals.record_answer(office, referral, answer, SENT + timedelta(days=after), event=None)
    return referral


def test_answers_are_counted_by_kind_and_receipts_apart(office, lea):
    decide(office, lea, "yes", 10)
    decide(office, lea, "no", 20)
    received = decide(office, lea, "received", 3)
    decide(office, lea, "missing", 4)
    sent(office, lea, SENT)
    referrals.cancel(office, sent(office, lea, SENT))
    draft(office, lea)
    found = partner_figures.of_partner(office, lea.commission)
    assert (found.sent, found.received, found.answered, found.waiting) == (5, 1, 2, 3)
    assert (found.accepted, found.refused, found.redirected) == (1, 1, 0)
    referrals.record_answer(office, received, "yes", date(2026, 10, 1), event=None)
    found = partner_figures.of_partner(office, lea.commission)
    assert (found.received, found.accepted, found.waiting) == (1, 2, 2)


def test_a_no_that_names_another_organisation_is_a_redirection(office, lea):
    with office.writing("account_changed") as work:
        work.session.get_one(Worker, office.worker_id).role = "manager"
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    referrals.send(office, referral)
    today = office.today()
    referrals.record_answer(office, referral, "received", today)
    kinds = referrals.events_for_answer(office, referral, "no")
    refusal = next(kind for kind in kinds if any(ask.id == "orientation" for ask in kind.asks))
    details = {ask.id: answered(ask, today) for ask in refusal.asks}
    referrals.record_answer(office, referral, "no", today, event=refusal.id, details=details)
    found = partner_figures.of_partner(office, lea.shelter)
    assert (found.refused, found.redirected, found.answered) == (0, 1, 1)


def answered(ask, today):
    """Something that the detail of an event may be."""
    if ask.vocabulary is not None:
        return next(iter(ask.vocabulary.choices))
    return {"bool": True, "date": today}.get(ask.type, "CCAS du Val-Fleuri, 2 rue des Oseraies")


def test_under_five_answers_there_is_no_median(office, lea):
    for days in (4, 30, 9, 12):
        decide(office, lea, "yes", days)
    found = partner_figures.of_partner(office, lea.commission)
    assert (found.median_days, found.answered) == (None, 4)
    assert "trop peu" in partner_figures.median_said(found)
    decide(office, lea, "no", 60)
    found = partner_figures.of_partner(office, lea.commission)
    assert found.median_days == 12
    assert partner_figures.median_said(found).replace("\u00a0", " ") == "12 jours, sur 5 réponses"


def test_partners_of_a_period_by_name_and_nothing_of_those_never_written_to(office, lea):
    decide(office, lea, "yes", 4)
    assert partner_figures.of_partner(office, lea.shelter) is None
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    referrals.send(office, referral)
    assert [each.name for each in partner_figures.all_partners(office)] == [
        "Association Le Relais",
        "Commission de médiation de l’Isère",
    ]
    (one,) = partner_figures.all_partners(office, until=SENT)
    assert one.organisation_id == lea.commission
    (one,) = partner_figures.all_partners(office, since=date(2026, 11, 1))
    assert one.organisation_id == lea.shelter


def test_the_table_names_nobody_and_bears_its_definitions(office, lea, tmp_path):
    decide(office, lea, "yes", 4)
    for name in ("partenaires.csv", "partenaires.xlsx"):
        assert partner_figures.write(partner_figures.all_partners(office), tmp_path / name) == "1 organisme."
        rows = [
            [text_of(cell).removesuffix(",0") for cell in row.cells] for row in spreadsheet.read(tmp_path / name).rows
        ]
        assert tuple(rows[0]) == partner_figures.HEADINGS
        assert rows[1] == ["Commission de médiation de l’Isère", "1", "0", "1", "1", "0", "0", "0", "", "1"]
        text = " ".join(cell for row in rows for cell in row)
        assert "ce n’est pas une réponse" in text
        assert "Marchetti" not in text
    with refused(Refusal.FILE_NOT_WRITTEN):
        partner_figures.write((), tmp_path / "no" / "x.csv")


def test_a_register_line_of_one_organisation_only(office, lea):
    decide(office, lea, "yes", 4)
    assert len(referral_register.all_lines(office, organisation_id=lea.commission)) == 1
    assert referral_register.all_lines(office, organisation_id=lea.shelter) == ()
