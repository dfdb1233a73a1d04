# SPDX-License-Identifier: AGPL-3.0-or-later
"""What papers are made of: grids of labelled values, tables, ticked boxes, words quoted, lines to fill in by hand.

A sheet carries sections of blocks, and `setting` puts them down a paper. A paper therefore knows no scheme: whatever a
form definition lays out, it says with these blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.paper import Align
from app.documents.typesetting import Text

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Cell:
    """A value under its label, over `span` columns of its grid. An empty value leaves a box to fill in by hand.

    `key`, usually the data path of the value, tells the preview where it is on the page.
    """

    label: str
    value: Text
    span: int = 1
    strong: bool = False
    key: str = ""


@dataclass(frozen=True)
class Grid:
    """Labelled values side by side in `columns` equal columns."""

    cells: tuple[Cell, ...]
    columns: int = 4


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its share of the width, the side its values lean on."""

    head: str
    share: float = 1
    align: Align = "left"


@dataclass(frozen=True)
class Tick:
    """A box, ticked or not, with its label and what details it."""

    ticked: bool
    label: str
    detail: str = ""
    key: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of texts or boxes under a head put again on each page. `blank_rows` are left to write in by hand."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text | Tick, ...], ...]
    blank_rows: int = 0
    key: str = ""


@dataclass(frozen=True)
class Ticks:
    """Boxes one under the other, or in columns read line by line. `strong` stresses the labels that are ticked."""

    ticks: tuple[Tick, ...]
    columns: int = 1
    strong: bool = True


@dataclass(frozen=True)
class Quotation:
    """The person's own words, in italics between guillemets."""

    words: str
    key: str = ""


@dataclass(frozen=True)
class Prose:
    """Text of any length; a line feed starts a new paragraph."""

    text: Text
    key: str = ""


@dataclass(frozen=True)
class Blank:
    """Dotted lines to write on, after or under a label."""

    label: str = ""
    lines: int = 1


@dataclass(frozen=True)
class Panel:
    """A framed or tinted box: a small label, a stressed line, ordinary lines."""

    label: str
    strong: str
    lines: tuple[str, ...] = ()
    tinted: bool = False


@dataclass(frozen=True)
class Panels:
    """Boxes of one height side by side."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Frame:
    """Where someone signs: who, and the lines printed above the signature."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signatures:
    """« Fait à … le … » — dots where `place` or `on` is missing — and one frame per signature, 20 mm free at least."""

    frames: tuple[Frame, ...]
    place: str = ""
    on: date | None = None
    dated: bool = True


@dataclass(frozen=True)
class Combs:
    """Boxes to write one sign in each by hand, in groups, under a label."""

    label: str
    groups: tuple[int, ...]


Block = Grid | Table | Ticks | Quotation | Prose | Blank | Combs | Panels | Signatures


@dataclass(frozen=True)
class Section:
    """A numbered section; `note` stands at the right of its rule (« rubrique 4 du Cerfa », « 2 personnes »)."""

    title: str
    blocks: tuple[Block, ...]
    note: str = ""
    sign: str | None = None
