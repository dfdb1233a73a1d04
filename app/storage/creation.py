# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making a vault whole or not at all: a mark stands in its folder from the first file to the key ring, the last.

Without its key ring nothing in the folder can ever be read, by anybody. So a creation that broke off (a power cut)
holds nothing to lose, and is made again from its beginning. The mark tells it from a vault that has lost its ring.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.security.durable import sync_folder
from app.storage.vault import ATTACHMENTS, BACKUPS, DATABASE, KEYRING

UNFINISHED = "unfinished"
_FILES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal", KEYRING)


@contextmanager
def making(folder: Path) -> Generator[None]:
    """What the block makes in `folder`, empty or absent, stays whole; when it fails, nothing of it stays."""
    was_there = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / UNFINISHED).touch()
    sync_folder(folder)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            clear(folder)
            if not was_there:
                folder.rmdir()
        raise
    finish(folder)


def is_unfinished(folder: Path) -> bool:
    """Whether a creation broke off in this folder before its key ring was written. Raises OSError."""
    return (folder / UNFINISHED).is_file() and not (folder / KEYRING).exists()


def clear(folder: Path) -> None:
    """Take away what a creation left, the mark last. Raises OSError, and then the mark stays."""
    for name in _FILES:
        (folder / name).unlink(missing_ok=True)
    for part in folder.glob(f".{KEYRING}.*"):
        part.unlink()
    for name in (ATTACHMENTS, BACKUPS):
        if (folder / name).exists():
            shutil.rmtree(folder / name)
    (folder / UNFINISHED).unlink(missing_ok=True)


def finish(folder: Path) -> None:
    """Take the mark away: the vault is whole."""
    with suppress(OSError):
        (folder / UNFINISHED).unlink(missing_ok=True)
