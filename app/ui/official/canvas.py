# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a form with its fields over them: chosen by a click, drawn by the mouse, moved by the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from app.services.official_describing import FieldLine
from app.ui import theme
from app.ui.widgets.paper_preview import PagesView

SETTLED_AFTER = 400  # milliseconds without an arrow before a box is written down
FAR = 10  # points, with Ctrl
LEAST = 6.0  # points
HANDLE = 8  # pixels
STEPS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


@dataclass(frozen=True)
class Hold:
    """What the mouse does: a box of a page being drawn, moved or made larger, from where it was taken."""

    kind: Literal["draw", "move", "size"]
    page: int
    start: QPointF
    place: QRectF


class FieldsView(PagesView):
    """The pages, and the fields over them.

    Signals: `chosen(str)` with the key of a field; `drawn(int, QRectF)` with a page and a rectangle in points from its
    top left corner; `reshaped(str, int, QRectF)`; `removed(str)` on Delete.
    """

    chosen = Signal(str)
    drawn = Signal(int, QRectF)
    reshaped = Signal(str, int, QRectF)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, FieldLine] = {}
        self.key = ""
        self.hold: Hold | None = None
        self.moving: tuple[int, QRectF] | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SETTLED_AFTER)
        self.timer.timeout.connect(self.settle)
        self.viewport().setMouseTracking(True)

    def show_lines(self, lines: Sequence[FieldLine]) -> None:
        """Show these fields; the one chosen stays chosen."""
        self.lines = {line.key: line for line in lines}
        self.moving = None
        self.viewport().update()

    def choose(self, key: str) -> None:
        """Choose a field and bring it in sight."""
        if key != self.key:
            self.settle()
            self.key = key
        where = self.where(key)
        if where is not None:
            page, place = where
            self.frame(page, place)
            self.framed = None
        self.viewport().update()

    def where(self, key: str) -> tuple[int, QRectF] | None:
        """Where a field stands: its page, its rectangle in points; its first one when it has several."""
        line = self.lines.get(key)
        if key == self.key and self.moving is not None:
            return self.moving
        return (line.places[0].page, QRectF(*line.places[0].rectangle)) if line is not None and line.places else None

    def settle(self) -> None:
        """Tell where the box that the arrows moved has come."""
        self.timer.stop()
        moved, self.moving = self.moving, None
        if moved is not None and self.key in self.lines:
            self.reshaped.emit(self.key, *moved)

    def at(self, place: QPointF) -> tuple[int, QPointF] | None:
        """The page under a place of the view, and the point of that page; None on the desk."""
        shift = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for page, rectangle in enumerate(self.places()):
            if rectangle.contains(place + shift):
                return page, (place + shift - rectangle.topLeft()) / self.scale()
        return None

    def field_at(self, page: int, point: QPointF) -> str:
        """The smallest field under a point of a page, empty when there is none."""
        under = [
            (rectangle.width() * rectangle.height(), key)
            for key, line in self.lines.items()
            for place in line.places
            if place.page == page and (rectangle := QRectF(*place.rectangle)).contains(point)
        ]
        return min(under)[1] if under else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a corner, of a box, or of an empty place."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = self.at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            return
        self.settle()
        page, point = found
        where = self.where(self.key)
        line = self.lines.get(self.key)
        if (
            line is not None
            and line.placed
            and where is not None
            and where[0] == page
            and self.corner_at(where[1], point)
        ):
            self.hold = Hold("size", page, point, where[1])
            return
        key = self.field_at(page, point)
        if not key:
            self.hold = Hold("draw", page, point, QRectF(point, point))
            return
        self.key = key
        self.chosen.emit(key)
        line = self.lines.get(key)
        if line is not None and line.placed:
            self.hold = Hold("move", page, point, QRectF(*line.places[0].rectangle))
        self.viewport().update()

    def corner_at(self, place: QRectF, point: QPointF) -> bool:
        """Whether a point is on the corner by which a box is made larger."""
        reach = HANDLE / self.scale()
        away = point - place.bottomRight()
        return abs(away.x()) <= reach and abs(away.y()) <= reach

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, move, make larger."""
        found = self.at(event.position())
        if self.hold is None or found is None or found[0] != self.hold.page:
            return
        hold, point = self.hold, found[1]
        away = point - hold.start
        if hold.kind == "draw":
            self.moving = (hold.page, QRectF(hold.start, point).normalized())
        elif hold.kind == "move":
            self.moving = (hold.page, hold.place.translated(away))
        else:
            larger = QRectF(hold.place)
            larger.setWidth(max(LEAST, larger.width() + away.x()))
            larger.setHeight(max(LEAST, larger.height() + away.y()))
            self.moving = (hold.page, larger)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was drawn, or where a box has come."""
        hold, self.hold = self.hold, None
        moved = self.moving
        if hold is None or moved is None:
            return
        if hold.kind == "draw":
            self.moving = None
            if moved[1].width() >= LEAST and moved[1].height() >= LEAST:
                self.drawn.emit(*moved)
        else:
            self.settle()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the box chosen with the arrows, make it larger with Shift, take it away with Delete; else scroll."""
        line = self.lines.get(self.key)
        step = STEPS.get(Qt.Key(event.key()))
        if line is None or not line.placed:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self.key)
        elif step is not None:
            self.push(step, event.modifiers())
        else:
            super().keyPressEvent(event)

    def push(self, step: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Move the box chosen by a step, or its corner."""
        where = self.where(self.key)
        if where is None:
            return
        page, place = where
        far = step * FAR if modifiers & Qt.KeyboardModifier.ControlModifier else step
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            place = QRectF(place)
            place.setWidth(max(LEAST, place.width() + far.x()))
            place.setHeight(max(LEAST, place.height() + far.y()))
        else:
            place = place.translated(far)
        self.moving = (page, place)
        self.timer.start()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages, then the fields over them."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key, line in self.lines.items():
            if key != self.key:
                self.draw_line(painter, line, here=False)
        line = self.lines.get(self.key)
        if line is not None:
            self.draw_line(painter, line, here=True)
        if self.hold is not None and self.hold.kind == "draw" and self.moving is not None:
            self.draw_box(painter, *self.moving, QPen(theme.accent_on_paper(), 2), 30)

    def draw_line(self, painter: QPainter, line: FieldLine, *, here: bool) -> None:
        """Draw the edge of a field: dashed while it receives nothing, strong when it is the one chosen."""
        colour = theme.accent_on_paper()
        pen = QPen(colour, 2.5 if here else 1, Qt.PenStyle.SolidLine if line.receives else Qt.PenStyle.DashLine)
        places = list(line.places)
        if here and self.moving is not None and places and self.hold_is_of_current():
            page, place = self.moving
            rectangle = (place.x(), place.y(), place.width(), place.height())
            places = [replace(places[0], page=page, rectangle=rectangle)]
        for each in places:
            if each.page < self.count():
                self.draw_box(painter, each.page, QRectF(*each.rectangle), pen, 40 if here else 14)
        if here and line.placed and places and places[0].page < self.count():
            corner = self.seen(places[0].page, QRectF(*places[0].rectangle)).bottomRight()
            side = theme.px(HANDLE)
            painter.fillRect(QRectF(corner.x() - side / 2, corner.y() - side / 2, side, side), colour)

    def hold_is_of_current(self) -> bool:
        """Whether what is moving is the box chosen, and not one being drawn."""
        return self.hold is None or self.hold.kind != "draw"

    def draw_box(self, painter: QPainter, page: int, place: QRectF, pen: QPen, tint: int) -> None:
        """Draw a rectangle of a page."""
        filled = QColor(pen.color())
        filled.setAlpha(tint)
        painter.setPen(pen)
        painter.setBrush(filled)
        painter.drawRect(self.seen(page, place))

    def seen(self, page: int, place: QRectF) -> QRectF:
        """Where a rectangle of a page lies in the view."""
        shift = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        return self.on_desk(page, place).translated(shift)
