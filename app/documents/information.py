# SPDX-License-Identifier: AGPL-3.0-or-later
"""An information sheet, read to the person and left with her: what she may do, where, who can help, the day it was
handed over. Its words come with the sheet, from the scheme's own definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Cell, Frame, Grid, Signatures
from app.documents.letterhead import put_letterhead
from app.documents.look import Look
from app.documents.paper import Paper, bind
from app.documents.setting import place, place_sections

if TYPE_CHECKING:
    from datetime import date

    from app.documents.blocks import Section
    from app.documents.paper import Imprint, Sender

SIZES: Final = ((1.22, 1.5), (1.12, 1.25), (1.0, 1.0), (0.95, 0.8))
"""Text and room, from the largest: it is read aloud at a counter, and again at home."""


@dataclass(frozen=True)
class InformationSheet:
    """What is handed over; `handed_on` is None while it is not, and leaves dots for the day."""

    sender: Sender
    imprint: Imprint
    title: str
    status: str
    person: tuple[Cell, ...]
    sections: tuple[Section, ...]
    handed: str
    signatories: tuple[Frame, ...]
    place: str = ""
    handed_on: date | None = None
    running: str = ""


def render(sheet: InformationSheet) -> bytes:
    """Return the PDF of the sheet."""
    return bind([lay_out(sheet)], title=sheet.title)


def lay_out(sheet: InformationSheet) -> Paper:
    """Return the sheet laid out on one page, in letters as large as it allows; on several when many can help."""
    for text, room in SIZES:
        paper = _laid_out(sheet, Look().scaled(text, room))
        if len(paper.leaves) == 1:
            return paper
    return _laid_out(sheet, Look())


def _laid_out(sheet: InformationSheet, look: Look) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running, look=look)
    put_letterhead(paper, sheet.title, status=sheet.status)
    place(paper, Grid(sheet.person))
    place_sections(paper, sheet.sections)
    paper.heading(sheet.handed)
    place(paper, Signatures(sheet.signatories, sheet.place, sheet.handed_on))
    return paper
