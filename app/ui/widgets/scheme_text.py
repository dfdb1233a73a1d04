# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scheme told in plain French, as a page to read: arrows and Page Down scroll it, its words can be copied."""

from __future__ import annotations

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor

from app.french.dates import say_long
from app.schemes.explain import Explanation, Part
from app.ui import theme
from app.ui.widgets.guide import Block, GuideText, write_block

DOUBTS = "À vérifier"
DETAIL = "– "


class SchemeText(GuideText):
    """Shows the page of a scheme; what is not verified comes first, on its own ground."""

    def __init__(self) -> None:
        super().__init__()
        self.page: Explanation | None = None
        self.setAccessibleName("Dispositif")

    def show_explanation(self, page: Explanation | None) -> None:
        """Show the page of a scheme from its beginning, or nothing while it is being read."""
        self.page = page
        self.setAccessibleName(page.title if page is not None else "Dispositif")
        self.write()
        self.verticalScrollBar().setValue(0)

    def write(self) -> None:
        """Write the page in the sizes and colours in force."""
        document = self.document()
        document.clear()
        page = self.page
        if page is None:
            return
        document.setDocumentMargin(theme.px(4))
        document.setDefaultFont(theme.font("body"))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        write_block(cursor, Block("title", page.title), first=True)
        write_part(cursor, f"Vérifié le {say_long(page.checked_on)}", token="ok")
        parts = sorted(page.parts, key=lambda part: part.title != DOUBTS)
        for part in parts:
            self.write_told(cursor, part)
        cursor.endEditBlock()
        self.fit()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def write_told(self, cursor: QTextCursor, part: Part) -> None:
        """Write one part under its heading."""
        write_block(cursor, Block("section", part.title), first=False)
        for line in part.lines:
            if part.title == DOUBTS:
                write_part(cursor, line, ground="soonbg")
            elif line.startswith(DETAIL):
                write_part(cursor, line.removeprefix(DETAIL), token="ink2", inset=18, above=1)
            else:
                write_part(cursor, line)


def write_part(
    cursor: QTextCursor, text: str, *, token: str = "ink", ground: str = "", inset: int = 0, above: int = 5
) -> None:
    """Write a line of a part; what details the line above stands to its right."""
    shape = QTextBlockFormat()
    shape.setTopMargin(theme.px(above))
    shape.setBottomMargin(theme.px(1))
    shape.setLeftMargin(theme.px(inset))
    if ground:
        shape.setBackground(theme.colour(ground))
    cursor.insertBlock(shape)
    look = QTextCharFormat()
    look.setFont(theme.font("body"))
    look.setForeground(theme.colour(token))
    cursor.insertText(text, look)
