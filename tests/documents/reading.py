# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading printed papers back with two readers that know nothing of how they were made."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ContentStream

GREYS = {"g", "G"}
COLOURS = {"rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "Do", "BI"}


@dataclass(frozen=True)
class Box:
    """A piece of a printed line, in points from the foot of the page."""

    text: str
    left: float
    low: float
    right: float
    high: float

    def overlaps(self, other: Box, slack: float = 0.6) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.high, other.high) - max(self.low, other.low)
        return across > slack and down > slack


def plain(text: str) -> str:
    """The text with every kind of space made one, to compare what is said and not how it is set."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def pages_text(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [plain(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def whole_text(pdf: bytes) -> str:
    return " ".join(pages_text(pdf))


def boxes(pdf: bytes) -> list[list[Box]]:
    """The rectangles of text of each page, as pdfium finds them from the glyphs."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page_boxes(page) for page in document]
    finally:
        document.close()


def page_boxes(page: pypdfium2.PdfPage) -> list[Box]:
    text = page.get_textpage()
    found = []
    for index in range(text.count_rects()):
        left, low, right, high = text.get_rect(index)
        said = text.get_text_bounded(left, low, right, high).strip()
        if said:
            found.append(Box(said, left, low, right, high))
    return found


def collisions(pdf: bytes) -> list[tuple[int, str, str]]:
    """Every pair of pieces of text that print over each other, with their page."""
    found = []
    for number, page in enumerate(boxes(pdf), 1):
        page.sort(key=lambda box: -box.high)
        for index, one in enumerate(page):
            for other in page[index + 1 :]:
                if other.high < one.low:
                    break
                if one.overlaps(other):
                    found.append((number, one.text, other.text))
    return found


def outside(pdf: bytes, margin: float) -> list[str]:
    """What is printed nearer to the edge of its page than the margin, in points."""
    reader = PdfReader(BytesIO(pdf))
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages]
    return [
        box.text
        for page, (width, height) in zip(boxes(pdf), sizes, strict=True)
        for box in page
        if box.left < margin or box.right > width - margin or box.low < 12 or box.high > height - 12
    ]


def operators(pdf: bytes) -> set[str]:
    """The names of all the operators that draw the pages."""
    reader = PdfReader(BytesIO(pdf))
    return {
        operator.decode()
        for page in reader.pages
        for _, operator in ContentStream(page.get_contents(), reader).operations
    }


def fonts(pdf: bytes) -> dict[str, bool]:
    """The fonts of the pages, and whether each is embedded."""
    reader = PdfReader(BytesIO(pdf))
    found = {}
    for page in reader.pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            descriptor = font.get("/FontDescriptor")
            found[str(font["/BaseFont"])] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found
