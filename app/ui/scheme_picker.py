# SPDX-License-Identifier: AGPL-3.0-or-later
"""Choosing among many schemes: words typed, or the list by family; the arrows go from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.french.typography import typeset
from app.services.scheme_search import SchemeIndex, SchemeLine
from app.ui import theme
from app.ui.widgets.field import LineEdit
from app.ui.widgets.labels import Label
from app.ui.widgets.rows import Group, Row
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column

HINT = "un mot : loyer impayé, 115…"
NONE = "Aucun dispositif ne correspond. Essayez un autre mot."
OFTEN = "Souvent ouverts"
OWN = "catalogue de la structure"
CLOSED = "fermé aux entrées"
LEAST = 190  # pixels of list, at 100 %
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SchemePicker(QWidget):
    """A field to type words in over the list of what they mean.

    Signals: `chosen(object)` with the id of the scheme as one goes through the list; `opened(str)` on Enter or a
    double click. `often` are put first while nothing is typed.
    """

    chosen = Signal(object)
    opened = Signal(str)

    def __init__(self, index: SchemeIndex, often: Sequence[str] = ()) -> None:
        super().__init__()
        self.index, self.often = index, often
        self.search = LineEdit(hint=typeset(HINT), icon="search")
        self.search.setAccessibleName("Chercher un dispositif")
        self.list = SideList("Dispositifs")
        self.none = Label(NONE, "label", "ink2", wrap=True)
        stack = column(self, gap=6)
        for part in (self.search, self.none, self.list):
            stack.addWidget(part, 1 if part is self.list else 0)
        self.search.textChanged.connect(self.look)
        self.search.installEventFilter(self)
        self.list.chosen.connect(self.tell)
        self.list.opened.connect(self.opened)
        self.setFocusProxy(self.search)
        theme.changes.changed.connect(self.measure)
        self.measure()
        self.look()

    def take(self, index: SchemeIndex) -> None:
        """Choose among other schemes."""
        self.index = index
        self.look()

    def value(self) -> str | None:
        """Return the id chosen, None without a choice."""
        return self.list.value() or None

    def set_value(self, key: object) -> None:
        """Choose without announcing it; everything is shown again."""
        held = self.list.blockSignals(True)
        if self.search.text():
            self.search.clear()
        if key:
            self.list.set_value(str(key))
        self.list.blockSignals(held)

    def labels(self) -> list[str]:
        """Return what the list shows, headings apart."""
        return [row.title for row in self.list.rows.rows if isinstance(row, SideItem)]

    def look(self) -> None:
        """Show what the words mean, the first of it chosen; without a word, everything by family."""
        words = self.search.text().strip()
        found = self.index.find(words)
        self.list.show_rows([item(line) for line in found] if words else list(self.by_family(found)))
        if words and found:
            self.list.set_value(found[0].id)
        self.none.setVisible(not found)
        self.list.setVisible(bool(found))

    def by_family(self, found: Sequence[SchemeLine]) -> Iterator[Group | Row]:
        """Those often opened, then each family under its heading."""
        first = [self.index.lines[name] for name in self.often if name in self.index.lines]
        if first:
            yield Group(OFTEN)
            yield from (item(line) for line in first)
        family = ""
        for line in found:
            if line in first:
                continue
            if line.family != family:
                family = line.family
                yield Group(family)
            yield item(line)

    def tell(self, key: str) -> None:
        """Announce what is chosen."""
        self.chosen.emit(key or None)

    def measure(self) -> None:
        """Keep a few lines of the list at the text size in force."""
        self.list.setMinimumHeight(theme.px(LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the words, the arrows go through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in MOVES:
            if self.list.value():
                self.list.keyPressEvent(event)
            else:
                self.list.setCurrentIndex(self.list.nearest(0))
            return True
        return super().eventFilter(watched, event)


def item(line: SchemeLine) -> SideItem:
    """A scheme as a line: its short title, then the whole one when it says more, and where it comes from."""
    whole = line.title if line.title != line.short_title else ""
    known = (whole, OWN if line.local else "", CLOSED if line.closed else "")
    return SideItem(line.id, line.short_title, " · ".join(part for part in known if part))
