# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chart without colour: each stage keeps its own look, each deadline its own shape, in the same geometry."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from app.documents.chart_drawing import LANE_COLUMN, PathwayDrawing, put_legend
from app.documents.chart_patterns import PATTERNS, dot_shapes, flag_shapes, segment_shapes
from app.documents.paper import Imprint, Paper
from app.documents.press import Hatching, Rule
from app.schemes.chart import DOT_NAMES, FLAG_NAMES, SHADE_NAMES
from tests.documents.sheets import SENDER
from tests.lea_pathway import PATHWAY, TODAY


def drawn_paper() -> Paper:
    paper = Paper(SENDER, Imprint("FC-1", TODAY, ""))
    PathwayDrawing(PATHWAY, paper.width).put(paper)
    return paper


def strings(paper: Paper) -> list[str]:
    return [letters.string for leaf in paper.leaves for letters in leaf.letters]


def test_each_stage_deadline_and_event_looks_different_from_the_others():
    for names, shapes in (
        (SHADE_NAMES, lambda name: segment_shapes(name, 0, 0, 40, 13)),
        (FLAG_NAMES, lambda name: flag_shapes(name, 0, 0)),
        (DOT_NAMES, lambda name: dot_shapes(name, 0, 0, several=False)),
    ):
        for one, other in combinations(names, 2):
            assert shapes(one) != shapes(other), f"{one} and {other} look the same"


@pytest.mark.parametrize("shade", PATTERNS)
@pytest.mark.parametrize("width", [0.4, 2.4, 7.0, 61.3, 300.0])
def test_a_pattern_stays_inside_its_stage(shade, width):
    lines = []
    for shape in PATTERNS[shade](10, 20, width, 13):
        if isinstance(shape, Hatching):
            lines += shape.lines
        elif isinstance(shape, Rule):
            lines.append((shape.x1, shape.y1, shape.x2, shape.y2))
    assert all(9.99 <= x <= 10.01 + width for x1, _, x2, _ in lines for x in (x1, x2))
    assert all(19.99 <= y <= 33.01 for _, y1, _, y2 in lines for y in (y1, y2))
    if width > 7:
        assert lines


def test_lanes_years_today_and_labels_are_written():
    paper = drawn_paper()
    said = strings(paper)
    for words in ("2025", "2026", "2027", "24 nov.", "Budget", "Recours DALO", "Hébergement · résidence Les Tilleuls"):
        assert words in said
    assert "Mobilité" not in said


def test_the_title_says_the_period():
    assert PathwayDrawing(PATHWAY, 493).title == "Parcours, avril 2025\u00a0– mars 2027"


def test_today_is_a_line_at_its_exact_day():
    paper = drawn_paper()
    drawing = PathwayDrawing(PATHWAY, paper.width)
    x = paper.left + LANE_COLUMN + drawing.layout.today
    upright = [shape for shape in paper.leaves[0].shapes if isinstance(shape, Rule) and shape.x1 == shape.x2 == x]
    assert len(upright) > 5
    assert drawing.ruler.day_at(drawing.layout.today + 0.01) == date(2026, 11, 24)


def test_the_legend_explains_every_look():
    paper = Paper(SENDER, Imprint("FC-1", TODAY, ""))
    put_legend(paper)
    said = strings(paper)
    for words in (
        *FLAG_NAMES.values(),
        *DOT_NAMES.values(),
        "préparation",
        "transmise",
        "complément demandé",
        "prévue",
    ):
        assert words in said
    assert max(letters.x for letters in paper.leaves[0].letters) < paper.right - 20
