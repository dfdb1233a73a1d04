# SPDX-License-Identifier: AGPL-3.0-or-later
"""Upgrading: a backup first, all or nothing, newer vaults refused; models and migrations say the same thing."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app import MIGRATIONS
from app.models.base import Base
from app.models.person import Person
from app.models.tables import FACTS
from app.storage import upgrade
from app.storage.engine import reading_engine, writing_engine
from app.storage.troubles import Trouble, Unavailable
from app.storage.vault import BACKUPS, DATABASE, open_vault
from tests.engines import KEY
from tests.storage.facts import OLDER, changes, entries, keep, lea, older_vault


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The folder of a vault made at an earlier revision, with a person in it."""
    folder = older_vault(tmp_path / "vault", lea())
    assert revision(folder) == OLDER
    return folder


def revision(folder: Path, file: str = DATABASE) -> str | None:
    engine = reading_engine(folder / file, KEY)
    with engine.connect() as connection:
        found = upgrade.revision_of(connection)
    engine.dispose()
    return found


def tables(folder: Path, file: str = DATABASE) -> set[str]:
    engine = reading_engine(folder / file, KEY)
    found = set(sa.inspect(engine).get_table_names())
    engine.dispose()
    return found


def scripts_with(folder: Path, body: str) -> Path:
    """A copy of the migrations with one more, which does `body`."""
    scripts = folder / "scripts"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    text = f"""from __future__ import annotations
import sqlalchemy as sa
from alembic import op
revision = "9999_next"
down_revision = "{upgrade.REVISIONS[-1]}"
def upgrade() -> None:
    {body}
"""
    (scripts / "versions" / "9999_next.py").write_text(text, encoding="utf-8")
    return scripts


# With data


def test_an_older_vault_is_brought_up_to_date_with_its_people(older: Path):
    assert "draft" not in tables(older)
    vault = open_vault(older, KEY)
    with vault.reading() as session:
        assert session.scalars(sa.select(Person.birth_name)).all() == ["Marchetti"]
    keep(vault, lea(birth_name="Marchal"))
    assert [entry.fields["birth_name"] for entry in entries(vault)] == ["Marchetti", "Marchal"]
    assert [row.seq for row in changes(vault)] == [1, 2]
    vault.close()
    assert revision(older) == upgrade.REVISIONS[-1]
    assert "draft" in tables(older)


def test_a_backup_is_made_first_and_opens(older: Path, tmp_path: Path):
    open_vault(older, KEY).close()
    (backup,) = (older / BACKUPS).iterdir()
    assert revision(backup.parent, backup.name) == OLDER
    assert "draft" not in tables(backup.parent, backup.name)
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(backup, restored / DATABASE)
    vault = open_vault(restored, KEY)
    assert [entry.fields["birth_name"] for entry in entries(vault)] == ["Marchetti"]
    vault.close()


def test_a_vault_up_to_date_is_not_backed_up_again(older: Path):
    open_vault(older, KEY).close()
    before = sorted((older / BACKUPS).iterdir())
    open_vault(older, KEY).close()
    assert sorted((older / BACKUPS).iterdir()) == before
    assert len(before) == 1


def test_an_upgrade_tried_twice_keeps_both_backups(older: Path):
    (older / BACKUPS).mkdir()
    (older / BACKUPS / f"avant-mise-a-jour-{OLDER}.db").write_bytes(b"an earlier attempt")
    open_vault(older, KEY).close()
    assert len(list((older / BACKUPS).iterdir())) == 2
    assert (older / BACKUPS / f"avant-mise-a-jour-{OLDER}.db").read_bytes() == b"an earlier attempt"


def test_a_migration_that_fails_changes_nothing(older: Path, tmp_path: Path):
    open_vault(older, KEY).close()
    broken = """op.create_table("later", sa.Column("id", sa.Integer()))
    op.execute("UPDATE person SET town = 'changed'")
    op.execute("DROP TABLE not_there")"""
    engine = writing_engine(older / DATABASE, KEY)
    with pytest.raises(Unavailable) as caught:
        upgrade.migrate(engine, scripts_with(tmp_path, broken))
    engine.dispose()
    assert caught.value.trouble is Trouble.UPGRADE_FAILED
    assert revision(older) == upgrade.REVISIONS[-1]
    assert "later" not in tables(older)
    vault = open_vault(older, KEY)
    with vault.reading() as session:
        assert session.scalars(sa.select(Person.town)).all() == [""]
    vault.close()


def test_the_same_migration_without_its_fault_goes_through(older: Path, tmp_path: Path):
    open_vault(older, KEY).close()
    sound = """op.create_table("later", sa.Column("id", sa.Integer()))
    op.execute("UPDATE person SET town = 'changed'")"""
    engine = writing_engine(older / DATABASE, KEY)
    upgrade.migrate(engine, scripts_with(tmp_path, sound))
    engine.dispose()
    assert revision(older) == "9999_next"
    assert "later" in tables(older)


def test_a_migration_that_breaks_references_changes_nothing(older: Path, tmp_path: Path):
    open_vault(older, KEY).close()
    orphan = (
        'op.execute("INSERT INTO pathway (id, person_id, opened_on, close_reason, deleted) '
        f"VALUES ('{UUID(int=1).hex}', '{UUID(int=2).hex}', '2026-01-01', '', 0)\")"
    )
    engine = writing_engine(older / DATABASE, KEY)
    with pytest.raises(Unavailable) as caught:
        upgrade.migrate(engine, scripts_with(tmp_path, orphan))
    engine.dispose()
    assert caught.value.trouble is Trouble.UPGRADE_FAILED
    assert revision(older) == upgrade.REVISIONS[-1]


def test_a_newer_vault_is_refused_and_left_alone(older: Path, tmp_path: Path):
    open_vault(older, KEY).close()
    engine = writing_engine(older / DATABASE, KEY)
    upgrade.migrate(engine, scripts_with(tmp_path, 'op.create_table("later", sa.Column("id", sa.Integer()))'))
    engine.dispose()
    before = (older / DATABASE).read_bytes()
    with pytest.raises(Unavailable) as caught:
        open_vault(older, KEY)
    assert caught.value.trouble is Trouble.VAULT_NEWER
    assert (older / DATABASE).read_bytes() == before


# What the models say and what the migrations make


def test_the_revisions_known_to_the_program_are_those_of_the_folder():
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(upgrade.REVISIONS)
    assert len(scripts.get_heads()) == 1


def test_models_and_migrations_do_not_drift_apart(older: Path):
    engine = writing_engine(older / DATABASE, KEY)
    with engine.connect() as connection:
        drift = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert any("draft" in str(one) for one in drift), "an older vault should differ"
    upgrade.migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_models_and_migrations_do_not_drift_apart_on_postgresql(empty_postgres_engine: sa.Engine):
    engine = empty_postgres_engine
    upgrade.migrate(engine, to=OLDER)
    with engine.connect() as connection:
        drift = compare_metadata(MigrationContext.configure(connection), Base.metadata)
        assert any("draft" in str(one) for one in drift), "an older database should differ"
    upgrade.migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert upgrade.revision_of(connection) == upgrade.REVISIONS[-1]


def test_every_table_is_declared_one_of_the_kinds():
    kinds = {mapper.local_table.name: mapper.class_.__kind__ for mapper in Base.registry.mappers}
    assert set(kinds) == set(Base.metadata.tables)
    assert set(kinds.values()) == {"fact", "derived", "local", "journal"}
    assert {name for name, kind in kinds.items() if kind == "fact"} == set(FACTS)
    assert {name for name, kind in kinds.items() if kind == "journal"} == {"change"}
    assert {"draft", "setting", "access"} <= {name for name, kind in kinds.items() if kind == "local"}


def test_a_table_without_a_kind_is_seen():
    class Undeclared(Base, kw_only=True):
        __abstract__ = True

    assert not hasattr(Undeclared, "__kind__")


def test_the_models_keep_to_what_both_engines_know():
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            kind = column.type
            assert not (isinstance(kind, sa.String) and kind.length), (
                f"{table.name}.{column.name}: Text, not VARCHAR(n)"
            )
        unique = [one for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
        assert not unique or table.name == "change", f"{table.name}: a natural key is not unique between two devices"
