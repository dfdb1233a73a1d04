# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which events may be noted for a procedure, by whom, and with which details."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.schemes.faults import SchemeRefusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.schemes.definitions import Ask, Edition, EventKind, Reply, Role, Stage
    from app.schemes.events import Event
    from app.schemes.procedures import StageNow

ROLES: Final[tuple[Role, ...]] = ("worker", "manager", "administrator")

ROLE_NAMES: Final[dict[Role, str]] = {
    "worker": "un intervenant social",
    "manager": "un responsable",
    "administrator": "un administrateur",
}

MOST_MONTHS: Final = 120
"""Above ten years a number of months is a slip of the finger."""


def offered(edition: Edition, passed: Sequence[StageNow], role: Role = "worker") -> tuple[EventKind, ...]:
    """Give the events that may be noted now, in the order of the scheme's file."""
    stage = edition.stages[passed[-1].id]
    return tuple(
        kind
        for kind in edition.events.values()
        if kind.scope == "procedure" and kind.may_follow(stage) and _entitled(kind, role)
    )


def offered_for_reply(
    edition: Edition, passed: Sequence[StageNow], reply: Reply, role: Role = "worker"
) -> tuple[EventKind, ...]:
    """Give the events that one of the four answers of an organisation may mean now."""
    meant = edition.replies.get(reply, ())
    return tuple(kind for kind in offered(edition, passed, role) if kind.id in meant)


def accepted(
    edition: Edition, passed: Sequence[StageNow], event: Event, *, today: date, role: Role = "worker"
) -> Event:
    """Give the event as it is to be kept, blank details left out. Raises SchemeRefusal when it may not be noted.

    An event may be noted late: what counts is the stage of the procedure on its own day.
    """
    kind = edition.events.get(event.name)
    if kind is None:
        raise SchemeRefusal(f"{edition.short_title} ne connaît pas l’événement « {event.name} ».")
    refuse_role(kind, role)
    if kind.scope == "procedure":
        _refuse_day(kind, _stage_on(edition, passed, event.on), event.on, today)
    details = {name: value for name, value in event.details.items() if value is not None and value != ""}
    _refuse_details(kind, details)
    return replace(event, details=details)


def refuse_role(kind: EventKind, role: Role) -> None:
    """Refuse to someone an event that is not hers to record. Raises SchemeRefusal."""
    if not _entitled(kind, role):
        raise SchemeRefusal(f"{_quoted(kind)} ne peut être noté que par {_said_roles(kind)}.")


def misplaced(edition: Edition, passed: Sequence[StageNow], events: Sequence[Event]) -> tuple[Event, ...]:
    """Give the events that could not be noted on their day, at the stages the procedure passed."""
    return tuple(
        event
        for event in events
        if (kind := edition.events.get(event.name)) is not None
        and kind.scope == "procedure"
        and not any(kind.may_follow(stage) for stage in _stage_on(edition, passed, event.on))
    )


def _entitled(kind: EventKind, role: Role) -> bool:
    """An administrator stands for everyone; an event kept for managers is closed to the others."""
    return role == "administrator" or not kind.recorded_by or role in kind.recorded_by


def _said_roles(kind: EventKind) -> str:
    return " ou ".join(name for role, name in ROLE_NAMES.items() if role in kind.recorded_by)


def _quoted(kind: EventKind) -> str:
    return f"« {kind.label} »"


def _stage_on(edition: Edition, passed: Sequence[StageNow], day: date) -> list[Stage]:
    """Give the stages the procedure was at on a day: two of them, or more, when it moved that day."""
    ends = [stage for stage in passed if stage.since <= day and (stage.until is None or stage.until >= day)]
    return [edition.stages[stage.id] for stage in ends or passed[:1]]


def _refuse_day(kind: EventKind, stages: Sequence[Stage], day: date, today: date) -> None:
    if day > today:
        raise SchemeRefusal(f"{_quoted(kind)} : le {day:%d/%m/%Y} n’est pas encore passé.")
    if not any(kind.may_follow(stage) for stage in stages):
        at = stages[-1].label
        raise SchemeRefusal(f"{_quoted(kind)} ne peut pas être noté au {day:%d/%m/%Y} : la démarche en est à « {at} ».")


def _refuse_details(kind: EventKind, details: dict[str, object]) -> None:
    asks = {ask.id: ask for ask in kind.asks}
    for name, value in details.items():
        if name not in asks:
            raise SchemeRefusal(f"{_quoted(kind)} ne demande pas « {name} ».")
        reason = _reason_against(asks[name], value)
        if reason:
            raise SchemeRefusal(f"{asks[name].label} : {reason}")
    for ask in kind.asks:
        if ask.required and ask.id not in details:
            raise SchemeRefusal(f"Pour noter {_quoted(kind)}, il manque : {ask.label}.")


def _reason_against(ask: Ask, value: object) -> str | None:
    """Say why a value does not suit what is asked, None when it does."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    match ask.type:
        case "date":
            return None if isinstance(value, date) else "une date est attendue."
        case "bool":
            return None if isinstance(value, bool) else "répondez oui ou non."
        case "int":
            return None if whole else "un nombre entier est attendu."
        case "months":
            suits = whole and isinstance(value, int) and 0 < value <= MOST_MONTHS
            return None if suits else f"un nombre de mois est attendu, de 1 à {MOST_MONTHS}."
        case "enum":
            return None if ask.vocabulary and value in ask.vocabulary.choices else "ce choix n’est pas dans la liste."
        case "text":
            return None if isinstance(value, str) else "un texte est attendu."
