# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies of a vault: taken whole while it is open, put back in an empty folder as another device."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.services.office import PARIS, Office
from app.services.refusals import Refusal, Refused
from app.storage.troubles import Trouble, Unavailable, engine_errors
from app.storage.vault import ATTACHMENTS, DATABASE, KEYRING

NAME = "maillon-%Y-%m-%d-%H%M%S"


def back_up(office: Office, target: Path) -> Path:
    """Write database, key ring and attachments in a new folder of `target`, named after the moment."""
    folder = target / office.now().strftime(NAME)
    with engine_errors():
        folder.mkdir(parents=True)
        office.vault.backup_to(folder / DATABASE)
        shutil.copy2(office.vault.folder / KEYRING, folder / KEYRING)
        if (office.vault.folder / ATTACHMENTS).is_dir():
            shutil.copytree(office.vault.folder / ATTACHMENTS, folder / ATTACHMENTS)
    return folder


@dataclass(frozen=True)
class Copy:
    """A copy of a vault: its folder, the moment in its name, its size in bytes."""

    folder: Path
    made_at: datetime
    size: int


def copies_in(target: Path) -> tuple[Copy, ...]:
    """The copies that `back_up` left in a folder, the latest first; none when the folder is not there (a key away)."""
    found: list[Copy] = []
    for folder in sorted(target.glob("maillon-*"), reverse=True) if target.is_dir() else ():
        with suppress(ValueError, OSError):
            moment = datetime.strptime(folder.name, NAME).replace(tzinfo=PARIS)
            found.append(Copy(folder, moment, sum(path.stat().st_size for path in folder.rglob("*"))))
    return tuple(found)


def restore(source: Path, folder: Path) -> None:
    """Put a copy back in an empty folder; nothing is written over."""
    if not (source / DATABASE).is_file() or not (source / KEYRING).is_file():
        raise Unavailable(Trouble.VAULT_MISSING)
    with engine_errors():
        if folder.exists() and any(folder.iterdir()):
            raise Refused(Refusal.FOLDER_NOT_EMPTY, "folder")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, folder, dirs_exist_ok=True)
