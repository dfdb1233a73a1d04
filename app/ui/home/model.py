# SPDX-License-Identifier: AGPL-3.0-or-later
"""Aujourd’hui in words: deadlines as rows ready to be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.french.dates import say_distance, say_long, say_short
from app.french.typography import typeset
from app.services.due import DueLine, DueList
from app.ui.widgets.deadline_row import DeadlineLine

ICONS = {"remind": "mail-forward", "print": "printer"}
STATES = {"advised": "soon", "elapsed": "lost"}


def all_lines(found: DueList) -> tuple[DueLine, ...]:
    """Every line of the page, in order."""
    return (*found.overdue, *found.advised, *found.this_week, *found.within_week, *found.within_month)


def groups(found: DueList) -> list[tuple[str, list[DeadlineLine]]]:
    """The groups of the page; a heading without line is not shown."""
    parts: list[tuple[str, Sequence[DueLine]]] = [
        ("Dépassées", found.overdue),
        ("Conseillées, à faire", found.advised),
        ("Cette semaine", found.this_week),
        ("Sous 7 jours", found.within_week),
        ("D’ici un mois", found.within_month),
    ]
    return [(typeset(heading), [row(line, found.day) for line in lines]) for heading, lines in parts]


def row(line: DueLine, day: date) -> DeadlineLine:
    """One deadline: when, who and what, why, what if nothing is done, the next gesture."""
    return DeadlineLine(
        id=str(line.id),
        state=STATES.get(line.state, line.state),
        date=short(line.due, day),
        relative=near(line.due, day),
        who=line.person,
        what=typeset(f"{line.procedure} : {lowered(line.label)}"),
        reason="à vérifier" if not line.verified else line.why,
        otherwise=line.consequence,
        act=line.act_label or "Ouvrir la démarche",
        act_icon=ICONS.get(line.act or "", "pencil" if line.act else "arrow-right"),
    )


def title(found: DueList) -> str:
    """« Mardi 24 novembre »."""
    said = say_long(found.day, weekday=True).rsplit(" ", 1)[0]
    return said[0].upper() + said[1:]


def summary(found: DueList) -> str:
    """« 2 échéances dépassées, 4 cette semaine, 3 d’ici un mois. Vous suivez 46 personnes. »."""
    late, week = len(found.overdue), len(found.this_week)
    month = len(found.within_week) + len(found.within_month)
    counts: list[str] = []
    if late:
        counts.append(f"{late} {'échéance dépassée' if late == 1 else 'échéances dépassées'}")
    if found.advised:
        advised = len(found.advised)
        counts.append(f"{advised} {'conseillée' if advised == 1 else 'conseillées'}")
    counts.append(f"{week} cette semaine" if week else "aucune cette semaine")
    counts.append(f"{month} d’ici un mois" if month else "aucune d’ici un mois")
    people = found.followed
    said = ", ".join(counts)
    follows = f"Vous suivez {people} {'personne' if people < 2 else 'personnes'}." if people else ""
    return typeset(f"{said[0].upper()}{said[1:]}. {follows}".strip())


def next_sentence(found: DueList) -> str:
    """What comes next when nothing is due within a month."""
    if found.next_due is None:
        return "Aucune échéance n’est notée dans les dossiers que vous suivez."
    return typeset(f"La prochaine échéance est le {say_long(found.next_due)}.")


def short(day: date, today: date) -> str:
    """« ven. 27 » this week, « 8 oct. » or « 4 janv. 2027 » otherwise."""
    return say_short(day, today)


def near(day: date, today: date) -> str:
    """« demain », « il y a 47 j. »."""
    return say_distance(day, today).replace(" jours", "\u00a0j.").replace(" jour", "\u00a0j.")


def lowered(label: str) -> str:
    """A label within a sentence; initials such as « TA » keep their capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
