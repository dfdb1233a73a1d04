# SPDX-License-Identifier: AGPL-3.0-or-later
"""The power goes while an older vault is brought up to date: at each step the old vault is whole, or the new one is."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.models.person import Person
from app.storage import upgrade
from app.storage.engine import reading_engine
from app.storage.troubles import Trouble, Unavailable
from app.storage.vault import BACKUPS, DATABASE, open_vault
from app.storage.verification import verify_storage
from tests.engines import KEY
from tests.moments import moments_of
from tests.storage.facts import OLDER, lea, older_vault


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The folder of a vault made at an earlier revision, with two people in it."""
    return older_vault(tmp_path / "vault", lea(), lea(birth_name="Marchal"))


def revision(folder: Path, file: str = DATABASE) -> str | None:
    engine = reading_engine(folder / file, KEY)
    with engine.connect() as connection:
        found = upgrade.revision_of(connection)
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    engine.dispose()
    return found


def people_in(folder: Path) -> list[str]:
    vault = open_vault(folder, KEY)
    with vault.reading() as session:
        found = list(session.scalars(sa.select(Person.birth_name).order_by(Person.birth_name)))
    assert [finding.name for finding in verify_storage(vault) if not finding.sound] == []
    vault.close()
    return found


def test_an_upgrade_cut_at_any_step_leaves_the_old_vault_or_the_new_one_whole(older: Path, tmp_path: Path):
    with moments_of(older, tmp_path / "moments") as moments:
        open_vault(older, KEY).close()
    left = moments.all
    assert any("CREATE TABLE draft" in step for step in moments.steps), "the migration itself is among the steps"
    found = [revision(copy) for copy in left]
    assert set(found) == {OLDER, upgrade.REVISIONS[-1]}
    assert found == sorted(found), "old until the one moment where it becomes new"
    assert found.count(OLDER) > 10
    for copy in left:
        assert people_in(copy) == ["Marchal", "Marchetti"]
        assert revision(copy) == upgrade.REVISIONS[-1]


def test_no_half_written_backup_ever_bears_the_name_of_one(older: Path, tmp_path: Path):
    with moments_of(older, tmp_path / "moments") as moments:
        open_vault(older, KEY).close()
    assert any((copy / BACKUPS / f".avant-mise-a-jour-{OLDER}.db.part").exists() for copy in moments.all)
    backups = [backup for copy in moments.all for backup in (copy / BACKUPS).glob("*.db")]
    assert backups
    for backup in backups:
        assert revision(backup.parent, backup.name) == OLDER


def test_what_an_upgrade_that_was_cut_left_of_its_backup_does_not_hinder_the_next(older: Path):
    (older / BACKUPS).mkdir()
    (older / BACKUPS / f".avant-mise-a-jour-{OLDER}.db.part").write_bytes(b"half of a backup" * 1000)
    assert people_in(older) == ["Marchal", "Marchetti"]
    assert [path.name for path in (older / BACKUPS).iterdir()] == [f"avant-mise-a-jour-{OLDER}.db"]


@pytest.mark.parametrize("taken", [BACKUPS, f"{BACKUPS}/.avant-mise-a-jour-{OLDER}.db.part"])
def test_without_its_backup_nothing_is_brought_up_to_date(older: Path, taken: str):
    """A file where the backups go, or a folder where the backup is being written: no backup can be made."""
    if taken == BACKUPS:
        (older / BACKUPS).write_bytes(b"")
    else:
        (older / taken).mkdir(parents=True)
    with pytest.raises(Unavailable) as caught:
        open_vault(older, KEY)
    assert caught.value.trouble in (Trouble.VAULT_MISSING, Trouble.DISK_FAILING, Trouble.READ_ONLY, Trouble.DISK_FULL)
    assert revision(older) == OLDER
