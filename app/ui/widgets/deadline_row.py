# SPDX-License-Identifier: AGPL-3.0-or-later
"""One deadline as a row: drawn in columns, or in lines when the text is large or the room narrow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.ui import theme
from app.ui.widgets.buttons import LOOKS, box
from app.ui.widgets.pastille import STATES
from app.ui.widgets.rows import MARGIN, Group, Look, RowDelegate, draw_row_ring
from app.ui.widgets.words import Run, Words, draw_line, laid_out

if TYPE_CHECKING:
    from collections.abc import Iterable

DATE_AT = MARGIN + 18 + 10
DATE_ROOM = 92
SHARE = 0.63  # of the room between the date and the button: who, what and why
STACKED = 1.4  # text size above which the columns become lines
NARROW = 640  # width, in pixels at 100 %, below which they do too
BELOW = 440  # width below which the button goes under the words
AIR = 9


@dataclass(frozen=True)
class DeadlineLine:
    """One deadline, in words ready to be read.

    `state` is a key of STATES (overdue, soon, upcoming, kept, lost, waiting…); `date` « 8 oct. », `relative`
    « il y a 47 j. », `who` the person, `what` the fact, `reason` with its article or « à vérifier », `otherwise` what
    happens if nothing is done (or what `told` names), `act` the verb of its button with `act_icon`.
    """

    id: str
    state: str
    date: str
    relative: str
    who: str
    what: str
    reason: str = ""
    otherwise: str = ""
    act: str = ""
    act_icon: str = ""
    told: str = "Si rien n’est fait"

    @property
    def said(self) -> str:
        """The line as one sentence."""
        parts = (STATES[self.state].words, self.date, self.relative, self.who, self.what, self.reason)
        said = ", ".join(part for part in parts if part)
        if self.otherwise:
            said += f". {self.told}\u00a0: {lowered(self.otherwise).rstrip('.')}"
        return f"{said}. Entrée\u00a0: {self.act}" if self.act else said


class DeadlineDelegate(RowDelegate):
    """Measures and draws deadlines; `measure` gives all their buttons one width."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: tuple[tuple[str, str], ...] = ()
        self.pointer = QPointF(-1, -1)
        self.pressed = False

    def measure(self, rows: Iterable[object]) -> None:
        """Take the width that the largest button asks for."""
        self.acts = tuple({(row.act, row.act_icon) for row in rows if isinstance(row, DeadlineLine) and row.act})

    def button_width(self) -> int:
        """Return the width all buttons share."""
        return widest_button(self.acts, theme.scale())

    def button_place(self, row: DeadlineLine, place: QRectF) -> QRectF:
        """Return the place of the button of a row: at its right, or under its words when the room is narrow."""
        width, height = self.button_width(), theme.control_height("label")
        if is_below(place.width()):
            left = place.left() + theme.px(DATE_AT)
            return QRectF(left, place.bottom() - height - theme.px(AIR), width, height)
        top = place.top() + (theme.px(14) if is_stacked(place.width()) else (place.height() - height) / 2)
        return QRectF(place.right() - width - theme.px(MARGIN), top, width, height)

    def draw_aside(self, painter: QPainter, place: QRectF, group: Group) -> None:
        """Name the column of the consequences, when there is one."""
        if not is_stacked(place.width()):
            _left, middle, right = columns(place.width(), self.button_width())
            room = QRectF(place.left() + middle, place.top(), right - middle, place.height())
            draw_line(painter, room, group.aside, theme.font("label"), "ink2")

    def rule_from(self, _row: object, place: QRectF) -> float:
        """Start the rule under the words, as in a table of contents."""
        return columns(place.width(), self.button_width())[0]

    def height_of(self, row: DeadlineLine, width: int) -> int:
        """Return the height of the tallest column, or of the lines."""
        words = self.words_of(row, width)
        date = theme.line("body") + theme.line("label")
        height = max(sum(part.height for part in words), date) + 2 * theme.px(AIR)
        button = theme.control_height("label") + theme.px(8) if row.act and is_below(width) else 0
        if not is_stacked(width):
            height = max(height, self.otherwise_of(row, width).height + 2 * theme.px(AIR))
        return height + button

    def words_of(self, row: DeadlineLine, width: int) -> list[Words]:
        """Return who, what and why, laid out for a width."""
        left, middle, right = columns(width, self.button_width())
        if not is_stacked(width):
            runs = (Run(row.who, 600), Run(f" · {row.what}" if row.who else row.what, None if row.who else 600))
            found = [laid_out(runs, "body", middle - left - theme.px(12), 2)]
            return found + ([laid_out(row.reason, "label", middle - left - theme.px(12), 2)] if row.reason else [])
        room = width - left - theme.px(MARGIN) if is_below(width) else right - left - theme.px(12)
        found = [laid_out(row.who, "body", room, 2, 600)] if row.who else []
        found.append(laid_out(row.what, "body", room, 3, None if row.who else 600))
        quiet = (row.reason, f"Sinon\u00a0: {lowered(row.otherwise)}" if row.otherwise else "")
        return found + [laid_out(text, "label", room, 3) for text in quiet if text]

    def otherwise_of(self, row: DeadlineLine, width: int) -> Words:
        """Return what happens if nothing is done, laid out in its column."""
        _left, middle, right = columns(width, self.button_width())
        return laid_out(row.otherwise, "label", right - middle - theme.px(16), 4)

    def draw_row(self, painter: QPainter, place: QRectF, row: DeadlineLine, look: Look) -> None:
        """Draw the date, the words, then the button."""
        state = STATES[row.state]
        ratio = painter.device().devicePixelRatioF()
        icon = theme.pixmap(state.icon, state.token, 18, ratio)
        top = place.top() + theme.px(AIR)
        painter.drawPixmap(QPointF(place.left() + theme.px(MARGIN), top + theme.px(2)), icon)
        draw_date(painter, QPointF(place.left() + theme.px(DATE_AT), top), row, state.token)
        left, middle, _right = columns(place.width(), self.button_width())
        height = top
        tokens = ["ink"] if not is_stacked(place.width()) else ["ink", "ink"] if row.who else ["ink"]
        for at, words in enumerate(self.words_of(row, round(place.width()))):
            words.draw(painter, place.left() + left, height, tokens[at] if at < len(tokens) else "ink2")
            height += words.height
        if not is_stacked(place.width()):
            otherwise = self.otherwise_of(row, round(place.width()))
            middle_of_row = place.top() + (place.height() - otherwise.height) / 2
            otherwise.draw(painter, place.left() + middle, middle_of_row, "ink" if row.state == "overdue" else "ink2")
        if row.act:
            self.draw_button(painter, self.button_place(row, place), row, look)
        elif look.focused:
            draw_row_ring(painter, place)

    def draw_button(self, painter: QPainter, place: QRectF, row: DeadlineLine, look: Look) -> None:
        """Draw the button as a real one; it is filled in the row that Enter acts on."""
        lit = look.hovered and place.contains(self.pointer)
        back, hover, ink, edge = LOOKS["principal" if look.chosen else "plain"]
        box(painter, place, hover if lit else back, edge)
        if look.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), 6, 6)
        font = theme.font("label", 500)
        room = theme.px(24) if row.act_icon else 0
        words = min(QFontMetricsF(font).horizontalAdvance(row.act) + 1, place.width() - room)
        left = place.left() + (place.width() - words - room) / 2
        if row.act_icon:
            icon = theme.pixmap(row.act_icon, ink, 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(left, place.center().y() - theme.px(8)), icon)
        draw_line(painter, QRectF(left + room, place.top(), words, place.height()), row.act, font, ink)


@lru_cache(maxsize=64)
def widest_button(acts: tuple[tuple[str, str], ...], _scale: float) -> int:
    """Return the width of the widest of some buttons, each a verb and an icon, at the text size in force."""
    metrics = QFontMetricsF(theme.font("label", 500))
    widths = [metrics.horizontalAdvance(act) + (theme.px(24) if icon else 0) for act, icon in acts]
    return round(max(widths, default=0)) + 2 * theme.px(14)


def lowered(sentence: str) -> str:
    """Return a sentence as it goes on after a colon; an acronym at its head keeps its capitals."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def is_stacked(width: float) -> bool:
    """Return whether the columns become lines."""
    return theme.scale() > STACKED or width < theme.px(NARROW)


def is_below(width: float) -> bool:
    """Return whether the button goes under the words."""
    return width < theme.px(BELOW)


def columns(width: float, button: int) -> tuple[float, float, float]:
    """Return where the words, the consequence and the button start."""
    left = theme.px(DATE_AT + DATE_ROOM)
    right = width - theme.px(MARGIN) - (button + theme.px(MARGIN) if button else 0)
    return left, left + (right - left) * SHARE, right


def draw_date(painter: QPainter, corner: QPointF, row: DeadlineLine, token: str) -> None:
    """Draw the date in the colour of its state, and below it how far it is."""
    room = theme.px(DATE_ROOM - 6)
    laid_out(row.date, "body", room, 1, 600).draw(painter, corner.x(), corner.y(), token)
    relative = laid_out(row.relative, "label", room, 1)
    relative.draw(painter, corner.x(), corner.y() + theme.line("body"), "ink2")
