# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scheme's file as one of its editions sees it: only the rows between their `since` and their `until`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.schemes.lines import Path

    Table = Mapping[str, object]

IDENTIFIED: Final = (
    "territories",
    "department_tables",
    "steps",
    "stages",
    "events",
    "deadlines",
    "criteria_groups",
    "criteria",
    "answers",
    "documents",
    "vocabularies",
    "leads_to",
)
"""The blocks whose rows have an identifier, which is theirs alone within an edition."""


class Sight:
    """The rows of a scheme's table that belong to one edition, each with its path in the file."""

    def __init__(self, table: Table, place: int) -> None:
        self.table = table
        self.place = place
        self._places = {text_of(edition, "id"): at for at, edition in enumerate(rows_of(table, "editions"))}
        self._rows: dict[str, list[tuple[Path, Table]]] = {}
        self._ids: dict[str, frozenset[str]] = {}
        self._all_ids: dict[str, frozenset[str]] = {}

    def rows(self, block: str) -> list[tuple[Path, Table]]:
        """Give the rows of a block in force in this edition, in the order of the file."""
        if block not in self._rows:
            rows = enumerate(rows_of(self.table, block))
            self._rows[block] = [((block, at), row) for at, row in rows if self._in_force(row)]
        return self._rows[block]

    def ids(self, block: str) -> frozenset[str]:
        """Give the identifiers of a block in this edition."""
        if block not in self._ids:
            self._ids[block] = frozenset([text_of(row, "id") for _, row in self.rows(block)])
        return self._ids[block]

    def all_ids(self, block: str) -> frozenset[str]:
        """Give the identifiers of a block in every edition: what a row may name without a fault."""
        if block not in self._all_ids:
            self._all_ids[block] = frozenset([text_of(row, "id") for row in rows_of(self.table, block)])
        return self._all_ids[block]

    def _in_force(self, row: Table) -> bool:
        first = self._places.get(text_of(row, "since"), 0)
        last = self._places.get(text_of(row, "until"), self.place)
        return first <= self.place <= last


def rows_of(table: Table, block: str) -> list[Table]:
    """Give the rows of a repeated block, none when it is absent."""
    return table.get(block, [])  # pyright: ignore[reportReturnType]  # its shape has been checked


def text_of(row: Table, key: str) -> str:
    """Give a text of a row, "" when it is absent."""
    return row.get(key, "")  # pyright: ignore[reportReturnType]  # its shape has been checked


def texts_of(row: Table, key: str) -> list[str]:
    """Give a list of texts of a row, empty when it is absent."""
    return row.get(key, [])  # pyright: ignore[reportReturnType]  # its shape has been checked


def table_of(row: Table, key: str) -> Table:
    """Give a block of a row, empty when it is absent."""
    return row.get(key, {})  # pyright: ignore[reportReturnType]  # its shape has been checked
