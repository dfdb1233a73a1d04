# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.widgets.deadlines import DeadlineLine, DeadlineList
from app.ui.widgets.rows import Group
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.table import Cell, Column, TableView
from app.ui.widgets.words import Run, laid_out, parsed

RENEW = DeadlineLine(
    "1", "overdue", "8 oct.", "il y a 47 jours", "Léa Marchetti", "Domiciliation", "Cerfa 16030",
    "Plus d’adresse après le 8 déc.", "Fixer l’entretien", "calendar-plus",
)  # fmt: skip
ANSWER = DeadlineLine(
    "2", "soon", "mer. 25", "demain", "Paul Nguyen", "Délai du juge", "CCH, art. L. 441-2-3-1", "", "Noter la réponse"
)
SIMPLE = DeadlineLine("3", "upcoming", "4 janv. 2027", "dans 41 jours", "Inès Ferreira", "Décision attendue")
GROUPS = [("Dépassées", [RENEW]), ("Cette semaine", []), ("Plus tard", [ANSWER, SIMPLE])]


@pytest.fixture
def deadlines(shown):
    made = DeadlineList()
    made.show_groups(GROUPS)
    return shown(made, width=926)


def test_a_group_without_anything_is_not_shown(deadlines):
    titles = [row.title for row in deadlines.rows.rows if isinstance(row, Group)]
    assert titles == ["Dépassées", "Plus tard"]


def test_the_arrows_skip_the_headings(deadlines, press):
    deadlines.setFocus(Qt.FocusReason.TabFocusReason)
    assert deadlines.value() == "1"
    press(deadlines, Qt.Key.Key_Down)
    assert deadlines.value() == "2"
    press(deadlines, Qt.Key.Key_Up)
    assert deadlines.value() == "1"


def test_enter_does_the_gesture_and_right_opens(deadlines, press, heard):
    acted, opened = heard(deadlines.acted), heard(deadlines.opened)
    deadlines.set_value("1")
    press(deadlines, Qt.Key.Key_Return)
    press(deadlines, Qt.Key.Key_Right)
    press(deadlines, Qt.Key.Key_Return, "", Qt.KeyboardModifier.AltModifier)
    assert acted == ["1"]
    assert opened == ["1", "1"]


def test_a_line_without_a_gesture_is_opened_by_enter(deadlines, press, heard):
    acted, opened = heard(deadlines.acted), heard(deadlines.opened)
    deadlines.set_value("3")
    press(deadlines, Qt.Key.Key_Return)
    assert (acted, opened) == ([], ["3"])


def test_the_button_of_a_line_is_pressed_with_the_mouse(deadlines, qtbot, heard):
    acted = heard(deadlines.acted)
    index = deadlines.rows.place_of("2")
    inside = deadlines.button_at(index).center().toPoint()
    qtbot.mouseClick(deadlines.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert acted == ["2"]
    outside = QPoint(200, inside.y())
    qtbot.mouseClick(deadlines.viewport(), Qt.MouseButton.LeftButton, pos=outside)
    assert acted == ["2"]
    assert deadlines.value() == "2"


def test_a_press_that_slides_off_the_button_does_nothing(deadlines, qtbot, heard):
    acted = heard(deadlines.acted)
    inside = deadlines.button_at(deadlines.rows.place_of("2")).center().toPoint()
    qtbot.mousePress(deadlines.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    qtbot.mouseRelease(deadlines.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, inside.y()))
    assert acted == []


def test_a_line_is_read_aloud_as_one_sentence(deadlines):
    index = deadlines.rows.place_of("1")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Dépassée, 8 oct., il y a 47 jours, Léa Marchetti, Domiciliation, Cerfa 16030. "
        "Si rien n’est fait\u00a0: plus d’adresse après le 8 déc. Entrée\u00a0: Fixer l’entretien"
    )


def test_columns_become_lines_when_text_is_large_or_room_is_short(deadlines):
    look = deadlines.lines
    wide = look.height_of(RENEW, 926)
    assert look.height_of(RENEW, 500) > wide
    assert look.height_of(RENEW, 320) > look.height_of(RENEW, 500)
    theme.use(dark=False, scale=2.0)
    assert look.height_of(RENEW, 1290) > 2 * wide


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [320, 480, 926])
def test_no_word_of_a_deadline_is_cut(scale, width):
    theme.use(dark=False, scale=scale)
    made = DeadlineList()
    made.show_groups(GROUPS)
    for line in (RENEW, ANSWER, SIMPLE):
        assert not any(words.cut for words in made.lines.words_of(line, int(width * scale)))


def test_what_was_chosen_stays_chosen_when_lines_change(deadlines, heard):
    deadlines.set_value("2")
    said = heard(deadlines.chosen)
    deadlines.show_groups([("Plus tard", [SIMPLE, ANSWER])])
    assert deadlines.value() == "2"
    assert said == []


def test_the_line_that_takes_its_place_is_chosen_when_one_is_done(deadlines, heard):
    deadlines.set_value("1")
    said = heard(deadlines.chosen)
    deadlines.show_groups([("Plus tard", [ANSWER, SIMPLE])])
    assert deadlines.value() == "2"
    assert said == ["2"]
    deadlines.show_groups([])
    assert deadlines.value() == ""


def test_painting_loses_no_reference_to_none(deadlines):
    deadlines.grab()
    before = sys.getrefcount(None)
    for _turn in range(1000):
        deadlines.viewport().grab()
    assert abs(sys.getrefcount(None) - before) < 500


@pytest.fixture
def side(shown):
    made = SideList("Thèmes", fitted=True, rules=True)
    made.show_rows(
        [
            Group("Ouverts", 2),
            SideItem("home", "Logement, hébergement", "il y a 6 j.", icon="home"),
            SideItem("money", "Ressources, budget", "il y a 40 j.", "3", "wallet"),
        ]
    )
    return shown(made, width=240)


def test_a_fitted_list_is_as_high_as_its_items(side):
    assert side.height() == side.heightForWidth(side.width())
    assert side.verticalScrollBar().maximum() == 0


def test_a_side_list_is_used_by_the_keyboard(side, press, heard):
    chosen, opened = heard(side.chosen), heard(side.opened)
    side.set_value("home")
    side.setFocus(Qt.FocusReason.TabFocusReason)
    press(side, Qt.Key.Key_Down)
    press(side, Qt.Key.Key_Return)
    assert chosen == ["money"]
    assert opened == ["money"]


@dataclass(frozen=True)
class Line:
    id: str
    number: str
    name: str
    town: str
    due: str
    state: str


COLUMNS = (
    Column("N°", lambda line: Cell(line.number, strong=True), 60, sortable=True),
    Column("Personne", lambda line: Cell(line.name), 160, 2, sortable=True),
    Column("Commune", lambda line: Cell(line.town), 140, 1, rank=2),
    Column("Réponse due", lambda line: Cell(line.due), 140, 1, rank=1),
    Column("État", lambda line: Cell(state=line.state), 140),
)
LINES = [
    Group("Aujourd’hui"),
    Line("a", "0197", "Inès Ferreira", "Saint-Martin", "20 janv.", "waiting"),
    Line("b", "0196", "Paul Nguyen", "Bréchamp", "17 janv.", "refused"),
    Line("c", "0195", "Léa Marchetti", "Le Val-Fleuri", "26 nov.", "received"),
]


@pytest.fixture
def table(shown):
    made = TableView("Orientations", COLUMNS, tickable=True)
    made.show_rows(LINES)
    return shown(made, width=900)


def test_rows_are_chosen_whole_and_opened(table, press, heard):
    opened, chosen = heard(table.opened), heard(table.chosen)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.value() == "a"
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Return)
    assert opened == ["b"]
    assert chosen == ["b"]


def test_tab_leaves_a_table(table, qtbot):
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert table.value() == "a"


def test_rows_are_ticked_by_space_by_click_and_all_at_once(table, press, qtbot, heard):
    ticked = heard(table.ticked)
    table.set_value("b")
    press(table, Qt.Key.Key_Space)
    assert ticked[-1] == {"b"}
    box = table.visualRect(table.rows.index(3, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert ticked[-1] == {"b", "c"}
    head = table.horizontalHeader()
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(head.sectionPosition(0) + 8, 8))
    assert ticked[-1] == {"a", "b", "c"}
    press(table, Qt.Key.Key_Escape)
    assert ticked[-1] == set()


def test_ticks_of_rows_that_have_gone_are_dropped(table):
    table.rows.tick({"a", "b"}, on=True)
    table.show_rows(LINES[2:])
    assert table.rows.ticks == {"b"}


def test_columns_go_in_their_order_and_their_words_stay(table):
    assert table.hidden == []
    before = table.row_height()
    table.window().resize(560, 400)
    assert table.hidden == [2]
    table.window().resize(480, 400)
    assert table.hidden == [2, 3]
    assert table.folded_words(1) == ["Saint-Martin", "20 janv."]
    assert table.row_height() > before
    table.window().resize(900, 400)
    assert table.hidden == []


def test_at_200_percent_the_first_columns_stay(table):
    theme.use(dark=False, scale=2.0)
    assert not table.isColumnHidden(1)
    assert not table.isColumnHidden(2)
    assert table.hidden == [2, 3]
    assert table.rowHeight(1) == table.row_height()


def test_an_order_is_asked_by_title_or_by_key_and_shown(table, qtbot, press, heard):
    ordered = heard(table.ordered)
    head = table.horizontalHeader()
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(head.sectionPosition(2) + 20, 8))
    assert ordered == [(1, True)]
    press(table, Qt.Key.Key_T, "", Qt.KeyboardModifier.ControlModifier)
    assert ordered[-1] == (1, False)
    press(table, Qt.Key.Key_T, "", Qt.KeyboardModifier.ControlModifier)
    assert ordered[-1] == (0, True)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(head.sectionPosition(3) + 20, 8))
    assert len(ordered) == 3


def test_the_menu_key_asks_for_the_menu_of_the_row(table, heard):
    asked = heard(table.menu_asked)
    table.set_value("b")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(table.viewport(), event)
    assert [id_ for id_, _place in asked] == ["b"]


def test_a_button_in_a_row_is_what_enter_does(shown, press, qtbot, heard):
    columns = (COLUMNS[1], Column("Gestes", lambda line: Cell(act="Restaurer à part…"), 160))
    table = shown(TableView("Sauvegardes", columns))
    table.show_rows(LINES[1:])
    acted, opened = heard(table.acted), heard(table.opened)
    table.set_value("b")
    press(table, Qt.Key.Key_Return)
    place = table.button_at(table.rows.index(0, 1)).center().toPoint()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (acted, opened) == (["b", "a"], [])


def test_a_cell_is_read_with_its_state(table):
    index = table.rows.index(2, 5)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Refusée"
    assert QAccessible.queryAccessibleInterface(table).role() == QAccessible.Role.Table


def test_words_are_cut_only_where_they_do_not_fit():
    whole = laid_out("Commission de médiation", "body", 400)
    assert not whole.cut
    cut = laid_out("Commission de médiation", "body", 80)
    assert cut.cut
    assert cut.layout.text().endswith("…")
    assert cut.width <= 80
    assert laid_out("Commission de médiation", "body", 100, lines=2).height == 2 * whole.height


def test_runs_keep_their_weight_when_cut():
    runs = (Run("Léa Marchetti", 600), Run(" · Domiciliation\u00a0: renouvellement"))
    cut = laid_out(runs, "body", 160)
    assert cut.layout.text().startswith("Léa Marchetti")
    assert cut.layout.formats()[0].format.fontWeight() == 600


def test_stars_hold_what_is_stressed():
    assert parsed("Total *1 476 €* par mois") == (Run("Total "), Run("1 476 €", 600), Run(" par mois"))


def test_a_list_that_scrolls_with_its_column_cuts_no_word(shown):
    consequence = "Ensuite, l’expulsion est possible avec le concours de la force publique, sauf pendant la trêve. " * 3
    fitted, short = SideList("Échéances", fitted=True, flat=True), SideList("Échéances", flat=True)
    for made in (fitted, short):
        made.show_rows([SideItem("vacate", "Fin du délai du commandement de quitter les lieux", consequence)])
        shown(made, 260, 600)
    said = [[words.cut for words, _ in made.items.words_of(made.rows.rows[0], 220)] for made in (fitted, short)]
    assert said == [[False, False], [False, True]]
