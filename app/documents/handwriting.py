# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows to fill in by hand: labels, each followed by a dotted line at the pitch of handwriting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.setting import WRITING_PITCH, box, dotted
from app.documents.typesetting import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.paper import Paper
    from app.documents.typesetting import Style

AFTER_LABEL = 5.0
BETWEEN = 10.0
BIG_BOX = 11.0


def write_row(paper: Paper, fields: Sequence[tuple[str, float]], *, x: float, style: Style | None = None) -> None:
    """Write labels followed by dots, down one row; each line of dots takes its share of the room left from `x`.

    A share of 0 leaves the label without dots.
    """
    style = style or paper.look.body
    paper.need(WRITING_PITCH)
    labels = sum(text_width(label, style) + (AFTER_LABEL if label else 0) for label, _ in fields)
    room = paper.right - x - labels - BETWEEN * (len(fields) - 1)
    shares = sum(share for _, share in fields)
    foot = paper.y + WRITING_PITCH
    for label, share in fields:
        if label:
            x += paper.write(label, style, foot - style.leading, x=x) + AFTER_LABEL
        width = room * share / shares if shares else 0
        if share:
            paper.draw(dotted(x, foot - 2.2, x + width))
        x += width + BETWEEN
    paper.y = foot
    paper.settle()


def put_choice(paper: Paper, label: str, *, style: Style) -> float:
    """Put a box to tick by hand and its label on the row that comes; return where the row goes on."""
    paper.need(WRITING_PITCH)
    foot = paper.y + WRITING_PITCH
    paper.draw(*box(paper.left, foot - style.leading / 2 - BIG_BOX / 2, BIG_BOX, ticked=False))
    x = paper.left + BIG_BOX + 8
    return x + paper.write(label, style, foot - style.leading, x=x) + BETWEEN
