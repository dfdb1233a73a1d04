# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a table draws its cells and its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from app.ui import theme
from app.ui.widgets.buttons import box
from app.ui.widgets.pastille import paint_pastille
from app.ui.widgets.rows import BAR, MARGIN, ROW, Group, Look, draw_group
from app.ui.widgets.table_rows import CELL, Cell
from app.ui.widgets.ticks import paint_box
from app.ui.widgets.words import Words, draw_line, laid_out

if TYPE_CHECKING:
    from app.ui.widgets.table import TableView
    from app.ui.widgets.table_rows import Column, Index

PAD = 9
MARKS = {"yes": ("check", "ok", "okbg"), "no": ("x", "late", "latebg"), "none": ("minus", "ink3", "")}
TICK_WIDTH = 37


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of a table."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self.table = table
        self.pointer = QPointF(-1, -1)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height the table gives its rows."""
        return QSize(option.rect.width(), self.table.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell, or a heading across the table."""
        place, row = QRectF(option.rect), index.data(ROW)
        painter.save()
        if isinstance(row, Group):
            draw_group(painter, place, row, "surface")
        else:
            self.draw_cell(painter, place, index, Look.of(option, index))
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme.colour("line"))
        painter.restore()

    def draw_cell(self, painter: QPainter, place: QRectF, index: Index, look: Look) -> None:
        """Draw the ground of the row, then what the cell holds."""
        first = index.column() == 0
        ticked = index.data(ROW).id in self.table.rows.ticks
        painter.fillRect(
            place, theme.colour("select" if look.chosen or ticked else "hover" if look.hovered else "surface")
        )
        if first and look.chosen:
            painter.fillRect(QRectF(place.left(), place.top(), theme.px(BAR), place.height()), theme.colour("accent"))
        if self.table.rows.column_of(index.column()) is None:
            self.draw_tick(painter, place, ticked)
        else:
            self.draw_words(painter, self.inside(place, index), index, look)

    def inside(self, place: QRectF, index: Index) -> QRectF:
        """Return the room of a cell between its paddings; the outer ones are the margins of the page."""
        left = MARGIN if index.column() == 0 else PAD
        right = MARGIN if index.column() == self.table.last_column() else PAD
        return place.adjusted(theme.px(left), 0, -theme.px(right), 0)

    def draw_tick(self, painter: QPainter, place: QRectF, ticked: bool) -> None:
        """Draw the box of a row."""
        side = theme.px(16)
        paint_box(painter, QRectF(place.left() + theme.px(MARGIN), place.center().y() - side / 2, side, side), ticked)

    def draw_words(self, painter: QPainter, room: QRectF, index: Index, look: Look) -> None:
        """Draw a pastille, a button, or an icon and one or two lines."""
        cell: Cell = index.data(CELL)
        if cell.mark:
            draw_mark(painter, room, cell.mark)
        elif cell.state:
            paint_pastille(painter, room, cell.state, cell.words)
        elif cell.act:
            draw_act(painter, self.act_place(cell, room), cell, look.hovered)
        elif cell.more:
            icon = theme.pixmap("dots", "ink", 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(room.right() - theme.px(16), room.center().y() - theme.px(8)), icon)
        else:
            self.draw_lines(painter, room, index, cell)

    def draw_lines(self, painter: QPainter, room: QRectF, index: Index, cell: Cell) -> None:
        """Draw the icon, the text and the second line, in the middle of the row."""
        left = room.left()
        if cell.icon:
            token = cell.icon_token or (cell.token if cell.token != "ink" else "ink2")
            icon = theme.pixmap(cell.icon, token, 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(left, room.center().y() - theme.px(8)), icon)
            left += theme.px(22)
        lines = self.lines_of(index, cell, room.right() - left)
        top = room.center().y() - sum(words.height for words in lines) / 2
        for words, token in zip(lines, (cell.token, "ink2"), strict=False):
            start = room.right() - words.width if self.is_figures(index, cell) else left
            words.draw(painter, start, top, token)
            top += words.height

    def lines_of(self, index: Index, cell: Cell, room: float) -> list[Words]:
        """Return the text and the second line laid out; one column also says what the missing columns say."""
        second = cell.second
        if index.column() == int(self.table.rows.tickable) + self.table.folding:
            second = " · ".join(part for part in (second, *self.table.folded_words(index.row())) if part)
        found = [laid_out(cell.text, "body", room, 1, 600 if cell.strong else None)]
        return found + ([laid_out(second, "label", room, 1)] if second else [])

    def is_figures(self, index: Index, cell: Cell) -> bool:
        """Return whether a cell is aligned at the right."""
        column = self.table.rows.column_of(index.column())
        return cell.figures or bool(column and column.figures)

    def act_place(self, cell: Cell, room: QRectF) -> QRectF:
        """Return the place of the button of a cell."""
        width = QFontMetricsF(theme.font("label", 500)).horizontalAdvance(cell.act) + 2 * theme.px(11)
        width += theme.px(24) if cell.act_icon else 0
        height = theme.control_height("label")
        width = min(width, room.width())
        return QRectF(room.right() - width, room.center().y() - height / 2, width, height)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole text of a cell that is cut."""
        cell = index.data(CELL)
        if event.type() == QEvent.Type.ToolTip and isinstance(cell, Cell) and not (cell.act or cell.state or cell.mark):
            room = self.inside(QRectF(option.rect), index).width() - (theme.px(22) if cell.icon else 0)
            if any(words.cut for words in self.lines_of(index, cell, room)):
                QToolTip.showText(event.globalPos(), cell.said, view)
                return True
        return super().helpEvent(event, view, option, index)


class TableHead(QHeaderView):
    """The titles of the columns over a rule; a sorted one has its chevron, and ticks have their « all »."""

    def __init__(self, table: TableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(theme.px(20))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        """Return the height of the head."""
        return QSize(super().sizeHint().width(), theme.line("label") + theme.px(12))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one title."""
        painter.save()
        place = QRectF(rect)
        painter.fillRect(place, theme.colour("surface"))
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme.colour("line2"))
        column = self.table.rows.column_of(section)
        index = self.table.rows.index(0, section)
        room = self.table.cells.inside(place, index) if index.isValid() else self.plain_room(place, section)
        if column is None:
            ticks = self.table.rows.ticks
            self.table.cells.draw_tick(painter, place, bool(ticks) and ticks == self.table.rows.every_id())
        else:
            self.draw_title(painter, room, section, column.title, side_of(column))
        painter.restore()

    def plain_room(self, place: QRectF, section: int) -> QRectF:
        """Return the room of a title when the table has no row."""
        return place.adjusted(theme.px(MARGIN if section == 0 else PAD), 0, -theme.px(PAD), 0)

    def draw_title(self, painter: QPainter, room: QRectF, section: int, title: str, side: Qt.AlignmentFlag) -> None:
        """Draw the words and the chevron of the order."""
        font = theme.font("label", 500)
        column, up = self.table.order
        sorted_here = column == section
        if sorted_here:
            icon = theme.pixmap(
                "chevron-up" if up else "chevron-down", "ink2", 14, painter.device().devicePixelRatioF()
            )
            wide = QFontMetricsF(font).horizontalAdvance(title) + theme.px(6)
            figures = side == Qt.AlignmentFlag.AlignRight
            left = room.right() - theme.px(14) if figures else min(room.left() + wide, room.right() - theme.px(14))
            painter.drawPixmap(QPointF(left, room.center().y() - theme.px(7)), icon)
            room = room.adjusted(0, 0, -theme.px(18), 0)
        draw_line(painter, room, title, font, "ink2", side)


def side_of(column: Column) -> Qt.AlignmentFlag:
    """Return the side on which the title of a column stands."""
    if column.centred:
        return Qt.AlignmentFlag.AlignHCenter
    return Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft


def draw_mark(painter: QPainter, room: QRectF, mark: str) -> None:
    """Draw an answer alone: a ticked box, a crossed box, or a dash where nothing was asked."""
    icon, token, back = MARKS[mark]
    side = theme.px(24)
    place = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
    if back:
        box(painter, place, back, token)
    corner = place.center() - QPointF(theme.px(8), theme.px(8))
    painter.drawPixmap(corner, theme.pixmap(icon, token, 16, painter.device().devicePixelRatioF()))


def draw_act(painter: QPainter, place: QRectF, cell: Cell, hovered: bool) -> None:
    """Draw the button of a cell."""
    box(painter, place, "hover" if hovered else "surface", "control")
    room = place.adjusted(theme.px(11), 0, -theme.px(10), 0)
    if cell.act_icon:
        icon = theme.pixmap(cell.act_icon, "ink", 16, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(room.left(), room.center().y() - theme.px(8)), icon)
        room = room.adjusted(theme.px(24), 0, 0, 0)
    draw_line(painter, room, cell.act, theme.font("label", 500), "ink")
