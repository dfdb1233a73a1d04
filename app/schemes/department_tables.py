# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delays that each préfet fixes for his département: a table of months, sourced row by row, blank where unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from app.schemes.departments import DEPARTMENTS
from app.schemes.said import said
from app.schemes.shapes import Shape, blocks, day, number, text
from app.schemes.shapes import said as shown
from app.schemes.sight import rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.schemes.shape_check import Wrong
    from app.schemes.sight import Sight

MOST_MONTHS: Final = 120
"""Above ten years a number of months is a slip of the finger."""
SETTING: Final = "table."
"""How corrections are named among the settings of a reckoning: « table.<id> » gives {département: months}."""

TABLE_SHAPE: Final[Shape] = {
    "id": text("Identifiant, qui ne change plus", required=True),
    "label": shown("Nom", required=True),
    "help": shown("Ce qu’il faut savoir"),
    "checked_on": day("Jour où les valeurs ont été relues", required=True),
    "rows": blocks("Une ligne par département connu", "department_row", required=True),
    "since": text("À partir de cette édition"),
    "until": text("Jusqu’à cette édition comprise"),
}
ROW_SHAPE: Final[Shape] = {
    "department": text("Code du département", required=True),
    "months": number("Longueur, en mois", required=True),
    "source": shown("Où on l’a lue", required=True),
    "checked_on": day("Jour où cette valeur a été relue, si ce n’est pas celui du tableau"),
}


@dataclass(frozen=True)
class KnownDelay:
    """The delay of one département, with where it was read."""

    months: int
    source: str
    checked_on: date


@dataclass(frozen=True)
class DepartmentTable:
    """Months by département; one that is not there is not known."""

    id: str
    label: str
    help: str
    checked_on: date
    rows: Mapping[str, KnownDelay]

    def months(self, department: str, corrected: object = None) -> int | None:
        """Give the delay of a département, as the office corrected it if it did; None when nobody knows it."""
        if isinstance(corrected, Mapping):
            months = cast("Mapping[str, object]", corrected).get(department)
            if isinstance(months, int):
                return months
        known = self.rows.get(department)
        return known.months if known else None


def read(row: Mapping[str, Any]) -> DepartmentTable:
    """Build a table from its checked block."""
    rows = {
        each["department"]: KnownDelay(each["months"], said(each["source"]), each.get("checked_on", row["checked_on"]))
        for each in row["rows"]
    }
    return DepartmentTable(row["id"], said(row["label"]), said(row.get("help", "")), row["checked_on"], rows)


def table_faults(sight: Sight) -> Iterator[Wrong]:
    """Check the départements and the months of the tables, and that the deadlines name tables that exist."""
    for path, table in sight.rows("department_tables"):
        seen: Counter[str] = Counter()
        for place, row in enumerate(rows_of(table, "rows")):
            code, months = text_of(row, "department"), row.get("months")
            seen[code] += 1
            if code not in DEPARTMENTS:
                yield (*path, "rows", place, "department"), f"Ce département n’existe pas : « {code} »."
            if seen[code] == 2:
                yield (*path, "rows", place, "department"), f"Deux fois le même département : « {code} »."
            if isinstance(months, int) and not 1 <= months <= MOST_MONTHS:
                yield (*path, "rows", place, "months"), f"Un nombre de mois va de 1 à {MOST_MONTHS}."
    for path, row in sight.rows("deadlines"):
        name = text_of(row, "length_by")
        if name and name not in sight.all_ids("department_tables"):
            yield (*path, "length_by"), f"Ce tableau n’existe pas : « {name} »."
        if name and text_of(row, "unit") not in ("months", "clear_months"):
            yield (*path, "unit"), "Un tableau par département compte en mois."
