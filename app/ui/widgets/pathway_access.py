# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart for who does not see it: chart (list), lanes (lists), procedures (items), their events (items).

Qt owns the interfaces once they are registered and removes them when told to; the chart keeps the Python side alive.
The tree does not depend on the zoom: what is folded or out of the window is in it too.
"""

from __future__ import annotations

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
        self.above, self.owner, self.key, self._role, self.name = above, owner, key, role, name
        self.children: list[Node] = []

    def isValid(self) -> bool:
        """Tell whether the chart is still there."""
        return isValid(self.owner)

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
        chosen = self.owner.key == self.key
        state.focused, state.selected = chosen and self.owner.hasFocus(), chosen
        state.offscreen = self.rect().isEmpty()
        return state

    def rect(self) -> QRect:
        """Give its place on the screen."""
        return self.owner.place_of(self.key)

    def text(self, wanted: QAccessible.Text) -> str:
        """Say its sentence."""
        return self.name if wanted == QAccessible.Text.Name else ""

    def setText(self, _wanted: QAccessible.Text, _text: str) -> None:
        """Do nothing: it is only read."""

    def window(self) -> QWindow:
        """Give the window of the chart."""
        return self.owner.window().windowHandle()


class Root(QAccessibleWidget):
    """The chart itself: a list of lanes."""

    def __init__(self, owner: PathwayView) -> None:
        super().__init__(owner, Role.List)
        self.owner = owner
        self.told: Chart | None = None
        self.lanes: list[Node] = []
        self.ids: list[int] = []
        owner.destroyed.connect(partial(_forget, self.ids))

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
        key = self.owner.key if self.owner.hasFocus() else None
        return (self.find(key) if key else None) or NOBODY

    def find(self, key: Key) -> Node | None:
        """Find the node that stands for something."""
        return next((node for lane in self._current() for node in _all(lane) if node.key == key), None)

    def _current(self) -> list[Node]:
        chart = self.owner.chart
        if self.told is not chart:
            _forget(self.ids)
            self.told, self.lanes = chart, [self._lane(lane, chart) for lane in LANES if _bars(chart, lane)]
            self.ids += [QAccessible.registerAccessibleInterface(node) for lane in self.lanes for node in _all(lane)]
        return self.lanes

    def _lane(self, lane: LaneId, chart: Chart) -> Node:
        bars = _bars(chart, lane)
        node = Node(self, self.owner, Key("fold", lane), Role.List, tell_lane(lane, len(bars)))
        node.children = [self._procedure(node, bar, chart) for bar in bars]
        return node

    def _procedure(self, lane: Node, bar: Bar, chart: Chart) -> Node:
        node = Node(lane, self.owner, Key("bar", bar.id), Role.ListItem, bar.sentence)
        told = [
            (stage.start, Key("segment", bar.id, index), tell_segment(stage, chart.today))
            for index, stage in enumerate(bar.segments)
        ]
        told += [(dot.on, Key("dot", bar.id, index), tell_dot(dot)) for index, dot in enumerate(bar.dots)]
        told += [(flag.on, Key("flag", bar.id, index), tell_flag(flag)) for index, flag in enumerate(bar.flags)]
        node.children = [
            Node(node, self.owner, key, Role.ListItem, said) for _, key, said in sorted(told, key=lambda one: one[0])
        ]
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
_roots: dict[int, Root] = {}


def _interface(_name: str, told: QObject) -> QAccessibleInterface | None:
    if not isinstance(told, PathwayView):
        return None
    root = Root(told)
    _roots[id(told)] = root
    told.destroyed.connect(partial(_roots.pop, id(told), None))
    return root


def _bars(chart: Chart, lane: LaneId) -> list[Bar]:
    return [bar for bar in chart.bars if bar.lane == lane]


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _forget(ids: list[int]) -> None:
    """Have Qt remove interfaces it was given."""
    while ids:
        QAccessible.deleteAccessibleInterface(ids.pop())
