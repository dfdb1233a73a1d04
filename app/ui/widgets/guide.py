# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page of help: the few marks of resources/help/*.md, read with the keyboard, in the type scale of the application.

Marks: `# title`, `## section`, `- item`, `| cell | cell |`, a blank line between paragraphs; inside a line, **stress**
and `key`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from app import RESOURCES
from app.french.typography import typeset
from app.ui import theme

FOLDER = RESOURCES / "help"
WIDEST = 720
ORDER = (
    "today",
    "people",
    "person",
    "procedure",
    "referral",
    "official",
    "referrals",
    "partners",
    "meetings",
    "import",
    "settings",
    "unlock",
)
ROLES = {"title": "title", "section": "section", "text": "body", "item": "body"}
ABOVE = {"title": 0, "section": 18, "text": 8, "item": 3}
INLINE = re.compile(r"(\*\*.+?\*\*|\*[^*]+?\*|`.+?`)")


@dataclass(frozen=True)
class Block:
    """A title, a section, a paragraph or an item."""

    kind: Literal["title", "section", "text", "item"]
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first row is the heading."""

    rows: tuple[tuple[str, ...], ...]


def blocks(text: str) -> Iterator[Block | Table]:
    """The blocks of a page, in order."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.splitlines()
        if lines[0].startswith("|"):
            rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
            yield Table(tuple(row for row in rows if not all(set(cell) <= {"-", ":"} for cell in row)))
        elif lines[0].startswith("- "):
            for item in re.split(r"\n(?=- )", part):
                yield Block("item", " ".join(line.strip() for line in item[2:].splitlines()))
        elif lines[0].startswith("## "):
            yield Block("section", lines[0][3:])
        elif lines[0].startswith("# "):
            yield Block("title", lines[0][2:])
        else:
            yield Block("text", " ".join(line.strip() for line in lines))


def topics() -> tuple[str, ...]:
    """The pages there are, named after their screens, in the order of the index."""
    return tuple(name for name in ORDER if (FOLDER / f"{name}.md").is_file())


@cache
def title_of(name: str) -> str:
    """The title of a page."""
    return next(block.text for block in blocks(page_text(name)) if isinstance(block, Block) and block.kind == "title")


@cache
def page_text(name: str) -> str:
    """The text of the help page of a screen, typeset."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return typeset(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).strip())


class GuideText(QTextBrowser):
    """Shows one page of help; arrows and Page Down scroll it, its words can be selected and copied."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.name = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setProperty("bare", True)
        theme.changes.changed.connect(self.write)
        if name:
            self.show_page(name)

    def show_page(self, name: str) -> None:
        """Show the page of a screen, from its beginning."""
        self.name = name
        self.write()
        self.verticalScrollBar().setValue(0)

    def write(self) -> None:
        """Write the page in the sizes and colours in force."""
        if not self.name:
            return
        document = self.document()
        document.clear()
        document.setDocumentMargin(theme.px(4))
        document.setDefaultFont(theme.font("body"))
        cursor = QTextCursor(document)
        first = True
        for block in blocks(page_text(self.name)):
            if isinstance(block, Table):
                write_table(cursor, block)
            else:
                write_block(cursor, block, first=first)
                if block.kind == "title":
                    self.setAccessibleName(f"Aide\u00a0: {block.text}")
            first = False
        self.fit()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def fit(self) -> None:
        """Keep lines short enough to be read."""
        frame = self.document().rootFrame()
        shape: QTextFrameFormat = frame.frameFormat()
        spare = self.viewport().width() - theme.px(WIDEST)
        shape.setRightMargin(max(theme.px(4), spare))
        frame.setFrameFormat(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.fit()


def write_block(cursor: QTextCursor, block: Block, *, first: bool) -> None:
    """Write a title, a section, a paragraph or an item at the cursor."""
    shape = QTextBlockFormat()
    shape.setTopMargin(0 if first else theme.px(ABOVE[block.kind]))
    shape.setBottomMargin(theme.px(2))
    shape.setHeadingLevel({"title": 1, "section": 2}.get(block.kind, 0))
    text = block.text
    if block.kind == "item":
        shape.setLeftMargin(theme.px(18))
        shape.setTextIndent(-theme.px(14))
        text = f"–\u00a0\u00a0{text}"
    if first:
        cursor.setBlockFormat(shape)
    else:
        cursor.insertBlock(shape)
    write_line(cursor, text, ROLES[block.kind])


def write_table(cursor: QTextCursor, table: Table) -> None:
    """Write a table with its heading and a hairline under each row."""
    look = QTextTableFormat()
    look.setBorder(0)
    look.setCellPadding(theme.px(4))
    look.setCellSpacing(0)
    look.setTopMargin(theme.px(8))
    look.setHeaderRowCount(1)
    columns = len(table.rows[0])
    widths = [QTextLength(QTextLength.Type.PercentageLength, 28)] if columns > 1 else []
    rest = (100 - 28 * len(widths)) / max(1, columns - len(widths))
    widths += [QTextLength(QTextLength.Type.PercentageLength, rest)] * (columns - len(widths))
    look.setColumnWidthConstraints(widths)
    made = cursor.insertTable(len(table.rows), columns, look)
    for line, row in enumerate(table.rows):
        for at, cell in enumerate(row[:columns]):
            place = made.cellAt(line, at).firstCursorPosition()
            if line == 0:
                write_line(place, cell, "label", token="ink2")
            else:
                write_line(place, cell, "body", weight=600 if at == 0 else None)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def write_line(cursor: QTextCursor, text: str, role: str, *, token: str = "ink", weight: int | None = None) -> None:
    """Write a line with its stressed words, its keys and what is quoted from the screen."""
    for piece in INLINE.split(text):
        look = QTextCharFormat()
        font, colour = theme.font(role, weight), token
        if piece.startswith("**"):
            font = theme.font(role, 600)
        elif piece.startswith("`"):
            font, colour = theme.font(role, 600), "accent"
        elif piece.startswith("*"):
            font = theme.font(role, italic=True)
        look.setFont(font)
        look.setForeground(theme.colour(colour))
        cursor.insertText(piece.strip("*`") if INLINE.fullmatch(piece) else piece, look)
