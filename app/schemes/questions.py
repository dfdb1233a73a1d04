# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the answers of a procedure answer: a question of its scheme or, under the name of a data path, what its form
alone says of a piece of data, whatever the dossier says of it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from app.french.dates import PartialDate
from app.schemes import paths
from app.schemes.definitions import Answer

if TYPE_CHECKING:
    from app.schemes.definitions import Edition
    from app.schemes.paths import DataType


def question(edition: Edition, key: str) -> Answer | None:
    """Give what a key asks; None for what neither the scheme nor the list of data paths knows."""
    return edition.answers.get(key) or (_of_path(edition, key) if is_own_value(key) else None)


def is_own_value(key: str) -> bool:
    """Tell whether an answer stands in for a value of the dossier: its key is a data path, which no question is."""
    return "." in key


def typed(edition: Edition, key: str, kept: Any) -> Any:
    """Give a kept answer its type back: dates, which are kept as ISO texts, are dates again; rows of groups too."""
    asked = question(edition, key)
    return kept if asked is None else _typed(asked, kept)


def own_value(path: str, kept: Any) -> Any:
    """Give its type back to what a form alone says of a piece of data."""
    known = paths.PATHS.get(path)
    return _read(known.type, kept) if known else kept


def _typed(answer: Answer, value: Any) -> Any:
    if answer.type == "group" and isinstance(value, list):
        fields = {field.id: field for field in answer.fields}
        rows = cast("list[dict[str, Any]]", value)
        return [{k: _typed(fields[k], v) if k in fields else v for k, v in row.items()} for row in rows]
    return _read(answer.type, value)


def _read(kind: DataType, value: Any) -> Any:
    if kind == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    if kind == "birth" and isinstance(value, str):
        return PartialDate.from_iso(value)
    return value


def _of_path(edition: Edition, path: str) -> Answer | None:
    known = paths.PATHS.get(path)
    if known is None or "[]" in path:
        return None
    return Answer(
        id=path,
        type=known.type,
        label=known.label,
        category=known.category,
        question=known.question,
        help="",
        format=None,
        vocabulary=edition.vocabulary(known.vocabulary) if known.vocabulary else None,
        fields=(),
    )
