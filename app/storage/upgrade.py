# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bringing a vault to the present schema: a backup first, then all migrations in one transaction, or nothing.

Alembic is imported only when there is something to migrate: it takes a third of a second.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from app import MIGRATIONS
from app.storage.engine import copy_into
from app.storage.troubles import Trouble, Unavailable, engine_errors, trouble_of

REVISIONS = (
    "0001_facts",
    "0002_journal",
    "0003_derived",
    "0004_local",
    "0005_letters",
    "0006_reminders",
    "0007_official_forms",
    "0008_continuations",
)
"""Every revision in order; the last is the present schema. A test compares it with the migrations folder."""


def revision_of(connection: sa.Connection) -> str | None:
    """The revision stored in the database; None when it has no schema yet."""
    try:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    except (OperationalError, ProgrammingError) as error:
        if trouble_of(error.orig or error):
            raise
        connection.rollback()
        return None


def bring_up_to_date(reader: sa.Engine, writer: sa.Engine, backups: Path) -> None:
    """Migrate an older vault after a backup; refuse a newer one. A current one costs a single query."""
    with reader.connect() as connection:
        revision = revision_of(connection)
        if revision == REVISIONS[-1]:
            return
        if revision is None:
            raise Unavailable(Trouble.NOT_A_VAULT)
        if revision not in REVISIONS:
            raise Unavailable(Trouble.VAULT_NEWER, revision)
        _back_up(connection, backups, revision)
    reader.dispose()
    migrate(writer)


def _back_up(connection: sa.Connection, backups: Path, revision: str) -> None:
    backups.mkdir(exist_ok=True)
    taken = len(list(backups.glob(f"avant-mise-a-jour-{revision}*.db")))
    target = backups / f"avant-mise-a-jour-{revision}{f'-{taken + 1}' if taken else ''}.db"
    connection.rollback()
    copy_into(connection, target)


def migrate(engine: sa.Engine, scripts: Path = MIGRATIONS, to: str = "head") -> None:
    """Run the missing migrations in one transaction. Raises `Unavailable` and changes nothing when one fails."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.set_main_option("path_separator", "os")
    with engine_errors(), _without_foreign_keys(engine) as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except (CommandError, SQLAlchemyError) as error:
            if trouble := trouble_of(error):
                raise Unavailable(trouble) from error
            raise Unavailable(Trouble.UPGRADE_FAILED, type(error).__name__) from error


@contextmanager
def _without_foreign_keys(engine: sa.Engine) -> Generator[sa.Connection]:
    """A transaction that may rebuild tables: on SQLite, references are checked once, before the commit."""
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        lite = connection.dialect.name == "sqlite"
        if lite:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if lite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise Unavailable(Trouble.UPGRADE_FAILED, "foreign keys")
        finally:
            if lite:
                raw.execute("PRAGMA foreign_keys=ON")
