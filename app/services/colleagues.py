# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who works in this vault: the worker herself and her colleagues, with or without an account."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from app.french.names import fold
from app.models.organisation import Organisation
from app.models.worker import Worker
from app.services.office import Office

ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Colleague:
    """A worker as a list shows her. `opens` tells whether she has an account; `me` whether she is the one at work."""

    id: UUID
    name: str
    title: str | None
    function: str
    phone: str
    email: str
    identifier: str
    role: str
    role_label: str
    opens: bool
    me: bool


def colleagues(office: Office) -> tuple[Colleague, ...]:
    """Everyone who works in this vault, in alphabetical order."""
    query = sa.select(Worker).where(Worker.active, Worker.deleted.is_(False))
    with office.reading() as session:
        found = [_colleague(office, row) for row in session.scalars(query)]
    return tuple(sorted(found, key=lambda one: (fold(one.name), one.id)))


def me(office: Office) -> Colleague:
    """The worker at work."""
    with office.reading() as session:
        return _colleague(office, session.get_one(Worker, office.worker_id))


def service_name(office: Office) -> str:
    """The name of the organisation whose vault this is; empty where it was never written."""
    with office.reading() as session:
        own = sa.select(Organisation.name).where(Organisation.own, Organisation.deleted.is_(False))
        return session.scalars(own).first() or ""


def _colleague(office: Office, row: Worker) -> Colleague:
    roles = office.catalogue.vocabularies["role"]
    return Colleague(
        id=row.id,
        name=row.name,
        title=row.title,
        function=row.function,
        phone=row.phone,
        email=row.email,
        identifier=row.identifier,
        role=row.role,
        role_label=roles.label_of(row.role, feminine=row.title == "mme"),
        opens=bool(row.slot),
        me=row.id == office.worker_id,
    )
