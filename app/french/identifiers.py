# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers and codes that identify: what looks like one in free text, what is well formed, how a phone number is said.

Nothing here asks a register: a well-formed number may belong to no one.
"""

from __future__ import annotations

import re
import unicodedata

from app.french.dates import Misread


def looks_like_nir(text: str) -> bool:
    """Tell whether a social security number (NIR) seems to be written anywhere in `text`.

    The shape is enough: 15 digits in the groups people write, with spaces, dots, dashes or nothing between them; the
    first 13 alone when the month is one the NIR knows; any other grouping of 15 digits when the key is right. A number
    of application for social housing is not taken for one.
    """
    plain = _FORMAT_CHARACTERS.sub("", text)
    if sum(map(str.isdigit, plain)) < 12:
        return False
    plain = _HOUSING_REQUEST_IN_TEXT.sub(" n ", plain)
    return any(_nir_shaped(match) for match in _NIR_IN_TEXT.finditer(plain)) or _oddly_grouped_nir(plain)


def is_nir(text: str) -> bool:
    """Tell whether `text` alone is a NIR with its right key. The published specimen is refused."""
    bare = _bare(text)
    return bool(_NIR.fullmatch(bare)) and int(bare[13:]) == nir_key(bare[:13]) and bare != _SPECIMEN


def nir_key(thirteen: str) -> int:
    """Compute the key (1 to 97) of the first thirteen characters of a NIR; raises ValueError on another shape."""
    if not _NIR_WITHOUT_KEY.fullmatch(thirteen):
        raise ValueError("not the first thirteen characters of a NIR")
    digits = thirteen.upper().replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97


def looks_like_iban(text: str) -> bool:
    """Tell whether a bank account number (IBAN) seems to be written anywhere in `text`.

    A French one by its shape; one of another country when its length and its check digits are right.
    """
    plain = _FORMAT_CHARACTERS.sub("", text).upper()
    return bool(_FRENCH_IBAN.search(plain)) or any(
        _foreign_iban(plain[m.start() :]) for m in _IBAN_START.finditer(plain)
    )


def is_siren(text: str) -> bool:
    """Tell whether `text` is a SIREN: nine digits whose Luhn sum is right."""
    bare = _bare(text)
    return bool(re.fullmatch(r"[0-9]{9}", bare)) and _luhn_holds(bare)


def is_siret(text: str) -> bool:
    """Tell whether `text` is a SIRET: a SIREN and five digits, Luhn on the whole; La Poste has its own sum."""
    bare = _bare(text)
    if not re.fullmatch(r"[0-9]{14}", bare) or not _luhn_holds(bare[:9]):
        return False
    return _luhn_holds(bare) or (bare.startswith(_LA_POSTE) and sum(map(int, bare)) % 5 == 0)


def is_postal_code(text: str) -> bool:
    """Tell whether `text` is a postal code from 01000 to 98999."""
    bare = _bare(text)
    return bool(re.fullmatch(r"[0-9]{5}", bare)) and "01000" <= bare <= "98999"


def department_of(postal_code: str) -> str | None:
    """Give the department of a postal code: 75011 -> 75, 97400 -> 974, 20090 -> 2A; None when there is none."""
    bare = _bare(postal_code)
    if not is_postal_code(bare) or bare.startswith("96"):
        return None
    if bare.startswith("20"):
        return {"0": "2A", "1": "2A", "2": "2B", "6": "2B"}.get(bare[2])
    return bare[:3] if bare.startswith(("97", "98")) else bare[:2]


def parse_phone(text: str, *, of_organisation: bool = False) -> str:
    """Read a phone number: `0612345678`, or `+262692123456` for overseas and foreign numbers. Raises Misread.

    Short numbers (115, 3949…) are taken for organisations only.
    """
    if not text.strip():
        raise Misread(f"Il manque le numéro. {_PHONE_EXAMPLE}")
    typed = re.sub(r"[\s.\-‐‑–/]|\(0\)", "", text)
    number = re.sub(r"^(?:\+|00)33(?=[1-9][0-9]{8}$)", "0", typed)
    number = re.sub(r"^00(?=[1-9])", "+", number)
    if re.fullmatch(r"0[1-9][0-9]{8}|\+(?!33)[1-9][0-9]{7,14}", number):
        return number
    if of_organisation and re.fullmatch(r"1[578]|11[2459]|3[0-9]{3}", number):
        return number
    raise Misread(f"Ce numéro ne se lit pas\u00a0: «\u00a0{text.strip()}\u00a0». {_PHONE_EXAMPLE}")


def is_phone(text: str) -> bool:
    """Tell whether `text` is a phone number, short ones included."""
    try:
        return bool(parse_phone(text, of_organisation=True))
    except Misread:
        return False


def say_phone(number: str) -> str:
    """Write a number `parse_phone` gave, by pairs and without a breaking space: 06 12 34 56 78, +262 692 12 34 56."""
    head = "".join(_COUNTRY.findall(number))
    rest = number.removeprefix(head)
    if len(rest) < 6:
        return number
    odd = rest[: 3 * (len(rest) % 2)]
    groups = (head, odd, *re.findall("..", rest.removeprefix(odd)))
    return "\u00a0".join(group for group in groups if group)


def is_email(text: str) -> bool:
    """Tell whether `text` is an e-mail address of the ordinary kind (RFC 5321 without quotes or comments)."""
    return len(text) <= 254 and len(text.partition("@")[0]) <= 64 and bool(_EMAIL.fullmatch(text))


def housing_request_number_is_usual(text: str) -> bool:
    """Tell whether a unique number of application for social housing has the layout usually seen. To warn only."""
    return bool(_HOUSING_REQUEST.fullmatch(_bare(text)))


def say_housing_request_number(number: str) -> str:
    """« 045 0624 018372 11045 »: a number of the usual layout by groups; another is left as it is."""
    if not housing_request_number_is_usual(number) or number != _bare(number):
        return number
    return "\u00a0".join((number[:3], number[3:7], number[7:13], number[13:]))


def mediation_receipt_is_usual(text: str) -> bool:
    """Tell whether a mediation commission's receipt number has its layout (arrêté of 19 Dec 2007). To warn only."""
    return bool(_MEDIATION_RECEIPT.fullmatch(_bare(text)))


_PHONE_EXAMPLE = "Écrivez par exemple 01\u00a099\u00a000\u00a012\u00a034."
_LA_POSTE = "356000000"
_COUNTRY = re.compile(r"^\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3})")
_SPECIMEN = "269054958815780"

_HOUSING_REQUEST = re.compile(r"[0-9AB]{3}(?:0[1-9]|1[0-2])[0-9]{2}[0-9]{6}[0-9A-Z]{5}")
_MEDIATION_RECEIPT = re.compile(r"[0-9AB]{3}[0-9]{4}[0-9]{6}[0-9A-Z]?")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")

_NIR_MONTH = "(?:0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9])"
_NIR_WITHOUT_KEY = re.compile(rf"[123478][0-9]{{2}}{_NIR_MONTH}(?:[0-9]{{2}}|2[ABab])[0-9]{{6}}")
_NIR = re.compile(_NIR_WITHOUT_KEY.pattern + "[0-9]{2}")

# What is dropped before looking: characters without width, that a copy and paste brings along.
_FORMAT_CHARACTERS = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_GAP_CHARACTER = r"[\s.\-_‐-―−·•/]"
_GAP = _GAP_CHARACTER + "{0,3}"
_NIR_IN_TEXT = re.compile(
    rf"(?<![0-9])[123478]{_GAP}[0-9]{{2}}{_GAP}(?P<month>[0-9]{{2}}){_GAP}(?:[0-9]{{2}}|2[ABab]){_GAP}[0-9]{{3}}{_GAP}"
    rf"[0-9]{{3}}(?P<key>{_GAP}[0-9]{{2}})?(?![0-9])"
)
_DIGIT_GROUPS = re.compile(rf"(?<![0-9])[0-9]{{1,5}}(?:{_GAP_CHARACTER}{{1,3}}[0-9]{{1,5}})+(?![0-9])")
_HOUSING_REQUEST_IN_TEXT = re.compile(
    r"(?<![0-9])[0-9]{3}(?P<gap>[ .\-\u00a0\u202f]?)(?:0[1-9]|1[0-2])(?P=gap)?[0-9]{2}(?P=gap)[0-9]{6}(?P=gap)"
    r"[0-9A-Za-z]{5}(?![0-9A-Za-z])"
)

_BETWEEN = r"[\s.\-]?"
_FRENCH_IBAN = re.compile(
    rf"(?<![0-9A-Z])FR(?:{_BETWEEN}[0-9]){{12}}(?:{_BETWEEN}[0-9A-Z]){{11}}(?:{_BETWEEN}[0-9]){{2}}(?![0-9])"
)
_IBAN_START = re.compile(r"(?<![0-9A-Z])[A-Z]{2}[0-9]{2}")
_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24,
    "SM": 27, "TN": 24, "TR": 26,
}  # fmt: skip


def _nir_shaped(found: re.Match[str]) -> bool:
    return found["key"] is not None or bool(re.fullmatch(_NIR_MONTH, found["month"]))


def _oddly_grouped_nir(text: str) -> bool:
    return any(is_nir(re.sub("[^0-9]", "", groups[0])) for groups in _DIGIT_GROUPS.finditer(text))


def _foreign_iban(text: str) -> bool:
    length = _IBAN_LENGTHS.get(text[:2])
    candidate = re.sub(r"[\s.\-]", "", text[:60])[:length]
    if length is None or not re.fullmatch(f"[0-9A-Z]{{{length}}}", candidate):
        return False
    return int("".join(str(int(letter, 36)) for letter in candidate[4:] + candidate[:4])) % 97 == 1


def _luhn_holds(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _bare(text: str) -> str:
    return re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text)).upper()
