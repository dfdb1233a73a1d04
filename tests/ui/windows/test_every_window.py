# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every window there is, on the demonstration: each control has a name, Tab comes to it, no word is cut."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import app.ui
from app.services import accounts, demonstration
from app.services.catalogues import shipped
from app.services.office import PARIS, Office
from app.ui import preferences, theme
from app.ui.letter_window import LetterWindow
from app.ui.pages import PLACES
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Dialog
from tests.ui.windows import inspector
from tests.ui.windows.visits import Visit, copied

NOON = time(10, 42)
BASES = {Dialog, LetterWindow}
"""Dialogs that are only ever seen as one of their kinds."""


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("windows") / "coffre"
    demonstration.make(folder, people=64, seed=1, on=date(2026, 11, 24))
    return folder


@pytest.fixture
def visit(demonstrated, tmp_path, monkeypatch, qtbot):
    """Begin a visit in a window of some size."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert preferences.last_vault() is None
    begun = []

    def begin(width=1366, height=697):
        folder = copied(demonstrated, tmp_path / "coffre")
        office = opened(folder)
        begun.append(Visit(office, folder, (width, height), qtbot))
        return begun[0]

    yield begin
    for each in begun:
        each.main.hide()
        each.desk.close()
        each.main.deleteLater()
    QApplication.processEvents()


def opened(folder: Path) -> Office:
    account = json.loads((folder / demonstration.MARKER).read_text("utf-8"))
    moment = datetime.combine(datetime.fromisoformat(account["on"]), NOON, PARIS)
    opened = accounts.unlock(
        folder, account["identifier"], account["password"], clock=lambda: int(moment.timestamp() * 1000)
    )
    return Office(opened.vault, opened.worker_id, shipped())


def found_in(visit, *looks):
    """What is wrong, window by window."""
    found = []
    for name, window in visit.all():
        popup = window.windowType() is Qt.WindowType.Popup  # Tab does not leave it
        for look in looks:
            found += [f"{name}: {fault}" for fault in look(window) if not (popup and look is inspector.out_of_reach)]
    return found


def test_every_control_of_every_window_is_named_and_within_reach_of_tab_and_no_word_is_cut(visit):
    going = visit()
    assert found_in(going, inspector.faults, inspector.out_of_reach) == []
    assert set(going.frame.shown) == set(PLACES), "a page was not visited"
    assert every_dialog() - going.kinds - BASES == set(), "a dialog was not visited"


@pytest.mark.parametrize(("scale", "width", "height"), [(2.0, 1366, 697), (1.0, 1000, 700)])
def test_large_text_or_a_narrow_window_cut_no_word_and_scroll_nothing_sideways(visit, scale, width, height):
    theme.use(dark=False, scale=scale)
    assert found_in(visit(width, height), inspector.faults) == []


def every_dialog():
    """The dialogs of the application, wherever they are written."""
    for module in walk_packages(app.ui.__path__, "app.ui."):
        import_module(module.name)
    kinds, found = [QDialog], set()
    while kinds:
        below = kinds.pop().__subclasses__()
        kinds += below
        found |= {kind for kind in below if kind.__module__.startswith("app.")}
    return found


def test_the_inspector_sees_a_missing_name_a_lost_stop_and_a_cut_word(visit):
    window = visit().goes("referrals")
    assert inspector.faults(window) == []
    button = next(one for one in window.findChildren(Button) if one.isVisible() and one.text())
    said = button.text()
    button.setAccessibleName(" ")
    assert [fault for fault in inspector.unnamed(window) if fault.startswith("no name: Button")]
    button.say(said)
    assert inspector.unnamed(window) == []
    button.setFixedWidth(20)
    assert [fault for fault in inspector.clipped(window) if "Button" in fault]
    assert inspector.out_of_reach(window) == []
    lost = QWidget(window)
    lost.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    lost.setAccessibleName("hors de la page")
    lost.show()
    assert inspector.out_of_reach(window) == ["out of the Tab chain: QWidget « hors de la page » in QMainWindow"]


def test_a_page_filled_while_it_is_shown_is_laid_out_whole(visit):
    going = visit()
    going.frame.show_route(Route("today"))
    QApplication.processEvents()
    going.frame.show_route(Route("procedure", going.sent[0].procedure_id))
    page = going.frame.page("procedure")
    for part in (page.form, page.side):  # there is more in each than the window shows
        going.qtbot.waitUntil(
            lambda part=part: part.height() > page.panes.height() and part.height() >= part.heightForWidth(part.width())
        )
    assert page.whole.verticalScrollBar().maximum() == 0, "the panes scroll, not the page"
