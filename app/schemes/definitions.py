# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a scheme says, once read: frozen rules that the engine evaluates and the screens show.

One class per kind of block of a scheme's file, with the names of `resources/schemes/README.md`. A scheme holds dated
editions; an edition holds only the rules in force during it, so that nothing else ever compares dates of law.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from app.french.dates import say_long
from app.schemes.faults import SchemeRefusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.schemes.calendar import Season
    from app.schemes.chart import LaneId, Shade
    from app.schemes.conditions import Condition
    from app.schemes.continuations import Continuation
    from app.schemes.department_tables import DepartmentTable
    from app.schemes.paths import Category, DataType
    from app.schemes.programmes import Information, Programme
    from app.schemes.vocabularies import Vocabulary

Unit = Literal[
    "days",
    "weeks",
    "months",
    "years",
    "clear_days",
    "clear_months",
    "months_less_a_day",
    "year_less_a_day",
    "end_of_month",
    "day_of_next_month",
]
Reply = Literal["received", "missing", "yes", "no"]
DeadlineKind = Literal["legal", "contract", "advice"]
Awaited = Literal["us", "them"]
Role = Literal["worker", "manager", "administrator"]
Scope = Literal["procedure", "service"]
EventSort = Literal["fact", "decision", "meeting"]


@dataclass(frozen=True)
class Scheme:
    """A scheme, with its editions from the oldest to the one in force today."""

    id: str
    editions: tuple[Edition, ...]
    closing: Closing | None = None

    @property
    def current(self) -> Edition:
        """The newest edition: the one that names the scheme today."""
        return self.editions[-1]

    @property
    def short_title(self) -> str:
        """How lists and buttons name it today."""
        return self.current.short_title

    @property
    def lane(self) -> LaneId:
        """The lane of the pathway chart where it is drawn."""
        return self.current.lane

    def edition_on(self, day: date) -> Edition:
        """Give the edition in force on a day; raises SchemeRefusal when there was none, or nobody entered any more.

        A procedure that runs keeps its own edition: this is asked for one that opens that day.
        """
        if self.closing and day >= self.closing.on:
            since = say_long(self.closing.on)
            raise SchemeRefusal(
                f"{self.short_title} : plus aucune entrée depuis le {since}. Choisissez un jour d’avant."
            )
        for edition in reversed(self.editions):
            if edition.valid_from <= day and (edition.valid_to is None or day <= edition.valid_to):
                return edition
        raise SchemeRefusal(f"{self.short_title} : aucune règle connue au {day:%d/%m/%Y}.")


@dataclass(frozen=True)
class Closing:
    """The day from which nobody enters a scheme any more; what was opened before goes on."""

    on: date
    verified: bool
    source: str


@dataclass(frozen=True)
class Edition:
    """The rules of a scheme between two dates. A procedure keeps the edition in force when it was opened."""

    scheme: str
    id: str
    valid_from: date
    valid_to: date | None
    checked_on: date
    lane: LaneId
    title: str
    short_title: str
    plain_title: str
    summary: str
    decided_by: str
    executed_by: str
    judged_by: str
    assisted_by: str
    addressed_to: tuple[str, ...]
    channel: str
    agreement_needed: bool
    reply: Literal["slip", "deposit"]
    not_in: frozenset[str]
    papers: tuple[str, ...]
    form: str | None
    paper_forms: Mapping[str, str]
    official_form: str | None
    legal_basis: tuple[str, ...]
    note: str
    replies: Mapping[Reply, tuple[str, ...]]
    outcomes: Vocabulary | None
    motives: Vocabulary | None
    territories: Mapping[str, Territory]
    department_tables: Mapping[str, DepartmentTable]
    steps: tuple[Step, ...]
    stages: Mapping[str, Stage]
    events: Mapping[str, EventKind]
    deadlines: Mapping[str, DeadlineRule]
    criteria_groups: Mapping[str, CriteriaGroup]
    criteria: tuple[Criterion, ...]
    tables: Mapping[str, Table]
    answers: Mapping[str, Answer]
    documents: tuple[DocumentKind, ...]
    vocabularies: Mapping[str, Vocabulary]
    reservations: tuple[str, ...]
    leads_to: tuple[Continuation, ...]
    programme: Programme | None
    information: Information | None
    evaluation_order: tuple[DeadlineRule, ...] = field(repr=False)
    """The deadlines, each one after those it depends on."""
    _rules: dict[frozenset[str], tuple[DeadlineRule, ...]] = field(
        default_factory=dict[frozenset[str], "tuple[DeadlineRule, ...]"], init=False, repr=False, compare=False
    )

    def rules_for(self, names: frozenset[str]) -> tuple[DeadlineRule, ...]:
        """Give the deadlines that may exist for a procedure with these events, in the order of evaluation."""
        rules = self._rules.get(names)
        if rules is None:
            rules = tuple([rule for rule in self.evaluation_order if not rule.triggers.isdisjoint(names)])
            self._rules[names] = rules
        return rules

    @property
    def first_stage(self) -> Stage:
        """The stage of a procedure that has just been opened."""
        return next(iter(self.stages.values()))

    def vocabulary(self, name: str) -> Vocabulary | None:
        """Give one of the lists this edition uses, its own or a shared one."""
        return self.vocabularies.get(name)


@dataclass(frozen=True)
class Territory:
    """A list of départements to which a rule applies; `to_confirm` asks to check it with the préfecture."""

    id: str
    label: str
    departments: frozenset[str]
    to_confirm: bool
    source: str


@dataclass(frozen=True)
class Step:
    """One of the few discs drawn along the top of a procedure; several stages may belong to it."""

    id: str
    label: str


@dataclass(frozen=True)
class Stage:
    """Where a procedure stands. Once `closed`, the deadlines that had started before stop.

    `plain` says it to the person, with the end of a deadline as `{DOM_VALID}`; empty when it is not written.
    """

    id: str
    label: str
    shade: Shade
    step: str | None
    closed: bool
    plain: str = ""


@dataclass(frozen=True)
class Ask:
    """A detail asked with the date of an event. `format` names a check that warns and never blocks.

    `label` suits everyone; `feminine` and `masculine`, where they are written, agree with the person.
    """

    id: str
    type: Literal["date", "text", "months", "int", "bool", "enum"]
    label: str
    required: bool
    help: str
    format: str | None
    vocabulary: Vocabulary | None
    feminine: str = ""
    masculine: str = ""

    def asked_of(self, title: str | None) -> str:
        """The question, agreed with the person’s title when it is known."""
        return {"mme": self.feminine, "m": self.masculine}.get(title or "", "") or self.label


@dataclass(frozen=True)
class EventKind:
    """A dated event that may be noted. `to`: the stage it leads to, "previous": the one before, None: no change."""

    id: str
    label: str
    button: str
    help: str
    sort: EventSort
    sources: frozenset[str]
    to: str | None
    recorded_by: frozenset[Role]
    scope: Scope
    asks: tuple[Ask, ...]

    def may_follow(self, stage: Stage) -> bool:
        """Tell whether it may be noted at this stage: one it names, any open one, any closed one."""
        return stage.id in self.sources or ("closed" if stage.closed else "any") in self.sources


@dataclass(frozen=True)
class Length:
    """How long a delay lasts."""

    count: int
    unit: Unit


@dataclass(frozen=True)
class When:
    """The conditions of a deadline; it applies when all of those that are written hold."""

    territory: str | None = None
    not_territory: str | None = None
    started_from: date | None = None
    started_until: date | None = None
    within: str | None = None
    never_after: frozenset[str] = frozenset()
    running: frozenset[str] = frozenset()
    ends_before: str | None = None
    detail: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    answer: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


@dataclass(frozen=True)
class DeadlineRule:
    """How a deadline is reckoned, and what it means. See README.md §7 for each word.

    `plain` and `plain_then` tell the person what comes that day, then what to do; `{DOM_VALID}` stands for a date.
    `closers` adds to `closed_by` the events that end the whole procedure. `triggers` are the events without which it
    cannot exist, directly or by the silence of another deadline.
    """

    id: str
    label: str
    kind: DeadlineKind
    awaits: Awaited
    scope: Scope
    starts: frozenset[str]
    pick_first: bool
    notified_by: str | None
    start_detail: str | None
    after: tuple[str, ...]
    end_of: str | None
    opens_after: tuple[str, ...]
    length: Length
    backwards: bool
    length_from: str | None
    length_by: str | None
    length_in: tuple[tuple[str, int], ...]
    wait: Length | None
    truce: Season | None
    cumulated: bool
    next_working_day: bool
    suspended_by: frozenset[str]
    resumed_by: frozenset[str]
    closed_by: frozenset[str]
    closers: frozenset[str]
    triggers: frozenset[str]
    replaces: frozenset[str]
    replaced_by: tuple[str, ...]
    lapses_to: str | None
    when: When | None
    basis: str | None
    verified: bool
    source: str
    consequence: str
    consequence_after_silence: str
    plain: str
    plain_then: str
    act: str | None
    act_label: str | None


@dataclass(frozen=True)
class CriteriaGroup:
    """Criteria that are read together: all of them are needed, or one is enough."""

    id: str
    label: str
    need: Literal["all", "one"]


@dataclass(frozen=True)
class Criterion:
    """One condition of the scheme. `likely` and `unlikely` say why in few words, with `{data}` between braces."""

    id: str
    group: str
    label: str
    help: str
    condition: Condition
    likely: str
    unlikely: str
    basis: str | None
    verified: bool
    source: str


@dataclass(frozen=True)
class Table:
    """Numbers by count: the first for 1, the second for 2…, the last one for every count beyond."""

    id: str
    label: str
    values: tuple[int, ...]

    def at(self, count: int) -> int | None:
        """Give the number for a count, None for a count below 1."""
        return self.values[min(count, len(self.values)) - 1] if count >= 1 else None


@dataclass(frozen=True)
class Answer:
    """What only this procedure asks; its path is `procedure.answers.<id>`. A `group` has `fields` and repeats."""

    id: str
    type: DataType
    label: str
    category: Category | None
    question: str
    help: str
    format: str | None
    vocabulary: Vocabulary | None
    fields: tuple[Answer, ...]


@dataclass(frozen=True)
class DocumentKind:
    """A supporting document: always asked when `condition` is None, otherwise when it holds."""

    id: str
    label: str
    help: str
    optional: bool
    situation: str
    condition: Condition | None
    for_each: str | None
    verified: bool
    source: str
