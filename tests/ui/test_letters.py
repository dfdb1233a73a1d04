# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.letters import LetterWatch, letter_of, lettered, letters, plain
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field, LineEdit


def test_each_word_gets_a_letter_of_its_own():
    found = lettered(["Imprimer", "Importer", "Noter la décision", "Ouvrir"])
    assert [letter_of(word) for word in found] == ["i", "m", "n", "o"]


def test_a_letter_already_written_is_kept_and_not_given_twice():
    assert lettered(["Nom", "&Noter"]) == ["N&om", "&Noter"]


def test_an_accented_letter_is_never_given():
    assert lettered(["Éé"]) == ["Éé"]
    assert lettered(["École"]) == ["É&cole"]


@pytest.mark.parametrize(("word", "said"), [("&Nom", "Nom"), ("Prix && délais", "Prix & délais"), ("Nom", "Nom")])
def test_the_sign_of_a_letter_is_not_said(word, said):
    assert plain(word) == said


def test_alt_and_a_letter_reach_the_field_and_press_the_button(qtbot, heard):
    window = QWidget()
    layout = QVBoxLayout(window)
    field, button = Field("&Nom", LineEdit()), Button("&Ouvrir")
    layout.addWidget(field)
    layout.addWidget(button)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    pressed = heard(button.clicked)
    button.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert field.editor.hasFocus()
    assert field.editor.accessibleName() == "Nom"
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(pressed))


def test_letters_are_underlined_while_alt_is_held(shown):
    button = shown(Button("&Ouvrir"))
    LetterWatch(button.window())
    button.setFocus()
    quiet = button.grab().toImage()
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier))
    assert letters.shown
    assert button.grab().toImage() != quiet
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, Qt.KeyboardModifier.NoModifier))
    assert not letters.shown
    assert button.grab().toImage() == quiet
