# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies of a vault: taken whole while it is open, put back in an empty folder as another device.

Each copy has a manifest, left beside the vault too: the end of the journal's chain on each device. By it `verify` sees
a journal whose tail was cut, which a chain alone does not tell.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.journal import Change
from app.security.durable import write_durably
from app.services.local_catalogue import FOLDER as CATALOGUE
from app.services.office import PARIS, Office
from app.services.refusals import Refusal, Refused
from app.storage.places import PLACE
from app.storage.troubles import Trouble, Unavailable, engine_errors
from app.storage.vault import ATTACHMENTS, BACKUPS, DATABASE, KEYRING
from app.storage.verification import Finding

NAME = "maillon-%Y-%m-%d-%H%M%S"
MANIFEST = "manifest.json"
_LENGTH = len("maillon-2026-11-24-104200")


def back_up(office: Office, target: Path) -> Path:
    """Write database, key ring, attachments, the structure's schemes and the manifest in a new folder of `target`,
    named after the moment.

    The folder appears once it is whole.
    """
    made_at = office.now()
    with engine_errors(Trouble.PLACE_MISSING):
        folder = _free(target, made_at.strftime(NAME))
        with _whole(folder) as draft:
            manifest = _manifest(office, made_at)
            office.vault.backup_to(draft / DATABASE)
            shutil.copy2(office.vault.folder / KEYRING, draft / KEYRING)
            for name in (ATTACHMENTS, CATALOGUE):
                if (office.vault.folder / name).is_dir():
                    shutil.copytree(office.vault.folder / name, draft / name)
            write_durably(draft / MANIFEST, manifest)
    with suppress(OSError):  # the copy is made, and its own manifest with it
        (office.vault.folder / BACKUPS).mkdir(exist_ok=True)
        write_durably(office.vault.folder / BACKUPS / f"{folder.name}.json", manifest)
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
    for folder in sorted(target.glob("maillon-*/"), reverse=True) if target.is_dir() else ():
        with suppress(ValueError, OSError):
            moment = datetime.strptime(folder.name[:_LENGTH], NAME).replace(tzinfo=PARIS)
            found.append(Copy(folder, moment, sum(path.stat().st_size for path in folder.rglob("*"))))
    return tuple(found)


def restore(source: Path, folder: Path) -> None:
    """Put a copy back in an empty folder, whole or not at all; nothing is written over.

    The vault put back is another device before its first write.
    """
    if not (source / DATABASE).is_file() or not (source / KEYRING).is_file():
        raise Unavailable(Trouble.VAULT_MISSING)
    with engine_errors():
        if folder.exists() and any(folder.iterdir()):
            raise Refused(Refusal.FOLDER_NOT_EMPTY, "folder")
        with _whole(folder) as draft:
            shutil.copytree(source, draft, dirs_exist_ok=True, ignore=shutil.ignore_patterns(PLACE, MANIFEST))
            for name in (ATTACHMENTS, BACKUPS):
                (draft / name).mkdir(exist_ok=True)
            if (source / MANIFEST).is_file():
                shutil.copy2(source / MANIFEST, draft / BACKUPS / f"{source.name}.json")


def cut_tail(office: Office) -> Finding:
    """Whether the journal still holds every end of chain that the manifests beside the vault remember."""
    finding = Finding("tail")
    with office.reading() as session:
        for path in _manifests(office.vault.folder / BACKUPS):
            finding.count += 1
            try:
                missing = [each for each in _ends(path) if not _holds(session, *each)]
            except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
                finding.blame(f"{path.name}: cannot be read")
                continue
            for device, seq, _ in missing:
                finding.blame(f"{device}: the entry {seq}, which {path.name} remembers, is not there or not the same")
    return finding


def _manifests(folder: Path) -> list[Path]:
    """The manifests kept beside the vault, and those of copies made there; the oldest first."""
    return sorted([*folder.glob("*.json"), *folder.glob(f"*/{MANIFEST}")]) if folder.is_dir() else []


def _manifest(office: Office, made_at: datetime) -> bytes:
    """The moment, and the end of the chain of each device; read before the copy, which holds at least as much."""
    last = sa.select(Change.device, sa.func.max(Change.seq).label("seq")).group_by(Change.device).subquery()
    query = sa.select(Change.device, Change.seq, Change.chain).join(
        last, sa.and_(Change.device == last.c.device, Change.seq == last.c.seq)
    )
    with office.reading() as session:
        rows = session.execute(query.order_by(Change.device)).all()
    ends = [{"device": row.device.hex, "seq": row.seq, "chain": row.chain.hex()} for row in rows]
    return json.dumps({"made_at": made_at.isoformat(), "ends": ends}, indent=2).encode()


def _ends(path: Path) -> Iterator[tuple[UUID, int, bytes]]:
    """What a manifest remembers: each device, its last entry, its chain there."""
    kept: dict[str, Any] = json.loads(path.read_bytes())
    for end in kept["ends"]:
        yield UUID(end["device"]), int(end["seq"]), bytes.fromhex(end["chain"])


def _holds(session: Session, device: UUID, seq: int, chain: bytes) -> bool:
    query = sa.select(Change.chain).where(Change.device == device, Change.seq == seq)
    return session.execute(query).scalar() == chain


def _free(target: Path, name: str) -> Path:
    """A folder that is not there yet, of that name or, at the same second, of that name and a rank."""
    rank = 1
    while (folder := target / (name if rank == 1 else f"{name}-{rank}")).exists():
        rank += 1
    return folder


@contextmanager
def _whole(folder: Path) -> Generator[Path]:
    """A folder to fill: the empty one that is there, else one that takes its name once filled.

    Whatever fails meanwhile, nothing of it is left.
    """
    there = folder.exists()
    draft = folder if there else folder.with_name(f".{folder.name}.partiel")
    if not there:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
    try:
        yield draft
        if not there:
            draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        if there:
            folder.mkdir(exist_ok=True)
        raise
