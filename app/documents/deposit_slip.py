# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proof of a deposit (« Bordereau de dépôt »): two copies, one kept by the receiver, one stamped and given back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Cell, Grid, Tick, Ticks
from app.documents.handwriting import write_row
from app.documents.letterhead import put_number
from app.documents.look import MILLIMETRE, RULE, Look
from app.documents.paper import Paper, bind
from app.documents.press import Plate, Rule
from app.documents.setting import place
from app.documents.typesetting import INK2, one_line

if TYPE_CHECKING:
    from app.documents.paper import Imprint, Sender

COPIES: Final = ("Exemplaire à garder par le service qui reçoit", "Exemplaire à rendre, daté et cacheté")
STAMP_WIDTH: Final = 66 * MILLIMETRE
STAMP_HEIGHT: Final = 28 * MILLIMETRE
CUT: Final = 421.0


@dataclass(frozen=True)
class DepositSlipSheet:
    """What was handed over at a counter: by whom, for whom, to whom, and the list of documents."""

    sender: Sender
    imprint: Imprint
    subject: str
    cells: tuple[Cell, ...]
    documents: tuple[str, ...]
    title: str = "Bordereau de dépôt"


def render(sheet: DepositSlipSheet) -> bytes:
    """Return the PDF of both copies."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: DepositSlipSheet) -> Paper:
    """Return both copies on one sheet to cut in two; on two sheets when the list is too long for a half."""
    look = Look()
    for text, room in ((1.0, 1.0), (0.96, 0.6), (0.92, 0.5)):
        paper = _halves(sheet, look.scaled(text, room))
        if paper is not None:
            return paper
    return _two_sheets(sheet)


def _halves(sheet: DepositSlipSheet, look: Look) -> Paper | None:
    paper = Paper(sheet.sender, sheet.imprint, look=look)
    _put_copy(paper, sheet, COPIES[0])
    if len(paper.leaves) > 1 or paper.y > CUT - 8:
        return None
    paper.draw(Rule(0, CUT, paper.page.width, CUT, 0.6, RULE, (3, 3)))
    paper.y = CUT + 16
    _put_copy(paper, sheet, COPIES[1])
    return paper if len(paper.leaves) == 1 else None


def _two_sheets(sheet: DepositSlipSheet) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.title)
    _put_copy(paper, sheet, COPIES[0])
    paper.new_page()
    _put_copy(paper, sheet, COPIES[1])
    return paper


def _put_copy(paper: Paper, sheet: DepositSlipSheet, copy: str) -> None:
    look = paper.look
    put_number(paper)
    title = replace(look.title, size=14, leading=18)
    paper.write(sheet.title, title, paper.y - 2)
    paper.y += title.leading
    paper.text(copy, replace(look.small, face="medium"), width=paper.width * 0.62)
    paper.y += 2
    sender = (line.replace(" ", "\u00a0") for line in (paper.sender.organisation, *paper.sender.lines))
    paper.text(" · ".join(sender), look.small)
    paper.y += 6
    paper.text(sheet.subject, replace(look.body, face="semibold"))
    paper.y += look.gap
    place(paper, Grid(sheet.cells, 3))
    paper.heading("Pièces remises", f"{len(sheet.documents)} en tout" if len(sheet.documents) > 1 else "")
    place(paper, Ticks(tuple(Tick(True, label) for label in sheet.documents), 2, strong=False))
    paper.y += 6
    _put_receipt(paper)


def _put_receipt(paper: Paper) -> None:
    """Put « Reçu le … par … » at the left of the frame for the stamp."""
    look = paper.look
    height = STAMP_HEIGHT
    paper.need(height)
    top, x = paper.y, paper.right - STAMP_WIDTH
    paper.draw(Plate(x, top, STAMP_WIDTH, height, 4, edge=RULE, weight=0.9))
    paper.put(one_line("Cachet", replace(look.small, grey=INK2)), look.small, x + 7, top + 4, STAMP_WIDTH)
    right, paper.right = paper.right, x - 14
    write_row(paper, (("Reçu le", 1.0),), x=paper.left)
    write_row(paper, (("par", 1.0),), x=paper.left)
    paper.right = right
    paper.y = top + height + 4
