# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where each key of a TOML file stands: `tomllib` gives the values but forgets their lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]
"""The way to a value: keys, and places (from 0) in the lists: ("deadlines", 2, "unit")."""


class Lines:
    """The lines (from 1) of the keys, blocks and list items of a text that is valid TOML."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._token = ("end", "", 1)
        self._known: dict[Path, int] = {(): 1}
        self._counts: dict[Path, int] = {}
        self._read_document()

    def of(self, path: Path) -> int:
        """Give the line of a path, or of the nearest block around it."""
        while path not in self._known:
            path = path[:-1]
        return self._known[path]

    # The grammar, from the whole document down to one value

    def _read_document(self) -> None:
        block: Path = ()
        self._next()
        while self._kind != "end":
            if self._kind == "newline":
                self._next()
            elif self._word == "[":
                block = self._header()
            else:
                self._pair(block)

    def _header(self) -> Path:
        line = self._line
        self._next()
        repeated = self._word == "["
        if repeated:
            self._next()
        *parents, last = self._key("]")
        block = self._within((), parents)
        block = self._next_item((*block, last)) if repeated else self._within(block, [last])
        self._known.setdefault(block, line)
        while self._kind not in ("newline", "end"):
            self._next()
        return block

    def _within(self, block: Path, keys: list[str]) -> Path:
        """Follow keys down; a key that names a repeated block means its last item so far."""
        for key in keys:
            block = (*block, key)
            if block in self._counts:
                block = (*block, self._counts[block] - 1)
        return block

    def _next_item(self, block: Path) -> Path:
        place = self._counts.get(block, 0)
        self._counts[block] = place + 1
        self._known.setdefault(block, self._line)
        return (*block, place)

    def _pair(self, block: Path) -> None:
        line = self._line
        path = (*block, *self._key("="))
        self._known.setdefault(path, line)
        self._next()
        self._value(path)

    def _key(self, end: str) -> list[str]:
        parts: list[str] = []
        while self._word != end:
            if self._word != ".":
                parts.append(self._word[1:-1] if self._kind == "string" else self._word)
            self._next()
        return parts

    def _value(self, path: Path) -> None:
        if self._word == "[":
            self._array(path)
        elif self._word == "{":
            self._inline_block(path)
        else:
            while self._kind not in ("newline", "end") and self._word not in (",", "]", "}"):
                self._next()

    def _array(self, path: Path) -> None:
        self._next()
        place = 0
        while self._word != "]":
            if self._kind == "newline" or self._word == ",":
                self._next()
                continue
            self._known[*path, place] = self._line
            self._value((*path, place))
            place += 1
        self._next()

    def _inline_block(self, path: Path) -> None:
        self._next()
        while self._word != "}":
            if self._kind == "newline" or self._word == ",":
                self._next()
            else:
                self._pair(path)
        self._next()

    # The current token

    def _next(self) -> None:
        self._token = next(self._tokens, ("end", "", self._line))

    @property
    def _kind(self) -> str:
        return self._token[0]

    @property
    def _word(self) -> str:
        """The text of the token; a string never looks like a mark, since it keeps its quotes."""
        return self._token[1]

    @property
    def _line(self) -> int:
        return self._token[2]


_TOKEN: Final = re.compile(
    r"""
    (?P<skip>[ \t\r]+|\#[^\n]*)
  | (?P<newline>\n)
  | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
  | (?P<mark>[\[\]{},=.])
  | (?P<bare>[^\s\[\]{},=.\#"']+)
    """,
    re.VERBOSE | re.DOTALL,
)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "skip":
            yield kind, match[0], line
        line += match[0].count("\n")
