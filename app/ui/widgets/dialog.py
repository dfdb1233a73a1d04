# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dialog: a title, what is asked, its buttons always in sight. As high as what it says, up to the room there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface
from app.ui.widgets.tab_order import step

WIDTH = 480
AROUND = 32  # pixels left around it in the window it opens over


class Dialog(QDialog):
    """Subclasses fill `stack`, then `put` their buttons; Enter presses the principal one, Escape leaves.

    What does not fit scrolls above the buttons. `width` is in pixels at 100 %.
    """

    def __init__(self, parent: QWidget | None, title: str, width: int = WIDTH) -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        self.setAccessibleName(title)
        self.asked_width = width
        self.principal: Button | None = None
        self.content = QWidget()
        self.heading = Label(title, "heading", weight=600, wrap=True)
        self.stack: QVBoxLayout = column(self.content, gap=12, margins=(24, 24, 24, 8))
        self.stack.addWidget(self.heading)
        self.foot = QWidget()
        self.buttons = row(self.foot, gap=8, margins=(24, 8, 24, 24))
        self.plane = ScrolledSurface(self.content)
        whole = column(self)
        whole.addWidget(self.plane, 1)
        whole.addWidget(self.foot)
        self.content.installEventFilter(self)

    def put(self, *buttons: Button, right: bool = False) -> None:
        """Put the buttons at the bottom, from the left, or at the right."""
        self.stack.addStretch(1)
        if right:
            self.buttons.addStretch(1)
        for button in buttons:
            self.buttons.addWidget(button)
        if not right:
            self.buttons.addStretch(1)
        self.principal = next((button for button in buttons if button.kind == "principal"), None)

    def fit(self) -> None:
        """Take the size of what is said, within the window it opens over; never shrink under the eye."""
        over = self.parentWidget()
        room = over.window().size() if over is not None else self.screen().availableSize()
        width = max(self.width() if self.isVisible() else 0, theme.px(self.asked_width), self.foot.sizeHint().width())
        width = min(width, room.width() - AROUND)
        inner = self.stack
        wanted = inner.totalHeightForWidth(width) if inner.hasHeightForWidth() else inner.totalSizeHint().height()
        height = min(wanted + self.foot.sizeHint().height(), room.height() - AROUND)
        self.resize(width, max(height, self.height() if self.isVisible() else 0))

    def showEvent(self, event: QShowEvent) -> None:
        """Take its size before it is seen."""
        self.fit()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what is said."""
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.fit()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Go through the controls as they are read, with Tab and Shift+Tab."""
        return step(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the principal button on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.principal is not None:
            self.principal.press()
        else:
            super().keyPressEvent(event)
