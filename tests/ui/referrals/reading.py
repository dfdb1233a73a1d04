# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests of these pages write beforehand and read on the screen."""

from __future__ import annotations

from datetime import date

from app.services import consents, referrals
from app.ui.referrals import model
from app.ui.referrals.answering import AnswerDialog
from tests.services.lea import made

DAY = date(2026, 11, 24)


def to_shelter(office, lea, on=None, wished=None):
    """Send a request to Le Relais, which answers slips."""
    if not any(view.in_force for view in consents.of_person(office, lea.person)):
        consents.record(office, lea.person, lea.shelter, ["identité"], given_on=date(2026, 9, 1))
    referral = made(referrals.prepare(office, lea.address, lea.shelter).created)
    referrals.send(office, referral, sent_on=on, expected_by=wished)
    return referral


def numbers(page):
    return [model.short_number(row.line.number) for row in page.table.rows.rows]


def asked(page):
    """The dialog of the four answers."""
    (dialog,) = [one for one in page.findChildren(AnswerDialog) if one.isVisible()]
    return dialog


def reads(page, label):
    return next(option for option in page.filters.chips.options.values() if option.text() == label).number
