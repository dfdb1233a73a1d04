# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.focus import FocusRing
from app.ui.widgets.buttons import Button, IconButton, Link
from app.ui.widgets.chips import FilterChips, Segments
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Badge, CutLabel, Label, Quote, SectionHeading
from app.ui.widgets.pastille import STATES, Pastille
from app.ui.widgets.tabs import TabStrip
from app.ui.widgets.text_area import TextArea
from app.ui.widgets.ticks import RadioDot, TickBox

SIZES = (1.0, 1.5, 2.0)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_by_the_keyboard(shown, qtbot, heard, key):
    button = shown(Button("Ouvrir", "principal"))
    pressed = heard(button.clicked)
    qtbot.keyClick(button, key)
    assert len(pressed) == 1


def test_a_button_that_waits_stays_reachable_and_says_why(shown, qtbot, heard, accessible):
    button = shown(Button("&Noter la décision"))
    button.forbid("Il manque la date de notification.")
    pressed = heard(button.clicked)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(button.window(), Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    action = QAccessible.queryAccessibleInterface(button).actionInterface()
    action.doAction(action.actionNames()[0])
    assert pressed == []
    assert button.toolTip() == "Il manque la date de notification."
    assert accessible(button)[:2] == ("Noter la décision", "Il manque la date de notification.")
    button.allow()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(pressed) == 1


def test_the_ring_is_for_the_keyboard_and_not_for_a_click(shown, qtbot):
    button = shown(Button("Ouvrir"))
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert button.hasFocus()
    assert not [ring for ring in button.window().findChildren(FocusRing) if ring.isVisible()]
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = [ring for ring in button.window().findChildren(FocusRing) if ring.isVisible()]
    corner = button.mapTo(ring.parentWidget(), QPoint(0, 0))
    assert ring.geometry().topLeft() == corner - QPoint(3, 3)
    assert button.window().childAt(button.window().rect().center()) is not ring


def test_an_icon_alone_has_a_name_and_a_tooltip(shown, accessible):
    button = shown(IconButton("x", "Fermer"))
    assert accessible(button)[0] == "Fermer"
    assert button.toolTip() == "Fermer"


@pytest.mark.parametrize("scale", SIZES)
def test_no_button_cuts_its_words(shown, scale):
    theme.use(dark=False, scale=scale)
    for button in (Button("Fixer l’entretien", icon="calendar-plus", small=True), Link("Ouvrir le dossier")):
        shown(button)
        assert button.height() >= button.fontMetrics().height()
        assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("dark", [False, True])
def test_the_principal_button_wears_the_accent(shown, dark):
    theme.use(dark=dark, scale=1.0)
    button = shown(Button("Ouvrir", "principal"))
    assert button.grab().toImage().pixelColor(5, 16) == theme.colour("accent")


def test_a_box_is_ticked_by_the_keyboard_and_known_as_a_box(shown, qtbot, heard, accessible):
    tick = shown(TickBox("Pièce d’identité", "jusqu’au 04/2031"))
    said = heard(tick.toggled)
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()
    assert said == [True]
    assert accessible(tick) == ("Pièce d’identité", "jusqu’au 04/2031", QAccessible.Role.CheckBox)


def test_radio_dots_exclude_each_other(shown, accessible):
    holder = QWidget()
    layout = QVBoxLayout(holder)
    one, two = RadioDot("Même personne", ticked=True), RadioDot("Deux personnes")
    layout.addWidget(one)
    layout.addWidget(two)
    shown(holder)
    two.click()
    assert (one.isChecked(), two.isChecked()) == (False, True)
    assert accessible(two)[2] == QAccessible.Role.RadioButton


def test_a_box_takes_more_lines_rather_than_cut_its_words(shown):
    tick = TickBox("Attestation d’hébergement signée par la structure et datée de moins de trois mois")
    assert tick.heightForWidth(200) > tick.heightForWidth(900)


def test_filters_are_one_tab_stop_with_arrows(shown, qtbot, heard):
    chips = shown(FilterChips("Filtre", [("all", "Toutes", 197), ("late", "En retard", 2)], "all"))
    said = heard(chips.chosen)
    stops = [one for one in chips.options.values() if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [one.key for one in stops] == ["all"]
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(stops[0], Qt.Key.Key_Right)
    assert said == ["late"]
    assert chips.value() == "late"
    assert chips.options["late"].hasFocus()
    assert chips.options["late"].accessibleName() == "En retard, 2"


def test_choosing_the_same_filter_again_says_nothing(shown, qtbot, heard):
    chips = shown(FilterChips("Filtre", [("all", "Toutes", None), ("late", "En retard", 2)], "all"))
    said = heard(chips.chosen)
    qtbot.mouseClick(chips.options["late"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chips.options["late"], Qt.MouseButton.LeftButton)
    assert said == ["late"]
    assert chips.value() == "late"


def test_a_value_given_by_the_program_is_not_announced(shown, heard):
    chips = shown(Segments("Durée", [("month", "Mois"), ("year", "An")], "month"))
    said = heard(chips.chosen)
    chips.set_value("year")
    assert chips.value() == "year"
    assert said == []


def test_tabs_change_with_the_arrows_and_wrap_when_narrow(shown, qtbot, heard):
    tabs = TabStrip("Dossier", [("a", "Parcours", None), ("b", "Situation", None), ("c", "Démarches", 7)])
    shown(tabs)
    said = heard(tabs.chosen)
    qtbot.keyClick(tabs.options["a"], Qt.Key.Key_Left)
    assert said == ["c"]
    assert tabs.layout().heightForWidth(120) > tabs.layout().heightForWidth(600)


def test_a_field_names_its_editor_and_describes_why(shown, accessible):
    field = shown(Field("Téléphone", LineEdit(), optional=True, help="Sert à la joindre."))
    assert accessible(field.editor)[:2] == ("Téléphone", "Sert à la joindre.")
    assert field.optional.text() == "facultatif"
    field.refuse("Ce numéro a neuf chiffres.")
    assert accessible(field.editor)[1] == "Ce numéro a neuf chiffres."
    assert field.tone == "refused"
    field.doubt("Forme inhabituelle.")
    assert field.tone == "unusual"
    field.clear_reason()
    assert accessible(field.editor)[1] == "Sert à la joindre."


def edge_of(editor):
    image = editor.grab().toImage()
    return QColor(image.pixelColor(editor.width() // 2, 0))


def test_a_refused_field_keeps_its_text_and_takes_the_colour(shown):
    field = shown(Field("Nom", LineEdit("Marchetti")))
    field.editor.clearFocus()
    assert edge_of(field.editor) == theme.colour("control")
    field.refuse("Ce nom contient un chiffre.")
    assert edge_of(field.editor) == theme.colour("late")
    assert field.editor.text() == "Marchetti"


def test_the_line_of_the_reason_takes_no_room_when_empty(shown):
    field = shown(Field("Nom", LineEdit()))
    before = field.sizeHint().height()
    field.refuse("Ce nom contient un chiffre.")
    assert field.sizeHint().height() > before
    field.clear_reason()
    assert field.sizeHint().height() == before


def test_a_choice_is_announced_only_when_the_worker_makes_it(shown, qtbot, heard):
    choice = shown(ChoiceField([("chrs", "Hébergée"), ("home", "Locataire")]))
    said = heard(choice.chosen)
    assert choice.value() is None
    choice.set_value("home")
    assert choice.value() == "home"
    assert said == []
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert said == ["chrs"]


def test_a_choice_that_is_optional_can_be_taken_back(shown, qtbot, heard):
    choice = shown(ChoiceField([("chrs", "Hébergée")], optional=True))
    choice.set_value("chrs")
    said = heard(choice.chosen)
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert said == [None]
    assert choice.value() is None
    assert choice.currentIndex() == -1


def test_a_choice_keeps_its_value_when_the_list_changes():
    choice = ChoiceField([("a", "Un"), ("b", "Deux")])
    choice.set_value("b")
    choice.offer([("b", "Deux"), ("c", "Trois")])
    assert choice.value() == "b"
    choice.offer([("c", "Trois")])
    assert choice.value() is None


def test_the_wheel_never_changes_an_answer(shown):
    choice = shown(ChoiceField([("a", "Un"), ("b", "Deux")]))
    choice.set_value("a")
    middle = QPointF(choice.rect().center())
    turn = QWheelEvent(
        middle, choice.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, turn)
    assert choice.value() == "a"


def test_a_text_grows_with_its_words_then_scrolls(shown, write):
    area = shown(TextArea(lines=2, most=4), height=600)
    heights = [area.height()]
    for _line in range(5):
        write(area, "a\n")
        heights.append(area.height())
    assert heights[1] == heights[0]
    assert heights[2] > heights[1]
    assert heights[-1] == heights[-2]


def test_tab_leaves_a_text_and_a_paste_keeps_only_words(shown, qtbot, heard):
    area = shown(TextArea())
    left = heard(area.left)
    source = QMimeData()
    source.setHtml("<b>Cuisine</b> partagée")
    source.setText("Cuisine partagée")
    area.setFocus()
    area.insertFromMimeData(source)
    assert area.value() == "Cuisine partagée"
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert area.value() == "Cuisine partagée"
    area.clearFocus()
    assert left


def test_a_long_text_is_said_and_never_cut(shown, write, heard):
    area = shown(TextArea(limit=5))
    said = heard(area.lengthened)
    write(area, "abcdefg")
    assert said == [1, 2]
    assert area.value() == "abcdefg"


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_words_an_icon_and_legible_ink(state, accessible):
    look = STATES[state]
    chip = Pastille(state)
    assert accessible(chip)[0] == look.words
    assert chip.sizeHint().width() > 40
    for palette in theme.PALETTES.values():
        assert theme.contrast(palette[look.token], palette[look.tint]) >= 4.5
    theme.pixmap(look.icon, look.token, 14)


def test_a_label_shows_what_was_written_and_nothing_else(shown):
    label = shown(Label("<b>Léa</b> & *Noé*"))
    assert label.textFormat() == Qt.TextFormat.PlainText
    stressed = shown(Label("<i>a</i> *1\u202f248* personnes", stressed=True))
    assert "&lt;i&gt;" in stressed.text()
    assert "1\u202f248" in stressed.text()


def test_a_cut_label_gives_its_words_as_tooltip(shown):
    label = shown(CutLabel("Commission de médiation du Loiret"), width=120)
    assert label.toolTip() == "Commission de médiation du Loiret"
    label.window().resize(900, 100)
    assert label.toolTip() == ""


def test_a_count_of_nothing_is_not_shown(shown):
    badge = shown(Badge(2, "2 échéances dépassées"))
    assert badge.isVisible()
    badge.count(0)
    assert not badge.isVisible()
    badge.count(3, "3 échéances dépassées")
    assert badge.isVisible()
    assert badge.accessibleName() == "3 échéances dépassées"


def test_words_of_the_person_are_quoted_and_italic():
    quote = Quote("Je paie tout")
    assert quote.text() == "«\u00a0Je paie tout\u00a0»"
    assert quote.font().italic()


def test_text_follows_the_size_and_the_palette(shown):
    heading = shown(SectionHeading("Réponses attendues", "3"))
    small = heading.sizeHint().height()
    theme.use(dark=True, scale=2.0)
    assert heading.sizeHint().height() > 1.5 * small
    assert heading.heading.palette().windowText().color() == QColor(theme.PALETTES["dark"]["ink"])


def test_a_flow_goes_on_below(shown):
    holder = QWidget()
    flow = FlowLayout(holder)
    for word in ("Imprimer", "Noter un entretien", "Exporter"):
        flow.addWidget(Button(word))
    shown(holder, width=900)
    assert flow.heightForWidth(800) < flow.heightForWidth(200)
    tops = {flow.itemAt(at).geometry().top() for at in range(flow.count())}
    assert len(tops) == 1
