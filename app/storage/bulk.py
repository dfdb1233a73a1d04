# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many new rows at once: the INSERT that SQLAlchemy writes, with values converted a column at a time.

Going through `Connection.execute` costs a dictionary and a compiled parameter set per row, a third of an import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar, cast

import sqlalchemy as sa

_BATCH = 4000
_LARGE_CACHE_KIB = 64 * 1024
One = TypeVar("One")
Row = tuple[Any, ...]
Converter = Callable[[Any], Any] | None


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    """Insert rows whose values are in the order of the table's columns."""
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        if connection.dialect.paramstyle == "qmark":
            statement, converters = _compiled(table, connection.dialect)
            connection.exec_driver_sql(statement, list(_converted(batch, converters)))
        else:
            keys = [column.name for column in table.columns]
            connection.execute(table.insert(), [dict(zip(keys, row, strict=True)) for row in batch])


def batched(values: Sequence[One], size: int = 500) -> Iterator[Sequence[One]]:
    """Cut a long list into what one statement may name."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def enlarge_cache(connection: sa.Connection, kib: int = _LARGE_CACHE_KIB) -> int:
    """Give an encrypted file's connection a cache that holds the upper pages of every index; the size it had.

    Ids are random: with 4 MB, each row of a large vault is written through pages decrypted again and again.
    """
    if connection.dialect.name != "sqlite":
        return 0
    before = -int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())
    connection.exec_driver_sql(f"PRAGMA cache_size=-{kib}")
    return before


@lru_cache(maxsize=64)
def _compiled(table: sa.Table, dialect: sa.Dialect) -> tuple[str, tuple[Converter, ...]]:
    statement = str(table.insert().compile(dialect=dialect))
    return statement, tuple(_converter(column, dialect) for column in table.columns)


def _converter(column: sa.Column[Any], dialect: sa.Dialect) -> Converter:
    return cast("Converter", column.type.dialect_impl(dialect).bind_processor(dialect))


def _converted(rows: list[Row], converters: tuple[Converter, ...]) -> Iterator[Row]:
    columns = zip(*rows, strict=True)
    return zip(
        *(
            map(convert, values) if convert is not None else values
            for convert, values in zip(converters, columns, strict=True)
        ),
        strict=True,
    )
