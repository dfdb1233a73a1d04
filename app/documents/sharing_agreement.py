# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the person agrees to share, or refuses, with one partner: one page, which she signs and may take back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.blocks import Cell, Frame, Grid, Panel, Panels, Prose, Signatures, Tick, Ticks
from app.documents.letterhead import put_letterhead
from app.documents.look import Look
from app.documents.paper import Paper, bind, without_spill
from app.documents.setting import place

if TYPE_CHECKING:
    from datetime import date

    from app.documents.paper import Imprint, Sender


@dataclass(frozen=True)
class SharingAgreementSheet:
    """An agreement or a refusal. `statement` is what the person says; `categories` the boxes it speaks of.

    `terms` tell how long it holds; `rights` how to take it back, one paragraph each. Without `signed_on`, the day is
    left to write by hand.
    """

    sender: Sender
    imprint: Imprint
    title: str
    person: tuple[Cell, ...]
    partner: Panel
    statement: str
    categories: tuple[Tick, ...]
    terms: tuple[Cell, ...]
    rights: tuple[str, ...]
    signatures: tuple[Frame, ...]
    place: str = ""
    signed_on: date | None = None
    running: str = ""


def render(sheet: SharingAgreementSheet) -> bytes:
    """Return the PDF of the agreement."""
    return bind([lay_out(sheet)], title=sheet.title)


def lay_out(sheet: SharingAgreementSheet) -> Paper:
    """Return the agreement laid out, to be bound with others."""
    return without_spill(lambda look: _laid_out(sheet, look), Look().scaled(1.06, 1.5))


def _laid_out(sheet: SharingAgreementSheet, look: Look) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running, look=look)
    put_letterhead(paper, sheet.title)
    paper.heading("La personne")
    place(paper, Grid(sheet.person))
    paper.heading("Avec qui")
    paper.feed(3)
    place(paper, Panels((sheet.partner,)))
    paper.heading("Ce que je décide")
    place(paper, Prose(sheet.statement))
    if sheet.categories:
        paper.feed(look.gap)
        place(paper, Ticks(sheet.categories, 3))
    if sheet.terms:
        paper.feed(look.gap)
        place(paper, Grid(sheet.terms))
    paper.heading("Mes droits")
    place(paper, Prose("\n".join(sheet.rights)))
    paper.feed(look.before_section)
    place(paper, Signatures(sheet.signatures, sheet.place, sheet.signed_on))
    return paper
