# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the words of the pathway chart go: on the longest stage that holds them, else beside the bar, else nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.schemes.chart_placed import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.schemes.chart_placed import PlacedBar, PlacedSegment, Rules


def label_row(bars: Sequence[PlacedBar], width: float, rules: Rules) -> tuple[PlacedBar, ...]:
    """Give each bar of a row (from left to right) its labels, within a time area `width` wide.

    A stage with words of its own carries them; the bar's label goes on the longest of the other stages that holds it.
    When nothing could be written so: left of the bar, then right of it, then cut short on its longest stage.
    """
    done: list[PlacedBar] = []
    free_from = 0.0
    for index, bar in enumerate(bars):
        until = min(width, bars[index + 1].left) if index + 1 < len(bars) else width
        labels = _labels(bar, free_from, until, width, rules) if bar.right > 0 and bar.left < width else ()
        done.append(replace(bar, labels=labels))
        free_from = max(free_from, bar.right, *(label.left + label.width for label in labels))
    return tuple(done)


def elided(text: str, room: float, rules: Rules, *, bold: bool = False) -> str:
    """Cut `text` to `room` with « … »; nothing when fewer than `rules.letters` characters would stay."""
    if rules.width(text, bold=bold) <= room:
        return text
    for length in range(len(text) - 1, rules.letters - 1, -1):
        kept = text[:length].rstrip(" \u00a0·,")
        if len(kept) >= rules.letters and rules.width(kept + "…", bold=bold) <= room:
            return kept + "…"
    return ""


def _labels(bar: PlacedBar, free_from: float, until: float, width: float, rules: Rules) -> tuple[Label, ...]:
    return _inside(bar, width, rules) or _beside(bar, free_from, until, rules) or _cut_short(bar, width, rules)


def _inside(bar: PlacedBar, width: float, rules: Rules) -> tuple[Label, ...]:
    labels = [label for index in range(len(bar.segments)) if (label := _own(bar, index, width, rules))]
    shared = [index for index, placed in enumerate(bar.segments) if not placed.segment.label]
    longest = max(shared, key=lambda index: _room(bar.segments[index], width, rules), default=None)
    if longest is not None and _room(bar.segments[longest], width, rules) >= rules.width(bar.bar.label):
        labels.append(_on(bar, longest, bar.bar.label, rules))
    return tuple(sorted(labels, key=lambda label: label.left))


def _own(bar: PlacedBar, index: int, width: float, rules: Rules) -> Label | None:
    placed = bar.segments[index]
    text = elided(placed.segment.label, _room(placed, width, rules), rules) if placed.segment.label else ""
    return _on(bar, index, text, rules) if text else None


def _on(bar: PlacedBar, index: int, text: str, rules: Rules) -> Label:
    left = max(0.0, bar.segments[index].left) + rules.inset
    return Label(text, left, rules.width(text), "inside", index)


def _room(placed: PlacedSegment, width: float, rules: Rules) -> float:
    """Give the width open to words on the visible part of a stage; it may be negative."""
    return min(width, placed.right) - max(0.0, placed.left) - rules.inset * 1.5


def _beside(bar: PlacedBar, free_from: float, until: float, rules: Rules) -> tuple[Label, ...]:
    needed = rules.width(bar.bar.label, bold=True)
    before = bar.left - rules.aside - needed
    if before >= free_from + rules.aside:
        return (Label(bar.bar.label, before, needed, "before"),)
    after = bar.right + rules.aside
    if after + needed + rules.aside <= until:
        return (Label(bar.bar.label, after, needed, "after"),)
    return ()


def _cut_short(bar: PlacedBar, width: float, rules: Rules) -> tuple[Label, ...]:
    if not bar.segments:
        return ()
    index = max(range(len(bar.segments)), key=lambda index: _room(bar.segments[index], width, rules))
    text = elided(bar.bar.label, _room(bar.segments[index], width, rules), rules)
    return (_on(bar, index, text, rules),) if text else ()
