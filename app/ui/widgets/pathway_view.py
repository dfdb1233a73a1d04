# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart as it is seen: its window in time, its scrolling, its painting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QWidget

from app.schemes.chart import Chart
from app.schemes.chart_time import EXTENTS, ZOOMS, default_window, moved, window_around
from app.schemes.chart_words import say_period
from app.ui import theme
from app.ui.widgets import pathway_paint
from app.ui.widgets.pathway_frame import Frame, Key, Spot, framed
from app.ui.widgets.pathway_reading import hint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from app.schemes.chart import LaneId
    from app.schemes.chart_time import Window, Zoom

AXIS = -1  # where the axis is kept among the drawn lanes


class PathwayView(QWidget):
    """Draws a `Chart` on a window of days; `shifted` tells that the window moved or changed zoom.

    Each lane is drawn once and kept as a pixmap; a move of the focus only lays them again, with the ring over them.
    """

    shifted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = Chart((), date(2000, 1, 1))
        self.days_shown = default_window(self.chart.today)
        self.unfolded: frozenset[LaneId] = frozenset()
        self.key: Key | None = None
        self.tip: Spot | None = None
        self._frame: Frame | None = None
        self._drawn: dict[int, QPixmap] = {}
        self.scroll_bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.scroll_bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_bar.setAccessibleName("Défilement des familles de démarches")
        self.scroll_bar.valueChanged.connect(self._scrolled)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changes.changed.connect(self.place_again)

    @property
    def zoom(self) -> Zoom:
        """Give the zoom level in force."""
        return self.days_shown.zoom

    @property
    def period(self) -> str:
        """Say what the window shows: « avril 2025 – mars 2027 »."""
        return say_period(self.days_shown)

    @property
    def short_period(self) -> str:
        """Say it with short names of months, where there is little room."""
        return say_period(self.days_shown, short=True)

    @property
    def frame(self) -> Frame:
        """Give the chart in pixels, placed again only when something changed."""
        if self._frame is None:
            self._frame = self._placed()
        return self._frame

    @property
    def spot(self) -> Spot | None:
        """Give what is chosen, where it now is."""
        return self.frame.find(self.key) if self.key else None

    # Time

    def show_window(self, window: Window) -> None:
        """Show other days."""
        if window != self.days_shown:
            self.days_shown = window
            self.place_again()
            self.shifted.emit()

    def move_by(self, cells: int) -> None:
        """Move in time by cells of the axis; negative goes back."""
        self.show_window(moved(self.days_shown, cells))

    def step_back(self) -> None:
        """Show what came before."""
        self.move_by(-EXTENTS[self.zoom].stride)

    def step_on(self) -> None:
        """Show what comes after."""
        self.move_by(EXTENTS[self.zoom].stride)

    def go_today(self) -> None:
        """Come back to the default window, today at four fifths of it."""
        self.show_window(default_window(self.chart.today, self.zoom))

    def zoom_to(self, zoom: Zoom, x: float | None = None) -> None:
        """Change the zoom around the day at `x` in the widget, else around what is chosen, else around today."""
        frame = self.frame
        x = self._anchor() if x is None else min(max(x, frame.left), frame.right)
        across = x - frame.left
        share = across / frame.layout.ruler.width
        self.show_window(window_around(zoom, frame.layout.ruler.day_at(across), share))

    def zoom_by(self, levels: int, x: float | None = None) -> None:
        """Come nearer by `levels`, or go farther when negative, around `x` as `zoom_to` does."""
        index = ZOOMS.index(self.zoom) - levels
        if levels and 0 <= index < len(ZOOMS):
            self.zoom_to(ZOOMS[index], x)

    # Places

    def place_again(self) -> None:
        """Forget what was placed and drawn; it is done again at the next painting."""
        self._frame = None
        self._drawn.clear()
        self.tip = None
        self.updateGeometry()
        self.update()

    def place_of(self, key: Key) -> QRect:
        """Give where something is on the screen; empty when it is not seen."""
        spot = self.frame.find(key)
        seen = self.in_widget(spot.rect) & self.room() if spot else QRectF()
        return QRect() if seen.isEmpty() else QRect(self.mapToGlobal(seen.topLeft().toPoint()), seen.size().toSize())

    def in_widget(self, place: QRectF) -> QRectF:
        """Move a place of the frame to where scrolling puts it in the widget."""
        return place.translated(0, self.room().top() - self.scroll_bar.value())

    def room(self) -> QRectF:
        """Give the part of the widget that shows lanes: under the axis, left of the scroll bar."""
        top = self.frame.measures.axis
        return QRectF(0, top, self._width(), max(0, self.height() - top))

    def bring_in_sight(self, spot: Spot) -> None:
        """Scroll the lanes as little as needed for a spot to be seen whole, with the flags over it."""
        air = self.frame.measures.pad + self.frame.measures.flags
        top, bottom = spot.own_bar.top() - air, spot.own_bar.bottom() + air
        value, high = self.scroll_bar.value(), self.room().height()
        self.scroll_bar.setValue(round(min(max(value, bottom - high), top)))

    def _scrolled(self) -> None:
        self.tip = None
        self.update()

    def _anchor(self) -> float:
        """Give the x around which to zoom when the pointer says nothing."""
        frame, spot = self.frame, self.spot
        if spot and not spot.rect.isEmpty() and frame.left <= spot.rect.center().x() <= frame.right:
            return spot.rect.center().x()
        inside = frame.layout.ruler.window.shows(self.chart.today)
        return frame.left + (frame.layout.today if inside else frame.layout.ruler.width / 2)

    def _placed(self) -> Frame:
        """Place the chart, with a scroll bar only where the lanes do not all fit; the height follows no width."""
        wide = self.scroll_bar.sizeHint().width()
        expected = not self.scroll_bar.isHidden()
        for barred in (expected, not expected):
            size = self.size() - QSize(wide if barred else 0, 0)
            frame = framed(self.chart, self.days_shown, size, self.unfolded)
            room = self.height() - frame.measures.axis
            if barred == (frame.height > room):
                break
        self.scroll_bar.setVisible(frame.height > room)
        self.scroll_bar.setGeometry(self.width() - wide, frame.measures.axis, wide, max(0, room))
        self.scroll_bar.setRange(0, max(0, frame.height - room))
        self.scroll_bar.setPageStep(max(1, room))
        self.scroll_bar.setSingleStep(frame.measures.pitch)
        return frame

    def _width(self) -> int:
        return self.width() - (self.scroll_bar.width() if not self.scroll_bar.isHidden() else 0)

    # Painting

    def sizeHint(self) -> QSize:
        """Ask for the whole chart at its tightest, within reason."""
        return QSize(theme.px(640), theme.px(420))

    def minimumSizeHint(self) -> QSize:
        """Ask for the axis and two lanes."""
        return QSize(theme.px(320), theme.px(130))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything in the new size."""
        self.place_again()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw again on a screen of another sharpness."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.place_again()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lay the lanes that are seen, the axis, today, then what moves: the ring and the tooltip."""
        painter = QPainter(self)
        frame, room = self.frame, self.room()
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setClipRect(room)
        for index, band in enumerate(frame.bands):
            top = band.top + round(room.top()) - self.scroll_bar.value()
            if top + band.height > room.top() and top < room.bottom():
                painter.drawPixmap(QPoint(0, top), self._lane(index))
        self._paint_ring(painter)
        painter.setClipping(False)
        painter.drawPixmap(QPoint(0, 0), self._axis())
        end = min(room.bottom(), room.top() + frame.height - self.scroll_bar.value() - 1)
        pathway_paint.paint_today(painter, frame, self.chart.today, end)
        self._paint_tip(painter)

    def _lane(self, index: int) -> QPixmap:
        if index not in self._drawn:
            self._drawn[index] = pathway_paint.lane_pixmap(self.frame, index, self._width(), self.devicePixelRatioF())
        return self._drawn[index]

    def _axis(self) -> QPixmap:
        if AXIS not in self._drawn:
            today, dpr = self.chart.today, self.devicePixelRatioF()
            self._drawn[AXIS] = pathway_paint.axis_pixmap(self.frame, self.width(), dpr, today)
        return self._drawn[AXIS]

    def _paint_ring(self, painter: QPainter) -> None:
        spot = self.spot
        if spot and not spot.rect.isEmpty():
            pathway_paint.paint_ring(painter, self.in_widget(spot.rect), focused=self.hasFocus())

    def _paint_tip(self, painter: QPainter) -> None:
        words = hint(self.tip, self.chart.today)
        if self.tip and words:
            item, own = self.in_widget(self.tip.rect), self.in_widget(self.tip.own_bar)
            place = pathway_paint.tip_place(words, item, own, QRectF(self.rect()))
            pathway_paint.paint_tip(painter, words, place)
