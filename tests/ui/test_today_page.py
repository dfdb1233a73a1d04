# SPDX-License-Identifier: AGPL-3.0-or-later
"""Aujourd’hui in words: headings, counts, and the line that stands for what was not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt

from app.services.due import DueLine, DueList
from app.ui.home import model
from app.ui.widgets.deadlines import DeadlineList
from app.ui.widgets.rows import Group

DAY = date(2026, 11, 24)


def line(rank: int) -> DueLine:
    return DueLine(
        id=uuid4(),
        key="reply",
        person_id=uuid4(),
        procedure_id=uuid4(),
        person=f"Personne {rank}",
        procedure="DALO",
        label="Réponse attendue",
        due=date(2026, 10, 8),
        why="CCH, art. R. 441-15",
        verified=True,
        consequence="",
        state="overdue",
        kind="legal",
        awaits="us",
        act=None,
        act_label=None,
    )


@pytest.fixture
def found() -> DueList:
    counts = {"overdue": 1240, "advised": 0, "this_week": 0, "within_week": 0, "within_month": 1}
    late, later = line(0), replace(line(1), due=date(2026, 12, 20), state="upcoming")
    return DueList(DAY, (late,), (), (), (), (later,), counts, 46, None)


def test_the_last_line_of_a_long_group_stands_for_the_rest(found):
    groups = dict(model.groups(found))
    rest = groups["Dépassées"][-1]
    assert (rest.what, rest.act) == ("1\u202f239 autres échéances", "Afficher la suite")
    assert [one.who for one in groups["D’ici un mois"]] == ["Personne 1"]
    assert model.summary(found).startswith("1\u202f240 échéances dépassées")


def test_headings_count_what_was_not_read_too(found, shown, press, heard):
    deadlines = shown(DeadlineList())
    deadlines.show_groups(model.groups(found), model.counts(found))
    headings = [(row.title, row.count) for row in deadlines.rows.rows if isinstance(row, Group)]
    assert headings == [("Dépassées", 1240), ("D’ici un mois", 1)]
    acted = heard(deadlines.acted)
    deadlines.set_value("overdue")
    press(deadlines, Qt.Key.Key_Return)
    assert acted == ["overdue"]


def test_a_part_read_whole_has_no_such_line(found):
    whole = replace(found, counts={**found.counts, "overdue": 1})
    assert [one.what for one in dict(model.groups(whole))["Dépassées"]] == ["DALO\u00a0: réponse attendue"]
