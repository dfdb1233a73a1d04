# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form's definition and the dossier's values, as the sections of a paper.

Only the categories of data that the recipient may receive are laid out; what is left out is said on screen before, and
leaves no trace on the paper.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from app.documents.blocks import (
    Block,
    Cell,
    Column,
    Frame,
    Grid,
    Prose,
    Quotation,
    Section,
    Signatures,
    Table,
    Tick,
    Ticks,
)
from app.schemes.forms import FormDefinition, FormField, shown
from app.schemes.forms import Section as FormSection
from app.services.saying import is_feminine, said

Values = Mapping[str, Any]
OWN_WORDS = "person.own_words"
DOCUMENTS = "procedure.documents[]"
WIDE = frozenset({"longtext", "address", "email"})
ROW_OF_CELLS = 4


def sections(form: FormDefinition, values: Values, allowed: Collection[str] | None) -> tuple[Section, ...]:
    """The sections of a form's paper. `allowed` are the categories that may leave; None lets everything leave."""
    made = (_section(each, values, allowed) for each in form.sections if shown(each, values))
    return tuple(section for section in made if section is not None)


def left_out(form: FormDefinition, values: Values, allowed: Collection[str] | None) -> tuple[str, ...]:
    """The French labels of what the agreement does not cover and the paper will not show."""
    if allowed is None:
        return ()
    hidden = [
        field.label
        for section in form.sections
        for field in section.fields
        if field.category is not None and field.category not in allowed and _has_value(section, field, values)
    ]
    return tuple(dict.fromkeys(hidden))


def _has_value(section: FormSection, field: FormField, values: Values) -> bool:
    rows = cast("Sequence[Values]", values.get(section.repeated, ())) if section.repeated else [values]
    return any(row.get(field.key) not in (None, "", []) for row in rows)


def _section(section: FormSection, values: Values, allowed: Collection[str] | None) -> Section | None:
    fields = [field for field in section.fields if _may_leave(field, allowed)]
    if not fields:
        return None
    blocks = [_table(section, fields, values)] if section.repeated else _blocks(fields, values)
    note = f"rubrique {section.rubric} du formulaire officiel" if section.rubric else ""
    return Section(section.title, tuple(blocks), note) if blocks else None


def _may_leave(field: FormField, allowed: Collection[str] | None) -> bool:
    return allowed is None or field.category is None or field.category in allowed


def _table(section: FormSection, fields: Sequence[FormField], values: Values) -> Table:
    rows = cast("Sequence[Values]", values.get(section.repeated or "", ()))
    used = [field for field in fields if field.required or any(row.get(field.key) not in (None, "") for row in rows)]
    used = used or list(fields)
    columns = tuple(Column(field.label, _share(field), "right" if field.type == "money" else "left") for field in used)
    lines = tuple(tuple(_said_in(field, row) for field in used) for row in rows)
    return Table(columns, lines, blank_rows=0 if rows else 2)


def _said_in(field: FormField, row: Values) -> str:
    return said(field, row.get(field.key), feminine=row.get("title") == "mme") or "–"


def _share(field: FormField) -> float:
    return {"text": 1.5, "longtext": 2.5, "bool": 0.7, "birth": 0.9, "date": 0.9}.get(field.type, 1.0)


def _blocks(fields: Sequence[FormField], values: Values) -> list[Block]:
    """The blocks of a section: labelled values gathered in grids, the rest each in its own block."""
    blocks: list[Block] = []
    cells: list[Cell] = []
    for field in fields:
        if not shown(field, values) or (field.path == OWN_WORDS and not values.get(OWN_WORDS)):
            continue
        block = _own_block(field, values)
        if block is None:
            cells += _cell(field, values)
            continue
        blocks += [*_grid(cells), block]
        cells = []
    return [*blocks, *_grid(cells)]


def _grid(cells: Sequence[Cell]) -> list[Block]:
    return [Grid(tuple(cells), ROW_OF_CELLS)] if cells else []


def _cell(field: FormField, values: Values) -> list[Cell]:
    text = said(field, values.get(field.path), feminine=is_feminine(values))
    if not text and not field.required:
        return []
    label = f"{field.rubric} {field.label}" if field.rubric else field.label
    span = 2 if field.type in WIDE or len(label) > 34 or len(text) > 30 else 1
    return [Cell(label, text, span, strong=field.path in ("person.birth_name", "person.housing_request_number"))]


def _own_block(field: FormField, values: Values) -> Block | None:
    """The block of a field that is not a labelled value; None for one that is."""
    value = values.get(field.path)
    if field.path == OWN_WORDS:
        return Quotation(str(value))
    if field.type in ("sign", "stamp"):
        return Signatures((Frame(field.label),))
    if field.type == "text_only":
        return Prose(field.label)
    if field.type == "multi" and field.vocabulary is not None:
        chosen = cast("Sequence[str]", value or ())
        kept = [choice for choice in field.choices if choice.code in chosen]
        return Ticks(tuple(Tick(True, choice.label) for choice in kept))
    if field.type == "longtext" and value:
        return Prose(f"{field.label}\u00a0: {value}")
    if field.path == DOCUMENTS:
        return _documents(cast("Sequence[Values]", value or ()))
    return None


def _documents(rows: Sequence[Values]) -> Ticks:
    return Ticks(
        tuple(Tick(bool(row.get("joined")), str(row.get("label", "")), str(row.get("note", ""))) for row in rows),
        columns=2,
        strong=False,
    )


__all__ = ["left_out", "sections"]
