# SPDX-License-Identifier: AGPL-3.0-or-later
"""The vault's folder: what opens, what is refused and with which trouble, what a full or absent disk leaves behind."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.models.person import Person
from app.storage.engine import make_file, sqlcipher
from app.storage.troubles import Trouble, Unavailable
from app.storage.vault import ATTACHMENTS, BACKUPS, DATABASE, Vault, create, open_vault
from tests.engines import KEY, Clock, new_vault, template_folder
from tests.storage.facts import changes, gesture, keep, lea, replica

OTHER_KEY = bytes(range(1, 33))


def names(vault: Vault) -> list[str]:
    with vault.reading() as session:
        return list(session.scalars(sa.select(Person.birth_name).order_by(Person.birth_name)))


def trouble_when_opening(folder: Path, key: bytes = KEY) -> Trouble:
    with pytest.raises(Unavailable) as caught:
        open_vault(folder, key).close()
    return caught.value.trouble


# Making and opening


def test_what_is_kept_is_found_again_after_closing(tmp_path: Path, clock: Clock):
    folder = tmp_path / "Coffre d’été"
    made = create(folder, KEY, device_name="bureau-2", clock=clock)
    keep(made, lea())
    made.close()
    opened = open_vault(folder, KEY, clock=clock)
    assert names(opened) == ["Marchetti"]
    assert (replica(opened).name, replica(opened).letter, replica(opened).seq) == ("bureau-2", "A", 1)
    opened.close()
    assert {ATTACHMENTS, BACKUPS, DATABASE} <= {path.name for path in folder.iterdir()}


def test_the_file_shows_no_name(vault: Vault):
    keep(vault, lea(birth_name="Canari-Visible", town="Canariville"))
    assert names(vault) == ["Canari-Visible"]
    with vault.reading() as session:
        session.connection().exec_driver_sql("SELECT 1")
    for path in vault.folder.iterdir():
        if path.is_file():
            content = path.read_bytes()
            assert b"Canari" not in content
            assert b"SQLite format" not in content
            assert b"CREATE TABLE" not in content
    assert (vault.folder / DATABASE).stat().st_size > 10_000


def test_a_second_vault_is_not_made_over_the_first(tmp_path: Path):
    create(tmp_path, KEY).close()
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(Unavailable):
        create(tmp_path, KEY)
    assert (tmp_path / DATABASE).read_bytes() == before


def test_a_copy_of_the_whole_vault_is_made_while_it_is_read(vault: Vault, tmp_path: Path):
    keep(vault, lea())
    target = tmp_path / "copie" / DATABASE
    target.parent.mkdir()
    with vault.reading() as session:
        session.execute(sa.select(Person)).all()
        vault.backup_to(target)
    copy = open_vault(target.parent, KEY)
    assert names(copy) == ["Marchetti"]
    copy.close()


# What is not a vault


def test_a_folder_without_a_vault(tmp_path: Path):
    assert trouble_when_opening(tmp_path) is Trouble.VAULT_MISSING
    assert trouble_when_opening(tmp_path / "absent") is Trouble.VAULT_MISSING
    assert list(tmp_path.iterdir()) == []


def test_another_key(vault: Vault):
    keep(vault, lea())
    assert trouble_when_opening(vault.folder, OTHER_KEY) is Trouble.NOT_A_VAULT
    assert names(vault) == ["Marchetti"]


def test_the_vault_of_someone_else(vault: Vault, tmp_path: Path):
    theirs = create(tmp_path / "theirs", OTHER_KEY)
    theirs.close()
    vault.close()
    shutil.copy(tmp_path / "theirs" / DATABASE, vault.folder / DATABASE)
    assert trouble_when_opening(vault.folder) is Trouble.NOT_A_VAULT


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"not a database " * 1000, os.urandom(65536)])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes):
    (tmp_path / DATABASE).write_bytes(content)
    expected = {Trouble.VAULT_DAMAGED} if len(content) < 4096 else {Trouble.NOT_A_VAULT}
    assert trouble_when_opening(tmp_path) in expected
    assert (tmp_path / DATABASE).read_bytes() == content


def test_a_plain_database(tmp_path: Path):
    plain = sqlite3.connect(tmp_path / DATABASE)
    plain.execute("CREATE TABLE person (id)")
    plain.commit()
    plain.close()
    assert trouble_when_opening(tmp_path) is Trouble.NOT_A_VAULT


def test_an_encrypted_file_without_our_tables(tmp_path: Path):
    make_file(tmp_path / DATABASE, KEY)
    connection = sqlcipher.connect(str(tmp_path / DATABASE))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("CREATE TABLE other (id)")
    connection.commit()
    connection.close()
    assert trouble_when_opening(tmp_path) is Trouble.NOT_A_VAULT


@pytest.mark.parametrize("kept_part", [0.02, 0.5, 0.98])
def test_a_truncated_vault_is_said_damaged_and_left_alone(tmp_path: Path, clock: Clock, kept_part: float):
    vault = new_vault(tmp_path, clock)
    keep(vault, *(lea(birth_name=f"Marchetti{number}") for number in range(200)))
    vault.close()
    path = tmp_path / DATABASE
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept_part)])
    before = path.read_bytes()
    assert trouble_when_opening(tmp_path) is Trouble.VAULT_DAMAGED
    assert path.read_bytes() == before


def test_a_vault_with_one_page_overwritten_is_said_damaged_when_it_is_read(tmp_path: Path, clock: Clock):
    vault = new_vault(tmp_path, clock)
    keep(vault, *(lea(birth_name=f"Marchetti{number}") for number in range(200)))
    vault.close()
    path = tmp_path / DATABASE
    content = bytearray(path.read_bytes())
    for page in range(4096 * 8, len(content), 4096):
        content[page + 100 : page + 200] = os.urandom(100)
    path.write_bytes(content)
    with pytest.raises(Unavailable) as caught:
        names(open_vault(tmp_path, KEY))
    assert caught.value.trouble in (Trouble.VAULT_DAMAGED, Trouble.NOT_A_VAULT)


# The disk says no


@pytest.fixture
def plain_folder() -> Iterator[Path]:
    """A vault that an ordinary user owns, outside pytest’s folders, which only its own user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="maillon-ro-"))
    shutil.copytree(template_folder(), folder / "vault")
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
    yield folder / "vault"
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(folder)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Rights are not checked for root: become nobody for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def lock_folder(folder: Path, *, file: int = 0o400, directory: int = 0o500) -> None:
    for path in folder.rglob("*"):
        path.chmod(directory if path.is_dir() else file)
    folder.chmod(directory)


def test_a_read_only_folder(plain_folder: Path):
    with ordinary_user():
        opened = open_vault(plain_folder, KEY)
        keep(opened, lea())
        opened.close()
    lock_folder(plain_folder)
    with ordinary_user():
        assert trouble_when_opening(plain_folder) is Trouble.READ_ONLY


def test_a_folder_that_becomes_read_only_while_the_vault_is_open(plain_folder: Path):
    with ordinary_user():
        opened = open_vault(plain_folder, KEY)
        assert names(opened) == []
        lock_folder(plain_folder)
        with pytest.raises(Unavailable) as caught:
            keep(opened, lea())
        assert caught.value.trouble is Trouble.READ_ONLY
        opened.close()


def test_a_read_only_file_in_an_ordinary_folder(plain_folder: Path):
    (plain_folder / DATABASE).chmod(0o400)
    with ordinary_user():
        opened = open_vault(plain_folder, KEY)
        with pytest.raises(Unavailable) as caught:
            keep(opened, lea())
        assert caught.value.trouble is Trouble.READ_ONLY
        assert names(opened) == []
        opened.close()


def test_a_folder_one_may_not_make_a_vault_in(plain_folder: Path):
    lock_folder(plain_folder)
    with ordinary_user(), pytest.raises(Unavailable) as caught:
        create(plain_folder / "new", KEY)
    assert caught.value.trouble is Trouble.READ_ONLY


def test_a_full_disk_leaves_the_save_undone_and_the_vault_whole(vault: Vault):
    keep(vault, lea())
    with vault._writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
    with pytest.raises(Unavailable) as caught:
        keep(vault, *(lea(birth_name=f"Perdue{number}") for number in range(200)))
    assert caught.value.trouble is Trouble.DISK_FULL
    assert names(vault) == ["Marchetti"]
    with vault._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    keep(vault, lea(birth_name="Marchal"))
    assert names(vault) == ["Marchal", "Marchetti"]
    assert [row.seq for row in changes(vault)] == [1, 2]


def test_a_second_writer_waits_then_is_told_the_vault_is_busy(vault: Vault):
    other = open_vault(vault.folder, KEY)
    with other._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    with vault.writing(gesture()) as session:
        session.add(lea())
        session.flush()
        with pytest.raises(Unavailable) as caught:
            keep(other, lea(birth_name="Marchal"))
    assert caught.value.trouble is Trouble.BUSY
    keep(other, lea(birth_name="Marchal"))
    assert names(vault) == ["Marchal", "Marchetti"]
    other.close()


@pytest.mark.parametrize("how", ["removed", "moved"])
def test_a_folder_gone_mid_work_is_said_and_nothing_is_acknowledged(tmp_path: Path, clock: Clock, how: str):
    vault = new_vault(tmp_path / "usb", clock)
    keep(vault, lea())
    if how == "removed":
        shutil.rmtree(tmp_path / "usb")
    else:
        (tmp_path / "usb").rename(tmp_path / "elsewhere")
    with pytest.raises(Unavailable) as caught:
        keep(vault, lea(birth_name="Perdue"))
    assert caught.value.trouble is Trouble.VAULT_MISSING
    with pytest.raises(Unavailable) as caught:
        names(vault)
    assert caught.value.trouble is Trouble.VAULT_MISSING
    vault.close()
    if how == "moved":
        opened = open_vault(tmp_path / "elsewhere", KEY)
        assert names(opened) == ["Marchetti"]
        opened.close()


def test_another_vault_put_in_its_place_mid_work_is_not_written(tmp_path: Path, clock: Clock):
    vault = new_vault(tmp_path / "usb", clock)
    keep(vault, lea())
    (tmp_path / "usb").rename(tmp_path / "elsewhere")
    new_vault(tmp_path / "usb", clock).close()
    with pytest.raises(Unavailable) as caught:
        keep(vault, lea(birth_name="Perdue"))
    assert caught.value.trouble is Trouble.VAULT_MISSING
    vault.close()
