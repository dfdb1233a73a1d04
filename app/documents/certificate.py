# SPDX-License-Identifier: AGPL-3.0-or-later
"""A certificate of limited validity: who holds it, for whom, at which organisation, where, from when to when.

Its headings and fixed sentences come with the sheet, from the scheme's own definition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Cell, Column, Frame, Grid, Prose, Signatures, Table
from app.documents.letterhead import put_letterhead
from app.documents.look import RULE, TINT, Look
from app.documents.paper import Paper, bind, without_spill
from app.documents.press import Plate
from app.documents.setting import place
from app.documents.typesetting import Style
from app.french.dates import say_form

if TYPE_CHECKING:
    from datetime import date

    from app.documents.paper import Imprint, Sender

ADDRESS: Final = Style(12, 16.5, "medium")
DATES: Final = Style(15, 20, "semibold")


@dataclass(frozen=True)
class Dependant:
    """Someone the certificate covers besides its holder: name, date of birth, link, as printed."""

    name: str
    birth_date: str
    link: str


@dataclass(frozen=True)
class Headings:
    """The words over each part, from the scheme's definition."""

    holder: str
    dependants: str
    body: str
    address: str
    validity: str
    first_on: str


@dataclass(frozen=True)
class CertificateSheet:
    """A certificate as it is handed over; `status` says which official form it must be copied on to, if any."""

    sender: Sender
    imprint: Imprint
    title: str
    status: str
    headings: Headings
    holder: tuple[Cell, ...]
    body: tuple[Cell, ...]
    postal_address: tuple[str, ...]
    valid_from: date
    valid_to: date
    first_on: date | None
    sentences: tuple[str, ...]
    signatory: Frame
    dependants: tuple[Dependant, ...] = ()
    place: str = ""
    signed_on: date | None = None
    running: str = ""


def render(sheet: CertificateSheet) -> bytes:
    """Return the PDF of the certificate."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: CertificateSheet) -> Paper:
    """Return the certificate laid out, to be bound with others."""
    return without_spill(lambda look: _laid_out(sheet, look), Look().scaled(1.06, 1.5))


def _laid_out(sheet: CertificateSheet, look: Look) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running, look=look)
    put_letterhead(paper, sheet.title, status=sheet.status)
    paper.heading(sheet.headings.holder)
    place(paper, Grid(sheet.holder))
    if sheet.dependants:
        paper.heading(sheet.headings.dependants)
        place(paper, _dependants(sheet.dependants))
    paper.heading(sheet.headings.body)
    place(paper, Grid(sheet.body))
    paper.heading(sheet.headings.address)
    _put_address(paper, sheet.postal_address)
    paper.heading(sheet.headings.validity)
    _put_validity(paper, sheet)
    for sentence in sheet.sentences:
        paper.feed(look.gap)
        place(paper, Prose(sentence))
    paper.feed(look.before_section + 4)
    place(paper, Signatures((sheet.signatory,), sheet.place, sheet.signed_on))
    return paper


def _dependants(dependants: tuple[Dependant, ...]) -> Table:
    columns = (Column("Nom(s), prénom(s)", 2.2), Column("Date de naissance"), Column("Lien"))
    return Table(columns, tuple((each.name, each.birth_date, each.link) for each in dependants))


def _put_address(paper: Paper, lines: tuple[str, ...]) -> None:
    """Put the address large, as it has to be copied on to envelopes, in a frame of its own."""
    stack = paper.stack("\n".join(lines), ADDRESS, paper.left + 14, paper.width - 28)
    paper.need(stack.height + 26)
    paper.y += 4
    paper.draw(Plate(paper.left, paper.y, paper.width, stack.height + 16, 4, edge=RULE, weight=0.9))
    paper.y += 7
    paper.columns([stack], after=13)


def _put_validity(paper: Paper, sheet: CertificateSheet) -> None:
    period = f"du {say_form(sheet.valid_from)} au {say_form(sheet.valid_to)}"
    paper.need(DATES.leading + 40)
    paper.y += 4
    paper.draw(Plate(paper.left, paper.y, paper.width, DATES.leading + 14, 4, fill=TINT))
    paper.y += 7
    paper.write(period, DATES, paper.y, x=paper.left + 14)
    if sheet.first_on is not None:
        look = paper.look
        said = f"{sheet.headings.first_on}\u00a0: {say_form(sheet.first_on)}"
        style = replace(look.body, leading=DATES.leading)
        paper.write(said, style, paper.y + 1.5, x=paper.right - 14, align="right")
    paper.y += DATES.leading + 11
