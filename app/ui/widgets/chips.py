# SPDX-License-Identifier: AGPL-3.0-or-later
"""Choices laid side by side: rounded filters with their counts, and joined segments (« Mois », « An »…)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Pressed
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.spacing import row

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Choices(QWidget):
    """What both have in common: one is chosen, one tab stop, arrows choose the next. Signal: `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.options: dict[str, Option] = {}
        self.current = ""

    def add(self, option: Option) -> None:
        """Take in an option."""
        option.clicked.connect(self.take)
        option.stepped.connect(self.step)
        self.options[option.key] = option

    def value(self) -> str:
        """Return the key of what is chosen, empty when nothing is."""
        return self.current

    def set_value(self, key: str) -> None:
        """Choose without announcing it."""
        self.current = key if key in self.options else ""
        for name, option in self.options.items():
            option.setChecked(name == key)
            option.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus)
        if key not in self.options and self.options:
            next(iter(self.options.values())).setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def take(self) -> None:
        """Choose the option that was pressed."""
        option = self.sender()
        if isinstance(option, Option):
            self.choose(option.key)

    def choose(self, key: str) -> None:
        """Choose an option and announce it."""
        changed = key != self.current
        self.set_value(key)
        if changed:
            self.chosen.emit(key)

    def step(self, step: int) -> None:
        """Choose the next or the previous option, and go to it."""
        keys = list(self.options)
        at = keys.index(getattr(self.sender(), "key", keys[0]))
        key = keys[(at + step) % len(keys)]
        self.choose(key)
        self.options[key].setFocus(Qt.FocusReason.TabFocusReason)


class Option(Pressed):
    """One of the choices."""

    stepped = Signal(int)

    def __init__(self, key: str, text: str, count: int | None = None) -> None:
        self.key, self.number = key, count
        super().__init__(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.count(count)

    def count(self, count: int | None) -> None:
        """Show another count after the word."""
        self.number = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()}, {count}")
        self.restyle()

    def words(self) -> str:
        """Return the word and its count."""
        return self.text() if self.number is None else f"{self.text()}  {self.number}"

    def sizeHint(self) -> QSize:
        """Return the room of the word and its count."""
        width = QFontMetrics(theme.font("label", 600)).horizontalAdvance(self.words())
        return QSize(width + 2 * theme.px(11) + 2, theme.control_height("label"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbour with the arrows."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class FilterChips(Choices):
    """Rounded filters of which one is chosen: (key, word, count or None). They wrap when the width is short."""

    def __init__(self, name: str, options: Sequence[tuple[str, str, int | None]], chosen: str = "") -> None:
        super().__init__(name)
        self.flow = FlowLayout(self)
        self.offer(options, chosen)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, options: Sequence[tuple[str, str, int | None]], chosen: str = "") -> None:
        """Replace the filters."""
        for option in self.options.values():
            self.flow.removeWidget(option)
            option.deleteLater()
        self.options = {}
        for key, word, count in options:
            chip = Chip(key, word, count)
            self.add(chip)
            self.flow.addWidget(chip)
        self.set_value(chosen or (options[0][0] if options else ""))

    def count(self, key: str, count: int | None) -> None:
        """Show another count on one filter."""
        self.options[key].count(count)


class Chip(Option):
    """A rounded filter."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it, tinted when chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setBrush(theme.colour("tint" if on else "hover" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.colour("accent" if on else "control"), 1))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(theme.font("label", 500))
        painter.setPen(theme.colour("accent" if on else "ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words())

    def restyle(self) -> None:
        """Round the ring as the chip."""
        self.setProperty("ringRadius", theme.control_height("label") // 2)
        super().restyle()


class Segments(Choices):
    """Joined segments of which one is chosen: (key, word)."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = row(self, gap=0)
        for at, (key, word) in enumerate(options):
            segment = Segment(key, word, first=at == 0, last=at == len(options) - 1)
            self.add(segment)
            line.addWidget(segment)
        self.set_value(chosen or options[0][0])


class Segment(Option):
    """One segment; the first and the last have the round corners."""

    def __init__(self, key: str, text: str, *, first: bool, last: bool) -> None:
        self.first, self.last = first, last
        super().__init__(key, text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it, filled when chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setBrush(theme.colour("accent" if on else "hover" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.colour("accent" if on else "control"), 1))
        painter.drawPath(self.shape())
        painter.setFont(theme.font("label", 600 if on else 500))
        painter.setPen(theme.colour("onaccent" if on else "ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words())

    def shape(self) -> QPainterPath:
        """Return the outline, which overlaps the next one by its edge."""
        place = QRectF(self.rect()).adjusted(0.5 if self.first else -0.5, 0.5, -0.5, -0.5)
        path, square = QPainterPath(), QPainterPath()
        path.addRoundedRect(place, 4, 4)
        if not self.first:
            square.addRect(place.adjusted(0, 0, -place.width() / 2, 0))
        if not self.last:
            square.addRect(place.adjusted(place.width() / 2, 0, 0, 0))
        return path.united(square).simplified()
