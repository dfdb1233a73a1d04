# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart under the pointer and the keyboard: what is chosen, what is said of it, what opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from app.schemes.chart_time import default_window, revealing
from app.ui.widgets import pathway_access
from app.ui.widgets.pathway_frame import Key, Spot
from app.ui.widgets.pathway_keys import pan_of, step_of, zoom_of
from app.ui.widgets.pathway_reading import hint, reading
from app.ui.widgets.pathway_view import PathwayView
from app.ui.widgets.pathway_walk import at_or_near, walked

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from app.schemes.chart import Chart, Flag, LaneId

TIP_DELAY = 300  # milliseconds before a tooltip shows under the pointer; from the keyboard it shows at once
NOTCH = 120  # what Qt counts for one notch of a wheel
REACH = 3  # how far from a mark the pointer still takes it, in pixels


class PathwayChart(PathwayView):
    """Draws a `Chart` and lets the worker go through it with the pointer or the keyboard; one tab stop.

    `described` gives the two lines that say what is pointed at, else what is chosen; `chosen` what the worker chose;
    `opened` the id of the procedure to open; `shifted` tells that the window moved or changed zoom; `pinned_changed`
    that the lines stay, or no more.
    """

    described = Signal(str, str)
    chosen = Signal(Key)
    opened = Signal(str)
    pinned_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        pathway_access.install()  # first: Qt may ask for the tree as soon as the widget exists
        super().__init__(parent)
        self.pinned = False
        self.subject: Spot | None = None
        self._hovered: tuple[Key, ...] = ()
        self._turned = 0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TIP_DELAY)
        self._wait.timeout.connect(self._show_waiting_tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Parcours")
        self.setProperty("ring", False)  # the chart draws its own, around what is focused in it

    def show_chart(self, chart: Chart) -> None:
        """Show another chart, or the same one after a change; the window stays unless the day is another."""
        if chart.today != self.chart.today:
            self.days_shown = default_window(chart.today, self.zoom)
        self.chart = chart
        self._hovered = ()
        self.pin(False)
        self.place_again()
        spot = at_or_near(self.frame, self.key)
        self.key = spot.keys[0] if spot else None
        self._describe(spot)
        self.shifted.emit()

    def choose(self, key: Key) -> None:
        """Choose a procedure, a stage, an event or a deadline, and bring it in sight; folded away, it is unfolded."""
        self._unfold_for(key)
        spot = self.frame.find(key)
        if spot:
            self._choose(spot, key)

    def choose_flag(self, bar_id: str, flag: Flag) -> None:
        """Choose a deadline of a procedure; one that is no longer there changes nothing."""
        bar = next((bar for bar in self.chart.bars if bar.id == bar_id), None)
        if bar and flag in bar.flags:
            self.choose(Key("flag", bar_id, bar.flags.index(flag)))

    def open_subject(self) -> None:
        """Open the procedure that the two lines speak of; on the last line of a lane, unfold it."""
        self._open(self.subject)

    def pin(self, pinned: bool) -> None:
        """Keep the two lines as they are, whatever is pointed at or chosen, or let them follow again."""
        if pinned != self.pinned:
            self.pinned = pinned
            self.pinned_changed.emit(pinned)
            if not pinned:
                self._describe(self.spot)

    # What is chosen

    def _choose(self, spot: Spot, key: Key | None = None) -> None:
        self.key = key or spot.keys[0]
        if spot.until <= self.days_shown.first or spot.since >= self.days_shown.after:
            self.show_window(revealing(self.days_shown, spot.since))
            spot = self.spot or spot
        self.bring_in_sight(spot)
        self.tip = spot if hint(spot, self.chart.today) else None
        self._describe(spot)
        self.update()
        self.chosen.emit(self.key)
        pathway_access.announce_focus(self, self.key)

    def _describe(self, spot: Spot | None) -> None:
        if self.pinned:
            return
        self.subject = spot
        if spot is None:
            self.described.emit("", "")
        else:
            said = reading(self.frame, spot, self.chart.today)
            self.described.emit(said.title, said.text)

    def _open(self, spot: Spot | None) -> None:
        if spot is None:
            return
        if spot.kind == "fold":
            self._fold_or_unfold(self.frame.bands[spot.lane].lane.id)
        elif spot.bar:
            self.opened.emit(spot.bar.id)

    def _fold_or_unfold(self, lane: LaneId) -> None:
        self.unfolded = self.unfolded ^ frozenset((lane,))
        self.place_again()
        self._describe(self.spot)

    def _unfold_for(self, key: Key) -> None:
        for band in self.frame.bands:
            if any(bar.id == key.id for bar in band.lane.folded):
                self._fold_or_unfold(band.lane.id)

    # Keyboard

    def event(self, event: QEvent) -> bool:
        """Take Ctrl + « + » and « - » before the text size of the window, and Escape while a tooltip shows."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            escapes = event.key() == Qt.Key.Key_Escape and self.tip is not None
            if zoom_of(event) or escapes:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the chart; what is not a key of the chart goes to the page."""
        if not (self._walks(event) or self._shifts(event) or self._acts(event)):
            event.ignore()

    def _walks(self, event: QKeyEvent) -> bool:
        step = step_of(event)
        spot = self.spot
        if step is None or spot is None:
            return False
        self._choose(walked(self.frame, spot, step))
        return True

    def _shifts(self, event: QKeyEvent) -> bool:
        if cells := pan_of(event):
            self.move_by(cells)
        elif levels := zoom_of(event):
            self.zoom_by(levels)
        elif event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.go_today()
        else:
            return False
        return True

    def _acts(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.spot)
        elif event.key() == Qt.Key.Key_Space:
            self.pin(not self.pinned)
        elif event.key() == Qt.Key.Key_Escape and self.tip is not None:
            self.tip = None
            self.update()
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and say to a screen reader where it is."""
        super().focusInEvent(event)
        self.update()
        if self.key:
            pathway_access.announce_focus(self, self.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the tooltip away with the focus."""
        super().focusOutEvent(event)
        self.tip = None
        self.update()

    # Pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the lanes; with Ctrl zoom around the pointer; with Shift, or sideways, move in time."""
        turn, sideways = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(self._notches(turn), event.position().x())
        elif sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.move_by(-self._notches(turn or sideways))
        elif self.scroll_bar.isHidden():
            event.ignore()
        else:
            self.scroll_bar.setValue(self.scroll_bar.value() - round(turn / NOTCH * self.scroll_bar.singleStep()))

    def _notches(self, turn: int) -> int:
        """Count whole notches; fine wheels and touchpads send parts of one, kept for the next time."""
        self._turned += turn
        whole = int(self._turned / NOTCH)
        self._turned -= whole * NOTCH
        return whole

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer; after a moment, show its tooltip."""
        spot = self._under(event.position())
        keys = spot.keys if spot else ()
        if keys == self._hovered:
            return
        self._hovered = keys
        self._wait.stop()
        if self.tip is not None:
            self.tip = None
            self.update()
        if hint(spot, self.chart.today):
            self._wait.start()
        self.setCursor(Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor)
        self._describe(spot or self.spot)

    def leaveEvent(self, event: QEvent) -> None:
        """Come back to what is chosen."""
        super().leaveEvent(event)
        self._wait.stop()
        self._hovered = ()
        self.tip = None
        self._describe(self.spot)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer; the last line of a folded lane unfolds it."""
        spot = self._under(event.position())
        if event.button() != Qt.MouseButton.LeftButton or spot is None:
            super().mousePressEvent(event)
        elif spot.kind == "fold":
            self._open(spot)
        else:
            self._choose(self._whole(spot))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the procedure under the pointer."""
        spot = self._under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot and spot.bar:
            self._open(spot)

    def _whole(self, spot: Spot) -> Spot:
        """Give the procedure of a stage: a click takes it whole."""
        return spot if spot.kind != "segment" or spot.bar is None else self.frame.find(Key("bar", spot.bar.id)) or spot

    def _under(self, point: QPointF) -> Spot | None:
        """Find what is at a point of the widget: marks first, then stages, then whole bars."""
        if not self.room().contains(point):
            return None
        found: Spot | None = None
        for spot in self.frame.spots:
            mark = spot.kind in ("dot", "flag")
            reach = REACH if mark else 0
            if self.in_widget(spot.rect).adjusted(-reach, -reach, reach, reach).contains(point):
                found = spot if mark or found is None or found.kind not in ("dot", "flag") else found
        return found

    def _show_waiting_tip(self) -> None:
        spot = self.frame.find(self._hovered[0]) if self._hovered else None
        if spot:
            self.tip = spot
            self.update()
