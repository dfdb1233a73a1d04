# SPDX-License-Identifier: AGPL-3.0-or-later
"""Help: a page for each screen, well typeset, opened by F1 where one is."""

from __future__ import annotations

from typing import get_args

import pytest

from app.french.typography import faults
from app.ui.routes import PageName
from app.ui.widgets.guide import Block, GuideText, Table, blocks, page_text, title_of, topics

SCREENS = (*(name for name in get_args(PageName) if name != "help"), "unlock")


def test_each_screen_has_its_page_and_each_page_a_screen():
    assert set(topics()) == set(SCREENS)


@pytest.mark.parametrize("name", SCREENS)
def test_a_page_has_a_title_something_to_read_and_its_keys(name):
    found = list(blocks(page_text(name)))
    assert [block.kind for block in found if isinstance(block, Block)].count("title") == 1
    assert sum(isinstance(block, Block) and block.kind in ("text", "item") for block in found) >= 1
    tables = [block for block in found if isinstance(block, Table)]
    assert len(tables) == 1
    assert all(len(row) == 2 and all(row) for row in tables[0].rows)


@pytest.mark.parametrize("name", SCREENS)
def test_a_page_is_written_in_good_french(name):
    text = page_text(name)
    assert faults(text) == ()
    assert "SPDX" not in text
    assert not any(word in text.lower() for word in ("usager", "bénéficiaire", "veuillez", "erreur"))


def test_titles_are_short_and_all_different():
    titles = [title_of(name) for name in topics()]
    assert len(set(titles)) == len(titles)
    assert all(len(title) < 40 for title in titles)


def test_the_marks_are_read():
    prose = "# Titre\n\nUn **mot** et `Ctrl+K`\nsur deux lignes.\n\n- un\n- deux\n  suite"
    table = "| Touche | Effet |\n|---|---|\n| A | b |"
    assert list(blocks(f"{prose}\n\n{table}")) == [
        Block("title", "Titre"),
        Block("text", "Un **mot** et `Ctrl+K` sur deux lignes."),
        Block("item", "un"),
        Block("item", "deux suite"),
        Table((("Touche", "Effet"), ("A", "b"))),
    ]


@pytest.mark.parametrize("name", SCREENS)
def test_no_mark_is_left_on_the_screen_and_lines_stay_short(shown, name):
    text = shown(GuideText(name), width=1400, height=700)
    said = text.toPlainText()
    assert title_of(name) in said
    assert not any(mark in said for mark in ("**", "`", "|", "<!"))
    assert text.horizontalScrollBar().maximum() == 0
    assert text.accessibleName().endswith(title_of(name))
