# SPDX-License-Identifier: AGPL-3.0-or-later
"""The legend of the pathway chart: every stage, event and deadline with its word, on two lines or more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.schemes.chart import DOT_NAMES, FLAG_NAMES, SHADE_NAMES
from app.ui import theme
from app.ui.widgets.pathway_shapes import gap_pen, paint_dot, paint_flag, paint_stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent

Draw = Callable[[QPainter, QRectF], None]
MARGIN: Final = 16
GAP: Final = 13
TO_WORD: Final = 5
AIR: Final = 5


@dataclass(frozen=True)
class Sample:
    """One drawing of the legend, `wide` pixels at 100 %, and its word."""

    draw: Draw
    wide: int
    word: str


class ChartLegend(QWidget):
    """Draws the legend, wrapped to the width it is given."""

    def __init__(self) -> None:
        super().__init__()
        words = ", ".join(sample.word for line in LINES for sample in line)
        self.setAccessibleName(f"Légende\u00a0: {words}")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changes.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the sizes and colours in force."""
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of its lines in a width."""
        lines = 1 + max((line for line, _, _ in _placed(width)), default=0)
        return lines * _pitch() + 2 * theme.px(AIR)

    def sizeHint(self) -> QSize:
        """Ask for two lines."""
        return QSize(theme.px(600), self.heightForWidth(max(self.width(), theme.px(600))))

    def minimumSizeHint(self) -> QSize:
        """Accept to be narrow."""
        return QSize(theme.px(200), self.heightForWidth(max(self.width(), theme.px(200))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each sample and its word."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        for line, left, sample in _placed(self.width()):
            top = theme.px(AIR) + line * _pitch()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            sample.draw(painter, QRectF(left, top, theme.px(sample.wide), _pitch()))
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("ink2"))
            words = QRectF(left + theme.px(sample.wide + TO_WORD), top, self.width(), _pitch())
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, sample.word)


def _placed(width: int) -> Iterator[tuple[int, float, Sample]]:
    """Give the line and the left edge of each sample; stages and marks begin on lines of their own."""
    metrics = QFontMetricsF(theme.font("small"))
    number = -1
    for line in LINES:
        number, left = number + 1, float(theme.px(MARGIN))
        for sample in line:
            wide = theme.px(sample.wide + TO_WORD) + metrics.horizontalAdvance(sample.word)
            if left > theme.px(MARGIN) and left + wide > width - theme.px(4):
                number, left = number + 1, float(theme.px(MARGIN))
            yield number, left, sample
            left += wide + theme.px(GAP)


def _pitch() -> int:
    return theme.line("small") + theme.px(5)


def _stage(shade: str, painter: QPainter, place: QRectF) -> None:
    high = theme.px(12)
    box = QRectF(place.left(), round(place.center().y() - high / 2), place.width(), high)
    paint_stage(painter, box, shade)  # pyright: ignore[reportArgumentType]  # a key of SHADE_NAMES


def _dot(kind: str, painter: QPainter, place: QRectF) -> None:
    paint_dot(painter, place.center(), kind)  # pyright: ignore[reportArgumentType]  # a key of DOT_NAMES


def _flag(state: str, painter: QPainter, place: QRectF) -> None:
    foot = QPointF(place.left() + 1.5, place.center().y() + theme.px(6))
    paint_flag(painter, foot, state)  # pyright: ignore[reportArgumentType]  # a key of FLAG_NAMES


def _gap(painter: QPainter, place: QRectF) -> None:
    painter.setPen(gap_pen())
    painter.drawLine(QPointF(place.left(), place.center().y() + 0.5), QPointF(place.right(), place.center().y() + 0.5))


LINES: Final = (
    tuple(Sample(partial(_stage, shade), 20, word) for shade, word in SHADE_NAMES.items()),
    (
        *(Sample(partial(_dot, kind), 10, word) for kind, word in DOT_NAMES.items()),
        *(Sample(partial(_flag, state), 14, word) for state, word in FLAG_NAMES.items()),
        Sample(_gap, 20, "sans démarche"),
    ),
)
