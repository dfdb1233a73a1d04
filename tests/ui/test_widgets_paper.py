# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import gc
import io

import pypdfium2
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from reportlab.pdfgen.canvas import Canvas

from app.ui import theme
from app.ui.widgets.paper_preview import PaperPreview


def paper(pages=2, words="Fiche"):
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842))
    for _page in range(pages):
        canvas.drawString(100, 800, words)
        canvas.rect(100, 700, 50, 50, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.fixture
def preview(shown):
    made = shown(PaperPreview(), width=440, height=600)
    made.show_pdf(paper(), "0198, brouillon")
    return made


def test_a_paper_is_shown_at_the_width_of_its_pane(preview):
    view = preview.pages
    assert view.count() == 2
    first, second = view.places()
    assert first.width() == pytest.approx(view.viewport().width() - 2 * theme.px(12), abs=1)
    assert second.top() > first.bottom()
    assert preview.note.text() == "0198, brouillon · page 1 sur 2"


@pytest.mark.parametrize("dark", [False, True])
def test_paper_stays_white_and_its_ink_black(preview, dark):
    theme.use(dark=dark, scale=1.0)
    view = preview.pages
    image = view.grab().toImage()
    corner, scale = view.places()[0].topLeft(), view.scale()
    blank = corner + QPointF(300, 100) * scale
    inked = corner + QPointF(125, 842 - 725) * scale
    assert image.pixelColor(blank.toPoint()) == QColor(255, 255, 255)
    assert image.pixelColor(inked.toPoint()) == QColor(0, 0, 0)
    assert image.pixelColor(2, 300) == theme.colour("paperbg")


def test_the_keys_of_a_paper(preview, press):
    view = preview.pages
    fitted = view.scale()
    press(view, Qt.Key.Key_Plus, "+")
    assert view.scale() == pytest.approx(fitted * 1.25)
    assert view.horizontalScrollBar().maximum() > 0
    press(view, Qt.Key.Key_0, "0")
    assert view.scale() == pytest.approx(fitted)
    press(view, Qt.Key.Key_End)
    assert view.current() == 1
    assert preview.note.text().endswith("page 2 sur 2")
    assert view.accessibleName() == "Aperçu, 0198, brouillon · page 2 sur 2"
    press(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0


def test_what_is_typed_is_framed_and_brought_in_sight(preview):
    view = preview.pages
    preview.frame(1, QRectF(100, 700, 200, 30))
    place = view.on_desk(1, QRectF(100, 700, 200, 30))
    top = view.verticalScrollBar().value()
    assert top <= place.top()
    assert place.bottom() <= top + view.viewport().height()
    image = view.grab().toImage()
    edge = place.translated(0, -top)
    assert image.pixelColor(int(edge.left() - 3), int(edge.center().y())) == theme.accent_on_paper()


def test_the_same_paper_typed_again_stays_where_it_was(preview, press):
    preview.pages.verticalScrollBar().setValue(120)
    preview.show_pdf(paper(words="Autre"), "0198, brouillon")
    assert preview.pages.verticalScrollBar().value() == 120
    preview.clear()
    assert preview.pages.count() == 0
    assert preview.note.text() == ""
    preview.grab()


def test_no_pdf_stays_open_behind_a_paper_on_screen(preview):
    assert still_open() == []
    kept = pypdfium2.PdfDocument(paper())
    assert still_open() == [kept], "one that is open is seen"
    kept.close()
    preview.show_pdf(paper(pages=3))
    preview.grab()
    assert preview.pages.count() == 3
    assert still_open() == []


def still_open():
    return [one for one in gc.get_objects() if isinstance(one, pypdfium2.PdfDocument) and one.raw]
