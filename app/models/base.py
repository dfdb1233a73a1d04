# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every table shares: naming, the three kinds, and the column types both engines agree on."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Literal
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

Word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""A text compared by its code points whatever the language of the database, so that ranges hold on both engines."""

Kind = Literal["fact", "derived", "local", "journal"]


_ids: ContextVar[Callable[[], UUID]] = ContextVar("ids", default=uuid4)


@contextmanager
def ids_from(draw: Callable[[], UUID]) -> Generator[None]:
    """Give the facts made meanwhile the ids that `draw` gives: a demonstration has the same each time."""
    before = _ids.set(draw)
    try:
        yield
    finally:
        _ids.reset(before)


def new_id() -> UUID:
    """The id of a fact that is being made: random, unless `ids_from` says otherwise."""
    return _ids.get()()


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False):
    """Root of all tables. Defaults are set by the constructor, so that a change can be captured before the flush.

    No representation is generated: a row printed in a log would carry personal data.
    """

    __kind__: ClassVar[Kind]
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: sa.Text(), UUID: sa.Uuid(), int: sa.BigInteger()}


class Fact(Base, kw_only=True):
    """A journaled table: every change of it is recorded, `verify` rebuilds it from the journal.

    A fact is never physically deleted: `deleted` takes it away and undo gives it back.
    """

    __abstract__ = True
    __kind__ = "fact"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id, sort_order=-2)
    deleted: Mapped[bool] = mapped_column(default=False, sort_order=99)

    @property
    def dossier_id(self) -> UUID | None:
        """The person whose dossier holds this fact; None for facts of the office (workers, organisations)."""
        return getattr(self, "person_id", None)


class Derived(Base, kw_only=True):
    """A table rewritten by a pure function of the facts, in the transaction that changes them."""

    __abstract__ = True
    __kind__ = "derived"


class Local(Base, kw_only=True):
    """A table of this vault alone: drafts, settings, access log. Neither journaled nor exchanged."""

    __abstract__ = True
    __kind__ = "local"


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no escapes but those JSON demands."""
    return _CANONICAL.encode(value)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Json(sa.types.TypeDecorator[Any]):
    """A JSON value kept as canonical text: the same bytes on both engines, replaced whole, never mutated."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: object | None, dialect: sa.Dialect) -> str | None:
        """Python value to text."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> Any | None:
        """Text to Python value."""
        return None if value is None else json.loads(value)
