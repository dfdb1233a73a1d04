# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scheme told in plain French: what it is, its conditions, stages, events, deadlines, and what is not sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from app.french.dates import say_long
from app.french.typography import typeset
from app.schemes.definitions import Length
from app.schemes.events import OPENED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.schemes.continuations import Continuation
    from app.schemes.definitions import Closing, DeadlineRule, Edition, EventKind, Scheme, Unit, When
    from app.schemes.department_tables import DepartmentTable

TO_VERIFY: Final = "à vérifier"
"""What is shown in place of the article of a rule that has not been verified."""

PAPER_NAMES: Final[Mapping[str, str]] = {
    "referral_form": "fiche d’orientation, ou feuille de report",
    "social_note": "note sociale",
    "documents_list": "bordereau de pièces",
    "reply_slip": "coupon-réponse",
    "deposit_slip": "bordereau de dépôt",
    "request": "demande",
    "decision": "décision",
    "certificate": "attestation",
    "information": "fiche d’information",
}

REPLY_NAMES: Final[Mapping[str, str]] = {
    "received": "Bien reçu",
    "missing": "Il manque…",
    "yes": "Oui",
    "no": "Non ou ailleurs",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One titled part of the page."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The page of a scheme, for one of its editions."""

    title: str
    checked_on: date
    parts: tuple[Part, ...]

    def text(self) -> str:
        """Give the whole page as plain text."""
        blocks = ["\n".join([part.title, *(f"  {line}" for line in part.lines)]) for part in self.parts]
        return "\n\n".join([self.title, *blocks]) + "\n"


def explain(scheme: Scheme, edition: Edition | None = None, *, ids: bool = True) -> Explanation:
    """Tell an edition of a scheme, the one of today by default. Parts with nothing to say are left out.

    `ids` names events and deadlines by their ids too, for the command line.
    """
    shown = edition or scheme.current
    parts = (
        ("Ce que c’est", _what(shown)),
        ("Règles", _rules(scheme, shown)),
        ("Envoi et réponse", _sending(shown)),
        ("Conditions", _conditions(shown)),
        ("Étapes", [stage.label for stage in shown.stages.values()]),
        ("Événements", [_event(kind, ids=ids) for kind in shown.events.values()]),
        ("Échéances", [line for rule in shown.deadlines.values() for line in _deadline(shown, rule, ids=ids)]),
        ("Pièces", _documents(shown)),
        ("Décisions et motifs", _outcomes(shown)),
        ("Ce qui peut suivre", [_continuation(each, ids=ids) for each in shown.leads_to]),
        ("Territoires", _territories(shown)),
        ("À vérifier", _doubts(shown, ids=ids)),
    )
    told = [Part(title, tuple(typeset(line) for line in lines)) for title, lines in parts]
    return Explanation(shown.title, shown.checked_on, tuple(part for part in told if part.lines))


def say_length(length: Length) -> str:
    """Say how long a delay is: « 3 mois », « 2 mois francs », « 1 an moins un jour »."""
    if length.unit == "end_of_month":
        return f"dernier jour du {length.count}e mois qui suit" if length.count > 1 else "dernier jour du mois suivant"
    if length.unit == "day_of_next_month":
        return f"le {length.count if length.count > 1 else '1er'} du mois suivant"
    one, several = _UNITS[length.unit]
    return f"{length.count} {one if length.count == 1 else several}"


def say_day(when: tuple[int, int]) -> str:
    """Say a day of every year: « 1er novembre »."""
    return say_long(date(2024, *when)).rpartition(" ")[0]


def say_basis(basis: str | None, *, verified: bool) -> str:
    """Give the article of a rule; « à vérifier » while it is not verified, "" when it has no article."""
    return basis or "" if verified else TO_VERIFY


_UNITS: Final[Mapping[Unit, tuple[str, str]]] = {
    "days": ("jour", "jours"),
    "weeks": ("semaine", "semaines"),
    "months": ("mois", "mois"),
    "years": ("an", "ans"),
    "clear_days": ("jour franc", "jours francs"),
    "clear_months": ("mois franc", "mois francs"),
    "months_less_a_day": ("mois moins un jour", "mois moins un jour"),
    "year_less_a_day": ("an moins un jour", "ans moins un jour"),
}


def _what(edition: Edition) -> list[str]:
    told = [
        ("", edition.summary),
        ("Qui décide : ", edition.decided_by),
        ("Qui met en œuvre : ", edition.executed_by),
        ("Quel juge : ", edition.judged_by),
        ("Qui peut aider : ", edition.assisted_by),
    ]
    return [head + text for head, text in told if text]


def _rules(scheme: Scheme, edition: Edition) -> list[str]:
    lines = [f"Règles {_period(edition)}, vérifiées le {say_long(edition.checked_on)}", *edition.legal_basis]
    lines += [edition.note] if edition.note else []
    lines += [f"Formulaire : {edition.official_form}"] if edition.official_form else []
    lines += [f"Fermé aux entrées {_since(scheme.closing)}"] if scheme.closing else []
    others = [_period(each) for each in scheme.editions if each is not edition]
    return lines + ([f"Autres règles connues : {' ; '.join(others)}"] if others else [])


def _since(closing: Closing) -> str:
    doubt = "" if closing.verified else f" ({TO_VERIFY})"
    return f"depuis le {say_long(closing.on)}{doubt}" + (f" : {closing.source}" if closing.source else "")


def _period(edition: Edition) -> str:
    start = say_long(edition.valid_from)
    return f"du {start} au {say_long(edition.valid_to)}" if edition.valid_to else f"depuis le {start}"


def _sending(edition: Edition) -> list[str]:
    kinds, channels = edition.vocabulary("organisation_kind"), edition.vocabulary("channel")
    to = ", ".join(kinds.label_of(kind) if kinds else kind for kind in edition.addressed_to)
    lines = [
        f"Destinataire : {to}",
        f"Envoi habituel : {channels.label_of(edition.channel) if channels else edition.channel}",
        "Accord de la personne nécessaire" if edition.agreement_needed else "Pas d’accord à recueillir",
        "Réponse sur un coupon" if edition.reply == "slip" else "Bordereau de dépôt en deux exemplaires",
        f"Papiers : {', '.join(PAPER_NAMES[paper] for paper in edition.papers)}",
    ]
    for reply, names in edition.replies.items():
        lines.append(f"« {REPLY_NAMES[reply]} » : {' ou '.join(edition.events[name].label for name in names)}")
    missing = ", ".join(sorted(edition.not_in))
    return lines + ([f"Ne s’applique pas dans : {missing}"] if missing else [])


def _conditions(edition: Edition) -> list[str]:
    lines: list[str] = []
    for group in edition.criteria_groups.values():
        lines.append(group.label)
        for criterion in edition.criteria:
            if criterion.group == group.id:
                lines.append(f"– {_proved(criterion.label, criterion.basis, verified=criterion.verified)}")
    return lines


def _proved(label: str, basis: str | None, *, verified: bool) -> str:
    proof = say_basis(basis, verified=verified)
    return f"{label} ({proof})" if proof else label


def _event(kind: EventKind, *, ids: bool) -> str:
    asked = ", ".join(ask.label for ask in kind.asks)
    return _with_id(kind.id, kind.label, ids=ids) + (f" ({asked})" if asked else "")


def _with_id(name: str, label: str, *, ids: bool) -> str:
    return f"{name} : {label}" if ids else label


def _deadline(edition: Edition, rule: DeadlineRule, *, ids: bool) -> Iterator[str]:
    proof = say_basis(rule.basis, verified=rule.verified)
    where = _where(edition, rule.when)
    yield f"{_with_id(rule.id, rule.label, ids=ids)}{where}"
    yield f"– {_reckoning(edition, rule, ids=ids)}" + (f" ({proof})" if proof else "")
    if rule.source:
        yield f"– Source : {rule.source}"
    yield f"– {rule.consequence}"


def _where(edition: Edition, when: When | None) -> str:
    if when is None:
        return ""
    told = [f"{edition.territories[name].label}" for name in (when.territory,) if name]
    told += [f"hors {edition.territories[name].label}" for name in (when.not_territory,) if name]
    told += [f"départ jusqu’au {say_long(day)}" for day in (when.started_until,) if day]
    told += [f"départ depuis le {say_long(day)}" for day in (when.started_from,) if day]
    return f" [{' ; '.join(told)}]" if told else ""


def _reckoning(edition: Edition, rule: DeadlineRule, *, ids: bool) -> str:
    length = say_length(rule.length)
    if rule.length_by:
        length = f"selon le département (« {edition.department_tables[rule.length_by].label} »)"
    others = [
        f"{say_length(Length(count, rule.length.unit))} : {edition.territories[name].label}"
        for name, count in rule.length_in
    ]
    side = "avant" if rule.backwards else "à partir de"
    told = f"{length} {side} {_starts(edition, rule, ids=ids)}"
    if rule.length.count == 0:
        told = f"le jour même, {_starts(edition, rule, ids=ids)}"
    if rule.truce:
        period = f"du {say_day(rule.truce.first)} au {say_day(rule.truce.last)}"
        told = f"jusqu’à la fin de la période qui va {period}, à partir de {_starts(edition, rule, ids=ids)}"
    if rule.cumulated:
        told += ", périodes d’avant déduites"
    if rule.wait:
        told += f", après {say_length(rule.wait)} d’attente"
    return told + (f" ({' ; '.join(others)})" if others else "")


def _starts(edition: Edition, rule: DeadlineRule, *, ids: bool) -> str:
    names = [name for name in edition.events if name in rule.starts]
    starts = [f"« {edition.events[name].label} »{_of_detail(edition.events[name], rule)}" for name in names]
    starts += ["l’ouverture de la démarche"] if OPENED in rule.starts else []
    starts += [f"la fin de {_quoted(edition, rule.end_of, ids=ids)}"] if rule.end_of else []
    after = ", ".join(_quoted(edition, name, ids=ids) for name in rule.after)
    starts += [f"la fin de {after} sans réponse"] if after else []
    return _either(starts)


def _of_detail(kind: EventKind, rule: DeadlineRule) -> str:
    """The noted date from which the delay starts, where the event asks it."""
    return next((f" ({ask.label})" for ask in kind.asks if ask.id == rule.start_detail), "")


def _quoted(edition: Edition, deadline: str, *, ids: bool) -> str:
    return deadline if ids else f"« {edition.deadlines[deadline].label} »"


def _either(options: Sequence[str]) -> str:
    return " ou ".join([", ".join(options[:-1]), options[-1]] if len(options) > 1 else options)


def _documents(edition: Edition) -> list[str]:
    lines: list[str] = []
    for each in edition.documents:
        when = f" – {each.situation}" if each.situation else ""
        doubt = "" if each.verified else f" ({TO_VERIFY})"
        lines.append(f"{each.label}{' (facultatif)' if each.optional else ''}{when}{doubt}")
    return lines


def _outcomes(edition: Edition) -> list[str]:
    return [
        f"{words.label}{'' if words.verified else f' ({TO_VERIFY})'} : "
        + " ; ".join(choice.label for choice in words.choices.values())
        for words in (edition.outcomes, edition.motives)
        if words
    ]


def _continuation(rule: Continuation, *, ids: bool) -> str:
    said = _with_id(rule.scheme or rule.event, rule.say, ids=ids)
    proof = say_basis(rule.basis, verified=rule.verified) or rule.source
    return f"{said} ({proof})" if proof else said


def _territories(edition: Edition) -> list[str]:
    return [
        f"{each.label} : {', '.join(sorted(each.departments))}"
        + (" – à confirmer auprès de la préfecture" if each.to_confirm else "")
        for each in edition.territories.values()
    ] + [line for table in edition.department_tables.values() for line in _table(table)]


def _table(table: DepartmentTable) -> Iterator[str]:
    yield f"{table.label}, relu le {say_long(table.checked_on)} – à confirmer auprès de la préfecture"
    yield from (f"– {code} : {row.months} mois ({row.source})" for code, row in sorted(table.rows.items()))
    yield "– autres départements : inconnu, à lire sur les papiers de la personne"


def _doubts(edition: Edition, *, ids: bool) -> list[str]:
    rules = [_with_id(rule.id, rule.label, ids=ids) for rule in edition.deadlines.values() if not rule.verified]
    criteria = [each.label for each in edition.criteria if not each.verified]
    return [*edition.reservations, *rules, *criteria]
