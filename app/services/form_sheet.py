# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form's definition and the dossier's values, as the sections of a paper.

Only the categories of data that the recipient may receive are laid out; what is left out is said on screen before, and
leaves no trace on the paper. What does not apply is « – »; what is still to be known is a box to fill in by hand.
Fields that share one field of the official form are one value here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, cast

from app.documents.blocks import (
    Block,
    Cell,
    Column,
    Combs,
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
from app.french.amounts import euros
from app.french.identifiers import say_housing_request_number
from app.french.typography import typeset
from app.schemes.forms import FormDefinition, FormField, shown
from app.schemes.forms import Section as FormSection
from app.services.saying import is_feminine, said

Values = Mapping[str, Any]
OWN_WORDS = "person.own_words"
DOCUMENTS = "procedure.documents[]"
HOUSING_REQUEST = "person.housing_request_number"
RESOURCES = "resources[]"
WIDE = frozenset({"longtext", "address", "email"})
ROW_OF_CELLS = 4
SERVICE_SIGNS = "signature.service"
NOT_APPLICABLE = "–"
PLAINER_KINDS = {"subsidised_contract": "salary"}
"""Resources named without the kind of contract: a paper about money says nothing of the person's employment."""


def sections(
    form: FormDefinition,
    values: Values,
    allowed: Collection[str] | None,
    *,
    reasons: Mapping[str, str] | None = None,
    signed: bool = True,
) -> tuple[Section, ...]:
    """The sections of a form's paper. `allowed` are the categories that may leave; None lets everything leave.

    `reasons` say in few words why a choice that is ticked holds. Without `signed`, the paper signs elsewhere.
    """
    setting = _Setting(values, allowed, reasons or {}, signed=signed)
    made = (setting.section(each) for each in form.sections if shown(each, values))
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


def cells(fields: Sequence[FormField], values: Values) -> tuple[Cell, ...]:
    """The labelled values of these fields, the unknown ones left out unless they are required."""
    made = (_cell(group, values, unknown=None) for group in _grouped(fields, values))
    return tuple(cell for cell in made if cell is not None)


def same_cell(form: FormDefinition) -> dict[str, str]:
    """The paths that are printed within the value of another: {path: the path whose cell holds it}."""
    held: dict[str, str] = {}
    for section in form.sections:
        for _, group in groupby(section.fields, key=_place):
            first, *others = group
            held |= {field.path: first.path for field in others if field.official_field is not None}
    return held


def text_of(field: FormField, values: Values) -> str:
    """The value of a field as it is printed; empty when it is not known."""
    value = values.get(field.path)
    if field.path == HOUSING_REQUEST:
        return say_housing_request_number(str(value or ""))
    text = said(field, value, feminine=is_feminine(values))
    return typeset(text) if field.type == "longtext" else text


class _Setting:
    """What every section of one paper is laid out with."""

    def __init__(
        self, values: Values, allowed: Collection[str] | None, reasons: Mapping[str, str], *, signed: bool
    ) -> None:
        self.values, self.allowed, self.reasons, self.signed = values, allowed, reasons, signed

    def section(self, section: FormSection) -> Section | None:
        """One section, or None when nothing of it may be shown."""
        fields = [field for field in section.fields if self._may_be_shown(field)]
        if not fields:
            return None
        blocks = self._rows(section, fields) if section.repeated else list(self._blocks(fields))
        return Section(section.title, tuple(blocks), _note(section, self.values)) if blocks else None

    def _may_be_shown(self, field: FormField) -> bool:
        if field.type in ("sign", "stamp") and not self.signed:
            return False
        return self.allowed is None or field.category is None or field.category in self.allowed

    def _rows(self, section: FormSection, fields: Sequence[FormField]) -> list[Block]:
        group = section.repeated or ""
        rows = cast("Sequence[Values]", self.values.get(group, ()))
        if not rows and not section.required:
            return [Prose(NOT_APPLICABLE, key=group)]
        return [_table(group, fields, rows)]

    def _blocks(self, fields: Sequence[FormField]) -> Iterator[Block]:
        """Labelled values gathered in grids, the rest each in its own block."""
        asked = [field for field in fields if shown(field, self.values)]
        known = any(text_of(field, self.values) for field in asked if _is_cell(field))
        for kind, run in groupby(_grouped(asked, self.values), key=lambda group: _kind(group[0])):
            groups = list(run)
            if kind == "signature":
                yield _signatures([field for group in groups for field in group], self.values)
            elif kind == "cell":
                unknown = NOT_APPLICABLE if known else ""
                made = (_cell(group, self.values, unknown=unknown) for group in groups)
                yield Grid(tuple(cell for cell in made if cell is not None), ROW_OF_CELLS)
            else:
                for group in groups:
                    yield from self._alone(group[0], alone=len(asked) == 1)

    def _alone(self, field: FormField, *, alone: bool) -> Iterator[Block]:
        """The blocks of a field that stands alone, `alone` in its section too; nothing when there is nothing to say."""
        value = self.values.get(field.path)
        if field.path == OWN_WORDS:
            yield from [Quotation(typeset(str(value)), key=field.path)] if value else []
        elif field.type == "text_only":
            yield Prose(field.label)
        elif field.type == "hand":
            yield Combs(field.label, field.combs)
        elif field.path == DOCUMENTS:
            yield _documents(cast("Sequence[Values]", value or ()))
        elif field.type == "multi":
            yield from self._ticks(field, cast("Sequence[str]", value or ()), alone=alone)
        else:
            yield Prose(f"{field.label}\u00a0: {text_of(field, self.values) or NOT_APPLICABLE}", key=field.path)

    def _ticks(self, field: FormField, chosen: Sequence[str], *, alone: bool) -> Iterator[Block]:
        """What was ticked, under the question unless the section asks nothing else.

        What is required and unanswered shows every box, to be ticked by hand; what is not says « – ».
        """
        kept = [choice for choice in field.choices if choice.code in chosen]
        if not kept and not field.required:
            yield Prose(f"{field.label}\u00a0: {NOT_APPLICABLE}", key=field.path)
            return
        if not alone:
            yield Prose(f"{field.label}\u00a0:")
        offered = [Tick(False, choice.label, key=field.path) for choice in field.choices]
        ticked = [Tick(True, choice.label, self.reasons.get(choice.code, ""), key=field.path) for choice in kept]
        yield Ticks(tuple(ticked or offered), columns=1 if ticked else 2)


def _kind(field: FormField) -> str:
    if field.type in ("sign", "stamp"):
        return "signature"
    return "cell" if _is_cell(field) else "alone"


def _is_cell(field: FormField) -> bool:
    alone = field.path in (OWN_WORDS, DOCUMENTS) or field.type in ("text_only", "hand", "longtext")
    return not (alone or field.type in ("sign", "stamp") or (field.type == "multi" and field.vocabulary is not None))


def _place(field: FormField) -> object:
    """What makes fields one value: the same field of the official form, except for what stands alone."""
    return field.official_field if field.official_field and _is_cell(field) else id(field)


def _grouped(fields: Sequence[FormField], values: Values) -> Iterator[list[FormField]]:
    asked = [field for field in fields if shown(field, values)]
    for _, group in groupby(asked, key=_place):
        yield list(group)


def _cell(group: Sequence[FormField], values: Values, *, unknown: str | None) -> Cell | None:
    """One value under its label. What is required and unknown is left to fill in; `unknown` is for the rest."""
    first = group[0]
    text = _joined(group, values)
    if not text and not first.required:
        if unknown is None:
            return None
        text = unknown
    label = f"{first.rubric} {first.label}" if first.rubric else first.label
    span = 2 if first.type in WIDE or len(label) > 34 or len(text) > 25 else 1
    return Cell(label, text, span, strong=first.path in ("person.birth_name", HOUSING_REQUEST), key=first.path)


def _joined(group: Sequence[FormField], values: Values) -> str:
    """« 4 place des Tanneurs, 45990 Saint-Martin-des-Ponts »: a postal code stays with its town."""
    text, before = "", ""
    seen: list[str] = []
    for field in group:
        value = text_of(field, values)
        if value and value not in seen:
            seen.append(value)
            text += before + value
            before = "\u00a0" if field.type == "code" else ", "
    return text


def _table(group: str, fields: Sequence[FormField], rows: Sequence[Values]) -> Table:
    used = [field for field in fields if field.required or any(row.get(field.key) not in (None, "") for row in rows)]
    used = used or list(fields)
    columns = tuple(Column(field.label, _share(field), "right" if field.type == "money" else "left") for field in used)
    lines = tuple(tuple(_said_in(field, row) for field in used) for row in rows)
    return Table(columns, lines, blank_rows=0 if rows else 2, key=group)


def _said_in(field: FormField, row: Values) -> str:
    value = row.get(field.key)
    if field.path == "resources[].kind":
        value = PLAINER_KINDS.get(str(value), value)
    return said(field, value, feminine=row.get("title") == "mme") or NOT_APPLICABLE


def _share(field: FormField) -> float:
    return {"text": 1.5, "longtext": 2.5, "bool": 0.7, "birth": 0.9, "date": 0.9}.get(field.type, 1.0)


def _note(section: FormSection, values: Values) -> str:
    """What stands at the right of a section's rule: its rubric on the official form, how many rows, the total."""
    if section.rubric:
        return f"rubrique {section.rubric} du formulaire officiel"
    rows = cast("Sequence[Values]", values.get(section.repeated or "", ()))
    if section.repeated == RESOURCES and values.get("resources.total") is not None:
        return f"{euros(values['resources.total'])} par mois en tout"
    if section.repeated and section.repeated.startswith("household.") and len(rows) > 1:
        return f"{len(rows)}\u00a0personnes"
    if any(field.path == DOCUMENTS for field in section.fields):
        return _counted(cast("Sequence[Values]", values.get(DOCUMENTS, ())))
    return ""


def _counted(rows: Sequence[Values]) -> str:
    joined = sum(bool(row.get("joined")) for row in rows)
    coming = len(rows) - joined
    parts = (f"{joined} jointe{'s' if joined > 1 else ''}" if joined else "", f"{coming} à venir" if coming else "")
    return ", ".join(part for part in parts if part)


def _signatures(fields: Sequence[FormField], values: Values) -> Signatures:
    """Who signs: a signature of the service and its stamp share one frame."""
    stamped = any(field.type == "stamp" for field in fields)
    signs = [field for field in fields if field.type == "sign"]
    frames = [
        Frame(field.label, ("Signature et cachet",) if stamped and field.path == SERVICE_SIGNS else ())
        for field in signs
    ]
    if stamped and all(field.path != SERVICE_SIGNS for field in signs):
        frames.append(Frame("Cachet"))
    return Signatures(tuple(frames), str(values.get("service.town", "")))


def _documents(rows: Sequence[Values]) -> Block:
    made = (Tick(bool(row.get("joined")), str(row.get("label", "")), str(row.get("note", ""))) for row in rows)
    return Ticks(tuple(made), columns=2, strong=False) if rows else Prose(NOT_APPLICABLE, key=DOCUMENTS)


def _has_value(section: FormSection, field: FormField, values: Values) -> bool:
    rows = cast("Sequence[Values]", values.get(section.repeated, ())) if section.repeated else [values]
    return any(row.get(field.key) not in (None, "", []) for row in rows)
