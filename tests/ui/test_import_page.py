# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bringing a list through its page: verdicts, columns corrected, writing in one gesture, refusal and stop."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.services import people
from app.services.office import Office
from app.ui.desk import Desk
from app.ui.imports.page import ImportPage
from app.ui.letters import plain
from app.ui.routes import Route
from app.ui.widgets.choice_field import ChoiceField
from tests.exchange.files import workbook
from tests.services.desk import create
from tests.stories.someone import plainly

HEADINGS = ("Nom", "Prénom", "Né(e) le", "Portable")
LINES = (
    ("Rivière", "Ondine", "02/03/1990", "01 99 00 11 22"),
    ("Falaise", "Igor", "31/02/1980", ""),
    ("Bocage", "Nour", "12/11/1984", ""),
    ("Clairière", "Tom", "1978", "01 99 00 33 44"),
)


@pytest.fixture
def desk(office, qapp):
    made = Desk(office)
    yield made
    made.lane.close()


@pytest.fixture
def page(desk, shown):
    made = shown(ImportPage(desk), 1240, 640)
    made.go_to(Route("import"))
    return made


@pytest.fixture
def settle(qtbot):
    """Let the window live until the work of a page is over."""
    return lambda page: qtbot.waitUntil(lambda: page.task is None, timeout=30_000)


@pytest.fixture
def brought(office, page, tmp_path, settle):
    """The page with a list read: one line already there, one to correct, two to take."""
    create(office, birth_name="Bocage", first_names="Nour", birth="12/11/1984")
    page.read(workbook(tmp_path / "file active.xlsx", (HEADINGS, *LINES)))
    settle(page)
    return page


def names(office: Office) -> set[str]:
    return {line.birth_name for line in people.list_people(office).rows}


def lines_of(page: ImportPage) -> list[tuple[str, str]]:
    return [(plainly(row.name), row.verdict) for row in page.table.rows.rows]


def test_each_line_has_its_verdict_and_nothing_is_written(office, brought):
    assert lines_of(brought) == [
        ("Rivière Ondine", "taken"),
        ("Falaise Igor", "to_correct"),
        ("Bocage Nour", "known"),
        ("Clairière Tom", "taken"),
    ]
    (wrong,) = (row for row in brought.table.rows.rows if row.verdict == "to_correct")
    assert "31 février" in plainly(wrong.why)
    assert "olonne C" in wrong.why
    assert plain(brought.import_button.text()) == "Importer 2 personnes"
    assert names(office) == {"Bocage"}


def test_a_filter_shows_the_lines_of_one_verdict(brought):
    brought.chips.chosen.emit("known")
    assert lines_of(brought) == [("Bocage Nour", "known")]


def test_the_good_lines_are_written_as_one_gesture_and_undone_as_one(office, desk, brought, heard, settle, qtbot):
    said = heard(desk.announced)
    brought.import_button.click()
    settle(brought)
    assert names(office) == {"Bocage", "Rivière", "Clairière"}
    assert plainly(said[-1][0]) == "2 personnes importées. 1 ligne à corriger."
    assert brought.import_button.forbidden
    desk.undo()
    qtbot.waitUntil(lambda: names(office) == {"Bocage"}, timeout=30_000)
    assert names(office) == {"Bocage"}


def test_a_line_written_leads_to_its_person(desk, brought, heard, settle):
    went = heard(desk.asked)
    brought.table.opened.emit("2")
    assert went == []
    brought.import_button.click()
    settle(brought)
    brought.table.opened.emit("2")
    assert [route.page for route in went] == ["person"]


def test_a_column_corrected_judges_the_lines_again_and_keeps_its_place(brought, settle):
    brought.columns_button.click()
    QApplication.processEvents()
    choice = brought.columns.fields["C"]
    assert choice.isVisible()
    assert choice.currentText() == "Date de naissance"
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    settle(brought)
    assert brought.columns.fields["C"] is choice
    assert choice.hasFocus()
    assert choice.value() == ""
    assert [verdict for _, verdict in lines_of(brought)].count("to_correct") != 1
    assert "naissance inconnue" in {row.birth for row in brought.table.rows.rows}


def test_another_file_shows_its_own_columns(brought, tmp_path, settle):
    brought.columns_button.click()
    assert set(brought.columns.fields) == {"A", "B", "C", "D"}
    brought.read(workbook(tmp_path / "autre.xlsx", (("Prénom", "Nom", "Date de naissance"), ("Lou", "Vallon", "1990"))))
    settle(brought)
    brought.body.setCurrentIndex(2)
    QApplication.processEvents()
    shown = [one for one in brought.columns.findChildren(ChoiceField) if one.isVisible()]
    assert [one.currentText() for one in shown] == ["Prénoms", "Nom de naissance", "Date de naissance"]


def test_a_picture_named_as_a_spreadsheet_is_refused_and_the_list_stays(brought, tmp_path, settle):
    picture = tmp_path / "photo.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
    before = lines_of(brought)
    brought.read(picture)
    settle(brought)
    assert brought.refusal.isVisible()
    assert lines_of(brought) == before
    brought.read(Path(tmp_path / "file active.xlsx"))
    settle(brought)
    assert not brought.refusal.isVisible()


def test_stopping_leaves_nothing_of_what_was_begun(office, page, tmp_path, settle):
    rows = [(f"Sousbois{chr(65 + rank % 26)}{chr(65 + rank // 26)}", "Ada", "1990", "") for rank in range(650)]
    page.read(workbook(tmp_path / "longue.xlsx", (HEADINGS, *rows)))
    settle(page)
    assert page.plan.counts["taken"] == 650
    page.import_button.click()
    page.task.progressed.connect(lambda done, _total: page.stop())
    settle(page)
    assert people.list_people(office).total == 0
    assert not page.import_button.forbidden
    page.import_button.click()
    settle(page)
    assert people.list_people(office).total == 650
