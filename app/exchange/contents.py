# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the cells of a column look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from app.exchange.sheet import Cell, text_of
from app.exchange.targets import Kind
from app.french.identifiers import housing_request_number_is_usual, is_email, is_postal_code, looks_like_nir
from app.french.names import fold

MOSTLY = 0.5

_DATE = re.compile(
    r"\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2,4}|\d{4}-\d{2}(-\d{2})?([ T].*)?|(vers )?(19|20)\d{2}|\d{8}|\d{1,2}/\d{4}"
)
_PHONE = re.compile(r"(\+|00)?[\d\s.\-/()]{9,20}")
_CIVILITIES = frozenset(
    ["h", "f", "m", "mme", "mr", "mlle", "homme", "femme", "monsieur", "madame", "masculin", "feminin"]
)


def share_of(kind: Kind, cells: Sequence[Cell]) -> float | None:
    """Tell which share of the filled cells looks like this kind; None when it has no look, or nothing is filled."""
    looks = _LOOKS.get(kind)
    filled = [cell for cell in cells if cell is not None and text_of(cell)]
    if looks is None or not filled:
        return None
    return sum(map(looks, filled)) / len(filled)


def kind_of_cells(cells: Sequence[Cell]) -> Kind | None:
    """Tell what most filled cells of a column look like, where the look alone is enough."""
    kinds: tuple[Kind, ...] = ("forbidden", "email", "housing_request", "birth", "phone", "postal_code")
    return next((kind for kind in kinds if (share_of(kind, cells) or 0) > MOSTLY), None)


def are_civilities(cells: Sequence[Cell]) -> bool:
    """Tell whether most filled cells of a column say « Madame » or « Monsieur » in some way."""
    filled = [fold(text_of(cell)) for cell in cells if cell is not None and text_of(cell)]
    return bool(filled) and sum(text in _CIVILITIES for text in filled) / len(filled) > MOSTLY


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, date):
        return True
    return isinstance(cell, str | int) and not isinstance(cell, bool) and bool(_DATE.fullmatch(text_of(cell)))


def _is_phone(cell: Cell) -> bool:
    text = text_of(cell)
    digits = re.sub(r"\D", "", text)
    if isinstance(cell, int):
        return len(digits) == 9 and digits[0] in "1234567"
    return bool(_PHONE.match(text)) and 9 <= len(digits) <= 40 and (digits[0] == "0" or text.startswith("+"))


_LOOKS: dict[Kind, Callable[[Cell], bool]] = {
    "forbidden": lambda cell: looks_like_nir(text_of(cell)),
    "email": lambda cell: is_email(text_of(cell)),
    "birth": _is_date,
    "date": _is_date,
    "phone": _is_phone,
    "postal_code": lambda cell: (
        is_postal_code(text_of(cell).zfill(5)) if isinstance(cell, int) else is_postal_code(text_of(cell))
    ),
    "housing_request": lambda cell: housing_request_number_is_usual(text_of(cell)),
}
