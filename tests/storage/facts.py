# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small facts and looks at the journal, for the tests of storage."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from app.models.base import Fact
from app.models.journal import Change, GestureRow, Head, Replica
from app.models.person import Person
from app.storage import upgrade
from app.storage.engine import make_file, reading_engine, writing_engine
from app.storage.entries import Entry
from app.storage.journal import Gesture
from app.storage.vault import DATABASE, Vault
from tests.engines import DEVICE, KEY

AUTHOR = UUID(int=0xCA)


def gesture(verb: str = "field_set", undoes: UUID | None = None) -> Gesture:
    return Gesture(verb, AUTHOR, undoes)


def lea(**fields: object) -> Person:
    given = {"birth_name": "Marchetti", "first_names": "Léa", "birth": "2002-03-12", "phone": "0199003107"}
    return Person(**given | fields)


def keep(vault: Vault, *facts: Fact, verb: str = "person_created") -> UUID:
    """Write new facts in one gesture; its id."""
    done = gesture(verb)
    with vault.writing(done) as session:
        session.add_all(facts)
    return done.id


def change(vault: Vault, entity: type[Fact], entity_id: UUID, **fields: object) -> UUID:
    """Change fields of a fact in one gesture; its id."""
    done = gesture()
    with vault.writing(done) as session:
        fact = session.get_one(entity, entity_id)
        for name, value in fields.items():
            setattr(fact, name, value)
    return done.id


def changes(vault: Vault) -> list[Change]:
    with vault.reading() as session:
        return list(session.scalars(sa.select(Change).order_by(Change.seq)))


def entries(vault: Vault) -> list[Entry]:
    return [Entry.read(row.body) for row in changes(vault) if row.body is not None]


def head(vault: Vault, entity_id: UUID) -> dict[str, str]:
    with vault.reading() as session:
        return session.get_one(Head, entity_id).fields


def gestures(vault: Vault) -> list[GestureRow]:
    with vault.reading() as session:
        return list(session.scalars(sa.select(GestureRow).order_by(GestureRow.hlc)))


def replica(vault: Vault) -> Replica:
    with vault.reading() as session:
        return session.scalars(sa.select(Replica)).one()


OLDER = "0003_derived"
"""An earlier revision of the tables, which still has to be brought up to date."""


def older_vault(folder: Path, *facts: Fact) -> Path:
    """The folder of a vault made at that revision, with these facts in it."""
    folder.mkdir()
    make_file(folder / DATABASE, KEY)
    writer = writing_engine(folder / DATABASE, KEY)
    upgrade.migrate(writer, to=OLDER)
    with writer.begin() as connection:
        connection.execute(sa.insert(Replica).values(device=DEVICE, name="", letter="A", seq=0, hlc=0, chain=b""))
    vault = Vault(reading_engine(folder / DATABASE, KEY), writer, folder)
    keep(vault, *facts)
    vault.close()
    return folder
