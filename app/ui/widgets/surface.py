# SPDX-License-Identifier: AGPL-3.0-or-later
"""Backgrounds of a page: a plane in a colour of the palette with its rules, a scrolled plane, panes with a splitter."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSplitter, QWidget

from app.ui import theme


class Surface(QWidget):
    """A plane in a colour of the palette. `edges` names the sides that have a rule: "left right top bottom"."""

    def __init__(self, token: str = "surface", edges: str = "", rule: str = "line2") -> None:
        super().__init__()
        self.token, self.edges, self.rule = token, edges.split(), rule
        theme.changes.changed.connect(self.update)

    def tint(self, token: str) -> None:
        """Take another colour of the palette."""
        self.token = token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the plane and draw its rules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self.token))
        rule = theme.colour(self.rule)
        width, height = self.width(), self.height()
        sides = {
            "left": (0, 0, 1, height),
            "right": (width - 1, 0, 1, height),
            "top": (0, 0, width, 1),
            "bottom": (0, height - 1, width, 1),
        }
        for side in self.edges:
            painter.fillRect(*sides[side], rule)


MARGIN = 24  # pixels kept around what has the focus, at 100 %


class ScrolledSurface(QScrollArea):
    """A plane that scrolls up and down and never sideways; what has the focus is kept in sight."""

    def __init__(self, content: QWidget, token: str = "surface") -> None:
        super().__init__()
        self.token = token
        self.setViewport(QWidget())  # ours fills nothing; asking for Qt's own would wake every class of Qt at the start
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(True)
        self.tried = QSize()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(0)
        self.timer.timeout.connect(self.give_height)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        theme.changes.changed.connect(self.restyle)
        self.restyle()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.follow)

    def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring in sight what has got the focus otherwise than by the mouse: Qt does it for the Tab key only."""
        content = self.widget()
        if now is None or content is None or not content.isAncestorOf(now) or QApplication.mouseButtons():
            return
        if now.height() <= self.viewport().height():
            self.ensureWidgetVisible(now, 0, theme.px(MARGIN))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again, once all is laid out, whether the content has the height it asks for."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show) and watched is self.widget():
            self.timer.start()
        return super().eventFilter(watched, event)

    def give_height(self) -> None:
        """Give its height to a content that was filled while it was being shown: Qt measured it half empty."""
        content, width = self.widget(), self.viewport().width()
        if content is None or not content.hasHeightForWidth():
            return
        wanted = QSize(width, content.heightForWidth(width))
        if content.height() < wanted.height() and wanted != self.tried:
            self.tried = wanted
            QApplication.postEvent(content, QEvent(QEvent.Type.LayoutRequest))

    def restyle(self) -> None:
        """Take the colour in force, under the scroll bar too."""
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, theme.colour(self.token))
        self.setPalette(colours)


class Memory(Protocol):
    """Where the places of splitters are kept for a worker."""

    def recall(self, key: str) -> str | None:
        """Return what was kept under a key."""

    def keep(self, key: str, value: str) -> None:
        """Keep a text under a key."""


class Splitter(QSplitter):
    """Panes side by side with a movable rule of 1 px; remembers its place under `key` in a `memory`."""

    def __init__(self, key: str, memory: Memory | None = None, *, upright: bool = False) -> None:
        super().__init__(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self.key, self.memory = key, memory
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self.remember)

    def remember(self) -> None:
        """Keep the place of the rule."""
        if self.memory is not None:
            self.memory.keep(f"splitter.{self.key}", bytes(self.saveState().toBase64().data()).decode("ascii"))

    def restore(self) -> bool:
        """Take the place kept, once the panes are in; return whether there was one."""
        kept = self.memory.recall(f"splitter.{self.key}") if self.memory is not None else None
        return bool(kept) and self.restoreState(QByteArray.fromBase64(QByteArray(kept.encode("ascii"))))
