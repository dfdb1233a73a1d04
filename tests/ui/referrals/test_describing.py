# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where an unknown form is described: by the mouse on the page, by the keyboard alone, from a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.services import official_blanks, official_describing, referrals, undoing
from app.ui import theme
from app.ui.official.page import OfficialPage
from app.ui.routes import Route
from app.ui.widgets.paper_dialog import PaperDialog
from tests.documents.blank_forms import blank_form, flat_form
from tests.documents.reading import plain
from tests.documents.test_official_form import crosses, text_in
from tests.services.lea import made

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def draft(office, lea):
    return made(referrals.prepare(office, lea.recourse, lea.commission).created)


@pytest.fixture
def describing(office, desk, draft, shown):
    """The page of a form that nobody knew."""

    def show(content, width=1240, height=700):
        blank = made(official_blanks.drop(office, draft, content, "cerfa_15036-01.pdf").created)
        page = shown(OfficialPage(desk), width, height)
        page.go_to(Route("official", blank, place=str(draft)))
        page.fill()
        return page

    return show


def on_screen(page, at, x, y):
    """Where a point of a page of the form lies in the view."""
    return page.canvas.seen(at, QRectF(x, y, 0, 0)).topLeft().toPoint()


def drag(page, at, start, end):
    view = page.canvas.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, NONE, on_screen(page, at, *start))
    QTest.mouseMove(view, on_screen(page, at, *end))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, NONE, on_screen(page, at, *end))


def give(page, path):
    """Choose a piece of data for the field chosen, as the two lists do."""
    editor = page.editor
    editor.room.editor.set_value(path.partition(".")[0])
    editor.room.editor.chosen.emit(path.partition(".")[0])
    editor.data.editor.set_value(path)
    editor.data.editor.chosen.emit(path)


def drawn(page):
    return page.canvas.papers.pdf


def test_a_field_clicked_on_the_page_is_given_a_name_and_seen_filled(describing):
    page = describing(blank_form())
    assert len(page.described.unmapped) == len(page.described.lines) > 8
    QTest.mouseClick(page.canvas.viewport(), Qt.MouseButton.LeftButton, NONE, on_screen(page, 0, 100, 94))
    assert page.editor.line.name == "nom"
    assert page.list.value() == "pdf:nom"
    give(page, "person.birth_name")
    page.fill()
    assert text_in(drawn(page), 60, 738, 360, 758) == "Marchetti"
    assert page.editor.line.receives == "La personne\u00a0: Nom de naissance"


def test_the_fields_still_empty_are_listed_apart(describing):
    page = describing(blank_form())
    page.choose("pdf:nom")
    give(page, "person.birth_name")
    page.chips.choose("left")
    listed = [row.id for row in page.list.rows.rows]
    assert "pdf:nom" not in listed
    assert "pdf:etroit" in listed
    page.chips.choose("all")
    assert "pdf:nom" in [row.id for row in page.list.rows.rows]


def test_each_box_of_a_group_is_given_its_answer(describing):
    page = describing(blank_form())
    page.choose("pdf:civilite")
    give(page, "person.title")
    first, second = page.editor.box_fields.values()
    first.set_value("mme")
    first.chosen.emit("mme")
    first, second = page.editor.box_fields.values()
    second.set_value("m")
    second.chosen.emit("m")
    assert dict(page.editor.line.states) == {"mme": "/1", "m": "/2"}
    page.fill()
    assert [(round(x), round(y)) for x, y in crosses(drawn(page))] == [(66, 536)]


def test_a_date_is_cut_over_its_fields(describing):
    page = describing(blank_form())
    page.choose("pdf:annee")
    give(page, "person.birth_date")
    assert page.editor.part.isVisibleTo(page.editor)
    page.editor.part.editor.set_value("AAAA")
    page.editor.part.editor.chosen.emit("AAAA")
    page.fill()
    assert text_in(drawn(page), 108, 690, 144, 706) == "2002"


def test_a_gesture_is_undone_and_the_page_follows(office, desk, describing):
    page = describing(blank_form())
    page.choose("pdf:nom")
    give(page, "person.birth_name")
    desk.undo()
    assert page.line("pdf:nom").receives == ""
    assert page.editor.line.path == ""
    assert undoing.last_redoable(office) is not None


# A page without fields


def test_a_box_is_drawn_by_the_mouse_moved_and_made_larger(describing):
    page = describing(flat_form())
    assert "aucun champ" in page.how.text()
    drag(page, 0, (60, 124), (360, 142))
    [line] = page.described.lines
    assert page.canvas.key == line.key
    assert line.places[0].rectangle == pytest.approx((60, 124, 300, 18), abs=2)
    drag(page, 0, (100, 133), (110, 153))
    [line] = page.described.lines
    assert line.places[0].rectangle == pytest.approx((70, 144, 300, 18), abs=2)
    x, y, width, height = line.places[0].rectangle
    drag(page, 0, (x + width, y + height), (x + width - 50, y + height + 10))
    [line] = page.described.lines
    assert line.places[0].rectangle == pytest.approx((70, 144, 250, 28), abs=3)


def test_the_keyboard_alone_places_a_box_names_it_and_prints_the_form(describing, monkeypatch, tmp_path):
    page = describing(flat_form())
    page.add_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.add_button, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.canvas
    before = page.described.lines[0].places[0].rectangle
    for _ in range(3):
        QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    QTest.keyClick(page.canvas, Qt.Key.Key_Down, CTRL)
    QTest.keyClick(page.canvas, Qt.Key.Key_Right, SHIFT)
    assert page.canvas.timer.isActive()
    page.leave()
    x, y, width, height = page.described.lines[0].places[0].rectangle
    assert (x, y, width, height) == pytest.approx((before[0] + 3, before[1] + 10, before[2] + 1, before[3]))
    QTest.keyClick(page.canvas, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is page.list
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.editor.room.editor
    QTest.keyClick(page.editor.room.editor, Qt.Key.Key_Down)
    QTest.keyClick(page.editor.room.editor, Qt.Key.Key_Up)
    QTest.keyClick(page.editor.data.editor, Qt.Key.Key_Down)
    QTest.keyClick(page.editor.data.editor, Qt.Key.Key_Down)
    assert page.editor.line.path == "person.birth_name"
    page.fill()
    page.print_shown()
    [dialog] = [each for each in page.findChildren(PaperDialog) if each.isVisible()]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "rempli.pdf"), ""))
    QTest.keyClick(dialog.save_button, Qt.Key.Key_Space)
    top = 842 - y - height
    assert text_in((tmp_path / "rempli.pdf").read_bytes(), x, top - 2, x + width, top + height + 2) == "Marchetti"


def test_delete_takes_the_box_away_and_undo_gives_it_back(desk, describing):
    page = describing(flat_form())
    page.make_new()
    QTest.keyClick(page.canvas, Qt.Key.Key_Delete)
    assert page.described.lines == ()
    desk.undo()
    assert len(page.described.lines) == 1


def test_a_box_becomes_cells_or_a_box_to_tick(describing):
    page = describing(flat_form())
    page.make_new()
    give(page, "person.birth_date")
    page.editor.kind.editor.set_value("cells")
    page.editor.kind.editor.chosen.emit("cells")
    page.editor.cells.editor.setText("8")
    page.editor.cells.editor.tell()
    assert (page.editor.line.kind, page.editor.line.cells, page.editor.line.path) == ("cells", 8, "person.birth_date")
    page.editor.kind.editor.set_value("tick")
    page.editor.kind.editor.chosen.emit("tick")
    give(page, "person.title")
    [answer] = page.editor.box_fields.values()
    answer.set_value("mme")
    answer.chosen.emit("mme")
    page.fill()
    assert len(crosses(drawn(page))) == 1


# Shared


def test_a_description_is_saved_and_loaded_and_a_bad_one_refused_in_place(describing, monkeypatch, tmp_path):
    page = describing(blank_form())
    page.choose("pdf:nom")
    give(page, "person.birth_name")
    kept = tmp_path / "cerfa.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(kept), ""))
    page.share_button.click()
    assert 'value = "person.birth_name"' in kept.read_text("utf-8")
    assert "Marchetti" not in kept.read_text("utf-8")
    page.release()
    assert page.line("pdf:nom").receives == ""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(kept), ""))
    page.take_button.click()
    assert page.line("pdf:nom").path == "person.birth_name"
    kept.write_text(kept.read_text("utf-8").replace("person.birth_name", "person.secret"), "utf-8")
    page.take_button.click()
    assert page.refusal.isVisible()
    assert "person.secret" in plain(page.refusal.words.text())
    assert page.line("pdf:nom").path == "person.birth_name"


def test_an_empty_title_is_refused_beside_it_and_a_number_kept(office, describing):
    page = describing(blank_form())
    page.title.editor.setText("")
    page.title.editor.tell()
    assert page.title.tone == "refused"
    page.title.editor.setText("Recours amiable")
    page.title.editor.tell()
    page.number.editor.setText("15036*02")
    page.number.editor.tell()
    assert official_describing.view(office, page.route.id).number == "15036*02"
    assert page.head.title.text() == "Recours amiable"


def test_fictitious_values_stand_in_for_the_dossier(describing):
    page = describing(blank_form())
    page.choose("pdf:nom")
    give(page, "person.birth_name")
    page.specimen.setChecked(True)
    assert text_in(drawn(page), 60, 738, 360, 758) == "Łuczak-Œuvré"
    page.specimen.setChecked(False)
    assert text_in(drawn(page), 60, 738, 360, 758) == "Marchetti"


def test_ending_leads_back_to_the_sending(desk, draft, describing, heard):
    page = describing(blank_form())
    asked = heard(desk.asked)
    page.done_button.click()
    assert asked == [Route("referral", draft)]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_stands_among_the_fields_where_the_room_is_short(describing, scale):
    theme.use(dark=scale > 1, scale=scale)
    page = describing(blank_form(), 1366 if scale > 1 else 900, 697)
    assert page.panes.indexOf(page.preview) < 0
    assert page.preview.isVisible()
    assert page.left.horizontalScrollBar().maximum() == 0
    assert page.left.widget().width() <= page.left.viewport().width()


def test_a_wide_window_shows_the_page_beside(describing):
    page = describing(blank_form(), 1366)
    assert page.panes.indexOf(page.preview) == 1


def test_a_point_of_the_desk_is_on_no_page(describing):
    page = describing(flat_form(2))
    assert page.canvas.at(QPointF(-5, -5)) is None
    assert page.canvas.at(QPointF(on_screen(page, 0, 100, 100)))[0] == 0
    assert Path(__file__).name.startswith("test_")
