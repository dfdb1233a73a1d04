# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the value of a data path is written in a field of an official form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING

from app.documents.official_mapping import PARTS
from app.french.dates import PartialDate, say_form

if TYPE_CHECKING:
    from app.documents.official_mapping import MappedField

Scalar = str | int | date | time | PartialDate | None
Row = Mapping[str, Scalar]
WRITTEN = ":written"
"""Ends the name of the same value in French words: of a code, of an amount, of a surface."""
Value = Scalar | tuple[Row, ...]
"""What a data path holds: a text, a number, a day, an hour, or the rows of a group by the name of their parts."""


def pieces_of(mapped: MappedField, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return one text per field of the mapping, empty where nothing is known."""
    if mapped.split or mapped.part:
        known = next((values[path] for path in mapped.paths if values.get(path) is not None), None)
        return _split(known, len(mapped.names)) if mapped.split else (_part(known, mapped.part),)
    said: list[str] = []
    for paths in mapped.paths:
        text = " ".join(text for path in paths.split() if (text := _said(path, mapped, values)))
        if text and text not in said:
            said.append(text)
    return (mapped.join.join(said),) * max(len(mapped.names), 1)


def state_of(mapped: MappedField, values: Mapping[str, Value]) -> str | None:
    """Return the state of the box to tick, None when nothing says which."""
    for path, state in mapped.known:
        if values.get(path) not in (None, ""):
            return state
    return dict(mapped.states).get(pieces_of(mapped, values)[0])


def _part(value: Value, part: str) -> str:
    """One part of a day or of an hour, empty when the value has no such part."""
    parts = _split(value, 0)
    return parts[PARTS[part]] if PARTS[part] < len(parts) else ""


def _said(path: str, mapped: MappedField, values: Mapping[str, Value]) -> str:
    value = values.get(path if mapped.states else path + WRITTEN, values.get(path))
    text = _rows(value, mapped.each) if isinstance(value, tuple) else text_of(value)
    return dict(mapped.before).get(path, "") + text if text else ""


def text_of(value: Scalar) -> str:
    """Write one value as forms do: « 12/03/2002 », « 14:05 », « oui »; nothing for what is unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, PartialDate):
        return value.form
    if isinstance(value, date):
        return say_form(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _rows(rows: tuple[Row, ...], parts: tuple[str, ...]) -> str:
    """Write a group one row per line, its known parts in the order of the mapping."""
    return "\n".join(
        " ".join(text for part in parts if (text := text_of(row.get(part + WRITTEN, row.get(part))))) for row in rows
    )


def _split(value: Value, count: int) -> tuple[str, ...]:
    """Cut a day or an hour over its fields; a day known only in part leaves its first fields empty."""
    if isinstance(value, PartialDate):
        parts = value.form.split("/")
        return tuple("" if "_" in part else part for part in parts)
    if isinstance(value, date):
        return tuple(say_form(value).split("/"))
    if isinstance(value, time):
        return f"{value:%H}", f"{value:%M}"
    return ("",) * count
