# SPDX-License-Identifier: AGPL-3.0-or-later
"""The help of the unlock screen, read in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.ui.widgets.buttons import Button
from app.ui.widgets.guide import GuideText
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import Surface


class GuidePanel(Surface):
    """Signal: `left`."""

    left = Signal()
    about_vault = True

    def __init__(self) -> None:
        super().__init__("surface")
        self.text = GuideText("unlock")
        self.back = Button("Revenir", icon="arrow-left")
        self.back.clicked.connect(self.left)
        stack = column(self, gap=12, margins=(32, 16, 0, 16))
        stack.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addWidget(self.text, 1)
        self.setFocusProxy(self.back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
