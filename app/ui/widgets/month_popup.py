# SPDX-License-Identifier: AGPL-3.0-or-later
"""A month to choose a day in, below a date field: arrows, Page Up and Down, Home for today, Enter, Escape."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.french.dates import MONTHS, WEEKDAYS, say_long
from app.ui import theme
from app.ui.widgets.buttons import IconButton, box
from app.ui.widgets.labels import Label
from app.ui.widgets.words import draw_line

CELL = 34
HEAD = 24
WEEKS = 6


class MonthPopup(QWidget):
    """The calendar itself; it closes on a choice. Signal: `picked(date)`."""

    picked = Signal(object)

    def __init__(self, chosen: date, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.days = Days(chosen, today)
        self.days.picked.connect(self.pick)
        self.days.moved.connect(self.tell_month)
        self.month = Label("", "body", "ink", 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(10))
        column.setSpacing(theme.px(6))
        column.addLayout(self.head())
        column.addWidget(self.days)
        self.setFocusProxy(self.days)
        self.tell_month()

    def head(self) -> QHBoxLayout:
        """Return the name of the month between its two buttons."""
        line = QHBoxLayout()
        for icon, name, step in (("chevron-left", "Mois précédent", -1), ("chevron-right", "Mois suivant", 1)):
            button = IconButton(icon, name)
            button.setProperty("step", step)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self.turn)
            line.addWidget(button)
        line.insertWidget(1, self.month, 1, Qt.AlignmentFlag.AlignCenter)
        return line

    def open_at(self, corner: QPoint) -> None:
        """Open with the top left corner at a point of the screen, or as near as the screen allows."""
        self.adjustSize()
        screen = (QGuiApplication.screenAt(corner) or self.screen()).availableGeometry()
        left = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        top = max(screen.top(), min(corner.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.days.setFocus(Qt.FocusReason.PopupFocusReason)

    def turn(self) -> None:
        """Go to the next or previous month."""
        self.days.go(month_away(self.days.chosen, self.sender().property("step")))

    def tell_month(self) -> None:
        """Write the month shown."""
        day = self.days.chosen
        self.month.say(f"{MONTHS[day.month - 1].capitalize()} {day.year}")

    def pick(self, day: date) -> None:
        """Give the day and close."""
        self.picked.emit(day)
        self.close()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the background and the edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(theme.colour("control"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Days(QWidget):
    """The grid of a month; one tab stop, its accessible name is the day in full. Signals: `picked(date)`, `moved()`."""

    picked = Signal(object)
    moved = Signal()

    def __init__(self, chosen: date, today: date) -> None:
        super().__init__()
        self.chosen, self.today = chosen, today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", False)
        self.setFixedSize(7 * theme.px(CELL), theme.px(HEAD) + WEEKS * theme.px(CELL))
        self.go(chosen)

    def go(self, day: date) -> None:
        """Make a day the current one."""
        self.chosen = day
        self.setAccessibleName(say_long(day, weekday=True))
        self.moved.emit()
        self.update()

    def first_shown(self) -> date:
        """Return the Monday at the top left."""
        first = self.chosen.replace(day=1)
        return first - timedelta(days=first.weekday())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose, or let the popup close."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in steps:
            self.go(self.chosen + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go(month_away(self.chosen, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Home:
            self.go(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the pointer."""
        row = int(event.position().y() - theme.px(HEAD)) // theme.px(CELL)
        column = int(event.position().x()) // theme.px(CELL)
        if 0 <= row < WEEKS and 0 <= column < 7:
            self.picked.emit(self.first_shown() + timedelta(days=7 * row + column))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names of the days, then the days."""
        painter = QPainter(self)
        cell = theme.px(CELL)
        for column, name in enumerate(WEEKDAYS):
            place = QRectF(column * cell, 0, cell, theme.px(HEAD))
            draw_line(painter, place, name[:2], theme.font("small"), "ink2", Qt.AlignmentFlag.AlignHCenter)
        for at in range(7 * WEEKS):
            place = QRectF(at % 7 * cell, theme.px(HEAD) + at // 7 * cell, cell, cell)
            self.draw_day(painter, place.adjusted(2, 2, -2, -2), self.first_shown() + timedelta(days=at))

    def draw_day(self, painter: QPainter, place: QRectF, day: date) -> None:
        """Draw one day: chosen filled, today framed, other months quieter."""
        ink = "ink" if day.month == self.chosen.month else "ink3"
        if day == self.chosen:
            box(painter, place, "accent", None)
            ink = "onaccent"
        elif day == self.today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        weight = 600 if day in (self.chosen, self.today) else 400
        draw_line(painter, place, str(day.day), theme.font("label", weight), ink, Qt.AlignmentFlag.AlignHCenter)


def month_away(day: date, step: int) -> date:
    """Return the same day `step` months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
