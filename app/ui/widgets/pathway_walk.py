# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the arrow keys lead in the pathway chart: from one spot to the next, no pixel drawn and no window moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from app.schemes.chart import FLAG_URGENCY

if TYPE_CHECKING:
    from app.ui.widgets.pathway_frame import Frame, Key, Spot

Step = Literal["previous", "next", "up", "down", "lane_up", "lane_down", "first", "last", "very_first", "very_last"]


def walked(frame: Frame, spot: Spot, step: Step) -> Spot:
    """Give the spot that `step` leads to from `spot`; itself at the end of the way.

    Previous and next follow time within a row; up and down change row and keep the place in time; lanes are entered by
    their first row; first and last are those of the row, very first and very last those of the chart.
    """
    row_index, place = _position(frame, spot)
    row = frame.rows[row_index]
    if step in ("previous", "next"):
        there = place + (1 if step == "next" else -1)
        return row[there] if 0 <= there < len(row) else spot
    if step in ("first", "last"):
        return row[0 if step == "first" else -1]
    if step in ("very_first", "very_last"):
        return frame.rows[0][0] if step == "very_first" else frame.rows[-1][-1]
    return _across(frame, spot, row_index, step)


def start_of(frame: Frame) -> Spot | None:
    """Give the spot where the keyboard begins: the procedure whose deadline presses most, else the first one."""
    bars = [spot for spot in frame.spots if spot.kind == "bar"]
    return min(bars, key=_pressure, default=None)


def at_or_near(frame: Frame, key: Key | None) -> Spot | None:
    """Find what stands for `key` now; once folded away or gone, the start."""
    return (frame.find(key) if key else None) or start_of(frame)


def _position(frame: Frame, spot: Spot) -> tuple[int, int]:
    for row_index, row in enumerate(frame.rows):
        for place, other in enumerate(row):
            if other.keys == spot.keys:
                return row_index, place
    return 0, 0


def _across(frame: Frame, spot: Spot, row_index: int, step: Step) -> Spot:
    if step in ("up", "down"):
        there = row_index + (1 if step == "down" else -1)
        return _nearest(frame.rows[there], spot) if 0 <= there < len(frame.rows) else spot
    lanes = [row[0].lane for row in frame.rows]
    lane = spot.lane + (1 if step == "lane_down" else -1)
    return _nearest(frame.rows[lanes.index(lane)], spot) if lane in lanes else spot


def _nearest(row: tuple[Spot, ...], spot: Spot) -> Spot:
    """Give the bar of a row that is nearest to the middle of `spot`."""
    middle = spot.rect.center().x()
    bars = [other for other in row if other.kind in ("bar", "fold")]
    return min(bars, key=lambda other: max(other.rect.left() - middle, middle - other.rect.right(), 0.0))


def _pressure(spot: Spot) -> tuple[int, int]:
    flags = spot.bar.flags if spot.bar else ()
    pressing = [(FLAG_URGENCY.index(flag.look), flag.on.toordinal()) for flag in flags]
    return min(pressing, default=(len(FLAG_URGENCY), 0))
