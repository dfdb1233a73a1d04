# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart for who does not see it: chart (list), lanes (lists), procedures (items), their events (items).

The tree does not depend on the zoom: what is folded or out of the window is in it too.

Qt's cache owns every interface and deletes it with its chart, or when told to. Python would delete it too with the last
reference to it, and the cache would then hold a dangling pointer: so each is kept here until Qt has deleted it.
"""

from __future__ import annotations

import weakref
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from app.schemes.chart import LANES
from app.schemes.chart_words import tell_dot, tell_flag, tell_lane, tell_segment
from app.ui.widgets.pathway_frame import Key
from app.ui.widgets.pathway_view import PathwayView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.schemes.chart import Bar, Chart, LaneId

Role = QAccessible.Role
NOBODY = cast("QAccessibleInterface", None)  # Qt takes a null pointer for « none »; the types do not say so


class Node(QAccessibleInterface):
    """One lane, procedure, stage, event or deadline."""

    def __init__(self, above: QAccessibleInterface, owner: PathwayView, key: Key, role: Role, name: str) -> None:
        super().__init__()
        self.above, self.key, self._role, self.name = above, key, role, name
        self.owner = weakref.ref(owner)
        self.children: list[Node] = []
        _keep(self)

    def isValid(self) -> bool:
        """Tell whether the chart is still there."""
        return _alive(self.owner) is not None

    def object(self) -> QObject:
        """Give no object: a node is only a part of the chart."""
        return cast("QObject", None)

    def parent(self) -> QAccessibleInterface:
        """Give what holds it."""
        return self.above

    def childCount(self) -> int:
        """Count what it holds."""
        return len(self.children)

    def child(self, index: int) -> QAccessibleInterface:
        """Give one of what it holds."""
        return self.children[index] if 0 <= index < len(self.children) else NOBODY

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Give what it holds at a point of the screen."""
        return next((child for child in self.children if child.rect().contains(x, y)), NOBODY)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Give the rank of what it holds."""
        return next((index for index, own in enumerate(self.children) if own is child), -1)

    def role(self) -> Role:
        """Say what it is."""
        return self._role

    def state(self) -> QAccessible.State:
        """Say how it is: focused, in sight."""
        state = QAccessible.State()
        state.focusable = state.selectable = self._role == Role.ListItem
        owner = _alive(self.owner)
        chosen = owner is not None and owner.key == self.key
        state.focused, state.selected = chosen and owner is not None and owner.hasFocus(), chosen
        state.offscreen = self.rect().isEmpty()
        return state

    def rect(self) -> QRect:
        """Give its place on the screen."""
        owner = _alive(self.owner)
        return owner.place_of(self.key) if owner else QRect()

    def text(self, wanted: QAccessible.Text) -> str:
        """Say its sentence."""
        return self.name if wanted == QAccessible.Text.Name else ""

    def setText(self, _wanted: QAccessible.Text, _text: str) -> None:
        """Do nothing: it is only read."""

    def window(self) -> QWindow:
        """Give the window of the chart."""
        owner = _alive(self.owner)
        return owner.window().windowHandle() if owner else cast("QWindow", None)


class Root(QAccessibleWidget):
    """The chart itself: a list of lanes."""

    def __init__(self, owner: PathwayView) -> None:
        super().__init__(owner, Role.List)
        self.owner = weakref.ref(owner)
        self.told: Chart | None = None
        self.lanes: list[Node] = []
        self.ids: list[int] = []
        owner.destroyed.connect(partial(_forget, self.ids))
        _keep(self)

    def childCount(self) -> int:
        """Count the lanes."""
        return len(self._current())

    def child(self, index: int) -> QAccessibleInterface:
        """Give a lane."""
        lanes = self._current()
        return lanes[index] if 0 <= index < len(lanes) else NOBODY

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Give the rank of a lane."""
        return next((index for index, own in enumerate(self._current()) if own is child), -1)

    def focusChild(self) -> QAccessibleInterface:
        """Give what is focused in the chart."""
        owner = _alive(self.owner)
        key = owner.key if owner and owner.hasFocus() else None
        return (self.find(key) if key else None) or NOBODY

    def find(self, key: Key) -> Node | None:
        """Find the node that stands for something."""
        return next((node for lane in self._current() for node in _all(lane) if node.key == key), None)

    def _current(self) -> list[Node]:
        owner = _alive(self.owner)
        if owner is None:
            return []
        if self.told is not owner.chart:
            self.told = owner.chart
            _forget(self.ids)
            self.lanes = [self._lane(lane, owner) for lane in LANES if _bars(owner.chart, lane)]
            self.ids += [QAccessible.registerAccessibleInterface(node) for lane in self.lanes for node in _all(lane)]
        return self.lanes

    def _lane(self, lane: LaneId, owner: PathwayView) -> Node:
        bars = _bars(owner.chart, lane)
        node = Node(self, owner, Key("fold", lane), Role.List, tell_lane(lane, len(bars)))
        node.children = [_procedure(node, bar, owner) for bar in bars]
        return node


def _procedure(lane: Node, bar: Bar, owner: PathwayView) -> Node:
    node = Node(lane, owner, Key("bar", bar.id), Role.ListItem, bar.sentence)
    today = owner.chart.today
    told = [
        (stage.start, Key("segment", bar.id, index), tell_segment(stage, today))
        for index, stage in enumerate(bar.segments)
    ]
    told += [(dot.on, Key("dot", bar.id, index), tell_dot(dot)) for index, dot in enumerate(bar.dots)]
    told += [(flag.on, Key("flag", bar.id, index), tell_flag(flag)) for index, flag in enumerate(bar.flags)]
    in_time = sorted(told, key=lambda one: one[0])
    node.children = [Node(node, owner, key, Role.ListItem, said) for _, key, said in in_time]
    return node


def install() -> None:
    """Tell Qt, once, to speak of pathway charts through this tree."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface)


def announce_focus(owner: PathwayView, key: Key) -> None:
    """Tell a screen reader that the focus is now on `key` in the chart."""
    if not QAccessible.isActive():
        return
    root = QAccessible.queryAccessibleInterface(owner)
    node = root.find(key) if isinstance(root, Root) else None
    if node:
        QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))


_installed: list[bool] = []
_kept: list[QAccessibleInterface] = []


def _interface(_name: str, told: QObject) -> QAccessibleInterface | None:
    return Root(told) if isinstance(told, PathwayView) else None


def _keep(interface: QAccessibleInterface) -> None:
    _kept.append(interface)


def _forget(ids: list[int]) -> None:
    """Have Qt delete interfaces it was given; only then let Python forget them, and all that Qt deleted by itself."""
    while ids:
        QAccessible.deleteAccessibleInterface(ids.pop())
    _kept[:] = [interface for interface in _kept if isValid(interface)]


def _alive(owner: weakref.ref[PathwayView]) -> PathwayView | None:
    """Give the chart while it is there on both sides, Python and Qt."""
    found = owner()
    return found if found is not None and isValid(found) else None


def _bars(chart: Chart, lane: LaneId) -> list[Bar]:
    return [bar for bar in chart.bars if bar.lane == lane]


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)
