# SPDX-License-Identifier: AGPL-3.0-or-later
"""The narrow lists of the columns: an icon, a title, a quieter line below, a date or a count at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.ui import theme
from app.ui.widgets.rows import MARGIN, Look, RowDelegate, RowList, draw_row_ring
from app.ui.widgets.words import Words, draw_line, laid_out

ICON = 18
GAP = 8
AIR = 7
MOST = 30  # lines of a text in a list that is never cut


@dataclass(frozen=True)
class SideItem:
    """One item: `second` may hold several lines (split at « \\n »); tokens colour its icon, aside and second line."""

    id: str
    title: str
    second: str = ""
    aside: str = ""
    icon: str = ""
    icon_token: str = "ink2"
    aside_token: str = "ink2"
    second_token: str = "ink2"
    strong: bool = False

    @property
    def said(self) -> str:
        """The item as one sentence."""
        return ", ".join(part for part in (self.title, self.aside, self.second.replace("\n", ", ")) if part)


class SideList(RowList):
    """Items and groups (`show_rows`). Signals: `chosen(str)` as arrows move, `opened(str)` on Enter or double click.

    `fitted` makes it as high as its items, which are never cut, for a column that scrolls as a whole. `flat` has no
    margin of its own. `rules` draws a hairline between items.
    """

    def __init__(
        self, name: str, background: str = "surface", *, fitted: bool = False, flat: bool = False, rules: bool = False
    ) -> None:
        self.items = SideDelegate(background, flat, rules, MOST if fitted else 3)
        self.fitted = fitted
        super().__init__(name, self.items)
        if fitted:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.rows.modelReset.connect(self.fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the column, then draw the items."""
        QPainter(self.viewport()).fillRect(self.viewport().rect(), theme.colour(self.items.background))
        super().paintEvent(event)

    def restyle(self) -> None:
        """Measure the items again."""
        super().restyle()
        self.fit()

    def fit(self) -> None:
        """Take the height of all the items at the width in force, when fitted."""
        if self.fitted:
            self.setFixedHeight(self.heightForWidth(max(self.width(), theme.px(80))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def heightForWidth(self, width: int) -> int:
        """Return the height of all the items in a width."""
        total = 0
        for row in self.rows.rows:
            total += self.items.height_of(row, width) if isinstance(row, SideItem) else theme.px(28)
        return total

    def sizeHint(self) -> QSize:
        """Return the room of the items when fitted."""
        usual = super().sizeHint()
        return QSize(usual.width(), self.height()) if self.fitted else usual

    def minimumSizeHint(self) -> QSize:
        """Accept to be narrow."""
        return QSize(theme.px(80), self.height() if self.fitted else theme.px(60))


class SideDelegate(RowDelegate):
    """Measures and draws items."""

    def __init__(self, background: str, flat: bool, rules: bool, lines: int) -> None:
        super().__init__()
        self.lines = lines
        self.background = self.group_background = background
        self.margin, self.rules = 0 if flat else MARGIN, rules

    def rule_from(self, row: SideItem, place: QRectF) -> float:
        """Start the rule under the words; without rules there is none."""
        return self.words_at(row) if self.rules else place.width()

    def words_at(self, row: SideItem) -> int:
        """Return where the words start."""
        return theme.px(self.margin + (ICON + GAP if row.icon else 0))

    def words_of(self, row: SideItem, width: int) -> list[tuple[Words, str]]:
        """Return the lines of an item with their tokens."""
        room = width - self.words_at(row) - theme.px(self.margin)
        aside = QFontMetricsF(theme.font("body", 600)).horizontalAdvance(row.aside) + theme.px(12) if row.aside else 0
        found = [
            (
                laid_out(row.title, "body", max(room - aside, theme.px(60)), self.lines, 600 if row.strong else None),
                "ink",
            )
        ]
        lines = row.second.split("\n") if row.second else []
        return found + [(laid_out(line, "label", room, self.lines), row.second_token) for line in lines]

    def height_of(self, row: SideItem, width: int) -> int:
        """Return the height of an item."""
        return sum(words.height for words, _token in self.words_of(row, width)) + 2 * theme.px(AIR)

    def draw_row(self, painter: QPainter, place: QRectF, row: SideItem, look: Look) -> None:
        """Draw the icon, the words and the aside."""
        top = place.top() + theme.px(AIR)
        if row.icon:
            token = "accent" if look.chosen and row.icon_token == "ink2" else row.icon_token
            icon = theme.pixmap(row.icon, token, ICON, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(place.left() + theme.px(self.margin), top + theme.px(1)), icon)
        if row.aside:
            line = QRectF(place.left(), top, place.width() - theme.px(self.margin), theme.line("body"))
            font = theme.font(
                "label" if row.aside_token == "ink2" else "body", 600 if row.aside_token != "ink2" else 400
            )
            draw_line(painter, line, row.aside, font, row.aside_token, Qt.AlignmentFlag.AlignRight)
        shown = self.chosen_words(row, place) if look.chosen else self.words_of(row, round(place.width()))
        for words, token in shown:
            words.draw(painter, place.left() + self.words_at(row), top, token)
            top += words.height
        if look.focused:
            draw_row_ring(painter, place)

    def chosen_words(self, row: SideItem, place: QRectF) -> list[tuple[Words, str]]:
        """Return the lines of the item chosen: its title is stressed."""
        strong = SideItem(
            row.id, row.title, row.second, row.aside, row.icon, second_token=row.second_token, strong=True
        )
        return self.words_of(strong, round(place.width()))
