# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one-page note (« Note sociale ») that goes with a request: facts, request, proposal, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Cell, Frame, Grid, Panel, Panels, Section, Signatures
from app.documents.letterhead import put_letterhead
from app.documents.look import Look
from app.documents.paper import Paper, bind
from app.documents.setting import place, place_sections

if TYPE_CHECKING:
    from datetime import date

    from app.documents.paper import Imprint, Sender

REDUCTIONS: Final = ((1.06, 1.5), (1.0, 1.0), (0.98, 0.8), (0.96, 0.6), (0.92, 0.5), (0.88, 0.4))


@dataclass(frozen=True)
class SocialNoteSheet:
    """A note as it leaves. Its text is reduced down to 8.4 points to hold on one page, and never cut."""

    sender: Sender
    imprint: Imprint
    subject: str
    addressee: Panel
    person: tuple[Cell, ...]
    sections: tuple[Section, ...]
    signatory: Frame
    place: str = ""
    signed_on: date | None = None
    running: str = ""
    title: str = "Note sociale"


def render(sheet: SocialNoteSheet) -> bytes:
    """Return the PDF of the note."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: SocialNoteSheet) -> Paper:
    """Return the note laid out on one page where its text holds there, on as many as it needs otherwise."""
    for text, room in REDUCTIONS:
        paper = _laid_out(sheet, Look().scaled(text, room))
        if len(paper.leaves) == 1:
            return paper
    return _laid_out(sheet, Look())


def _laid_out(sheet: SocialNoteSheet, look: Look) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running, look=look)
    put_letterhead(paper, sheet.title, subtitle=sheet.subject)
    place(paper, Panels((sheet.addressee,)))
    paper.heading("La personne")
    place(paper, Grid(sheet.person))
    place_sections(paper, sheet.sections)
    paper.feed(look.before_section)
    place(paper, Signatures((sheet.signatory,), sheet.place, sheet.signed_on))
    return paper
