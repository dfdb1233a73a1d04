# SPDX-License-Identifier: AGPL-3.0-or-later
"""Referrals in words: lines of the register, the four answers, what a page says of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.french.dates import say_distance, say_long, say_short
from app.french.typography import typeset
from app.services.consents import ConsentView
from app.services.procedure_view import DeadlineView, ProcedureView
from app.services.referral_register import ReferralLine
from app.services.referral_view import AnswerView, ReferralView, ReminderView
from app.services.referrals import Answer
from app.services.register_filter import Group
from app.ui.widgets.side_list import SideItem
from app.ui.widgets.table import Cell

ANSWERS: dict[Answer, tuple[str, str]] = {
    "received": ("Bien reçu", "C’est arrivé. Ce n’est pas encore une réponse."),
    "missing": ("Il manque…", "Une pièce ou une précision est demandée."),
    "yes": ("Oui", "C’est accepté."),
    "no": ("Non ou ailleurs", "C’est refusé, sans objet, ou envoyé à un autre service."),
}
"""The four answers, in the order of their keys 1 to 4."""

STATES: dict[str, tuple[str, str]] = {
    "draft": ("draft", "Brouillon"),
    "waiting": ("waiting", "En attente"),
    "late": ("soon", "Sans réponse"),
    "reminded": ("soon", "Relancée"),
    "received": ("received", "Accusé de réception"),
    "missing": ("paused", "Complément demandé"),
    "yes": ("accepted", "Acceptée"),
    "no": ("refused", "Refusée ou ailleurs"),
    "cancelled": ("cancelled", "Annulée"),
}
"""The pastille of each state and its words."""

FILTERS: dict[Group, str] = {
    "all": "Toutes",
    "pending": "Sans réponse",
    "late": "En retard",
    "chase": "À relancer",
    "drafts": "Brouillons",
}
PERIODS: tuple[tuple[object, str], ...] = (
    (None, "Depuis toujours"),
    ("month", "Ce mois-ci"),
    ("last_month", "Le mois dernier"),
    ("year", "Cette année"),
    ("last_year", "L’année dernière"),
    ("twelve_months", "Depuis douze mois"),
)
"""The periods of sending one may keep."""
CHANNELS = {
    "given_to_person": "par la personne",
    "letter": "courrier",
    "registered": "recommandé",
    "hand": "en main propre",
    "protected_email": "courriel protégé",
    "online": "téléservice",
    "fax": "télécopie",
}
"""How it left, in one word for a narrow column; what is not here keeps its full label."""

SOON = timedelta(days=30)
OTHERWISE = (
    "Deux relances sont restées sans réponse. Reprenez contact autrement : un appel, une rencontre, un autre service."
)


@dataclass(frozen=True)
class RegisterRow:
    """A line of the register, as the table shows it."""

    line: ReferralLine
    day: date

    @property
    def id(self) -> str:
        """What the row is about."""
        return str(self.line.id)


def group_of(key: str) -> Group:
    """The group of a chip."""
    groups: dict[str, Group] = {group: group for group in FILTERS}
    return groups.get(key, "all")


def period_days(period: object, day: date) -> tuple[date | None, date | None]:
    """The first and the last day of a period, both included, as of a day; None where it has no end."""
    first = day.replace(day=1)
    before = first - timedelta(days=1)
    ends: dict[object, tuple[date | None, date | None]] = {
        "month": (first, None),
        "last_month": (before.replace(day=1), before),
        "year": (date(day.year, 1, 1), None),
        "last_year": (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
        "twelve_months": (date(day.year - 1, day.month, 1), None),
    }
    return ends.get(period, (None, None))


def short_number(number: str) -> str:
    """« A0198 »: what one types and reads in a list."""
    return number.rpartition("-")[2]


def state_words(line: ReferralLine, day: date) -> str:
    """The words of a line's state; a reminder says when."""
    if line.state == "reminded" and line.last_reminder is not None:
        again = "Relancée deux fois," if line.reminded_again_on else "Relancée le"
        return f"{again} {say_short(line.last_reminder, day)}"
    return STATES[line.state][1]


def due_cell(row: RegisterRow) -> Cell:
    """By when an answer is due: red for a legal day gone by, never for a day that was only wished."""
    line, day = row.line, row.day
    if line.answered_on is not None:
        return Cell(f"{say_short(line.answered_on, day)}, reçue", token="ink2")
    if not line.pending:
        return Cell("")
    legal, wished = line.legal_due, line.expected_by
    if legal is not None and legal < day:
        return Cell(f"{say_short(legal, day)}, dépassée", token="late", strong=True)
    if wished is not None:
        gone = wished < day
        words = f"{say_short(wished, day)}, {near(wished, day)}" if gone else say_short(wished, day)
        return Cell(words, token="soon" if gone else "ink", strong=gone)
    if legal is not None:
        soon = legal <= day + SOON
        token = "soon" if soon else "ink"
        return Cell(say_short(legal, day), token=token, strong=soon, icon="gavel", icon_token="ink2")
    return Cell("sans délai", token="ink2")


def near(day: date, today: date) -> str:
    """« hier », « il y a 47 j. »."""
    return say_distance(day, today).replace(" jours", "\u00a0j.").replace(" jour", "\u00a0j.")


def due_key(line: ReferralLine) -> date:
    """What orders the lines by what is due: those that await nothing come last."""
    dates = [each for each in (line.expected_by, line.legal_due) if each is not None] if line.pending else []
    return min(dates, default=date.max)


def head_title(view: ReferralView) -> str:
    """« Orientation A0198 », or what is being prepared."""
    return f"Orientation {short_number(view.line.number)}" if view.line.number else "Préparer l’envoi"


def head_line(view: ReferralView) -> str:
    """« Recours DALO · Commission de médiation de l’Isère »."""
    return " · ".join((view.line.procedure, view.addressee.name))


def agreement_said(consent: ConsentView) -> str:
    """« Accord donné le 2 septembre 2026, valable jusqu’au 1er septembre 2027 : identité, logement. »."""
    until = f", valable jusqu’au {say_long(consent.valid_until)}" if consent.valid_until else ""
    shared = ", ".join(consent.categories)
    return typeset(f"Accord donné le {say_long(consent.given_on)}{until} : {shared}.")


def answer_item(answer: AnswerView, day: date) -> SideItem:
    """An answer that came: what it is, what it meant for the procedure, why."""
    states: dict[str, tuple[str, str]] = {
        "received": ("circle-dot", "ink2"),
        "missing": ("player-pause", "ink2"),
        "yes": ("circle-check", "ok"),
        "no": ("circle-x", "late"),
    }
    icon, token = states[answer.answer]
    label = next(words for code, (words, _) in ANSWERS.items() if code == answer.answer)
    second = "\n".join(part for part in (answer.event, answer.motive, answer.note) if part)
    return SideItem(str(answer.id), label, second, say_short(answer.on, day), icon=icon, icon_token=token, strong=True)


def reminder_item(reminder: ReminderView, day: date) -> SideItem:
    """A reminder that was made: which, by what means."""
    title = "Première relance" if reminder.rank == 1 else "Seconde relance"
    return SideItem(
        f"reminder-{reminder.rank}", title, reminder.means, say_short(reminder.on, day), icon="mail-forward"
    )


def chase_said(line: ReferralLine) -> str:
    """« Première relance : le 1er décembre 2026 »; empty when nobody is to be asked again."""
    if line.chase is None:
        return ""
    what = {1: "première relance", 2: "seconde relance"}.get(line.chase.rank, "à reprendre autrement")
    return f"{what}, le {say_long(line.chase.day)}"


def chase_now_said(line: ReferralLine, day: date) -> str:
    """What is said once the day has come: the letter to print, or that letters are over."""
    if line.to_take_up_otherwise(day):
        return OTHERWISE
    if line.chase is None or not line.to_chase(day):
        return ""
    which = "La première relance" if line.chase.rank == 1 else "La seconde relance"
    return f"{which} peut partir depuis le {say_long(line.chase.day)}."


def changed_deadlines(before: ProcedureView | None, after: ProcedureView) -> tuple[DeadlineView, ...]:
    """The deadlines that an answer has opened, moved or closed; open ones first."""
    known = {each.key: (each.due, each.closed_on) for each in before.deadlines} if before else {}
    changed = [each for each in after.deadlines if known.get(each.key) != (each.due, each.closed_on)]
    return tuple(sorted(changed, key=lambda each: (each.closed_on is not None, each.due)))


def stage_said(view: ProcedureView) -> str:
    """« Recours DALO : En instruction depuis le 21 septembre 2026. »."""
    return typeset(f"{view.short_title} : {view.stage.label} depuis le {say_long(view.stage.since)}.")


def nothing_moves_said(view: ProcedureView) -> str:
    """What is said of an answer that means no event at this stage."""
    return typeset(
        f"La démarche en est à « {view.stage.label} » : cette réponse n’y change rien. Elle sera notée au registre."
    )


def choices_of(lines: Sequence[ReferralLine], word: Callable[[ReferralLine], str]) -> list[tuple[object, str]]:
    """What a filter of the register offers: each word found, once, in order."""
    return [(each, each) for each in sorted({word(line) for line in lines}, key=str.casefold)]
