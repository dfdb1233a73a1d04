# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head of the first page: who sends, which number and date, and the title of the paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.typesetting import INK, INK2, fitted, one_line, wrap

if TYPE_CHECKING:
    from app.documents.paper import Paper
    from app.documents.typesetting import Text


def put_letterhead(paper: Paper, title: str, *, subtitle: Text = "", status: str = "") -> None:
    """Put sender, number and date, then the title; `status` says what the paper is not (« Modèle non officiel… »)."""
    put_sender(paper)
    paper.y += 6
    put_title(paper, title, status=status)
    if subtitle:
        paper.text(subtitle, paper.look.subtitle)
    paper.y += 7


def put_sender(paper: Paper) -> None:
    """Put the organisation and its lines at the left, the number over the date at the right."""
    look = paper.look
    top = paper.y
    beside = _put_number(paper)
    width = min(paper.width - beside - 16, 330)
    for line in wrap(paper.sender.organisation, look.sender, width):
        paper.put(line, look.sender, paper.left, paper.y, width)
        paper.y += look.sender.leading
    for text in paper.sender.lines:
        for line in wrap(text, look.small, width):
            paper.put(line, look.small, paper.left, paper.y, width)
            paper.y += look.small.leading
    paper.y = max(paper.y, top + look.sender.leading + look.small.leading)


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


def _put_number(paper: Paper) -> float:
    """Put the number over the date; return the width they take."""
    look, imprint = paper.look, paper.imprint
    number = replace(look.sender, grey=INK if imprint.number else INK2)
    taken = paper.write(imprint.name, number, paper.y, align="right")
    dated = look.small
    return max(taken, paper.write(imprint.dated, dated, paper.y + number.leading, align="right"))
