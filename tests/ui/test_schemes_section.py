# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Dispositifs » in Réglages: found by typing, read as a page, a folder of one's own installed and taken away."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.schemes.explain import explain
from app.services import local_catalogue
from app.services.catalogues import shipped
from app.services.local_catalogue import FOLDER
from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.settings.page import SettingsPage
from app.ui.settings.report import ReportDialog
from app.ui.widgets.confirmation import Confirmation
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import Notice
from tests.documents.reading import plain
from tests.schemes.library_card import lay_out

WAIT = 30_000


@pytest.fixture
def desk(office):
    made = Desk(office)
    yield made
    made.lane.close()


@pytest.fixture
def page(desk, shown):
    return shown(SettingsPage(desk), width=1200, height=700)


@pytest.fixture
def schemes_of(page):
    """Go to the section, to a place in it; it is left in the end, as it is when one locks."""

    def go(_page, place=""):
        page.go_to(Route("settings", tab="schemes", place=place))
        return page.made["schemes"]

    yield go
    page.leave()


def said(section):
    return section.text.toPlainText()


def test_a_route_leads_to_the_page_of_a_scheme(page, schemes_of, qtbot):
    section = schemes_of(page, "fsl")
    title = shipped().schemes["fsl"].current.title
    qtbot.waitUntil(lambda: said(section).startswith(title), timeout=WAIT)
    assert section.picker.value() == "fsl"
    assert not section.own.isVisible()
    schemes_of(page, "dalo")
    qtbot.waitUntil(lambda: "DALO" in said(section), timeout=WAIT)
    assert section.text.accessibleName() == shipped().schemes["dalo"].current.title


def test_the_page_says_all_that_is_told_of_the_scheme_what_is_doubtful_first(page, schemes_of, qtbot):
    section = schemes_of(page, "dalo")
    told = explain(shipped().schemes["dalo"], ids=False)
    qtbot.waitUntil(lambda: section.text.page == told, timeout=WAIT)
    shown = [plain(line) for line in said(section).splitlines()]
    assert shown[0] == plain(told.title)
    assert shown[1].startswith("Vérifié le")
    assert shown[2] == "À vérifier"
    lines = {plain(line).removeprefix("– ") for part in told.parts for line in part.lines}
    assert len(lines) > 50
    assert lines <= set(shown)


def test_a_scheme_is_found_by_typing_and_read_without_the_mouse(page, schemes_of, qtbot, press):
    section = schemes_of(page)
    section.picker.search.setText("carte vitale")
    first = section.picker.value()
    title = shipped().schemes[first].current.title
    qtbot.waitUntil(lambda: said(section).startswith(title), timeout=WAIT)
    press(section.picker.search, Qt.Key.Key_Down)
    assert section.picker.value() != first
    press(section.picker.list, Qt.Key.Key_Return)
    assert section.text.hasFocus()
    section.picker.search.setText("zzz")
    assert section.picker.none.isVisible()


def test_a_folder_is_reported_then_installed_and_its_schemes_are_there_at_once(
    page, schemes_of, desk, office, qtbot, tmp_path, monkeypatch
):
    usb = lay_out(tmp_path / "usb")
    (usb / "schemes" / "daho.toml").write_text("id = [", "utf-8")
    reports = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(usb))
    monkeypatch.setattr(ReportDialog, "exec", lambda dialog: reports.append(dialog) or 1)
    section = schemes_of(page)
    section.view.choose("structure")
    qtbot.waitUntil(section.structure.none.isVisible, timeout=WAIT)
    section.structure.install.click()
    qtbot.waitUntil(lambda: desk.office is not office, timeout=WAIT)
    (report,) = reports
    lines = [label.text() for label in report.findChildren(Label)]
    assert "Carte de lecture (dispositif)" in lines
    assert any("daho.toml, ligne 1" in notice.words.text() for notice in report.findChildren(Notice))
    shutil.rmtree(usb)
    assert "library_card" in section.picker.index.lines
    qtbot.waitUntil(lambda: len(section.structure.files) == 3, timeout=WAIT)
    assert any("daho" in notice.words.text() for notice in section.structure.aside.findChildren(Notice))
    section.open_place("library_card")
    assert section.own.isVisibleTo(section)
    qtbot.waitUntil(lambda: "Carte de lecture" in said(section), timeout=WAIT)


def test_what_was_installed_is_removed_once_asked(page, schemes_of, desk, office, qtbot, tmp_path, monkeypatch):
    _changes, desk.office = local_catalogue.install(office, lay_out(tmp_path / "usb"))
    answers = [False, True]
    monkeypatch.setattr(Confirmation, "asked", lambda _self: answers.pop(0))
    section = schemes_of(page)
    assert "library_card" in section.picker.index.lines
    section.view.choose("structure")
    qtbot.waitUntil(section.structure.clear.isVisible, timeout=WAIT)
    section.structure.clear.click()
    assert (office.vault.folder / FOLDER).is_dir()
    section.structure.clear.click()
    qtbot.waitUntil(lambda: "library_card" not in section.picker.index.lines, timeout=WAIT)
    assert not (office.vault.folder / FOLDER).exists()
    qtbot.waitUntil(section.structure.none.isVisible, timeout=WAIT)


def test_a_folder_that_holds_nothing_is_refused_under_the_button(page, schemes_of, qtbot, tmp_path):
    (tmp_path / "vide").mkdir()
    section = schemes_of(page)
    section.view.choose("structure")
    section.structure.read_folder(tmp_path / "vide")
    qtbot.waitUntil(section.structure.reason.isVisible, timeout=WAIT)
    assert "dispositif" in section.structure.reason.text()
    assert not section.structure.install.forbidden
