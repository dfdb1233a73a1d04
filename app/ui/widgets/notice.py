# SPDX-License-Identifier: AGPL-3.0-or-later
"""Boxes that speak: a notice in a tint, what to do first when a page is empty."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Button, box
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row

# tone -> background, token of its title and icon, icon
TONES: dict[str, tuple[str, str, str]] = {
    "info": ("tint", "accent", "info-circle"),
    "ok": ("okbg", "ok", "shield-check"),
    "soon": ("soonbg", "soon", "alert-triangle"),
    "late": ("latebg", "late", "alert-circle"),
    "wait": ("waitbg", "wait", "hourglass"),
}
GAP = 12


class Notice(QWidget):
    """A sentence in a tint (info, ok, soon, late, wait), with an optional title, icon and button.

    `proof` gives the box an edge: the last verified restore, an intact history. `button` is None without `action`.
    """

    def __init__(
        self,
        tone: str,
        text: str,
        title: str = "",
        *,
        icon: str = "",
        action: Button | None = None,
        proof: bool = False,
    ) -> None:
        super().__init__()
        self.tone, self.icon_name, self.proof, self.button = tone, icon, proof, action
        self.title = Label(title, "body", TONES[tone][1] if title else "ink", 600, wrap=True)
        self.words = Label(text, "label", "ink", wrap=True, stressed=True)
        line = row(self, gap=GAP, margins=(GAP + 16 + 8, 8, GAP, 8))
        self.stack = column(gap=2)
        self.stack.addWidget(self.title)
        self.stack.addWidget(self.words)
        line.addLayout(self.stack, 1)
        self.title.setVisible(bool(title))  # once it has a parent, or it would show as a window
        if action is not None:
            line.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.changes.changed.connect(self.update)

    def say(self, text: str, title: str | None = None) -> None:
        """Say something else; *stars* hold what is stressed."""
        self.words.say(text)
        if title is not None:
            self.title.say(title)
            self.title.setVisible(bool(title))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and its icon."""
        painter = QPainter(self)
        back, token, icon = TONES[self.tone]
        box(painter, QRectF(self.rect()), back, token if self.proof else None, 5)
        first = self.words if self.title.isHidden() else self.title
        top = first.y() + (theme.line("body" if first is self.title else "label") - theme.px(16)) // 2
        pixmap = theme.pixmap(self.icon_name or icon, token, 16, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(theme.px(GAP), top), pixmap)


class EmptyState(QWidget):
    """What an empty list says: what is not there, where it starts, and the one button that starts it."""

    def __init__(self, icon: str, missing: str, start: str, action: Button | None = None) -> None:
        super().__init__()
        self.icon_name, self.button = icon, action
        self.missing = Label(missing, "section", "ink", wrap=True)
        self.start = Label(start, "label", "ink2", wrap=True)
        stack = column(self, gap=2, margins=(32, 4, 0, 4))
        stack.addWidget(self.missing)
        stack.addWidget(self.start)
        if action is not None:
            stack.addSpacing(theme.px(6))
            stack.addWidget(action, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addStretch(1)
        theme.changes.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon at the left of the first sentence."""
        top = self.missing.y() + (theme.line("section") - theme.px(20)) // 2
        QPainter(self).drawPixmap(0, top, theme.pixmap(self.icon_name, "ink2", 20, self.devicePixelRatioF()))
