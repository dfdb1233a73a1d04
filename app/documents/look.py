# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formats and styles of papers: black, three greys, and sizes in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from app.documents.press import A4
from app.documents.typesetting import INK2, Style

MILLIMETRE: Final = 72 / 25.4
RULE, HAIRLINE, TINT = 0.55, 0.78, 0.945

TITLE: Final = Style(17, 21, "bold")
SUBTITLE: Final = Style(9.6, 12.6, grey=INK2)
HEADING: Final = Style(10.8, 13.6, "semibold")
BODY: Final = Style(9.6, 12.5)
QUOTATION: Final = Style(9.8, 13.2, "italic")
LABEL: Final = Style(7.8, 10.4, grey=INK2)
SMALL: Final = Style(8.4, 11.2, grey=INK2, strong="semibold")
SENDER: Final = Style(9.6, 12.4, "semibold")
NOTICE: Final = Style(7.4, 9.8, grey=INK2)
PAGE_OF: Final = Style(7.8, 9.8, "medium")


@dataclass(frozen=True)
class Format:
    """A page in points: its size, its side margins, where its text starts and where its foot is ruled."""

    width: float = A4[0]
    height: float = A4[1]
    margin: float = 18 * MILLIMETRE
    top: float = 36
    foot: float = 799.5


PORTRAIT: Final = Format()
LANDSCAPE: Final = Format(A4[1], A4[0], 14 * MILLIMETRE, 32, 552)
FOR_THE_PERSON: Final = Format(margin=20 * MILLIMETRE, top=26)


@dataclass(frozen=True)
class Look:
    """The styles of a paper and the room left around its sections, in points."""

    title: Style = TITLE
    subtitle: Style = SUBTITLE
    heading: Style = HEADING
    body: Style = BODY
    quotation: Style = QUOTATION
    label: Style = LABEL
    small: Style = SMALL
    sender: Style = SENDER
    notice: Style = NOTICE
    page_of: Style = PAGE_OF
    before_section: float = 10
    after_section: float = 4
    row: float = 2.8
    gap: float = 6

    def scaled(self, text: float, room: float) -> Look:
        """Return the look with its reading text and its rooms reduced; title, head and foot keep their size."""
        return replace(
            self,
            heading=self.heading.scaled(text),
            body=self.body.scaled(text),
            quotation=self.quotation.scaled(text),
            label=self.label.scaled(text),
            before_section=self.before_section * room,
            after_section=self.after_section * room,
            row=self.row * room,
            gap=self.gap * room,
        )
