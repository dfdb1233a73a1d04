# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register of referrals, in landscape: one line per number, none skipped, a cancelled one said so.

A copy that leaves the service names nobody: initials stand for the persons, since a scheme beside a name can tell
health or debts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Column, Table
from app.documents.letterhead import put_number, put_title
from app.documents.look import LANDSCAPE, Look
from app.documents.paper import Paper, bind
from app.documents.setting import place, place_prose
from app.documents.typesetting import Strong, Style
from app.french.dates import say_form

if TYPE_CHECKING:
    from datetime import date

    from app.documents.paper import Imprint, Sender
    from app.documents.typesetting import Text

COLUMNS: Final = (
    Column("N°", 32),
    Column("Envoyée le", 56),
    Column("Personne", 82),
    Column("Démarche", 99),
    Column("Destinataire", 115),
    Column("Par", 75),
    Column("Réponse attendue", 56),
    Column("Réponse le", 56),
    Column("État", 100),
)


@dataclass(frozen=True)
class RegisterLine:
    """One referral: its short number, the person with her initials, and where it stands, in words.

    `answered_on` is the day of an answer (accepted, refused, redirected), not of a receipt.
    """

    number: str
    sent_on: date
    person: str
    initials: str
    procedure: str
    addressee: str
    channel: str
    due_on: date | None
    answered_on: date | None
    state: str


@dataclass(frozen=True)
class RegisterSheet:
    """The register of a period. `leaves_service` prints initials instead of names."""

    sender: Sender
    imprint: Imprint
    subtitle: str
    lines: tuple[RegisterLine, ...]
    remarks: tuple[str, ...] = ()
    leaves_service: bool = False
    title: str = "Registre des orientations"


def render(sheet: RegisterSheet) -> bytes:
    """Return the PDF of the register."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: RegisterSheet) -> Paper:
    """Return the register laid out."""
    look = replace(Look(), body=Style(9.2, 12), row=3.1)
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.title, page=LANDSCAPE, look=look)
    put_number(paper)
    paper.write(" · ".join((sheet.sender.organisation, *sheet.sender.lines[:1])), look.sender, paper.y)
    paper.y += look.sender.leading + 8
    put_title(paper, sheet.title)
    paper.text(sheet.subtitle, look.subtitle)
    paper.y += 8
    place(paper, Table(COLUMNS, tuple(_row(line, sheet.leaves_service) for line in sheet.lines)))
    for remark in sheet.remarks:
        paper.feed(6)
        place_prose(paper, remark)
    return paper


def _row(line: RegisterLine, leaves_service: bool) -> tuple[Text, ...]:
    return (
        (Strong(line.number),),
        say_form(line.sent_on),
        line.initials if leaves_service else line.person,
        line.procedure,
        line.addressee,
        line.channel,
        say_form(line.due_on) if line.due_on else "",
        say_form(line.answered_on) if line.answered_on else "",
        line.state,
    )
