# SPDX-License-Identifier: AGPL-3.0-or-later
"""Accounts on a real vault with a real ring: creating, unlocking, recovering, and a ring someone has touched."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from app.security import delays
from app.security.derivation import Parameters
from app.security.ring_text import read_ring_text
from app.services import accounts, colleagues, recovery
from app.services.accounts import NewWorker, Unlocked
from app.services.catalogues import shipped
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.wording import sentence
from app.storage.troubles import Trouble, Unavailable
from app.storage.vault import KEYRING
from tests.services.desk import refused

PASSWORD = "une phrase de passe"
OTHER = "une tout autre phrase"
CAMILLE = NewWorker("Camille", "Camille Aubry", "Assistante sociale", title="mme")
HELENE = NewWorker("helene", "Hélène Vasseur", "Éducatrice", title="mme", role="manager")


@dataclass(frozen=True)
class Made:
    """A vault that was created, closed, and its printed key."""

    folder: Path
    key: str

    def unlock(self, identifier: str = "camille", password: str = PASSWORD) -> Unlocked:
        return accounts.unlock(self.folder, identifier, password)

    @contextmanager
    def office(self, identifier: str = "camille", password: str = PASSWORD) -> Iterator[Office]:
        opened = self.unlock(identifier, password)
        yield Office(opened.vault, opened.worker_id, shipped())
        opened.vault.close()

    def ring(self) -> bytes:
        return (self.folder / KEYRING).read_bytes()


@cache
def template() -> tuple[Path, str]:
    folder = Path(tempfile.mkdtemp(prefix="maillon-accounts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = accounts.create_vault(folder / "vault", CAMILLE, PASSWORD, "CCAS de Saint-Martin", parameters=Parameters())
    made.unlocked.vault.close()
    return folder / "vault", made.recovery_key


@pytest.fixture
def made(tmp_path: Path) -> Made:
    folder, key = template()
    shutil.copytree(folder, tmp_path / "vault")
    return Made(tmp_path / "vault", key)


@contextmanager
def unavailable(*troubles: Trouble) -> Iterator[None]:
    with pytest.raises(Unavailable) as caught:
        yield
    assert caught.value.trouble in troubles
    assert sentence(caught.value).endswith(".")


def long_ago(made: Made) -> None:
    """Let the time of the refusals go by."""
    kept = json.loads((made.folder / delays.REFUSALS).read_text())
    kept["last"] = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    (made.folder / delays.REFUSALS).write_text(json.dumps(kept))


# Creating


def test_the_first_worker_administers_and_nothing_names_her_on_the_disk(made: Made):
    with made.office() as office:
        me = colleagues.me(office)
        assert (me.name, me.role, me.role_label) == ("Camille Aubry", "administrator", "Administratrice du coffre")
        assert colleagues.service_name(office) == "CCAS de Saint-Martin"
    for path in made.folder.rglob("*"):
        content = path.read_bytes().lower() if path.is_file() else b""
        assert not any(word in content for word in (b"camille", b"aubry", b"saint-martin"))


@pytest.mark.parametrize(
    ("worker", "password", "reason"),
    [
        (CAMILLE, "trop court", None),
        (CAMILLE, "court", Refusal.PASSWORD_TOO_SHORT),
        (NewWorker(" ", "Camille"), PASSWORD, Refusal.IDENTIFIER_EMPTY),
        (NewWorker("camille", " "), PASSWORD, Refusal.FIELD_REQUIRED),
    ],
)
def test_what_is_asked_of_a_new_vault(tmp_path: Path, worker: NewWorker, password: str, reason: Refusal | None):
    def create() -> None:
        accounts.create_vault(
            tmp_path / "vault", worker, password, "CCAS", parameters=Parameters()
        ).unlocked.vault.close()

    if reason is None:
        create()
        assert accounts.is_vault(tmp_path / "vault")
        return
    with refused(reason):
        create()
    assert not (tmp_path / "vault").exists()


def test_a_vault_is_not_made_among_other_files(tmp_path: Path):
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with refused(Refusal.FOLDER_NOT_EMPTY, "folder"):
        accounts.create_vault(tmp_path, CAMILLE, PASSWORD, "CCAS", parameters=Parameters())
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


# Unlocking


@pytest.mark.parametrize("identifier", ["Camille", " camille ", "CAMILLE", ""])
def test_the_password_opens_whatever_the_case_and_alone_while_there_is_one_account(made: Made, identifier: str):
    with made.office(identifier) as office:
        assert colleagues.me(office).name == "Camille Aubry"


def test_a_wrong_password_and_a_wrong_identifier_say_the_same(made: Made):
    said = set()
    for identifier, password in (("camille", OTHER), ("nobody", PASSWORD)):
        with pytest.raises(Refused) as caught:
            made.unlock(identifier, password)
        said.add(sentence(caught.value))
    assert len(said) == 1


def test_refusals_make_one_wait_and_a_right_password_forgets_them(made: Made):
    for _ in range(2):
        with refused(Refusal.WRONG_PASSWORD, "password"):
            made.unlock(password=OTHER)
    with refused(Refusal.WAIT_BEFORE_RETRY, "password"):
        made.unlock()
    assert accounts.seconds_to_wait(made.folder) > 0
    long_ago(made)
    made.unlock().vault.close()
    assert accounts.seconds_to_wait(made.folder) == 0
    assert not (made.folder / delays.REFUSALS).exists()


# Colleagues


def test_a_colleague_is_given_an_account_by_someone_who_types_her_own_password(made: Made):
    with made.office() as office:
        with refused(Refusal.WRONG_PASSWORD, accounts.OWN):
            accounts.add_worker(office, "pas le sien du tout", HELENE, OTHER)
        made_id = accounts.add_worker(office, PASSWORD, HELENE, OTHER).created
        with refused(Refusal.IDENTIFIER_TAKEN, "identifier"):
            accounts.add_worker(office, PASSWORD, NewWorker("HÉLÈNE", "Une autre"), OTHER)
        listed = {one.name: (one.opens, one.me, one.role_label) for one in colleagues.colleagues(office)}
    assert listed == {
        "Camille Aubry": (True, True, "Administratrice du coffre"),
        "Hélène Vasseur": (True, False, "Responsable"),
    }
    with made.office("helene", OTHER) as office:
        assert (office.worker_id, colleagues.me(office).name) == (made_id, "Hélène Vasseur")


def test_with_two_accounts_a_password_alone_opens_nothing(made: Made):
    with made.office() as office:
        accounts.add_worker(office, PASSWORD, HELENE, OTHER)
    with refused(Refusal.WRONG_PASSWORD):
        made.unlock("")
    opened = made.unlock("camille")
    assert opened.worker_id is not None
    opened.vault.close()


def test_a_changed_password_replaces_the_old_one_with_or_without_identifier(made: Made):
    with made.office() as office:
        with refused(Refusal.WRONG_PASSWORD, accounts.OWN):
            accounts.change_password(office, "pas le sien du tout", OTHER)
        with refused(Refusal.PASSWORD_TOO_SHORT, "password"):
            accounts.change_password(office, PASSWORD, "court")
        accounts.change_password(office, PASSWORD, OTHER)
    for identifier in ("camille", ""):
        opened = made.unlock(identifier, OTHER)
        assert opened.worker_id is not None
        opened.vault.close()
        with refused(Refusal.WRONG_PASSWORD):
            made.unlock(identifier)


@pytest.mark.parametrize("role", ["manager", "worker"])
def test_only_an_administrator_opens_accounts_and_is_named_to_the_others(made: Made, role: str):
    with made.office() as office:
        accounts.add_worker(office, PASSWORD, replace(HELENE, role=role), OTHER)
    third = NewWorker("nadia", "Nadia Benali", title="mme")
    with made.office("helene", OTHER) as office:
        ring = made.ring()
        with refused(Refusal.NOT_ADMINISTRATOR, accounts.OWN):
            accounts.add_worker(office, OTHER, third, PASSWORD)
        with pytest.raises(Refused) as caught:
            accounts.add_worker(office, OTHER, third, PASSWORD)
        assert "Camille Aubry" in sentence(caught.value)
        with refused(Refusal.NOT_ADMINISTRATOR, accounts.OWN):
            recovery.renew(office, OTHER)
        assert made.ring() == ring
        assert len(colleagues.colleagues(office)) == 2
    with made.office() as office:
        assert accounts.add_worker(office, PASSWORD, replace(third, role="administrator"), PASSWORD).created
    with made.office("nadia") as office:
        assert accounts.add_worker(office, PASSWORD, NewWorker("ines", "Inès Petit"), PASSWORD).created


@pytest.mark.parametrize(
    ("worker", "reason", "field"),
    [
        (replace(HELENE, role="prefect"), Refusal.UNKNOWN_CHOICE, "role"),
        (replace(HELENE, identifier=accounts.SOLE.upper()), Refusal.IDENTIFIER_TAKEN, "identifier"),
    ],
)
def test_an_account_has_a_known_role_and_an_identifier_of_its_own(made: Made, worker, reason: Refusal, field: str):
    with made.office() as office:
        with refused(reason, field):
            accounts.add_worker(office, PASSWORD, worker, OTHER)
        assert len(colleagues.colleagues(office)) == 1
    with made.office("") as office:
        assert colleagues.me(office).name == "Camille Aubry"


# The printed key


def test_the_printed_key_asks_whose_password_it_gives(made: Made):
    with made.office() as office:
        accounts.add_worker(office, PASSWORD, HELENE, OTHER)
    before, new = made.ring(), "encore une autre phrase"
    for identifier in ("", "  ", "-"):
        with refused(Refusal.FIELD_REQUIRED, "identifier"):
            accounts.unlock_with_recovery(made.folder, made.key, identifier, new)
    with pytest.raises(Refused) as unknown:
        accounts.unlock_with_recovery(made.folder, made.key, "nobody", new)
    assert delays.read_refusals(made.folder).count == 1
    with made.office() as office:
        other_key = recovery.renew(office, PASSWORD)
    with pytest.raises(Refused) as wrong:
        accounts.unlock_with_recovery(made.folder, made.key, "helene", new)
    assert sentence(unknown.value) == sentence(wrong.value)
    assert unknown.value.field == wrong.value.field
    accounts.unlock_with_recovery(made.folder, other_key, "HÉLÈNE", new).vault.close()
    for identifier, password in (("camille", PASSWORD), ("helene", new)):
        made.unlock(identifier, password).vault.close()
    assert made.ring() != before


def test_the_printed_key_gives_a_new_password(made: Made):
    typed = made.key.lower().replace(" ", "")
    opened = accounts.unlock_with_recovery(made.folder, typed, "camille", OTHER)
    opened.vault.close()
    again = made.unlock(password=OTHER)
    assert again.worker_id == opened.worker_id
    again.vault.close()
    with refused(Refusal.WRONG_PASSWORD):
        made.unlock()


def test_a_key_copied_wrong_is_told_from_the_key_of_another_vault(made: Made):
    wrong = ("3" if made.key[0] == "2" else "2") + made.key[1:]
    with refused(Refusal.MISTYPED_RECOVERY_KEY, "recovery_key"):
        accounts.unlock_with_recovery(made.folder, wrong, "camille", OTHER)
    with made.office() as office:
        elsewhere = recovery.renew(office, PASSWORD)
    with refused(Refusal.WRONG_RECOVERY_KEY, "recovery_key"):
        accounts.unlock_with_recovery(made.folder, made.key, "camille", OTHER)
    opened = accounts.unlock_with_recovery(made.folder, elsewhere, "camille", OTHER)
    assert opened.worker_id is not None
    opened.vault.close()


def test_the_printed_key_is_tried_and_renewed_from_inside(made: Made):
    with made.office() as office:
        before = made.ring()
        recovery.try_key(office, made.key)
        assert made.ring() == before
        with refused(Refusal.WRONG_PASSWORD, accounts.OWN):
            recovery.renew(office, OTHER)
        assert made.ring() == before
        fresh = recovery.renew(office, PASSWORD)
        recovery.try_key(office, fresh)
        with refused(Refusal.WRONG_RECOVERY_KEY):
            recovery.try_key(office, made.key)
    made.unlock().vault.close()


# A ring that someone has touched


def test_a_ring_with_a_flipped_byte_never_opens_and_says_why(made: Made):
    whole = made.ring()
    said: set[str] = set()
    for place in range(7, len(whole), len(whole) // 24):
        (made.folder / KEYRING).write_bytes(whole[:place] + bytes([whole[place] ^ 0x01]) + whole[place + 1 :])
        (made.folder / delays.REFUSALS).unlink(missing_ok=True)
        with pytest.raises((Refused, Unavailable)) as caught:
            made.unlock()
        said.add(caught.value.trouble.name if isinstance(caught.value, Unavailable) else caught.value.reason.name)
    assert "RING_UNREADABLE" in said
    assert said <= {"RING_UNREADABLE", "RING_WEAKENED"}, "damage is told from a wrong password"
    (made.folder / KEYRING).write_bytes(whole)
    (made.folder / delays.REFUSALS).unlink(missing_ok=True)
    made.unlock().vault.close()


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00" * 300, b"[1, 2", b'{"version": 99}'])
def test_a_foreign_ring_is_unreadable(made: Made, content: bytes):
    (made.folder / KEYRING).write_bytes(content)
    with unavailable(Trouble.RING_UNREADABLE):
        made.unlock()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_truncated_ring_is_unreadable(made: Made, share: float):
    whole = made.ring()
    (made.folder / KEYRING).write_bytes(whole[: int(len(whole) * share)])
    with unavailable(Trouble.RING_UNREADABLE):
        made.unlock()


@pytest.mark.parametrize("cheap", [Parameters(8, 3, 4), Parameters(65536, 1, 4)])
def test_a_ring_whose_derivation_was_made_cheap_is_refused_before_deriving(made: Made, cheap: Parameters):
    rewrite(made, parameters=cheap)
    with unavailable(Trouble.RING_WEAKENED):
        made.unlock()


def test_a_ring_rewritten_by_someone_without_the_data_key_is_refused(made: Made):
    rewrite(made, generation=99)
    with unavailable(Trouble.RING_TAMPERED):
        made.unlock()


def rewrite(made: Made, **changes: object) -> None:
    """Alter the ring as someone would who knows its format: its checksum is right again."""
    altered = replace(read_ring_text(made.ring().decode()), **changes)
    (made.folder / KEYRING).write_text(altered.to_text())


def test_a_ring_that_is_gone(made: Made):
    (made.folder / KEYRING).unlink()
    with unavailable(Trouble.RING_MISSING):
        made.unlock()
    shutil.rmtree(made.folder)
    with unavailable(Trouble.VAULT_MISSING):
        made.unlock()
