# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plain data written as TOML: what `tomllib` reads is what was written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def write(table: Mapping[str, Any], head: Sequence[str] = ()) -> str:
    """Return the text of a table: plain values first, then lists of tables, one after the other; `head` as remarks."""
    lines = [f"# {line}" for line in head]
    return "\n".join([*lines, *_table(table, ())]).strip() + "\n"


def _table(table: Mapping[str, Any], under: tuple[str, ...]) -> Iterator[str]:
    tables = {key: value for key, value in table.items() if _is_tables(value)}
    if not under:
        yield ""
    for key, value in table.items():
        if key not in tables:
            yield f"{_key(key)} = {_value(value)}"
    for key, rows in tables.items():
        place = (*under, key)
        for row in cast("Sequence[Mapping[str, Any]]", rows):
            yield ""
            yield f"[[{'.'.join(map(_key, place))}]]"
            yield from _table(row, place)


def _is_tables(value: object) -> bool:
    rows = cast("list[object]", value) if isinstance(value, list) else []
    return bool(rows) and all(isinstance(each, dict) for each in rows)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(each) for each in cast('Sequence[object]', value))}]"
    if isinstance(value, dict):
        said = cast("Mapping[str, object]", value)
        return f"{{ {', '.join(f'{_key(key)} = {_value(each)}' for key, each in said.items())} }}" if said else "{}"
    return _text(str(value))


def _text(text: str) -> str:
    """A text between quotes; JSON escapes what TOML does, but for the one it leaves out."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
