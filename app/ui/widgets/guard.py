# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gives the focus back where it was when what took it goes away: a popup, a pane, an announcement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from types import TracebackType


class Guard:
    """Remembers the focus when made; `release`, or the end of a `with`, gives it back.

    When the control it came from has gone, the focus goes to the first control of `fallback` that takes it.
    """

    def __init__(self, fallback: QWidget | None = None) -> None:
        self.before = QApplication.focusWidget()
        self.fallback = fallback

    def __enter__(self) -> Guard:
        """Watch until the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the focus back."""
        self.release()

    def release(self) -> None:
        """Give the focus back; the ring shows, since nobody clicked there."""
        target = self.before if can_take(self.before) else first_taker(self.fallback)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


def can_take(widget: QWidget | None) -> bool:
    """Return whether a widget still exists and can have the focus."""
    return (
        widget is not None
        and isValid(widget)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    )


def first_taker(widget: QWidget | None) -> QWidget | None:
    """Return a widget, or the first one inside it, that can have the focus; None when there is none."""
    if widget is None or not isValid(widget):
        return None
    return next((one for one in (widget, *widget.findChildren(QWidget)) if can_take(one)), None)
