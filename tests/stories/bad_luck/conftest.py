# SPDX-License-Identifier: AGPL-3.0-or-later
"""A vault of one account with one person in it, the unlock screen before it, and the command line beside."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from app import cli
from app.security.derivation import Parameters
from app.services import accounts, people
from app.services.accounts import NewWorker
from app.services.catalogues import shipped
from app.services.office import Office
from app.services.verification import verify
from app.storage.vault import DATABASE
from app.ui.application import MainWindow
from tests.stories.dossier.reader import Reader
from tests.stories.someone import plainly

PASSWORD = "une phrase de passe"


@cache
def template() -> tuple[Path, str, str]:
    """A vault’s folder, its recovery key, and the id of the person in it."""
    folder = Path(tempfile.mkdtemp(prefix="maillon-bad-luck-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    worker = NewWorker("camille", "Camille Aubry", "Référente", title="mme")
    made = accounts.create_vault(folder / "vault", worker, PASSWORD, "CCAS de Saint-Martin", parameters=Parameters())
    office = Office(made.unlocked.vault, made.unlocked.worker_id, shipped())
    lea = {"birth_name": "Marchetti", "first_names": "Léa", "birth": "12/03/2002", "title": "mme"}
    person = people.create_person(office, lea).created
    made.unlocked.vault.close()
    return folder / "vault", made.recovery_key, str(person)


@dataclass(frozen=True)
class Kept:
    """A vault on the disk, closed."""

    folder: Path
    person: str

    def content(self) -> dict[str, bytes]:
        """Every file of the vault that holds something, but what is made to read it and the count of refusals."""
        beside = ("refusals.json", f"{DATABASE}-shm")
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.name not in beside)
        return {str(path.relative_to(self.folder)): content for path in files if (content := path.read_bytes())}

    def office(self) -> Office:
        """The vault, opened as its worker does; whoever asks closes it."""
        opened = accounts.unlock(self.folder, "camille", PASSWORD)
        return Office(opened.vault, opened.worker_id, shipped())

    def names(self) -> list[str]:
        """Who is in the vault, which is proved sound."""
        office = self.office()
        assert [finding.name for finding in verify(office) if not finding.sound] == []
        found = sorted(line.birth_name for line in people.list_people(office).rows)
        office.vault.close()
        return found


@pytest.fixture
def kept(tmp_path) -> Kept:
    folder, _key, person = template()
    shutil.copytree(folder, tmp_path / "vault")
    return Kept(tmp_path / "vault", person)


@pytest.fixture
def tries(qtbot, kept):
    """Sit before the unlock screen of the vault, type what opens it, and press Enter."""
    windows = []

    def sit_and_type(folder=None, while_=nullcontext):
        window = MainWindow(folder or kept.folder)
        windows.append(window)  # not given to qtbot, whose end would wait for an answer to « Fermer quand même »
        window.resize(1366, 697)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        someone = Reader(window, qtbot)
        someone.fills("Identifiant", "camille")
        someone.presses("Return")
        someone.types(PASSWORD)
        with while_():
            someone.presses("Return")
            qtbot.waitUntil(lambda: window.entrance.password.open.forbidden is False, timeout=20_000)
        return someone

    yield sit_and_type
    for window in windows:
        if window.frame is not None:
            window.frame.desk.close()
            window.frame = None
        window.close()
        window.deleteLater()


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    error: str


@pytest.fixture
def commands(monkeypatch, capsys):
    """Run a command as from a terminal."""
    monkeypatch.setenv("MAILLON_PASSWORD", PASSWORD)
    monkeypatch.setenv("MAILLON_WORKER", "camille")

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        status = cli.run([str(one) for one in arguments])
        heard = capsys.readouterr()
        return Said(status, heard.out, plainly(heard.err).strip())

    return run
