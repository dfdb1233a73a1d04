# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Tab key follows what is read: controls come in the order of the layouts that hold them.

Qt follows the order in which controls were made: what is made while a page lives would come last.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QWidget


def step(root: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next control of a window, or to the one before; after the last comes the first.

    What the `focusNextPrevChild` of a window's outermost widget calls: its children hand it their Tab keys.
    """
    here = QApplication.focusWidget()
    chain = [one for one in read_in_order(root) if one is here or can_take_tab(one)]
    if not chain:
        return False
    at = chain.index(here) if here in chain else (-1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    chain[(at + (1 if forward else -1)) % len(chain)].setFocus(reason)
    return True


def read_in_order(root: QWidget) -> Iterator[QWidget]:
    """Everything in sight in a widget, as it is laid out; what no layout holds comes after, as it was made."""
    placed = list(held_by(root))
    known = set(placed)
    loose = [one for one in root.children() if isinstance(one, QWidget) and one not in known and not one.isWindow()]
    for one in (*placed, *loose):
        if one.isVisible():
            yield one
            yield from read_in_order(one)


def held_by(root: QWidget) -> Iterator[QWidget]:
    """What a widget lays out itself, in order."""
    if isinstance(root, QSplitter):
        yield from (pane for at in range(root.count()) if (pane := root.widget(at)) is not None)
    elif isinstance(root, QScrollArea):
        yield root.viewport()
    elif (layout := root.layout()) is not None:
        yield from widgets_of(layout)


def widgets_of(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those within it, in order."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from widgets_of(inner)


def can_take_tab(one: QWidget) -> bool:
    """Whether a control takes the focus from the Tab key itself."""
    takes = bool(one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return takes and one.isEnabled() and one.focusProxy() is None
