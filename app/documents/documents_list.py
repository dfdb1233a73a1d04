# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of what goes with a request (« Bordereau de pièces »), with boxes for the receiver to tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Cell, Column, Frame, Grid, Panel, Panels, Signatures, Table, Tick
from app.documents.letterhead import put_letterhead
from app.documents.look import Look
from app.documents.paper import Paper, bind, without_spill
from app.documents.setting import place

if TYPE_CHECKING:
    from datetime import date

    from app.documents.paper import Imprint, Sender


SENDER_SIGNS: Final = Frame("Le service qui envoie", ("Signature et cachet",))
RECEIVER_SIGNS: Final = Frame("Le service qui reçoit", ("Reçu le, signature et cachet",))


@dataclass(frozen=True)
class ListedDocument:
    """A supporting document: joined, or still awaited; `note` says until when, or how many pages."""

    label: str
    joined: bool
    note: str = ""


@dataclass(frozen=True)
class DocumentsListSheet:
    """The documents of one request, in the order the receiver will read them."""

    sender: Sender
    imprint: Imprint
    subject: str
    addressee: Panel
    person: tuple[Cell, ...]
    documents: tuple[ListedDocument, ...]
    place: str = ""
    signed_on: date | None = None
    signatory: Frame = SENDER_SIGNS
    running: str = ""
    title: str = "Bordereau de pièces"


def render(sheet: DocumentsListSheet) -> bytes:
    """Return the PDF of the list."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: DocumentsListSheet) -> Paper:
    """Return the list laid out, to be bound with others."""
    return without_spill(lambda look: _laid_out(sheet, look), Look())


def _laid_out(sheet: DocumentsListSheet, look: Look) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running, look=look)
    put_letterhead(paper, sheet.title, subtitle=sheet.subject)
    place(paper, Panels((sheet.addressee,)))
    paper.heading("La personne")
    place(paper, Grid(sheet.person))
    paper.heading("Pièces", counted(sheet.documents))
    place(paper, _table(sheet.documents))
    paper.feed(look.before_section + 6)
    place(paper, Signatures((sheet.signatory, RECEIVER_SIGNS), sheet.place, sheet.signed_on))
    return paper


def counted(documents: tuple[ListedDocument, ...]) -> str:
    """Say how many are joined and how many are to come: « 5 jointes, 1 à venir »."""
    joined = sum(document.joined for document in documents)
    coming = len(documents) - joined
    parts = (f"{joined} jointe{'s' if joined > 1 else ''}" if joined else "", f"{coming} à venir" if coming else "")
    return ", ".join(part for part in parts if part)


def _table(documents: tuple[ListedDocument, ...]) -> Table:
    columns = (
        Column("N°", 0.35),
        Column("Pièce", 4),
        Column("Jointe", 0.7),
        Column("Précision", 2),
        Column("Reçue", 0.6),
    )
    rows = tuple(
        (str(number), document.label, Tick(document.joined, ""), document.note, Tick(False, ""))
        for number, document in enumerate(documents, 1)
    )
    return Table(columns, rows)
