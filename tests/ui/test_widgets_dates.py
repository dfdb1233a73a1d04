# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from app.french.dates import PartialDate
from app.ui import theme
from app.ui.widgets.date_field import BirthField, DateField
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.month_popup import MonthPopup, month_away

TODAY = date(2026, 11, 24)


def today():
    return TODAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2/3/2026", date(2026, 3, 2)),
        ("02032026", date(2026, 3, 2)),
        ("j", TODAY),
        ("demain", date(2026, 11, 25)),
        ("+7", date(2026, 12, 1)),
        ("3/12", date(2026, 12, 3)),
        ("lundi", date(2026, 11, 30)),
    ],
)
def test_a_date_is_typed_as_it_is_said_and_written_back_in_full(shown, write, press, heard, typed, day):
    field = shown(DateField(today))
    said = heard(field.dated)
    write(field, typed)
    press(field, Qt.Key.Key_Return)
    assert field.value() == day
    assert field.text() == day.strftime("%d/%m/%Y")
    assert said == [day]


def test_a_date_that_does_not_exist_stays_written_beside_its_reason(shown, write, press, heard, accessible):
    field = shown(Field("Date de sortie", DateField(today)))
    field.editor.set_value(date(2026, 3, 1))
    said = heard(field.editor.dated)
    field.editor.selectAll()
    write(field.editor, "31/02/2026")
    press(field.editor, Qt.Key.Key_Return)
    assert field.editor.text() == "31/02/2026"
    assert field.editor.value() == date(2026, 3, 1)
    assert field.editor.refused
    assert said == []
    assert field.tone == "refused"
    assert "31" in accessible(field.editor)[1]
    field.editor.selectAll()
    write(field.editor, "1/3/2026")
    press(field.editor, Qt.Key.Key_Return)
    assert field.tone == ""
    assert not field.editor.refused
    assert field.editor.text() == "01/03/2026"


def test_leaving_a_date_reads_it_and_emptying_it_is_announced(shown, write, heard):
    field = shown(DateField(today))
    other = LineEdit()
    field.window().layout().addWidget(other)
    other.show()
    field.setFocus()
    said = heard(field.dated)
    write(field, "3/12")
    other.setFocus()
    assert field.text() == "03/12/2026"
    field.setFocus()
    field.clear()
    other.setFocus()
    assert field.value() is None
    assert said == [date(2026, 12, 3), None]


def test_a_value_given_by_the_program_is_not_announced(heard):
    field = DateField(today)
    said = heard(field.dated)
    field.set_value(TODAY)
    field.read()
    assert field.text() == "24/11/2026"
    assert said == []


def test_control_j_writes_today(shown, press, heard):
    field = shown(DateField(today))
    said = heard(field.dated)
    press(field, Qt.Key.Key_J, "\n", Qt.KeyboardModifier.ControlModifier)
    assert said == [TODAY]


def test_the_calendar_is_opened_and_used_by_the_keyboard(shown, press, qtbot, heard, accessible):
    field = shown(DateField(today))
    said = heard(field.dated)
    press(field, Qt.Key.Key_Down, "", Qt.KeyboardModifier.AltModifier)
    popup = field.findChild(MonthPopup)
    assert popup.isVisible()
    assert popup.month.text() == "Novembre 2026"
    press(popup.days, Qt.Key.Key_Right)
    press(popup.days, Qt.Key.Key_Down)
    assert accessible(popup.days)[0] == "mercredi 2 décembre 2026"
    assert popup.month.text() == "Décembre 2026"
    press(popup.days, Qt.Key.Key_PageDown)
    assert popup.days.chosen == date(2027, 1, 2)
    press(popup.days, Qt.Key.Key_Home)
    press(popup.days, Qt.Key.Key_PageUp)
    press(popup.days, Qt.Key.Key_Return)
    assert said == [date(2026, 10, 24)]
    assert field.text() == "24/10/2026"


def test_a_day_is_chosen_with_the_mouse(shown, qtbot, heard):
    field = shown(DateField(today))
    said = heard(field.dated)
    field.set_value(date(2026, 3, 2))  # a Monday: the month starts on the Sunday before
    qtbot.mouseClick(field.button, Qt.MouseButton.LeftButton)
    days = field.findChild(MonthPopup).days
    cell, head = theme.px(34), theme.px(24)
    qtbot.mouseClick(days, Qt.MouseButton.LeftButton, pos=QPoint(cell // 2, head + cell + cell // 2))
    assert said == []  # the same Monday: nothing changed
    qtbot.mouseClick(field.button, Qt.MouseButton.LeftButton)
    days = field.findChild(MonthPopup).days
    qtbot.mouseClick(days, Qt.MouseButton.LeftButton, pos=QPoint(cell + cell // 2, head + cell + cell // 2))
    assert said == [date(2026, 3, 3)]


@pytest.mark.parametrize(
    ("day", "step", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
    ],
)
def test_a_month_away(day, step, expected):
    assert month_away(day, step) == expected


@pytest.mark.parametrize(
    ("typed", "known", "written"),
    [
        ("12/3/1990", PartialDate(1990, 3, 12), "12/03/1990"),
        ("03/1990", PartialDate(1990, 3), "03/1990"),
        ("1990", PartialDate(1990), "1990"),
        ("vers 1975", PartialDate(1975, about=True), "vers 1975"),
    ],
)
def test_a_birth_is_kept_as_far_as_it_is_known(shown, write, press, heard, typed, known, written):
    field = shown(BirthField(today))
    said = heard(field.dated)
    write(field, typed)
    press(field, Qt.Key.Key_Return)
    assert said == [known]
    assert field.value() == known
    assert field.text() == written
    field.read()
    assert said == [known]


def test_a_birth_in_two_figures_is_refused(shown, write, press, heard):
    field = shown(BirthField(today))
    said = heard(field.misread)
    write(field, "1/1/80")
    press(field, Qt.Key.Key_Return)
    assert len(said) == 1
    assert field.value() is None
    assert field.text() == "1/1/80"
