# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.announcement import Announcement
from app.ui.widgets.buttons import Button
from app.ui.widgets.confirmation import Confirmation
from app.ui.widgets.field import LineEdit
from app.ui.widgets.guard import Guard
from app.ui.widgets.labels import Label
from app.ui.widgets.notice import EmptyState, Notice
from app.ui.widgets.progress import Progress
from app.ui.widgets.reading_strip import ReadingStrip
from app.ui.widgets.spacing import column
from app.ui.widgets.stepper import Step, Stepper
from app.ui.widgets.surface import ScrolledSurface, Splitter, Surface
from tests.ui.gallery import Gallery, Home

STAGES = (
    Step("prepared", "Préparée", "24 août", "done"),
    Step("filed", "Déposée", "14 sept.", "done"),
    Step("more", "Complément", "6 au 20 oct.", "paused"),
    Step("review", "En instruction", "depuis 35 jours", "current"),
    Step("decision", "Décision", "avant le 4 janv. 2027"),
)
MANY = (*STAGES, *(Step(f"s{n}", f"Suite {n}") for n in range(4)))


def test_stages_are_one_tab_stop_with_arrows(shown, press, heard, accessible):
    stepper = shown(Stepper(STAGES), width=900)
    opened, pointed = heard(stepper.opened), heard(stepper.pointed)
    stops = [stage for stage in stepper.stages if stage.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [stage.step.id for stage in stops] == ["review"]
    assert accessible(stops[0])[0] == "En instruction, en cours, depuis 35 jours"
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    press(stops[0], Qt.Key.Key_Left)
    assert stepper.stages[2].hasFocus()
    press(stepper.stages[2], Qt.Key.Key_Return)
    assert pointed == ["more"]
    assert opened == ["more"]


def test_more_than_seven_stages_are_folded_until_asked(shown, press, heard):
    stepper = shown(Stepper(MANY), width=900)
    opened = heard(stepper.opened)
    assert [stage.step.label for stage in stepper.stages] == [
        "+\u00a02", "Complément", "En instruction", "Décision", "Suite 0", "+\u00a03",
    ]  # fmt: skip
    press(stepper.stages[-1], Qt.Key.Key_Return)
    assert [stage.step.id for stage in stepper.stages] == [step.id for step in MANY]
    assert opened == []


def test_seven_stages_are_all_shown(shown):
    stepper = shown(Stepper(MANY[:7]), width=1100)
    assert len(stepper.stages) == 7


@pytest.mark.parametrize(("scale", "width", "upright"), [(1.0, 900, False), (1.0, 300, True), (2.0, 1600, True)])
def test_stages_go_down_the_page_when_they_must(shown, scale, width, upright):
    theme.use(dark=False, scale=scale)
    stepper = shown(Stepper(STAGES), width=width, height=1200)
    tops = {stage.geometry().top() for stage in stepper.stages}
    assert (len(tops) > 1) is upright
    assert stepper.height() >= max(stage.geometry().bottom() for stage in stepper.stages)


@pytest.fixture
def page(shown):
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.addWidget(LineEdit("Nom"))
    layout.addStretch(1)
    return shown(holder, width=700)


def test_an_announcement_says_undoes_and_gives_the_focus_back(page, heard, qtbot):
    field = page.findChild(LineEdit)
    field.setFocus()
    announcement = Announcement(page)
    undone = heard(announcement.undone)
    announcement.announce("Réponse notée au 24 nov.")
    assert announcement.isVisible()
    assert field.hasFocus()
    assert announcement.geometry().bottom() < page.height()
    assert announcement.timer.isActive()
    announcement.undo.setFocus(Qt.FocusReason.TabFocusReason)
    assert not announcement.timer.isActive()
    qtbot.keyClick(announcement.undo, Qt.Key.Key_Return)
    assert len(undone) == 1
    assert not announcement.isVisible()
    assert field.hasFocus()


def test_an_announcement_does_not_count_while_it_is_read(page):
    announcement = Announcement(page)
    announcement.announce("Note retirée.")
    middle = QPointF(5, 5)
    QApplication.sendEvent(announcement, QEnterEvent(middle, middle, middle))
    assert not announcement.timer.isActive()
    QApplication.sendEvent(announcement, QEvent(QEvent.Type.Leave))
    assert announcement.timer.isActive()
    announcement.timer.timeout.emit()
    assert not announcement.isVisible()


def test_an_announcement_that_cannot_be_undone_offers_nothing(page):
    announcement = Announcement(page)
    announcement.announce("Tout est enregistré.", undoable=False)
    assert announcement.words.isVisible()
    assert not announcement.undo.isVisible()
    assert not announcement.key.isVisible()


def test_a_long_announcement_takes_two_lines_rather_than_cut_its_words(page):
    announcement = Announcement(page)
    announcement.announce("Note retirée.")
    low = announcement.height()
    announcement.announce("Réponse notée au 24 novembre : " + "les délais ont été recalculés, " * 4)
    assert announcement.height() > low
    assert announcement.geometry().right() < page.width()
    assert announcement.undo.isVisible()


def test_an_announcement_follows_its_page(page):
    announcement = Announcement(page)
    announcement.announce("Note retirée.")
    before = announcement.y()
    page.window().resize(700, 700)
    assert announcement.y() > before


def test_progress_waits_a_second_before_it_shows(shown, heard, qtbot):
    progress = shown(Progress())
    progress.hide()
    stopped = heard(progress.stopped)
    progress.start("Lecture du fichier")
    assert not progress.isVisible()
    assert progress.timer.isActive()
    assert progress.timer.interval() == 1000
    progress.timer.timeout.emit()
    progress.advance(0.64, "Lecture\u00a0: *812* lignes sur 1\u202f264")
    assert progress.isVisible()
    assert progress.bar.accessibleName() == "Lecture\u00a0: 812 lignes sur 1\u202f264"
    qtbot.mouseClick(progress.button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(progress.button, Qt.MouseButton.LeftButton)
    assert len(stopped) == 1
    progress.conclude("Arrêté\u00a0: 812 lignes gardées.")
    assert not progress.button.isVisible()
    assert progress.isVisible()
    progress.finish()
    assert not progress.isVisible()


def test_short_work_never_shows_its_progress(shown):
    progress = shown(Progress())
    progress.hide()
    progress.start("Lecture")
    progress.finish()
    assert not progress.timer.isActive()
    assert not progress.isVisible()


def test_the_bar_is_filled_as_far_as_the_work_is(shown):
    progress = shown(Progress(), width=600)
    progress.start("Lecture")
    progress.appear()
    progress.advance(0.5, "Lecture")
    image = progress.bar.grab().toImage()
    middle = image.height() // 2
    assert image.pixelColor(image.width() // 4, middle) == theme.colour("accent")
    assert image.pixelColor(3 * image.width() // 4, middle) == theme.colour("sunken")


def test_the_strip_says_reads_and_opens(shown, heard, qtbot):
    strip = shown(ReadingStrip("Choisissez une démarche."), width=800)
    clicked = heard(strip.button.clicked)
    assert strip.first.text().count("Choisissez une démarche.") == 1
    assert not strip.button.isVisible()
    strip.read_out("*Recours DALO* · en instruction", "Décision le 4 janvier 2027.", "flag", opens="Ouvrir la démarche")
    assert strip.accessibleName() == "Recours DALO · en instruction. Décision le 4 janvier 2027."
    qtbot.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    assert len(clicked) == 1
    strip.empty()
    assert not strip.button.isVisible()


def test_the_strip_does_not_move_when_it_speaks(shown):
    strip = shown(ReadingStrip("Choisissez une démarche."), width=800)
    before = strip.height()
    strip.read_out("Recours", "Décision le 4 janvier 2027.")
    QApplication.processEvents()
    assert strip.height() == before


def test_the_focus_comes_back_or_goes_to_a_neighbour(page):
    field = page.findChild(LineEdit)
    other = Button("Ouvrir")
    page.layout().addWidget(other)
    other.show()
    field.setFocus()
    with Guard(page):
        other.setFocus()
        assert other.hasFocus()
    assert field.hasFocus()
    guard = Guard(page)
    other.setFocus()
    field.hide()
    guard.release()
    assert other.hasFocus()


class Kept(dict):
    def recall(self, key):
        return self.get(key)

    def keep(self, key, value):
        self[key] = value


def test_a_splitter_takes_its_place_again(shown):
    memory = Kept()

    def made():
        splitter = Splitter("person", memory)
        splitter.addWidget(Surface())
        splitter.addWidget(Surface("canvas"))
        return shown(splitter, width=800)

    first = made()
    assert not first.restore()
    first.moveSplitter(200, 1)
    second = made()
    assert second.sizes() != first.sizes()
    assert second.restore()
    assert second.sizes() == first.sizes()


def test_a_surface_has_its_colour_and_its_rule(shown):
    surface = shown(Surface("canvas", "bottom"))
    image = surface.grab().toImage()
    assert image.pixelColor(10, 10) == theme.colour("canvas")
    assert image.pixelColor(10, image.height() - 1) == theme.colour("line2")


def test_a_scrolled_surface_never_goes_sideways(shown):
    content = QWidget()
    column(content).addWidget(Label("Une phrase assez longue pour demander deux lignes.", wrap=True))
    scroll = shown(ScrolledSurface(content, "canvas"), width=200)
    assert not scroll.horizontalScrollBar().isVisible()
    assert scroll.grab().toImage().pixelColor(2, 2) == theme.colour("canvas")


def test_a_notice_and_an_empty_page_say_what_to_do(shown, qtbot, heard):
    action = Button("Ouvrir les démarches", small=True)
    empty = shown(EmptyState("inbox", "Aucune orientation.", "La première se prépare ici.", action))
    assert empty.button is action
    clicked = heard(action.clicked)
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert clicked
    notice = shown(Notice("soon", "Sans elle, rien ne se retrouve.", "La clé n’a jamais été essayée."))
    assert notice.title.isVisible()
    assert notice.grab().toImage().pixelColor(6, 20) == theme.colour("soonbg")
    notice.say("Vérifiée hier.", "")
    assert not notice.title.isVisible()


def test_a_question_keeps_everything_unless_told(qtbot):
    question = Confirmation(None, "Effacer ce dossier\u202f?", "Rien ne pourra le rendre.", "Effacer")
    qtbot.addWidget(question)
    question.show()
    question.keep.setFocus()
    qtbot.keyClick(question.keep, Qt.Key.Key_Return)
    assert question.result() == Confirmation.DialogCode.Rejected
    question.show()
    question.go.click()
    assert question.result() == Confirmation.DialogCode.Accepted


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("dark", [False, True])
def test_every_component_can_be_laid_out_and_painted(qtbot, dark, scale):
    theme.use(dark, scale)
    for page in (Gallery(), Home()):
        qtbot.addWidget(page)
        page.resize(int(1200 * scale), int(1600 * scale))
        assert not page.grab().isNull()


def test_an_open_page_follows_the_theme_without_a_restart(qtbot):
    page = Gallery()
    qtbot.addWidget(page)
    page.resize(1300, 1400)
    page.show()
    light = page.grab().toImage()
    theme.use(dark=True, scale=1.5)
    QApplication.processEvents()
    dark = page.grab().toImage()
    theme.use(dark=False, scale=1.0)
    QApplication.processEvents()
    assert dark != light
    assert page.grab().toImage().pixelColor(600, 20) == light.pixelColor(600, 20)


def test_every_focusable_part_of_the_gallery_has_a_name(qtbot, accessible):
    page = Gallery()
    qtbot.addWidget(page)
    page.show()
    reached = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page)
    ]
    assert len(reached) > 20
    assert [widget for widget in reached if not accessible(widget)[0]] == []


def test_painting_our_widgets_loses_no_reference_to_none(qtbot):
    button = Button("Ouvrir", "principal", "printer")
    qtbot.addWidget(button)
    button.grab()
    before = sys.getrefcount(None)
    for _turn in range(1000):
        button.grab()
    assert abs(sys.getrefcount(None) - before) < 300
