# SPDX-License-Identifier: AGPL-3.0-or-later
"""Vaults from the command line: made, opened by their accounts, proved, copied, put back, shown around."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from app.services import accounts, demonstration
from app.services.catalogues import shipped
from app.services.office import Office
from app.services.wording import FINDINGS
from app.storage.journal import Gesture
from app.storage.vault import DATABASE
from tests.cli.conftest import DAY, Maillon, fails
from tests.engines import Clock

ACCOUNT = ("--worker", "camille", "--name", "Camille Aubry", "--organisation", "CCAS de Saint-Martin")
OTHER = "un autre mot de passe"


def opened(folder: Path, identifier: str = "demo") -> Office:
    unlocked = accounts.unlock(folder, identifier, demonstration.PASSWORD, clock=Clock())
    return Office(unlocked.vault, unlocked.worker_id, shipped())


# Making


def test_a_new_vault_gives_its_recovery_key_once(maillon: Maillon, tmp_path: Path):
    made = maillon("init", tmp_path / "coffre", *ACCOUNT).done.out.splitlines()
    key = next(line.strip() for line in made if line.startswith("  "))
    assert any("Clé de secours" in line for line in made)
    again = accounts.unlock_with_recovery(tmp_path / "coffre", key, "camille", OTHER)
    again.vault.close()
    assert key.encode() not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    value = maillon("init", tmp_path / "autre", *ACCOUNT, "--json").done.value
    assert list(value) == ["vault", "worker", "recovery_key"]
    assert (value["vault"], value["worker"]) == (str(tmp_path / "autre"), "camille")
    assert value["recovery_key"] != key


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--worker", " ", "--name", "Camille Aubry"), "identifiant"),
        (("--worker", "camille", "--name", " "), "Nom"),
        (("--worker", "camille", "--name", "Camille Aubry", "--organisation", " "), "Organisme"),
    ],
)
def test_a_vault_without_a_worker_is_refused(maillon: Maillon, tmp_path: Path, typed: tuple[str, ...], said: str):
    assert said in fails(maillon("init", tmp_path / "coffre", "--organisation", "CCAS", *typed), 1)
    assert not (tmp_path / "coffre").exists()


def test_a_short_password_is_refused(maillon: Maillon, tmp_path: Path):
    (tmp_path / "mdp").write_text("court\n", "utf-8")
    assert "10 caractères" in fails(
        maillon("init", tmp_path / "coffre", *ACCOUNT, "--password-file", tmp_path / "mdp"), 1
    )
    assert not (tmp_path / "coffre").exists()


def test_a_demonstration_says_how_it_is_opened(maillon: Maillon, tmp_path: Path):
    made = maillon("demo", tmp_path / "d", "--people", "1", "--on", DAY.isoformat(), "--json").done.value
    assert made == {"vault": str(tmp_path / "d"), "people": 1, "worker": "demo", "on": "2026-11-24"}
    account = json.loads((tmp_path / "d" / demonstration.MARKER).read_text("utf-8"))
    assert (account["identifier"], account["on"]) == ("demo", "2026-11-24")
    assert "vide" in fails(maillon("demo", tmp_path / "d", "--people", "1"), 1)
    (found,) = maillon("search", "marchetti", "--vault", tmp_path / "d", "--worker", "demo", "--json").done.value
    assert found["first_names"] == "Léa"


# Accounts and passwords


def test_the_account_is_asked_only_when_there_are_several(
    maillon: Maillon, vault: Path, monkeypatch: pytest.MonkeyPatch
):
    due = ("due", "--vault", vault, "--json")
    alone = maillon(*due).done.value
    office = opened(vault)
    accounts.add_worker(office, demonstration.PASSWORD, accounts.NewWorker("helene", "Hélène Vasseur"), OTHER)
    office.vault.close()
    said = fails(maillon(*due), 1)
    assert "--worker" in said
    assert maillon(*due, "--worker", "demo").done.value == alone
    assert maillon(*due, "--worker", " Démo ").done.value == alone
    monkeypatch.setenv("MAILLON_WORKER", "helene")
    assert "mot de passe" in fails(maillon(*due), 1)
    assert maillon(*due, "--worker", "demo").done.value == alone
    monkeypatch.setenv("MAILLON_PASSWORD", OTHER)
    assert maillon(*due).done.value == alone


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_password_file_goes_before_the_environment(
    maillon: Maillon, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
):
    monkeypatch.setenv("MAILLON_PASSWORD", "pas celui-là")
    (tmp_path / "mdp").write_bytes(f"\ufeff{demonstration.PASSWORD}{ending}".encode())
    assert maillon("due", "--vault", vault, "--password-file", tmp_path / "mdp", "--json").done.value


# Proving


def test_a_sound_vault(maillon: Maillon, vault: Path):
    value = maillon("verify", "--vault", vault, "--json").done.value
    assert list(value) == ["sound", "findings"]
    assert value["sound"] is True
    assert [each["name"] for each in value["findings"]] == list(FINDINGS)
    assert all(list(each) == ["name", "count", "sound", "wrong", "faults"] for each in value["findings"])
    words = maillon("verify", "--vault", vault).done.out.splitlines()
    assert len(words) == len(FINDINGS)
    assert all("rien à revoir" in line for line in words)


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE person_card SET town = 'Ailleurs'", "cards"),
        ("UPDATE person SET town = 'Ailleurs' WHERE birth_name = 'Marchetti'", "facts"),
        ("UPDATE change SET body = x'7b' WHERE seq = 9", "chain"),
        ("DELETE FROM procedure_state", "derived"),
    ],
)
def test_each_finding_is_told_with_its_name_and_status_1(maillon: Maillon, vault: Path, statement: str, part: str):
    office = opened(vault)
    with office.vault._writer.begin() as connection:
        assert connection.exec_driver_sql(statement).rowcount > 0
    office.vault.close()
    told = maillon("verify", "--vault", vault, "--json")
    assert (told.status, told.err, told.value["sound"]) == (1, "", False)
    (finding,) = (each for each in told.value["findings"] if each["name"] == part)
    assert finding["wrong"] >= len(finding["faults"]) > 0
    words = maillon("verify", "--vault", vault)
    assert words.status == 1
    name = FINDINGS[part]
    assert f"{name[0].upper()}{name[1:]}\u00a0: {finding['wrong']} à revoir" in words.out


def test_a_truncated_vault_is_unavailable(maillon: Maillon, vault: Path):
    for path in vault.glob(f"{DATABASE}-*"):
        path.unlink()
    database = vault / DATABASE
    database.write_bytes(database.read_bytes()[:-8192])
    assert "abîmée" in fails(maillon("verify", "--vault", vault, "--json"), 3)


# Copying, beside an open window


def test_commands_run_beside_an_open_window(maillon: Maillon, vault: Path, tmp_path: Path):
    window = opened(vault)
    try:
        maillon("backup", "--vault", vault, tmp_path / "clé")
        with window.vault.writing(Gesture("field_set", window.worker_id)) as session:
            assert maillon("due", "--vault", vault, "--json").done.value
            assert session.is_active
        (copy,) = (tmp_path / "clé").iterdir()
        assert maillon("restore", copy, tmp_path / "revenu").done.out
    finally:
        window.vault.close()
    assert maillon("verify", "--vault", tmp_path / "revenu", "--json").done.value["sound"]


def test_a_vault_put_back_writes_as_another_device(maillon: Maillon, vault: Path, tmp_path: Path):
    maillon("backup", "--vault", vault, tmp_path / "clé")
    (copy,) = (tmp_path / "clé").iterdir()
    maillon("restore", copy, tmp_path / "revenu")
    (tmp_path / "liste.csv").write_text("Nom;Prénom;Date de naissance\nFerrand;Anouk;02/01/1980\n", "utf-8")
    assert maillon("import", tmp_path / "liste.csv", "--vault", tmp_path / "revenu", "--json").done.value["taken"] == 1
    office = opened(tmp_path / "revenu")
    with office.reading() as session:
        devices = (
            session.connection().exec_driver_sql("SELECT DISTINCT device FROM change ORDER BY hlc").scalars().all()
        )
    office.vault.close()
    assert len(devices) == 2
    assert UUID(devices[0]) != UUID(devices[1])


# Showing around


def test_the_tour_prints_the_demonstration(maillon: Maillon, demonstration_folder: Path, tmp_path: Path):
    told = maillon("tour", demonstration_folder, "-o", tmp_path / "out").done.out.splitlines()
    names = {Path(line).stem for line in told}
    assert {"orientation-fiche-d-orientation", "attestation", "fiche-de-coordination"} <= names
    assert all(Path(line).read_bytes().startswith(b"%PDF-") for line in told)
    again = maillon("tour", demonstration_folder, "-o", tmp_path / "out").done.out.splitlines()
    assert again == told


def test_a_tour_of_what_is_no_demonstration(maillon: Maillon, tmp_path: Path):
    assert maillon("init", tmp_path / "coffre", *ACCOUNT).status == 0
    assert "démonstration" in fails(maillon("tour", tmp_path / "coffre", "-o", tmp_path / "out"), 1)
    account = {"identifier": "camille", "password": demonstration.PASSWORD, "on": DAY.isoformat()}
    (tmp_path / "coffre" / demonstration.MARKER).write_text(json.dumps(account), "utf-8")
    assert "aucune orientation" in fails(maillon("tour", tmp_path / "coffre", "-o", tmp_path / "out"), 1)
    assert not (tmp_path / "out").exists()
