# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms: the same definition draws the entry screen, lays out the paper and names the exported data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from app.schemes import paths
from app.schemes.reading import condition
from app.schemes.said import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.schemes.conditions import Condition
    from app.schemes.definitions import Answer, Edition
    from app.schemes.paths import Category, DataType
    from app.schemes.vocabularies import Choice, Vocabulary

    Row = Mapping[str, Any]
    Values = Mapping[str, object]


@dataclass(frozen=True)
class FormField:
    """One question of a form. `path` says where its value is kept; `key` is the path within a row of a repeated group.

    `rubric` is the number on the official form, None where it is not verified. `yes_for`, when not empty, asks a choice
    as yes or no: yes when the value is one of these codes. `category` is None for what is not about the person.
    """

    path: str
    label: str
    type: DataType
    category: Category | None
    rubric: str | None
    required: bool
    vocabulary: Vocabulary | None
    format: str | None
    yes_for: frozenset[str]
    help: str
    width: str
    max_length: int | None
    official_field: str | None
    condition: Condition | None
    fields: tuple[Answer, ...] = ()
    combs: tuple[int, ...] = ()
    """How many boxes are printed to be filled by hand, group by group; nothing of them is ever kept."""

    @property
    def key(self) -> str:
        """The name of the value within its row, or the whole path outside a repeated group."""
        return self.path.partition("[].")[2] or self.path

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What may be chosen, in order; nothing when the field is not a choice."""
        return tuple(self.vocabulary.choices.values()) if self.vocabulary else ()


@dataclass(frozen=True)
class Section:
    """A part of a form; `repeated` is the group of which each row fills it once (`household.members[]`)."""

    id: str
    title: str
    rubric: str | None
    help: str
    repeated: str | None
    required: bool
    condition: Condition | None
    fields: tuple[FormField, ...]


@dataclass(frozen=True)
class FormDefinition:
    """A form, as one edition of its scheme fills it."""

    id: str
    title: str
    note: str
    sections: tuple[Section, ...]

    def fields(self) -> Iterator[FormField]:
        """Give every field, in order."""
        for section in self.sections:
            yield from section.fields


@dataclass(frozen=True)
class Missing:
    """What a form still lacks. `row` is the place (from 0) in a repeated group, None elsewhere."""

    section: Section
    field: FormField | None
    row: int | None = None

    @property
    def path(self) -> str:
        """Where to type it; the group itself when it has no row yet."""
        return self.field.path if self.field else self.section.repeated or ""

    @property
    def label(self) -> str:
        """What it is, in French."""
        return self.field.label if self.field else self.section.title


def missing(form: FormDefinition, values: Values) -> tuple[Missing, ...]:
    """Give the required fields that are shown and empty.

    `values` holds the data by path; a repeated group holds a list of rows, each one by key: {"resources[]": [{"kind":
    …}]}.
    """
    return tuple(gap for section in form.sections if shown(section, values) for gap in _gaps(section, values))


def shown(part: Section | FormField, values: Values) -> bool:
    """Tell whether a section or a field is asked: its condition holds, for sure."""
    return part.condition is None or part.condition.holds(values) is True


def is_empty(value: object) -> bool:
    """Tell whether a field still has to be filled: « Non » and zero are answers."""
    return value is None or value in ("", [], ())


def form(table: Row, edition: Edition) -> FormDefinition:
    """Build a form from its checked table. Answers that the edition does not ask are left out."""
    reading = _FormReading(edition)
    sections = [reading.section(row) for row in table["sections"]]
    return FormDefinition(
        table["id"], said(table["title"]), said(table.get("note", "")), tuple(each for each in sections if each.fields)
    )


def _gaps(section: Section, values: Values) -> Iterator[Missing]:
    if section.repeated is None:
        yield from (Missing(section, field) for field in section.fields if _lacks(field, values, values))
        return
    rows = _rows(values, section.repeated)
    if section.required and not rows:
        yield Missing(section, None)
    for place, row in enumerate(rows):
        yield from (Missing(section, field, place) for field in section.fields if _lacks(field, row, {**values, **row}))


def _lacks(field: FormField, row: Values, values: Values) -> bool:
    return field.required and is_empty(row.get(field.key)) and shown(field, values)


def _rows(values: Values, group: str) -> Sequence[Values]:
    rows = values.get(group)
    return cast("Sequence[Values]", rows) if isinstance(rows, list | tuple) else ()


class _FormReading:
    """Reads a form for one edition of its scheme."""

    def __init__(self, edition: Edition) -> None:
        self.answers = edition.answers
        self.tables = edition.tables
        self.vocabularies = edition.vocabularies

    def section(self, row: Row) -> Section:
        fields = [self._field(each) for each in row["fields"]]
        return Section(
            id=row["id"],
            title=said(row["title"]),
            rubric=row.get("rubric"),
            help=said(row.get("help", "")),
            repeated=row.get("repeated"),
            required=row.get("required", False),
            condition=condition(row.get("shown_when", {}), self.tables),
            fields=tuple(field for field in fields if field),
        )

    def _field(self, row: Row) -> FormField | None:
        usual = self._usual(row["path"])
        if usual is None:
            return None
        vocabulary = self.vocabularies[row["vocabulary"]] if "vocabulary" in row else usual.vocabulary
        return replace(
            usual,
            label=said(row.get("label", usual.label)),
            type="bool" if "as" in row else row.get("type", usual.type),
            category=row.get("category", usual.category),
            rubric=row.get("rubric"),
            required=row.get("required", False),
            vocabulary=None if "as" in row else _kept(vocabulary, row.get("choices")),
            yes_for=frozenset(row.get("as", {}).get("yes", ())),
            help=said(row.get("help", usual.help)),
            width=row.get("width", "full"),
            max_length=row.get("max_length"),
            official_field=row.get("official_field"),
            combs=tuple(row.get("combs", ())),
            condition=condition(row.get("shown_when", {}), self.tables),
        )

    def _usual(self, path: str) -> FormField | None:
        """Give a field as its path or its answer makes it, before the form says more."""
        if path.startswith(paths.ANSWERS):
            answer = self._answer(path.removeprefix(paths.ANSWERS))
            return _of_answer(path, answer) if answer else None
        known = paths.find(path)
        if known is None:
            return None
        vocabulary = self.vocabularies.get(known.vocabulary or "")
        return _plain(path, known.label, known.type, known.category, vocabulary, None, "")

    def _answer(self, key: str) -> Answer | None:
        group, dot, name = key.partition("[].")
        answer = self.answers.get(group.removesuffix("[]"))
        if answer is None or not dot:
            return answer
        return next((field for field in answer.fields if field.id == name), None)


def _of_answer(path: str, answer: Answer) -> FormField:
    usual = _plain(path, answer.label, answer.type, answer.category, answer.vocabulary, answer.format, answer.help)
    return replace(usual, fields=answer.fields)


def _plain(
    path: str,
    label: str,
    kind: DataType,
    category: Category | None,
    vocabulary: Vocabulary | None,
    checked: str | None,
    advice: str,
) -> FormField:
    return FormField(
        path=path,
        label=label,
        type=kind,
        category=category,
        rubric=None,
        required=False,
        vocabulary=vocabulary,
        format=checked,
        yes_for=frozenset(),
        help=advice,
        width="full",
        max_length=None,
        official_field=None,
        condition=None,
    )


def _kept(vocabulary: Vocabulary | None, codes: Sequence[str] | None) -> Vocabulary | None:
    if vocabulary is None or codes is None:
        return vocabulary
    return replace(vocabulary, choices={code: vocabulary.choices[code] for code in codes})
