# SPDX-License-Identifier: AGPL-3.0-or-later
"""JSON Schemas of the catalogue's files, so that an editor offers the words of the format and explains them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from app.schemes.file_format import SHAPES

if TYPE_CHECKING:
    from app.schemes.shapes import Key

SCHEMAS: Final = {"scheme": "Dispositif de Maillon", "form": "Formulaire de Maillon"}
"""The shapes that have a schema of their own, with its title."""

_JSON_TYPES: Final = {"text": "string", "int": "integer", "bool": "boolean", "date": "string"}


def schema_text(shape: str) -> str:
    """Give the schema of a kind of file, as it is kept in `resources/schemes/<shape>.schema.json`."""
    return json.dumps(schema(shape), ensure_ascii=False, indent=2) + "\n"


def schema(shape: str) -> dict[str, object]:
    """Give the JSON Schema of a kind of file, with every block it uses."""
    used = _blocks_under(shape, set())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMAS[shape],
        **_block(shape),
        "$defs": {name: _block(name) for name in SHAPES if name in used},
    }


def _blocks_under(shape: str, found: set[str]) -> set[str]:
    for key in SHAPES[shape].values():
        inner = key.shape or (key.each.shape if key.each else "")
        if inner and inner not in found:
            found.add(inner)
            _blocks_under(inner, found)
    return found


def _block(shape: str) -> dict[str, object]:
    keys = SHAPES[shape]
    block: dict[str, object] = {
        "type": "object",
        "properties": {name: _key(key) for name, key in keys.items()},
        "additionalProperties": False,
    }
    required = [name for name, key in keys.items() if key.required]
    return {**block, "required": required} if required else block


def _key(key: Key) -> dict[str, object]:
    return {"description": key.label, **_held(key)}


def _held(key: Key) -> dict[str, object]:
    reference: dict[str, object] = {"$ref": f"#/$defs/{key.shape}"}
    match key.holds:
        case "any":
            return {}
        case "texts":
            return {"type": "array", "items": _word(key)}
        case "ints":
            return {"type": "array", "items": {"type": "integer"}, "minItems": 1}
        case "block":
            return reference
        case "blocks":
            return {"type": "array", "items": reference}
        case "named":
            return {"type": "object", "additionalProperties": _key(key.each) if key.each else True}
        case "text" | "int" | "bool" | "date":
            return _word(key)


def _word(key: Key) -> dict[str, object]:
    word: dict[str, object] = {"type": _JSON_TYPES.get(key.holds, "string")}
    if key.allowed:
        word["enum"] = list(key.allowed)
    if key.holds == "date":
        word["format"] = "date"
    return word
