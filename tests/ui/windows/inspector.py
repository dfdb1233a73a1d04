# SPDX-License-Identifier: AGPL-3.0-or-later
"""An inspector who looks at what is on the screen as a screen reader, a keyboard and a short-sighted eye would."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QComboBox, QLabel, QWidget

from app.ui.widgets.labels import CutLabel

MOST_STOPS = 400
LAYERS = 60
TOLERANCE = 1  # pixels lost to rounding


def faults(window: QWidget) -> list[str]:
    """All that is wrong in what is shown, in words, once everything has found its place."""
    found: list[str] = []
    for _ in range(LAYERS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()  # what holds a page is laid out before the page
        found = [*unnamed(window), *clipped(window), *sideways(window)]
        if not found:
            break
    return found


def unnamed(window: QWidget) -> list[str]:
    """The focusable controls that a screen reader could not name."""
    return [f"no name: {told(one)}" for one in focusable(window) if not name_of(one)]


def out_of_reach(window: QWidget) -> list[str]:
    """The controls that the Tab key never comes to."""
    reached = tab_stops(window)
    return [f"out of the Tab chain: {told(one)}" for one in focusable(window) if one not in reached]


def clipped(window: QWidget) -> list[str]:
    """Words that do not have the room they ask for, or that stick out of what holds them."""
    found = []
    for one in shown(window):
        if isinstance(one, QLabel | QAbstractButton) and words_of(one) and not isinstance(one, CutLabel):
            lacks = lacking(one)
            if lacks:
                found.append(f"clipped ({lacks}): {told(one)}")
    return found


def sideways(window: QWidget) -> list[str]:
    """The areas one would have to scroll sideways."""
    areas = [one for one in shown(window) if isinstance(one, QAbstractScrollArea)]
    wide = [one for one in areas if one.horizontalScrollBar().maximum() > 0]
    hidden = [one for one in areas if (inner := getattr(one, "widget", None)) and too_wide(one, inner())]
    return [f"scrolls sideways: {told(one)}" for one in {*wide, *hidden}]


def too_wide(area: QAbstractScrollArea, inner: QWidget | None) -> bool:
    """Whether the content of an area is wider than what is seen of it."""
    return inner is not None and inner.width() > area.viewport().width()


def focusable(window: QWidget) -> list[QWidget]:
    """The controls in sight that the Tab key should come to."""
    return [one for one in shown(window) if one.isEnabled() and takes_tab(one)]


def takes_tab(one: QWidget) -> bool:
    """Whether a control takes the focus from the Tab key itself."""
    return bool(one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and one.focusProxy() is None


def shown(window: QWidget) -> Iterator[QWidget]:
    """Everything in sight, the window itself left out."""
    return (one for one in window.findChildren(QWidget) if one.isVisible() and one.window() is window)


def name_of(one: QWidget) -> str:
    """What a screen reader calls a control; under Linux Qt gives the value of a choice there, its label apart."""
    if isinstance(one, QComboBox):
        return one.accessibleName().strip()
    interface = QAccessible.queryAccessibleInterface(one)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def tab_stops(window: QWidget) -> set[QWidget]:
    """Where Tab leads, pressed again and again from where one is until it comes round."""
    window.activateWindow()  # a tooltip, without a window manager, takes the keyboard away
    QApplication.processEvents()
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in stops:
            break
        stops.append(now)
    return set(stops)


def lacking(one: QLabel | QAbstractButton) -> str:
    """What a text lacks to be read whole: « width 90 of 112 », « sticks out of Pane », or nothing."""
    if one.hasHeightForWidth():
        wanted, given, side = one.heightForWidth(one.width()), one.height(), "height"
    elif one.sizeHint().height() > one.height() + TOLERANCE:
        wanted, given, side = one.sizeHint().height(), one.height(), "height"
    else:
        wanted, given, side = one.sizeHint().width(), one.width(), "width"
    return f"{side} {given} of {wanted}" if wanted > given + TOLERANCE else sticking_out(one)


def sticking_out(one: QWidget) -> str:
    """What a widget sticks out of, up to the area that scrolls it."""
    parent = one.parentWidget()
    while parent is not None and not parent.isWindow():
        outer = parent.parentWidget()
        if isinstance(outer, QAbstractScrollArea) and outer.viewport() is parent:
            return ""
        place = QRect(one.mapTo(parent, QPoint(0, 0)), one.size())
        if not parent.rect().adjusted(-TOLERANCE, -TOLERANCE, TOLERANCE, TOLERANCE).contains(place):
            return f"sticks out of {type(parent).__name__}"
        parent = outer
    return ""


def words_of(one: QLabel | QAbstractButton) -> str:
    """The words of a label or a button."""
    return one.text().strip()


def told(one: QWidget) -> str:
    """A widget as one would find it: its kind, its name or words, and what holds it."""
    words = name_of(one) or (words_of(one) if isinstance(one, QLabel | QAbstractButton) else "")
    parent = one.parentWidget()
    holder = f" in {type(parent).__name__}" if parent is not None else ""
    return f"{type(one).__name__} « {words} »{holder}"
