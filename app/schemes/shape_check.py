# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks that a file has the shape of its kind: known keys, what they must hold, closed lists, texts well set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, cast

from app.french import typography
from app.schemes.file_format import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.schemes.lines import Path
    from app.schemes.shapes import Key

Wrong = tuple["Path", str]
"""A fault before its line is known: the path of what is wrong, and the French sentence."""

Table = Mapping[str, object]


def shape_faults(shape: str, table: Table, *, manners: bool = True, at: Path = ()) -> Iterator[Wrong]:
    """Give the faults of shape of a block and of all it holds; `manners` looks at typography and wording too."""
    keys = SHAPES[shape]
    for name, value in table.items():
        if name not in keys:
            yield (*at, name), _unknown(name, list(keys), f"Mot inconnu ici : {_quoted(name)}.")
        else:
            yield from _value_faults(keys[name], value, (*at, name), manners=manners)
    for name, key in keys.items():
        if key.required and name not in table:
            yield at, f"Il manque {_quoted(name)} ({_small(key.label)})."


def _value_faults(key: Key, value: object, at: Path, *, manners: bool) -> Iterator[Wrong]:
    expected = _EXPECTED[key.holds]
    if not _suits(key, value):
        yield at, f"{_quoted(at[-1])} attend {expected}."
    elif key.holds == "block":
        yield from shape_faults(key.shape, cast("Table", value), manners=manners, at=at)
    elif key.holds == "blocks":
        for place, item in enumerate(cast("list[object]", value)):
            yield from _item_faults(key, item, (*at, place), manners=manners)
    elif key.holds == "named" and key.each:
        for name, item in cast("Table", value).items():
            yield from _value_faults(key.each, item, (*at, name), manners=manners)
    else:
        yield from _word_faults(key, value, at, manners=manners)


def _item_faults(key: Key, item: object, at: Path, *, manners: bool) -> Iterator[Wrong]:
    if isinstance(item, Mapping):
        yield from shape_faults(key.shape, cast("Table", item), manners=manners, at=at)
    else:
        yield at, f"{_quoted(at[-2])} attend {_EXPECTED['blocks']}."


def _word_faults(key: Key, value: object, at: Path, *, manners: bool) -> Iterator[Wrong]:
    words = cast("list[object]", value) if isinstance(value, list) else [value]
    for place, word in enumerate(words):
        where = (*at, place) if isinstance(value, list) else at
        if key.allowed and word not in key.allowed:
            yield where, _unknown(str(word), list(key.allowed), f"{_quoted(at[-1])} ne connaît pas {_quoted(word)}.")
        elif word == "":
            yield where, f"{_quoted(at[-1])} est vide."
        elif manners and key.shown and isinstance(word, str):
            yield from ((where, sentence) for sentence in _manners(word))


def _suits(key: Key, value: object) -> bool:
    match key.holds:
        case "text":
            return isinstance(value, str)
        case "texts":
            return _is_list_of(str, value)
        case "int":
            return isinstance(value, int) and not isinstance(value, bool)
        case "ints":
            return _is_list_of(int, value) and value != []
        case "bool":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case "any":
            return True
        case "block" | "named":
            return isinstance(value, Mapping)
        case "blocks":
            return isinstance(value, list)


def _is_list_of(kind: type, value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in cast("list[object]", value))


_EXPECTED: Final = {
    "text": "un texte entre guillemets",
    "texts": "une liste de textes, entre crochets",
    "int": "un nombre entier",
    "ints": "une liste de nombres entiers, entre crochets",
    "bool": "true (oui) ou false (non)",
    "date": "une date, comme 2026-11-21, sans guillemets",
    "any": "une valeur",
    "block": "un bloc",
    "named": "un bloc",
    "blocks": "des blocs, chacun entre doubles crochets",
}

_SAID_WRONG: Final = (
    (re.compile(r"\busag(?:er|ère)s?\b", re.IGNORECASE), "« usager » : dites « la personne »."),
    (re.compile(r"\bbénéficiaires?\b", re.IGNORECASE), "« bénéficiaire » : dites « la personne »."),
    (re.compile(r"\ba droit (?:à|au|aux)\b", re.IGNORECASE), "« a droit à » : seul celui qui décide peut le dire."),
    (
        re.compile(r"\b[RLD]\*?\.?\d|\bart\.\s+[RLD]\*?\d"),
        "Un article s’écrit « CCH, art. R. 441-15 », avec une espace après R., L. ou D.",
    ),
)


def _manners(text: str) -> Iterator[str]:
    """Say what is not well set or not well said, once the spaces that Maillon puts by itself are put."""
    for fault in typography.faults(typography.typeset(text)):
        yield f"Typographie : {fault}, dans « {_short(text)} »."
    for pattern, sentence in _SAID_WRONG:
        if pattern.search(text):
            yield sentence


def _unknown(word: str, known: list[str], sentence: str) -> str:
    close = get_close_matches(word, known, 1)
    advice = f"Vouliez-vous « {close[0]} » ?" if close else f"On peut écrire : {', '.join(known)}."
    return f"{sentence} {advice}"


def _quoted(word: object) -> str:
    return f"« {word} »"


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"


def _small(label: str) -> str:
    return label[0].lower() + label[1:]
