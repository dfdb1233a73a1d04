# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pathway chart on paper: same geometry as the screen, in greys, each stage with its own pattern.

Where things go is decided by `app.schemes.chart_layout`; here they become shapes and letters, row by row, so that a
long chart goes on to the next page under its axis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.documents.chart_patterns import bar_shapes, dot_shapes, flag_shapes, segment_shapes
from app.documents.look import HAIRLINE, MILLIMETRE
from app.documents.paper import Paper
from app.documents.press import Plate, Rule
from app.documents.typesetting import INK, INK2, Style, one_line, text_width, wrap
from app.french.dates import MONTHS, say_short
from app.schemes.chart import DOT_NAMES, FLAG_NAMES, LANE_NAMES, LANES, SHADE_NAMES, Chart
from app.schemes.chart_layout import place, within
from app.schemes.chart_placed import Rules
from app.schemes.chart_time import Ruler, axis, default_window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.documents.press import Shape
    from app.schemes.chart_placed import Gap, Lane, Layout, PlacedBar, Row
    from app.schemes.chart_time import Axis, Window, Zoom

LANE_COLUMN: Final = 31 * MILLIMETRE
ROW: Final = 11.2 * MILLIMETRE
BAR: Final = 4.6 * MILLIMETRE
BAR_TOP: Final = 11.0
LANE_PAD: Final = 4.0
AXIS_HEIGHT: Final = 27.0
LEGEND_HEIGHT: Final = 34.0
LANE_NAME: Final = Style(8.6, 11, "semibold")
LABEL: Final = Style(7.8, 10, "medium")
BESIDE: Final = Style(7.8, 10, "semibold")
YEAR: Final = Style(8.6, 11, "semibold")
QUARTER: Final = Style(7.6, 10, grey=INK2)
GAP: Final = Style(7.4, 10, "italic", grey=INK2)
TODAY: Final = Style(7.4, 10, "semibold", grey=1)
COUNT: Final = Style(5.8, 7, "semibold")


class PathwayDrawing:
    """One chart ready to be put down a paper; `title` names the period for its heading."""

    def __init__(self, chart: Chart, paper_width: float, zoom: Zoom = "two_years") -> None:
        self.window: Window = default_window(chart.today, zoom)
        self.ruler = Ruler(self.window, paper_width - LANE_COLUMN)
        self.chart = within(chart, self.window)
        rules = Rules(_label_width, flags_apart=11, dots_apart=5.5, shortest=2.4, inset=2.6, aside=4)
        self.layout: Layout = place(self.chart, self.ruler, rules, frozenset(LANES))
        self.axis: Axis = axis(self.ruler, lambda text: text_width(text, QUARTER), "quarter_month", 26)

    @property
    def title(self) -> str:
        """The period in words: « Parcours, avril 2025 – mars 2027 »."""
        first, after = self.window.first, self.window.after
        last = after.replace(year=after.year - (after.month == 1), month=(after.month - 2) % 12 + 1, day=1)
        return f"Parcours, {MONTHS[first.month - 1]} {first.year}\u00a0– {MONTHS[last.month - 1]} {last.year}"

    @property
    def height(self) -> float:
        """The height in points of the whole drawing, legend included."""
        rows = sum(len(lane.rows) for lane in self.layout.lanes)
        return AXIS_HEIGHT + rows * ROW + len(self.layout.lanes) * LANE_PAD + LEGEND_HEIGHT

    def put(self, paper: Paper) -> None:
        """Put the axis, the lanes and the legend down the paper, on one page where they hold on one."""
        paper.need(min(self.height, paper.bottom - paper.page.top - 60))
        self._put_axis(paper)
        paper.at_top_of_page = lambda: self._put_axis(paper)
        for lane in self.layout.lanes:
            self._put_lane(paper, lane)
        paper.at_top_of_page = None
        put_legend(paper)

    def _put_axis(self, paper: Paper) -> None:
        top, x0 = paper.y, paper.left + LANE_COLUMN
        today = x0 + self.layout.today
        label = one_line(say_short(self.chart.today, self.chart.today), TODAY)
        half = label.width / 2 + 4
        for cell in self.axis.upper:
            if not (today - half - 26 < x0 + cell.left < today + half):
                paper.put(one_line(cell.label, YEAR), YEAR, x0 + cell.left + 3, top, 60)
        for cell in self.axis.lower:
            paper.put(one_line(cell.label, QUARTER), QUARTER, x0 + cell.left + 3, top + 13, 60)
        self._put_grid(paper, top, top + AXIS_HEIGHT)
        shapes = paper.leaves[-1].shapes
        shapes.append(Plate(today - half, top + 1.5, label.width + 8, 11.5, fill=INK))
        shapes.append(Rule(today, top + 12, today, top + AXIS_HEIGHT, 1.1, INK))
        paper.put(label, TODAY, today - half + 4, top + 2, label.width)
        paper.y = top + AXIS_HEIGHT
        paper.rule(paper.y, weight=0.9, grey=0.35)

    def _put_grid(self, paper: Paper, top: float, bottom: float) -> None:
        x0 = paper.left + LANE_COLUMN
        for cell in self.axis.lower:
            grey = 0.62 if cell.strong else HAIRLINE + 0.06
            x = x0 + cell.left
            paper.leaves[-1].shapes.append(Rule(x, top, x, bottom, 0.4, grey))

    def _put_lane(self, paper: Paper, lane: Lane) -> None:
        for number, row in enumerate(lane.rows):
            last = number + 1 == len(lane.rows)
            height = ROW + (LANE_PAD if last else 0)
            pages = len(paper.leaves)
            paper.need(height)
            top = paper.y
            self._put_grid(paper, top, top + height)
            if not number or len(paper.leaves) > pages:
                self._put_name(paper, lane)
            if not number:
                self._put_gaps(paper, lane.gaps, top)
            self._put_row(paper, row, top)
            today = paper.left + LANE_COLUMN + self.layout.today
            paper.draw(Rule(today, top, today, top + height, 1.1, INK))
            paper.y = top + height
        paper.rule(paper.y)

    def _put_name(self, paper: Paper, lane: Lane) -> None:
        for number, line in enumerate(wrap(LANE_NAMES[lane.id], LANE_NAME, LANE_COLUMN - 8)):
            paper.put(line, LANE_NAME, paper.left, paper.y + 5 + number * LANE_NAME.leading, LANE_COLUMN)

    def _put_gaps(self, paper: Paper, gaps: Iterable[Gap], top: float) -> None:
        x0, middle = paper.left + LANE_COLUMN, top + BAR_TOP + BAR / 2
        for gap in gaps:
            if gap.right <= gap.left:
                continue
            paper.draw(Rule(x0 + gap.left, middle, x0 + gap.right, middle, 0.7, 0.5, (0, 2.6), round_ends=True))
            if gap.words_at is not None:
                line = one_line(gap.words, GAP)
                plate = Plate(x0 + gap.words_at - 2, middle - 5, line.width + 4, 10, fill=1)
                paper.draw(plate)
                paper.put(line, GAP, x0 + gap.words_at, middle - 5, line.width)

    def _put_row(self, paper: Paper, row: Row, top: float) -> None:
        x0, bar_top = paper.left + LANE_COLUMN, top + BAR_TOP
        for bar in row.bars:
            paper.draw(*bar_shapes(bar, x0, bar_top, BAR, self.ruler.width))
            self._put_labels(paper, bar, x0, bar_top)
        for dot in row.dots:
            if 0 <= dot.at <= self.ruler.width:
                paper.draw(*dot_shapes(dot.first.kind, x0 + dot.at, bar_top + BAR, several=dot.count > 1))
                self._put_count(paper, dot.count, x0 + dot.at, bar_top + BAR - 3.5)
        for flag in row.flags:
            if 0 <= flag.at <= self.ruler.width:
                paper.draw(*flag_shapes(flag.first.look, x0 + flag.at, bar_top))
                self._put_count(paper, flag.count, x0 + flag.at + 10.5, bar_top - 9.5)

    def _put_count(self, paper: Paper, count: int, middle: float, top: float) -> None:
        if count > 1:
            paper.put(one_line(str(count), COUNT), COUNT, middle - 5, top, 10, "centre")

    def _put_labels(self, paper: Paper, bar: PlacedBar, x0: float, bar_top: float) -> None:
        for label in bar.labels:
            style = LABEL if label.place == "inside" else BESIDE
            if label.segment is not None and bar.segments[label.segment].segment.shade not in ("active", "closed"):
                paper.draw(Plate(x0 + label.left - 1.4, bar_top + 1.4, label.width + 2.8, BAR - 2.8, fill=1))
            paper.put(one_line(label.text, style), style, x0 + label.left, bar_top + (BAR - style.leading) / 2, 0)


def put_legend(paper: Paper) -> None:
    """Put the legend: the looks of stages on a line, those of deadlines and events on another."""
    paper.need(LEGEND_HEIGHT)
    paper.y += 5
    x = paper.left
    for shade, name in SHADE_NAMES.items():
        x = _legend_item(paper, segment_shapes(shade, x, paper.y + 1.5, 13, 7.5), x + 16, LEGEND_WORDS.get(shade, name))
    paper.y += 14
    x = paper.left
    for state, name in FLAG_NAMES.items():
        x = _legend_item(paper, flag_shapes(state, x + 1, paper.y + 10), x + 12, name)
    for kind, name in DOT_NAMES.items():
        x = _legend_item(paper, dot_shapes(kind, x + 2, paper.y + 5, several=False), x + 7, name)
    paper.y += 14
    paper.settle()


LEGEND_WORDS: Final = {"paused": "complément demandé", "active": "en cours", "planned": "prévue"}


def _legend_item(paper: Paper, shapes: Iterable[Shape], x: float, name: str) -> float:
    paper.draw(*shapes)
    line = one_line(name, QUARTER)
    paper.put(line, QUARTER, x, paper.y, line.width)
    return x + line.width + 7


def _label_width(text: str, *, bold: bool = False) -> float:
    return text_width(text, BESIDE if bold else LABEL)
