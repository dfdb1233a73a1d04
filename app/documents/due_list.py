# SPDX-License-Identifier: AGPL-3.0-or-later
"""What falls due, on paper: the day, who, what and why, what happens if nothing is done, and a box to tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Column, Table, Tick
from app.documents.letterhead import put_number, put_title
from app.documents.look import LANDSCAPE
from app.documents.paper import Paper, bind
from app.documents.setting import place
from app.documents.typesetting import Strong
from app.french.dates import say_distance, say_form

if TYPE_CHECKING:
    from datetime import date

    from app.documents.paper import Imprint, Sender
    from app.documents.typesetting import Text

COLUMNS: Final = (
    Column("Fait", 0.4),
    Column("Date", 1.4),
    Column("Personne", 1.5),
    Column("Ce qui est attendu, et pourquoi", 3.3),
    Column("Si rien n’est fait", 2.7),
)


@dataclass(frozen=True)
class DueLine:
    """A deadline: `what` is due, `basis` its article (empty when unverified), `consequence` what missing it means.

    `word` qualifies the date in words, since paper has no colour (« dépassée », « conseillé »).
    """

    on: date
    person: str
    what: str
    basis: str = ""
    consequence: str = ""
    word: str = ""


@dataclass(frozen=True)
class DueGroup:
    """Deadlines under one heading: « Dépassées », « Cette semaine », « Sous 30 jours »."""

    title: str
    lines: tuple[DueLine, ...]


@dataclass(frozen=True)
class DueListSheet:
    """All the deadlines one worker has to look after on the day of the imprint."""

    sender: Sender
    imprint: Imprint
    subtitle: str
    groups: tuple[DueGroup, ...]
    title: str = "Échéances"


def render(sheet: DueListSheet) -> bytes:
    """Return the PDF of the list."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: DueListSheet) -> Paper:
    """Return the list laid out."""
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.title, page=LANDSCAPE)
    look = paper.look
    put_number(paper)
    paper.write(" · ".join((sheet.sender.organisation, *sheet.sender.lines[:1])), look.sender, paper.y)
    paper.y += look.sender.leading + 8
    put_title(paper, sheet.title)
    paper.text(sheet.subtitle, look.subtitle)
    for group in sheet.groups:
        paper.heading(group.title, _counted(len(group.lines)))
        place(paper, Table(COLUMNS, tuple(_row(line, sheet.imprint.issued_on) for line in group.lines)))
    return paper


def _row(line: DueLine, today: date) -> tuple[Text | Tick, ...]:
    beside = ", ".join(part for part in (line.word, say_distance(line.on, today)) if part)
    why = f"\n{line.basis}" if line.basis else ""
    return (
        Tick(False, ""),
        (Strong(say_form(line.on)), f"\n{beside}"),
        (Strong(line.person),),
        f"{line.what}{why}",
        line.consequence,
    )


def _counted(count: int) -> str:
    return f"{count}\u00a0échéance{'s' if count > 1 else ''}"
