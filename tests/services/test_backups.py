# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies of a vault: whole, put back as another device, and witnesses of where the journal had come to."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from app.models.journal import Change, Replica
from app.security.derivation import Parameters
from app.services import accounts, backups, people, sheet
from app.services.catalogues import shipped
from app.services.office import Office
from app.services.refusals import Refusal
from app.services.verification import verify
from app.storage.places import PLACE
from app.storage.troubles import Trouble, Unavailable
from app.storage.vault import ATTACHMENTS, BACKUPS, DATABASE, KEYRING
from tests.engines import Clock
from tests.services.desk import create, refused

PASSWORD = "une phrase de passe"
CAMILLE = accounts.NewWorker("camille", "Camille Aubry")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "vault"
    created = accounts.create_vault(folder, CAMILLE, PASSWORD, "CCAS", parameters=Parameters(), clock=Clock())
    created.unlocked.vault.close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A vault at its place, with one person in it."""
    shutil.copytree(template, tmp_path / "vault")
    with opened(tmp_path / "vault") as office:
        create(office)
    return tmp_path / "vault"


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    unlocked = accounts.unlock(folder, "camille", PASSWORD, clock=Clock())
    yield Office(unlocked.vault, unlocked.worker_id, shipped())
    unlocked.vault.close()


def wrong(office: Office) -> dict[str, list[str]]:
    return {finding.name: finding.faults for finding in verify(office) if not finding.sound}


def devices(office: Office) -> list[UUID]:
    """The device of each entry, in the order they were written."""
    with office.reading() as session:
        return list(session.scalars(sa.select(Change.device).order_by(Change.hlc)))


def device(office: Office) -> tuple[UUID, str, int]:
    with office.reading() as session:
        row = session.scalars(sa.select(Replica)).one()
    return row.device, row.letter, row.seq


def manifest(path: Path) -> list[dict[str, object]]:
    return json.loads(path.read_text("utf-8"))["ends"]


# Copying


def test_a_copy_is_whole_and_says_where_the_journal_had_come_to(folder: Path, tmp_path: Path):
    (folder / ATTACHMENTS / "ab12").write_bytes(b"sealed")
    with opened(folder) as office:
        made = backups.back_up(office, tmp_path / "key")
        own, _, seq = device(office)
    assert made.parent == tmp_path / "key"
    assert {path.name for path in made.iterdir()} == {DATABASE, KEYRING, ATTACHMENTS, backups.MANIFEST}
    assert (made / ATTACHMENTS / "ab12").read_bytes() == b"sealed"
    (end,) = (each for each in manifest(made / backups.MANIFEST) if each["device"] == own.hex)
    assert end["seq"] == seq > 0
    assert manifest(folder / BACKUPS / f"{made.name}.json") == manifest(made / backups.MANIFEST)


def test_two_copies_of_the_same_second_stand_side_by_side(folder: Path, tmp_path: Path):
    with opened(folder) as office:
        first, second = (backups.back_up(office, tmp_path / "key") for _ in range(2))
    assert first != second
    assert [copy.folder for copy in backups.copies_in(tmp_path / "key")] == [second, first]
    assert {copy.made_at.strftime("%d/%m/%Y %H:%M") for copy in backups.copies_in(tmp_path / "key")} == {
        "24/11/2026 10:42"
    }


def test_a_copy_that_cannot_be_made_leaves_nothing(folder: Path, tmp_path: Path):
    with opened(folder) as office:
        (folder / KEYRING).rename(tmp_path / "aside")
        with pytest.raises(Unavailable):
            backups.back_up(office, tmp_path / "key")
    assert list((tmp_path / "key").iterdir()) == []
    assert list((folder / BACKUPS).iterdir()) == []


# Putting back


def test_a_vault_put_back_is_another_device_before_it_writes(folder: Path, tmp_path: Path):
    with opened(folder) as office:
        lea = people.list_people(office).rows[0].id
        copy = backups.back_up(office, tmp_path / "key")
        before = device(office)
    backups.restore(copy, tmp_path / "again")
    with opened(tmp_path / "again") as office:
        assert device(office) == before
        sheet.set_field(office, "person", lea, "town", "Bréchamp")
        after = device(office)
        assert after[0] != before[0]
        assert after[1:] == (chr(ord(before[1]) + 1), 1)
        *earlier, latest = devices(office)
        assert latest == after[0]
        assert after[0] not in earlier
        assert wrong(office) == {}
        sheet.set_field(office, "person", lea, "town", "Fontaine")
        assert device(office) == (after[0], after[1], 2)
    with opened(tmp_path / "again") as office:
        sheet.set_field(office, "person", lea, "town", "Grenoble")
        assert device(office) == (after[0], after[1], 3)
        assert wrong(office) == {}
    with opened(folder) as office:
        sheet.set_field(office, "person", lea, "town", "Ailleurs")
        assert device(office)[:2] == before[:2]


def test_a_folder_copied_by_hand_is_another_device_one_that_was_moved_is_not(folder: Path, tmp_path: Path):
    shutil.copytree(folder, tmp_path / "copied")
    with opened(folder) as office:
        before = device(office)
    folder.rename(tmp_path / "moved")
    with opened(tmp_path / "moved") as office:
        create(office, first_names="Noé")
        assert device(office)[:2] == before[:2]
    with opened(tmp_path / "copied") as office:
        create(office, first_names="Noé")
        assert device(office)[0] != before[0]
        assert wrong(office) == {}


def test_reading_a_copy_makes_no_device_of_it(folder: Path, tmp_path: Path):
    with opened(folder) as office:
        copy = backups.back_up(office, tmp_path / "key")
        before = device(office)
    backups.restore(copy, tmp_path / "again")
    for _ in range(2):
        with opened(tmp_path / "again") as office:
            assert len(people.list_people(office).rows) == 1
            assert device(office) == before
    assert not (tmp_path / "again" / PLACE).exists()


def test_two_devices_number_dossiers_apart(folder: Path, tmp_path: Path):
    with opened(folder) as office:
        copy = backups.back_up(office, tmp_path / "key")
        create(office, first_names="Noé")
        here = {line.file_number for line in people.list_people(office).rows}
    backups.restore(copy, tmp_path / "again")
    with opened(tmp_path / "again") as office:
        create(office, first_names="Anouk")
        there = {line.file_number for line in people.list_people(office).rows}
    assert len(here) == len(there) == 2
    assert len(here | there) == 3


def test_nothing_is_put_back_over_something(folder: Path, tmp_path: Path):
    with opened(folder) as office:
        copy = backups.back_up(office, tmp_path / "key")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("à garder", "utf-8")
    with refused(Refusal.FOLDER_NOT_EMPTY, "folder"):
        backups.restore(copy, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["note.txt"]
    (tmp_path / "empty").mkdir()
    backups.restore(copy, tmp_path / "empty")
    with opened(tmp_path / "empty") as office:
        assert wrong(office) == {}


@pytest.mark.parametrize("lost", [DATABASE, KEYRING])
def test_what_is_no_copy_is_not_put_back(folder: Path, tmp_path: Path, lost: str):
    with opened(folder) as office:
        copy = backups.back_up(office, tmp_path / "key")
    (copy / lost).unlink()
    with pytest.raises(Unavailable) as caught:
        backups.restore(copy, tmp_path / "again")
    assert caught.value.trouble is Trouble.VAULT_MISSING
    assert not (tmp_path / "again").exists()


# The end of the journal, remembered beside


def test_a_cut_tail_is_seen_though_everything_else_agrees(folder: Path, tmp_path: Path):
    """The database of yesterday put back under today’s manifests: whole in itself, and yet entries are gone."""
    with opened(folder) as office:
        yesterday = backups.back_up(office, tmp_path / "key")
        create(office, first_names="Noé")
        backups.back_up(office, tmp_path / "key")
        assert wrong(office) == {}
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    shutil.copy2(yesterday / DATABASE, folder / DATABASE)
    with opened(folder) as office:
        found = wrong(office)
        assert list(found) == ["tail"]
        assert len(found["tail"]) == 1


def test_a_rewritten_end_is_seen(folder: Path, tmp_path: Path):
    with opened(folder) as office:
        made = backups.back_up(office, tmp_path / "key")
        beside = folder / BACKUPS / f"{made.name}.json"
        kept = json.loads(beside.read_text("utf-8"))
        kept["ends"][-1]["chain"] = "00" * 32
        beside.write_text(json.dumps(kept), "utf-8")
        assert list(wrong(office)) == ["tail"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"ends": 3}', '{"ends": [{"device": 1}]}', '{"ends": [{}]}'])
def test_a_manifest_that_cannot_be_read_is_a_finding(folder: Path, content: str):
    (folder / BACKUPS / "maillon-2026-11-24-104200.json").write_text(content, "utf-8")
    with opened(folder) as office:
        assert wrong(office) == {"tail": ["maillon-2026-11-24-104200.json: cannot be read"]}


def test_a_copy_kept_within_the_vault_is_a_witness_too(folder: Path):
    with opened(folder) as office:
        made = backups.back_up(office, folder / BACKUPS)
        (folder / BACKUPS / f"{made.name}.json").unlink()
        (finding,) = (each for each in verify(office) if each.name == "tail")
    assert (finding.count, finding.wrong) == (1, 0)


def test_a_vault_put_back_remembers_where_its_copy_had_come_to(folder: Path, tmp_path: Path):
    with opened(folder) as office:
        copy = backups.back_up(office, tmp_path / "key")
    backups.restore(copy, tmp_path / "again")
    assert manifest(tmp_path / "again" / BACKUPS / f"{copy.name}.json") == manifest(copy / backups.MANIFEST)
    assert not (tmp_path / "again" / backups.MANIFEST).exists()
