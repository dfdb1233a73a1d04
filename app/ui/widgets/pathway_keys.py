# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys of the pathway chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.ui.widgets.pathway_walk import Step

Key = Qt.Key
STEPS: dict[tuple[bool, Key], Step] = {
    (False, Key.Key_Left): "previous",
    (False, Key.Key_Right): "next",
    (False, Key.Key_Up): "up",
    (False, Key.Key_Down): "down",
    (False, Key.Key_PageUp): "lane_up",
    (False, Key.Key_PageDown): "lane_down",
    (False, Key.Key_Home): "first",
    (False, Key.Key_End): "last",
    (True, Key.Key_Home): "very_first",
    (True, Key.Key_End): "very_last",
}
_OTHERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def step_of(event: QKeyEvent) -> Step | None:
    """Give where a key leads to in the chart, None for any other key."""
    modifiers = event.modifiers()
    if modifiers & (_OTHERS | Qt.KeyboardModifier.ShiftModifier):
        return None
    held = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    return STEPS.get((held, Key(event.key())))


def pan_of(event: QKeyEvent) -> int:
    """Give by how many cells a key moves the window: Shift with the arrows; 0 for any other key."""
    if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.modifiers() & _OTHERS:
        return 0
    return {Key.Key_Left: -1, Key.Key_Right: 1}.get(Key(event.key()), 0)


def zoom_of(event: QKeyEvent) -> int:
    """Give 1 for Ctrl + « + » (nearer), -1 for Ctrl + « - » (farther), 0 for any other key."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.modifiers() & _OTHERS:
        return 0
    return {Key.Key_Plus: 1, Key.Key_Equal: 1, Key.Key_Minus: -1, Key.Key_Underscore: -1}.get(Key(event.key()), 0)
