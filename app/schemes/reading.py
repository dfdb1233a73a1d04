# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns the checked table of a scheme into its editions.

Nothing is checked here: `checker` has already said that every key, list and name is right.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, Final

from app.schemes import department_tables
from app.schemes.calendar import Season
from app.schemes.conditions import AllOf, AnyOf, Clause, NoneOf
from app.schemes.continuations import continuation
from app.schemes.definitions import (
    Answer,
    Ask,
    Closing,
    CriteriaGroup,
    Criterion,
    DeadlineRule,
    DocumentKind,
    Edition,
    EventKind,
    Length,
    Scheme,
    Stage,
    Step,
    Table,
    Territory,
    When,
)
from app.schemes.file_format import ACTIONS
from app.schemes.meaning_deadlines import dependencies
from app.schemes.programmes import Information, Programme
from app.schemes.said import said
from app.schemes.sight import Sight
from app.schemes.vocabularies import Choice, Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.schemes.conditions import Condition
    from app.schemes.vocabularies import Vocabularies

    Row = Mapping[str, Any]


def scheme(table: Row, shared: Vocabularies) -> Scheme:
    """Build a scheme from the table of its file."""
    editions = [_EditionReading(table, place, shared).edition() for place in range(len(table["editions"]))]
    closing = table.get("closed_to_entries")
    return Scheme(table["id"], tuple(editions), _closing(closing) if closing else None)


def _closing(row: Row) -> Closing:
    return Closing(row["on"], row["verified"], said(row.get("source", "")))


def condition(row: Row, tables: Mapping[str, Table]) -> Condition | None:
    """Build the condition of a row, None when it has none."""
    for key, combined in (("all", AllOf), ("any", AnyOf), ("none", NoneOf)):
        if key in row:
            parts = [condition(part, tables) for part in row[key]]
            return combined(tuple(part for part in parts if part))
    return _clause(row, tables) if "fact" in row else None


def _clause(row: Row, tables: Mapping[str, Table]) -> Clause:
    return Clause(
        fact=row["fact"],
        op=row["op"],
        value=row.get("value"),
        measure=row.get("measure"),
        other_fact=row.get("other_fact"),
        table=tables.get(row.get("table", "")),
        by=row.get("by"),
        ask=said(row.get("ask", "")),
    )


class _EditionReading:
    """Reads the rows in force in one edition."""

    def __init__(self, table: Row, place: int, shared: Vocabularies) -> None:
        self.table = table
        self.place = place
        self.row: Row = table["editions"][place]
        self.sight = Sight(table, place)
        own = [vocabulary(row) for row in self._rows("vocabularies")]
        self.vocabularies = {**shared.by_id, **{each.id: each for each in own}}
        self.tables = {name: _table(name, row) for name, row in table.get("tables", {}).items()}

    def edition(self) -> Edition:
        table, row = self.table, self.row
        stages = {row["id"]: _stage(row) for row in self._rows("stages")}
        events = {row["id"]: self._event(row) for row in self._rows("events")}
        final = frozenset(kind.id for kind in events.values() if kind.to in stages and stages[kind.to].closed)
        rules = {row["id"]: self._deadline(row, events, final) for row in self._rows("deadlines")}
        return Edition(
            scheme=table["id"],
            id=row["id"],
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
            checked_on=row["checked_on"],
            lane=table["lane"],
            **{name: said(self._named(name)) for name in _TEXTS},
            addressed_to=tuple(table["addressed_to"]),
            channel=self._named("channel"),
            agreement_needed=self._named("agreement") == "needed",
            reply=self._named("reply"),
            not_in=frozenset(table.get("not_in", ())),
            papers=tuple(self._named("papers")),
            form=row.get("form"),
            paper_forms=row.get("paper_forms", {}),
            official_form=said(row["official_form"]) if "official_form" in row else None,
            legal_basis=tuple(said(text) for text in row["legal_basis"]),
            note=said(row.get("note", "")),
            replies={key: tuple(name for name in names if name in events) for key, names in self._replies()},
            outcomes=self.vocabularies.get(table.get("outcomes", "")),
            motives=self.vocabularies.get(table.get("motives", "")),
            department_tables={row["id"]: department_tables.read(row) for row in self._rows("department_tables")},
            territories={row["id"]: _territory(row) for row in self._rows("territories")},
            steps=tuple(Step(row["id"], said(row["label"])) for row in self._rows("steps")),
            stages=stages,
            events=events,
            deadlines=rules,
            criteria_groups={
                row["id"]: CriteriaGroup(row["id"], said(row["label"]), row["need"])
                for row in self._rows("criteria_groups")
            },
            criteria=tuple(self._criterion(row) for row in self._rows("criteria")),
            tables=self.tables,
            answers={row["id"]: self._answer(row, row["category"]) for row in self._rows("answers")},
            documents=tuple(self._document(row) for row in self._rows("documents")),
            vocabularies=self.vocabularies,
            reservations=tuple(said(row["text"]) for row in self._rows("reservations")),
            leads_to=tuple(continuation(row, condition(row, self.tables)) for row in self._rows("leads_to")),
            programme=Programme(**table["programme"]) if "programme" in table else None,
            information=_information(table["information"]) if "information" in table else None,
            evaluation_order=self._evaluation_order(rules),
        )

    def _rows(self, block: str) -> Iterable[Row]:
        return [row for _, row in self.sight.rows(block)]

    def _named(self, key: str) -> Any:
        """Give what the edition says, or else the head of the file."""
        return self.row.get(key, self.table.get(key, ""))

    def _replies(self) -> Iterable[tuple[Any, list[str]]]:
        return self.table.get("replies", {}).items()

    def _event(self, row: Row) -> EventKind:
        return EventKind(
            id=row["id"],
            label=said(row["label"]),
            button=said(row["button"]),
            help=said(row.get("help", "")),
            sort=row.get("kind", "fact"),
            sources=frozenset(row["from"]),
            to=row.get("to"),
            recorded_by=frozenset(row.get("recorded_by", ())),
            scope=row.get("scope", "procedure"),
            asks=tuple(self._ask(ask) for ask in row.get("asks", ())),
        )

    def _ask(self, row: Row) -> Ask:
        return Ask(
            id=row["id"],
            type=row["type"],
            label=said(row["label"]),
            required=row.get("required", False),
            help=said(row.get("help", "")),
            format=row.get("format"),
            vocabulary=self.vocabularies.get(row.get("vocabulary", "")),
            feminine=said(row.get("feminine", "")),
            masculine=said(row.get("masculine", "")),
        )

    def _deadline(self, row: Row, events: Mapping[str, EventKind], final: frozenset[str]) -> DeadlineRule:
        act, closed_by = row.get("act"), frozenset(row.get("closed_by", ()))
        button = (
            row.get("act_label") or ACTIONS.get(act or "") or (events[act].button if act and act in events else None)
        )
        return DeadlineRule(
            id=row["id"],
            label=said(row["label"]),
            kind=row["kind"],
            awaits=row["awaits"],
            scope=row.get("scope", "procedure"),
            starts=frozenset(row.get("starts", ())),
            pick_first=row.get("pick") == "first",
            notified_by=row.get("notified_by"),
            start_detail=row.get("start_detail"),
            after=self._known_deadlines(row.get("after", ())),
            end_of=row.get("end_of"),
            opens_after=self._known_deadlines(row.get("opens_after", ())),
            length=Length(row["length"], row["unit"]),
            backwards=row.get("before", False),
            length_from=row.get("length_from"),
            length_by=row.get("length_by"),
            length_in=tuple((each["territory"], each["length"]) for each in row.get("length_in", ())),
            wait=Length(row["wait"]["length"], row["wait"]["unit"]) if "wait" in row else None,
            truce=_season(row["truce"]) if "truce" in row else None,
            cumulated=row.get("cumulated", False),
            next_working_day=row.get("next_working_day", False),
            suspended_by=frozenset(row.get("suspended_by", ())),
            resumed_by=frozenset(row.get("resumed_by", ())),
            closed_by=closed_by,
            closers=closed_by if row.get("scope") == "service" else closed_by | final,
            triggers=self._triggers(row),
            replaces=frozenset(row.get("replaces", ())),
            replaced_by=tuple(each["id"] for each in self._rows("deadlines") if row["id"] in each.get("replaces", ())),
            lapses_to=row.get("lapses_to"),
            when=_when(row["when"]) if "when" in row else None,
            basis=said(row["basis"]) if "basis" in row else None,
            verified=row["verified"],
            source=said(row.get("source", "")),
            consequence=said(row["consequence"]),
            consequence_after_silence=said(row.get("consequence_after_silence", "")),
            plain=said(row.get("plain", "")),
            plain_then=said(row.get("plain_then", "")),
            act=act,
            act_label=said(button) if button else None,
        )

    def _triggers(self, row: Row) -> frozenset[str]:
        """Follow a deadline back to the events that can start it, through those whose end it follows."""
        found = frozenset(row.get("starts", ()))
        for name in (*row.get("after", ()), row.get("end_of")):
            found = found.union(*(self._triggers(each) for each in self._rows("deadlines") if each["id"] == name))
        return found

    def _known_deadlines(self, names: Iterable[str]) -> tuple[str, ...]:
        """Leave out the deadlines of other editions."""
        known = self.sight.ids("deadlines")
        return tuple(name for name in names if name in known)

    def _evaluation_order(self, rules: Mapping[str, DeadlineRule]) -> tuple[DeadlineRule, ...]:
        order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(rules, ()))
        for row in self._rows("deadlines"):
            order.add(row["id"], *dependencies(row), *rules[row["id"]].replaced_by)
        return tuple(rules[name] for name in order.static_order() if name in rules)

    def _criterion(self, row: Row) -> Criterion:
        held = condition(row, self.tables)
        return Criterion(
            id=row["id"],
            group=row["group"],
            label=said(row["label"]),
            help=said(row.get("help", "")),
            condition=held or AllOf(()),
            likely=said(row.get("likely", "")),
            unlikely=said(row.get("unlikely", "")),
            basis=said(row["basis"]) if "basis" in row else None,
            verified=row["verified"],
            source=said(row.get("source", "")),
        )

    def _answer(self, row: Row, category: Any) -> Answer:
        return Answer(
            id=row["id"],
            type=row["type"],
            label=said(row["label"]),
            category=category,
            question=said(row.get("question", f"{row['label']} ?")),
            help=said(row.get("help", "")),
            format=row.get("format"),
            vocabulary=self._choices(row),
            fields=tuple(self._answer(field, category) for field in row.get("fields", ())),
        )

    def _choices(self, row: Row) -> Vocabulary | None:
        """Give the list an answer is chosen from; the criteria of a group make one."""
        group = row.get("criteria_group")
        if group is None:
            return self.vocabularies.get(row.get("vocabulary", ""))
        criteria = [each for each in self._rows("criteria") if each["group"] == group]
        return Vocabulary(group, said(row["label"]), {each["id"]: _choice(each) for each in criteria})

    def _document(self, row: Row) -> DocumentKind:
        return DocumentKind(
            id=row["id"],
            label=said(row["label"]),
            help=said(row.get("help", "")),
            optional=row.get("optional", False),
            situation=said(row.get("situation", "")),
            condition=condition(row, self.tables),
            for_each=row.get("for_each"),
            verified=row["verified"],
            source=said(row.get("source", "")),
        )


_TEXTS: Final = (
    "title",
    "short_title",
    "plain_title",
    "summary",
    "decided_by",
    "executed_by",
    "judged_by",
    "assisted_by",
)


def _choice(criterion: Row) -> Choice:
    return Choice(criterion["id"], said(criterion["label"]), verified=criterion["verified"])


def _information(row: Row) -> Information:
    return Information(row["handed"], tuple(row["helpers"]), tuple(row.get("addressed_to", ())))


def _stage(row: Row) -> Stage:
    plain = said(row.get("plain", ""))
    return Stage(row["id"], said(row["label"]), row["shade"], row.get("step"), row.get("closed", False), plain)


def _territory(row: Row) -> Territory:
    departments = frozenset(row["departments"])
    return Territory(row["id"], said(row["label"]), departments, row.get("confirm", False), said(row.get("source", "")))


def _table(name: str, row: Row) -> Table:
    return Table(name, said(row["label"]), tuple(row["values"]))


def _season(row: Row) -> Season:
    first, last = (tuple(int(part) for part in row[key].split("-")) for key in ("from", "to"))
    return Season((first[0], first[1]), (last[0], last[1]))


def _when(row: Row) -> When:
    return When(
        territory=row.get("territory"),
        not_territory=row.get("not_territory"),
        started_from=row.get("started_from"),
        started_until=row.get("started_until"),
        within=row.get("within"),
        never_after=frozenset(row.get("never_after", ())),
        running=frozenset(row.get("running", ())),
        ends_before=row.get("ends_before"),
        detail={name: frozenset(values) for name, values in row.get("detail", {}).items()},
        answer={name: frozenset(values) for name, values in row.get("answer", {}).items()},
    )
