# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blanks of every make: refused with a reason, with cells, without any field, too small for what is written."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.documents.official_form import fill
from app.documents.official_mapping import Edition, MappedField, Spot
from app.documents.official_widgets import FormRefused
from app.documents.press import Leaf, Letters
from app.french.typography import faults
from tests.documents.blank_forms import (
    blank_form,
    flat_form,
    form_with_cells,
    form_without_page,
    heavy_form,
    locked_form,
    static_xfa_form,
    turned_form,
    waiting_form,
    xfa_form,
)
from tests.documents.test_official_form import TRIAL, VALUES, crosses, text_in


@pytest.mark.parametrize(
    ("blank", "words"),
    [
        (b"", "n’est pas un PDF"),
        (b"%PDF-1.7 truncated", "est abîmé"),
        (blank_form()[: len(blank_form()) // 2], "est abîmé"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 400, "n’est pas un PDF"),
        (b"PK\x03\x04 word/document.xml", "n’est pas un PDF"),
        (locked_form(), "mot de passe"),
        (xfa_form(), "Adobe Reader"),
        (waiting_form(), "Adobe Reader"),
        (turned_form(), "tournée"),
        (form_without_page(), "aucune page"),
        (flat_form(1000), "plus de 100\u00a0pages"),
        (heavy_form(), "25\u00a0Mo"),
    ],
    ids=[
        *("empty", "header", "cut", "picture", "office", "locked", "dynamic"),
        *("waiting", "turned", "no-page", "thousand-pages", "heavy"),
    ],
)
def test_a_blank_that_cannot_be_used_is_refused_in_one_french_sentence(blank, words):
    with pytest.raises(FormRefused) as refused:
        fill(blank, TRIAL, VALUES)
    assert words in refused.value.sentence
    assert faults(refused.value.sentence) == ()
    assert refused.value.sentence.endswith(".")


def test_a_form_described_twice_is_filled_by_its_true_fields():
    form = fill(static_xfa_form(), TRIAL, VALUES)
    assert text_in(form.pdf, 60, 738, 360, 758) == "Łuczak-Œuvré Nguyên"
    assert b"/XFA" not in form.pdf


CELLS = Edition((), 1, 3, ("date",), tuple(MappedField((name,), (name,)) for name in ("date", "telephone", "nom")))


def letters_in_cells(pdf: bytes, y: float, cells: int) -> str:
    return "".join(text_in(pdf, 60 + 20 * cell, y - 1, 80 + 20 * cell, y + 17) or "·" for cell in range(cells))


def test_one_letter_stands_in_each_cell_and_what_separates_is_left_out():
    values = {"date": date(2002, 3, 12), "telephone": "01 99 00 31 07", "nom": "LÉA ŒUVRÉ"}
    form = fill(form_with_cells(), CELLS, values)
    assert letters_in_cells(form.pdf, 740, 8) == "12032002"
    assert letters_in_cells(form.pdf, 700, 10) == "0199003107"
    assert letters_in_cells(form.pdf, 660, 12) == "LÉA·ŒUVRÉ···"
    assert form.shortened == ()


def test_a_name_longer_than_its_cells_is_told():
    form = fill(form_with_cells(), CELLS, {"nom": "DE LA TOUR D’AUVERGNE"})
    assert letters_in_cells(form.pdf, 660, 12) == "DELATOURD’AU"
    assert form.shortened == ("nom",)


PLACED = Edition(
    (),
    1,
    0,
    (),
    (
        MappedField(paths=("name",), spot=Spot(1, 60, 700, 300, height=18)),
        MappedField(paths=("born",), spot=Spot(1, 60, 650, 160, height=18, boxes=8)),
        MappedField(paths=("title",), states=(("mme", "x"),), spot=Spot(1, 60, 600, 12, height=12)),
        MappedField(paths=("born",), part="AAAA", spot=Spot(1, 60, 550, 60, height=18)),
        MappedField(paths=("name",), spot=Spot(3, 60, 700, 300, height=18)),
    ),
)


def test_boxes_placed_by_hand_are_filled_where_they_are():
    values = {"name": "Marchetti", "born": date(2002, 3, 12), "title": "mme"}
    form = fill(flat_form(), PLACED, values)
    assert text_in(form.pdf, 58, 699, 362, 719) == "Marchetti"
    assert letters_in_cells(form.pdf, 650, 8) == "12032002"
    assert [(round(x), round(y)) for x, y in crosses(form.pdf)] == [(66, 606)]
    assert text_in(form.pdf, 58, 549, 122, 569) == "2002"
    assert crosses(fill(flat_form(), PLACED, {**values, "title": "m"}).pdf) == []


def test_what_does_not_hold_goes_on_behind_the_form():
    handed = []

    def annex(long):
        handed.extend(long)
        return [Leaf(letters=[Letters(60, 100, "La suite", "regular", 10, 0)])]

    reason = "Une phrase assez longue. " * 120
    form = fill(blank_form(), TRIAL, {**VALUES, "answers.motive": reason}, annex=annex)
    assert [(mapped.names, text) for mapped, text in handed] == [(("motif",), reason)]
    pages = PdfReader(BytesIO(form.pdf)).pages
    assert len(pages) == 3
    assert "La suite" in pages[2].extract_text()
    assert text_in(form.pdf, 58, 560, 460, 660).endswith("… (suite en annexe)")
    assert len(PdfReader(BytesIO(fill(blank_form(), TRIAL, VALUES, annex=annex).pdf)).pages) == 2
