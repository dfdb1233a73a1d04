# SPDX-License-Identifier: AGPL-3.0-or-later
"""What falls due: the date, the reason, what happens if nothing is done, and the one gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.ui.widgets.deadline_row import DeadlineDelegate, DeadlineLine
from app.ui.widgets.rows import Group, Index, RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DeadlineLine", "DeadlineList"]


class DeadlineList(RowList):
    """Deadlines in groups. Enter or the button does the gesture; Right, Alt+Enter or a double click opens.

    Signals: `acted(str)` and `opened(str)` with the id of a line.
    """

    acted = Signal(str)

    def __init__(self, name: str = "Échéances") -> None:
        self.lines = DeadlineDelegate()
        super().__init__(name, self.lines)

    def show_groups(
        self, groups: list[tuple[str, list[DeadlineLine]]], counts: Mapping[str, int] | None = None
    ) -> None:
        """Show the groups that hold something, each under its heading with its count.

        `counts` says, by heading, how many there are where a group shows only its first lines. What the column at the
        right says is named where it begins to say it.
        """
        rows: list[Group | DeadlineLine] = []
        named = ""
        for title, lines in groups:
            if lines:
                count = (counts or {}).get(title, len(lines))
                rows += [Group(title, count, "" if lines[0].told == named else lines[0].told), *lines]
                named = lines[0].told
        self.lines.measure(rows)
        self.show_rows(rows)

    def button_at(self, index: Index) -> QRectF:
        """Return the place of the button of a row in the list, empty when it has none."""
        row = self.rows.rows[index.row()]
        place = QRectF(self.visualRect(index))
        return self.lines.button_place(row, place) if isinstance(row, DeadlineLine) and row.act else QRectF()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do the gesture on Enter, open on Right."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        opens = event.key() == Qt.Key.Key_Right or (enter and event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self.value() and opens:
            self.opened.emit(self.value())
        elif self.value() and enter:
            self.act(self.value())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Do the gesture when its button is pressed."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.lines.pressed = self.button_at(index).contains(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do the gesture when the button is released where it was pressed."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        held, self.lines.pressed = self.lines.pressed, False
        if held and index.isValid() and self.button_at(index).contains(event.position()):
            self.act(self.value())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open, except on the button."""
        index = self.indexAt(event.position().toPoint())
        if not (index.isValid() and self.button_at(index).contains(event.position())):
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the button under the pointer."""
        super().mouseMoveEvent(event)
        self.lines.pointer = event.position()
        self.viewport().update()

    def act(self, key: str) -> None:
        """Announce the gesture of a line, or open a line that has none."""
        row = self.rows.rows[self.rows.place_of(key).row()]
        if isinstance(row, DeadlineLine) and row.act:
            self.acted.emit(key)
        else:
            self.opened.emit(key)
