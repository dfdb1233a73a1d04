# SPDX-License-Identifier: AGPL-3.0-or-later
"""The strip under the chart that says, in two lines, what is focused or hovered; it replaces large tooltips."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row


class ReadingStrip(QWidget):
    """Two lines (*stars* hold what is stressed), an icon, and a button when there is something to open.

    Each new sentence is announced to screen readers. `button` is always there and hidden when nothing opens; connect
    its `clicked`.
    """

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.icon_name, self.icon_token = "", "accent"
        self.first = Label("", "body", stressed=True, wrap=True)
        self.second = Label("", "label", "ink2", stressed=True, wrap=True)
        self.button = Button("", small=True)
        self.button.hide()
        stack = column(gap=2)
        stack.addStretch(1)
        stack.addWidget(self.first)
        stack.addWidget(self.second)
        stack.addStretch(1)
        self.line = line = row(self, gap=12, margins=(40, 7, 12, 7))
        line.addLayout(stack, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changes.changed.connect(self.restyle)
        self.restyle()
        self.hint = hint
        self.empty()

    def restyle(self) -> None:
        """Take the height of two lines, so that nothing moves when it speaks."""
        self.setMinimumHeight(theme.line("body") + theme.line("label") + theme.px(16))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of two lines, or of more when the strip is narrow."""
        lines = self.line.totalHeightForWidth(max(self.width(), theme.px(320)))
        return QSize(theme.px(320), max(self.minimumHeight(), lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width has changed."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def read_out(self, first: str, second: str = "", icon: str = "", token: str = "accent", opens: str = "") -> None:
        """Say something; `opens` is the verb of the button, none without it."""
        self.icon_name, self.icon_token = icon, token
        self.first.tint("ink")
        self.first.say(first)
        self.second.say(second)
        self.second.setVisible(bool(second))
        self.button.setVisible(bool(opens))
        if opens:
            self.button.say(opens)
        sentence = f"{first}. {second}".replace("*", "").strip()
        self.setAccessibleName(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        self.update()

    def empty(self) -> None:
        """Say the hint only."""
        self.read_out(self.hint)
        self.first.tint("ink2")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tinted band, its bar and its icon."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("tint"))
        painter.fillRect(0, 0, theme.px(3), self.height(), theme.colour("accent"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("accent"))
        if self.icon_name:
            top = self.first.y() + (theme.line("body") - theme.px(16)) // 2
            icon = theme.pixmap(self.icon_name, self.icon_token, 16, self.devicePixelRatioF())
            painter.drawPixmap(theme.px(16), top, icon)
