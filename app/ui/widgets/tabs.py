# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tabs of a dossier: words on a rule, the chosen one underlined; they wrap rather than hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.ui import theme
from app.ui.widgets.chips import Choices, Option
from app.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence


class TabStrip(Choices):
    """Tabs (key, word, count or None). Signal: `chosen(str)`; the page shows what goes with the key."""

    def __init__(self, name: str, options: Sequence[tuple[str, str, int | None]], chosen: str = "") -> None:
        super().__init__(name)
        flow = FlowLayout(self, gap=28, line_gap=0)
        for key, word, count in options:
            tab = Tab(key, word, count)
            self.add(tab)
            flow.addWidget(tab)
        self.set_value(chosen or options[0][0])
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def count(self, key: str, count: int | None) -> None:
        """Show another count on one tab."""
        self.options[key].count(count)


class Tab(Option):
    """One word of the strip."""

    def sizeHint(self) -> QSize:
        """Return the room of the word when stressed, so that choosing moves nothing."""
        width = QFontMetrics(theme.font("body", 600)).horizontalAdvance(self.words())
        return QSize(width, theme.line("body") + theme.px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the word, and its line when chosen."""
        painter = QPainter(self)
        on = self.isChecked()
        painter.setFont(theme.font("body", 600 if on else 400))
        painter.setPen(theme.colour("ink" if on or self.underMouse() else "ink2"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, 0, 0, -theme.px(4)), flags, self.words())
        if on:
            thick = theme.px(3)
            painter.fillRect(0, self.height() - thick, self.width(), thick, theme.colour("accent"))
