# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart for who does not see it: a list of lanes, of procedures, of what happened, each a sentence."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QAccessible

from app.schemes.chart import Chart
from app.ui.widgets.pathway_chart import PathwayChart
from app.ui.widgets.pathway_frame import Key
from tests.lea_pathway import PATHWAY, TODAY
from tests.ui.pathway_hands import shown_chart

NAME = QAccessible.Text.Name
ROLE = QAccessible.Role


@pytest.fixture
def chart(qtbot) -> PathwayChart:
    return shown_chart(qtbot)


def tree(chart):
    return QAccessible.queryAccessibleInterface(chart)


def children(node):
    return [node.child(index) for index in range(node.childCount())]


def sentences(node) -> list[str]:
    return [child.text(NAME) for child in children(node)]


def test_the_chart_is_a_list_of_lanes_in_order(chart):
    root = tree(chart)
    assert root.role() == ROLE.List
    assert root.text(NAME) == "Parcours"
    assert sentences(root) == [
        "Logement et hébergement, 3\u00a0démarches",
        "Domiciliation et droits, 2\u00a0démarches",
        "Emploi et formation, 3\u00a0démarches",
        "Budget, 3\u00a0démarches",
        "Santé, 1\u00a0démarche",
        "Famille, 1\u00a0démarche",
    ]


def test_each_procedure_is_an_item_with_its_sentence(chart):
    housing = tree(chart).child(0)
    assert housing.role() == ROLE.List
    assert [child.role() for child in children(housing)] == [ROLE.ListItem] * 3
    assert sentences(housing)[2] == (
        "Recours DALO, en instruction depuis le 20 octobre 2026, décision au plus tard le 4 janvier 2027."
    )


def test_each_stage_event_and_deadline_is_an_item_in_time(chart):
    recourse = tree(chart).child(0).child(2)
    assert sentences(recourse)[-5:] == [
        "Complément demandé, délai en pause, du 6 octobre 2026 au 20 octobre 2026.",
        "En instruction depuis le 20 octobre 2026.",
        "Fait daté, 20 octobre 2026\u00a0: Complément reçu par la commission.",
        "Suite prévue jusqu’au 4 janvier 2027.",
        "Échéance à venir, 4 janvier 2027\u00a0: Décision au plus tard le 4 janvier 2027, dans 41 jours."
        " Sans réponse, la loi compte un rejet. CCH, art. R. 441-15",
    ]


def test_advice_is_not_called_overdue(chart):
    domiciliation = tree(chart).child(1).child(0)
    told = [sentence for sentence in sentences(domiciliation) if "8 octobre 2026" in sentence]
    assert told[0].startswith("Échéance conseillée, à faire, 8 octobre 2026")


def test_what_the_keyboard_chooses_has_the_focus(chart):
    chart.choose(Key("bar", "recourse"))
    focused = tree(chart).focusChild()
    assert focused.text(NAME).startswith("Recours DALO, en instruction")
    assert focused.state().focused
    assert not tree(chart).child(0).child(0).state().focused


def test_places_are_those_on_the_screen(chart):
    chart.choose(Key("bar", "recourse"))
    node = tree(chart).focusChild()
    assert node.rect() == chart.place_of(Key("bar", "recourse"))
    assert not node.rect().isEmpty()
    assert not node.state().offscreen
    assert tree(chart).child(2).child(0).state().offscreen, "ended before the window"


def test_each_node_knows_what_holds_it(chart):
    root = tree(chart)
    lane = root.child(3)
    procedure = lane.child(1)
    assert procedure.parent().text(NAME) == lane.text(NAME)
    assert lane.indexOfChild(procedure) == 1
    assert root.indexOfChild(lane) == 3
    assert procedure.child(99) is None


def test_the_tree_follows_the_chart(chart):
    assert tree(chart).childCount() == 6
    chart.show_chart(Chart(PATHWAY.bars[:1], TODAY))
    assert sentences(tree(chart)) == ["Logement et hébergement, 1\u00a0démarche"]
    chart.show_chart(Chart((), TODAY))
    assert tree(chart).childCount() == 0


def test_the_tree_dies_with_the_chart(qtbot):
    made = PathwayChart()
    made.show_chart(PATHWAY)
    lane = QAccessible.queryAccessibleInterface(made).child(0)
    assert lane.childCount() == 3
    shiboken6.delete(made)
    gc.collect()
    assert not shiboken6.isValid(lane)


def test_the_tree_keeps_no_chart_alive(qtbot):
    made = PathwayChart()
    made.show_chart(PATHWAY)
    assert QAccessible.queryAccessibleInterface(made).childCount() == 6
    there = weakref.ref(made)
    del made
    gc.collect()
    assert there() is None


LIVES = """
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
app = QApplication([])
QAccessible.setActive(True)
from app.ui.widgets.pathway_chart import PathwayChart
from app.ui.widgets.pathway_frame import Key
from tests.lea_pathway import PATHWAY
for life in range(12):
    chart = PathwayChart()
    chart.show_chart(PATHWAY)
    chart.show()
    chart.activateWindow()
    chart.setFocus()
    chart.choose(Key("bar", "recourse"))
    assert QAccessible.queryAccessibleInterface(chart).child(0).child(2).childCount() == 10
    if life % 3 == 0:
        chart.deleteLater()
    app.processEvents()
print("told")
"""


def test_a_screen_reader_outlives_the_charts_and_the_program_ends_well():
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", LIVES], cwd=root, capture_output=True, text=True, check=False)
    assert run.stdout == "told\n"
    assert run.returncode == 0, run.stderr
