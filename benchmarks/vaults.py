# SPDX-License-Identifier: AGPL-3.0-or-later
"""The vaults that are measured: demonstrations of three sizes, made once by the command line and kept in out/bench."""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

from app.security import keyring
from app.security.data_key import derive_subkey
from app.services.accounts import DATABASE_KEY, unlock
from app.services.catalogues import shipped
from app.services.office import PARIS, Office
from app.storage import engine
from app.storage.vault import DATABASE, KEYRING, open_vault

ROOT = Path(__file__).parents[1]
OUT = ROOT / "out"
FOLDER = OUT / "bench"
WORK = FOLDER / "work"
DAY = date(2026, 11, 24)
NOW_MS = int(datetime.combine(DAY, time(10, 42), PARIS).timestamp() * 1000)
SEED = 1
SCHEMA = ("migrations", "resources/demonstration")
"""What a kept vault must have been made with, to be measured again."""
MAKERS = (*SCHEMA, "resources/schemes", "app")
"""What decides how long the making takes."""


@dataclass(frozen=True)
class Demonstration:
    """A kept vault; `seconds` is how long `maillon demo` took to make it, with the files whose digest is `code`."""

    folder: Path
    people: int
    seconds: float
    code: str


def demonstration(people: int, *, by_this_code: bool = False) -> Demonstration:
    """The vault of so many people, made now unless one of the present schema is there."""
    folder = FOLDER / str(people)
    told = read_note(folder)
    if told.get("schema") != digest_of(SCHEMA) or (by_this_code and told.get("code") != digest_of(MAKERS)):
        told = make(folder, people)
    return Demonstration(folder, people, float(told["seconds"]), str(told["code"]))


def make(folder: Path, people: int) -> dict[str, Any]:
    """Run `maillon demo`, and note beside the vault what it was made with and how long it took."""
    shutil.rmtree(folder, ignore_errors=True)
    note_of(folder).unlink(missing_ok=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    told: dict[str, Any] = {"schema": digest_of(SCHEMA), "code": digest_of(MAKERS)}
    start = perf_counter()
    command = [sys.executable, "-m", "app", "demo", str(folder)]
    options = ["--people", str(people), "--seed", str(SEED), "--on", DAY.isoformat()]
    subprocess.run([*command, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    told["seconds"] = perf_counter() - start
    note_of(folder).write_text(json.dumps(told), "utf-8")
    return told


def note_of(folder: Path) -> Path:
    """Where the note of a vault is kept: beside it, since a vault's folder holds nothing else."""
    return folder.with_suffix(".json")


def read_note(folder: Path) -> dict[str, Any]:
    """What is noted of a kept vault, nothing when there is none."""
    note = note_of(folder)
    if not note.is_file() or not (folder / DATABASE).is_file():
        return {}
    told: dict[str, Any] = json.loads(note.read_text("utf-8"))
    return told


@cache
def digest_of(places: tuple[str, ...]) -> str:
    """One digest for all the files of these folders."""
    found = hashlib.sha256()
    for place in places:
        for path in sorted((ROOT / place).rglob("*")):
            if path.is_file() and path.suffix in (".py", ".toml"):
                found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


@contextmanager
def copied(people: int, name: str) -> Generator[Path]:
    """A copy of a vault, to be written in and thrown away."""
    made = demonstration(people)
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made.folder, folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened(folder: Path) -> Generator[Office]:
    """The demonstration's worker at her desk, on the demonstration's day."""
    identifier, password = account(folder)
    unlocked = unlock(folder, identifier, password, clock=clock)
    gc.freeze()  # as the window does once everything is imported
    try:
        yield Office(unlocked.vault, unlocked.worker_id, shipped())
    finally:
        unlocked.vault.close()


def reopened(folder: Path, office: Office) -> Office:
    """The same worker with new connections, whose caches are empty."""
    return Office(open_vault(folder, key_of(folder), clock=clock), office.worker_id, office.catalogue)


def clock() -> int:
    """The demonstration's moment, in milliseconds."""
    return NOW_MS


def account(folder: Path) -> tuple[str, str]:
    """The identifier and password that a demonstration says itself."""
    said = json.loads((folder / "demonstration.json").read_text("utf-8"))
    return str(said["identifier"]), str(said["password"])


@cache
def key_of(folder: Path) -> bytes:
    """The raw key of a vault's database."""
    with keyring.load(folder / KEYRING).open(*account(folder)) as data_key:
        return derive_subkey(data_key, DATABASE_KEY)


def bare_connection(folder: Path, cache_kib: int = engine.READING_CACHE_KIB) -> Any:
    """The same file through sqlcipher3 alone, with the same pragmas and the same page cache."""
    path = folder / DATABASE
    connection = engine.sqlcipher.connect(str(path), isolation_level=None)
    engine.prepare(connection, key_of(folder), cache_kib)
    return connection
