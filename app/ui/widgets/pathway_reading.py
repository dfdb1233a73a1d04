# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is said of the thing that is pointed at or focused in the pathway chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.schemes.chart_words import (
    Reading,
    hint_dots,
    hint_flags,
    read_bar,
    read_dots,
    read_flags,
    read_fold,
    read_segment,
)

if TYPE_CHECKING:
    from datetime import date

    from app.ui.widgets.pathway_frame import Frame, Spot


def reading(frame: Frame, spot: Spot, today: date) -> Reading:
    """Give the two lines of the reading strip for a spot."""
    if spot.dots:
        return read_dots(spot.dots)
    if spot.flags:
        return read_flags(spot.flags, today)
    if spot.bar and spot.segment:
        return read_segment(spot.bar, spot.segment.segment, today)
    if spot.bar:
        return read_bar(spot.bar, today)
    lane = frame.bands[spot.lane].lane
    return read_fold(lane.id, lane.folded)


def hint(spot: Spot | None, today: date) -> str:
    """Give the tooltip of a spot; only events and deadlines have one."""
    if spot and spot.dots:
        return hint_dots(spot.dots, today)
    if spot and spot.flags:
        return hint_flags(spot.flags, today)
    return ""
