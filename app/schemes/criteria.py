# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the criteria of a scheme say of known facts: likely, unlikely, or what to ask next. Never « entitled ».

Facts are given by data path. Numbers taken from dates are facts of their own, « months_since housing.since »:
`facts_on` adds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, cast

from app.french.dates import PartialDate, age_on
from app.french.identifiers import say_housing_request_number
from app.french.typography import typeset
from app.schemes import paths
from app.schemes.calendar import months_between
from app.schemes.conditions import clauses, deciding_gap
from app.schemes.meaning_facts import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.schemes.conditions import Clause, Condition, Measure
    from app.schemes.definitions import CriteriaGroup, Criterion, DocumentKind, Edition

Verdict = Literal["likely", "unlikely", "unknown"]

VERDICT_NAMES: Final[dict[Verdict, str]] = {
    "likely": "probable",
    "unlikely": "peu probable",
    "unknown": "on ne sait pas encore",
}

_VERDICTS: Final[dict[bool | None, Verdict]] = {True: "likely", False: "unlikely", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one criterion says. `because` gives the reason in few words, "" when there is nothing to add.

    When the verdict is unknown, `asks` is the question that would settle it and `path` where its answer is kept.
    """

    id: str
    group: str
    label: str
    verdict: Verdict
    because: str
    asks: str | None = None
    path: str | None = None
    help: str = ""
    basis: str | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the criteria of a group say together."""

    group: CriteriaGroup
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class AskedDocument:
    """A supporting document: asked for sure ("yes"), not ("no"), or depending on what is not known yet ("perhaps")."""

    document: DocumentKind
    asked: Literal["yes", "no", "perhaps"]


def assess(edition: Edition, facts: Mapping[str, object]) -> tuple[Assessment, ...]:
    """Assess every criterion of an edition, in the order of its file."""
    return tuple(_assessment(edition, criterion, facts) for criterion in edition.criteria)


def conclude(edition: Edition, assessments: Sequence[Assessment]) -> tuple[Conclusion, ...]:
    """Say what each group of criteria comes to: all of them needed, or one enough."""
    return tuple(
        Conclusion(group, _together(group, [each.verdict for each in assessments if each.group == group.id]))
        for group in edition.criteria_groups.values()
    )


def documents_asked(edition: Edition, facts: Mapping[str, object]) -> tuple[AskedDocument, ...]:
    """Say which supporting documents this situation asks for."""
    answers: dict[bool | None, Literal["yes", "no", "perhaps"]] = {True: "yes", False: "no", None: "perhaps"}
    return tuple(
        AskedDocument(each, answers[each.condition.holds(facts) if each.condition else True])
        for each in edition.documents
    )


def facts_on(edition: Edition, values: Mapping[str, object], today: date) -> dict[str, object]:
    """Add to the values, given by path, the numbers that the edition's criteria take from dates on a day."""
    facts = dict(values)
    for clause in _clauses(edition):
        if clause.measure and clause.key not in facts:
            facts[clause.key] = _measured(clause.measure, values.get(clause.fact), today)
    return facts


def _clauses(edition: Edition) -> Iterable[Clause]:
    conditions: list[Condition | None] = [each.condition for each in edition.criteria]
    conditions += [each.condition for each in (*edition.documents, *edition.leads_to)]
    return (clause for condition in conditions if condition for clause in clauses(condition))


def _measured(measure: Measure, value: object, today: date) -> float | None:
    """Take a number from a date: months with a fraction beyond the day, days, or years of age; or count choices."""
    if measure == "count":
        return len(cast("list[object]", value)) if isinstance(value, list | tuple | set | frozenset) and value else None
    if measure == "age" and isinstance(value, PartialDate):
        return age_on(value, today)
    if not isinstance(value, date):
        return None
    match measure:
        case "months_since":
            return months_between(value, today)
        case "days_since":
            return (today - value).days
        case "age":
            return age_on(PartialDate(value.year, value.month, value.day), today)


def _assessment(edition: Edition, criterion: Criterion, facts: Mapping[str, object]) -> Assessment:
    verdict = _VERDICTS[criterion.condition.holds(facts)]
    gap = deciding_gap(criterion.condition, facts)
    return Assessment(
        id=criterion.id,
        group=criterion.group,
        label=criterion.label,
        verdict=verdict,
        because=_because(edition, criterion, facts, verdict),
        asks=(gap[0].ask or question_for(edition, gap[1])) if gap else None,
        path=gap[1] if gap else None,
        help=criterion.help,
        basis=criterion.basis,
        verified=criterion.verified,
    )


def question_for(edition: Edition, path: str) -> str:
    """Give the question to ask for a path."""
    if path.startswith(paths.ANSWERS):
        return edition.answers[path.removeprefix(paths.ANSWERS)].question
    known = paths.find(path)
    return known.question if known else path


def _together(group: CriteriaGroup, verdicts: Sequence[Verdict]) -> Verdict:
    decisive: Verdict = "unlikely" if group.need == "all" else "likely"
    if decisive in verdicts:
        return decisive
    if "unknown" in verdicts or not verdicts:
        return "unknown"
    return "likely" if group.need == "all" else "unlikely"


def _because(edition: Edition, criterion: Criterion, facts: Mapping[str, object], verdict: Verdict) -> str:
    """Fill the reason in; a reason that speaks of what is not known is not given."""
    reason = {"likely": criterion.likely, "unlikely": criterion.unlikely, "unknown": ""}[verdict]
    told = {name: _told(edition, criterion, name, facts) for name in PLACEHOLDER.findall(reason)}
    if any(value is None for value in told.values()):
        return ""
    return typeset(PLACEHOLDER.sub(lambda match: told[match[1]] or "", reason))


def _told(edition: Edition, criterion: Criterion, name: str, facts: Mapping[str, object]) -> str | None:
    if name in edition.tables:
        by = next((clause.by for clause in clauses(criterion.condition) if clause.table == edition.tables[name]), None)
        count = facts.get(by or "")
        value: object = edition.tables[name].at(count) if isinstance(count, int) else None
    else:
        value = facts.get(name)
    if value is None or value == "":
        return None
    return _said(value)


def _said(value: object) -> str:
    if isinstance(value, float):
        return str(int(value))
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else say_housing_request_number(str(value))
