# SPDX-License-Identifier: AGPL-3.0-or-later
"""The panel around the pathway chart: tools, table, reading strip, legend, deadlines, and the way between them."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.schemes.chart import DOT_NAMES, FLAG_NAMES, SHADE_NAMES, Chart
from app.ui import theme
from app.ui.widgets.chart_panel import ChartPanel
from app.ui.widgets.pathway_frame import Key
from app.ui.widgets.rows import Group
from tests.lea_pathway import PATHWAY, TODAY
from tests.ui.pathway_hands import NONE, SHIFT, Heard, press


@pytest.fixture
def panel(qtbot):
    made = ChartPanel()
    qtbot.addWidget(made)
    made.resize(1198, 582)
    made.show_chart(PATHWAY)
    made.show()
    made.activateWindow()
    made.focus_first()
    settle()
    assert made.chart.hasFocus()
    return made


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def words_of(panel: ChartPanel) -> tuple[str, str]:
    return panel.strip.accessibleName(), panel.strip.button.text()


# Tools


def test_every_control_has_a_name(panel):
    for table in (False, True):
        panel.show_table(table)
        controls = [
            one
            for one in panel.findChildren(QWidget)
            if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isVisible()
        ]
        assert len(controls) >= 3
        names = [QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) for one in controls]
        assert all(names), [type(one).__name__ for one, name in zip(controls, names, strict=True) if not name]


def test_choosing_a_zoom_changes_the_window_and_its_words(panel):
    assert panel.tools.period.text() == "avril 2025 – mars 2027"
    panel.tools.zoom.options["ten_years"].click()
    assert panel.chart.zoom == "ten_years"
    assert panel.tools.period.text() == panel.chart.period


def test_zooming_in_the_chart_shows_in_the_tools(panel):
    press(panel.chart, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert panel.tools.zoom.value() == "year"


def test_previous_next_and_today(panel):
    panel.tools.earlier.click()
    assert panel.tools.period.text() == "oct. 2024 – sept. 2026"
    panel.tools.later.click()
    panel.tools.later.click()
    assert panel.chart.days_shown.first == date(2025, 10, 1)
    panel.tools.today.click()
    assert panel.tools.period.text() == "avril 2025 – mars 2027"


def test_the_period_is_said_in_full_where_there_is_room(panel):
    panel.resize(1600, 582)
    panel.tools.earlier.click()
    settle()
    assert panel.tools.period.text() == "octobre 2024 – septembre 2026"


def test_the_legend_says_every_shape_and_hides(panel):
    said = panel.legend.accessibleName()
    assert all(word in said for names in (SHADE_NAMES, DOT_NAMES, FLAG_NAMES) for word in names.values())
    assert panel.legend.isVisible()
    panel.tools.legend.click()
    assert not panel.legend.isVisible()
    assert panel.tools.legend.accessibleName() == "Afficher la légende"
    panel.tools.legend.click()
    assert panel.legend.isVisible()


def test_the_legend_takes_two_lines_in_the_picture_and_more_when_narrow(panel):
    two = panel.legend.heightForWidth(948)
    assert panel.legend.height() == two
    assert panel.legend.heightForWidth(500) > two


# Table


def test_the_table_has_the_same_rows(panel):
    panel.tools.table.click()
    assert panel.table.isVisible()
    assert not panel.chart.isVisible()
    assert [column.title for column in panel.table.rows.columns] == ["Date", "Famille", "Démarche", "Quoi", "État"]
    rows = [row for row in panel.table.rows.rows if not isinstance(row, Group)]
    assert len(rows) == sum(len(bar.segments) + len(bar.dots) + len(bar.flags) for bar in PATHWAY.bars)
    groups = [(row.title, row.count) for row in panel.table.rows.rows if isinstance(row, Group)]
    assert [title for title, _ in groups] == ["Jusqu’à aujourd’hui", "À venir"]
    assert sum(count for _, count in groups) == len(rows)
    panel.tools.table.click()
    assert panel.chart.isVisible()


def test_the_table_begins_at_today_and_opens_with_enter(panel):
    panel.show_table(True)
    panel.focus_first()
    heard = Heard(panel.opened)
    assert panel.table.currentIndex().data() == "24 nov."
    press(panel.table, Qt.Key.Key_Return)
    assert heard.said == [("recourse",)]


def test_the_table_sorts_by_procedure(panel):
    panel.show_table(True)
    panel.table.ask_order(2)
    names = [row.row.procedure for row in panel.table.rows.rows]
    assert names == sorted(names)
    panel.table.ask_order(0)
    dates = [row.row.on for row in panel.table.rows.rows if not isinstance(row, Group)]
    assert dates == sorted(dates)


def test_an_overdue_line_says_so_with_its_icon(panel):
    panel.show_table(True)
    state = panel.table.rows.columns[4]
    cells = [state.cell(row) for row in panel.table.rows.rows if not isinstance(row, Group)]
    assert [cell.words for cell in cells if cell.icon == "flag-exclamation"] == ["Dépassée"]


# Reading strip


def test_the_strip_says_what_is_chosen(panel):
    panel.chart.choose(Key("bar", "recourse"))
    said, button = words_of(panel)
    assert said.startswith("Recours DALO · en instruction depuis le 20 octobre 2026. Décision au plus tard")
    assert button == "Ouvrir la démarche"
    assert panel.strip.icon_name == "flag"


def test_its_button_opens_what_it_speaks_of(panel):
    heard = Heard(panel.opened)
    panel.chart.choose(Key("dot", "nursery", 0))
    panel.strip.button.click()
    assert heard.said == [("nursery",)]


def test_pinned_it_says_so_and_stays(panel):
    panel.chart.choose(Key("bar", "recourse"))
    press(panel.chart, Qt.Key.Key_Space, text=" ")
    assert "épinglé" in words_of(panel)[0]
    press(panel.chart, Qt.Key.Key_Down)
    assert words_of(panel)[0].startswith("Recours DALO")
    press(panel.chart, Qt.Key.Key_Space, text=" ")
    assert words_of(panel)[0].startswith("Domiciliation")


def test_a_star_in_a_name_is_no_mark_up(panel):
    bar = PATHWAY.bars[0]
    starred = Chart((type(bar)("x", "budget", "A*B*C", "Une *démarche*.", bar.segments),), TODAY)
    panel.show_chart(starred)
    assert panel.strip.first.text().count("font-weight") == 1
    assert "*" not in panel.strip.second.text()


# Deadlines


def test_deadlines_are_grouped_and_advice_is_apart(panel):
    rows = panel.due.list.rows.rows
    assert [row.title for row in rows if isinstance(row, Group)] == [
        "Dépassées",
        "Conseillées, à faire",
        "Sous 30 jours",
        "Plus tard",
    ]
    assert panel.due.count.text() == "8"
    said = [row.said for row in rows if not isinstance(row, Group)]
    assert said[0] == "Dépassée\u00a0: Contrat aidé, bilan à 3 mois de la fin, 2 nov."
    assert said[1] == "Conseillée, à faire\u00a0: Domiciliation, renouvellement conseillé, 8 oct."


def test_f6_leads_to_the_deadlines_and_shift_f6_back(panel):
    press(panel.chart, Qt.Key.Key_F6)
    assert panel.due.list.hasFocus()
    press(panel.due.list, Qt.Key.Key_F6, SHIFT)
    assert panel.chart.hasFocus()


def test_elsewhere_f6_is_left_to_the_page(panel):
    for widget, modifiers in ((panel.chart, SHIFT), (panel.due.list, NONE)):
        widget.setFocus()
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F6, modifiers)
        QApplication.sendEvent(widget, event)
        assert not event.isAccepted()


def test_f6_is_taken_before_a_shortcut_of_the_window(panel):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F6, NONE)
    event.ignore()
    QApplication.sendEvent(panel.chart, event)
    assert event.isAccepted()


def test_going_through_the_deadlines_chooses_them_in_the_chart(panel):
    press(panel.chart, Qt.Key.Key_F6)
    press(panel.due.list, Qt.Key.Key_End)
    assert panel.chart.key == Key("flag", "social-housing", 2)
    assert panel.chart.days_shown.shows(date(2027, 6, 18))
    heard = Heard(panel.opened)
    press(panel.due.list, Qt.Key.Key_Return)
    assert heard.said == [("social-housing",)]


def test_choosing_in_the_chart_points_at_its_deadline(panel):
    panel.chart.choose(Key("bar", "recourse"))
    assert panel.due.list.value() == "recourse/0"
    panel.chart.choose(Key("flag", "contract", 1))
    assert panel.due.list.value() == "contract/1"
    assert panel.chart.key == Key("flag", "contract", 1)


@pytest.mark.parametrize(("width", "scale"), [(1000, 1.0), (1290, 1.5)])
def test_without_room_the_deadlines_are_a_pane_that_f6_opens_and_escape_closes(panel, width: int, scale: float):
    assert panel.due.isVisible()
    assert not panel.tools.due.isVisible()
    theme.use(dark=False, scale=scale)
    panel.resize(width, 582)
    settle()
    assert not panel.due.isVisible()
    assert panel.tools.due.text() == "Échéances\u00a08"
    press(panel.chart, Qt.Key.Key_F6)
    assert panel.due.list.hasFocus()
    press(panel.due.list, Qt.Key.Key_Escape)
    assert not panel.due.isVisible()
    assert panel.chart.hasFocus()
    panel.tools.due.click()
    assert panel.due.isVisible()


# Sizes, emptiness


def test_at_double_size_nothing_overflows(panel):
    theme.use(dark=False, scale=2.0)
    panel.resize(1290, 662)
    settle()
    assert panel.width() == 1290
    assert panel.minimumSizeHint().width() <= 1290
    for button in (panel.tools.legend, panel.tools.table, panel.tools.due, panel.tools.today):
        assert button.width() >= button.sizeHint().width()
        assert panel.tools.rect().contains(button.mapTo(panel.tools, button.rect().bottomRight()))
    assert panel.chart.height() > theme.px(130)


def test_an_empty_pathway_says_where_it_starts(panel):
    panel.show_chart(Chart((), TODAY))
    assert panel.empty.isVisible()
    assert not panel.strip.isVisible()
    assert not panel.due.isVisible()
    panel.show_chart(PATHWAY)
    assert panel.chart.isVisible()
    assert panel.strip.isVisible()


def test_a_change_keeps_window_choice_and_table(panel):
    panel.chart.choose(Key("bar", "nursery"))
    panel.tools.earlier.click()
    window = panel.chart.days_shown
    panel.show_chart(Chart(PATHWAY.bars[:-1] + PATHWAY.bars[-1:], TODAY))
    assert panel.chart.days_shown == window
    assert panel.chart.key == Key("bar", "nursery")
