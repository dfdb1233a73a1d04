# SPDX-License-Identifier: AGPL-3.0-or-later
"""Aujourd’hui in words: deadlines as rows ready to be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.french.dates import say_distance, say_long, say_short
from app.french.typography import typeset
from app.services.continuations import Proposal
from app.services.due import DueLine, DueList, Part
from app.ui.widgets.deadline_row import DeadlineLine

ICONS = {"remind": "mail-forward", "print": "printer"}
STATES = {"advised": "soon", "elapsed": "lost"}
PROPOSED = "À ouvrir ou à noter sans attendre"
PAST = ("Dépassées", "Conseillées, à faire")


def all_lines(found: DueList) -> tuple[DueLine, ...]:
    """Every line of the page, in order."""
    return (*found.overdue, *found.advised, *found.this_week, *found.within_week, *found.within_month)


def groups(found: DueList) -> list[tuple[str, list[DeadlineLine]]]:
    """The groups of the page; a heading without line is not shown. The last line of a long one stands for the rest."""
    return [
        (typeset(heading), [*(row(line, found.day) for line in lines), *rest(part, lines, found.counts[part])])
        for heading, part, lines in parts(found)
    ]


def with_proposals(
    groups: list[tuple[str, list[DeadlineLine]]], proposals: Sequence[Proposal], day: date
) -> list[tuple[str, list[DeadlineLine]]]:
    """The groups, with what is urgent to propose after what has passed."""
    lines = [proposal_line(each, day) for each in proposals]
    past = [group for group in groups if group[0] in PAST]
    return [*past, (PROPOSED, lines), *(group for group in groups if group[0] not in PAST)]


def proposal_line(each: Proposal, day: date) -> DeadlineLine:
    """One proposal: since when, for whom, why."""
    what = (each.procedure, lowered(each.title)) if each.event else (each.title, f"à la suite de {each.procedure}")
    return DeadlineLine(
        id=key_of(each),
        state="soon",
        date=short(each.since, day),
        relative=near(each.since, day),
        who=each.person,
        what=typeset(f"{what[0]} : {what[1]}" if each.event else f"{what[0]}, {what[1]}"),
        reason=each.why,
        otherwise=each.say,
        act="Noter" if each.event else "Ouvrir la démarche",
        act_icon="pencil" if each.event else "plus",
        told="Pourquoi",
    )


def key_of(each: Proposal) -> str:
    """The id of a proposal in the list."""
    return f"{each.procedure_id}:{each.key}"


def counts(found: DueList) -> dict[str, int]:
    """How many deadlines each group holds in all, by its heading."""
    return {typeset(heading): found.counts[part] for heading, part, _ in parts(found)}


def parts(found: DueList) -> tuple[tuple[str, Part, Sequence[DueLine]], ...]:
    """The parts of the page under their headings."""
    return (
        ("Dépassées", "overdue", found.overdue),
        ("Conseillées, à faire", "advised", found.advised),
        ("Cette semaine", "this_week", found.this_week),
        ("Sous 7 jours", "within_week", found.within_week),
        ("D’ici un mois", "within_month", found.within_month),
    )


def rest(part: Part, lines: Sequence[DueLine], count: int) -> list[DeadlineLine]:
    """The line that stands for those of a part that were not read, if there are any."""
    left = count - len(lines)
    if left <= 0:
        return []
    what = "1 autre échéance" if left == 1 else f"{figure(left)} autres échéances"
    state = STATES.get(lines[-1].state, lines[-1].state)
    return [DeadlineLine(part, state, "", "", "", what, act="Afficher la suite", act_icon="arrow-down")]


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
    late, week = found.counts["overdue"], found.counts["this_week"]
    month = found.counts["within_week"] + found.counts["within_month"]
    counts: list[str] = []
    if late:
        counts.append(f"{figure(late)} {'échéance dépassée' if late == 1 else 'échéances dépassées'}")
    if advised := found.counts["advised"]:
        noun = "" if counts else "échéance " if advised == 1 else "échéances "
        counts.append(f"{figure(advised)} {noun}{'conseillée' if advised == 1 else 'conseillées'}")
    noun = "" if counts else " échéance" if week < 2 else " échéances"  # said once, by the first count
    counts.append(f"{figure(week) if week else 'aucune'}{noun} cette semaine")
    counts.append(f"{figure(month)} d’ici un mois" if month else "aucune d’ici un mois")
    people = found.followed
    said = ", ".join(counts)
    follows = f"Vous suivez {figure(people)} {'personne' if people < 2 else 'personnes'}." if people else ""
    return typeset(f"{said[0].upper()}{said[1:]}. {follows}".strip())


def figure(count: int) -> str:
    """« 1 240 »."""
    return f"{count:,}".replace(",", "\u202f")


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
