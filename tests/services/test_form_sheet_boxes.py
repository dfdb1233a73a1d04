# SPDX-License-Identifier: AGPL-3.0-or-later
"""Boxes of a form's paper: choices under their question, none ticked by chance, and what is only written by hand."""

from __future__ import annotations

import pytest

from app import RESOURCES
from app.documents.blocks import Combs, Prose, Ticks
from app.schemes import catalogue
from app.services import form_sheet
from tests.schemes.library_card import SCHEME, lay_out

FORM = """
id = "library_card"
scheme = "library_card"
title = "Carte"
[[sections]]
id = "why"
title = "Demande"
[[sections.fields]]
path = "person.birth_name"
[[sections.fields]]
path = "procedure.answers.reasons"
label = "Raisons de la demande"
REQUIRED
[[sections.fields]]
path = "text"
type = "hand"
label = "Numéro, à écrire à la main"
combs = [1, 2, 2]
"""


@pytest.fixture
def laid(tmp_path):
    """Give the blocks of the paper for these values."""

    def lay(values, *, required=False):
        form = FORM.replace("REQUIRED", "required = true" if required else "")
        folder = lay_out(tmp_path, scheme=SCHEME, form=form)
        found = catalogue.load(RESOURCES, folder)
        edition = found.schemes["library_card"].current
        assert found.set_aside == ()
        (section,) = form_sheet.sections(found.form(edition), values, None)
        return section.blocks

    return lay


def said(blocks):
    return [str(block.text).replace("\u00a0", " ") for block in blocks if isinstance(block, Prose)]


def ticks(blocks):
    return [(tick.ticked, tick.label) for block in blocks if isinstance(block, Ticks) for tick in block.ticks]


def test_what_is_ticked_stands_under_its_question(laid):
    blocks = laid({"procedure.answers.reasons": ["near"]})
    assert said(blocks) == ["Raisons de la demande :"]
    assert ticks(blocks) == [(True, "Habite près")]


def test_without_an_answer_no_box_is_left_over_the_next_block(laid):
    blocks = laid({"person.birth_name": "Marchetti"})
    assert said(blocks) == ["Raisons de la demande : –"]
    assert ticks(blocks) == []


def test_what_is_required_shows_every_box_to_tick_by_hand(laid):
    blocks = laid({}, required=True)
    assert said(blocks) == ["Raisons de la demande :"]
    assert len(ticks(blocks)) > 1
    assert not any(ticked or not label for ticked, label in ticks(blocks))


def test_what_is_written_by_hand_is_printed_empty(laid):
    assert [block for block in laid({}) if isinstance(block, Combs)] == [Combs("Numéro, à écrire à la main", (1, 2, 2))]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("combs = [1, 2, 2]\n", "", "le type « hand » et « combs » vont ensemble"),
        ('type = "hand"\n', "", "le type « hand » et « combs » vont ensemble"),
        ("combs = [1, 2, 2]", "combs = [31]", "De une à trente cases."),
        ("combs = [1, 2, 2]", 'combs = ["1"]', "« combs » attend une liste de nombres entiers"),
        ('path = "text"', 'path = "person.phone"', "n’est pas gardé"),
    ],
)
def test_faulty_boxes_are_said(tmp_path, before, after, fault):
    text = FORM.replace("REQUIRED", "")
    assert text.count(before) == 1
    lay_out(tmp_path, form=text.replace(before, after))
    found = [each.sentence.replace("\u00a0", " ") for each in catalogue.load(RESOURCES, tmp_path).set_aside]
    assert any(fault in sentence for sentence in found)


def test_nothing_written_by_hand_can_be_an_answer(tmp_path):
    answer = '\n[[answers]]\nid = "nir"\ntype = "hand"\ncategory = "identité"\nlabel = "Numéro"\n'
    lay_out(tmp_path, scheme=SCHEME + answer)
    found = [each.sentence.replace("\u00a0", " ") for each in catalogue.load(RESOURCES, tmp_path).set_aside]
    assert any("« hand » n’est jamais gardé" in sentence for sentence in found)


@pytest.mark.parametrize("name", ["rsa", "mdph", "state_medical_aid", "complementary_health", "basic_health_cover"])
def test_the_forms_that_ask_a_social_security_number_leave_room_for_it(name):
    found = catalogue.load(RESOURCES)
    form = found.form(found.schemes[name].current)
    assert [field.combs for field in form.fields() if field.type == "hand"] == [(1, 2, 2, 2, 3, 3, 2)]
