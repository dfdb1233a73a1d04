# SPDX-License-Identifier: AGPL-3.0-or-later
"""Without the mouse: from four letters to her next date, tab after tab, every control reached and named."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea

from app.services import households, people
from app.ui import theme
from app.ui.widgets.chips import Option

TABS = ("Parcours", "Situation", "Ménage", "Démarches", "Entretiens et notes", "Partage", "Historique")


def tab_shown(camille):
    return next(one.text() for one in camille.all(Option) if one.isChecked() and one.text() in TABS)


def test_four_letters_and_enter_show_her_next_date(opens, lea):
    camille = opens()
    camille.searches("marc")
    camille.presses("Return")
    assert camille.sees("Léa Marchetti")
    assert camille.sees("Échéances")


def test_down_leads_from_the_search_to_the_list_and_enter_opens(opens, office, lea):
    people.create_person(office, {"birth_name": "Marchal", "first_names": "Léandre", "birth": "30/08/1987"})
    camille = opens()
    camille.searches("lea mar")
    assert camille.sees("Nom ou prénom : 2 personnes")
    first = chosen(camille)
    camille.presses("Down", times=2)
    second = chosen(camille)
    assert {first, second} == {"Léa Marchetti", "Léandre Marchal"}
    camille.presses("Return")
    assert camille.window.centralWidget().page("person").header.name == second


def chosen(camille):
    return camille.window.centralWidget().page("people").chosen().name


def test_ctrl_and_a_figure_lead_to_each_tab_and_into_it(opens, lea):
    camille = opens()
    camille.shows(lea.person)
    page = camille.window.centralWidget().page("person")
    for rank, words in enumerate(TABS, start=1):
        camille.presses(f"Ctrl+{rank}")
        assert tab_shown(camille) == words
        assert page.tab(page.current).isAncestorOf(camille.focus()), words


def test_every_control_has_a_name(opens, office, lea):
    households.add_member(office, lea.person, {"first_names": "Noé", "birth": "05/08/2023"}, "enfant")
    camille = opens()
    camille.shows(lea.person)
    assert camille.sees("Léa Marchetti")
    for words in TABS:
        camille.goes_to_tab(words)
        assert camille.unnamed() == [], words


def test_every_control_of_the_list_and_of_the_creation_has_a_name(opens, lea):
    camille = opens()
    camille.searches("lea")
    assert camille.unnamed() == []
    camille.presses("Ctrl+N")
    assert camille.sees("Nouveau dossier")
    assert camille.unnamed() == []


def test_a_control_without_a_name_is_seen(opens, lea):
    camille = opens()
    camille.shows(lea.person, "situation")
    camille.field("Prénoms").editor.setAccessibleName("")
    camille.field("Prénoms").editor.clear()
    assert camille.unnamed() == ["TextEditor"]


def test_fields_follow_each_other_with_tab(opens, lea):
    camille = opens()
    camille.shows(lea.person, "situation")
    camille.presses("Ctrl+2")
    names = []
    for _ in range(4):
        names.append(camille.focus().accessibleName())
        camille.presses("Tab")
    assert names == ["Civilité", "Nom de naissance", "Prénoms", "Nom d’usage"]


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1000, 1.0), (1366, 2.0), (1920, 1.0)])
def test_nothing_is_wider_than_the_window(opens, office, lea, width, scale):
    theme.use(dark=False, scale=scale)
    households.add_member(office, lea.person, {"first_names": "Noé"}, "enfant")
    camille = opens()
    camille.window.resize(width, 697)
    camille.shows(lea.person)
    page = camille.window.centralWidget().page("person")
    for words in TABS[1:]:
        camille.goes_to_tab(words)
        camille.presses("Ctrl+S")
        assert camille.window.width() == width, words
        for area in camille.all(QScrollArea):
            assert area.widget().width() <= area.viewport().width(), f"{words}: {type(area.widget()).__name__}"
    assert page.isVisible()


def test_what_was_searched_is_left_behind_once_someone_is_opened(opens, lea):
    desk = opens()
    desk.presses("Ctrl+K")
    desk.types("mar")
    desk.presses("Return")
    assert desk.sees("Léa Marchetti")
    search = desk.window.centralWidget().bar.search
    assert search.text() == ""
    desk.presses("Alt+Left")
    assert search.text() == "mar"
