# SPDX-License-Identifier: AGPL-3.0-or-later
"""The history in words: gestures and consultations as rows, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.french.dates import say_long
from app.french.typography import typeset
from app.services.accesses import AccessLine
from app.services.history import HistoryLine, Step
from app.ui.widgets.rows import Group
from app.ui.widgets.table import Cell
from app.ui.widgets.words import Run

LONGEST = 44  # letters of a field's name, so that its value is seen
PAPERS = frozenset({"referral_sent", "referral_cancelled", "referral_reminded"})
ACTS = {"opened": "Dossier ouvert", "printed": "Papier imprimé", "exported": "Dossier exporté"}
ICONS = {
    "person": "id",
    "member": "users-group",
    "housing": "home",
    "resource": "wallet",
    "pathway": "git-merge",
    "lead": "user-check",
    "procedure": "clipboard-text",
    "event": "circle-dot",
    "answer": "clipboard-check",
    "document": "paperclip",
    "agreement": "share",
    "encounter": "note",
    "contact": "user",
    "referral": "send",
    "undone": "arrow-back-up",
    "redone": "arrow-forward-up",
    "list": "file-import",
}
"""The icon of a gesture, by the first word of its verb."""


@dataclass(frozen=True)
class Line:
    """A gesture, or a consultation, as a row. `sort` is the filter it answers to."""

    id: str
    at: datetime
    who: str
    label: str
    icon: str
    steps: tuple[Step, ...]
    device: str
    sort: str
    gesture: UUID | None = None
    undone: bool = False
    undoable: bool = False
    said: str = ""


def lines(done: Sequence[HistoryLine], seen: Sequence[AccessLine]) -> list[Line]:
    """Gestures and consultations together, the latest first."""
    made = [gesture(each) for each in done] + [access(rank, each) for rank, each in enumerate(seen)]
    return sorted(made, key=lambda each: each.at, reverse=True)


def gesture(each: HistoryLine) -> Line:
    """A gesture as a row."""
    return Line(
        id=str(each.gesture),
        at=each.at,
        who=each.who,
        label=each.label,
        icon=ICONS.get(each.verb.partition("_")[0], "pencil"),
        steps=tuple(step for step in each.steps if step.before or step.after),
        device=each.device,
        sort="papers" if each.verb in PAPERS else "changes",
        gesture=each.gesture,
        undone=each.undone,
        undoable=each.undoable,
    )


def access(rank: int, each: AccessLine) -> Line:
    """A consultation as a row; it changed nothing, and nothing takes it back."""
    said = f"motif : {each.motive[:1].lower()}{each.motive[1:]}" if each.motive else each.detail
    icon = "printer" if each.act == "printed" else "eye"
    return Line(
        f"access-{rank}",
        each.at,
        each.worker,
        ACTS.get(each.act, each.act),
        icon,
        (),
        "",
        "accesses",
        said=typeset(said),
    )


def by_day(found: Sequence[Line], today: date) -> list[Group | Line]:
    """The rows under the heading of their day."""
    made: list[Group | Line] = []
    day: date | None = None
    for each in found:
        if each.at.date() != day:
            day = each.at.date()
            made.append(Group(day_title(day, today)))
        made.append(each)
    return made


def day_title(day: date, today: date) -> str:
    """« Aujourd’hui, mardi 24 novembre », « Jeudi 19 novembre »."""
    said = say_long(day, weekday=True)
    short = said.rsplit(" ", 1)[0] if day.year == today.year else said
    return f"Aujourd’hui, {short}" if day == today else short[0].upper() + short[1:]


def when(each: Line) -> Cell:
    """The hour."""
    return Cell(f"{each.at:%H:%M}")


def who(each: Line) -> Cell:
    """Who did it."""
    return Cell(each.who)


def what(each: Line) -> Cell:
    """The gesture, and whether it was taken back since."""
    token = "ink3" if each.undone else "ink"
    words = f"{each.label} (annulé)" if each.undone else each.label
    return Cell(words, icon=each.icon, icon_token="ink2", token=token)


def changed(each: Line) -> Cell:
    """« Loyer : 298 € puis *312 €* », and how many other fields."""
    if not each.steps:
        return Cell(each.said, token="ink2")
    first, more = each.steps[0], len(each.steps) - 1
    name = first.field if len(first.field) <= LONGEST else first.field[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    runs = [Run(typeset(f"{name} : "), token="ink2")]
    if first.before:
        runs.append(Run(f"{one_line(first.before)} puis ", token="ink2"))
    runs.append(Run(one_line(first.after) or "vide", 600))
    if more:
        runs.append(Run(f", et {more} {'autre champ' if more == 1 else 'autres champs'}", token="ink2"))
    return Cell(tuple(runs))


def device(each: Line) -> Cell:
    """The computer."""
    return Cell(each.device, token="ink2")


def one_line(text: str) -> str:
    """A value on one line."""
    return " ".join(text.split(" ")).replace("\n", " ")
