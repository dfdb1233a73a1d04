# SPDX-License-Identifier: AGPL-3.0-or-later
"""Worked situations: what should happen, reckoned by hand from the law, compared with what the engine says.

One TOML file per scheme, `resources/schemes/situations/<scheme>.toml`; README.md §13 tells how to write one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from app.french.typography import typeset
from app.schemes.criteria import assess, facts_on
from app.schemes.deadlines import deadlines_of
from app.schemes.department_tables import SETTING
from app.schemes.events import Event
from app.schemes.procedures import stages_passed
from app.schemes.said import said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from app.schemes.catalogue import Catalogue
    from app.schemes.criteria import Assessment
    from app.schemes.deadlines import Deadline
    from app.schemes.definitions import Edition, Scheme
    from app.schemes.procedures import StageNow

    Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Situation:
    """A worked situation. `reckoning` is the count made by hand, `expected` what the file says must come out."""

    id: str
    scheme: Scheme
    title: str
    reckoning: str
    opened: date
    department: str
    today: date
    events: tuple[Event, ...]
    answers: Mapping[str, object]
    facts: Mapping[str, object]
    settings: Mapping[str, Collection[str]]
    expected: Row


def read(catalogue: Catalogue) -> tuple[Situation, ...]:
    """Read every situation of the catalogue whose file and scheme have no fault."""
    tables = [cast("Row", table) for _, table in catalogue.situations()]
    return tuple(
        _situation(catalogue.schemes[table["scheme"]], row)
        for table in tables
        if table["scheme"] in catalogue.schemes
        for row in table["situations"]
    )


def mismatches(situation: Situation) -> tuple[str, ...]:
    """Say, in French, all that does not come out as expected; nothing when everything does."""
    edition = situation.scheme.edition_on(situation.opened)
    deadlines = deadlines_of(
        edition,
        situation.events,
        opened=situation.opened,
        department=situation.department,
        answers=situation.answers,
        settings=situation.settings,
    )
    stage = stages_passed(edition, situation.events, deadlines, opened=situation.opened, today=situation.today)[-1]
    outcome = _Outcome(edition, stage, {each.id: each for each in deadlines}, _assessments(edition, situation))
    return tuple(typeset(sentence) for sentence in _compared(situation, outcome))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the engine says of a situation."""

    edition: Edition
    stage: StageNow
    deadlines: Mapping[str, Deadline]
    assessments: Mapping[str, Assessment]


def _situation(scheme: Scheme, row: Row) -> Situation:
    events = tuple(Event(each["name"], each["on"], each.get("details", {})) for each in row.get("events", ()))
    return Situation(
        id=row["id"],
        scheme=scheme,
        title=said(row["title"]),
        reckoning=said(row["reckoning"].strip()),
        opened=row["opened"],
        department=row.get("department", ""),
        today=row.get("today") or max((event.on for event in events), default=row["opened"]),
        events=events,
        answers=row.get("answers", {}),
        facts=row.get("facts", {}),
        settings=row.get("territories", {}) | {SETTING + name: rows for name, rows in row.get("tables", {}).items()},
        expected=row["expect"],
    )


def _assessments(edition: Edition, situation: Situation) -> Mapping[str, Assessment]:
    answers = {f"procedure.answers.{key}": value for key, value in situation.answers.items()}
    facts = facts_on(edition, {**situation.facts, **answers}, situation.today)
    return {each.id: each for each in assess(edition, facts)}


def _compared(situation: Situation, outcome: _Outcome) -> Iterator[str]:
    expected = situation.expected
    yield from _differs("édition", expected.get("edition"), outcome.edition.id)
    yield from _differs("étape", expected.get("stage"), outcome.stage.id)
    yield from _differs("étape depuis le", expected.get("since"), outcome.stage.since)
    yield from _differs("démarche finie", expected.get("closed"), outcome.stage.closed)
    yield from _compared_deadlines(expected, outcome.deadlines)
    yield from _compared_states(expected, outcome.deadlines, situation.today)
    for key, what in (("criteria", "verdict"), ("asks", "path")):
        for name, value in expected.get(key, {}).items():
            found = outcome.assessments.get(name)
            yield from _differs(name, value, getattr(found, what) if found else None)


def _compared_deadlines(expected: Row, deadlines: Mapping[str, Deadline]) -> Iterator[str]:
    for key in ("due", "after", "closed_on"):
        for name, value in expected.get(key, {}).items():
            if name in deadlines:
                yield from _differs(f"{name}, {key}", value, getattr(deadlines[name], key))
            else:
                yield f"{name} : attendue, elle n’est pas là."
    for name in expected.get("absent", ()):
        if name in deadlines:
            yield f"{name} : elle ne devrait pas être là ({_shown(deadlines[name].due)})."


def _compared_states(expected: Row, deadlines: Mapping[str, Deadline], today: date) -> Iterator[str]:
    if "open" in expected:
        found = {name for name, each in deadlines.items() if each.is_open(today)}
        yield from _differs("échéances ouvertes", sorted(expected["open"]), sorted(found))
    if "suspended" in expected:
        found = {name for name, each in deadlines.items() if each.suspended}
        yield from _differs("échéances suspendues", sorted(expected["suspended"]), sorted(found))


def _differs(what: str, expected: object, found: object) -> Iterator[str]:
    if expected is not None and expected != found:
        yield f"{what} : attendu {_shown(expected)}, trouvé {_shown(found)}."


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(cast("list[str]", value)) or "rien"
    if isinstance(value, bool) or value is None:
        return {True: "oui", False: "non", None: "rien"}[value]
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else str(value)
