# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measured lines: the one routine that wraps text, with the widths of words kept in memory.

Lines break at ordinary spaces only, so that no-break spaces hold what French typography holds together. A word wider
than its column is cut, after a hyphen or a slash where it has one. « 1er » gets its raised letters. What the face
cannot draw is replaced by the bare letter when there is one (« Nguyễn » becomes « Nguyên »).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import category, decomposition, normalize

from app.documents.press import Face, has_glyph, widths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INK: Final = 0.08
INK2: Final = 0.32
RAISED_SCALE: Final = 0.62
RAISED_BY: Final = 0.32
_ORDINAL = re.compile(r"(?<!\w)(\d{1,2})(ers?|res?|es?)(?!\w)")
_BREAK_AFTER: Final = "-/@_.·"
_SUBSTITUTES: Final = {"‑": "-", "\u2009": "\u202f", "\u202f": "\u00a0", "ﬁ": "fi", "ﬂ": "fl", "′": "’", "≥": ">"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size and leading in points, grey from 0 (black) to 1, and the face of its strong words."""

    size: float
    leading: float
    face: Face = "regular"
    grey: float = INK
    strong: Face = "semibold"

    @property
    def baseline(self) -> float:
        """Distance from the top of a line to its baseline."""
        return self.leading / 2 + 0.335 * self.size

    def scaled(self, factor: float) -> Style:
        """Return the style with its measures multiplied."""
        return replace(self, size=round(self.size * factor, 2), leading=round(self.leading * factor, 2))


@dataclass(frozen=True, slots=True)
class Strong:
    """Words to stress inside a text."""

    text: str


Text = str | tuple[str | Strong, ...]
"""Plain words, or words and stressed words one after the other; a line feed starts a new line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A string of one face at `x` from the start of its line, raised by `rise` points."""

    x: float
    string: str
    face: Face
    size: float
    rise: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to be placed, and its width in points."""

    pieces: tuple[Piece, ...]
    width: float


def wrap(text: Text, style: Style, width: float) -> list[Line]:
    """Return the lines of the text in a column of that width; an empty text has none."""
    return [
        _set_line(words, style.size)
        for paragraph in _paragraphs(text, style)
        for words in _broken(paragraph, style.size, width)
    ]


def one_line(text: Text, style: Style) -> Line:
    """Return the text on one line however wide it is."""
    return _set_line([word for paragraph in _paragraphs(text, style) for word in paragraph], style.size)


def text_width(text: Text, style: Style) -> float:
    """Return the width in points of the text on one line."""
    return one_line(text, style).width


def fitted(text: Text, style: Style, width: float, *, floor: float) -> Style:
    """Return the style reduced until the text holds on one line, never below `floor` points."""
    wide = text_width(text, style)
    if wide <= width:
        return style
    return style.scaled(max(floor / style.size, width / wide * 0.995))


def cut(text: str, style: Style, width: float) -> str:
    """Return the text, or its beginning and « … » when it is wider: only for what is written in full elsewhere."""
    if text_width(text, style) <= width:
        return text
    kept = bisect_left(range(len(text)), width, key=lambda length: text_width(text[:length] + "…", style))
    return text[: max(kept - 1, 0)].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class _Part:
    string: str
    face: Face
    scale: float
    width: float  # at one point, scale counted


@dataclass(frozen=True, slots=True)
class _Word:
    parts: tuple[_Part, ...]
    width: float  # at one point


def _paragraphs(text: Text, style: Style) -> Iterator[list[_Word]]:
    runs = (text,) if isinstance(text, str) else text
    words: list[_Word] = []
    glued = False
    for run in runs:
        string, face = (run.text, style.strong) if isinstance(run, Strong) else (run, style.face)
        if not string:
            continue
        for number, line in enumerate(string.expandtabs(1).splitlines() or [""]):
            if number:
                yield words
                words, glued = [], False
            _add_words(words, line, face, glued=glued)
            glued = bool(line) and not line.endswith(" ")
        if string.endswith("\n"):
            yield words
            words, glued = [], False
    if words:
        yield words


def _add_words(words: list[_Word], line: str, face: Face, *, glued: bool) -> None:
    for number, string in enumerate(line.split(" ")):
        if not string:
            continue
        word = _word(face, string)
        if glued and not number and words:
            word = _Word(words[-1].parts + word.parts, words.pop().width + word.width)
        words.append(word)


@lru_cache(maxsize=16384)
def _word(face: Face, string: str) -> _Word:
    parts: list[_Part] = []
    position = 0
    for match in _ORDINAL.finditer(string):
        parts.append(_part(_drawable(face, string[position : match.start(2)]), face))
        parts.append(_part(match.group(2), face, RAISED_SCALE))
        position = match.end(2)
    if position < len(string):
        parts.append(_part(_drawable(face, string[position:]), face))
    return _Word(tuple(parts), sum(part.width for part in parts))


def _part(string: str, face: Face, scale: float = 1) -> _Part:
    advance = widths(face)
    default = advance.get(0, 500)
    return _Part(string, face, scale, sum(advance.get(ord(letter), default) for letter in string) * scale / 1000)


@cache
def _space(face: Face) -> float:
    return widths(face)[32] / 1000


def _drawable(face: Face, string: str) -> str:
    if string.isascii() and string.isprintable():
        return string
    return "".join(_substitute(face, letter) for letter in normalize("NFC", string))


@cache
def _substitute(face: Face, letter: str) -> str:
    if category(letter) in {"Cc", "Cf"}:
        return ""
    if has_glyph(face, ord(letter)):
        return letter
    if letter in _SUBSTITUTES:
        return _drawable(face, _SUBSTITUTES[letter])
    base = decomposition(letter).split(" ")[0]
    if base and not base.startswith("<"):
        return _substitute(face, chr(int(base, 16)))
    return "" if category(letter).startswith("M") else letter


def _broken(words: list[_Word], size: float, width: float) -> Iterator[list[_Word]]:
    limit = width / size + 1e-6
    line: list[_Word] = []
    used = 0.0
    for word in _narrow_enough(words, limit):
        gap = _space(line[-1].parts[-1].face) if line else 0
        if line and used + gap + word.width > limit:
            yield line
            line, used, gap = [], 0.0, 0.0
        line.append(word)
        used += gap + word.width
    yield line


def _narrow_enough(words: list[_Word], limit: float) -> Iterator[_Word]:
    for word in words:
        if word.width <= limit:
            yield word
        else:
            yield from _chopped(word, limit)


def _chopped(word: _Word, limit: float) -> Iterator[_Word]:
    letters = [_part(letter, part.face, part.scale) for part in word.parts for letter in part.string]
    while letters:
        end = _chop_at(letters, limit)
        head, letters = letters[:end], letters[end:]
        yield _Word(tuple(head), sum(letter.width for letter in head))


def _chop_at(letters: Sequence[_Part], limit: float) -> int:
    """Return how many letters hold in the limit, at least one, stopping after a hyphen in their second half."""
    used, end = 0.0, 0
    for letter in letters:
        used += letter.width
        if used > limit and end:
            break
        end += 1
    if end < len(letters):
        for position in range(end, end // 2, -1):
            if letters[position - 1].string in _BREAK_AFTER:
                return position
    return end


def _set_line(words: Sequence[_Word], size: float) -> Line:
    """Join what has the same look into one piece, so that a line of one face is inked in one go."""
    pieces: list[Piece] = []
    run: list[str] = []
    last: _Part | None = None
    start = x = 0.0
    for word in words:
        space, gap = (" ", _space(last.face) * size) if last else ("", 0.0)
        for part in word.parts:
            if last is None or part.face != last.face or part.scale != last.scale:
                _close(pieces, run, last, start, size)
                run, start, space = [], x + gap, ""
            last = part
            run.append(space + part.string)
            x += gap + part.width * size
            space, gap = "", 0.0
    _close(pieces, run, last, start, size)
    return Line(tuple(pieces), x)


def _close(pieces: list[Piece], run: list[str], look: _Part | None, start: float, size: float) -> None:
    if look is not None and (string := "".join(run)):
        rise = 0.0 if look.scale == 1 else RAISED_BY * size
        pieces.append(Piece(start, string, look.face, round(size * look.scale, 2), rise))
