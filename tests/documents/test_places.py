# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a value stands on the paper: what the preview frames is what is printed there."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from app.documents.blocks import Cell, Column, Grid, Prose, Quotation, Section, Table, Tick, Ticks
from app.documents.referral import render_with_places
from tests.documents.kinds import KINDS
from tests.documents.reading import plain

BLOCKS = {
    "phone": (
        Grid((Cell("Téléphone", "01 99 00 31 07", key="phone"), Cell("Courriel", "lea@exemple.fr"))),
        "01 99 00 31 07",
    ),
    "blank": (Grid((Cell("Numéro à compléter", "", key="blank"),)), "Numéro à compléter"),
    "hosted": (
        Ticks((Tick(False, "autre"), Tick(True, "Hébergée", "aux Tilleuls", key="hosted"))),
        "Hébergée : aux Tilleuls",
    ),
    "words": (Quotation("Je voudrais un logement.", key="words"), "« Je voudrais un logement. »"),
    "motive": (Prose("Le logement est humide.", key="motive"), "Le logement est humide."),
    "members": (Table((Column("Nom"),), (("Noé",), ("Inès",)), key="members"), "Inès"),
}


@pytest.mark.parametrize("lines", [0, 20, 33, 34, 35, 36, 60])
@pytest.mark.parametrize("key", BLOCKS)
def test_a_keyed_value_is_found_where_it_is_said_to_be(key, lines):
    block, words = BLOCKS[key]
    before = Section("Avant", (Prose("\n".join(f"ligne {number}" for number in range(lines)) or "rien"),))
    sheet = replace(KINDS["referral"].sheet, sections=(before, Section("Ici", (block,))))
    pdf, places = render_with_places(sheet)
    place = places[key]
    document = pypdfium2.PdfDocument(pdf)
    page = document[place.page]
    low = page.get_height() - place.y - place.height
    said = page.get_textpage().get_text_bounded(place.x - 20, low, place.x + place.width, low + place.height)
    document.close()
    assert words in plain(said)
    assert "ligne" not in said


def test_what_bears_no_key_is_not_placed():
    _, places = render_with_places(KINDS["referral"].sheet)
    assert list(places) == ["person.phone"]
