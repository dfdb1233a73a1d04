# SPDX-License-Identifier: AGPL-3.0-or-later
"""The coordination sheet (« Fiche de coordination »), printed once for each recipient.

The sheet is already filtered: what the person's agreement with this recipient does not cover is not in it, and leaves
no hole on the paper. A part without content is not printed, unless lines are left to fill it in by hand; the
following ones are numbered on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from app.documents.blocks import Blank, Cell, Column, Grid, Prose, Quotation, Section, Signatures, Table
from app.documents.chart_drawing import PathwayDrawing
from app.documents.letterhead import put_letterhead
from app.documents.look import Look
from app.documents.paper import Paper, bind, without_spill
from app.documents.setting import place_section, place_sections
from app.documents.typesetting import Strong, Style
from app.french.dates import say_form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.documents.blocks import Block
    from app.documents.paper import Imprint, Sender
    from app.documents.typesetting import Text
    from app.schemes.chart import Chart
    from app.schemes.chart_time import Zoom

Part = Literal["wishes", "actions", "meeting"]
"""What is often said and decided around the table, pen in hand."""
DENSE: Final = replace(Look(), body=Style(9.2, 12))
MEMBERS: Final = (Column("Nom, prénom", 1.8), Column("Naissance"), Column("Lien", 1.4))
WORKERS: Final = (
    Column("Qui", 1.5),
    Column("Service", 1.5),
    Column("Rôle", 1.7),
    Column("Depuis", 0.85),
    Column("Contact", 1.35),
    Column("Rythme", 1),
)
SITUATION: Final = (Column("Domaine", 1), Column("Faits", 1.7), Column("Points d’appui", 1.5), Column("Obstacles", 1.5))
FACTS: Final = (Column("Domaine", 1), Column("Faits", 4.7), *SITUATION[2:])
PROCEDURES: Final = (
    Column("Démarche", 1.3),
    Column("Étape", 1.15),
    Column("Déposée le", 0.85),
    Column("Référence, décideur", 1.55),
    Column("Prochaine échéance", 1.75),
    Column("Suivie par", 1),
)
ACTIONS: Final = (
    Column("Objectif", 1.45),
    Column("D’accord", 0.75),
    Column("Action", 1.8),
    Column("Qui", 1.15),
    Column("Pour le", 0.9),
    Column("État", 0.95),
)
DEADLINES: Final = (
    Column("Date", 1),
    Column("Démarche", 1.5),
    Column("Ce qui est attendu, et pourquoi", 2.6),
    Column("Qui", 1.3),
)


@dataclass(frozen=True)
class Member:
    """Someone of the household: name, date of birth as printed, link to the person."""

    name: str
    birth_date: str
    link: str


@dataclass(frozen=True)
class Worker:
    """Someone who has a part in the pathway."""

    name: str
    organisation: str
    role: str
    since: str = ""
    contact: str = ""
    rhythm: str = ""


@dataclass(frozen=True)
class Domain:
    """One field of the situation in one line each: facts, strengths, obstacles."""

    label: str
    facts: str
    strengths: str = ""
    obstacles: str = ""


@dataclass(frozen=True)
class ProcedureLine:
    """One procedure in progress; `next_deadline` gives date, what is due and its article."""

    scheme: str
    stage: str
    filed_on: date | None = None
    reference: str = ""
    next_deadline: str = ""
    worker: str = ""


@dataclass(frozen=True)
class Action:
    """One action of the plan; `agreed` says whether the person agrees with its objective, in words."""

    objective: str
    agreed: str
    action: str
    who: str
    by: date | None
    state: str


@dataclass(frozen=True)
class DeadlineLine:
    """One deadline; `word` stands over the date when it needs one (« dépassée », « conseillé »)."""

    on: date
    procedure: str
    what: str
    who: str
    word: str = ""


@dataclass(frozen=True)
class LastMeeting:
    """The last meeting: when, who was there, what was decided, where people disagreed."""

    on: date
    present: str
    decisions: str
    disagreements: str = ""


@dataclass(frozen=True)
class CoordinationSheet:
    """A coordination sheet for one recipient. `vigilance` is left empty unless the recipient may read it.

    `to_fill` names the parts that are left to write in by hand when nothing is known of them.
    """

    sender: Sender
    imprint: Imprint
    subtitle: Text
    recipient: str
    person: tuple[Cell, ...]
    lead_heading: str
    lead: tuple[Cell, ...]
    signatures: Signatures
    sharing: tuple[Text, ...]
    next_review: str = ""
    members: tuple[Member, ...] = ()
    wishes: str = ""
    workers: tuple[Worker, ...] = ()
    chart: Chart | None = None
    zoom: Zoom = "two_years"
    situation: tuple[Domain, ...] = ()
    procedures: tuple[ProcedureLine, ...] = ()
    actions: tuple[Action, ...] = ()
    actions_note: str = ""
    deadlines: tuple[DeadlineLine, ...] = ()
    meeting: LastMeeting | None = None
    vigilance: tuple[str, ...] = ()
    to_fill: tuple[Part, ...] = ()
    running: str = ""
    title: str = "Fiche de coordination"


def render(sheet: CoordinationSheet) -> bytes:
    """Return the PDF of the sheet for its recipient."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: CoordinationSheet) -> Paper:
    """Return the sheet laid out."""
    return without_spill(lambda look: _laid_out(sheet, look), DENSE)


def _laid_out(sheet: CoordinationSheet, look: Look) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running, look=look)
    put_letterhead(paper, sheet.title, subtitle=sheet.subtitle, status=f"Exemplaire destiné à\u00a0: {sheet.recipient}")
    place_sections(paper, _who(sheet))
    if sheet.chart is not None and sheet.chart.bars:
        drawing = PathwayDrawing(sheet.chart, paper.width, sheet.zoom)
        paper.section(drawing.title)
        drawing.put(paper)
    place_sections(paper, _what(sheet))
    place_section(paper, _sharing(sheet))
    place_section(paper, Section("Signatures", (sheet.signatures,), sheet.next_review))
    return paper


def _who(sheet: CoordinationSheet) -> list[Section]:
    household: tuple[Block, ...] = (Grid(sheet.person),)
    if sheet.members:
        rows = tuple((each.name, each.birth_date, each.link) for each in sheet.members)
        household += (Table(MEMBERS, rows),)
    sections = [Section("Personne et ménage", household), Section(sheet.lead_heading, (Grid(sheet.lead),))]
    if sheet.wishes:
        sections.append(Section(WISHES_HEADING, (Quotation(sheet.wishes),)))
    elif "wishes" in sheet.to_fill:
        sections.append(Section(WISHES_HEADING, (Blank(lines=2),)))
    if sheet.workers:
        sections.append(Section("Intervenants", (_table(WORKERS, [_worker(each) for each in sheet.workers]),)))
    return sections


def _what(sheet: CoordinationSheet) -> list[Section]:
    full = any(each.strengths or each.obstacles for each in sheet.situation)
    situation, note = (SITUATION, SITUATION_NOTE) if full else (FACTS, "")
    parts = (
        ("Situation par domaine", situation, [_domain(each) for each in sheet.situation], note),
        ("Démarches en cours", PROCEDURES, [_procedure(each) for each in sheet.procedures], ""),
        (ACTIONS_HEADING, ACTIONS, [_action(each) for each in sheet.actions], sheet.actions_note),
        (DEADLINES_HEADING, DEADLINES, [_deadline(each) for each in sheet.deadlines], ""),
    )
    blank = 2 if "actions" in sheet.to_fill else 0
    sections = [
        Section(title, (_table(columns, rows, 0 if rows else blank),), note)
        for title, columns, rows, note in parts
        if rows or (blank and title == ACTIONS_HEADING)
    ]
    if sheet.meeting is not None:
        sections.append(_meeting(sheet.meeting))
    elif "meeting" in sheet.to_fill:
        sections.append(Section(MEETING_HEADING, (Blank("Le, avec"), Blank("Décisions"))))
    if sheet.vigilance:
        sections.append(Section("Points de vigilance", (Prose("\n".join(sheet.vigilance)),), "diffusion restreinte"))
    return sections


SITUATION_NOTE: Final = "faits, points d’appui, obstacles\u00a0: ce qui sert à agir"
WISHES_HEADING: Final = "Demande et projet, dans ses mots"
ACTIONS_HEADING: Final = "Objectifs et plan d’actions"
MEETING_HEADING: Final = "Dernière concertation"
DEADLINES_HEADING: Final = "Échéances dépassées et des trois prochains mois"


def _table(columns: Sequence[Column], rows: Sequence[tuple[Text, ...]], blank_rows: int = 0) -> Table:
    """Return a table without the columns where nothing is known."""
    kept = [place for place, _ in enumerate(columns) if not rows or any(row[place] for row in rows)]
    return Table(
        tuple(columns[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in rows), blank_rows
    )


def _worker(each: Worker) -> tuple[Text, ...]:
    return (Strong(each.name),), each.organisation, each.role, each.since, each.contact, each.rhythm


def _domain(each: Domain) -> tuple[Text, ...]:
    return (Strong(each.label),), each.facts, each.strengths, each.obstacles


def _procedure(each: ProcedureLine) -> tuple[Text, ...]:
    filed = say_form(each.filed_on) if each.filed_on else ""
    return (Strong(each.scheme),), each.stage, filed, each.reference, each.next_deadline, each.worker


def _action(each: Action) -> tuple[Text, ...]:
    by = say_form(each.by) if each.by else ""
    return (Strong(each.objective),), each.agreed, each.action, each.who, by, each.state


def _deadline(each: DeadlineLine) -> tuple[Text, ...]:
    day = say_form(each.on)
    said: Text = (Strong(each.word), f"\n{day}") if each.word else (Strong(day),)
    return said, each.procedure, each.what, each.who


def _meeting(meeting: LastMeeting) -> Section:
    cells = (Cell("Présents", meeting.present, 4), Cell("Décisions", meeting.decisions, 4))
    if meeting.disagreements:
        cells += (Cell("Désaccords", meeting.disagreements, 4),)
    return Section(MEETING_HEADING, (Grid(cells),), f"le {say_form(meeting.on)}")


def _sharing(sheet: CoordinationSheet) -> Section:
    recipient = (Strong("Destinataire"), f"\u00a0: {sheet.recipient}.")
    return Section("Partage d’informations", (Prose(recipient), *(Prose(text) for text in sheet.sharing)))
