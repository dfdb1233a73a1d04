# SPDX-License-Identifier: AGPL-3.0-or-later
"""The official certificate of a procedure: filled from its page on the worker’s own blank, then on the one kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu

from app.services import official_blanks
from app.ui.procedures.page import ProcedurePage
from app.ui.routes import Route
from app.ui.widgets.paper_dialog import PaperDialog
from tests import people
from tests.documents.reading import plain, whole_text

CERTIFICATE = Path(__file__).parents[4] / "shared" / "forms" / "cerfa_16030-01_attestation.pdf"


@pytest.fixture
def address(office):
    return people.write_lea(office).address


@pytest.fixture
def page(desk, shown, address):
    page = shown(ProcedurePage(desk), 1240, 700)
    page.go_to(Route("procedure", address))
    return page


def dialog_of(page):
    return [each for each in page.findChildren(PaperDialog) if each.isVisible()]


def test_a_file_is_asked_for_the_first_time_and_the_kept_blank_offered_the_next(page, office, address, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(CERTIFICATE), ""))
    page.side.official_button.click()
    [dialog] = dialog_of(page)
    text = plain(whole_text(dialog.pdf))
    assert "ATTESTATION" in text
    assert "Marchetti" in text
    dialog.close()
    [kept] = official_blanks.kept_for(office, address)
    page.side.official_button.click()
    [menu] = page.side.official_button.findChildren(QMenu)
    words = [plain(action.text()) for action in menu.actions()]
    assert words == ["Cerfa 16030*01, gardé le 24 novembre 2026", "Choisir un fichier…"]
    menu.actions()[0].trigger()
    assert len(dialog_of(page)) == 1
    assert kept.name == "Cerfa 16030*01"
    menu.close()


def test_a_bad_file_is_refused_and_no_paper_is_shown(page, office, address, desk, heard, monkeypatch, tmp_path):
    (tmp_path / "essai.pdf").write_bytes(b"rien")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "essai.pdf"), ""))
    said = heard(desk.announced)
    page.side.official_button.click()
    assert "n’est pas un PDF" in said[-1][0]
    assert dialog_of(page) == []
    assert official_blanks.kept_for(office, address) == ()
