# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the columns of one scheme become a dated procedure; the rules are data, at the end of import_columns.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.exchange.sheet import text_of

Value = str | bool | date


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event to write; `name` and the names of `details` are those its scheme declares."""

    name: str
    on: date
    details: Mapping[str, Value] = field(default_factory=lambda: dict[str, Value]())


@dataclass(frozen=True, slots=True)
class ProcedureDraft:
    """A procedure to open: its events in the order of their dates, and the answers of its form."""

    scheme: str
    opened_on: date
    events: tuple[EventDraft, ...]
    answers: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Told:
    """What the values of a scheme tell: a procedure or none, and what goes to the note because nothing holds it."""

    procedure: ProcedureDraft | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _EventRule:
    name: str
    on: str
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Turn:
    values: tuple[str, ...]
    opened_on: str
    events: tuple[_EventRule, ...]
    lasts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The rules of one scheme. `labels` gives the words of each key, for the note."""

    scheme: str
    told_by: str
    otherwise: str
    keys: tuple[str, ...]
    turns: tuple[_Turn, ...]
    labels: Mapping[str, str]

    def tell(self, values: Mapping[str, Value]) -> Told:
        """Turn the values of a line, by key, into a procedure; without a day to open it, all goes to the note."""
        how = values.get(self.told_by, self.otherwise)
        turn = next((turn for turn in self.turns if how in turn.values), None)
        opened_on = values.get(turn.opened_on) if turn is not None else None
        if turn is None or not isinstance(opened_on, date):
            return Told(None, self._noted(values, set()))
        rules = [rule for rule in turn.events if _happened(values.get(rule.on), opened_on)]
        answers = {key: value for key, value in values.items() if key not in self.keys}
        said = {self.told_by, turn.opened_on, *answers, *_ends_as_expected(turn, values)}
        said |= {key for rule in rules for key in (rule.on, *rule.details.values())}
        events = sorted((_event(rule, values) for rule in rules), key=lambda event: event.on)
        return Told(ProcedureDraft(self.scheme, opened_on, tuple(events), answers), self._noted(values, said))

    def _noted(self, values: Mapping[str, Value], said: set[str]) -> tuple[str, ...]:
        return tuple(f"{self.labels[key]}\u00a0: {text_of(value)}" for key, value in values.items() if key not in said)


def history(row: Mapping[str, Any], labels: Mapping[str, str]) -> History:
    """Read the rules of one scheme; `labels` by path."""
    prefix = f"procedure.{row['scheme']}."
    return History(
        row["scheme"],
        row["told_by"],
        row["otherwise"],
        tuple(row["keys"]),
        tuple(_turn(each) for each in row["turns"]),
        {path.removeprefix(prefix): _plain(label) for path, label in labels.items() if path.startswith(prefix)},
    )


def _plain(label: str) -> str:
    return label.replace("\u00a0: ", ", ", 1)


def _turn(row: Mapping[str, Any]) -> _Turn:
    events = tuple(_EventRule(each["event"], each["on"], each.get("details", {})) for each in row["events"])
    return _Turn(tuple(row["values"]), row["opened_on"], events, tuple(row.get("lasts", ())))


def _happened(on: Value | None, opened_on: date) -> bool:
    return isinstance(on, date) and on >= opened_on


def _event(rule: _EventRule, values: Mapping[str, Value]) -> EventDraft:
    on = values[rule.on]
    assert isinstance(on, date)
    return EventDraft(rule.name, on, {name: values[key] for name, key in rule.details.items() if key in values})


def _ends_as_expected(turn: _Turn, values: Mapping[str, Value]) -> set[str]:
    """Give the key of an end that is a year after its beginning, to the day or to the eve: the scheme says it again."""
    if len(turn.lasts) != 2:
        return set()
    first, last = values.get(turn.lasts[0]), values.get(turn.lasts[1])
    if not isinstance(first, date) or not isinstance(last, date):
        return set()
    leap_day = (first.month, first.day) == (2, 29)
    year_later = first.replace(year=first.year + 1, day=28 if leap_day else first.day)
    return {turn.lasts[1]} if last in (year_later, year_later - timedelta(days=1)) else set()
