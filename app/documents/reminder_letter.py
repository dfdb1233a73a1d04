# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter that asks again for an answer, its address where the window of an envelope shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.documents.letterhead import FOLDS, put_sender, put_window_address
from app.documents.look import Look
from app.documents.paper import Paper, bind
from app.documents.setting import SIGNATURE_HEIGHT, place_prose
from app.documents.typesetting import Strong, Style
from app.french.dates import say_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.paper import Imprint, Sender
    from app.documents.typesetting import Text

LETTER: Final = Style(10.4, 14.4)


@dataclass(frozen=True)
class ReminderLetterSheet:
    """A letter: to whom, about what, its paragraphs from the greeting to the closing, and who signs."""

    sender: Sender
    imprint: Imprint
    addressee: tuple[str, ...]
    subject: str
    paragraphs: tuple[Text, ...]
    signatory: tuple[str, ...]
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    place: str = ""
    title: str = "Lettre de relance"


def render(sheet: ReminderLetterSheet) -> bytes:
    """Return the PDF of one letter."""
    return render_all([sheet])


def render_all(sheets: Sequence[ReminderLetterSheet]) -> bytes:
    """Return one PDF of several letters, each with its own page count."""
    first = sheets[0]
    title = f"{first.title} {first.imprint.name}" if len(sheets) == 1 else f"{len(sheets)} lettres de relance"
    return bind(map(lay_out, sheets), title=title)


def lay_out(sheet: ReminderLetterSheet) -> Paper:
    """Return the letter laid out."""
    look = replace(Look(), body=LETTER)
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.subject, look=look)
    put_sender(paper, dated=not sheet.place)
    put_window_address(paper, sheet.addressee)
    paper.y = max(paper.y + 12, FOLDS[0] + 6)
    _put_subject(paper, sheet)
    for paragraph in sheet.paragraphs:
        place_prose(paper, paragraph)
        paper.feed(8)
    _put_signatory(paper, sheet.signatory)
    for number, enclosure in enumerate(sheet.enclosures):
        paper.text(f"Pièce jointe\u00a0: {enclosure}" if not number else enclosure, look.small)
    return paper


def _put_subject(paper: Paper, sheet: ReminderLetterSheet) -> None:
    if sheet.place:
        said = f"{sheet.place}, le {say_long(sheet.imprint.issued_on)}"
        paper.text(said)
        paper.y += 8
    paper.text(("Objet\u00a0: ", Strong(sheet.subject)))
    for reference in sheet.references:
        paper.text(reference, paper.look.small)
    paper.y += 10


def _put_signatory(paper: Paper, lines: tuple[str, ...]) -> None:
    style = paper.look.body
    x = paper.left + paper.width * 0.55
    paper.need(len(lines) * style.leading + SIGNATURE_HEIGHT)
    paper.y += 4
    for number, line in enumerate(lines):
        paper.text(line, replace(style, face="semibold") if not number else style, x=x)
    paper.y += SIGNATURE_HEIGHT
