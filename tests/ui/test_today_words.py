# SPDX-License-Identifier: AGPL-3.0-or-later
"""The line under the date of Aujourd’hui: what is counted is named once, by the first count."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.due import DueList
from app.ui.home.model import summary


def found(overdue=0, advised=0, this_week=0, later=0):
    counts = {"overdue": overdue, "advised": advised, "this_week": this_week, "within_week": 0, "within_month": later}
    return DueList(date(2026, 11, 24), (), (), (), (), (), counts, 0, None)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "Aucune échéance cette semaine, aucune d’ici un mois."),
        ({"this_week": 3}, "3 échéances cette semaine, aucune d’ici un mois."),
        ({"overdue": 1, "this_week": 1, "later": 2}, "1 échéance dépassée, 1 cette semaine, 2 d’ici un mois."),
        ({"advised": 2}, "2 échéances conseillées, aucune cette semaine, aucune d’ici un mois."),
    ],
)
def test_the_noun_is_said_once(counts, said):
    assert summary(found(**counts)) == said
