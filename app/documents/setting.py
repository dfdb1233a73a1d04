# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blocks put down a paper: how a grid, a table, a row of boxes or a signature frame takes its place on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.documents.blocks import (
    Blank,
    Block,
    Cell,
    Column,
    Combs,
    Frame,
    Grid,
    Panel,
    Panels,
    Prose,
    Quotation,
    Section,
    Signatures,
    Table,
    Tick,
    Ticks,
)
from app.documents.look import MILLIMETRE, RULE, TINT
from app.documents.paper import Paper, Place, Stack
from app.documents.press import Hatching, Plate, Rule
from app.documents.typesetting import INK, Line, Strong, Style, Text, wrap
from app.french.dates import say_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.documents.press import Shape

BOX: Final = 8.6
SIGNATURE_HEIGHT: Final = 20 * MILLIMETRE
WRITING_PITCH: Final = 10.4 * MILLIMETRE
DOTS: Final = (0.0, 2.4)
COMB: Final = 5 * MILLIMETRE
COMB_GAP: Final = 6.0


def place_sections(paper: Paper, sections: Iterable[Section]) -> None:
    """Put the sections down the paper, each under its heading."""
    for section in sections:
        place_section(paper, section)


def place_section(paper: Paper, section: Section) -> None:
    """Put one section down the paper, numbered on from the one before unless it has a sign of its own."""
    paper.section(section.title, section.note, sign=section.sign)
    for number, block in enumerate(section.blocks):
        if number:
            paper.feed(paper.look.gap)
        place(paper, block)


def place(paper: Paper, block: Block) -> None:
    """Put one block down the paper; one that bears a key is noted where it ends, which is where it is being typed."""
    page, top = len(paper.leaves), paper.y
    _place_block(paper, block)
    key = block.key if isinstance(block, Table | Quotation | Prose) else ""
    if key:
        top = top if len(paper.leaves) == page else paper.page.top
        paper.places[key] = Place(len(paper.leaves) - 1, paper.left, top, paper.width, paper.y - top)


def _place_block(paper: Paper, block: Block) -> None:
    match block:
        case Grid():
            _place_grid(paper, block)
        case Table():
            _place_table(paper, block)
        case Ticks():
            _place_ticks(paper, block)
        case Quotation():
            paper.text(f"«\u00a0{block.words}\u00a0»", paper.look.quotation)
        case Prose():
            place_prose(paper, block.text)
        case Blank():
            _place_blank(paper, block)
        case Combs():
            _place_combs(paper, block)
        case Panels():
            _place_panels(paper, block)
        case Signatures():
            _place_signatures(paper, block)


def cross(x: float, y: float, size: float, weight: float = 1.1) -> Hatching:
    """Return the two strokes that tick a box whose top left corner is (x, y)."""
    inset = size * 0.2
    near, far = inset, size - inset
    return Hatching(((x + near, y + near, x + far, y + far), (x + near, y + far, x + far, y + near)), weight, INK)


def box(x: float, y: float, size: float, *, ticked: bool) -> tuple[Shape, ...]:
    """Return an empty or ticked box; the tick is drawn, never a character."""
    plate = Plate(x, y, size, size, edge=INK, weight=0.9)
    return (plate, cross(x, y, size, size / 7.5)) if ticked else (plate,)


def dotted(x1: float, y: float, x2: float) -> Rule:
    """Return a dotted line to write on."""
    return Rule(x1, y, x2, y, 0.8, 0.35, DOTS, round_ends=True)


def place_prose(paper: Paper, text: Text) -> None:
    """Write a text of any length, a small space between its paragraphs."""
    if not isinstance(text, str):
        return paper.text(text)
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            paper.feed(3)
        paper.text(paragraph)
    return None


def _place_grid(paper: Paper, grid: Grid) -> None:
    gutter = 10.0
    step = (paper.width + gutter) / grid.columns
    for row in _rows(grid):
        stacks: list[Stack] = []
        column = 0
        for cell in row:
            x, width = paper.left + column * step, cell.span * step - gutter
            stacks.append(_cell_stack(paper, cell, x, width))
            column += cell.span
        paper.columns(stacks, after=paper.look.row)


def _rows(grid: Grid) -> Iterable[list[Cell]]:
    row: list[Cell] = []
    used = 0
    for cell in grid.cells:
        span = min(cell.span, grid.columns)
        if used + span > grid.columns:
            yield row
            row, used = [], 0
        row.append(replace(cell, span=span))
        used += span
    if row:
        yield row


def _cell_stack(paper: Paper, cell: Cell, x: float, width: float) -> Stack:
    look = paper.look
    lines: list[tuple[Line, Style]] = [(line, look.label) for line in wrap(cell.label, look.label, width)]
    if cell.value:
        style = replace(look.body, face="semibold") if cell.strong else look.body
        lines += [(line, style) for line in wrap(cell.value, style, width)]
        return Stack(x, width, lines, key=cell.key)
    height = 17.0
    above = sum(style.leading for _, style in lines)
    lines.append((Line((), 0), replace(look.body, leading=height + 1)))

    def sign(y: float) -> None:
        paper.draw(Plate(x, y + above + 1, width, height, 2, edge=RULE, weight=0.8))

    return Stack(x, width, lines, sign=sign, key=cell.key)


def _place_table(paper: Paper, table: Table) -> None:
    spans = _column_spans(paper, table.columns)

    def put_head() -> None:
        _put_table_head(paper, table.columns, spans)

    paper.need(paper.look.label.leading * 2 + paper.look.body.leading + 12)
    put_head()
    paper.at_top_of_page = put_head
    for row in table.rows:
        paper.feed(paper.look.row)
        paper.columns(_row_stacks(paper, table, row, spans), after=paper.look.row)
        paper.rule(paper.y)
    for _ in range(table.blank_rows):
        paper.need(WRITING_PITCH)
        paper.y += WRITING_PITCH
        paper.rule(paper.y)
        paper.settle()
    paper.at_top_of_page = None


def _row_stacks(
    paper: Paper, table: Table, row: Sequence[Text | Tick], spans: Sequence[tuple[float, float]]
) -> list[Stack]:
    return [
        _tick_stack(paper, cell, x, width, strong=False)
        if isinstance(cell, Tick)
        else paper.stack(cell, paper.look.body, x, width, align=column.align)
        for cell, (x, width), column in zip(row, spans, table.columns, strict=True)
    ]


def _column_spans(paper: Paper, columns: Sequence[Column]) -> list[tuple[float, float]]:
    gutter = 9.0
    room = paper.width - gutter * (len(columns) - 1)
    total = sum(column.share for column in columns)
    spans: list[tuple[float, float]] = []
    x = paper.left
    for column in columns:
        width = room * column.share / total
        spans.append((x, width))
        x += width + gutter
    return spans


def _put_table_head(paper: Paper, columns: Sequence[Column], spans: Sequence[tuple[float, float]]) -> None:
    label = paper.look.label
    heads = [wrap(column.head, label, width) for column, (_, width) in zip(columns, spans, strict=True)]
    rows = max(len(head) for head in heads)
    for column, head, (x, width) in zip(columns, heads, spans, strict=True):
        for number, line in enumerate(head):
            paper.put(line, label, x, paper.y + (rows - len(head) + number) * label.leading, width, column.align)
    paper.y += rows * label.leading + 2
    paper.rule(paper.y, weight=0.9, grey=0.35)


def _place_ticks(paper: Paper, ticks: Ticks) -> None:
    gutter = 12.0
    step = (paper.width + gutter) / ticks.columns
    for start in range(0, len(ticks.ticks), ticks.columns):
        row = ticks.ticks[start : start + ticks.columns]
        if start:
            paper.feed(paper.look.row)
        paper.columns(
            [
                _tick_stack(paper, tick, paper.left + column * step, step - gutter, strong=ticks.strong)
                for column, tick in enumerate(row)
            ]
        )


def _tick_stack(paper: Paper, tick: Tick, x: float, width: float, *, strong: bool) -> Stack:
    style = paper.look.body
    size = BOX * style.size / 9.4
    label: str | Strong = Strong(tick.label) if strong and tick.ticked else tick.label
    text: Text = (label, f"\u00a0: {tick.detail}") if tick.detail else (label,)
    offset = size + 7

    def sign(y: float) -> None:
        paper.draw(*box(x, y + (style.leading - size) / 2, size, ticked=tick.ticked))

    return replace(paper.stack(text, style, x + offset, width - offset), sign=sign, key=tick.key)


def _place_blank(paper: Paper, blank: Blank) -> None:
    look = paper.look
    paper.need(WRITING_PITCH * min(blank.lines, 3))
    taken = 0.0
    if blank.label:
        style = replace(look.body, face="medium")
        taken = paper.write(blank.label, style, paper.y + WRITING_PITCH - style.leading - 1) + 8
    for number in range(blank.lines):
        paper.need(WRITING_PITCH)
        paper.y += WRITING_PITCH
        paper.draw(dotted(paper.left + (0 if number else taken), paper.y - 3, paper.right))
    paper.y += 3


def _place_combs(paper: Paper, combs: Combs) -> None:
    """Put the label, then a row of boxes of one pitch; a group stands a little away from the one before."""
    paper.need(paper.look.label.leading + COMB + 8)
    paper.text(combs.label, paper.look.label)
    paper.feed(3)
    x, top = paper.left, paper.y
    for count in combs.groups:
        paper.draw(*(Plate(x + at * COMB, top, COMB, COMB, edge=INK, weight=0.7) for at in range(count)))
        x += count * COMB + COMB_GAP
    paper.y = top + COMB + 4


def _place_panels(paper: Paper, panels: Panels) -> None:
    gutter, pad = 17.0, 8.5
    count = max(len(panels.panels), 2)  # one alone takes the left half
    width = (paper.width - gutter * (count - 1)) / count
    stacks = [
        _panel_stack(paper, panel, paper.left + number * (width + gutter) + pad, width - 2 * pad)
        for number, panel in enumerate(panels.panels)
    ]
    height = max(stack.height for stack in stacks) + 2 * pad - 5
    paper.need(height)
    for panel, stack in zip(panels.panels, stacks, strict=True):
        fill, edge = (TINT, None) if panel.tinted else (None, RULE)
        paper.draw(Plate(stack.x - pad, paper.y, width, height, 4, fill=fill, edge=edge, weight=0.9))
    paper.y += pad - 3
    paper.columns(stacks, after=pad - 2)


def _panel_stack(paper: Paper, panel: Panel, x: float, width: float) -> Stack:
    look = paper.look
    strong = replace(look.body, face="semibold")
    texts = ((panel.label, look.label), (panel.strong, strong), *((line, look.body) for line in panel.lines))
    return Stack(x, width, [(line, style) for text, style in texts if text for line in wrap(text, style, width)])


def _place_signatures(paper: Paper, signatures: Signatures) -> None:
    gutter, pad = 17.0, 7.0
    count = max(len(signatures.frames), 2)  # one alone takes the right half
    width = (paper.width - gutter * (count - 1)) / count
    start = paper.right - width if len(signatures.frames) == 1 else paper.left
    stacks = [
        _frame_stack(paper, frame, start + number * (width + gutter) + pad, width - 2 * pad)
        for number, frame in enumerate(signatures.frames)
    ]
    height = max(stack.height for stack in stacks) + SIGNATURE_HEIGHT + pad
    paper.need(height + (22 if signatures.dated else 4))
    if signatures.dated:
        _write_place_and_date(paper, signatures)
    paper.y += 4
    for stack in stacks:
        paper.draw(Plate(stack.x - pad, paper.y, width, height, 4, edge=RULE, weight=0.8))
    top = paper.y
    paper.y += pad - 2
    paper.columns(stacks)
    paper.y = top + height + 4


def _frame_stack(paper: Paper, frame: Frame, x: float, width: float) -> Stack:
    look = paper.look
    title = replace(look.body, face="semibold")
    texts = ((frame.title, title), *((line, look.small) for line in frame.lines))
    return Stack(x, width, [(line, style) for text, style in texts for line in wrap(text, style, width)])


def _write_place_and_date(paper: Paper, signatures: Signatures) -> None:
    """« Fait à Saint-Martin-des-Ponts, le 14/09/2026 », with dots for what is still to be written."""
    style, x = paper.look.body, paper.left
    day = say_form(signatures.on) if signatures.on else ""
    place = f"{signatures.place}," if signatures.place else ""
    for words, value, room in (("Fait à", place, 170.0), ("le", day, 80.0)):
        x += paper.write(words, style, paper.y, x=x) + 3
        if value:
            x += paper.write(value, style, paper.y, x=x) + 3
        else:
            paper.draw(dotted(x + 2, paper.y + style.baseline + 1, x + room))
            x += room + 6
    paper.y += style.leading + 4
    paper.settle()
