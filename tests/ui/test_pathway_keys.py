# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart under the keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.schemes.chart import Chart
from app.ui.widgets.pathway_chart import PathwayChart
from app.ui.widgets.pathway_frame import Key
from tests.lea_pathway import TODAY
from tests.ui.pathway_hands import CTRL, NONE, SHIFT, Heard, press, shown_chart


@pytest.fixture
def chart(qtbot) -> PathwayChart:
    return shown_chart(qtbot)


# Keyboard


def test_it_begins_on_the_procedure_whose_deadline_presses_most(chart):
    assert chart.key == Key("bar", "contract")


def test_left_and_right_go_through_a_row_in_time(chart):
    chart.choose(Key("bar", "recourse"))
    way = []
    for _ in range(11):
        press(chart, Qt.Key.Key_Right)
        way.append((chart.key.kind, chart.spot.since))
    inside = way[:-1]
    assert [day for _, day in inside] == sorted(day for _, day in inside)
    assert {kind for kind, _ in inside} == {"segment", "dot", "flag"}
    assert way[-1] == way[-2] == ("flag", date(2027, 1, 4))
    press(chart, Qt.Key.Key_Left)
    assert chart.key == Key("segment", "recourse", 5)


def test_right_leads_to_the_next_procedure_of_the_row(chart):
    chart.choose(Key("bar", "training"))
    press(chart, Qt.Key.Key_Right)
    assert chart.key == Key("dot", "training", 0)
    press(chart, Qt.Key.Key_Right)
    assert chart.key == Key("bar", "contract")


def test_up_and_down_change_row_and_keep_the_place_in_time(chart):
    chart.choose(Key("bar", "health-cover"))
    press(chart, Qt.Key.Key_Up)
    assert chart.key == Key("bar", "over-indebtedness")
    press(chart, Qt.Key.Key_Down)
    press(chart, Qt.Key.Key_Down)
    assert chart.key == Key("bar", "nursery")
    press(chart, Qt.Key.Key_Down)
    assert chart.key == Key("bar", "nursery")


def test_pages_change_lane(chart):
    chart.choose(Key("bar", "recourse"))
    press(chart, Qt.Key.Key_PageDown)
    assert chart.key == Key("bar", "domiciliation")
    press(chart, Qt.Key.Key_PageDown)
    assert chart.spot.lane == 2
    press(chart, Qt.Key.Key_PageUp)
    press(chart, Qt.Key.Key_PageUp)
    assert chart.key == Key("bar", "social-housing")


def test_home_and_end_are_the_ends_of_the_row_and_with_ctrl_of_the_chart(chart):
    chart.choose(Key("bar", "recourse"))
    press(chart, Qt.Key.Key_End)
    assert chart.key == Key("flag", "recourse", 0)
    press(chart, Qt.Key.Key_Home)
    assert chart.key == Key("bar", "recourse")
    press(chart, Qt.Key.Key_End, CTRL)
    assert chart.key == Key("dot", "nursery", 1)
    press(chart, Qt.Key.Key_Home, CTRL)
    assert chart.key == Key("bar", "social-housing")


def test_what_is_out_of_the_window_is_brought_into_it(chart):
    assert not chart.days_shown.shows(date(2027, 6, 18))
    chart.choose(Key("bar", "social-housing"))
    press(chart, Qt.Key.Key_End)
    assert chart.days_shown.shows(date(2027, 6, 18))
    assert not chart.spot.rect.isEmpty()


def test_t_comes_back_to_today(chart):
    before = chart.days_shown
    chart.move_by(-30)
    assert not chart.days_shown.shows(TODAY)
    assert press(chart, Qt.Key.Key_T, text="t")
    assert chart.days_shown == before


def test_enter_opens_what_is_chosen(chart):
    heard = Heard(chart.opened)
    chart.choose(Key("flag", "domiciliation", 2))
    press(chart, Qt.Key.Key_Return)
    assert heard.said == [("domiciliation",)]


def test_space_pins_the_lines_and_frees_them(chart):
    chart.choose(Key("bar", "recourse"))
    heard = Heard(chart.described)
    press(chart, Qt.Key.Key_Space, text=" ")
    press(chart, Qt.Key.Key_Up)
    assert heard.said == []
    opened = Heard(chart.opened)
    chart.open_subject()
    assert opened.said == [("recourse",)]
    press(chart, Qt.Key.Key_Space, text=" ")
    assert heard.said[-1][0].startswith("SIAO")


def test_shift_and_arrows_move_by_one_cell(chart):
    press(chart, Qt.Key.Key_Left, SHIFT)
    assert chart.days_shown.first == date(2025, 3, 1)
    press(chart, Qt.Key.Key_Right, SHIFT)
    assert chart.days_shown.first == date(2025, 4, 1)


@pytest.mark.parametrize(("key", "zoom"), [(Qt.Key.Key_Plus, "year"), (Qt.Key.Key_Minus, "five_years")])
def test_ctrl_plus_and_minus_zoom_around_what_is_chosen(chart, key: Qt.Key, zoom: str):
    chart.choose(Key("bar", "contract"))
    press(chart, key, CTRL)
    assert chart.zoom == zoom
    assert not chart.spot.rect.isEmpty()


def test_zoom_stops_at_both_ends(chart):
    for _ in range(9):
        press(chart, Qt.Key.Key_Plus, CTRL)
    assert chart.zoom == "week"
    for _ in range(9):
        press(chart, Qt.Key.Key_Minus, CTRL)
    assert chart.zoom == "ten_years"


def test_the_focused_chart_takes_ctrl_plus_before_the_window(chart):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Plus, CTRL, "+")
    event.ignore()
    QApplication.sendEvent(chart, event)
    assert event.isAccepted()
    other = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_K, CTRL, "k")
    other.ignore()
    QApplication.sendEvent(chart, other)
    assert not other.isAccepted()


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_F6, NONE), (Qt.Key.Key_Escape, NONE), (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)],
)
def test_keys_of_the_page_are_left_to_it(chart, key: Qt.Key, modifiers):
    assert not press(chart, key, modifiers)


def test_it_is_one_tab_stop(chart):
    stops = [one for one in chart.findChildren(type(chart.scroll_bar)) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert chart.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert stops == []


def test_an_empty_chart_takes_every_key_quietly(chart):
    chart.show_chart(Chart((), TODAY))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_Space):
        press(chart, key)
    assert chart.spot is None
    assert chart.grab().width() == 948
