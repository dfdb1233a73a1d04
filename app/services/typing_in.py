# SPDX-License-Identifier: AGPL-3.0-or-later
"""From what is typed to what is kept, by the kind of field; and back, for the field to show."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from app.french.amounts import parse_euros
from app.french.dates import Misread, PartialDate, parse_birth, parse_date, say_form
from app.french.identifiers import (
    department_of,
    housing_request_number_is_usual,
    is_email,
    is_postal_code,
    is_siret,
    looks_like_iban,
    looks_like_nir,
    parse_phone,
    say_phone,
)
from app.schemes.departments import DEPARTMENTS
from app.services.cautions import Caution
from app.services.fields import Field
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.storage.entries import blank, columns_of

Read = tuple[Any, Caution | None]


def read(office: Office, field: Field, text: str) -> Read:
    """The value of what was typed, and what is unusual about it. Raises Refused, its sentence beside the field.

    An emptied field gives the blank value of its column. Choices are typed by their code.
    """
    typed = clean(text, keep_lines=field.kind == "long_text")
    if field.kind != "housing_request":
        refuse_nir(typed, field.name)
    if not typed:
        return _emptied(field), None
    if len(typed) > field.longest:
        raise Refused(Refusal.TEXT_TOO_LONG, field.name, length=len(typed), most=field.longest)
    try:
        return _READERS.get(field.kind, _text)(office, field, typed)
    except Misread as fault:
        raise Refused(Refusal.MISREAD, field.name, sentence=fault.sentence) from fault


def shown(field: Field, value: Any) -> str:
    """What the field shows of a kept value, as one would type it again; a choice is its code."""
    if value is None or value == "":
        return ""
    if field.kind in _SHOWN:
        return _SHOWN[field.kind](value)
    return say_form(value) if isinstance(value, date) else str(value)


def clean(text: str, *, keep_lines: bool = False) -> str:
    """Without outer spaces, characters that print nothing, or line breaks where there is one line."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if keep_lines:
        return "\n".join(line.rstrip() for line in plain.split("\n")).strip()
    return " ".join(plain.split())


def refuse_nir(text: str, field: str) -> None:
    """Refuse a text that holds what looks like a social security number; no draft of it is kept either."""
    if looks_like_nir(text):
        raise Refused(Refusal.NIR, field)


def check_choice(office: Office, vocabulary: str, code: str, field: str) -> str:
    """The code, when the list has it."""
    choices = office.catalogue.vocabularies[vocabulary].choices
    if code not in choices:
        labels = ", ".join(choice.label for choice in choices.values())
        raise Refused(Refusal.UNKNOWN_CHOICE, field, value=code, choices=labels)
    return code


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
_YES, _NO = frozenset({"oui", "true", "1"}), frozenset({"non", "false", "0"})
_MOST = 10**6
_MOST_CENTS = 10**9


def _emptied(field: Field) -> Any:
    if field.required:
        raise Refused(Refusal.FIELD_REQUIRED, field.name, label=field.label)
    return blank(columns_of(field.entity)[field.name])


def _text(_office: Office, field: Field, text: str) -> Read:
    return text, Caution.BANK_ACCOUNT if looks_like_iban(text) else None


def _name(_office: Office, field: Field, text: str) -> Read:
    if not any(one.isalpha() for one in text):
        raise Refused(Refusal.NOT_A_NAME, field.name)
    return text.replace("'", "’"), None


def _date(office: Office, field: Field, text: str) -> Read:
    day = parse_date(text, office.today())
    if f"{field.entity}.{field.name}" in _PAST and day > office.today():
        raise Refused(Refusal.DAY_TO_COME, field.name)
    return day, None


_PAST = frozenset({"encounter.on", "person.housing_request_on", "person.housing_request_renewed_on"})


def _birth(office: Office, _field: Field, text: str) -> Read:
    return parse_birth(text, office.today()).iso, None


def _phone(_office: Office, field: Field, text: str) -> Read:
    try:
        return parse_phone(text, of_organisation=field.entity == "organisation"), None
    except Misread:
        if not any(one.isdigit() for one in text):
            raise
        return text, Caution.UNUSUAL_PHONE


def _email(_office: Office, field: Field, text: str) -> Read:
    if not is_email(text):
        raise Refused(Refusal.NOT_AN_EMAIL, field.name)
    return text, None


def _postal_code(_office: Office, field: Field, text: str) -> Read:
    bare = "".join(text.split())
    if not is_postal_code(bare):
        raise Refused(Refusal.NOT_A_POSTAL_CODE, field.name)
    return bare, None


def _department(_office: Office, field: Field, text: str) -> Read:
    code = text.upper().zfill(2)
    if code not in DEPARTMENTS:
        raise Refused(Refusal.UNKNOWN_DEPARTMENT, field.name, value=text)
    return code, None


def _siret(_office: Office, field: Field, text: str) -> Read:
    bare = "".join(text.split())
    if not is_siret(bare):
        raise Refused(Refusal.NOT_A_SIRET, field.name)
    return bare, None


def _housing_request(_office: Office, field: Field, text: str) -> Read:
    bare = "".join(text.split()).upper()
    if housing_request_number_is_usual(bare):
        return bare, None
    refuse_nir(text, field.name)
    return bare, Caution.UNUSUAL_HOUSING_REQUEST


def _choice(office: Office, field: Field, text: str) -> Read:
    return check_choice(office, field.vocabulary, text, field.name), None


def _money(_office: Office, field: Field, text: str) -> Read:
    cents = parse_euros(text)
    if not 0 <= cents <= _MOST_CENTS:
        raise Refused(Refusal.AMOUNT_OUT_OF_RANGE, field.name)
    return cents, None


def _area(_office: Office, field: Field, text: str) -> Read:
    match = re.fullmatch(r"(\d{1,5})(?:[.,](\d{1,2}))?(?:m2|m²)?", "".join(text.split()).lower())
    if match is None:
        raise Refused(Refusal.NOT_A_NUMBER, field.name, example="18,5")
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")), None


def _number(_office: Office, field: Field, text: str) -> Read:
    bare = "".join(text.split())
    if not (bare.isascii() and bare.isdigit()) or int(bare) > _MOST:
        raise Refused(Refusal.NOT_A_NUMBER, field.name, example="3")
    return int(bare), None


def _yes_no(_office: Office, field: Field, text: str) -> Read:
    word = text.lower()
    if word not in _YES | _NO:
        raise Refused(Refusal.UNKNOWN_CHOICE, field.name, value=text, choices="oui, non")
    return word in _YES, None


def _closed(_office: Office, field: Field, _text: str) -> Read:
    raise Refused(Refusal.UNKNOWN_ID, field.name)


_READERS: dict[str, Callable[[Office, Field, str], Read]] = {
    "name": _name,
    "date": _date,
    "birth": _birth,
    "phone": _phone,
    "email": _email,
    "postal_code": _postal_code,
    "department": _department,
    "siret": _siret,
    "housing_request": _housing_request,
    "choice": _choice,
    "money": _money,
    "area": _area,
    "number": _number,
    "yes_no": _yes_no,
    "link": _closed,
    "other": _closed,
}


def _shown_birth(value: str) -> str:
    birth = PartialDate.from_iso(value)
    if birth.precision == "about":
        return f"vers {birth.year}"
    return birth.form if birth.precision == "day" else birth.form.replace("__/", "")


def _shown_hundredths(value: int) -> str:
    whole, part = divmod(value, 100)
    grouped = f"{whole:,}".replace(",", "\u202f")
    return f"{grouped},{part:02}" if part else grouped


def _shown_area(value: int) -> str:
    return _shown_hundredths(value).removesuffix("0") if value % 100 else str(value // 100)


_SHOWN: dict[str, Callable[[Any], str]] = {
    "birth": _shown_birth,
    "phone": say_phone,
    "money": _shown_hundredths,
    "area": _shown_area,
    "yes_no": lambda value: "oui" if value else "non",
}


def department_from(postal_code: str) -> str:
    """The département of a postal code, or nothing."""
    return department_of(postal_code) or ""
