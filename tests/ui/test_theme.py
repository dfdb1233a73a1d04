# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.ui import icons, theme
from app.ui.focus import FocusRing
from app.ui.mark import paint_mark

# foreground, background, contrast in light, contrast in dark, floor
TEXT = (
    ("ink", "surface", 16.44, 13.81, 4.5),
    ("ink", "canvas", 15.21, 15.02, 4.5),
    ("ink", "sunken", 13.93, 15.71, 4.5),
    ("ink", "hover", 14.42, 12.23, 4.5),
    ("ink", "select", 13.71, 10.17, 4.5),
    ("ink", "tint", 14.10, 11.33, 4.5),
    ("ink2", "surface", 8.08, 9.16, 4.5),
    ("ink2", "canvas", 7.48, 9.96, 4.5),
    ("ink2", "sunken", 6.85, 10.42, 4.5),
    ("ink2", "hover", 7.09, 8.12, 4.5),
    ("ink2", "select", 6.74, 6.75, 4.5),
    ("ink2", "tint", 6.93, 7.52, 4.5),
    ("ink3", "surface", 5.83, 6.53, 4.5),
    ("ink3", "canvas", 5.39, 7.09, 4.5),
    ("ink3", "sunken", 4.94, 7.42, 4.5),
    ("ink3", "hover", 5.11, 5.78, 4.5),
    ("ink3", "select", 4.86, 4.81, 4.5),
    ("ink3", "tint", 5.00, 5.35, 4.5),
    ("accent", "surface", 7.67, 8.60, 4.5),
    ("accent", "canvas", 7.10, 9.35, 4.5),
    ("accent", "sunken", 6.50, 9.78, 4.5),
    ("accent", "hover", 6.73, 7.62, 4.5),
    ("accent", "select", 6.40, 6.33, 4.5),
    ("accent", "tint", 6.58, 7.05, 4.5),
    ("late", "surface", 7.79, 8.20, 4.5),
    ("late", "canvas", 7.21, 8.92, 4.5),
    ("late", "select", 6.49, 6.04, 4.5),
    ("late", "latebg", 6.59, 7.62, 4.5),
    ("soon", "surface", 7.77, 9.59, 4.5),
    ("soon", "canvas", 7.19, 10.43, 4.5),
    ("soon", "select", 6.48, 7.07, 4.5),
    ("soon", "soonbg", 6.84, 8.31, 4.5),
    ("ok", "surface", 7.17, 8.93, 4.5),
    ("ok", "canvas", 6.64, 9.71, 4.5),
    ("ok", "select", 5.98, 6.58, 4.5),
    ("ok", "okbg", 6.15, 7.70, 4.5),
    ("lost", "surface", 9.27, 8.51, 4.5),
    ("lost", "canvas", 8.58, 9.25, 4.5),
    ("lost", "select", 7.73, 6.27, 4.5),
    ("lost", "lostbg", 7.80, 7.80, 4.5),
    ("wait", "surface", 8.35, 8.73, 4.5),
    ("wait", "canvas", 7.72, 9.49, 4.5),
    ("wait", "select", 6.96, 6.43, 4.5),
    ("wait", "waitbg", 7.01, 7.92, 4.5),
    ("onaccent", "accent", 7.67, 8.49, 4.5),
    ("onaccent", "accent2", 10.56, 10.58, 4.5),
    ("surface", "ink", 16.44, 13.81, 4.5),
    ("surface", "late", 7.79, 8.20, 4.5),
    ("ink", "mark", 13.68, 7.29, 4.5),
    ("ink2", "title", 6.31, 10.81, 4.5),
    ("ink", "okbg", 14.09, 11.92, 4.5),
    ("ink", "soonbg", 14.47, 11.97, 4.5),
    ("ink2", "okbg", 6.93, 7.91, 4.5),
    ("ink2", "paperbg", 5.62, 10.42, 4.5),
    ("ink", "paperbg", 11.44, 15.71, 4.5),
    ("undo", "ink", 12.05, 6.45, 4.5),
    ("ink", "seg_sent", 13.69, 11.39, 4.5),
    ("ink", "seg_instr", 12.98, 10.43, 4.5),
    ("ink", "seg_susp", 14.71, 12.55, 4.5),
    ("ink", "seg_active", 12.41, 9.73, 4.5),
    ("ink", "seg_ref", 12.78, 11.98, 4.5),
    ("ink", "seg_closed", 12.60, 10.94, 4.5),
    ("ink", "seg_prep", 16.44, 13.81, 4.5),
    ("ink", "seg_sent_l", 9.83, 6.18, 3.0),
    ("ink", "seg_instr_l", 7.98, 5.34, 3.0),
    ("ink", "seg_susp_l", 8.50, 6.24, 3.0),
    ("ink", "seg_ref_l", 8.24, 6.80, 3.0),
)
EDGES = (
    ("control", "surface", 4.21, 4.58, 3.0),
    ("control", "canvas", 3.90, 4.98, 3.0),
    ("control", "sunken", 3.57, 5.21, 3.0),
    ("accent", "surface", 7.67, 8.60, 3.0),
    ("accent", "canvas", 7.10, 9.35, 3.0),
    ("accent", "select", 6.40, 6.33, 3.0),
    ("late", "surface", 7.79, 8.20, 3.0),
    ("soon", "surface", 7.77, 9.59, 3.0),
    ("ok", "sunken", 6.08, 10.16, 3.0),
    ("ok", "okbg", 6.15, 7.70, 3.0),
    ("late", "latebg", 6.59, 7.62, 3.0),
    ("seg_sent_e", "surface", 7.77, 9.59, 3.0),
    ("seg_sent_e", "canvas", 7.19, 10.43, 3.0),
    ("seg_instr_e", "surface", 7.67, 8.60, 3.0),
    ("seg_instr_e", "canvas", 7.10, 9.35, 3.0),
    ("seg_susp_e", "surface", 6.85, 6.53, 3.0),
    ("seg_susp_e", "canvas", 6.34, 7.09, 3.0),
    ("seg_active_e", "surface", 7.17, 8.93, 3.0),
    ("seg_active_e", "canvas", 6.64, 9.71, 3.0),
    ("seg_ref_e", "surface", 7.79, 8.20, 3.0),
    ("seg_ref_e", "canvas", 7.21, 8.92, 3.0),
    ("seg_closed_e", "surface", 6.85, 6.53, 3.0),
    ("seg_closed_e", "canvas", 6.34, 7.09, 3.0),
    ("seg_prep_e", "surface", 6.85, 6.53, 3.0),
    ("seg_prep_e", "canvas", 6.34, 7.09, 3.0),
)


@pytest.mark.parametrize(("ink", "paper", "light", "dark", "floor"), TEXT + EDGES)
def test_every_pair_is_as_legible_as_the_design_says(ink, paper, light, dark, floor):
    for name, expected in (("light", light), ("dark", dark)):
        found = theme.contrast(theme.PALETTES[name][ink], theme.PALETTES[name][paper])
        assert found == pytest.approx(expected, abs=0.011)
        assert found >= floor


def test_contrast_is_the_formula_of_wcag():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#FFFFFF", "#FFFFFF") == 1
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_both_palettes_name_the_same_tokens():
    assert theme.PALETTES["light"].keys() == theme.PALETTES["dark"].keys()


def test_rules_between_rows_stay_decorative():
    for palette in theme.PALETTES.values():
        assert theme.contrast(palette["line"], palette["surface"]) < 3


def test_no_colour_is_written_outside_the_palette():
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b")
    sources = list(Path(theme.__file__).parent.rglob("*.py"))
    assert any(colour.search(source.read_text(encoding="utf-8")) for source in sources if source.name == "palette.py")
    for source in sources:
        if source.name != "palette.py":
            assert not colour.search(source.read_text(encoding="utf-8")), source


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_every_weight_is_ours_and_draws_french(weight):
    raw = QRawFont.fromFont(theme.font("body", weight))
    assert raw.familyName() == theme.FAMILY
    assert raw.weight() == weight
    for character in "ÀÉÈÊÇŒœæ«»’–—…€²−Łğşİı\u00a0\u202f\u2011":
        assert raw.supportsCharacter(ord(character)), hex(ord(character))


def test_the_person_s_words_have_a_real_italic():
    assert QRawFont.fromFont(theme.font("body", italic=True)).style().name == "StyleItalic"


def test_the_narrow_space_is_narrow():
    metrics = QFontMetricsF(theme.font("body"))
    assert 0 < metrics.horizontalAdvance("\u202f") < metrics.horizontalAdvance(" ")


def test_columns_of_amounts_have_figures_of_one_width():
    metrics = QFontMetricsF(theme.tabular("body"))
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("8888"))
    proportional = QFontMetricsF(theme.font("body"))
    assert proportional.horizontalAdvance("1111") < proportional.horizontalAdvance("8888")


@pytest.mark.parametrize(("role", "at_100", "at_150", "at_200"), [("title", 22, 33, 44), ("body", 14, 21, 28)])
def test_text_grows_with_the_chosen_size(role, at_100, at_150, at_200):
    sizes = []
    for scale in (1.0, 1.5, 2.0):
        theme.use(dark=False, scale=scale)
        sizes.append(theme.font(role).pixelSize())
    assert sizes == [at_100, at_150, at_200]


def test_the_size_of_text_is_kept_within_its_bounds():
    theme.use(dark=False, scale=9)
    assert theme.scale() == 2.0
    theme.use(dark=False, scale=0.1)
    assert theme.scale() == 1.0


def test_a_change_reaches_an_open_window_without_a_restart(qtbot):
    field = QLineEdit("Léa")
    qtbot.addWidget(field)
    before = field.grab().toImage().pixelColor(40, 4)
    with qtbot.waitSignal(theme.changes.changed):
        theme.use(dark=True, scale=1.5)
    assert before == QColor(theme.PALETTES["light"]["surface"])
    assert field.grab().toImage().pixelColor(40, 4) == QColor(theme.PALETTES["dark"]["surface"])
    assert QApplication.font().pixelSize() == 21


def test_nothing_is_announced_when_nothing_changes(qtbot):
    with qtbot.assertNotEmitted(theme.changes.changed):
        theme.use(dark=False, scale=1.0)


def test_the_system_s_setting_is_followed_only_when_asked(qtbot):
    theme.take_scheme(QGuiApplication.styleHints().colorScheme().Dark)
    assert theme.is_dark()
    theme.take_scheme(QGuiApplication.styleHints().colorScheme().Unknown)
    assert theme.is_dark()
    theme.take_scheme(QGuiApplication.styleHints().colorScheme().Light)
    assert not theme.is_dark()
    theme.follow_system(True)
    theme.follow_system(False)


def test_every_icon_draws_something_in_its_colour():
    names = [path.stem for path in icons.FOLDER.glob("*.svg")]
    assert len(names) > 100
    accent = QColor(theme.PALETTES["light"]["accent"])
    for name in names:
        image = theme.pixmap(name, "accent", 24, 2.0).toImage()
        assert image.width() == 48
        solid = [c for x in range(48) for y in range(48) if (c := image.pixelColor(x, y)).alpha() > 250]
        assert solid, name
        assert all(abs(c.red() - accent.red()) + abs(c.blue() - accent.blue()) <= 2 for c in solid), name


def test_an_icon_is_drawn_once_for_a_size_and_a_colour():
    assert theme.pixmap("flag", "late", 16).cacheKey() == theme.pixmap("flag", "late", 16).cacheKey()
    assert theme.pixmap("flag", "late", 16).cacheKey() != theme.pixmap("flag", "soon", 16).cacheKey()


def test_an_unknown_icon_is_our_mistake():
    with pytest.raises(FileNotFoundError):
        theme.pixmap("licorne")


def test_the_mark_is_two_rings_and_not_a_blot():
    image = QImage(192, 100, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, 192, 100))
    painter.end()
    painted = [x for x in range(192) if image.pixelColor(x, 50).alpha() > 127]
    strokes = 1 + sum(1 for one, two in pairwise(painted) if two != one + 1)
    assert strokes == 4
    assert painted[0] <= 1
    assert painted[-1] >= 190


@pytest.fixture
def page(qtbot):
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.addWidget(QLabel("Nom"))
    layout.addWidget(QLineEdit("Marchetti"))
    layout.addWidget(QPushButton("Ouvrir"))
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def ring_of(page):
    return [ring for ring in page.findChildren(FocusRing) if ring.isVisible()]


def test_a_text_field_has_the_ring_and_it_follows(page):
    field = page.findChild(QLineEdit)
    page.findChild(QPushButton).setFocus()
    assert ring_of(page) == []
    field.setFocus()
    (ring,) = ring_of(page)
    assert ring.geometry().contains(field.geometry())
    field.move(field.x(), field.y() + 20)
    assert ring.geometry().contains(field.geometry())
    field.clearFocus()
    assert ring_of(page) == []


def test_the_ring_goes_with_what_it_surrounds(page, qtbot):
    field = page.findChild(QLineEdit)
    field.setFocus()
    assert ring_of(page)
    field.hide()
    assert ring_of(page) == []


def test_a_splitter_does_not_take_the_ring_for_a_pane(shown):
    splitter = QSplitter()
    field = QLineEdit()
    splitter.addWidget(field)
    splitter.addWidget(QWidget())
    shown(splitter)
    field.setFocus()
    assert ring_of(splitter.window())
    assert splitter.count() == 2


def test_drawing_text_does_not_lose_references_to_none(qtbot):
    label = QLabel("Léa")
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for turn in range(1000):
        label.setText(str(turn % 2))
        label.update()
    assert abs(sys.getrefcount(None) - before) < 200
