# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page: its format, its look, its head and foot, and the flow of lines and blocks down its columns.

A `Paper` fills leaves from top to bottom. What does not fit goes on to the next page: long columns are cut between two
lines, a heading never stays alone at the foot of a page, and a table puts its head again on top.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal

from app.documents.look import HAIRLINE, PORTRAIT, Format, Look
from app.documents.press import Leaf, Letters, Picture, Rule, Shape, print_leaves
from app.documents.typesetting import INK, Line, Style, Text, cut, one_line, wrap
from app.french.dates import say_long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

Align = Literal["left", "right", "centre"]
SPILL: Final = 0.14  # of a page, for each page before the last: what tightening can spare
TIGHTER: Final = ((0.96, 0.6),)
RUNNING_HEAD: Final = 24.0


@dataclass(frozen=True)
class Sender:
    """The organisation whose paper this is: its name, then its service, address, telephone, one per line; its logo."""

    organisation: str
    lines: tuple[str, ...] = ()
    logo: Picture | None = None


@dataclass(frozen=True)
class Imprint:
    """What identifies a paper. `number` is empty for a draft; `mention` follows the date (« règles au 01/01/2026 »).

    `notice` is the footer: secrecy and rights, in one or two lines. `state` follows the number: « annulée », « copie ».
    A paper that is not `numbered`, like the person's own copy, shows neither.
    """

    number: str
    issued_on: date
    notice: str
    mention: str = ""
    state: str = ""
    numbered: bool = True

    @property
    def name(self) -> str:
        """The number as printed: « FO-45-2026-0184 », « FO-45-2026-0184, annulée », « Projet, sans numéro »."""
        if not self.numbered:
            return ""
        if not self.number:
            return "Projet, sans numéro"
        return f"{self.number}, {self.state}" if self.state else self.number

    @property
    def dated(self) -> str:
        """The date and the mention: « 14 septembre 2026 · règles au 01/01/2026 »."""
        return " · ".join(part for part in (say_long(self.issued_on), self.mention) if part)


@dataclass(frozen=True)
class Place:
    """Where something was put: its page (from 0) and its rectangle in points from the top left corner of that page."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Stack:
    """Lines one under the other at `x`, each in its style; `sign` draws what stands before the first one.

    What bears a `key` can be found again in `Paper.places`.
    """

    x: float
    width: float
    lines: Sequence[tuple[Line, Style]]
    align: Align = "left"
    sign: Callable[[float], None] | None = None
    key: str = ""

    @property
    def height(self) -> float:
        """The height in points of all the lines."""
        return sum(style.leading for _, style in self.lines)

    def parted(self, room: float) -> tuple[Stack, Stack]:
        """Return what holds in `room` points and what goes on to the next page."""
        used, count = 0.0, 0
        for _, style in self.lines:
            used += style.leading
            if used > room:
                break
            count += 1
        if 0 < count < len(self.lines) and len(self.lines) - count == 1 and count > 2:
            count -= 1
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:], sign=None)


@dataclass
class _Bare:
    """A heading under which nothing has been placed yet: where its marks start, and how to place it again."""

    shapes: int
    letters: int
    again: Callable[[], None]


class Paper:
    """Leaves being filled. `y` is where the next thing goes, from the top of the current leaf."""

    def __init__(
        self, sender: Sender, imprint: Imprint, *, running: str = "", page: Format = PORTRAIT, look: Look | None = None
    ) -> None:
        self.sender = sender
        self.imprint = imprint
        self.running = running
        self.page = page
        self.look = look or Look()
        self.left = page.margin
        self.right = page.width - page.margin
        self.width = self.right - self.left
        self.notice = self._wrapped_notice()
        self.foot = page.foot - max(0, len(self.notice) - 2) * self.look.notice.leading
        self.bottom = self.foot - 9
        self.leaves: list[Leaf] = []
        self.y = 0.0
        self.at_top_of_page: Callable[[], None] | None = None
        self.places: dict[str, Place] = {}
        self._bare: _Bare | None = None
        self._sections = 0
        self._finished = False
        self._add_leaf()

    def feed(self, height: float) -> None:
        """Leave room, except at the very top of a following page."""
        if self.y > self.page.top or len(self.leaves) == 1:
            self.y += height

    def need(self, height: float) -> None:
        """Go on to a new page unless `height` points are left on this one."""
        if self.y + height > self.bottom and not self._is_fresh():
            self.new_page()

    def new_page(self) -> None:
        """Start the next page; a bare heading comes along, and an open table puts its head again."""
        bare, self._bare = self._bare, None
        if bare is not None:
            leaf = self.leaves[-1]
            del leaf.shapes[bare.shapes :], leaf.letters[bare.letters :]
        self._add_leaf()
        self._put_running_head()
        if bare is not None:
            bare.again()
        if self.at_top_of_page is not None:
            self.at_top_of_page()

    def section(self, title: str, note: str = "", *, sign: str | None = None) -> None:
        """Open a section: its number (or `sign`, « A »), its title, and at the right of the rule its `note`."""
        if sign is None:
            self._sections += 1
            sign = str(self._sections)
        self.heading(f"{sign}\u00a0\u00a0{title}" if sign else title, note)

    def heading(self, title: str, note: str = "") -> None:
        """Place a heading over its rule; it waits for what follows before it settles on a page."""
        self.feed(self.look.before_section)
        self.need(self.look.heading.leading + 30)
        self._put_waiting_heading(title, note)

    def text(
        self, text: Text, style: Style | None = None, *, x: float | None = None, width: float | None = None
    ) -> None:
        """Write a text down the page, from its left edge unless `x` says otherwise."""
        style = style or self.look.body
        at = self.left if x is None else x
        wide = self.right - at if width is None else width
        self.columns([self.stack(text, style, at, wide)])

    def stack(self, text: Text, style: Style, x: float, width: float, *, align: Align = "left") -> Stack:
        """Return the wrapped lines of a text as a column ready to be placed."""
        return Stack(x, width, [(line, style) for line in wrap(text, style, width)], align)

    def columns(self, stacks: Sequence[Stack], *, after: float = 0) -> float:
        """Place stacks side by side and go under the highest; what does not fit goes on to the next pages.

        Return the y of their top on the page where they end.
        """
        while not self._hold(stacks):
            room = self.bottom - self.y
            parted = [stack.parted(room) for stack in stacks]
            if self._worth_parting(stacks, room):
                self._place([head for head, _ in parted])
                stacks = [tail for _, tail in parted]
            self.new_page()
        top = self.y
        self._place(stacks)
        self.y += after
        return top

    def write(self, text: Text, style: Style, y: float, *, x: float | None = None, align: Align = "left") -> float:
        """Write one line whose top is at `y`, without wrapping; return its width. `x` is the edge it leans on."""
        line = one_line(text, style)
        edge = {"left": self.left, "right": self.right, "centre": (self.left + self.right) / 2}[align]
        self._ink_line(line, style, _start(edge if x is None else x, 0, line.width, align), y)
        return line.width

    def put(self, line: Line, style: Style, x: float, y: float, width: float, align: Align = "left") -> None:
        """Ink one line whose top is at `y` in a column, without saying that something stands under the heading."""
        self._ink_line(line, style, _start(x, width, line.width, align), y)

    def draw(self, *shapes: Shape) -> None:
        """Put shapes on the current leaf."""
        self.leaves[-1].shapes.extend(shapes)
        self.settle()

    def settle(self) -> None:
        """Say that something stands under the last heading: it stays on this page."""
        self._bare = None

    def rule(self, y: float, *, weight: float = 0.5, grey: float = HAIRLINE, x1: float = 0, x2: float = 0) -> None:
        """Draw a horizontal rule, across the page unless told."""
        self.leaves[-1].shapes.append(Rule(x1 or self.left, y, x2 or self.right, y, weight, grey))

    def finish(self) -> list[Leaf]:
        """Put the foot on every page and return the leaves."""
        if not self._finished:
            for number, leaf in enumerate(self.leaves, 1):
                self._put_foot(leaf, number)
        self._finished = True
        return self.leaves

    def _add_leaf(self) -> None:
        self.leaves.append(Leaf(self.page.width, self.page.height))
        self.y = self.page.top

    def _is_fresh(self) -> bool:
        return len(self.leaves) > 1 and self.y <= self.page.top + 60

    def _hold(self, stacks: Sequence[Stack]) -> bool:
        return self.y + max((stack.height for stack in stacks), default=0) <= self.bottom

    def _worth_parting(self, stacks: Sequence[Stack], room: float) -> bool:
        """Part only what is long, or what would not hold on a page of its own."""
        tallest = max(stack.height for stack in stacks)
        least = max(style.leading for stack in stacks for _, style in stack.lines[:1])
        if room < 2 * least:
            return self._is_fresh()
        return tallest > (self.bottom - self.page.top) / 4 or self._is_fresh()

    def _place(self, stacks: Sequence[Stack]) -> None:
        for stack in stacks:
            y = self.y
            if stack.key and stack.lines:
                self.places.setdefault(stack.key, Place(len(self.leaves) - 1, stack.x, y, stack.width, stack.height))
            if stack.sign is not None:
                stack.sign(y)
            for line, style in stack.lines:
                self._ink_line(line, style, _start(stack.x, stack.width, line.width, stack.align), y)
                y += style.leading
        self.y += max((stack.height for stack in stacks), default=0)
        self.settle()

    def _ink_line(self, line: Line, style: Style, x: float, y: float) -> None:
        self.leaves[-1].letters.extend(put_letters(line, style, x, y))

    def _put_heading(self, title: str, note: str) -> None:
        look = self.look
        noted = one_line(note, look.label)
        beside = one_line(title, look.heading).width + 12 + noted.width <= self.width
        for line in wrap(title, look.heading, self.width):
            self._ink_line(line, look.heading, self.left, self.y)
            self.y += look.heading.leading
        if beside:
            drop = look.heading.leading - look.heading.baseline + look.label.baseline
            self._ink_line(noted, look.label, self.right - noted.width, self.y - drop)
        else:
            for line in wrap(note, look.label, self.width):
                self._ink_line(line, look.label, self.left, self.y)
                self.y += look.label.leading
        self.rule(self.y + 1.6, weight=0.9, grey=INK)
        self.y += 1.6 + look.after_section

    def _put_waiting_heading(self, title: str, note: str) -> None:
        leaf = self.leaves[-1]
        shapes, letters = len(leaf.shapes), len(leaf.letters)
        self._put_heading(title, note)
        self._bare = _Bare(shapes, letters, again=lambda: self._put_waiting_heading(title, note))

    def _put_running_head(self) -> None:
        reminder = " · ".join(part for part in (self.imprint.name, say_long(self.imprint.issued_on)) if part)
        taken = self.write(reminder, self.look.small, self.y, align="right") if reminder else 0
        running = self.look.small.scaled(1.08)
        style = replace(running, face="semibold", grey=INK)
        self.write(cut(self.running or self.sender.organisation, style, self.width - taken - 16), style, self.y)
        self.y += RUNNING_HEAD

    def _wrapped_notice(self) -> list[Line]:
        """Wrap the notice beside the number; the foot rises when two lines are not enough."""
        beside = max(
            one_line("page 88 sur 88", self.look.page_of).width, one_line(self.imprint.name, self.look.notice).width
        )
        return wrap(self.imprint.notice, self.look.notice, self.width - beside - 28)

    def _put_foot(self, leaf: Leaf, number: int) -> None:
        look, foot = self.look, self.foot
        leaf.shapes.append(Rule(self.left, foot, self.right, foot, 0.5, HAIRLINE))
        page_of = one_line(f"page {number} sur {len(self.leaves)}", look.page_of)
        self._ink_foot(leaf, page_of, look.page_of, foot + 4)
        if self.imprint.name:
            name = one_line(self.imprint.name, look.notice)
            self._ink_foot(leaf, name, look.notice, foot + 4 + look.page_of.leading)
        for row, line in enumerate(self.notice):
            leaf.letters.extend(put_letters(line, look.notice, self.left, foot + 4 + row * look.notice.leading))

    def _ink_foot(self, leaf: Leaf, line: Line, style: Style, y: float) -> None:
        leaf.letters.extend(put_letters(line, style, self.right - line.width, y))


def without_spill(
    lay_out: Callable[[Look], Paper],
    look: Look,
    *,
    tighter: Sequence[tuple[float, float]] = TIGHTER,
    spill: float = SPILL,
) -> Paper:
    """Return the paper laid out, a little tighter when that spares a last page of a few lines.

    `tighter` says by how much to try: factors for the text and for the room around it; `spill` up to how much may
    stand on the last page, as a share of the pages before it.
    """
    paper = lay_out(look)
    alone = paper.y - paper.page.top - RUNNING_HEAD
    if alone > spill * paper.page.height * (len(paper.leaves) - 1):
        return paper
    for text, room in tighter:
        shorter = lay_out(look.scaled(text, room))
        if len(shorter.leaves) < len(paper.leaves):
            return shorter
    return paper


def bind(papers: Iterable[Paper], *, title: str) -> bytes:
    """Return one PDF of all the papers, each keeping its own page count. The author is the first one's sender.

    Papers are taken one by one: of a great many, only the one being printed is held.
    """
    waiting = iter(papers)
    first = next(waiting)
    leaves = (leaf for paper in chain([first], waiting) for leaf in paper.finish())
    return print_leaves(leaves, title=title, author=first.sender.organisation)


def _start(x: float, width: float, taken: float, align: Align) -> float:
    if align == "left":
        return x
    return x + (width - taken) / (2 if align == "centre" else 1)


def put_letters(line: Line, style: Style, x: float, y: float) -> Iterable[Letters]:
    """Return the letters of a line whose top left corner is (x, y)."""
    baseline = y + style.baseline
    for piece in line.pieces:
        yield Letters(x + piece.x, baseline - piece.rise, piece.string, piece.face, piece.size, style.grey)
