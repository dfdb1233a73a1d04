# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words in which `file_format` describes a block of a catalogue file: its keys, and what each of them holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Holds = Literal["text", "texts", "int", "ints", "bool", "date", "any", "block", "blocks", "named"]
"""What a key holds. `named` is a block whose keys are free and whose values all hold the same thing (`each`)."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a block. `label` is French, shown by editors; `shown` text is read by people and must be well set."""

    holds: Holds
    label: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    shape: str = ""
    each: Key | None = None
    shown: bool = False


Shape = dict[str, Key]


def text(label: str, *, required: bool = False, allowed: tuple[str, ...] = ()) -> Key:
    """A word of the format: an identifier, a code, one of a closed list."""
    return Key("text", label, required, allowed)


def said(label: str, *, required: bool = False) -> Key:
    """A text shown to people."""
    return Key("text", label, required, shown=True)


def texts(label: str, *, required: bool = False, allowed: tuple[str, ...] = ()) -> Key:
    """A list of words of the format."""
    return Key("texts", label, required, allowed)


def flag(label: str, *, required: bool = False) -> Key:
    """Yes or no."""
    return Key("bool", label, required)


def number(label: str, *, required: bool = False) -> Key:
    """A whole number."""
    return Key("int", label, required)


def day(label: str, *, required: bool = False) -> Key:
    """A date."""
    return Key("date", label, required)


def block(label: str, shape: str, *, required: bool = False) -> Key:
    """A block with a shape of its own."""
    return Key("block", label, required, shape=shape)


def blocks(label: str, shape: str, *, required: bool = False) -> Key:
    """A repeated block."""
    return Key("blocks", label, required, shape=shape)


def named(label: str, each: Key) -> Key:
    """A block whose keys are free names."""
    return Key("named", label, each=each)
