# SPDX-License-Identifier: AGPL-3.0-or-later
"""Aujourd’hui says which reminder is to be made, and when letters are over."""

from __future__ import annotations

from datetime import date

from app.services import referral_register, reminders
from app.ui.home.aside import Aside
from tests.ui.referrals.reading import to_shelter


def said(aside):
    aside.refresh()
    return [row.second.replace("\u00a0", " ").split("\n")[1:] for row in aside.answers.list.rows.rows]


def test_each_reminder_is_proposed_at_its_date(office, lea, desk, clock, shown):
    referral = to_shelter(office, lea, date(2026, 11, 3), date(2026, 11, 24))
    aside = shown(Aside(desk), 300, 600)
    assert len(referral_register.awaited(office)) == 1
    assert said(aside) == [[]]
    for days, proposed in ((1, "première relance à faire"), (15, "seconde relance à faire")):
        clock.pass_by(days=days)
        assert said(aside) == [[proposed]]
        reminders.note(office, [referral])
        assert said(aside) == [[]]
    clock.pass_by(days=15)
    assert said(aside) == [["à reprendre autrement"]]
