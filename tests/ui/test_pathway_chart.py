# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart under the pointer and the wheel; its tooltips, its folds, what it draws."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.widgets.pathway_chart import PathwayChart
from app.ui.widgets.pathway_frame import Key
from tests.lea_pathway import PATHWAY
from tests.ui.pathway_hands import CTRL, SHIFT, Heard, many, middle, point, press, shown_chart, turn


@pytest.fixture
def chart(qtbot) -> PathwayChart:
    return shown_chart(qtbot)


# Tooltips


def test_from_the_keyboard_a_tooltip_shows_at_once_and_escape_closes_it(chart):
    chart.choose(Key("bar", "recourse"))
    assert chart.tip is None
    press(chart, Qt.Key.Key_End)
    assert chart.tip is not None
    assert press(chart, Qt.Key.Key_Escape)
    assert chart.tip is None
    assert not press(chart, Qt.Key.Key_Escape)


def test_under_the_pointer_it_waits(chart, qtbot):
    point(chart, middle(chart, Key("flag", "housing-fund", 0)))
    assert chart.tip is None
    qtbot.waitUntil(lambda: chart.tip is not None)
    point(chart, QPointF(5, 300))
    assert chart.tip is None


def test_a_tooltip_is_never_over_its_own_bar(chart):
    from app.ui.widgets.pathway_paint import tip_place

    shown = [spot for spot in chart.frame.spots if chart.days_shown.shows(spot.since) and not spot.own_bar.isEmpty()]
    marks = [spot for spot in shown if spot.kind in ("dot", "flag")]
    assert len(marks) > 20
    for spot in marks:
        own = chart.in_widget(spot.own_bar)
        place = tip_place("Un fait daté, 24 nov.", chart.in_widget(spot.rect), own, QRectF(chart.rect()))
        assert not place.intersects(own), spot.keys
        assert place.right() <= chart.width()


# Pointer and wheel


def test_hovering_describes_and_leaving_comes_back(chart):
    chart.choose(Key("bar", "recourse"))
    heard = Heard(chart.described)
    point(chart, middle(chart, Key("bar", "nursery")))
    assert heard.said[-1][0].startswith("Crèche ·")
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert heard.said[-1][0].startswith("Recours DALO ·")


def test_a_click_on_a_stage_chooses_the_whole_procedure(chart):
    point(chart, middle(chart, Key("segment", "nursery", 0)), QEvent.Type.MouseButtonPress)
    assert chart.key == Key("bar", "nursery")


def test_a_click_on_a_mark_chooses_it(chart):
    point(chart, middle(chart, Key("flag", "contract", 0)), QEvent.Type.MouseButtonPress)
    assert chart.key == Key("flag", "contract", 0)


def test_a_double_click_opens(chart):
    heard = Heard(chart.opened)
    point(chart, middle(chart, Key("bar", "nursery")), QEvent.Type.MouseButtonDblClick)
    assert heard.said == [("nursery",)]


def test_the_wheel_is_left_to_the_page_when_every_lane_is_seen(chart):
    chart.resize(948, 900)
    assert chart.scroll_bar.isHidden()
    assert not turn(chart, -1)


def test_the_wheel_scrolls_the_lanes_and_shift_moves_in_time(chart):
    chart.resize(948, 250)
    QApplication.processEvents()
    assert chart.grab().height() == 250
    turn(chart, -1)
    assert chart.scroll_bar.value() == chart.frame.measures.pitch
    turn(chart, 2, SHIFT)
    assert chart.days_shown.first == date(2025, 2, 1)


def test_fine_wheels_add_up(chart):
    for _ in range(3):
        turn(chart, 0.25, SHIFT)
    assert chart.days_shown.first == date(2025, 4, 1)
    turn(chart, 0.25, SHIFT)
    assert chart.days_shown.first == date(2025, 3, 1)


def test_ctrl_and_wheel_zoom_around_the_pointer(chart):
    x = chart.frame.left + 700.0
    day = chart.frame.layout.ruler.day_at(700)
    turn(chart, 1, CTRL, QPointF(x, 200))
    assert chart.zoom == "year"
    assert abs(chart.frame.left + chart.frame.layout.ruler.x(day) - x) < chart.frame.layout.ruler.width / 13 + 1


# Folding


def test_a_folded_lane_unfolds_and_folds_back(chart):
    chart.show_chart(many())
    folded = len(chart.frame.bands[0].lane.folded)
    assert folded > 0
    chart.choose(Key("fold", "housing"))
    press(chart, Qt.Key.Key_Return)
    assert chart.frame.bands[0].lane.folded == ()
    assert chart.key == Key("fold", "housing")
    press(chart, Qt.Key.Key_Return)
    assert len(chart.frame.bands[0].lane.folded) == folded


def test_choosing_what_is_folded_away_unfolds_its_lane(chart):
    chart.show_chart(many())
    hidden = chart.frame.bands[0].lane.folded[-1]
    assert chart.frame.find(Key("bar", hidden.id)) is None
    chart.choose_flag(hidden.id, hidden.flags[0])
    assert chart.spot.bar == hidden
    room = chart.room()
    assert room.contains(chart.in_widget(chart.spot.rect).center())


# What is drawn


def colours_in(image, left: int, right: int, y: int) -> set[str]:
    return {QColor(image.pixel(x, y)).name().upper() for x in range(left, right)}


def test_each_stage_is_filled_with_its_own_colour(chart):
    image = chart.grab().toImage()
    fills = {"seg_sent": ("nursery", 0), "seg_instr": ("nursery", 1), "seg_active": ("nursery", 2)}
    for token, (bar, index) in fills.items():
        rect = chart.in_widget(chart.frame.find(Key("segment", bar, index)).rect)
        found = colours_in(image, round(rect.left()) + 3, round(rect.right()) - 3, round(rect.top()) + 3)
        assert theme.hex_of(token).upper() in found, token


def test_what_is_still_to_come_is_veiled(chart):
    image = chart.grab().toImage()
    rect = chart.in_widget(chart.frame.find(Key("bar", "social-housing")).rect)
    today = chart.frame.left + chart.frame.layout.today
    y = round(rect.top()) + 3
    before = colours_in(image, round(today) - 40, round(today) - 10, y)
    after = colours_in(image, round(today) + 10, round(rect.right()) - 4, y)
    assert before == {theme.hex_of("seg_active").upper()}
    assert theme.hex_of("seg_active").upper() not in after


def test_today_is_a_line_of_ink_over_everything(chart):
    image = chart.grab().toImage()
    today = round(chart.frame.left + chart.frame.layout.today)
    for y in range(chart.frame.measures.axis, 420, 7):
        column = {QColor(image.pixel(x, y)).lightness() for x in (today - 1, today, today + 1)}
        assert min(column) < 90, y


def test_the_ring_shows_with_the_focus_only(chart):
    chart.choose(Key("bar", "recourse"))
    rect = chart.in_widget(chart.spot.rect)
    x, y = round(rect.center().x()), round(rect.top()) - 3
    focused = QColor(chart.grab().toImage().pixel(x, y)).name().upper()
    assert focused == theme.hex_of("accent").upper()


def test_dark_changes_everything_without_a_restart(chart):
    light = chart.grab().toImage()
    theme.use(dark=True, scale=1.0)
    dark = chart.grab().toImage()
    assert QColor(light.pixel(2, 100)).name().upper() == theme.PALETTES["light"]["canvas"]
    assert QColor(dark.pixel(2, 100)).name().upper() == theme.PALETTES["dark"]["canvas"]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_name_of_a_lane_is_cut(chart, scale: float):
    from PySide6.QtGui import QFontMetricsF

    from app.schemes.chart import LANE_NAMES
    from app.ui.widgets.pathway_frame import two_lines

    theme.use(dark=False, scale=scale)
    metrics = QFontMetricsF(theme.font("label", 600))
    room = chart.frame.left - theme.px(36)
    assert all(metrics.horizontalAdvance(line) <= room for name in LANE_NAMES.values() for line in two_lines(name))


def test_rows_grow_when_every_lane_then_still_fits(chart):
    assert (chart.frame.measures.pitch, chart.frame.measures.bar) == (36, 20)
    chart.resize(1500, 760)
    assert (chart.frame.measures.pitch, chart.frame.measures.bar) == (52, 24)


def test_a_move_of_the_focus_draws_no_lane_again(chart):
    chart.show_chart(many())
    chart.zoom_to("five_years")
    chart.grab()
    drawn = {index: pixmap.cacheKey() for index, pixmap in chart._drawn.items()}
    assert len(drawn) > 3
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        press(chart, key)
        chart.grab()
    kept = {index: chart._drawn[index].cacheKey() for index in drawn}
    assert kept == drawn


def test_painting_loses_no_reference(chart):
    chart.grab()
    before = sys.getrefcount(None)
    for number in range(1000):
        if number % 100 == 0:
            chart.place_again()
        chart.grab()
    assert sys.getrefcount(None) >= before - 10


def test_another_day_places_the_window_again(chart):
    chart.show_chart(replace(PATHWAY, today=date(2027, 3, 2)))
    assert chart.days_shown.shows(date(2027, 3, 2))
    assert chart.period == "juillet 2025 – juin 2027"
