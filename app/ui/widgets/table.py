# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables: rows of 34 px or of two lines, no zebra, columns that go in a declared order when the room is short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.ui import theme
from app.ui.focus import note_reason
from app.ui.widgets.rows import ROW, Group, draw_row_ring
from app.ui.widgets.table_cells import TICK_WIDTH, CellDelegate, TableHead
from app.ui.widgets.table_rows import CELL, Cell, Column, TableRows

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Cell", "Column", "TableRows", "TableView"]


class TableView(QTableView):
    """A table of rows chosen whole: one tab stop, arrows choose, Enter or a double click opens.

    Signals: `opened(str)` and `chosen(str)` with the id of a row; `acted(str)` when the button of a row is pressed (or
    Enter, in a table that has such buttons); `ticked(object)` with the set of ids ticked (Space); `menu_asked(str,
    QPoint)` by the menu key, a right click or « … »; `ordered(int, bool)` with a column and whether it goes up, by its
    title or Ctrl+T. `two_lines` makes room for second lines; what columns without room say goes to the second line of
    the column `folding`.
    """

    opened = Signal(str)
    chosen = Signal(str)
    acted = Signal(str)
    ticked = Signal(object)
    menu_asked = Signal(str, QPoint)
    ordered = Signal(int, bool)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column] = (),
        *,
        model: TableRows | None = None,
        two_lines: bool = False,
        tickable: bool = False,
        folding: int = 0,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.folding = folding
        self.rows = model or TableRows(columns, tickable=tickable)
        self.two_lines = two_lines
        self.hidden: list[int] = []
        self.order: tuple[int, bool] = (-1, True)
        self.setModel(self.rows)
        self.cells = CellDelegate(self)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(TableHead(self))
        self.dress()
        self.selectionModel().currentRowChanged.connect(self.tell)
        self.rows.ticked.connect(self.tell_ticks)
        self.rows.modelReset.connect(self.fit_rows)
        self.horizontalHeader().sectionClicked.connect(self.ask_order)
        theme.changes.changed.connect(self.restyle)
        self.restyle()

    def dress(self) -> None:
        """Switch off what Qt adds."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the one chosen stays chosen."""
        kept = self.value()
        self.rows.show_rows(rows)
        if kept:
            self.set_value(kept)

    def value(self) -> str:
        """Return the id of the row chosen, empty when none is."""
        row = self.currentIndex().data(ROW) if self.currentIndex().isValid() else None
        return "" if row is None or isinstance(row, Group) else row.id

    def set_value(self, key: str) -> None:
        """Choose a row and bring it in sight."""
        place = self.rows.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))
            self.scrollTo(self.rows.index(place, 0))

    def sort_shown(self, column: int, up: bool) -> None:
        """Show which column orders the rows; its owner has ordered them."""
        self.order = (column + self.rows.tickable, up)
        self.horizontalHeader().viewport().update()

    def ask_order(self, section: int) -> None:
        """Ask for another order, or tick everything, when a title is pressed."""
        column = self.rows.column_of(section)
        if column is None:
            everything = self.rows.every_id()
            self.rows.tick(everything, on=self.rows.ticks != everything)
        elif column.sortable:
            up = not self.order[1] if self.order[0] == section else True
            self.sort_shown(section - self.rows.tickable, up)
            self.ordered.emit(section - self.rows.tickable, up)

    def next_order(self) -> None:
        """Ask for the next order: down in the same column, then up in the next one that sorts."""
        sections = [at for at in range(self.rows.columnCount()) if (one := self.rows.column_of(at)) and one.sortable]
        section, up = self.order
        if sections and section in sections and not up:
            self.ask_order(sections[(sections.index(section) + 1) % len(sections)])
        elif sections:
            self.ask_order(section if section in sections else sections[0])

    def row_height(self) -> int:
        """Return the height of a row: one line, or two when something must be said under the first."""
        folds = bool(self.hidden)
        return theme.line("body") + (theme.line("label") + theme.px(11) if self.two_lines or folds else theme.px(14))

    def folded_words(self, place: int) -> list[str]:
        """Return what the columns that have gone say of a row."""
        row = self.rows.row_at(place)
        cells = (self.rows.columns[at].cell(row) for at in self.hidden)
        return [words for cell in cells if (words := cell.said) and not (cell.act or cell.mark)]

    def last_column(self) -> int:
        """Return the last column shown."""
        return max(at for at in range(self.rows.columnCount()) if not self.isColumnHidden(at))

    def restyle(self) -> None:
        """Take the sizes in force."""
        self.fit_columns()
        self.fit_rows()
        self.horizontalHeader().setFixedHeight(theme.line("label") + theme.px(13))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Hide the columns that have no room, highest rank first, then share what is left."""
        columns, first = self.rows.columns, int(self.rows.tickable)
        room = self.viewport().width() - (theme.px(TICK_WIDTH) if first else 0)
        shown = list(range(len(columns)))
        leaving = sorted((at for at in shown if columns[at].rank), key=lambda at: (-columns[at].rank, -at))
        while leaving and sum(theme.px(columns[at].width) for at in shown) > room:
            shown.remove(leaving.pop(0))
        folded = [at for at in range(len(columns)) if at not in shown]
        spare = max(0, room - sum(theme.px(columns[at].width) for at in shown))
        parts = sum(columns[at].stretch for at in shown) or 1
        for at, column in enumerate(columns):
            self.setColumnHidden(at + first, at not in shown)
            self.setColumnWidth(at + first, theme.px(column.width) + spare * column.stretch // parts)
        if first:
            self.setColumnWidth(0, theme.px(TICK_WIDTH))
        if folded != self.hidden:
            self.hidden = folded
            self.fit_rows()

    def fit_rows(self) -> None:
        """Give rows their height, and headings theirs across the table."""
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.clearSpans()
        for place, row in enumerate(self.rows.rows):
            if isinstance(row, Group):
                self.setSpan(place, 0, 1, self.rows.columnCount())
                self.setRowHeight(place, theme.px(30))

    def tell(self) -> None:
        """Announce the row chosen."""
        self.chosen.emit(self.value())

    def tell_ticks(self, ids: object) -> None:
        """Announce what is ticked."""
        self.horizontalHeader().viewport().update()
        self.ticked.emit(ids)

    def act(self) -> None:
        """Do what Enter does in the row chosen: its button, or open it."""
        acts = any(cell.act for cell in self.cells_of(self.currentIndex().row()))
        (self.acted if acts else self.opened).emit(self.value())

    def cells_of(self, place: int) -> list[Cell]:
        """Return the cells of a row."""
        return [column.cell(self.rows.row_at(place)) for column in self.rows.columns]

    def toggle(self) -> None:
        """Tick the row chosen, or not."""
        id_ = self.value()
        if self.rows.tickable and id_:
            self.rows.tick({id_}, on=id_ not in self.rows.ticks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or act on Enter, tick on Space, everything on Ctrl+A and nothing on Escape, order on Ctrl+T."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.value():
            self.act()
        elif event.key() == Qt.Key.Key_Space and self.rows.tickable:
            self.toggle()
        elif event.key() == Qt.Key.Key_A and control and self.rows.tickable:
            self.rows.tick(self.rows.every_id(), on=True)
        elif event.key() == Qt.Key.Key_T and control:
            self.next_order()
        elif event.key() == Qt.Key.Key_Escape and self.rows.ticks:
            self.rows.tick(self.rows.every_id(), on=False)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, act or offer the menu when the pointer is on one of these."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton or not self.value():
            return
        cell = index.data(CELL)
        if self.rows.column_of(index.column()) is None:
            self.toggle()
        elif isinstance(cell, Cell) and cell.act and self.button_at(index).contains(event.position()):
            self.acted.emit(self.value())
        elif isinstance(cell, Cell) and cell.more:
            self.menu_asked.emit(self.value(), event.globalPosition().toPoint())

    def button_at(self, index: QModelIndex) -> QRectF:
        """Return the place of the button of a cell."""
        room = self.cells.inside(QRectF(self.visualRect(index)), index)
        return self.cells.act_place(index.data(CELL), room)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the pointer."""
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid() and self.value():
            self.opened.emit(self.value())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the menu of the row chosen."""
        if self.value():
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
            self.menu_asked.emit(self.value(), below if by_key else event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row when none is, so that the focus shows."""
        super().focusInEvent(event)
        note_reason(self, event)
        self.setProperty("ring", False)
        if not self.currentIndex().isValid():
            first = next((at for at in range(self.rows.rowCount()) if not self.rows.is_group(at)), -1)
            self.setCurrentIndex(self.rows.index(first, 0))
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the ring of the keyboard around the one chosen."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("ringed") and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            row = self.visualRect(self.currentIndex().siblingAtColumn(0))
            draw_row_ring(painter, QRectF(0, row.top(), self.viewport().width(), row.height()))
