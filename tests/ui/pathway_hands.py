# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hands for the tests of the pathway chart: keys, wheel, pointer, an ear for signals, a chart of 200 procedures."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.schemes.chart import LANES, Bar, Chart, Dot, Flag, Segment
from app.ui.widgets.pathway_chart import PathwayChart
from app.ui.widgets.pathway_frame import Key
from tests.lea_pathway import PATHWAY, TODAY

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Heard:
    """Keeps what a signal said."""

    def __init__(self, signal):
        self.said = []
        signal.connect(self.keep)

    def keep(self, *words):
        self.said.append(words)


def shown_chart(qtbot) -> PathwayChart:
    """The demonstration's chart on screen, with the focus."""
    made = PathwayChart()
    qtbot.addWidget(made)
    made.resize(948, 432)
    made.show_chart(PATHWAY)
    made.show()
    made.activateWindow()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert made.hasFocus()
    return made


def press(chart: QWidget, key: Qt.Key, modifiers=NONE, text: str = "") -> bool:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    QApplication.sendEvent(chart, event)
    return event.isAccepted()


def turn(chart: PathwayChart, notches: float, modifiers=NONE, at: QPointF | None = None) -> bool:
    at = at or QPointF(500, 200)
    event = QWheelEvent(
        at,
        chart.mapToGlobal(at),
        QPoint(),
        QPoint(0, round(notches * 120)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart, event)
    return event.isAccepted()


def point(chart: PathwayChart, place: QPointF, kind=QEvent.Type.MouseMove) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, place, chart.mapToGlobal(place), button, button, NONE)
    QApplication.sendEvent(chart, event)


def middle(chart: PathwayChart, key: Key) -> QPointF:
    return chart.in_widget(chart.frame.find(key).rect).center()


def many() -> Chart:
    """200 procedures in eight lanes, with their events and deadlines."""
    bars = []
    for number in range(200):
        start = TODAY - timedelta(days=7 * number)
        bars.append(
            Bar(
                f"p{number}",
                LANES[number % 8],
                f"Démarche {number}",
                f"Démarche {number}, en cours.",
                (
                    Segment(start, start + timedelta(days=40), "sent"),
                    Segment(start + timedelta(days=40), start + timedelta(days=320), "review"),
                ),
                (Dot(start, "fact", "Dépôt."), Dot(start + timedelta(days=40), "decision", "Décision.")),
                (Flag(start + timedelta(days=320), "upcoming", "réponse", "Réponse attendue."),),
            )
        )
    return Chart(tuple(bars), TODAY)
