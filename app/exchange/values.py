# SPDX-License-Identifier: AGPL-3.0-or-later
"""One cell read as what its column holds: a value, or the reason why not; what cannot be read is kept in the note."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from app.exchange.sheet import Cell, text_of
from app.exchange.targets import Kind, Target
from app.french.dates import Misread, PartialDate, parse_birth, parse_date, say_form
from app.french.identifiers import housing_request_number_is_usual, is_email, is_postal_code, parse_phone, say_phone
from app.french.names import fold

Value = str | bool | date | PartialDate

LONGEST_TEXT = 10_000
LONGEST_NAME = 150
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell gives. `fault` stops its line, `warning` does not; `note` is what goes to the note instead."""

    value: Value | None = None
    fault: str = ""
    warning: str = ""
    note: str = ""


NOTHING = Reading()


def read_cell(cell: Cell, target: Target, today: date) -> Reading:
    """Read a filled cell as its target wants it; an empty one, or « inconnu », gives nothing."""
    text = text_of(cell)
    if _says_nothing(text, target.kind):
        return NOTHING
    if len(text) > LONGEST_TEXT and target.kind != "note":
        return Reading(fault=f"Cette cellule contient {len(text)} caractères\u00a0: raccourcissez-la.")
    return _READERS[target.kind](cell, target, today)


_NOT_SAID = frozenset(
    ["inconnu", "inconnue", "nc", "non renseigne", "non renseignee", "non communique", "null", "none", "sans objet"]
)
_NOT_SAID_BRIEFLY = frozenset(
    ["nr", "na", "n a", "x", "xx", "xxx", "aucun", "aucune", "neant", "00 00 0000", "pas de mail"]
)
_KEEPS_SHORT_WORDS: frozenset[Kind] = frozenset(["name", "full_name", "code", "yes_no"])


def _says_nothing(text: str, kind: Kind) -> bool:
    if not text or kind == "note":
        return not text
    word = fold(text)
    return not word or word in _NOT_SAID or (kind not in _KEEPS_SHORT_WORDS and word in _NOT_SAID_BRIEFLY)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return f"«\u00a0{text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + '…'}\u00a0»"


def _name(cell: Cell, _target: Target, _today: date) -> Reading:
    text = _on_one_line(text_of(cell))
    if len(text) > LONGEST_NAME:
        return Reading(fault=f"Ce nom compte {len(text)} caractères\u00a0: vérifiez la colonne.")
    return Reading(text, warning="Un nom avec des chiffres est à vérifier." if re.search(r"\d", text) else "")


def _text(cell: Cell, _target: Target, _today: date) -> Reading:
    return Reading(_on_one_line(text_of(cell)))


def _note(cell: Cell, _target: Target, _today: date) -> Reading:
    return Reading(note=text_of(cell))


# Dates

_TIME = re.compile(r"[ T]\d{1,2}(?::|h)\d{2}.*$")
_UNKNOWN_PART = re.compile(r"(?<![\w?])[xX?]{1,2}(?=[/.-])")
_WHOLE_DATE = re.compile(r"\D*\d{4}\D*|.*\d{4}.*|\d{1,2}\D\d{1,2}\D\d{2}", re.DOTALL)
_ALREADY_SAID = re.compile("Cette date n’existe pas\u00a0: (.)(.+)\\.")
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 73_050  # 1 January 1910 and 2100, in days since the eve of 1900
_SERIAL_ZERO = date(1899, 12, 30)


def _birth(cell: Cell, _target: Target, today: date) -> Reading:
    text, warning = _dated_text(cell)
    try:
        return Reading(parse_birth(_UNKNOWN_PART.sub("__", text), today), warning=warning)
    except Misread as misread:
        return Reading(fault=_shorter(misread.sentence))


def _date(cell: Cell, _target: Target, today: date) -> Reading:
    text, warning = _dated_text(cell)
    try:
        if not _WHOLE_DATE.fullmatch(text):  # « hier » or « 3/12 » are for the hand that types today, not for a file
            raise Misread(f"Cette date ne se lit pas\u00a0: {_quoted(text)}. Écrivez par exemple 12/03/2002.")
        return Reading(parse_date(text, today), warning=warning)
    except Misread as misread:
        return Reading(fault=_shorter(misread.sentence))


def _dated_text(cell: Cell) -> tuple[str, str]:
    """Write a cell as a typed date; a bare number may be one that lost its format, or its first zero."""
    if isinstance(cell, float):
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int):
        return _TIME.sub("", text_of(cell)), ""
    if _FIRST_SERIAL <= cell <= _LAST_SERIAL and len(str(cell)) == 5:
        read = say_form(_SERIAL_ZERO + timedelta(days=cell))
        return read, f"Date lue d’un nombre sans format\u00a0: {read}, à vérifier."
    return (str(cell).zfill(8) if cell > 999_999 else str(cell)), ""


def _shorter(sentence: str) -> str:
    match = _ALREADY_SAID.fullmatch(sentence)
    if match is None:
        return sentence
    said = match[1].upper() + match[2]
    return f"{said}." if said.startswith("Il ") else f"{said} n’existe pas."


# Contacts

_BETWEEN_PHONES = re.compile(r"[;,\n]|\s(?:ou|et)\s|\s/\s|/(?=\s*(?:0\d{9}|\+))|(?<=\d{4})/")
_BETWEEN_EMAILS = re.compile(r"[;,\s]+")


def _phone(cell: Cell, target: Target, _today: date) -> Reading:
    text = text_of(cell)
    good: list[str] = []
    others: list[str] = []
    for piece in [text] if _phone_of(text) else _BETWEEN_PHONES.split(text):
        number = _phone_of(piece)
        if number:
            good.append(number)
        elif piece.strip():
            others.append(piece.strip())
    note = [f"Autre téléphone\u00a0: {say_phone(number)}" for number in good[1:]]
    note += [_noted(target, piece) for piece in others]
    warning = f"Ce numéro ne se lit pas\u00a0: il va dans la note ({_quoted(others[0])})." if others else ""
    return Reading(good[0] if good else None, warning=warning, note="\n".join(note))


def _phone_of(text: str) -> str:
    bare = re.sub(r"[\s.\-/]", "", text)
    if re.fullmatch(r"[1-7]\d{8}", bare):  # a spreadsheet took the first 0 for nothing
        bare = f"0{bare}"
    try:
        return parse_phone(bare) if bare else ""
    except Misread:
        return ""


def _email(cell: Cell, target: Target, _today: date) -> Reading:
    pieces = [piece for piece in _BETWEEN_EMAILS.split(text_of(cell).removeprefix("mailto:")) if piece]
    good = [piece for piece in pieces if is_email(piece)]
    if not good:
        return _kept_in_note(text_of(cell), target, "Ce courriel ne se lit pas\u00a0: il va dans la note.")
    rest = [piece for piece in pieces if piece != good[0]]
    return Reading(good[0], note=_noted(target, " ".join(rest)) if rest else "")


def _postal_code(cell: Cell, target: Target, _today: date) -> Reading:
    code = re.sub(r"\s", "", text_of(cell))
    code = code.zfill(5) if re.fullmatch(r"\d{4,5}", code) else code
    if is_postal_code(code):
        return Reading(code)
    return _kept_in_note(text_of(cell), target, "Ce code postal ne se lit pas\u00a0: il va dans la note.")


def _housing_request(cell: Cell, _target: Target, _today: date) -> Reading:
    number = re.sub(r"\s", "", text_of(cell))
    usual = housing_request_number_is_usual(number)
    return Reading(number, warning="" if usual else "Ce numéro unique n’a pas la forme habituelle\u00a0: à vérifier.")


# Choices

_YES = frozenset(["oui", "o", "vrai", "1", "yes", "y", "true", "x"])
_NO = frozenset(["non", "n", "faux", "0", "no", "false"])


def _code(cell: Cell, target: Target, _today: date) -> Reading:
    text = _on_one_line(text_of(cell))
    code = (target.words or {}).get(fold(text))
    if code is not None:
        return Reading(code)
    if target.otherwise:
        return Reading(target.otherwise, note=_noted(target, text))
    if target.keep:
        return _kept_in_note(text, target, f"{_quoted(text)} n’est pas dans la liste\u00a0: il va dans la note.")
    return Reading(fault=f"{_quoted(text)} n’est pas dans la liste\u00a0: {', '.join(target.accepted)}.")


def _yes_no(cell: Cell, target: Target, _today: date) -> Reading:
    word = fold(text_of(cell))
    if word in _YES or word in _NO:
        return Reading(word in _YES)
    if target.keep:
        return _kept_in_note(text_of(cell), target, "Ni oui, ni non\u00a0: le texte va dans la note.")
    return Reading(fault=f"{_quoted(text_of(cell))} n’est ni oui, ni non.")


def _kept_in_note(text: str, target: Target, warning: str) -> Reading:
    return Reading(warning=warning, note=_noted(target, text))


def _noted(target: Target, text: str) -> str:
    return f"{target.label}\u00a0: {text}"


def _nothing(_cell: Cell, _target: Target, _today: date) -> Reading:
    return NOTHING


_READERS: dict[Kind, Callable[[Cell, Target, date], Reading]] = {
    "name": _name,
    "full_name": _name,
    "text": _text,
    "note": _note,
    "birth": _birth,
    "date": _date,
    "phone": _phone,
    "email": _email,
    "postal_code": _postal_code,
    "housing_request": _housing_request,
    "code": _code,
    "yes_no": _yes_no,
    "forbidden": _nothing,
}
