# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values in words: what a screen or a paper shows of a piece of data, by its type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from app.french.amounts import euros
from app.french.dates import PartialDate, say_form
from app.french.identifiers import say_phone
from app.schemes.forms import FormField
from app.schemes.paths import DataType
from app.schemes.vocabularies import Vocabulary


def said(field: FormField, value: Any, *, feminine: bool = False) -> str:
    """The value of a form's field in French; empty when there is none."""
    if field.yes_for and value is not None:
        return yes_no(value in field.yes_for)
    return in_words(field.type, value, field.vocabulary, feminine=feminine)


def in_words(kind: DataType, value: Any, vocabulary: Vocabulary | None = None, *, feminine: bool = False) -> str:
    """A value of a data type in French; empty when there is none."""
    if value is None or value == "" or value == []:
        return ""
    if vocabulary is not None:
        codes = cast("Sequence[str]", value) if isinstance(value, list | tuple) else [str(value)]
        return ", ".join(vocabulary.label_of(code, feminine=feminine) for code in codes)
    return _plain(kind, value)


def yes_no(value: object) -> str:
    """« Oui » or « Non »."""
    return "Oui" if value else "Non"


def _plain(kind: DataType, value: Any) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, PartialDate):
        return value.form
    if isinstance(value, date):
        return say_form(value)
    if kind == "date" and isinstance(value, str):
        return say_form(date.fromisoformat(value))
    if kind == "birth" and isinstance(value, str):
        return PartialDate.from_iso(value).form
    if kind == "money" and isinstance(value, int):
        return euros(value)
    if kind == "phone":
        return say_phone(str(value))
    if kind == "months":
        return f"{value}\u00a0mois"
    if kind == "time":
        return str(value).replace(":", "\u00a0h\u00a0").removesuffix("00").strip()
    if kind == "area":
        return f"{str(value).replace('.', ',')}\u00a0m²"
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in cast("Sequence[object]", value))
    return str(value)


def is_feminine(values: Mapping[str, Any]) -> bool:
    """Whether words about the person agree in the feminine."""
    return values.get("person.title") == "mme"
