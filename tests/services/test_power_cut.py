# SPDX-License-Identifier: AGPL-3.0-or-later
"""The power goes while a vault is created, or while a password is changed: it opens whole, whatever the moment."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.security import delays
from app.security.derivation import Parameters
from app.services import accounts, colleagues
from app.services.catalogues import shipped
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.verification import verify
from app.storage import creation
from app.storage.vault import DATABASE, KEYRING
from tests.moments import moments_of
from tests.services.test_accounts import CAMILLE, HELENE, PASSWORD, Made, template

OTHER = "une tout autre phrase"
THIRD = "une troisième phrase"


def create(folder: Path) -> None:
    made = accounts.create_vault(folder, CAMILLE, PASSWORD, "CCAS de Saint-Martin", parameters=Parameters())
    made.unlocked.vault.close()


def opens(folder: Path, password: str, identifier: str = "camille") -> bool:
    """Whether a password opens the vault, which is then proved sound."""
    (folder / delays.REFUSALS).unlink(missing_ok=True)
    try:
        opened = accounts.unlock(folder, identifier, password)
    except Refused as refused:
        return {Refusal.WRONG_PASSWORD: False}[refused.reason]
    office = Office(opened.vault, opened.worker_id, shipped())
    assert [finding.name for finding in verify(office) if not finding.sound] == []
    opened.vault.close()
    return True


# Creating


def test_a_creation_that_breaks_off_is_whole_or_is_made_again(tmp_path: Path):
    with moments_of(tmp_path / "vault", tmp_path / "moments") as moments:
        create(tmp_path / "vault")
    left = moments.all
    assert len(left) > 60, "the migrations alone take more steps"
    whole = [copy for copy in left if accounts.is_vault(copy)]
    unfinished = [copy for copy in left if not accounts.is_vault(copy)]
    assert whole
    assert len(unfinished) > 50
    for copy in (whole[0], whole[-1]):
        assert opens(copy, PASSWORD)
        assert not creation.is_unfinished(copy)
    for copy in unfinished:
        assert not copy.exists() or list(copy.iterdir()) == [] or creation.is_unfinished(copy), copy
    for copy in (unfinished[3], unfinished[len(unfinished) // 2], unfinished[-1]):
        assert (copy / creation.UNFINISHED).exists()
        create(copy)
        assert opens(copy, PASSWORD)
        assert not (copy / creation.UNFINISHED).exists()


def test_a_vault_that_has_lost_its_ring_is_never_made_again_over(tmp_path: Path):
    create(tmp_path / "vault")
    (tmp_path / "vault" / KEYRING).unlink()
    before = (tmp_path / "vault" / DATABASE).read_bytes()
    with pytest.raises(Refused) as caught:
        create(tmp_path / "vault")
    assert caught.value.reason is Refusal.FOLDER_NOT_EMPTY
    assert (tmp_path / "vault" / DATABASE).read_bytes() == before


def test_a_mark_that_was_left_goes_when_the_vault_is_opened(tmp_path: Path):
    create(tmp_path / "vault")
    (tmp_path / "vault" / creation.UNFINISHED).touch()
    assert opens(tmp_path / "vault", PASSWORD)
    assert not (tmp_path / "vault" / creation.UNFINISHED).exists()


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path):
    def fails() -> None:
        with creation.making(tmp_path / "vault"):
            (tmp_path / "vault" / DATABASE).write_bytes(b"half")
            (tmp_path / "vault" / f".{KEYRING}.abcd").write_bytes(b"half")
            raise OSError("plein")

    with pytest.raises(OSError, match="plein"):
        fails()
    assert not (tmp_path / "vault").exists()
    (tmp_path / "vault").mkdir()
    with pytest.raises(OSError, match="plein"):
        fails()
    assert list((tmp_path / "vault").iterdir()) == []


# Changing a password


@pytest.fixture
def made(tmp_path: Path) -> Made:
    folder, key = template()
    shutil.copytree(folder, tmp_path / "vault")
    return Made(tmp_path / "vault", key)


def groups(copies: list[Path]) -> list[Path]:
    """Of the copies in a row that hold the same ring, the first and the last."""
    kept = []
    for before, copy, after in zip([None, *copies], copies, [*copies[1:], None], strict=False):
        rings = [one and (one / KEYRING).read_bytes() for one in (before, copy, after)]
        if rings[1] not in (rings[0], rings[2]) or rings[0] != rings[2]:
            kept.append(copy)
    return kept


def test_a_password_change_that_breaks_off_leaves_one_password_that_opens(made: Made, tmp_path: Path):
    with made.office() as office, moments_of(made.folder, tmp_path / "moments") as moments:
        accounts.change_password(office, PASSWORD, OTHER)
    copies = groups(moments.all)
    assert len(copies) == 4
    for copy in copies:
        old, new = opens(copy, PASSWORD), opens(copy, OTHER)
        assert (old, new) in ((True, False), (False, True)), copy
        now = PASSWORD if old else OTHER
        assert opens(copy, now, ""), "a lone account opens without its identifier"
    assert [opens(copy, PASSWORD) for copy in copies] == [True, True, False, False]


def test_after_a_change_that_broke_off_the_next_one_closes_every_former_password(made: Made, tmp_path: Path):
    with made.office() as office, moments_of(made.folder, tmp_path / "moments") as moments:
        accounts.change_password(office, PASSWORD, OTHER)
    broken = groups(moments.all)[2]
    with Made(broken, "").office("camille", OTHER) as office:
        accounts.change_password(office, OTHER, THIRD)
    for former in (PASSWORD, OTHER):
        assert not opens(broken, former)
        assert not opens(broken, former, "")
    assert opens(broken, THIRD)
    assert opens(broken, THIRD, "")


# Giving an account


def test_an_account_whose_making_broke_off_is_made_again(made: Made, tmp_path: Path):
    with made.office() as office, moments_of(made.folder, tmp_path / "moments") as moments:
        accounts.add_worker(office, PASSWORD, HELENE, OTHER)
    broken = groups(moments.all)[2]
    assert not opens(broken, OTHER, "helene"), "the account was never acknowledged"
    with Made(broken, "").office() as office:
        accounts.add_worker(office, PASSWORD, HELENE, THIRD)
        assert {line.name for line in colleagues.colleagues(office)} == {"Camille Aubry", "Hélène Vasseur"}
    assert opens(broken, THIRD, "helene")
    assert not opens(broken, OTHER, "helene"), "the password of the attempt that broke off opens nothing"
    assert opens(broken, PASSWORD)


def test_the_same_account_with_the_same_password_is_made_again(made: Made, tmp_path: Path):
    with made.office() as office, moments_of(made.folder, tmp_path / "moments") as moments:
        accounts.add_worker(office, PASSWORD, HELENE, OTHER)
    broken = groups(moments.all)[2]
    with Made(broken, "").office() as office:
        accounts.add_worker(office, PASSWORD, HELENE, OTHER)
    assert opens(broken, OTHER, "helene")
