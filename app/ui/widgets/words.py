# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text laid out and drawn by our own widgets and rows: several weights in one line, wrapped or cut with « … »."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from app.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont


@dataclass(frozen=True)
class Run:
    """A piece of a line with its own weight, colour or background (`mark` for what a search found)."""

    text: str
    weight: int | None = None
    token: str | None = None
    mark: bool = False


@dataclass(frozen=True)
class Words:
    """Text ready to be drawn: its lines, their place and whether something was cut."""

    layout: QTextLayout
    height: int
    width: float
    cut: bool

    def draw(self, painter: QPainter, x: float, y: float, token: str = "ink") -> None:
        """Draw the lines with their top left corner at (x, y); `token` colours the runs that say nothing."""
        painter.setPen(theme.colour(token))
        self.layout.draw(painter, QPointF(x, y))


def laid_out(
    runs: Sequence[Run] | str, role: str, width: float, lines: int = 1, weight: int | None = None, italic: bool = False
) -> Words:
    """Return the runs broken into at most `lines` lines of `width` pixels; what does not fit ends in « … »."""
    pieces = (Run(runs),) if isinstance(runs, str) else tuple(runs)
    look = (theme.is_dark(), theme.scale())
    return _laid_out(pieces, role, max(1, round(width)), lines, weight, italic, look)


@lru_cache(maxsize=2000)
def _laid_out(
    runs: tuple[Run, ...],
    role: str,
    width: int,
    lines: int,
    weight: int | None,
    italic: bool,
    look: tuple[bool, float],
) -> Words:
    font = theme.font(role, weight, italic)
    words = broken(runs, font, role, width, lines)
    length = sum(len(run.text) for run in runs)
    while words.cut and length > 1:
        length = cut_point(words, length)
        shorter = broken((*first(runs, length), Run("…")), font, role, width, lines)
        if not shorter.cut:
            return Words(shorter.layout, shorter.height, shorter.width, True)
    return words


def broken(runs: Sequence[Run], font: QFont, role: str, width: float, lines: int) -> Words:
    """Return the runs broken into lines, without any « … »; `cut` says that some text is beyond the last line."""
    layout = QTextLayout("".join(run.text for run in runs), font)
    layout.setFormats(formats(runs))
    layout.setCacheEnabled(True)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap if lines > 1 else QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    pitch = theme.line(role)
    count, widest, reached = place_lines(layout, width, lines, pitch)
    cut = reached < len(layout.text()) or widest > width + 0.5
    return Words(layout, count * pitch, widest, cut)


def place_lines(layout: QTextLayout, width: float, lines: int, pitch: int) -> tuple[int, float, int]:
    """Put at most `lines` lines, `pitch` apart; return their number, the widest and how many characters they hold."""
    count, widest, reached = 0, 0.0, 0
    layout.beginLayout()
    while count < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, count * pitch + (pitch - line.height()) / 2))
        count, widest = count + 1, max(widest, line.naturalTextWidth())
        reached = line.textStart() + line.textLength()
    layout.endLayout()
    return max(count, 1), widest, reached


def formats(runs: Sequence[Run]) -> list[QTextLayout.FormatRange]:
    """Return the formats of the runs that have a look of their own."""
    found: list[QTextLayout.FormatRange] = []
    at = 0
    for run in runs:
        if run.weight or run.token or run.mark:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = at, len(run.text), format_of(run)
            found.append(one)
        at += len(run.text)
    return found


def format_of(run: Run) -> QTextCharFormat:
    """Return the look of a run."""
    made = QTextCharFormat()
    if run.weight:
        theme.load_font(theme.style_of(run.weight, italic=False))
        made.setFontWeight(run.weight)
    if run.token:
        made.setForeground(theme.colour(run.token))
    if run.mark:
        made.setBackground(theme.colour("mark"))
    return made


def cut_point(words: Words, length: int) -> int:
    """Return a smaller number of characters to keep: where the last line overflows, then one by one."""
    layout = words.layout
    last = layout.lineAt(layout.lineCount() - 1)
    reach = last.textStart() + last.textLength()
    if reach < length:
        return reach
    return min(length - 1, last.xToCursor(last.width()))


def first(runs: Sequence[Run], length: int) -> tuple[Run, ...]:
    """Return the runs that hold the first `length` characters, without a trailing space."""
    kept: list[Run] = []
    for run in runs:
        if length <= 0:
            break
        kept.append(Run(run.text[:length], run.weight, run.token, run.mark))
        length -= len(run.text)
    if kept:
        last = kept[-1]
        kept[-1] = Run(last.text.rstrip(), last.weight, last.token, last.mark)
    return tuple(kept)


def parsed(text: str) -> tuple[Run, ...]:
    """Return the runs of a text in which *stars* hold what is stressed (weight 600)."""
    return tuple(Run(piece, 600 if place % 2 else None) for place, piece in enumerate(text.split("*")) if piece)


def elided(text: str, font: QFont, width: float) -> str:
    """Return a text cut with « … » to a width in pixels."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def draw_line(
    painter: QPainter,
    place: QRectF,
    text: str,
    font: QFont,
    token: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw one line of text, cut to its place, on the middle of its height."""
    painter.setFont(font)
    painter.setPen(theme.colour(token))
    painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, elided(text, font, place.width()))
