# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a table shows: columns that say how a row reads, cells, groups between rows, ticks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.ui.widgets.pastille import STATES
from app.ui.widgets.rows import ROW, Group, group_said
from app.ui.widgets.words import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole + 1
SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True)
class Cell:
    """One cell: a text (or runs), a quieter `second` line, an icon; or the pastille of a `state`; or a button `act`.

    `token` colours the text; the icon takes `icon_token`, or that colour. `figures` aligns at the right. A `mark` (yes,
    no, none) is drawn alone, as in a grid of answers: the text is then what is read aloud.
    """

    text: str | tuple[Run, ...] = ""
    second: str = ""
    token: str = "ink"
    strong: bool = False
    icon: str = ""
    icon_token: str = ""
    state: str = ""
    act: str = ""
    act_icon: str = ""
    figures: bool = False
    more: bool = False
    mark: str = ""

    @property
    def words(self) -> str:
        """The text without its looks."""
        return self.text if isinstance(self.text, str) else "".join(run.text for run in self.text)

    @property
    def said(self) -> str:
        """The cell as it is read aloud."""
        state = "" if not self.state or self.words else STATES[self.state].words
        return ", ".join(part for part in (self.words, state, self.second, self.act) if part)


@dataclass(frozen=True)
class Column:
    """One column: its title, how a row reads in it, its width in pixels at 100 % and its share of what is left.

    `rank` 0 stays; when the room is short the highest rank goes first, its words then joining the second line of one
    column. `sortable` lets its title be pressed; `centred` puts its title over the marks of its cells.
    """

    title: str
    cell: Callable[[Any], Cell]
    width: int = 120
    stretch: int = 0
    rank: int = 0
    figures: bool = False
    sortable: bool = False
    centred: bool = False


class TableRows(QAbstractTableModel):
    """Rows (anything with an `id`) and groups. With `tickable` a first column holds a box for each row.

    A table of many rows may override `row_at` and `rowCount` to read them page by page. Signal: `ticked(object)`.
    """

    ticked = Signal(object)

    def __init__(self, columns: Sequence[Column], *, tickable: bool = False) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.tickable = tickable
        self.ticks: set[str] = set()
        self.rows: list[Any] = []

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Replace the rows; those ticked and still there stay ticked."""
        self.beginResetModel()
        self.rows = list(rows)
        self.ticks &= {row.id for row in self.rows if not isinstance(row, Group)}
        self.endResetModel()

    def row_at(self, place: int) -> Any:
        """Return the row, or the group, at a place."""
        return self.rows[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows and groups."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns, the one of ticks included."""
        return 0 if parent.isValid() else len(self.columns) + self.tickable

    def column_of(self, section: int) -> Column | None:
        """Return the column of a section, None for the one of ticks."""
        at = section - self.tickable
        return self.columns[at] if at >= 0 else None

    def is_group(self, place: int) -> bool:
        """Return whether a place holds a heading."""
        return isinstance(self.row_at(place), Group)

    def place_of(self, key: str) -> int:
        """Return the place of a row, -1 when it is not there."""
        found = (at for at, row in enumerate(self.rows) if not isinstance(row, Group) and row.id == key)
        return next(found, -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row (ROW), the cell (CELL), its words or its tick."""
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        if role == ROW:
            return row
        if isinstance(row, Group):
            return (
                group_said(row) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
            )
        column = self.column_of(index.column())
        if column is None:
            return self.tick_of(row.id) if role == Qt.ItemDataRole.CheckStateRole else None
        if role == CELL:
            return column.cell(row)
        return column.cell(row).said if role in SPOKEN else None

    def tick_of(self, key: str) -> Qt.CheckState:
        """Return whether a row is ticked."""
        return Qt.CheckState.Checked if key in self.ticks else Qt.CheckState.Unchecked

    def tick(self, ids: set[str], on: bool) -> None:
        """Tick rows, or not, and announce what is ticked."""
        self.ticks = self.ticks | ids if on else self.ticks - ids
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.ticked.emit(set(self.ticks))

    def every_id(self) -> set[str]:
        """Return the ids of all the rows."""
        return {row.id for row in self.rows if not isinstance(row, Group)}

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        column = self.column_of(section)
        return column.title if column else "Choisir"

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be chosen, and not groups."""
        if index.isValid() and self.is_group(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
