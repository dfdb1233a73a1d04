# SPDX-License-Identifier: AGPL-3.0-or-later
"""The program as its own process: bytes on each side, status, outputs that are closed, full or not in UTF-8, Ctrl+C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from app.services import demonstration

HOME = Path(__file__).parents[2]
POOR = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LEFT_OUT = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONUNBUFFERED"}
"""No screen; and an output that is kept until there is enough of it, as on any computer."""


def start(*typed: object, out: int | IO[Any] = subprocess.PIPE, **given: str) -> subprocess.Popen[bytes]:
    """Start the program with this environment added to a plain one."""
    known = {
        name: value for name, value in os.environ.items() if not name.startswith("MAILLON_") and name not in LEFT_OUT
    }
    command = [sys.executable, "-m", "app", *(str(word) for word in typed)]
    return subprocess.Popen(
        command, cwd=HOME, env=known | given, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE
    )


def run(*typed: object, **given: str) -> tuple[int, bytes, bytes]:
    process = start(*typed, **given)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def ends(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """How a process ends whose output is not ours to read: its status and what it says on stderr."""
    assert process.stderr is not None
    said = process.stderr.read().decode("utf-8")
    process.stderr.close()
    return process.wait(timeout=120), said


def test_json_is_utf8_and_alone_on_a_terminal_that_knows_no_accent(vault: Path):
    status, out, err = run(
        "search", "léa marchetti", "--vault", vault, "--json", MAILLON_PASSWORD=demonstration.PASSWORD, **POOR
    )
    assert (status, err) == (0, b"")
    assert "Léa".encode() in out
    assert json.loads(out.decode("utf-8"))[0]["birth_name"] == "Marchetti"


def test_a_wrong_command_line_prints_nothing_and_says_one_sentence():
    status, out, err = run("schemes", "deadlines", "dalo", **POOR)
    assert (status, out) == (2, b"")
    said = err.decode("utf-8")
    assert said.startswith("Commande non comprise\u00a0: il manque --event.")
    assert said.count("\n") == 1


def test_without_a_terminal_no_password_is_asked(vault: Path):
    status, out, err = run("due", "--vault", vault)
    assert (status, out) == (2, b"")
    assert "MAILLON_PASSWORD" in err.decode("utf-8")


def test_whoever_reads_may_leave_before_the_end():
    process = start("schemes", "list", "--json")
    assert process.stdout is not None
    process.stdout.close()
    assert ends(process) == (0, "")


def test_a_full_disk_on_the_way_out_is_told_once():
    with Path("/dev/full").open("wb") as full:
        process = start("schemes", "list", "--json", out=full)
        status, said = ends(process)
    assert status == 3
    assert said == "Maillon n’a pas pu finir cette commande\u00a0: le disque est plein.\n"


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_is_one_sentence(vault: Path, tmp_path: Path):
    """The file is a pipe: once the program has opened it, it is at work, and stays there until it is stopped.

    The pipe is closed after the signal: one that comes just before the program begins to read would be seen only then.
    """
    os.mkfifo(tmp_path / "liste.csv")
    typed = ("import", tmp_path / "liste.csv", "--vault", vault, "--json")
    process = start(*typed, MAILLON_PASSWORD=demonstration.PASSWORD)
    with (tmp_path / "liste.csv").open("wb"):
        process.send_signal(signal.SIGINT)
    status, said = ends(process)
    assert process.stdout is not None
    assert process.stdout.read() == b""
    process.stdout.close()
    assert (status, said) == (1, "Arrêté. Rien n’est à moitié écrit.\n")


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ((), 3, "Aucun écran ne répond ici."),
        (("--vault", "coffre"), 3, "Aucun écran ne répond ici."),
        (("--vault",), 2, "--vault attend un dossier"),
        (("--vault=",), 2, "--vault attend un dossier"),
        (("--vault", "coffre", "due"), 2, "--vault attend un dossier"),
    ],
)
def test_the_window_needs_a_screen_and_a_whole_command_line(typed: tuple[str, ...], status: int, said: str):
    ended, out, err = run(*typed)
    assert (ended, out) == (status, b"")
    assert said in err.decode("utf-8")
    assert err.count(b"\n") == 1
