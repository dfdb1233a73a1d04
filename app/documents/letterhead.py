# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head of the first page: who sends, which number and date, and the title of the paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.documents.look import MILLIMETRE
from app.documents.press import Figure
from app.documents.typesetting import INK, INK2, Style, fitted, one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.paper import Paper
    from app.documents.typesetting import Line, Text

WINDOW_LEFT: Final = 105 * MILLIMETRE
WINDOW_TOP: Final = 55 * MILLIMETRE
WINDOW_WIDTH: Final = 85 * MILLIMETRE
WINDOW_HEIGHT: Final = 24 * MILLIMETRE
LOGO_WIDTH: Final = 46 * MILLIMETRE
LOGO_HEIGHT: Final = 17 * MILLIMETRE
FOLDS: Final = (99 * MILLIMETRE, 198 * MILLIMETRE)
WINDOW: Final = Style(10, 13)


def put_letterhead(paper: Paper, title: str, *, subtitle: Text = "", status: str = "") -> None:
    """Put sender, number and date, then the title; `status` says what the paper is not (« Modèle non officiel… »)."""
    put_sender(paper)
    paper.y += 6
    put_title(paper, title, status=status)
    if subtitle:
        paper.text(subtitle, paper.look.subtitle)
    paper.y += 7


def put_sender(paper: Paper, *, dated: bool = True) -> None:
    """Put the logo, the organisation and its lines at the left, the number over the date at the right."""
    look = paper.look
    top = paper.y
    beside = put_number(paper, dated=dated)
    taken, bottom = put_logo(paper, (paper.width - beside - 16) / 2)
    left, width = paper.left + taken, min(paper.width - beside - 16 - taken, 330)
    for line in wrap(paper.sender.organisation, look.sender, width):
        paper.put(line, look.sender, left, paper.y, width)
        paper.y += look.sender.leading
    for text in paper.sender.lines:
        for line in wrap(text, look.small, width):
            paper.put(line, look.small, left, paper.y, width)
            paper.y += look.small.leading
    paper.y = max(paper.y, bottom, top + look.sender.leading + look.small.leading)


def put_logo(paper: Paper, most: float) -> tuple[float, float]:
    """Put the logo, if there is one, within `most` points of width; return the width it takes and where it ends."""
    logo = paper.sender.logo
    if logo is None:
        return 0.0, paper.y
    scale = min(LOGO_HEIGHT / logo.height, min(LOGO_WIDTH, most) / logo.width)
    width, height = logo.width * scale, logo.height * scale
    paper.leaves[-1].shapes.append(Figure(paper.left, paper.y, width, height, logo))
    return width + 10, paper.y + height


def put_title(paper: Paper, title: str, *, status: str = "") -> None:
    """Put the title, and the status at the right of its line, or under it when both do not hold side by side."""
    look = paper.look
    note = replace(look.small, grey=INK2)
    title_style = fitted(title, look.title, paper.width, floor=13)
    taken = one_line(title, title_style).width
    aside = one_line(status, note)
    beside = bool(status) and taken + 24 + aside.width <= paper.width
    if beside:
        drop = title_style.baseline - note.baseline
        paper.put(aside, note, paper.right - aside.width, paper.y + drop - 1.5, aside.width)
    for line in wrap(title, title_style, paper.width):
        paper.put(line, title_style, paper.left, paper.y, paper.width)
        paper.y += title_style.leading
    if status and not beside:
        paper.text(status, note)
    paper.y += 1.5


def put_number(paper: Paper, *, dated: bool = True) -> float:
    """Put the number over the date, at the top right of where the cursor is; return the width they take."""
    look, imprint = paper.look, paper.imprint
    number = replace(look.sender, grey=INK if imprint.number else INK2)
    taken = paper.write(imprint.name, number, paper.y, align="right") if imprint.name else 0.0
    if not dated:
        return taken
    below = number.leading if imprint.name else number.baseline - look.small.baseline
    return max(taken, paper.write(imprint.dated, look.small, paper.y + below, align="right"))


def put_window_address(paper: Paper, lines: Sequence[str], *, label: str = "") -> None:
    """Put an address where a DL window envelope shows it once the sheet is folded in three, at the marks it draws.

    The window (35 × 100 mm, 20 mm from the right and from the foot of the envelope) shows 55 to 79 mm down the sheet
    whatever play the folded sheet has. Six lines hold; more, or longer ones, are reduced. The cursor does not move.
    """
    if label:
        paper.write(label, paper.look.label, WINDOW_TOP - 16, x=WINDOW_LEFT)
    style = WINDOW
    while len(rows := _address_rows(lines, style)) * style.leading > WINDOW_HEIGHT and style.size > 6.5:
        style = style.scaled(0.96)
    for number, (line, shown) in enumerate(rows):
        paper.put(line, shown, WINDOW_LEFT, WINDOW_TOP + number * style.leading, WINDOW_WIDTH)
    for fold in FOLDS:
        paper.rule(fold, x1=4 * MILLIMETRE, x2=9 * MILLIMETRE)


def _address_rows(lines: Sequence[str], style: Style) -> list[tuple[Line, Style]]:
    name = replace(style, face="semibold")
    return [
        (line, shown)
        for number, text in enumerate(lines)
        for shown in (style if number else name,)
        for line in wrap(text, shown, WINDOW_WIDTH)
    ]
