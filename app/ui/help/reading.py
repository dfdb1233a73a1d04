# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the pages of help: a title, paragraphs, a table of keys. Plain Markdown, nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from app import RESOURCES
from app.french.typography import typeset

FOLDER = RESOURCES / "help"
ORDER = (
    "today",
    "people",
    "person",
    "procedure",
    "referral",
    "referrals",
    "partners",
    "meetings",
    "import",
    "settings",
    "unlock",
)


@dataclass(frozen=True)
class HelpText:
    """One page. In `paragraphs`, what stands between *stars* is stressed."""

    title: str
    paragraphs: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]


def topics() -> tuple[str, ...]:
    """The pages there are, in the order of the index."""
    return tuple(topic for topic in ORDER if (FOLDER / f"{topic}.md").is_file())


@cache
def read(topic: str) -> HelpText:
    """One page of help."""
    text = (FOLDER / f"{topic}.md").read_text("utf-8")
    blocks = [block.strip() for block in text.partition("-->")[2].split("\n\n") if block.strip()]
    title = next(block.removeprefix("# ") for block in blocks if block.startswith("# "))
    said = [block for block in blocks if not block.startswith(("#", "|"))]
    table = next((block for block in blocks if block.startswith("|")), "")
    paragraphs = (
        typeset(" ".join(block.replace("*", "").split()) if "**" not in block else _stressed(block)) for block in said
    )
    return HelpText(typeset(title), tuple(paragraphs), tuple(_rows(table)))


def _stressed(block: str) -> str:
    """Two stars become one, the mark of our labels; one star (italics) goes."""
    pieces = block.split("**")
    plain = [piece.replace("*", "") for piece in pieces]
    return " ".join("*".join(plain).split())


def _rows(table: str) -> list[tuple[str, str]]:
    lines = table.splitlines()[2:]
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [(typeset(key), typeset(effect)) for key, effect in cells]
