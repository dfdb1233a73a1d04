# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers that only one procedure gives, read by the type their scheme gives them and kept as JSON.

Most are to its scheme's own questions. One whose key is a data path says what this procedure's form holds instead of
the dossier: « for this form only ».

What is kept can always be read again: a date is a date, a choice is in its list, a row has the fields of its group.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from app.french.amounts import parse_euros
from app.french.dates import Misread, PartialDate, parse_birth, parse_date
from app.french.identifiers import parse_phone
from app.schemes.definitions import Answer, Edition
from app.schemes.questions import question
from app.schemes.vocabularies import Choice
from app.services.refusals import Refusal, Refused
from app.services.typing_in import clean, refuse_nir

BLANK: tuple[Any, ...] = (None, "", [])
LONGEST = 4000
_MOST = 10**6
_DECIMAL = re.compile(r"\d+(?:\.\d{1,2})?")
_TIME = re.compile(r"(?:[01]?\d|2[0-3])[:hH](?:[0-5]\d)?")


def read(edition: Edition, key: str, value: Any, today: date) -> Any:
    """The answer to a question of an edition, as it is kept; None when there is none.

    Raises Refused beside `key` for a question the scheme does not ask, or a value that does not suit it.
    """
    answer = question(edition, key)
    if answer is None:
        raise Refused(Refusal.UNKNOWN_CHOICE, key, value=key, choices=", ".join(edition.answers))
    return _read(answer, value, today)


def written(value: Any) -> Any:
    """A value as JSON: dates in ISO, in lists and rows too."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, list | tuple):
        return [written(one) for one in cast("Sequence[Any]", value)]
    if isinstance(value, Mapping):
        return {key: written(one) for key, one in cast("Mapping[str, Any]", value).items()}
    return value


def _read(answer: Answer, value: Any, today: date) -> Any:
    given = clean(value, keep_lines=answer.type == "longtext") if isinstance(value, str) else value
    if given in BLANK:
        return None
    if isinstance(given, str):
        refuse_nir(given, answer.id)
    try:
        return _READERS.get(answer.type, _text)(answer, given, today)
    except Misread as fault:
        raise Refused(Refusal.MISREAD, answer.id, sentence=fault.sentence) from fault


def _text(answer: Answer, value: Any, _today: date) -> str:
    if not isinstance(value, str):
        raise Refused(Refusal.UNSUITED, answer.id)
    if len(value) > LONGEST:
        raise Refused(Refusal.TEXT_TOO_LONG, answer.id, length=len(value), most=LONGEST)
    return value


def _day(answer: Answer, value: Any, today: date) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return parse_date(_text(answer, value, today), today).isoformat()


def _birth(answer: Answer, value: Any, today: date) -> str:
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, date):
        return value.isoformat()
    return parse_birth(_text(answer, value, today), today).iso


def _time(answer: Answer, value: Any, today: date) -> str:
    text = "".join(_text(answer, value, today).split())
    if not _TIME.fullmatch(text):
        raise Refused(Refusal.NOT_A_NUMBER, answer.id, example="14:30")
    hour, minutes = re.split("[:hH]", text)
    return f"{int(hour):02}:{minutes or '00'}"


def _yes_no(answer: Answer, value: Any, _today: date) -> bool:
    if not isinstance(value, bool):
        raise Refused(Refusal.UNKNOWN_CHOICE, answer.id, value=value, choices="oui, non")
    return value


def _choice(answer: Answer, value: Any, _today: date) -> str:
    choices: Mapping[str, Choice] = answer.vocabulary.choices if answer.vocabulary else {}
    if not isinstance(value, str) or value not in choices:
        labels = ", ".join(choice.label for choice in choices.values())
        raise Refused(Refusal.UNKNOWN_CHOICE, answer.id, value=value, choices=labels)
    return value


def _choices(answer: Answer, value: Any, today: date) -> list[str]:
    return [_choice(answer, one, today) for one in _listed(answer, value)]


def _number(answer: Answer, value: Any, _today: date) -> int:
    bare = "".join(value.removesuffix("mois").split()) if isinstance(value, str) else value
    if isinstance(bare, str) and bare.isascii() and bare.isdigit():
        bare = int(bare)
    if not isinstance(bare, int) or isinstance(bare, bool) or not 0 <= bare <= _MOST:
        raise Refused(Refusal.NOT_A_NUMBER, answer.id, example="3")
    return bare


def _money(answer: Answer, value: Any, _today: date) -> int:
    """Cents; a text is read as euros."""
    cents = parse_euros(value) if isinstance(value, str) else value
    if not isinstance(cents, int) or isinstance(cents, bool):
        raise Refused(Refusal.NOT_A_NUMBER, answer.id, example="1 064,50")
    if not 0 <= cents <= 1000 * _MOST:
        raise Refused(Refusal.AMOUNT_OUT_OF_RANGE, answer.id)
    return cents


def _phone(answer: Answer, value: Any, today: date) -> str:
    return parse_phone(_text(answer, value, today))


def _area(answer: Answer, value: Any, _today: date) -> float:
    """Square metres, to the hundredth."""
    bare = "".join(value.split()).removesuffix("m²").replace(",", ".") if isinstance(value, str) else value
    if isinstance(bare, str) and _DECIMAL.fullmatch(bare):
        bare = float(bare)
    if isinstance(bare, bool) or not isinstance(bare, int | float) or not 0 <= bare <= _MOST:
        raise Refused(Refusal.NOT_A_NUMBER, answer.id, example="28,5")
    return bare


def _rows(answer: Answer, value: Any, today: date) -> list[dict[str, Any]]:
    return [_row(answer, row, today) for row in _listed(answer, value)]


def _row(answer: Answer, row: Any, today: date) -> dict[str, Any]:
    fields = {field.id: field for field in answer.fields}
    if not isinstance(row, Mapping):
        raise Refused(Refusal.UNSUITED, answer.id)
    given = cast("Mapping[str, Any]", row)
    for name in given:
        if name not in fields:
            raise Refused(Refusal.UNKNOWN_CHOICE, answer.id, value=name, choices=", ".join(fields))
    read_ = {name: _read(fields[name], one, today) for name, one in given.items()}
    return {name: one for name, one in read_.items() if one is not None}


def _listed(answer: Answer, value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise Refused(Refusal.UNSUITED, answer.id)
    return cast("Sequence[Any]", value)


_READERS: dict[str, Callable[[Answer, Any, date], Any]] = {
    "date": _day,
    "birth": _birth,
    "time": _time,
    "bool": _yes_no,
    "enum": _choice,
    "multi": _choices,
    "int": _number,
    "months": _number,
    "money": _money,
    "phone": _phone,
    "area": _area,
    "group": _rows,
}
