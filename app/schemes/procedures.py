# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a procedure stands: the stages it has passed, by its dated events and by the silence of those it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from app.schemes.deadlines import deadlines_of
from app.schemes.events import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.schemes.chart import Shade
    from app.schemes.deadlines import Deadline
    from app.schemes.definitions import Edition, Stage
    from app.schemes.events import Event

_PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class StageNow:
    """A stage a procedure has reached. `by` is the event that led there, or the deadline that ran out, or "" at first.

    `until` is the day the next stage began, None for the stage where the procedure stands.
    """

    id: str
    label: str
    since: date
    shade: Shade
    closed: bool
    step: str | None = None
    by: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StepNow:
    """One disc along the top of a procedure: `on` is the day it was first reached, `stage` the stage it was last at."""

    id: str
    label: str
    state: Literal["done", "current", "paused", "to_come"]
    on: date | None = None
    stage: StageNow | None = None


def stage_of(
    edition: Edition,
    events: Sequence[Event],
    *,
    opened: date,
    department: str,
    today: date,
    answers: Mapping[str, object] | None = None,
    settings: Mapping[str, Collection[str]] | None = None,
) -> StageNow:
    """Give the stage of a procedure on a day; what is noted for a later day does not count yet."""
    deadlines = deadlines_of(edition, events, opened=opened, department=department, answers=answers, settings=settings)
    return stages_passed(edition, events, deadlines, opened=opened, today=today)[-1]


def stages_passed(
    edition: Edition, events: Sequence[Event], deadlines: Sequence[Deadline], *, opened: date, today: date
) -> tuple[StageNow, ...]:
    """Give every stage from the opening to the one where the procedure stands on a day, in order.

    `deadlines` are those `deadlines_of` gives for the same events: a silence leads to a stage the day after its last
    day, if the procedure was still waiting for that answer.
    """
    passage = _Passage(edition, opened)
    for move in sorted([*_moves_of_events(edition, events), *_moves_of_silence(deadlines)], key=lambda move: move.on):
        if move.on <= today:
            passage.follow(move)
    return tuple(passage.stages)


def steps_of(edition: Edition, passed: Sequence[StageNow]) -> tuple[StepNow, ...]:
    """Give the discs of the stepper for the stages passed."""
    reached: dict[str, list[StageNow]] = {}
    for stage in passed:
        reached.setdefault(stage.step or "", []).append(stage)
    at = next((stage.step for stage in reversed(passed) if stage.step), None)
    places = [step.id for step in edition.steps]
    here = places.index(at) if at else -1
    return tuple(
        _step(step.id, step.label, place - here, reached.get(step.id, []), passed[-1])
        for place, step in enumerate(edition.steps)
    )


def _step(step: str, label: str, distance: int, stages: list[StageNow], now: StageNow) -> StepNow:
    last = stages[-1] if stages else None
    first_on = stages[0].since if stages else None
    if distance > 0:
        return StepNow(step, label, "to_come")
    if distance < 0 or now.closed:
        return StepNow(step, label, "done", first_on, last)
    return StepNow(step, label, "paused" if now.shade == "paused" else "current", first_on, last)


@dataclass(frozen=True, slots=True)
class _Move:
    """A change of stage: an event's, or a silence's (`waiting` then names the stage it must still be at)."""

    on: date
    to: str
    by: str
    silence: bool = False


def _moves_of_silence(deadlines: Sequence[Deadline]) -> list[_Move]:
    return [
        _Move(deadline.due + timedelta(days=1), deadline.lapses_to, deadline.id, silence=True)
        for deadline in deadlines
        if deadline.lapses_to and deadline.ran_out
    ]


def _moves_of_events(edition: Edition, events: Sequence[Event]) -> list[_Move]:
    kinds = edition.events
    return [
        _Move(event.on, to, event.name)
        for event in Record(events).events
        if event.name in kinds and (to := kinds[event.name].to)
    ]


class _Passage:
    """The stages of a procedure, as its moves follow one another."""

    def __init__(self, edition: Edition, opened: date) -> None:
        self.edition = edition
        self.stages = [_reached(edition.first_stage, opened, "")]

    def follow(self, move: _Move) -> None:
        if move.silence and not self._still_waits(move.by):
            return
        target = self._before_this() if move.to == _PREVIOUS else move.to
        now = self.stages[-1]
        if target == now.id:
            return
        self.stages[-1] = _ended(now, move.on)
        self.stages.append(_reached(self.edition.stages[target], move.on, move.by))

    def _still_waits(self, deadline: str) -> bool:
        """Whether the stage is still the one from which this deadline was awaited."""
        rule = self.edition.deadlines[deadline]
        kinds = self.edition.events
        waiting = {kinds[name].to for name in rule.starts if name in kinds}
        waiting |= {self.edition.deadlines[name].lapses_to for name in rule.after}
        return self.stages[-1].id in waiting

    def _before_this(self) -> str:
        now = self.stages[-1].id
        return next((stage.id for stage in reversed(self.stages) if stage.id != now), now)


def _reached(stage: Stage, since: date, by: str) -> StageNow:
    return StageNow(stage.id, stage.label, since, stage.shade, stage.closed, stage.step, by)


def _ended(stage: StageNow, until: date) -> StageNow:
    return StageNow(stage.id, stage.label, stage.since, stage.shade, stage.closed, stage.step, stage.by, until)
