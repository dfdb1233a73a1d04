# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter of the service: its own wording, its address where the window of an envelope shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.documents.letterhead import FOLDS, put_sender, put_window_address
from app.documents.look import Look
from app.documents.paper import Paper, bind
from app.documents.setting import SIGNATURE_HEIGHT
from app.documents.typesetting import Strong, Style
from app.french.dates import say_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.paper import Imprint, Sender

LETTER: Final = Style(10.4, 14.4)
BETWEEN: Final = 8


@dataclass(frozen=True)
class LetterSheet:
    """A letter: to whom, about what, its text (an empty line parts two paragraphs), and the lines that sign it.

    `title` is what readers of the PDF show: it names no person.
    """

    sender: Sender
    imprint: Imprint
    addressee: tuple[str, ...]
    subject: str
    body: str
    signatory: tuple[str, ...]
    place: str = ""
    title: str = "Lettre"


def render(sheet: LetterSheet) -> bytes:
    """Return the PDF of one letter."""
    return render_all([sheet])


def render_all(sheets: Sequence[LetterSheet]) -> bytes:
    """Return one PDF of several letters, each with its own page count."""
    title = sheets[0].title if len(sheets) == 1 else f"{len(sheets)} lettres"
    return bind([lay_out(sheet) for sheet in sheets], title=title)


def lay_out(sheet: LetterSheet) -> Paper:
    """Return the letter laid out."""
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.subject or sheet.title, look=replace(Look(), body=LETTER))
    put_sender(paper, dated=not sheet.place)
    put_window_address(paper, sheet.addressee)
    paper.y = max(paper.y + 12, FOLDS[0] + 6)
    if sheet.place:
        paper.text(f"{sheet.place}, le {say_long(sheet.imprint.issued_on)}")
        paper.y += BETWEEN
    if sheet.subject:
        paper.text(("Objet\u00a0: ", Strong(sheet.subject)))
        paper.y += BETWEEN + 2
    for paragraph in paragraphs(sheet.body):
        paper.text(paragraph)
        paper.feed(BETWEEN)
    _put_signatory(paper, sheet.signatory)
    return paper


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what empty lines part."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def _put_signatory(paper: Paper, lines: tuple[str, ...]) -> None:
    style = paper.look.body
    x = paper.left + paper.width * 0.55
    paper.need(len(lines) * style.leading + SIGNATURE_HEIGHT)
    paper.y += 4
    for number, line in enumerate(lines):
        paper.text(line, style if number else replace(style, face="semibold"), x=x)
    paper.y += SIGNATURE_HEIGHT
