# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters of one's own: the letterhead of the service, its pictures, the templates it writes."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, Json


class Picture(Fact, kw_only=True):
    """A picture that papers show: a PNG without metadata, in base 64. `digest` is the SHA-256 of the PNG.

    A paper already sent names its logo by digest: a picture replaced or withdrawn is still found.
    """

    __tablename__ = "picture"

    digest: Mapped[str] = mapped_column(index=True)
    content: Mapped[str]


class Letterhead(Fact, kw_only=True):
    """What heads and signs the papers of the service, one row: `logo` is the digest of a picture, empty without one.

    `signature` is a wording with named fields, one line each; empty, the worker signs by her name and function.
    """

    __tablename__ = "letterhead"

    logo: Mapped[str] = mapped_column(default="")
    signature: Mapped[str] = mapped_column(default="")


class LetterTemplate(Fact, kw_only=True):
    """A letter to be written again and again. `subject`, `body` and `signature` are wordings with named fields.

    `addressee` is `partner`, `person` or `any`; `schemes` are the ids of those it is for, empty for any. An empty
    `signature` is the one of the letterhead.
    """

    __tablename__ = "letter_template"

    title: Mapped[str]
    addressee: Mapped[str] = mapped_column(default="any")
    schemes: Mapped[list[str]] = mapped_column(Json(), default_factory=lambda: list[str]())
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    signature: Mapped[str] = mapped_column(default="")
