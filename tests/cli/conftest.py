# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line at work: the real program in this process, on copies of one demonstration, on its day."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import app.cli
from app.cli import vaults
from app.security import keyring
from app.security.derivation import Parameters, derive_from_password
from app.services import accounts, demonstration
from tests.engines import Clock

DAY = date(2026, 11, 24)
SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
"""Real files that are not ours to distribute, beside the project."""


@dataclass(frozen=True)
class Told:
    """What a command said: its status, and what it printed on each side."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON value it printed."""
        return json.loads(self.out)

    @property
    def done(self) -> Told:
        """Itself, once it is sure that it went well, in silence."""
        assert (self.status, self.err) == (0, "")
        return self


Maillon = Callable[..., Told]


@pytest.fixture(scope="session", autouse=True)
def derived_once() -> Iterator[None]:
    """The same password on the same ring is derived once for all these tests, with the real derivation."""
    derived: dict[tuple[str, bytes, Parameters, int], bytes] = {}

    def derive(password: str, salt: bytes, parameters: Parameters, length: int) -> bytearray:
        asked = (password, bytes(salt), parameters, length)
        if asked not in derived:
            derived[asked] = bytes(derive_from_password(password, salt, parameters, length))
        return bytearray(derived[asked])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "derive_from_password", derive)
        yield


@pytest.fixture(scope="session")
def demonstration_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "demonstration"
    demonstration.make(folder, people=10, seed=1, on=DAY)
    return folder


@pytest.fixture
def vault(demonstration_folder: Path, tmp_path: Path) -> Path:
    """A demonstration of ten people of one’s own."""
    shutil.copytree(demonstration_folder, tmp_path / "vault")
    return tmp_path / "vault"


@pytest.fixture
def clock() -> Clock:
    """Tuesday 24 November 2026, 10:42 in France, until it is told to move."""
    return Clock()


@pytest.fixture
def maillon(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clock: Clock) -> Maillon:
    """Runs a command as one types it, on the day of the demonstration."""
    monkeypatch.setenv("MAILLON_PASSWORD", demonstration.PASSWORD)
    monkeypatch.delenv("MAILLON_WORKER", raising=False)
    monkeypatch.setattr(vaults, "clock", clock)
    monkeypatch.setattr(accounts, "calibrate", Parameters)

    def run(*typed: object) -> Told:
        capsys.readouterr()
        status = app.cli.run([str(word) for word in typed])
        said = capsys.readouterr()
        return Told(status, said.out, said.err)

    return run


def fails(told: Told, status: int) -> str:
    """The one French sentence of a command that ends with this status, and nothing printed beside it."""
    assert told.status == status, told
    assert told.out == ""
    assert told.err.endswith("\n")
    sentence = told.err.removesuffix("\n")
    assert sentence, told
    assert "\n" not in sentence
    assert sentence[0].isupper() or sentence[0] == "«"
    assert not any(word in sentence.lower() for word in ENGLISH), sentence
    return sentence


ENGLISH = ("error:", "argument ", "invalid", "expected", "usage", "choose", "traceback", "errno", "required", "no such")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """The tests, and programs started now, hear Ctrl+C, even where they run in the background and would not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
