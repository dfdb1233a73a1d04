# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every table in one place: importing this module fills `Base.metadata`."""

from __future__ import annotations

from app.models import (
    consent,
    continuation,
    derived,
    encounter,
    household,
    housing,
    journal,
    letter,
    local,
    official,
    organisation,
    pathway,
    person,
    procedure,
    referral,
    resource,
    worker,
)
from app.models.base import Base, Fact

__all__ = [
    "FACTS",
    "Base",
    "consent",
    "continuation",
    "derived",
    "encounter",
    "household",
    "housing",
    "journal",
    "letter",
    "local",
    "official",
    "organisation",
    "pathway",
    "person",
    "procedure",
    "referral",
    "resource",
    "worker",
]

FACTS: dict[str, type[Fact]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Fact)
}
"""Fact classes by table name, which is also the `entity` of the journal."""
