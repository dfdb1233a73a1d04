# SPDX-License-Identifier: AGPL-3.0-or-later
"""Official forms of the office: the blanks it brought, and where each value is written on those it described itself."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, Json


class Attachment(Fact, kw_only=True):
    """A file kept beside the database, encrypted under a key of its own: without the row it cannot be read.

    `file` is its name, the SHA-256 of its ciphertext; `digest` that of its content; `size` its bytes; `key` is in
    hexadecimal.
    """

    __tablename__ = "attachment"

    name: Mapped[str]
    digest: Mapped[str]
    size: Mapped[int]
    file: Mapped[str]
    key: Mapped[str]


class OfficialBlank(Fact, kw_only=True):
    """A blank official form, once per office. `form` is the id of the mapping that knows it.

    The latest of a form has no `replaced_on`; those it replaced stay for what was sent on them.
    """

    __tablename__ = "official_blank"

    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"))
    form: Mapped[str]
    digest: Mapped[str]
    pages: Mapped[int]
    kept_on: Mapped[date]
    replaced_on: Mapped[date | None] = mapped_column(default=None)


class OfficialMapping(Fact, kw_only=True):
    """A form that the office described itself, or received as a file: the one scheme it belongs to, how it is known.

    `form` is its id in files, `digests` the blanks known byte for byte, `contains` the fields that tell it.
    """

    __tablename__ = "official_mapping"

    form: Mapped[str]
    scheme: Mapped[str]
    title: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    digests: Mapped[Any | None] = mapped_column(Json(), default=None)
    pages: Mapped[int] = mapped_column(default=0)
    fields: Mapped[int] = mapped_column(default=0)
    contains: Mapped[Any | None] = mapped_column(Json(), default=None)


class OfficialField(Fact, kw_only=True):
    """What one field of such a form receives: `said` is its table in a mapping file."""

    __tablename__ = "official_field"

    mapping_id: Mapped[UUID] = mapped_column(ForeignKey("official_mapping.id"), index=True)
    rank: Mapped[int] = mapped_column(default=0)
    said: Mapped[Any | None] = mapped_column(Json(), default=None)
