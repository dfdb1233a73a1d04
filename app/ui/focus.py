# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ring around what has the focus: always around a text field, around other controls when the keyboard led there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

TEXT = (QLineEdit, QPlainTextEdit, QTextEdit)
ROOM = 3  # how far the ring reaches outside its control, in pixels
RADIUS = 4
UNTOLD = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange)


def note_reason(widget: QWidget, event: QFocusEvent) -> None:
    """Remember, in the `focusInEvent` of a control that wants the ring, whether it is owed one: not after a click."""
    if event.reason() not in UNTOLD:
        widget.setProperty("ringed", event.reason() != Qt.FocusReason.MouseFocusReason)


class FocusRing(QWidget):
    """The drawing of the ring, laid over a control; the mouse does not see it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.width_of_line = 2
        self.radius = RADIUS

    def lay_over(self, control: QWidget) -> None:
        """Go around a control, above its neighbours."""
        host = parent_of(self)
        self.width_of_line = 1 if isinstance(control, TEXT) else 2
        self.radius = control.property("ringRadius") or RADIUS
        room = ROOM if self.width_of_line == 2 else ROOM - 1
        self.setGeometry(place_in(control, host).adjusted(-room, -room, room, room))
        self.raise_()
        self.setVisible(control.isVisibleTo(host))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), self.width_of_line))
        half = self.width_of_line / 2
        radius = self.radius + 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)


class FocusWatch(QObject):
    """Keeps one ring around the focused control of the application, wherever the control moves."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.ring: FocusRing | None = None
        self.followed: list[QWidget] = []
        app.focusChanged.connect(self.follow)

    def follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Move the ring to the control that has just received the focus."""
        self.leave()
        if new is None or not wants_ring(new):
            return
        host = host_of(new)
        self.ring = FocusRing(host)
        self.followed = chain(new, host)
        for widget in self.followed:
            widget.installEventFilter(self)
        self.ring.lay_over(new)

    def leave(self) -> None:
        """Take the ring away."""
        for widget in self.followed:
            if isValid(widget):
                widget.removeEventFilter(self)
        self.followed = []
        if self.ring is not None and isValid(self.ring):
            self.ring.hide()
            self.ring.deleteLater()
        self.ring = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the ring in place when its control, or what holds it, moves."""
        ring = self.ring
        if event.type() in MOVES and ring is not None and isValid(ring) and self.followed and isValid(self.followed[0]):
            ring.lay_over(self.followed[0])
        return super().eventFilter(watched, event)


def wants_ring(control: QWidget) -> bool:
    """Return whether a control is owed the ring: text always, the others when the keyboard led there."""
    if control.property("ring") is False:
        return False
    return isinstance(control, TEXT) or bool(control.property("ringed"))


def host_of(control: QWidget) -> QWidget:
    """Return the nearest widget around a control in which the ring is not cut, without leaving a scrolled area.

    Never a splitter: it would take the ring for one more pane.
    """
    host = parent_of(control)
    while (
        not is_viewport(host) and not host.isWindow() and (isinstance(host, QSplitter) or not has_room(host, control))
    ):
        host = parent_of(host)
    return host


def parent_of(widget: QWidget) -> QWidget:
    """Return what holds a widget, itself when nothing does."""
    parent = widget.parentWidget()
    return widget if parent is None else parent


def has_room(host: QWidget, control: QWidget) -> bool:
    """Return whether the ring of a control fits inside a widget that holds it."""
    return host.rect().contains(place_in(control, host).adjusted(-ROOM, -ROOM, ROOM, ROOM))


def place_in(control: QWidget, host: QWidget) -> QRect:
    """Return the rectangle of a control in the coordinates of a widget that holds it."""
    return QRect(control.mapTo(host, QPoint(0, 0)), control.size())


def is_viewport(widget: QWidget) -> bool:
    """Return whether a widget is what a scrolled area shows its content through."""
    parent = parent_of(widget)
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def chain(control: QWidget, host: QWidget) -> list[QWidget]:
    """Return the control and every widget around it up to the host, excluded unless it is the control."""
    found = [control]
    while parent_of(found[-1]) not in (host, found[-1]):
        found.append(parent_of(found[-1]))
    return found
