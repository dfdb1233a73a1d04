# SPDX-License-Identifier: AGPL-3.0-or-later
"""The history of one procedure, printed as proof of its dates, with the head of the journal it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Cell, Column, Frame, Grid, Panel, Panels, Prose, Signatures, Table
from app.documents.letterhead import put_letterhead
from app.documents.look import Look
from app.documents.paper import Paper, bind, without_spill
from app.documents.setting import place
from app.documents.typesetting import Strong
from app.french.dates import say_form

if TYPE_CHECKING:
    from datetime import date

    from app.documents.paper import Imprint, Sender
    from app.documents.typesetting import Text

COLUMNS: Final = (
    Column("Date", 0.95),
    Column("Ce qui s’est passé", 3.4),
    Column("Source", 1.9),
    Column("Noté le, par", 1.7),
)
HEAD_DIGITS: Final = 24
EXPLANATION: Final = (
    "Chaque ligne a été écrite dans le journal du service le jour indiqué à droite. Le journal s’allonge, il ne "
    "s’efface pas. L’empreinte ci-dessus résume tout le journal à la date d’impression\u00a0: une ligne changée après "
    "coup donnerait une autre empreinte. Elle est aussi écrite dans chaque sauvegarde."
)


@dataclass(frozen=True)
class HistoryLine:
    """One dated fact: the day it happened, the day and by whom it was written, and where it is known from."""

    on: date
    what: str
    source: str
    recorded_on: date
    recorded_by: str


@dataclass(frozen=True)
class HistoryProofSheet:
    """The facts of one procedure in order. `chain_head` is the hexadecimal head of the journal's chain."""

    sender: Sender
    imprint: Imprint
    subject: str
    person: tuple[Cell, ...]
    lines: tuple[HistoryLine, ...]
    chain_head: str
    entries: int
    signatory: Frame
    place: str = ""
    running: str = ""
    title: str = "Historique d’une démarche"


def render(sheet: HistoryProofSheet) -> bytes:
    """Return the PDF of the history."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: HistoryProofSheet) -> Paper:
    """Return the history laid out."""
    return without_spill(lambda look: _laid_out(sheet, look), Look())


def short_head(chain_head: str) -> str:
    """Return the beginning of a chain's head by groups of four: « 7F3A 09C1 … », enough to compare by eye."""
    digits = chain_head.upper()[:HEAD_DIGITS]
    return "\u00a0".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _laid_out(sheet: HistoryProofSheet, look: Look) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running, look=look)
    put_letterhead(paper, sheet.title, subtitle=sheet.subject)
    place(paper, Grid(sheet.person))
    paper.heading("Faits, dans l’ordre des dates", f"{len(sheet.lines)}\u00a0lignes" if len(sheet.lines) > 1 else "")
    place(paper, Table(COLUMNS, tuple(_row(line) for line in sheet.lines)))
    paper.heading("Ce qui fait preuve")
    paper.feed(3)
    entries = f"{sheet.entries:,}".replace(",", "\u202f")
    head = f"au {say_form(sheet.imprint.issued_on)}, {entries}\u00a0écritures"
    place(paper, Panels((Panel("Empreinte du journal", short_head(sheet.chain_head), (head,), tinted=True),)))
    paper.feed(look.gap)
    place(paper, Prose(EXPLANATION))
    paper.feed(look.before_section)
    place(paper, Signatures((sheet.signatory,), sheet.place, sheet.imprint.issued_on))
    return paper


def _row(line: HistoryLine) -> tuple[Text, ...]:
    recorded = f"{say_form(line.recorded_on)}\n{line.recorded_by}"
    return (Strong(say_form(line.on)),), line.what, line.source, recorded
