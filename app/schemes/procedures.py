# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a procedure stands: the stages it has passed, by its dated events and by the silence of those it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from app.schemes.deadlines import deadlines_of

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
    moves = [*_moves_of_events(edition, events), *_moves_of_silence(deadlines)]
    moves.sort(key=itemgetter(0))
    for move in moves:
        if move.on <= today:
            passage.follow(move)
    return passage.stages()


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


class _Move(NamedTuple):
    """A change of stage, brought by an event or by a silence."""

    on: date
    to: str
    by: str
    silence: bool


def _moves_of_silence(deadlines: Sequence[Deadline]) -> list[_Move]:
    return [
        _Move(deadline.due + timedelta(days=1), deadline.lapses_to, deadline.id, True)
        for deadline in deadlines
        if deadline.lapses_to and deadline.ran_out
    ]


def _moves_of_events(edition: Edition, events: Sequence[Event]) -> list[_Move]:
    kinds = edition.events
    return [
        _Move(event.on, to, event.name, False)
        for event in events
        if event.name in kinds and (to := kinds[event.name].to)
    ]


class _Passage:
    """The stages of a procedure, as its moves follow one another: (stage, since, by)."""

    def __init__(self, edition: Edition, opened: date) -> None:
        self.edition = edition
        self.steps: list[tuple[Stage, date, str]] = [(edition.first_stage, opened, "")]

    def follow(self, move: _Move) -> None:
        if move.silence and not self._still_waits(move.by):
            return
        now = self.steps[-1][0]
        target = self._before(now) if move.to == _PREVIOUS else self.edition.stages[move.to]
        if target is not now:
            self.steps.append((target, move.on, move.by))

    def stages(self) -> tuple[StageNow, ...]:
        ends = [*(since for _, since, _ in self.steps[1:]), None]
        return tuple(
            [
                StageNow(stage.id, stage.label, since, stage.shade, stage.closed, stage.step, by, until)
                for (stage, since, by), until in zip(self.steps, ends, strict=True)
            ]
        )

    def _still_waits(self, deadline: str) -> bool:
        """Whether the stage is still the one from which this deadline was awaited."""
        rule = self.edition.deadlines[deadline]
        kinds = self.edition.events
        now = self.steps[-1][0].id
        return any(name in kinds and kinds[name].to == now for name in rule.starts) or any(
            self.edition.deadlines[name].lapses_to == now for name in rule.after
        )

    def _before(self, now: Stage) -> Stage:
        return next((stage for stage, _, _ in reversed(self.steps) if stage is not now), now)
