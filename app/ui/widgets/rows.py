# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of rows: what every one of them shares (chosen, focused, hovered, groups), apart from what a row shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import theme
from app.ui.focus import note_reason
from app.ui.widgets.words import Run, draw_line, laid_out

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
BAR = 3
MARGIN = 16


class Row(Protocol):
    """What a list needs to know of a row, whatever it shows."""

    @property
    def id(self) -> str:
        """What the row is about."""
        ...

    @property
    def said(self) -> str:
        """The row as one sentence, for screen readers."""
        ...


@dataclass(frozen=True)
class Group:
    """A heading between rows: its words, its count, what is said at its right."""

    title: str
    count: int | None = None
    aside: str = ""


class Rows(QAbstractListModel):
    """Groups and rows, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Group | Row] = []

    def show_rows(self, rows: Sequence[Group | Row]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows and groups."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself (role ROW) or its sentence."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return group_said(row) if isinstance(row, Group) else row.said
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be chosen, and not groups."""
        if index.isValid() and isinstance(self.rows[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def place_of(self, key: str) -> QModelIndex:
        """Return the index of a row, invalid when it is not there."""
        found = (at for at, row in enumerate(self.rows) if not isinstance(row, Group) and row.id == key)
        return self.index(next(found, -1), 0)


class RowList(QListView):
    """A list of rows with one tab stop: arrows choose, Enter or a double click opens.

    Signals: `opened(str)` and `chosen(str)` with the id of a row. Rows keep their choice when they are replaced.
    """

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, name: str, delegate: RowDelegate) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.rows = Rows()
        self.look = delegate
        delegate.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self.tell)
        theme.changes.changed.connect(self.restyle)

    def show_rows(self, rows: Sequence[Group | Row]) -> None:
        """Show other rows; the one chosen stays chosen, else the one that took its place."""
        kept, place = self.value(), self.currentIndex().row()
        held = self.selectionModel().blockSignals(True)
        self.rows.show_rows(rows)
        index = self.rows.place_of(kept)
        if kept and not index.isValid():
            index = self.nearest(place)
        if index.isValid():
            self.setCurrentIndex(index)
        self.selectionModel().blockSignals(held)
        if self.value() != kept:
            self.tell()

    def nearest(self, place: int) -> QModelIndex:
        """Return the row at a place, or the first after or before it that can be chosen."""
        count = self.rows.rowCount()
        for at in (*range(max(place, 0), count), *range(min(place, count) - 1, -1, -1)):
            if not isinstance(self.rows.rows[at], Group):
                return self.rows.index(at, 0)
        return QModelIndex()

    def value(self) -> str:
        """Return the id of the row chosen, empty when none is."""
        row = self.currentIndex().data(ROW)
        return "" if row is None else row.id

    def set_value(self, key: str) -> None:
        """Choose a row and bring it in sight."""
        index = self.rows.place_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def tell(self) -> None:
        """Announce the row chosen."""
        self.chosen.emit(self.value())

    def restyle(self) -> None:
        """Measure the rows again."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows again in the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row when none is, so that the focus shows."""
        super().focusInEvent(event)
        note_reason(self, event)
        self.setProperty("ring", False)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.nearest(0))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.value():
            self.opened.emit(self.value())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the pointer."""
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid() and self.value():
            self.opened.emit(self.value())

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the row hovered."""
        super().leaveEvent(event)
        self.viewport().update()


class RowDelegate(QStyledItemDelegate):
    """Draws what all rows share; `height_of` and `draw_row` are for the kind of row."""

    background = "surface"
    group_background = "canvas"

    def height_of(self, row: Row, width: int) -> int:
        """Return the height of a row in a width."""
        raise NotImplementedError

    def draw_row(self, painter: QPainter, place: QRectF, row: Row, look: Look) -> None:
        """Draw what a row shows."""
        raise NotImplementedError

    def draw_aside(self, painter: QPainter, place: QRectF, group: Group) -> None:
        """Draw what is said at the right of a heading."""
        room = place.adjusted(theme.px(MARGIN), 0, -theme.px(MARGIN), 0)
        draw_line(painter, room, group.aside, theme.font("label"), "ink2", Qt.AlignmentFlag.AlignRight)

    def rule_from(self, _row: Row, _place: QRectF) -> float:
        """Return where the rule under a row starts."""
        return 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row or of a heading in the width of its list."""
        row = index.data(ROW)
        width = viewport_width(option)
        return QSize(width, theme.px(28) if isinstance(row, Group) else self.height_of(row, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row or a heading."""
        row, place = index.data(ROW), QRectF(option.rect)
        painter.save()
        if isinstance(row, Group):
            draw_group(painter, place, row, self.group_background)
            self.draw_aside(painter, place, row)
        else:
            look = Look.of(option, index)
            draw_ground(painter, place, look, self.background)
            painter.fillRect(rule_under(place, self.rule_from(row, place)), theme.colour("line"))
            self.draw_row(painter, place, row, look)
        painter.restore()


@dataclass(frozen=True)
class Look:
    """The state of a row: chosen, under the pointer, holding the keyboard."""

    chosen: bool
    hovered: bool
    focused: bool

    @classmethod
    def of(cls, option: QStyleOptionViewItem, index: Index) -> Look:
        """Return the state Qt gives."""
        view = option.widget
        current = isinstance(view, QAbstractItemView) and view.currentIndex().row() == index.row()
        return cls(
            chosen=bool(option.state & QStyle.StateFlag.State_Selected),
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            focused=current and view.hasFocus() and bool(view.property("ringed")),
        )


def draw_ground(painter: QPainter, place: QRectF, look: Look, background: str) -> None:
    """Draw the background of a row: tinted with a bar at its left when chosen."""
    painter.fillRect(place, theme.colour("select" if look.chosen else "hover" if look.hovered else background))
    if look.chosen:
        painter.fillRect(QRectF(place.left(), place.top(), theme.px(BAR), place.height()), theme.colour("accent"))


def draw_row_ring(painter: QPainter, place: QRectF) -> None:
    """Draw the ring of the keyboard inside a row."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawRoundedRect(place.adjusted(2, 1, -2, -2), 4, 4)


def draw_group(painter: QPainter, place: QRectF, group: Group, background: str = "canvas") -> None:
    """Draw a heading between rows."""
    painter.fillRect(place, theme.colour(background))
    runs = [Run(group.title, 600)]
    if group.count is not None:
        runs.append(Run(f"   {group.count}"))
    words = laid_out(runs, "label", place.width() - 2 * theme.px(MARGIN))
    top = place.top() + (place.height() - words.height) / 2
    words.draw(painter, place.left() + theme.px(MARGIN), top, "ink")


def rule_under(place: QRectF, start: float) -> QRectF:
    """Return the hairline at the bottom of a row."""
    return QRectF(place.left() + start, place.bottom() - 1, place.width() - start, 1)


def viewport_width(option: QStyleOptionViewItem) -> int:
    """Return the width rows have in their list."""
    view = option.widget
    return view.viewport().width() if isinstance(view, QAbstractItemView) else max(option.rect.width(), 1)


def group_said(group: Group) -> str:
    """Return a heading as a sentence."""
    return group.title if group.count is None else f"{group.title}, {group.count}"
