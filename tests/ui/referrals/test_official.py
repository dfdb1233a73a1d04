# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker’s own Cerfa: dropped on the page or chosen by the keyboard, seen at the right, kept, put aside."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.services import official_blanks, referrals
from app.ui.widgets.paper_dialog import PaperDialog
from tests.documents.blank_forms import flat_form, locked_form
from tests.documents.reading import plain, whole_text
from tests.services.lea import agree, made

REQUEST = Path(__file__).parents[4] / "shared" / "forms" / "cerfa_16029-01_demande.pdf"
COPY = Qt.DropAction.CopyAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def drafted(office, lea):
    agree(office, lea, "identité", "ménage")
    return made(referrals.prepare(office, lea.address, lea.shelter).created)


def dragged(*paths):
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return dragged


def drop(page, *paths):
    """Drop files on the page as the system does; whether the page took them."""
    carried = dragged(*paths)
    enter = QDragEnterEvent(QPoint(40, 40), COPY, carried, LEFT, NONE)
    enter.ignore()
    page.dragEnterEvent(enter)
    if enter.isAccepted():
        page.dropEvent(QDropEvent(QPointF(40, 40), COPY, carried, LEFT, NONE))
    return enter.isAccepted()


def shown_kinds(page):
    return [title for _, title in page.papers.kinds]


def test_a_blank_dropped_anywhere_on_the_page_is_filled_at_once(office, drafted, opened):
    page = opened(drafted)
    part = page.draft.official
    assert "n° 16029*01" in plain(part.drop_zone.words.text())
    assert drop(page, REQUEST)
    assert part.in_use.isVisible()
    assert part.in_use.title.text() == "Cerfa 16029*01"
    assert shown_kinds(page)[0] == "Cerfa 16029*01"
    assert "Numéro d’agrément" in part.lacking.text()
    assert not part.drop_zone.over
    page.show_paper()
    assert "Marchetti" in whole_text(page.papers.preview.pages.papers.pdf)


def test_the_keyboard_chooses_it_with_the_button(office, drafted, opened, monkeypatch):
    page = opened(drafted)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(REQUEST), ""))
    button = page.draft.official.choose_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert official_blanks.state(office, drafted).used.name == "Cerfa 16029*01"
    page.print_shown()
    [dialog] = [each for each in page.findChildren(PaperDialog) if each.isVisible()]
    assert len(PdfReader(BytesIO(dialog.pdf)).pages) > 2
    assert "Marchetti" in PdfReader(BytesIO(dialog.pdf)).pages[0].extract_text()
    dialog.close()


def test_it_is_offered_again_without_being_dropped_and_may_be_put_aside(office, drafted, opened):
    page = opened(drafted)
    drop(page, REQUEST)
    part = page.draft.official
    part.set_aside_button.click()
    assert not part.in_use.isVisible()
    assert shown_kinds(page)[0] != "Cerfa 16029*01"
    [button] = [part.kept_buttons.itemAt(at).widget() for at in range(part.kept_buttons.count())]
    assert plain(button.text()) == "Utiliser : Cerfa 16029*01, gardé le 24 novembre 2026"
    button.click()
    assert part.in_use.isVisible()
    assert QApplication.focusWidget() is part.set_aside_button


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"rien", "n’est pas un PDF"), (locked_form(), "mot de passe"), (b"%PDF-1.7 coupe", "est abîmé")],
)
def test_a_bad_file_is_refused_in_place_and_nothing_changes(office, drafted, opened, tmp_path, content, words):
    page = opened(drafted)
    (tmp_path / "essai.pdf").write_bytes(content)
    assert drop(page, tmp_path / "essai.pdf")
    part = page.draft.official
    assert part.refusal.isVisible()
    assert words in part.refusal.words.text()
    assert official_blanks.state(office, drafted).used is None
    drop(page, REQUEST)
    assert not part.refusal.isVisible()
    assert part.in_use.isVisible()


def test_a_file_too_heavy_is_refused_before_it_is_read(office, drafted, opened, tmp_path):
    page = opened(drafted)
    with (tmp_path / "lourd.pdf").open("wb") as file:
        file.truncate(26 * 1024 * 1024)
    drop(page, tmp_path / "lourd.pdf")
    assert "25\u00a0Mo" in page.draft.official.refusal.words.text()
    drop(page, tmp_path / "absent.pdf")
    assert "n’a pas pu être lu" in page.draft.official.refusal.words.text()


def test_only_one_file_is_taken_and_only_on_a_draft(office, drafted, opened):
    page = opened(drafted)
    assert not drop(page, REQUEST, REQUEST)
    assert drop(page, REQUEST)
    referrals.send(office, drafted)
    page.refresh()
    assert not drop(page, REQUEST)
    assert shown_kinds(page)[0] == "Cerfa 16029*01"


def test_the_form_of_another_scheme_is_refused_in_place(office, lea, opened):
    page = opened(made(referrals.prepare(office, lea.recourse, lea.commission).created))
    drop(page, REQUEST)
    assert "16029" in page.draft.official.refusal.words.text()


def test_an_unknown_form_opens_its_description(office, lea, desk, opened, tmp_path, heard):
    draft = made(referrals.prepare(office, lea.recourse, lea.commission).created)
    page = opened(draft)
    asked = heard(desk.asked)
    (tmp_path / "cerfa_15036-01.pdf").write_bytes(flat_form())
    drop(page, tmp_path / "cerfa_15036-01.pdf")
    assert [(route.page, route.place) for route in asked] == [("official", str(draft))]
    assert "Aucun champ" in page.draft.official.lacking.text()
    assert page.draft.official.describe_button.isVisible()
