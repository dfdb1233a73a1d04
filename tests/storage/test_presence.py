# SPDX-License-Identifier: AGPL-3.0-or-later
"""A vault that goes mid-work and comes back: found again when it holds all that was acknowledged, refused otherwise."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.models.person import Person
from app.storage.troubles import Trouble, Unavailable, engine_errors
from app.storage.vault import DATABASE, Vault, create, open_vault
from app.storage.verification import verify_storage
from tests.engines import KEY, Clock, new_vault
from tests.storage.facts import keep, lea


@pytest.fixture
def key(tmp_path: Path, clock: Clock):
    """A vault on a USB key, with one person in it."""
    opened = new_vault(tmp_path / "usb", clock)
    keep(opened, lea())
    yield opened
    opened.close()


def names(vault: Vault) -> list[str]:
    with vault.reading() as session:
        return list(session.scalars(sa.select(Person.birth_name).order_by(Person.birth_name)))


def names_in(folder: Path) -> list[str]:
    opened = open_vault(folder, KEY)
    found = names(opened)
    opened.close()
    return found


def trouble(of, *args: object) -> Trouble:
    with pytest.raises(Unavailable) as caught:
        of(*args)
    return caught.value.trouble


def test_a_folder_moved_and_put_back_goes_on_as_if_nothing_had_happened(key: Vault, tmp_path: Path):
    key.folder.rename(tmp_path / "elsewhere")
    assert trouble(names, key) is Trouble.VAULT_MISSING
    (tmp_path / "elsewhere").rename(key.folder)
    assert names(key) == ["Marchetti"]
    keep(key, lea(birth_name="Marchal"))
    assert names_in(key.folder) == ["Marchal", "Marchetti"]


def test_a_key_plugged_in_again_is_read_and_written_by_new_connections(key: Vault, tmp_path: Path):
    key.folder.rename(tmp_path / "unplugged")
    assert trouble(keep, key, lea(birth_name="Perdue")) is Trouble.VAULT_MISSING
    shutil.copytree(tmp_path / "unplugged", key.folder)  # other files, as after a new mount, with the same content
    assert names(key) == ["Marchetti"]
    keep(key, lea(birth_name="Marchal"))
    assert names(key) == ["Marchal", "Marchetti"]
    assert names_in(key.folder) == ["Marchal", "Marchetti"]
    assert names_in(tmp_path / "unplugged") == ["Marchetti"]
    assert all(finding.sound for finding in verify_storage(key))


def test_an_older_copy_put_in_its_place_is_not_taken_for_it(tmp_path: Path, key: Vault):
    key.backup_to(tmp_path / DATABASE)
    keep(key, lea(birth_name="Marchal"))
    key.folder.rename(tmp_path / "unplugged")
    key.folder.mkdir()
    shutil.copy(tmp_path / DATABASE, key.folder / DATABASE)
    assert trouble(keep, key, lea(birth_name="Perdue")) is Trouble.VAULT_MISSING
    assert trouble(names, key) is Trouble.VAULT_MISSING
    assert names_in(key.folder) == ["Marchetti"]
    assert names_in(tmp_path / "unplugged") == ["Marchal", "Marchetti"]


def test_another_vault_is_not_taken_for_one_that_was_empty(tmp_path: Path, clock: Clock):
    empty = create(tmp_path / "usb", KEY, clock=clock)
    empty.folder.rename(tmp_path / "unplugged")
    create(tmp_path / "usb", KEY, clock=clock).close()
    assert trouble(keep, empty, lea(birth_name="Perdue")) is Trouble.VAULT_MISSING
    shutil.rmtree(tmp_path / "usb")
    shutil.copytree(tmp_path / "unplugged", tmp_path / "usb")
    keep(empty, lea())
    assert names(empty) == ["Marchetti"]
    empty.close()


def test_a_file_of_another_kind_put_in_its_place_is_not_taken_for_it(key: Vault, tmp_path: Path):
    key.folder.rename(tmp_path / "unplugged")
    key.folder.mkdir()
    (key.folder / DATABASE).write_bytes(b"not a database " * 1000)
    assert trouble(names, key) is Trouble.VAULT_MISSING


def test_a_disk_that_stops_answering_is_told_and_the_next_try_opens_the_file_again(key: Vault):
    assert names(key) == ["Marchetti"]
    folder = os.open(key.folder, os.O_RDONLY)
    opened = [int(one.name) for one in Path("/proc/self/fd").iterdir() if belongs_to(one, key.folder / DATABASE)]
    assert len(opened) >= 2, "the database and its log"
    for descriptor in opened:
        os.dup2(folder, descriptor)  # every read of it now fails, as on a disk that has gone
    os.close(folder)
    assert trouble(keep, key, lea(birth_name="Perdue")) is Trouble.DISK_FAILING
    keep(key, lea(birth_name="Marchal"))
    assert names(key) == ["Marchal", "Marchetti"]
    assert all(finding.sound for finding in verify_storage(key))


def belongs_to(descriptor: Path, file: Path) -> bool:
    try:
        return str(descriptor.readlink()).removesuffix("-wal") == str(file.resolve())
    except OSError:
        return False


def test_a_file_spoilt_while_it_is_open_is_said_damaged(key: Vault):
    keep(key, *(lea(birth_name=f"Marchetti{number}") for number in range(50)))
    key.close()
    path = key.folder / DATABASE
    content = bytearray(path.read_bytes())
    content[100:] = os.urandom(len(content) - 100)
    with path.open("rb+") as file:
        file.write(content)
    assert trouble(names, key) is Trouble.VAULT_DAMAGED


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("ENOSPC", Trouble.DISK_FULL),
        ("EDQUOT", Trouble.DISK_FULL),
        ("EROFS", Trouble.READ_ONLY),
        ("EACCES", Trouble.READ_ONLY),
        ("EBUSY", Trouble.BUSY),
        ("EIO", Trouble.DISK_FAILING),
        ("ENOENT", Trouble.VAULT_MISSING),
        ("ESTALE", Trouble.VAULT_MISSING),
        ("ENODEV", Trouble.VAULT_MISSING),
    ],
)
def test_what_the_system_says_is_told_by_its_own_sentence(number: str, expected: Trouble):
    with pytest.raises(Unavailable) as caught, engine_errors():
        raise OSError(getattr(errno, number), os.strerror(getattr(errno, number)))
    assert caught.value.trouble is expected
