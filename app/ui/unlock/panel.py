# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the screens shown before the vault is open have in common: the left half, its mark, its narrow column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app import VERSION
from app.ui import theme
from app.ui.mark import SHAPE, paint_mark
from app.ui.widgets.buttons import Link
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface, Surface

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QHBoxLayout

FORM_WIDTH = 424


class Panel(Surface):
    """The left half: a narrow column in the middle of the height, which scrolls when the text is large.

    Signal: `help_wanted`.
    """

    help_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("surface")
        self.content = column(gap=0)
        self.holder = QWidget()
        self.holder.setLayout(self.content)
        self.content.addWidget(Banner())
        self.content.addSpacing(28)
        inside = Narrow()
        middle = column(inside, gap=16)
        middle.addStretch(2)
        middle.addWidget(self.holder)
        middle.addStretch(3)
        middle.addLayout(self.foot())
        column(self).addWidget(ScrolledSurface(inside))

    def foot(self) -> QHBoxLayout:
        """The version and the way to the help, at the bottom."""
        line = row(gap=4)
        line.addWidget(Label(f"Maillon {VERSION} ·", "small", "ink2"))
        self.help_link = Link("Aide\u00a0: F1", "small")
        self.help_link.clicked.connect(self.help_wanted)
        line.addWidget(self.help_link)
        line.addStretch(1)
        return line

    def say_title(self, title: str, below: str = "") -> Label:
        """Write the title of the panel and the line below it, which is returned."""
        self.title = Label(title, "heading", weight=600, wrap=True)
        self.content.addWidget(self.title)
        line = Label(below, "body", "ink2", wrap=True)
        self.content.addWidget(line)
        line.setVisible(bool(below))
        self.content.addSpacing(20)
        return line


class Narrow(QWidget):
    """Keeps its layout in a narrow column in the middle of the width."""

    def __init__(self) -> None:
        super().__init__()
        theme.changes.changed.connect(self.measure)

    def measure(self) -> None:
        """Leave at each side what the column does not need."""
        side = max(theme.px(32), (self.width() - theme.px(FORM_WIDTH)) // 2)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, theme.px(16), side, theme.px(16))

    def minimumSizeHint(self) -> QSize:
        """Ask for the column and the least air: what is left at its sides now may be given back."""
        least = super().minimumSizeHint()
        sides = self.contentsMargins() if (layout := self.layout()) is None else layout.contentsMargins()
        return QSize(least.width() - sides.left() - sides.right() + 2 * theme.px(32), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.measure()


class Banner(QWidget):
    """The mark and the name, large."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Maillon")
        theme.changes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room of the name."""
        return QSize(theme.px(200), theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """Never cut the name."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark, then the name."""
        painter = QPainter(self)
        height = theme.px(21)
        paint_mark(painter, QRectF(0, (self.height() - height) / 2, height * SHAPE, height))
        font = theme.font("title", 600)
        font.setPixelSize(theme.px(26))
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        start = round(height * SHAPE) + theme.px(12)
        painter.drawText(self.rect().adjusted(start, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "Maillon")
