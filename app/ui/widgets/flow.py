# SPDX-License-Identifier: AGPL-3.0-or-later
"""A row of widgets that goes on below when the width is short: heads, strips of buttons, filters."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from app.ui import theme


class FlowLayout(QLayout):
    """Places its items from left to right, on as many lines as the width asks for; gaps in pixels at 100 %."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__(parent)
        self.items: list[QLayoutItem] = []
        self.gap, self.line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item last."""
        self.items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self.items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than the items need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines in a width."""
        return self.place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self.place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the room of one line."""
        hints = [item.sizeHint() for item in self.items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + theme.px(self.gap) * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the room of the largest item."""
        size = QSize()
        for item in self.items:
            size = size.expandedTo(item.minimumSize())
        return size

    def place(self, rect: QRect, *, move: bool) -> int:
        """Lay the items out in a rectangle, moving them or not; return the height."""
        top = rect.top()
        for line in self.lines(rect.width()):
            sizes = [size_in(item, rect.width()) for item in line]
            height = max(size.height() for size in sizes)
            left = rect.left()
            for item, size in zip(line, sizes, strict=True):
                if move:
                    item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + theme.px(self.gap)
            top += height + theme.px(self.line_gap)
        return max(0, top - rect.top() - theme.px(self.line_gap))

    def lines(self, width: int) -> list[list[QLayoutItem]]:
        """Return the items of each line for a width."""
        found: list[list[QLayoutItem]] = []
        used = 0
        for item in self.items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if not found or used + theme.px(self.gap) + wanted > width:
                found.append([])
                used = wanted
            else:
                used += theme.px(self.gap) + wanted
            found[-1].append(item)
        return found


def size_in(item: QLayoutItem, width: int) -> QSize:
    """The room an item takes in a line: its own, or the whole line and the height its words then ask for."""
    size = item.sizeHint()
    if size.width() <= width:
        return size
    height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
    return QSize(max(width, 1), height)
