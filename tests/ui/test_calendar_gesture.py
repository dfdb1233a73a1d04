# SPDX-License-Identifier: AGPL-3.0-or-later
"""From Aujourd’hui, a person or a procedure to a calendar file, its name and its words neutral."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QFileDialog

from app.services import calendar_export, procedures
from app.ui.desk import Desk
from app.ui.gestures import calendars
from app.ui.home.page import TodayPage
from app.ui.person.head import GESTURES
from app.ui.procedures.page import ProcedurePage
from app.ui.routes import Route
from tests.exchange import ics
from tests.services.lea import sent, write_lea


@pytest.fixture
def lea(office):
    return write_lea(office)


@pytest.fixture
def desk(office, qapp):
    made = Desk(office)
    yield made
    made.lane.close()


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """Choose the place the dialog proposes, in a folder of ours; keep what it proposed."""
    proposed = []

    def choose(_parent, _title, name, _kinds):
        proposed.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return proposed


def test_what_is_to_come_leaves_under_a_neutral_name(office, lea, desk, shown, chosen, tmp_path, heard):
    sent(office, lea, date(2026, 9, 14))
    procedures.note_event(office, lea.recourse, "acknowledged", date(2026, 9, 21))
    said = heard(desk.announced)
    today = shown(TodayPage(desk), 1000, 600)
    today.calendar_button.click()
    procedure = shown(ProcedurePage(desk), 1200, 700)
    procedure.go_to(Route("procedure", lea.recourse))
    procedure.side.calendar_button.click()
    calendars.export(today, desk, person_id=lea.person)
    assert chosen == ["maillon-agenda.ics"] * 3
    made = calendar_export.calendar(office, person_id=lea.person)
    assert len(ics.read((tmp_path / "maillon-agenda.ics").read_bytes()).of("VEVENT")) >= made.count > 0
    assert all(words.endswith("dans maillon-agenda.ics, sans aucun nom.") for words, _ in said[-3:])
    assert ("calendar", "Échéances vers un agenda…") in GESTURES


def test_nothing_to_come_says_so_and_asks_nothing(desk, shown, chosen, heard):
    said = heard(desk.announced)
    page = shown(TodayPage(desk), 1000, 600)
    page.calendar_button.click()
    assert chosen == []
    assert said == [(calendars.NOTHING, False)]
