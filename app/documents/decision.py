# SPDX-License-Identifier: AGPL-3.0-or-later
"""A decision notified to the person: accepted or refused, why, where else to go, how to contest and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.blocks import Cell, Frame, Grid, Prose, Signatures, Tick, Ticks
from app.documents.letterhead import put_letterhead
from app.documents.look import Look
from app.documents.paper import Paper, bind, without_spill
from app.documents.setting import place

if TYPE_CHECKING:
    from datetime import date

    from app.documents.paper import Imprint, Sender


@dataclass(frozen=True)
class DecisionSheet:
    """A decision as it is notified. `outcomes` are its boxes (« acceptée », « refusée »), one of them ticked.

    `texts` are the headings and texts under the outcome: its reasons, where else to go. `appeals` are the routes and
    delays to contest it, one paragraph each: always printed, granted or refused.
    """

    sender: Sender
    imprint: Imprint
    title: str
    status: str
    holder: tuple[Cell, ...]
    body: tuple[Cell, ...]
    outcome_heading: str
    outcomes: tuple[Tick, ...]
    appeals: tuple[str, ...]
    signatory: Frame
    texts: tuple[tuple[str, str], ...] = ()
    attachment: tuple[Cell, ...] = ()
    place: str = ""
    signed_on: date | None = None
    running: str = ""
    holder_heading: str = "La personne"
    body_heading: str = "L’organisme"


def render(sheet: DecisionSheet) -> bytes:
    """Return the PDF of the decision."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: DecisionSheet) -> Paper:
    """Return the decision laid out, to be bound with others."""
    return without_spill(lambda look: _laid_out(sheet, look), Look().scaled(1.06, 1.5))


def _laid_out(sheet: DecisionSheet, look: Look) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running, look=look)
    put_letterhead(paper, sheet.title, status=sheet.status)
    for heading, cells in ((sheet.holder_heading, sheet.holder), (sheet.body_heading, sheet.body)):
        paper.heading(heading)
        place(paper, Grid(cells))
    paper.heading(sheet.outcome_heading)
    paper.feed(3)
    place(paper, Ticks(sheet.outcomes))
    if sheet.attachment:
        paper.feed(look.gap)
        place(paper, Grid(sheet.attachment))
    for heading, text in sheet.texts:
        paper.heading(heading)
        place(paper, Prose(text))
    paper.heading("Voies et délais de recours")
    place(paper, Prose("\n".join(sheet.appeals)))
    paper.feed(look.before_section)
    place(paper, Signatures((sheet.signatory,), sheet.place, sheet.signed_on))
    return paper
