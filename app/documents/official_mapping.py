# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which value goes where on a blank official form: the mapping, its editions, and reading it from its TOML file.

A field is named as on the blank (a widget's name) or by its place in points from the foot of the page. Values are data
paths of the closed list, never expressions.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Mapping as Table
    from pathlib import Path

SPLITS: Final = {"JJ MM AAAA": 3, "HH MM": 2}
PARTS: Final = {"JJ": 0, "MM": 1, "AAAA": 2, "HH": 0, "MIN": 1}
"""What a field takes of a day or of an hour when the others are mapped apart: its rank among their parts."""


class MappingFault(ValueError):
    """A mapping file that cannot be used; `sentence` says why in French."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Spot:
    """A place on a page without fields, in points from its foot.

    With a `height` it is a rectangle whose foot is at `y`, cut in `boxes` equal cells when there are some. Without, `y`
    is the line the letters stand on, and `boxes` letters stand `step` points apart.
    """

    page: int
    x: float
    y: float
    width: float
    size: float = 10
    boxes: int = 0
    step: float = 0
    height: float = 0


@dataclass(frozen=True)
class MappedField:
    """What one field, or one value split over several, receives.

    `paths` are joined by `join`, the unknown and the repeated left out; one of them may be several paths joined by
    spaces (`service.postal_code service.town`). `before` puts a word before the value of a path. `each` names the parts
    of a row when the path is a group (`household.members[]`), one row per line. `states` gives the box to tick for each
    value, `known` the box to tick when a path is known at all. A split takes the first path that is known; `part`
    is the one part of a day or hour this field takes. `label` is what the form calls it.
    """

    names: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    split: str = ""
    join: str = " "
    before: tuple[tuple[str, str], ...] = ()
    each: tuple[str, ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    known: tuple[tuple[str, str], ...] = ()
    spot: Spot | None = None
    part: str = ""
    label: str = ""

    @property
    def receives(self) -> bool:
        """Whether it is given anything; a box placed by hand may still wait for it."""
        return bool(self.paths or self.known)


@dataclass(frozen=True)
class Edition:
    """One edition of a form: the exact files known, what a similar file looks like, and its fields."""

    sha256: tuple[str, ...]
    pages: int
    fields: int
    contains: tuple[str, ...]
    mapped: tuple[MappedField, ...]


@dataclass(frozen=True)
class Mapping:
    """An official form: `number` is printed on it (« 16029*01 »); `schemes` are those it belongs to, when it says."""

    id: str
    title: str
    number: str
    editions: tuple[Edition, ...]
    schemes: tuple[str, ...] = ()


def load(folder: Path) -> tuple[Mapping, ...]:
    """Read every mapping of a folder, by name of file. Raises MappingFault on the first that cannot be used."""
    return tuple(
        read_mapping(file.read_text(encoding="utf-8-sig"), file.name) for file in sorted(folder.glob("*.toml"))
    )


def read_mapping(text: str, name: str = "mapping") -> Mapping:
    """Read one mapping file. Raises MappingFault, naming the file and the field at fault."""
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise MappingFault(f"{name}\u00a0: ce fichier n’est pas du TOML lisible ({error}).") from error
    return mapping_of(table, name)


def mapping_of(table: Table[str, object], name: str = "mapping") -> Mapping:
    """Read a mapping already parsed. Raises MappingFault, naming the file and the field at fault."""
    try:
        editions = tuple(_edition(each) for each in _tables(table, "edition"))
        schemes = _texts(table, "schemes")
        return Mapping(_text(table, "id"), _text(table, "title"), _text(table, "number"), editions, schemes)
    except _Fault as fault:
        raise MappingFault(f"{name}\u00a0: {fault}") from fault


def field_of(table: Table[str, object]) -> MappedField:
    """Read one field of a mapping. Raises MappingFault."""
    try:
        return _field(table)
    except _Fault as fault:
        raise MappingFault(f"{fault}") from fault


class _Fault(ValueError):
    """A fault of meaning, said in French without the name of the file."""


def _edition(table: Table[str, object]) -> Edition:
    look = _table(table, "fingerprint")
    return Edition(
        sha256=_texts(table, "sha256"),
        pages=_whole(look, "pages"),
        fields=_whole(look, "fields"),
        contains=_texts(look, "contains"),
        mapped=tuple(_field(each) for each in _tables(table, "field")) if table.get("field") else (),
    )


def _field(table: Table[str, object]) -> MappedField:
    names, paths, known = _texts(table, "pdf"), _texts(table, "value"), _pairs(table, "known")
    split = _text(table, "split", "")
    spot = _spot(table) if "page" in table else None
    what = " ".join(names) or "un champ placé"
    if not paths and not known and spot is None:
        raise _Fault(f"{what}\u00a0: il manque value, le chemin de la donnée.")
    if split and (split not in SPLITS or len(names) != SPLITS[split]):
        raise _Fault(f"{what}\u00a0: le découpage {split} demande {SPLITS.get(split, 'un autre nombre de')} champs.")
    part = _text(table, "part", "")
    if part and part not in PARTS:
        raise _Fault(f"{what}\u00a0: part doit être {', '.join(PARTS)}, et non {part}.")
    if not names and spot is None:
        raise _Fault("un champ n’a ni nom sur le formulaire, ni place sur la page.")
    return MappedField(
        names=names,
        paths=paths,
        split=split,
        join=_text(table, "join", " "),
        before=_pairs(table, "before"),
        each=_texts(table, "each"),
        states=_pairs(table, "states"),
        known=known,
        spot=spot,
        part=part,
        label=_text(table, "label", ""),
    )


def _pairs(table: Table[str, object], key: str) -> tuple[tuple[str, str], ...]:
    if key not in table:
        return ()
    return tuple((name, str(value)) for name, value in _table(table, key).items())


def _spot(table: Table[str, object]) -> Spot:
    return Spot(
        page=_whole(table, "page"),
        x=_number(table, "x"),
        y=_number(table, "y"),
        width=_number(table, "width"),
        size=_number(table, "size", 10),
        boxes=_whole(table, "boxes", 0),
        step=_number(table, "step", 0),
        height=_number(table, "height", 0),
    )


def _text(table: Table[str, object], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise _Fault(f"{key} doit être un texte.")
    return value


def _texts(table: Table[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, ())
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in cast("list[object]", value)):
        return tuple(cast("list[str]", value))
    raise _Fault(f"{key} doit être un texte ou une liste de textes.")


def _number(table: Table[str, object], key: str, default: float | None = None) -> float:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Fault(f"{key} doit être un nombre.")
    return value


def _whole(table: Table[str, object], key: str, default: int | None = None) -> int:
    value = _number(table, key, default)
    if not isinstance(value, int):
        raise _Fault(f"{key} doit être un nombre entier.")
    return value


def _table(table: Table[str, object], key: str) -> Table[str, object]:
    value = table.get(key)
    if not isinstance(value, dict):
        raise _Fault(f"il manque la table {key}.")
    return cast("dict[str, object]", value)


def _tables(table: Table[str, object], key: str) -> list[Table[str, object]]:
    value = table.get(key)
    if not isinstance(value, list) or not value:
        raise _Fault(f"il manque la liste {key}.")
    return cast("list[Table[str, object]]", value)
