# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paper's sheet as JSON and back: what a sending freezes, so that the same paper can be printed again."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from app.documents.press import Picture

_ROOM = "app.documents."
_KIND = "@"
Pictures = Callable[[str], Picture | None]
"""Gives a picture by its digest."""


def no_picture(_digest: str) -> None:
    """Give none."""


def freeze(value: Any) -> Any:
    """A sheet, or a part of one, as JSON: classes by name, dates in ISO, pictures by digest."""
    if isinstance(value, Picture):
        return {_KIND: "picture", "digest": value.digest}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        fields = {each.name: freeze(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {_KIND: f"{kind.__module__.removeprefix(_ROOM)}.{kind.__name__}", **fields}
    if isinstance(value, date):
        return {_KIND: "date", "iso": value.isoformat()}
    if isinstance(value, list | tuple):
        return [freeze(one) for one in cast("list[Any]", value)]
    return value


def thaw(frozen: Any, pictures: Pictures = no_picture) -> Any:
    """The sheet again, its pictures as they are kept. Raises ValueError when the text names anything but a paper's
    dataclass.
    """
    if isinstance(frozen, list):
        return tuple(thaw(one, pictures) for one in cast("list[Any]", frozen))
    if not isinstance(frozen, Mapping):
        return frozen
    said = cast("Mapping[str, Any]", frozen)
    if said[_KIND] == "date":
        return date.fromisoformat(said["iso"])
    if said[_KIND] == "picture":
        return pictures(str(said["digest"]))
    kind = _kind_of(str(said[_KIND]))
    known = {each.name for each in dataclasses.fields(kind)}
    return kind(**{name: thaw(value, pictures) for name, value in said.items() if name in known})


def _kind_of(name: str) -> type[Any]:
    module, _, kind = name.rpartition(".")
    if not module.isidentifier():
        raise ValueError(name)
    found: Any = getattr(importlib.import_module(_ROOM + module), kind, None)
    if not (isinstance(found, type) and dataclasses.is_dataclass(found)):
        raise ValueError(name)
    return found
